"""Pages that belong to no trade: public ones, errors, the layout and what it lets each role see."""

from html.parser import HTMLParser
from unittest.mock import MagicMock

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import OperationalError
from django.test import Client
from django.urls import reverse

from coopappui.pages import views
from tests.factories import MembreFactory, MissionFactory, UtilisateurFactory


class Liens(HTMLParser):
    """Texts of the links of the main navigation, and the one of the current section."""

    def __init__(self, html):
        super().__init__()
        self.dans, self.textes, self.courantes, self._lien = False, [], [], None
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        self.dans = self.dans or (tag == "nav" and attrs.get("aria-label") == "Principale")
        # The bell is beside the sections, not one of them.
        if tag == "a" and self.dans and attrs.get("class") != "cloche":
            self._lien = attrs

    def handle_data(self, data):
        if self._lien and data.strip():
            self.textes.append(data.strip())
            if "aria-current" in self._lien:
                self.courantes.append(data.strip())
            self._lien = None

    def handle_endtag(self, tag):
        self.dans = self.dans and tag != "nav"


def liens(client, adresse="accessibilite"):
    return Liens(client.get(reverse(adresse)).content.decode())


@pytest.mark.parametrize("nom", ["accessibilite", "donnees_personnelles"])
def test_anybody_reads_them(client, nom):
    """Without a database: pytest refuses access to it here."""
    reponse = client.get(reverse(nom))
    html = reponse.content.decode()
    assert reponse.status_code == 200
    assert 'lang="fr"' in html
    assert "Accessibilité : partiellement conforme" in html
    assert "Se déconnecter" not in html


def test_the_server_says_it_is_well(client, db, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert client.get("/sante/").content == b"ok"


def test_a_database_that_does_not_answer_is_a_503_without_loss(client, monkeypatch):
    panne = MagicMock()
    panne.cursor.side_effect = OperationalError("no connection")
    monkeypatch.setattr(views, "connection", panne)
    client.raise_request_exception = False
    reponse = client.get("/sante/")
    assert reponse.status_code == 503
    assert reponse["Retry-After"] == "30"
    assert "momentanément indisponible" in reponse.content.decode()


@pytest.mark.parametrize(
    ("erreur", "statut", "texte"),
    [
        (ValueError("secret"), 500, "Une erreur s’est produite"),
        (SuspiciousOperation("secret"), 400, "n’a pas été comprise"),
        (PermissionDenied("secret"), 403, "ne vous est pas ouverte"),
    ],
)
def test_an_error_is_a_page_in_french(troupe, connecte, monkeypatch, erreur, statut, texte):
    fautive = MagicMock()
    fautive.cursor.side_effect = erreur
    monkeypatch.setattr(views, "connection", fautive)
    client = connecte(troupe.agent)
    client.raise_request_exception = False
    reponse = client.get("/sante/")
    html = reponse.content.decode()
    assert reponse.status_code == statut
    assert texte in html
    assert "secret" not in html
    assert 'lang="fr"' in html


def test_an_unknown_page_keeps_the_navigation(troupe, connecte):
    reponse = connecte(troupe.agent).get("/nulle-part/")
    assert reponse.status_code == 404
    assert "Cette page est introuvable" in reponse.content.decode()
    assert "Se déconnecter" in reponse.content.decode()
    assert Client().get("/nulle-part/").status_code == 404


def test_a_stale_form_says_how_to_save_its_text(db):
    reponse = Client(enforce_csrf_checks=True).post(reverse("account_login"), {"login": "a@example.org"})
    assert reponse.status_code == 403
    assert "Votre texte n’est pas perdu" in reponse.content.decode()


EVERYDAY = ["Accueil", "À faire", "Appuis", "Projets", "Réseau", "Outils"]
DE_LA_MISSION = ["La mission d’appui", "Enquêtes", "Veille", "Équipe et réglages", "Espace ressources"]


@pytest.mark.parametrize(
    ("role", "attendus"),
    [
        ("agent", [*EVERYDAY, *DE_LA_MISSION, "Notifications", "Profil"]),
        ("responsable", [*EVERYDAY, *DE_LA_MISSION, "Notifications", "Profil"]),
        ("beneficiaire", ["Mon espace", "Notifications", "Profil"]),
        ("admin", ["Administration", "Notifications", "Profil"]),
    ],
)
def test_each_role_has_its_sections(troupe, connecte, role, attendus):
    textes = liens(connecte(getattr(troupe, role))).textes
    assert textes[0] == "CoopAppui"
    assert textes[1:] == attendus


def test_the_current_section_is_told(troupe, connecte):
    client = connecte(troupe.agent)
    assert liens(client, "a_faire").courantes == ["À faire"]
    assert liens(client, "accueil").courantes == ["Accueil"]
    assert liens(client).courantes == []


@pytest.mark.parametrize(("role", "note"), [("agent", True), ("responsable", False), ("beneficiaire", False)])
def test_only_officers_are_offered_to_log(troupe, connecte, role, note):
    html = connecte(getattr(troupe, role)).get(reverse("accessibilite")).content.decode()
    assert (f'href="{reverse("echange")}"' in html) is note


def test_the_layout_costs_one_query(troupe, connecte, django_assert_num_queries):
    client = connecte(troupe.agent)
    with django_assert_num_queries(4):  # session, account, memberships, notifications
        client.get(reverse("accessibilite"))
    for _ in range(5):
        MembreFactory(utilisateur=troupe.agent, mission=MissionFactory())
    with django_assert_num_queries(4):
        html = client.get(reverse("accessibilite")).content.decode()
    assert "6 missions" in html


def test_signing_out_is_a_post(troupe, connecte):
    html = connecte(troupe.agent).get(reverse("accessibilite")).content.decode()
    assert f'<form method="post" action="{reverse("account_logout")}" data-sans-session>' in html


def test_somebody_without_role_still_has_a_page(client, db):
    client.force_login(UtilisateurFactory())
    assert liens(client).textes == ["CoopAppui", "Notifications", "Profil"]
