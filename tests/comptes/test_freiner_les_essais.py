"""Guessing a password: slowed down by account and by address; the owner still gets in."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.comptes.outils import (
    code_recu,
    demander_un_code,
    donner_le_code,
    est_connecte,
    proteger,
    se_connecter,
)
from tests.factories import UtilisateurFactory

ADRESSE = "agathe@example.org"
TROP = "Trop de tentatives. Patientez quelques minutes, ou demandez un code par e-mail."


def _essayer(nombre, adresse=ADRESSE, ip="203.0.113.{}"):
    """Wrong passwords, each from another address unless `ip` is fixed."""
    for n in range(nombre):
        reponse = se_connecter(Client(), adresse, "pas-le-bon-du-tout", REMOTE_ADDR=ip.format(n))
    return reponse.context["form"].non_field_errors()


def test_cinq_essais_par_compte(troupe):
    assert TROP not in _essayer(5)
    assert _essayer(1, ip="198.51.100.7") == [TROP]


def test_les_ecritures_d_une_adresse_comptent_ensemble(troupe):
    _essayer(3)
    _essayer(2, "ＡＧＡＴＨＥ@Example.org ")
    assert _essayer(1) == [TROP]


def test_un_compte_inconnu_est_freine_de_la_meme_facon(troupe):
    _essayer(5, "inconnue@example.org")
    assert _essayer(1, "inconnue@example.org") == [TROP]


def test_dix_essais_par_adresse_ip(troupe):
    """One password tried on a thousand accounts."""
    for _ in range(10):
        _essayer(1, UtilisateurFactory().email, ip="203.0.113.1")
    assert _essayer(1, UtilisateurFactory().email, ip="203.0.113.1") == [TROP]
    assert TROP not in _essayer(1, UtilisateurFactory().email, ip="203.0.113.2")


def test_la_victime_entre_avec_un_code_et_le_frein_se_desserre(client, troupe):
    _essayer(6)
    assert se_connecter(client, ADRESSE).status_code == 200, "le bon mot de passe aussi est freiné"
    demander_un_code(client, ADRESSE)
    donner_le_code(client, code_recu())
    assert est_connecte(client)
    assert se_connecter(Client(), ADRESSE).status_code == 302


def test_une_connexion_reussie_entre_deux_essais_ne_remet_pas_a_zero(troupe):
    _essayer(4)
    assert se_connecter(Client(), ADRESSE).status_code == 302
    _essayer(1)
    assert _essayer(1) == [TROP]


def test_trois_codes_par_minute_et_par_adresse(troupe):
    for n in range(3):
        assert demander_un_code(Client(), ADRESSE, REMOTE_ADDR=f"203.0.113.{n}").status_code == 302
    reponse = demander_un_code(Client(), ADRESSE, REMOTE_ADDR="203.0.113.9")
    assert reponse.context["form"].errors["email"] == [TROP]


def test_trop_de_demandes_de_mot_de_passe(troupe):
    for _ in range(5):
        reponse = Client().post(reverse("account_reset_password"), {"email": ADRESSE})
        assert reponse.status_code == 302
    reponse = Client().post(reverse("account_reset_password"), {"email": ADRESSE})
    assert reponse.status_code == 429
    assert "Trop de tentatives" in reponse.content.decode()


def test_le_second_facteur_ne_se_devine_pas_non_plus(client, troupe):
    proteger(troupe.agent)
    se_connecter(client, ADRESSE)
    for _ in range(6):
        reponse = client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert reponse.context["form"].errors["code"] == [TROP]
    assert not est_connecte(client)


@pytest.mark.parametrize("entete", ["HTTP_X_FORWARDED_FOR", "HTTP_X_REAL_IP"])
def test_on_ne_change_pas_d_adresse_par_un_entete(entete, troupe):
    for n in range(10):
        se_connecter(Client(), UtilisateurFactory().email, "pas-le-bon", **{entete: f"192.0.2.{n}"})
    reponse = se_connecter(Client(), UtilisateurFactory().email, "pas-le-bon", **{entete: "192.0.2.99"})
    assert reponse.context["form"].non_field_errors() == [TROP]
