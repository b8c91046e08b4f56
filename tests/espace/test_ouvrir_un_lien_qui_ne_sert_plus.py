"""The link of an invitation that was revoked, replaced, accepted, or came too late: one page says what to do."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from appuis.models import Appui, Invitation
from comptes.models import Utilisateur
from tests.au_meme_instant import poster_ensemble
from tests.espace.invitations import espace, inviter, lien_recu, titres
from tests.factories import PersonneFactory, UtilisateurFactory
from tests.personnages import troupe as monter_troupe


def _revoquee(invitation, troupe, visiteur):
    invitation.revoquer(troupe.agent)


def _expiree(invitation, troupe, visiteur):
    Invitation.objects.update(expire_le=timezone.now())


def _renvoyee(invitation, troupe, visiteur):
    invitation.renvoyer(troupe.agent)


def _acceptee(invitation, troupe, visiteur):
    visiteur.post(lien_recu())


def _appui_arrete(invitation, troupe, visiteur):
    troupe.appui.arreter(troupe.agent, Appui.MotifArret.AUTRE)


def _acces_retire(invitation, troupe, visiteur):
    invitation.personne.invitations.revoquer(troupe.agent)


def _adresse_prise(invitation, troupe, visiteur):
    compte = UtilisateurFactory(email=invitation.courriel)
    PersonneFactory(mission=troupe.mission, compte=compte)


@pytest.mark.parametrize("geste", [_revoquee, _expiree, _renvoyee, _acceptee, _appui_arrete, _acces_retire])
def test_un_lien_qui_ne_sert_plus_le_dit(geste, troupe, lucie, visiteur):
    invitation = inviter(troupe, lucie)
    lien = lien_recu()
    geste(invitation, troupe, visiteur)
    avant = set(troupe.appui.beneficiaires.all())
    autre = Client()
    for reponse in (autre.get(lien), autre.post(lien)):
        assert reponse.status_code == 410
        assert "Ce lien ne sert plus" in reponse.content.decode()
    assert set(troupe.appui.beneficiaires.all()) == avant


def test_la_meme_page_pour_tous(troupe, lucie, visiteur):
    """Nothing tells whether the link existed, nor for whom."""
    invitation = inviter(troupe, lucie)
    lien = lien_recu()
    invitation.revoquer(troupe.agent)
    invente = reverse("invitations:ouvrir", args=["x" * 43])
    assert visiteur.get(lien).content == visiteur.get(invente).content
    for bizarre in ("%00", "a" * 3000, "%ED%A0%80", "é"):
        assert visiteur.get(f"/invitations/lien/{bizarre}/").status_code in (404, 410)


def test_l_adresse_prise_entre_temps_n_ouvre_rien(troupe, lucie, visiteur):
    invitation = inviter(troupe, lucie)
    _adresse_prise(invitation, troupe, visiteur)
    assert visiteur.post(lien_recu()).status_code == 410


def test_une_adresse_changee_apres_l_envoi_n_ouvre_rien(troupe, lucie, visiteur):
    """The link went to an address that is no longer theirs."""
    compte = UtilisateurFactory(email="lucie@example.org")
    lucie.compte = compte
    lucie.save()
    inviter(troupe, lucie)
    Utilisateur.objects.filter(pk=compte.pk).update(email="autre@example.org")
    assert visiteur.post(lien_recu()).status_code == 410
    assert lucie not in troupe.appui.beneficiaires.all()


def test_quatorze_jours_et_pas_un_de_plus(troupe, lucie, visiteur):
    with time_machine.travel(timezone.now() - timedelta(days=14) + timedelta(minutes=5)):
        inviter(troupe, lucie)
    lien = lien_recu()
    assert visiteur.get(lien).status_code == 200
    with time_machine.travel(timezone.now() + timedelta(minutes=6)):
        assert visiteur.get(lien).status_code == 410


def test_qui_a_accepte_retrouve_son_espace(connecte, troupe, lucie, visiteur):
    inviter(troupe, lucie)
    lien = lien_recu()
    visiteur.post(lien)
    lucie.refresh_from_db()
    assert connecte(lucie.compte).get(lien)["Location"] == espace(troupe.appui)
    assert connecte(troupe.collegue).get(lien).status_code == 410


def test_trop_de_confirmations(troupe, lucie, visiteur, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"ouvrir_une_invitation": "0/m/ip"}
    invitation = inviter(troupe, lucie)
    assert visiteur.post(lien_recu()).status_code == 429
    invitation.refresh_from_db()
    assert invitation.utilisable


@pytest.mark.au_meme_instant
def test_accepter_plusieurs_fois_au_meme_instant():
    """One wins, the others are told; one account, one notification."""
    troupe = monter_troupe()
    inviter(troupe, PersonneFactory(mission=troupe.mission, courriel="lucie@example.org"))
    lien = lien_recu()
    reponses = poster_ensemble([(Client(), lien, {}) for _ in range(6)])
    assert sorted(reponse.status_code for reponse in reponses) == [302] + [410] * 5
    assert Utilisateur.objects.filter(email="lucie@example.org").count() == 1
    assert len(titres(troupe.agent)) == 1
