"""Sessions that end, shared computers, writings that are whole, pages that cannot be given."""

import time
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.core import signing
from django.db import transaction
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.utils.http import url_has_allowed_host_and_scheme

from coopappui.plan.pdf import TropLong

# The time of the last request is written again after this many seconds, not at every request.
PAS = 60


class FinApresInactivite:
    """Signs out after SESSION_INACTIVITE seconds without a request.

    The time of the last request travels in a signed cookie: a GET writes nothing in the database. Removing the cookie
    does not help a thief: without it, only a session younger than the limit is believed.
    """

    cookie = "activite"

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.user.is_authenticated and self._depuis(request) > settings.SESSION_INACTIVITE:
            logout(request)
            messages.info(request, "Vous étiez inactif depuis un moment : reconnectez-vous pour continuer.")
        reponse = self.get_response(request)
        if request.user.is_authenticated:
            if self.cookie not in request.COOKIES or self._depuis(request) >= PAS:
                self._noter(request, reponse)
        elif self.cookie in request.COOKIES:
            reponse.delete_cookie(self.cookie)
        return reponse

    def _depuis(self, request):
        """Seconds since the last request of this session."""
        try:
            vu = signing.loads(request.COOKIES[self.cookie], salt=self._sel(request))
            return time.time() - vu
        except (KeyError, signing.BadSignature):
            return request.session.anciennete()

    def _noter(self, request, reponse):
        reponse.set_cookie(
            self.cookie,
            signing.dumps(int(time.time()), salt=self._sel(request)),
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite=settings.SESSION_COOKIE_SAMESITE,
        )

    def _sel(self, request):
        """The cookie of one session says nothing of another."""
        return f"{self.cookie}:{request.session.session_key}"


class ConnexionExigee(LoginRequiredMiddleware):
    """Signing in leads back to the page one came from: what a button sends to is not always a page."""

    def handle_no_permission(self, request, view_func):
        if request.method in ("GET", "HEAD"):
            return super().handle_no_permission(request, view_func)
        # A script that saves tells it on the page itself (see coopappui.js).
        if request.headers.get("Sec-Fetch-Mode", "navigate") == "navigate":
            phrase = "Ce que vous veniez d’envoyer n’a pas été enregistré : reconnectez-vous, puis recommencez."
            messages.warning(request, phrase)
        d_ou = request.headers.get("Referer", "")
        sure = url_has_allowed_host_and_scheme(d_ou, {request.get_host()}, request.is_secure())
        return redirect_to_login(
            urlsplit(d_ou)._replace(scheme="", netloc="").geturl() if d_ou and sure else "/",
            self.get_login_url(view_func),
            self.get_redirect_field_name(view_func),
        )


class JamaisEnCache:
    """Pages of signed-in people are never kept by browsers or proxies (static files are served before)."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        reponse = self.get_response(request)
        if request.user.is_authenticated:
            add_never_cache_headers(reponse)
        return reponse


class EcritureAtomique:
    """A POST is all or nothing; a GET, which never writes, pays for no transaction."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if request.method in ("GET", "HEAD", "OPTIONS"):
            return None
        return transaction.atomic(view)(request, *args, **kwargs)


class PasUnePage:
    """The address of a button, opened as a page: said in French."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        reponse = self.get_response(request)
        if reponse.status_code == 405 and request.method == "GET":
            page = render(request, "405.html", status=405)
            page.headers["Allow"] = reponse.headers["Allow"]
            return page
        return reponse


class PdfTropLong:
    """A page says what to do instead, wherever the PDF was asked for."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, erreur):
        if isinstance(erreur, TropLong):
            return render(request, "pdf_trop_long.html", {"phrase": str(erreur)}, status=422)
        return None
