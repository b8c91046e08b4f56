"""Sessions end: after an hour without activity, twelve hours after sign-in, and when the account is closed."""

import datetime
from http.cookies import SimpleCookie

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from comptes.models import Utilisateur
from coopappui.middleware import FinApresInactivite
from tests.acces.test_matrice import ecritures
from tests.comptes.outils import est_connecte, se_connecter

ADRESSE = "agathe@example.org"
COOKIE = FinApresInactivite.cookie


@pytest.fixture
def horloge():
    with time_machine.travel(datetime.datetime(2026, 11, 23, 8, 0, tzinfo=datetime.UTC), tick=False) as horloge:
        yield horloge


def _minutes(n):
    return datetime.timedelta(minutes=n)


@pytest.fixture
def agathe(client, troupe, horloge):
    se_connecter(client, ADRESSE)
    return client


def test_une_heure_sans_activite(agathe, horloge):
    horloge.shift(_minutes(61))
    reponse = agathe.get(reverse("comptes:profil"), follow=True)
    assert "Vous étiez inactif depuis un moment" in reponse.content.decode()
    assert not est_connecte(agathe)


def test_chaque_page_prolonge_l_heure(agathe, horloge):
    for _ in range(10):
        horloge.shift(_minutes(55))
        assert est_connecte(agathe)


def test_douze_heures_en_tout(agathe, horloge):
    for _ in range(14):
        horloge.shift(_minutes(50))
        assert est_connecte(agathe)
    horloge.shift(_minutes(25))
    assert not est_connecte(agathe)


def test_enregistrer_ne_prolonge_pas_les_douze_heures(agathe, horloge):
    """Django would count twelve hours from the last save of the session."""
    fin = Session.objects.get().expire_date
    horloge.shift(_minutes(50))
    session = agathe.session
    session["x"] = 1
    session.save()
    assert Session.objects.get().expire_date == fin


def test_jeter_le_temoin_d_activite_ne_ressuscite_rien(agathe, horloge):
    for _ in range(3):
        horloge.shift(_minutes(50))
        assert est_connecte(agathe)
    del agathe.cookies[COOKIE]
    assert not est_connecte(agathe)


def test_le_temoin_d_une_autre_session_ne_sert_pas(agathe, horloge, troupe):
    horloge.shift(_minutes(61))
    autre = Client()
    se_connecter(autre, "colin@example.org")
    horloge.shift(_minutes(2))
    assert est_connecte(autre)
    agathe.cookies[COOKIE] = autre.cookies[COOKIE].value
    assert not est_connecte(agathe)


def test_un_get_n_ecrit_rien_meme_quand_l_heure_avance(agathe, horloge):
    horloge.shift(_minutes(30))
    with ecritures() as sql:
        assert est_connecte(agathe)
    assert sql == []


def test_un_compte_ferme_sort_a_la_requete_suivante(agathe):
    assert est_connecte(agathe)
    Utilisateur.objects.filter(email=ADRESSE).update(is_active=False)
    assert not est_connecte(agathe)


def test_la_session_et_son_temoin_sont_bien_gardes(agathe, horloge, settings):
    horloge.shift(_minutes(2))
    agathe.get(reverse("comptes:profil"))
    for nom in (settings.SESSION_COOKIE_NAME, COOKIE):
        assert agathe.cookies[nom]["httponly"]
        assert agathe.cookies[nom]["samesite"] == "Lax"
        assert agathe.cookies[nom]["max-age"] == "", "s’en va avec le navigateur"


def test_apres_la_deconnexion_rien_ne_reste(agathe, horloge):
    """Neither in the browser's cache nor on the server: a copied cookie opens nothing."""
    horloge.shift(_minutes(5))
    assert "no-store" in agathe.get(reverse("comptes:profil"))["Cache-Control"]
    copie = Client()
    copie.cookies = SimpleCookie({nom: biscuit.value for nom, biscuit in agathe.cookies.items()})
    assert est_connecte(copie)
    agathe.post(reverse("account_logout"))
    assert not est_connecte(copie)
    assert not agathe.cookies[COOKIE].value
