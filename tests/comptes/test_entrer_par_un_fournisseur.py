"""Signing in with an OpenID Connect provider, when the instance has one."""

import json

import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from django.core import mail
from django.urls import reverse

from comptes.models import Utilisateur
from tests.comptes.outils import CONNEXION, est_connecte, proteger, se_connecter

SERVEUR = "https://identite.example.org"


@pytest.fixture
def fournisseur(settings):
    application = {
        "provider_id": "oidc",
        "name": "Identité régionale",
        "client_id": "coopappui",
        "secret": "secret",
        "settings": {"server_url": SERVEUR},
    }
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [application]}}
    return application


class Serveur:
    """Stands for the provider: answers what allauth asks it."""

    def __init__(self, identite=None, panne=None):
        self.identite, self.panne = identite or {}, panne

    def __enter__(self):
        return self

    def __exit__(self, *args):
        return False

    def request(self, methode, url, **options):
        if self.panne:
            raise self.panne
        reponse = requests.Response()
        reponse.status_code = 200
        reponse.headers["content-type"] = "application/json"
        reponse._content = json.dumps(self._corps(url)).encode()
        return reponse

    def get(self, url, **options):
        return self.request("GET", url, **options)

    def _corps(self, url):
        if "well-known" in url:
            return {
                "authorization_endpoint": f"{SERVEUR}/auth",
                "token_endpoint": f"{SERVEUR}/token",
                "userinfo_endpoint": f"{SERVEUR}/userinfo",
                "issuer": SERVEUR,
            }
        return self.identite if url.endswith("/userinfo") else {"access_token": "jeton", "token_type": "bearer"}


def _repondre(monkeypatch, **options):
    serveur = Serveur(**options)
    monkeypatch.setattr(
        "comptes.connexion.AdaptateurFederation.get_requests_session", lambda self: serveur, raising=True
    )


def _entrer(client, monkeypatch, **identite):
    """The whole dance: our button, the provider, and back."""
    _repondre(monkeypatch, identite={"sub": "42", **identite})
    depart = client.post(reverse("openid_connect_login", args=["oidc"]) + "?process=login")
    assert depart["Location"].startswith(f"{SERVEUR}/auth?")
    etat = next(p.split("=")[1] for p in depart["Location"].split("?")[1].split("&") if p.startswith("state="))
    retour = reverse("openid_connect_callback", args=["oidc"])
    return client.get(retour, {"code": "abc", "state": etat}, follow=True)


def test_sans_fournisseur_pas_de_bouton(client, db):
    assert "Se connecter avec" not in client.get(CONNEXION).content.decode()
    assert client.get(reverse("openid_connect_login", args=["oidc"])).status_code == 404


def test_avec_un_fournisseur_un_bouton(client, db, fournisseur):
    page = client.get(CONNEXION).content.decode()
    assert "Se connecter avec Identité régionale" in page


def test_un_compte_qui_existe_s_ouvre(client, troupe, fournisseur, monkeypatch):
    _entrer(client, monkeypatch, email="AGATHE@example.org", email_verified=True)
    assert est_connecte(client)
    assert SocialAccount.objects.get().user == troupe.agent
    assert mail.outbox[0].to == ["agathe@example.org"]
    assert "Identité régionale" in mail.outbox[0].body
    client.post(reverse("account_logout"))
    assert se_connecter(client, "agathe@example.org").status_code == 302, "le mot de passe reste"


def test_la_seconde_fois_l_adresse_peut_avoir_change(client, troupe, fournisseur, monkeypatch):
    _entrer(client, monkeypatch, email="agathe@example.org", email_verified=True)
    client.post(reverse("account_logout"))
    _entrer(client, monkeypatch, email="agathe.nouvelle@example.org", email_verified=True)
    assert est_connecte(client)


@pytest.mark.parametrize(
    "identite",
    [
        {"email": "inconnue@example.org", "email_verified": True},
        {"email": "agathe@example.org", "email_verified": False},
        {"email": "agathe@example.org"},
        {},
    ],
    ids=["inconnue", "non vérifiée", "non dit", "sans adresse"],
)
def test_nul_n_entre_sans_compte_ni_adresse_verifiee(identite, client, troupe, fournisseur, monkeypatch):
    avant = Utilisateur.objects.count()
    page = _entrer(client, monkeypatch, **identite).content.decode()
    assert "Aucun compte CoopAppui n’est ouvert pour cette identité." in page
    assert not est_connecte(client)
    assert Utilisateur.objects.count() == avant
    assert not SocialAccount.objects.exists()


def test_un_compte_ferme_n_entre_pas(client, troupe, fournisseur, monkeypatch):
    Utilisateur.objects.filter(pk=troupe.agent.pk).update(is_active=False)
    _entrer(client, monkeypatch, email="agathe@example.org", email_verified=True)
    assert not est_connecte(client)


def test_le_second_facteur_est_demande(client, troupe, fournisseur, monkeypatch):
    proteger(troupe.agent)
    page = _entrer(client, monkeypatch, email="agathe@example.org", email_verified=True)
    assert "Encore un code" in page.content.decode()
    assert not est_connecte(client)


def test_on_ne_relie_pas_son_compte_a_l_identite_d_un_autre(client, troupe, fournisseur, monkeypatch):
    client.force_login(troupe.agent)
    _repondre(monkeypatch, identite={"sub": "42", "email": "x@example.org", "email_verified": True})
    depart = client.post(reverse("openid_connect_login", args=["oidc"]) + "?process=connect")
    etat = next(p.split("=")[1] for p in depart["Location"].split("?")[1].split("&") if p.startswith("state="))
    reponse = client.get(reverse("openid_connect_callback", args=["oidc"]), {"code": "abc", "state": etat})
    assert reponse.status_code == 404
    assert not SocialAccount.objects.exists()


def test_un_fournisseur_en_panne_laisse_les_autres_portes(client, troupe, fournisseur, monkeypatch):
    _repondre(monkeypatch, panne=requests.ConnectionError("muet"))
    page = client.post(reverse("openid_connect_login", args=["oidc"]), follow=True).content.decode()
    assert "La connexion n’a pas abouti." in page
    assert se_connecter(client, "agathe@example.org").status_code == 302


def test_renoncer_chez_le_fournisseur(client, db, fournisseur):
    retour = reverse("openid_connect_callback", args=["oidc"])
    page = client.get(retour, {"error": "access_denied", "state": "x"}, follow=True).content.decode()
    assert "La connexion n’a pas abouti." in page
