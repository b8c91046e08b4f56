"""What `manage.py entretien` does of itself: every job, each whole or not at all, none stopped by another."""

import datetime
from functools import partial

import pytest
import time_machine
from django.core import mail
from django.core.management import CommandError, call_command
from django.utils import timezone

from appuis.models import DemandeDAppui
from comptes.models import Notification, Rythme
from coopappui import taches, travaux
from coopappui.management.commands.travailler import VEILLE
from outils.models import PreProjet
from tests.au_meme_instant import ensemble
from tests.comptes.test_recevoir_des_notifications import MATIN, _choisir, _prevenir
from tests.espace.invitations import inviter
from tests.factories import DemandeFactory, PersonneFactory
from tests.outils.fiches import neuve
from tests.personnages import troupe as monter_troupe

# What each job of the portal writes, to whom, by the beginning of its subject.
ECRITS = {
    "Une nouvelle du jour": "béa@example.org",
    "Remplir « Fiche pré-projet »": "béa@example.org",
    "L’invitation de Lucie Berthier a expiré": "agathe@example.org",
    "La demande d’appui": "colin@example.org",
}


@pytest.fixture
def matin():
    with time_machine.travel(MATIN, tick=False) as horloge:
        yield horloge


def laisser_attendre(troupe, horloge):
    """Something for every job to do; returns the request that is to be kept."""
    lucie = {"prenom": "Lucie", "nom": "Berthier", "courriel": "lucie@example.org"}
    inviter(troupe, PersonneFactory(mission=troupe.mission, **lucie))
    attend, ecartee = (DemandeFactory(mission=troupe.mission, confiee_a=troupe.collegue) for _ in range(2))
    ecartee.ecarter(troupe.agent, "Hors sujet")
    DemandeDAppui.objects.filter(pk=ecartee.pk).update(traitee_le=MATIN - datetime.timedelta(days=366))
    horloge.shift(datetime.timedelta(days=15))
    neuve(troupe, PreProjet).demander(troupe.agent, [troupe.beneficiaire], timezone.localdate())
    _choisir(troupe.beneficiaire, Rythme.QUOTIDIEN)
    _prevenir(troupe.beneficiaire)
    mail.outbox.clear()
    return attend


def verifier_que_tout_est_fait_une_fois(attend):
    ecrits = sorted((debut, *m.to) for m in mail.outbox for debut in ECRITS if m.subject.startswith(debut))
    assert ecrits == sorted(ECRITS.items())
    assert len(mail.outbox) == len(ECRITS)
    assert list(DemandeDAppui.objects.all()) == [attend]


def test_it_works(troupe, matin):
    """Digest, reminders, expired invitations, requests that wait, those set aside long ago; run twice, done once."""
    attend = laisser_attendre(troupe, matin)
    for _ in range(2):
        call_command("entretien", verbosity=0)
    verifier_que_tout_est_fait_une_fois(attend)


@pytest.mark.au_meme_instant
def test_accomplis_plusieurs_fois_au_meme_instant(matin):
    """As when two workers run; none fails."""
    attend = laisser_attendre(monter_troupe(), matin)
    ensemble([partial(call_command, "entretien", verbosity=0)] * 4)
    verifier_que_tout_est_fait_une_fois(attend)


def test_un_travail_qui_echoue_ne_laisse_rien_et_n_arrete_pas_les_autres(troupe, monkeypatch, capsys):
    def a_moitie():
        _prevenir(troupe.agent)
        raise RuntimeError("coupé")

    monkeypatch.setattr(travaux, "TRAVAUX", [a_moitie, lambda: "Le suivant est fait."])
    with pytest.raises(CommandError, match="en échec"):
        call_command("entretien")
    assert "Le suivant est fait." in capsys.readouterr().out
    assert not Notification.objects.filter(destinataire=troupe.agent).exists()


def test_une_tache_perdue_est_reprise_en_deux_minutes():
    assert taches.ABANDON.total_seconds() > taches.DUREE_MAX
    assert taches.ABANDON.total_seconds() + VEILLE <= 120


def test_un_compte_ferme_n_est_pas_recapitule(troupe, matin):
    _choisir(troupe.agent, Rythme.QUOTIDIEN)
    _prevenir(troupe.agent)
    type(troupe.agent).objects.filter(pk=troupe.agent.pk).update(is_active=False)
    call_command("entretien", verbosity=0)
    assert mail.outbox == []
