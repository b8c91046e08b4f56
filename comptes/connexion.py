"""Signing in: one account an address, however it is typed; nothing tells whether an account exists.

An account has one address, `Utilisateur.email`: allauth's own table of addresses stays empty, so that changing the
address in the admin leaves no other door open.
"""

import logging

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.providers.base import AuthProcess
from django.contrib import messages
from django.contrib.sites.shortcuts import get_current_site
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse

from comptes.models import Utilisateur, normaliser_courriel
from coopappui import courriel

logger = logging.getLogger(__name__)
# Ways in that prove the mailbox is theirs: they lift the brake that somebody else's attempts may have put on.
_PAR_COURRIEL = {"code", "password_reset"}


class ParCourriel(AuthenticationBackend):
    def authenticate(self, request, **credentials):
        for champ in ("email", "username"):
            if credentials.get(champ):
                credentials[champ] = normaliser_courriel(credentials[champ])
        return super().authenticate(request, **credentials)


class Adaptateur(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": "Ce compte est fermé.",
        "email_password_mismatch": "L’adresse e-mail ou le mot de passe ne convient pas.",
        "enter_current_password": "Ce n’est pas votre mot de passe actuel.",
        "incorrect_code": "Ce code n’est pas le bon.",
        "incorrect_password": "Ce n’est pas votre mot de passe.",
        "invalid_password_reset": "Ce lien n’est plus valable.",
        "rate_limited": "Trop de tentatives. Patientez quelques minutes.",
        "too_many_login_attempts": "Trop de tentatives. Patientez quelques minutes, ou demandez un code par e-mail.",
    }

    def is_open_for_signup(self, request):
        """Accounts are made by administrators and by missions, never by visitors."""
        return False

    def clean_email(self, email):
        return super().clean_email(normaliser_courriel(email))

    def authenticate(self, request, **credentials):
        if "email" in credentials:
            credentials["email"] = normaliser_courriel(credentials["email"])
        return super().authenticate(request, **credentials)

    def login(self, request, user):
        super().login(request, user)
        moyens = get_authentication_records(request, user)
        if moyens and any(moyen["method"] in _PAR_COURRIEL for moyen in moyens):
            self._delete_login_attempts_cached_email(request, email=user.email)

    def get_password_change_redirect_url(self, request):
        return reverse("comptes:profil")

    def send_mail(self, template_prefix, email, context):
        if template_prefix == "account/email/unknown_account":
            # Nobody is written to, but the answer takes as long as when a code is sent.
            site = get_current_site(context["request"])
            message = self.render_mail("account/email/login_code", email, {"code": "", "current_site": site})
            return courriel.faire_semblant(message)
        return super().send_mail(template_prefix, email, context)


class AdaptateurFederation(DefaultSocialAccountAdapter):
    """Signing in with an OpenID Connect provider: only into an account that exists, by an address it has verified."""

    def is_open_for_signup(self, request, sociallogin):
        return False

    def pre_social_login(self, request, sociallogin):
        if sociallogin.state.get("process") == AuthProcess.CONNECT:
            # Linking an account to any identity from within a session: no page asks for it.
            raise Http404
        if sociallogin.is_existing:
            return
        verifiees = [normaliser_courriel(a.email) for a in sociallogin.email_addresses if a.verified]
        compte = Utilisateur.objects.filter(email__in=verifiees, is_active=True).first() if verifiees else None
        if compte is None:
            phrase = "Aucun compte CoopAppui n’est ouvert pour cette identité."
            raise ImmediateHttpResponse(_vers_la_connexion(request, phrase))
        sociallogin.connect(request, compte)

    def on_authentication_error(self, request, provider, error=None, exception=None, extra_context=None):
        raise ImmediateHttpResponse(self.renoncer(request, provider, exception or error))

    def renoncer(self, request, fournisseur, cause):
        """The provider did not answer, or said no."""
        logger.warning("Échec de la connexion par %s : %s", fournisseur, cause)
        return _vers_la_connexion(request, "La connexion n’a pas abouti. Réessayez, ou entrez d’une autre façon.")


def _vers_la_connexion(request, phrase):
    messages.error(request, phrase)
    return redirect("account_login")


class AdaptateurMFA(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": "Ce code n’est pas le bon. Attendez le suivant et recommencez.",
    }
