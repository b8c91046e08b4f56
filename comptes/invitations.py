"""Opening an account for somebody, and telling them how to enter.

The mail holds no secret: it leads to the page that sends a code to the same address. Forwarded, replayed or read
later by somebody else, it opens nothing.
"""

from allauth.account.adapter import get_adapter
from django.contrib.auth.hashers import make_password
from django.urls import reverse

from comptes.models import Utilisateur, normaliser_courriel


def compte_pour(courriel, prenom="", nom=""):
    """The account of this address, opened without a password when there is none yet."""
    return Utilisateur.objects.get_or_create(
        email=normaliser_courriel(courriel),
        defaults={"first_name": prenom, "last_name": nom, "password": make_password(None)},
    )[0]


def inviter(request, compte, raison):
    """Writes to the account's address. `raison`: a sentence that says what is opened, and by whom.

    A closed account is not written to.
    """
    if not compte.is_active:
        return
    contexte = {
        "compte": compte,
        "raison": raison,
        "adresse": request.build_absolute_uri(reverse("account_request_login_code")),
    }
    get_adapter().send_mail("comptes/courriels/invitation", compte.email, contexte)
