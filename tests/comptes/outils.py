"""What the tests of sign-in do over and over."""

import re
import time

from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.core import mail
from django.urls import reverse

from tests.factories import MOT_DE_PASSE

CONNEXION = reverse("account_login")


def se_connecter(client, adresse, mot_de_passe=MOT_DE_PASSE, **options):
    return client.post(CONNEXION, {"login": adresse, "password": mot_de_passe}, **options)


def demander_un_code(client, adresse, **options):
    return client.post(reverse("account_request_login_code"), {"email": adresse}, **options)


def code_recu():
    """The code in the last mail."""
    return re.search(r"^ +(\d{4}-\d{4})$", mail.outbox[-1].body, re.MULTILINE)[1]


def donner_le_code(client, code, **options):
    return client.post(reverse("account_confirm_login_code"), {"code": code}, **options)


def est_connecte(client):
    return client.get(reverse("comptes:profil")).status_code == 200


def proteger(compte):
    """Gives the account a second factor; returns the secret of its application."""
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(compte, secret)
    RecoveryCodes.activate(compte)
    return secret


def code_de_l_application(secret):
    """The code of this very moment: accepted for 30 s at least, whenever in its window it is read."""
    compteur = int(time.time()) // app_settings.TOTP_PERIOD
    return totp.format_hotp_value(totp.hotp_value(secret, compteur))


def codes_de_secours(compte):
    return Authenticator.objects.get(user=compte, type=Authenticator.Type.RECOVERY_CODES).wrap().get_unused_codes()
