"""Every part of the portal is in one's own data, and what one confided to it goes with one's account."""

import zipfile

import pytest
from allauth.usersessions.models import UserSession
from django.core.mail import send_mail
from django_tasks_db.models import DBTaskResult

from appuis.models import Croisement, Message, PieceJointe, RaisonConfiee
from comptes.models import Notification
from coopappui.donnees import archive, effacer, rassembler
from missions.models import PriseDeConnaissance
from tests.comptes.test_ecrire_par_la_file import file  # noqa: F401
from tests.comptes.test_recevoir_des_notifications import _prevenir
from tests.factories import MessageFactory, PieceJointeFactory
from tests.missions.documents import charte


@pytest.fixture
def bea(troupe):
    """She has left something in every part of the portal."""
    bea = troupe.beneficiaire
    PieceJointeFactory(message=MessageFactory(appui=troupe.appui, auteur=bea, texte="Cuneo hésite"))
    RaisonConfiee.objects.create(appui=troupe.appui, auteur=bea, texte="Le président refuse")
    PriseDeConnaissance.objects.noter(charte(troupe.mission).publier(troupe.admin), bea)
    troupe.projet.participants.add(troupe.personne)
    croisement = Croisement.objects.create(projet=troupe.projet, lance_par=troupe.agent)
    croisement.demander_a([troupe.personne])
    croisement.points_de_vue.get().confirmer(tel_quel=True)
    croisement.points_de_vue.update(remarque="Trois mois de plus")
    _prevenir(bea)
    UserSession.objects.create(user=bea, ip="127.0.0.1", session_key="x" * 32, user_agent="Firefox")
    return bea


@pytest.mark.parametrize(
    ("rubrique", "dit"),
    [
        ("Mes messages", "Cuneo hésite"),
        ("Ce que j’ai confié en mettant fin à un appui", "Le président refuse"),
        ("Mes réponses aux tableaux de suivi", "Trois mois de plus"),
        ("Les projets que je suis", "Filière noisette"),
        ("Les documents de mission que j’ai lus", "Charte"),
        ("Mes notifications", "Une fiche vous attend"),
        ("Mes sessions ouvertes", "127.0.0.1"),
    ],
)
def test_chaque_rubrique_est_dans_ses_donnees(bea, rubrique, dit):
    assert dit in str(rassembler(bea)[rubrique])


def test_les_fichiers_de_ses_messages_aussi(bea):
    with archive(bea) as contenu, zipfile.ZipFile(contenu) as ouverte:
        assert any(nom.startswith("fichiers/") for nom in ouverte.namelist())


def test_ce_qu_elle_a_confie_part_avec_elle(bea, file):  # noqa: F811
    send_mail("Objet", "Corps", None, [bea.email])
    effacer(bea)
    for modele in (Message, PieceJointe, RaisonConfiee, DBTaskResult):
        assert not modele.objects.exists(), modele
    assert not Notification.objects.filter(destinataire=bea).exists()
    assert Croisement.objects.get().points_de_vue.get().remarque == ""
