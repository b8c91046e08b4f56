"""Signing in: one account an address, however it is typed."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend

from comptes.models import normaliser_courriel


class Adaptateur(DefaultAccountAdapter):
    def is_open_for_signup(self, request):
        """Accounts are made by administrators, never by visitors."""
        return False

    def clean_email(self, email):
        return super().clean_email(normaliser_courriel(email))

    def authenticate(self, request, **credentials):
        if "email" in credentials:
            credentials["email"] = normaliser_courriel(credentials["email"])
        return super().authenticate(request, **credentials)


class ParCourriel(AuthenticationBackend):
    pass
