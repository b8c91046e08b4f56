"""Chromium, driven by Playwright against the test server: one browser a session, one clean context a test."""

import os
import re
import shutil
import threading
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.test import Client
from playwright.sync_api import expect

from coopappui.boite import recus, serveur, texte

# Playwright's own event loop makes Django believe that it runs in an asynchronous context.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
# A loaded machine draws a page slowly: what is expected of it is waited for, up to here.
expect.set_options(timeout=15_000)
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
ORDINATEUR, TELEPHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}


def pytest_collection_modifyitems(items):
    """All that is here drives a browser; skipped, visibly, only where there is none and CI is not set."""
    ici = Path(__file__).parent
    absent = not Path(CHROMIUM).exists() and not os.environ.get("CI")
    for item in items:
        if ici in Path(item.path).parents:
            item.add_marker(pytest.mark.navigateur)
            item.add_marker(pytest.mark.django_db(transaction=True, serialized_rollback=True))
            if absent:
                item.add_marker(pytest.mark.skip(reason="Chromium est absent de cette machine"))


@pytest.fixture(autouse=True)
def _types_restaures():
    """Each of these tests restores the content types under their first numbers; another one may have cached others."""
    ContentType.objects.clear_cache()


@pytest.fixture(scope="session")
def navigateur():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as p:
        chromium = p.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        )
        yield chromium
        chromium.close()


@pytest.fixture
def ouvrir(navigateur, live_server):
    """`ouvrir(user, taille=…, js=True)` gives a page signed in as this user, at the home page; a phone is touched.

    A console error, a blocked script or a request to another site fails the test; `pannes=True` when the network or
    the server are made to fail on purpose.
    """
    contextes, fautes = [], []

    def _ouvrir(user=None, taille=ORDINATEUR, js=True, pannes=False):
        contexte = navigateur.new_context(
            viewport=taille,
            has_touch=taille == TELEPHONE,
            java_script_enabled=js,
            locale="fr-FR",
            accept_downloads=True,
            reduced_motion="reduce",  # the page is where it scrolls to at once, for what is measured on it
            base_url=live_server.url,
        )
        contexte.set_default_timeout(15_000)
        contextes.append(contexte)
        page = contexte.new_page()
        page.on("pageerror", lambda e: fautes.append(f"script : {e}"))
        page.on(
            "console",
            lambda m: (
                None
                if m.type != "error" or "404" in m.text or (pannes and "Failed to load resource" in m.text)
                else fautes.append(f"console : {m.text}")
            ),
        )
        page.on(
            "request",
            lambda r: (
                None if r.url.startswith((live_server.url, "data:", "blob:")) else fautes.append(f"ailleurs : {r.url}")
            ),
        )
        if user:
            contexte.add_cookies(
                [{"name": settings.SESSION_COOKIE_NAME, "value": _session(user), "url": live_server.url}]
            )
            page.goto("/")
        return page

    yield _ouvrir
    trouvees = list(fautes)
    for contexte in contextes:
        for page in contexte.pages:
            page.unroute_all(behavior="ignoreErrors")
        # What a page would save while it closes must not reach the database as it is emptied.
        contexte.set_offline(True)
        contexte.close()
    # Nor what it sent as it closed, which the server is still answering.
    for reponse in [t for t in threading.enumerate() if "process_request_thread" in t.name]:
        reponse.join(timeout=10)
    assert trouvees == []


@dataclass
class Boite:
    """The mailboxes of everybody, behind a real SMTP server."""

    dossier: Path

    def relever(self, compte):
        """What this address has received, the latest first, once the worker has emptied the queue."""
        call_command("db_worker", batch=True, interval=0, startup_delay=False, reload=False, verbosity=0)
        adresse = getattr(compte, "email", compte)
        return [message for _, message in recus(self.dossier) if message["To"] == adresse]

    def lien(self, compte):
        """The address of the button of the latest mail."""
        return re.search(r" : (http\S+)", texte(self.relever(compte)[0]))[1]

    def code(self, compte):
        """The sign-in code of the latest mail."""
        return re.search(r"\b\d{4}-\d{4}\b", texte(self.relever(compte)[0]))[0]


@pytest.fixture
def boite(settings, tmp_path, port_libre, live_server, monkeypatch):
    # Between two tasks the worker drops its connection: here it is the one of the live server too.
    monkeypatch.setattr("django_tasks_db.management.commands.db_worker.close_old_connections", lambda: None)
    settings.EMAIL_BACKEND = "coopappui.courriel.FileDAttente"
    settings.COURRIEL_TRANSPORT = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port_libre
    settings.ADRESSE_DU_SITE = live_server.url
    controleur = serveur(tmp_path / "recus", port_libre)
    controleur.start()
    yield Boite(tmp_path / "recus")
    controleur.stop()


def _session(user):
    """The key of a session already signed in: only the tests about signing in type a password."""
    client = Client()
    client.force_login(user)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def connecter(page, courriel, mot_de_passe="demo-coopappui"):
    """Signs in as people do."""
    page.goto("/compte/connexion/")
    page.get_by_label("Adresse e-mail").first.fill(courriel)
    page.get_by_label("Mot de passe").first.fill(mot_de_passe)
    page.get_by_role("button", name="Se connecter").first.click()
    page.wait_for_url(lambda url: "/compte/" not in url)


def se_reconnecter(page, compte, mot_de_passe="demo-coopappui"):
    """In the dialog that the session's end opens over what is being typed; a wrong password first."""
    fenetre = page.get_by_role("dialog", name="Se reconnecter")
    expect(fenetre.get_by_label("Adresse e-mail")).to_have_value(compte.email)
    for essai in ("pas le bon", mot_de_passe):
        fenetre.get_by_label("Mot de passe").fill(essai)
        fenetre.get_by_role("button", name="Se connecter", exact=True).click()
        if essai != mot_de_passe:
            fenetre.get_by_text("ne convient pas").first.wait_for()
    fenetre.wait_for(state="detached")
