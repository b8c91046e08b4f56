"""An officer opens to a person of the réseau the pages of their own appuis, and closes them again."""

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from comptes.models import Utilisateur
from tests.comptes.outils import code_recu, demander_un_code, donner_le_code, est_connecte
from tests.factories import PersonneFactory, UtilisateurFactory


@pytest.fixture
def agathe(connecte, troupe):
    return connecte(troupe.agent)


@pytest.fixture
def lucie(troupe):
    return PersonneFactory(mission=troupe.mission, prenom="Lucie", nom="Berthier", courriel="Lucie@Example.org")


def _donner(client, personne):
    return client.post(reverse("mission:donner_acces", args=[personne.pk]), follow=True)


def _retirer(client, personne):
    return client.post(reverse("mission:retirer_acces", args=[personne.pk]), follow=True)


def _messages(reponse):
    return [str(m) for m in reponse.context["messages"]]


def test_donner_un_acces(agathe, troupe, lucie):
    assert _messages(_donner(agathe, lucie)) == ["Invitation envoyée à lucie@example.org."]
    lucie.refresh_from_db()
    assert (str(lucie.compte), lucie.compte.email) == ("Lucie Berthier", "lucie@example.org")
    [invitation] = mail.outbox
    assert "Agathe Roux vous ouvre un accès" in invitation.body
    assert "Mission Haut-Vernay" in invitation.body
    assert lucie.history.first().history_user == troupe.agent


def test_l_invitee_entre_avec_un_code(agathe, lucie):
    _donner(agathe, lucie)
    navigateur = Client()
    demander_un_code(navigateur, "lucie@example.org")
    donner_le_code(navigateur, code_recu())
    assert est_connecte(navigateur)


def test_la_meme_reponse_quand_le_compte_existe(agathe, lucie):
    existant = UtilisateurFactory(email="lucie@example.org", first_name="Lucie", last_name="Dupuis")
    assert _messages(_donner(agathe, lucie)) == ["Invitation envoyée à lucie@example.org."]
    lucie.refresh_from_db()
    assert lucie.compte == existant
    assert str(existant) == "Lucie Dupuis"


def test_sans_adresse_on_le_dit(agathe, troupe):
    muette = PersonneFactory(mission=troupe.mission, courriel="")
    assert "n’a pas d’adresse e-mail" in _messages(_donner(agathe, muette))[0]
    assert not mail.outbox


def test_une_adresse_n_ouvre_qu_une_personne_par_mission(agathe, troupe, lucie):
    _donner(agathe, lucie)
    jumelle = PersonneFactory(mission=troupe.mission, courriel="lucie@example.org")
    assert "déjà celle d’une autre personne" in _messages(_donner(agathe, jumelle))[0]
    jumelle.refresh_from_db()
    assert jumelle.compte is None


def test_donner_deux_fois_renvoie_l_invitation(agathe, lucie):
    _donner(agathe, lucie)
    _donner(agathe, lucie)
    assert len(mail.outbox) == 2
    assert Utilisateur.objects.filter(email="lucie@example.org").count() == 1


def test_retirer_l_acces(agathe, troupe):
    assert "n’a plus accès" in _messages(_retirer(agathe, troupe.personne))[0]
    troupe.personne.refresh_from_db()
    assert troupe.personne.compte is None
    assert Utilisateur.objects.filter(pk=troupe.beneficiaire.pk).exists()


@pytest.mark.parametrize("role", ["responsable", "beneficiaire", "etranger", "admin"])
def test_seuls_les_charges_d_appui_de_la_mission(role, connecte, troupe, lucie):
    client = connecte(getattr(troupe, role))
    assert client.post(reverse("mission:donner_acces", args=[lucie.pk])).status_code == 404
    assert client.post(reverse("mission:retirer_acces", args=[troupe.personne.pk])).status_code == 404
    lucie.refresh_from_db()
    troupe.personne.refresh_from_db()
    assert lucie.compte is None
    assert troupe.personne.compte == troupe.beneficiaire
