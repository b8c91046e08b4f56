"""The settings are severe by default and say in French what they lack."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

RACINE = Path(__file__).resolve().parents[2]
PRODUCTION = {"SECRET_KEY": "s3cret-" * 10, "ALLOWED_HOSTS": "coopappui.example.org"}
LIRE = """
import json
from coopappui import settings
print(json.dumps({nom: valeur for nom, valeur in vars(settings).items() if nom.isupper()}, default=str))
"""


def lancer(variables):
    """Import the settings in a process which knows nothing but these variables."""
    return subprocess.run(
        [sys.executable, "-c", LIRE],
        cwd=RACINE,
        env={"PATH": os.environ["PATH"], **variables},
        check=False,
        capture_output=True,
        text=True,
    )


def reglages(**variables):
    resultat = lancer(PRODUCTION | variables)
    assert resultat.returncode == 0, resultat.stderr
    return json.loads(resultat.stdout)


def test_sans_rien_dire_on_est_en_production():
    lus = reglages()
    assert lus["DEBUG"] is False
    assert lus["SECURE_SSL_REDIRECT"] is True
    assert lus["SESSION_COOKIE_SECURE"] is True
    assert lus["CSRF_COOKIE_SECURE"] is True
    assert lus["SECURE_HSTS_SECONDS"] >= 31536000
    assert "Manifest" in lus["STORAGES"]["staticfiles"]["BACKEND"]
    assert lus["TASKS"]["default"]["BACKEND"] == "django_tasks_db.DatabaseBackend"
    assert lus["EMAIL_BACKEND"] == "coopappui.courriel.FileDAttente"


@pytest.mark.parametrize(
    ("variables", "nom"),
    [
        ({}, "SECRET_KEY"),
        ({**PRODUCTION, "SECRET_KEY": ""}, "SECRET_KEY"),
        ({**PRODUCTION, "SECRET_KEY": "cle-de-developpement"}, "SECRET_KEY"),
        ({"SECRET_KEY": PRODUCTION["SECRET_KEY"]}, "ALLOWED_HOSTS"),
        ({**PRODUCTION, "ALLOWED_HOSTS": ""}, "ALLOWED_HOSTS"),
    ],
)
def test_refuse_ce_qui_manque(variables, nom):
    resultat = lancer(variables)
    assert resultat.returncode == 1
    derniere = resultat.stderr.strip().splitlines()[-1]
    assert f"La variable {nom} manque" in derniere


def test_en_developpement_rien_n_est_exige():
    resultat = lancer({"DEBUG": "on"})
    assert resultat.returncode == 0, resultat.stderr
    lus = json.loads(resultat.stdout)
    assert lus["ALLOWED_HOSTS"] == ["127.0.0.1", "localhost"]
    assert lus["SECURE_SSL_REDIRECT"] is False
    # Over real SMTP, to the small server of `manage.py boite`.
    assert lus["COURRIEL_TRANSPORT"] == "django.core.mail.backends.smtp.EmailBackend"
    assert (lus["EMAIL_HOST"], lus["EMAIL_PORT"]) == ("127.0.0.1", 8025)


def test_les_entetes_d_un_proxy_ne_sont_crus_que_si_on_le_dit():
    """Otherwise any visitor could claim to come over HTTPS, or from another address."""
    lus = reglages()
    assert "SECURE_PROXY_SSL_HEADER" not in lus
    assert lus.get("ALLAUTH_TRUSTED_PROXY_COUNT", 0) == 0
    assert reglages(DERRIERE_UN_PROXY="on")["SECURE_PROXY_SSL_HEADER"] == ["HTTP_X_FORWARDED_PROTO", "https"]


def test_les_options_de_l_adresse_de_la_base_sont_gardees():
    base = reglages(DATABASE_URL="postgresql://u:p@base.example.org:5433/coop?sslmode=require")["DATABASES"]["default"]
    assert (base["HOST"], base["PORT"], base["NAME"]) == ("base.example.org", 5433, "coop")
    assert base["OPTIONS"]["sslmode"] == "require"
    assert "statement_timeout" in base["OPTIONS"]["options"]
    assert base["CONN_HEALTH_CHECKS"] is True


def test_openid_connect_n_apparait_que_configure():
    assert reglages()["SOCIALACCOUNT_PROVIDERS"] == {}
    lus = reglages(OIDC_CLIENT_ID="moi", OIDC_CLIENT_SECRET="secret", OIDC_SERVEUR="https://id.example.org")
    assert lus["SOCIALACCOUNT_PROVIDERS"]["openid_connect"]["APPS"][0]["client_id"] == "moi"


def test_rien_ne_vient_d_un_autre_site():
    directives = reglages()["CONTENT_SECURITY_POLICY"]["DIRECTIVES"]
    permis = {source for sources in directives.values() for source in sources}
    assert permis <= {"'self'", "'none'", "data:"}
