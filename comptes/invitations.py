"""Opening an account for somebody, and telling them how to enter.

The mail holds no secret: it leads to the page that sends a code to the same address. Forwarded, replayed or read
later by somebody else, it opens nothing.
"""

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.hashers import make_password
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

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


def entrer_par_un_code(request, compte, suite):
    """Sends a code to the address of the account, and leads to the page where it is typed, then to `suite`.

    What the page « Recevoir un code » does, for somebody who has just shown which address is theirs. A closed account
    gets the same answer, and no code.
    """
    if not ratelimit.consume(request, action="request_login_code", key=compte.email):
        messages.error(request, get_adapter().error_messages["too_many_login_attempts"])
        return redirect("account_login")
    ouvert = compte if compte.is_active else None
    LoginCodeVerificationProcess.initiate(request=request, user=ouvert, email=compte.email)
    return redirect(f"{reverse('account_confirm_login_code')}?{urlencode({'next': suite})}")
