"""A second factor: an application on the phone, and codes for the day it is lost."""

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.test import Client
from django.urls import reverse

from tests.comptes.outils import (
    code_de_l_application,
    code_recu,
    codes_de_secours,
    demander_un_code,
    est_connecte,
    proteger,
    se_connecter,
)
from tests.factories import MOT_DE_PASSE

ADRESSE = "agathe@example.org"


def _donner(client, code):
    return client.post(reverse("mfa_authenticate"), {"code": code}, follow=True)


@pytest.fixture
def agathe(client, troupe):
    """Agathe's browser, signed in with her password just now, as for a sensitive page."""
    se_connecter(client, ADRESSE)
    return client


def _confirmer(client):
    return client.post(reverse("account_reauthenticate"), {"password": MOT_DE_PASSE})


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_activer(agathe, troupe):
    page = agathe.get(reverse("mfa_activate_totp"), follow=True)
    assert "C’est bien vous" in page.content.decode()
    _confirmer(agathe)
    page = agathe.get(reverse("mfa_activate_totp"))
    secret = page.context["form"].secret
    assert secret in page.content.decode()
    donnees = {"code": code_de_l_application(secret)}
    page = agathe.post(reverse("mfa_activate_totp"), donnees, follow=True).content.decode()
    assert "La double authentification est active." in page
    assert all(code in page for code in codes_de_secours(troupe.agent))
    assert mail.outbox[-1].subject == "CoopAppui · Double authentification activée"


def test_un_code_faux_n_active_rien(agathe, troupe):
    _confirmer(agathe)
    agathe.get(reverse("mfa_activate_totp"))
    reponse = agathe.post(reverse("mfa_activate_totp"), {"code": "000000"})
    assert reponse.context["form"].errors["code"] == ["Ce code n’est pas le bon. Attendez le suivant et recommencez."]
    assert not Authenticator.objects.exists()


def test_entrer_avec_le_code_de_l_application(client, troupe):
    secret = proteger(troupe.agent)
    page = se_connecter(client, ADRESSE, follow=True)
    assert "Encore un code" in page.content.decode()
    assert not est_connecte(client)
    _donner(client, code_de_l_application(secret))
    assert est_connecte(client)


def test_le_code_par_courriel_ne_dispense_pas_du_second_facteur(client, troupe):
    proteger(troupe.agent)
    demander_un_code(client, ADRESSE)
    page = client.post(reverse("account_confirm_login_code"), {"code": code_recu()}, follow=True)
    assert "Encore un code" in page.content.decode()
    assert not est_connecte(client)


def test_un_nouveau_mot_de_passe_non_plus(client, troupe):
    proteger(troupe.agent)
    client.post(reverse("account_reset_password"), {"email": ADRESSE})
    lien = next(mot for mot in mail.outbox[0].body.split() if mot.startswith("http"))
    page = client.get(lien, follow=True)
    choix = {"password1": "quatre mots bien choisis", "password2": "quatre mots bien choisis"}
    page = client.post(page.request["PATH_INFO"], choix, follow=True)
    assert "Encore un code" in page.content.decode()
    assert not est_connecte(client)


def test_un_code_de_secours_ne_sert_qu_une_fois(client, troupe):
    proteger(troupe.agent)
    code = codes_de_secours(troupe.agent)[0]
    se_connecter(client, ADRESSE)
    _donner(client, code)
    assert est_connecte(client)
    autre = Client()
    se_connecter(autre, ADRESSE)
    _donner(autre, code)
    assert not est_connecte(autre)


def test_un_code_de_l_application_ne_sert_qu_une_fois(client, troupe):
    secret = proteger(troupe.agent)
    code = code_de_l_application(secret)
    se_connecter(client, ADRESSE)
    _donner(client, code)
    autre = Client()
    se_connecter(autre, ADRESSE)
    _donner(autre, code)
    assert not est_connecte(autre)


def test_renoncer_ramene_a_la_connexion(client, troupe):
    proteger(troupe.agent)
    se_connecter(client, ADRESSE)
    page = client.post(reverse("account_logout"), {"next": reverse("account_login")}, follow=True)
    assert "Mot de passe oublié" in page.content.decode()


def test_retirer_redemande_qui_l_on_est(client, troupe):
    proteger(troupe.agent)
    client.force_login(troupe.agent)
    page = client.post(reverse("mfa_deactivate_totp"), follow=True)
    assert "C’est bien vous" in page.content.decode()
    assert Authenticator.objects.filter(type="totp").exists()
    _confirmer(client)
    client.post(reverse("mfa_deactivate_totp"))
    assert not Authenticator.objects.exists()
    assert mail.outbox[-1].subject == "CoopAppui · Double authentification retirée"


def test_voir_telecharger_et_refaire_ses_codes_de_secours(client, troupe):
    proteger(troupe.agent)
    client.force_login(troupe.agent)
    assert client.get(reverse("mfa_view_recovery_codes")).status_code == 302
    _confirmer(client)
    codes = codes_de_secours(troupe.agent)
    page = client.get(reverse("mfa_view_recovery_codes")).content.decode()
    assert len(codes) == 10
    assert all(code in page for code in codes)
    fichier = client.get(reverse("mfa_download_recovery_codes"))
    assert fichier["Content-Disposition"].startswith("attachment")
    assert "CoopAppui : codes de secours" in fichier.content.decode()
    client.post(reverse("mfa_generate_recovery_codes"))
    assert not set(codes) & set(codes_de_secours(troupe.agent))


def test_sans_mot_de_passe_on_confirme_avec_l_application(client, troupe):
    troupe.agent.set_unusable_password()
    troupe.agent.save()
    secret = proteger(troupe.agent)
    client.force_login(troupe.agent)
    page = client.get(reverse("mfa_view_recovery_codes"), follow=True)
    assert page.request["PATH_INFO"] == reverse("mfa_reauthenticate")
    client.post(reverse("mfa_reauthenticate"), {"code": code_de_l_application(secret)})
    assert client.get(reverse("mfa_view_recovery_codes")).status_code == 200


def test_l_administration_l_exige(client, troupe, settings):
    settings.MFA_OBLIGATOIRE_ADMIN = True
    client.force_login(troupe.admin)
    reponse = client.get(reverse("admin:index"))
    assert reponse["Location"] == reverse("mfa_activate_totp")
    page = client.get(reverse("admin:index"), follow=True).content.decode()
    assert "Avant d’ouvrir l’administration" in page
    proteger(troupe.admin)
    assert client.get(reverse("admin:index")).status_code == 200
