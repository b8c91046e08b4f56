"""Names, roles and open sessions of the person signed in."""

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from comptes.appareils import decrire
from missions.models import Membre
from tests.comptes.outils import est_connecte, se_connecter
from tests.factories import MembreFactory

PROFIL = reverse("comptes:profil")
SESSIONS = reverse("comptes:sessions")
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"


def test_changer_son_nom_et_son_telephone(connecte, troupe):
    client = connecte(troupe.agent)
    donnees = {"first_name": "Agathe-Marie", "last_name": "Roux", "telephone": "04 71 00 00 00"}
    assert "Profil enregistré." in client.post(PROFIL, donnees, follow=True).content.decode()
    troupe.agent.refresh_from_db()
    assert (troupe.agent.first_name, troupe.agent.telephone) == ("Agathe-Marie", "04 71 00 00 00")


def test_rien_d_autre_ne_se_change_ici(connecte, troupe):
    donnees = {"first_name": "A", "last_name": "B", "email": "x@example.org", "is_staff": "on", "is_superuser": "on"}
    connecte(troupe.agent).post(PROFIL, donnees)
    troupe.agent.refresh_from_db()
    assert troupe.agent.email == "agathe@example.org"
    assert not troupe.agent.is_staff
    assert not troupe.agent.is_superuser


def test_un_nom_trop_long_est_refuse_et_reste_a_corriger(connecte, troupe):
    reponse = connecte(troupe.agent).post(PROFIL, {"first_name": "x" * 151, "last_name": "Roux"})
    assert reponse.status_code == 200
    assert reponse.context["form"].errors["first_name"]
    assert "x" * 151 in reponse.content.decode()


def test_on_y_voit_ses_missions_et_ses_roles(connecte, troupe):
    MembreFactory(mission=troupe.mission, utilisateur=troupe.agent, role=Membre.Role.RESPONSABLE)
    page = connecte(troupe.agent).get(PROFIL).content.decode()
    assert "Mission Haut-Vernay" in page
    assert "Chargé d’appui" in page
    assert "Responsable" in page
    assert "Mission d’à côté" not in page


def test_une_appartenance_fermee_ne_parait_plus(connecte, troupe):
    Membre.objects.filter(utilisateur=troupe.agent).update(actif=False)
    assert "Mission Haut-Vernay" not in connecte(troupe.agent).get(PROFIL).content.decode()


def test_un_beneficiaire_y_voit_la_mission_qui_l_appuie(connecte, troupe):
    page = connecte(troupe.beneficiaire).get(PROFIL).content.decode()
    assert "Mission Haut-Vernay" in page
    assert "Bénéficiaire" in page


def test_le_profil_coute_peu(connecte, troupe, django_assert_max_num_queries):
    client = connecte(troupe.agent)
    for _ in range(10):
        MembreFactory(utilisateur=troupe.agent)
    with django_assert_max_num_queries(8):
        client.get(PROFIL)


@pytest.fixture
def deux_sessions(client, troupe):
    ailleurs = Client(headers={"user-agent": FIREFOX})
    se_connecter(ailleurs, "agathe@example.org")
    se_connecter(client, "agathe@example.org")
    return client, ailleurs


def test_voir_ou_l_on_est_connecte(deux_sessions, troupe):
    se_connecter(Client(headers={"user-agent": "Opera/Colin"}), "colin@example.org")
    page = deux_sessions[0].get(SESSIONS)
    assert len(page.context["sessions"]) == 2
    assert "Firefox sous Windows" in page.content.decode()
    assert "Cette session" in page.content.decode()


def test_fermer_une_session(deux_sessions, troupe):
    ici, ailleurs = deux_sessions
    autre = UserSession.objects.get(session_key=ailleurs.session.session_key)
    ici.post(reverse("comptes:fermer_les_sessions"), {"session": autre.pk})
    assert est_connecte(ici)
    assert not est_connecte(ailleurs)


def test_fermer_toutes_les_autres(deux_sessions, troupe):
    ici, ailleurs = deux_sessions
    troisieme = Client()
    se_connecter(troisieme, "agathe@example.org")
    page = ici.post(reverse("comptes:fermer_les_sessions"), follow=True).content.decode()
    assert "2 sessions fermées." in page
    assert est_connecte(ici)
    assert not est_connecte(ailleurs)
    assert not est_connecte(troisieme)


@pytest.mark.parametrize("choix", ["la sienne", "celle d’un autre", "n’importe quoi", "trop grand"])
def test_on_ne_ferme_que_ses_autres_sessions(choix, deux_sessions, troupe):
    ici, ailleurs = deux_sessions
    colin = Client()
    se_connecter(colin, "colin@example.org")
    cibles = {
        "la sienne": UserSession.objects.get(session_key=ici.session.session_key).pk,
        "celle d’un autre": UserSession.objects.get(session_key=colin.session.session_key).pk,
        "n’importe quoi": "1 OR 1=1",
        "trop grand": "9" * 40,
    }
    page = ici.post(reverse("comptes:fermer_les_sessions"), {"session": cibles[choix]}, follow=True).content.decode()
    assert "Aucune autre session" in page
    assert est_connecte(ici)
    assert est_connecte(ailleurs)
    assert est_connecte(colin)


def test_l_entretien_oublie_les_sessions_closes(deux_sessions):
    """Their addresses and browsers are personal data: nothing is kept once they are over."""
    ici, ailleurs = deux_sessions
    Session.objects.filter(session_key=ailleurs.session.session_key).delete()
    call_command("entretien")
    assert [s.session_key for s in UserSession.objects.all()] == [ici.session.session_key]


@pytest.mark.parametrize(
    ("user_agent", "nom"),
    [
        (FIREFOX, "Firefox sous Windows"),
        ("Mozilla/5.0 (Linux; Android 15) AppleWebKit/537 Chrome/142.0 Mobile Safari/537", "Chrome sous Android"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1", "Safari sous iPhone"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/142.0 Safari/537 Edg/142.0", "Edge sous Windows"),
        ("<script>", "Navigateur inconnu"),
        ("", "Navigateur inconnu"),
    ],
)
def test_un_navigateur_se_nomme(user_agent, nom):
    assert decrire(user_agent) == nom
