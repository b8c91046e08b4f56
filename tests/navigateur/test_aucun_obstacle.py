"""axe finds nothing on any page of the portal, in its states: as it opens, with errors, with rows added."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.acces import lignes
from tests.factories import (
    BlocageFactory,
    DocumentFactory,
    EngagementFactory,
    NoteFactory,
    SequenceFactory,
    il_y_a,
)
from tests.navigateur.conftest import ORDINATEUR, TELEPHONE
from tests.navigateur.regard import obstacles
from tests.navigateur.test_habillage import est_une_page

ROLES = ("agent", "responsable", "beneficiaire")
# Downloads and fragments are no pages.
SANS_PAGE = re.compile(
    r"xlsx|pdf|zip|telecharger|ics|echeancier|choisir|^document$|piece$|fichier$|sante|logout|download|lettre_apercu|reseau:proposer|presence$"
)


def _remplir(troupe):
    sequence = SequenceFactory(appui=troupe.appui, points_travailles="Reformuler.", prochaine_etape="Appeler")
    BlocageFactory(appui=troupe.appui).apports.create(nature="methode")
    EngagementFactory(appui=troupe.appui, echeance=il_y_a(3))
    EngagementFactory(appui=troupe.appui, personne=troupe.personne, charge=None)
    DocumentFactory(appui=troupe.appui, sequence=sequence, nature="remis")
    NoteFactory(appui=troupe.appui)


def _adresses(troupe, role):
    """Every page of the matrix that this role opens, once."""
    for ligne in lignes():
        premier = next((r for r in ROLES if r in ligne.get.split()), None)
        if premier == role and not ligne.tierce and not SANS_PAGE.search(ligne.nom):
            yield reverse(ligne.nom, args=ligne.args(troupe))


@pytest.mark.parametrize("taille", [ORDINATEUR, TELEPHONE], ids=["ordinateur", "telephone"])
@pytest.mark.parametrize("role", ROLES)
def test_it_works(troupe, ouvrir, role, taille):
    _remplir(troupe)
    adresses = sorted(set(_adresses(troupe, role)))
    assert adresses
    page = ouvrir(getattr(troupe, role), taille)
    trouves = []
    for adresse in adresses:
        if not est_une_page(page, adresse):
            continue
        trouves += [(adresse, *obstacle) for obstacle in obstacles(page)]
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            trouves.append((adresse, "défile de côté"))
    assert trouves == []


@pytest.mark.parametrize(
    "adresse",
    [
        "/appuis/nouveau/",
        "/echange/",
        "/appuis/{}/sequences/nouvelle/",
        "/appuis/{}/notes/nouvelle/",
        "/projets/nouveau/",
    ],
)
def test_avec_des_erreurs(troupe, ouvrir, adresse):
    page = ouvrir(troupe.agent, TELEPHONE)
    page.goto(adresse.format(troupe.appui.pk))
    for champ in page.locator("main input[required], main textarea[required]").all():
        if champ.is_visible() and champ.get_attribute("type") not in ("radio", "checkbox"):
            champ.fill("")
    page.locator("main form.formulaire .boutons button[type=submit]").first.click()
    page.locator("#erreurs").wait_for()
    expect(page.locator("#erreurs")).to_be_focused()
    for lien in page.locator("#erreurs a").all():
        expect(page.locator(f"[id='{lien.get_attribute('href')[1:]}']")).to_have_count(1)
    assert obstacles(page) == []


def test_avec_des_lignes_ajoutees(troupe, ouvrir):
    page = ouvrir(troupe.agent)
    page.goto(f"/appuis/{troupe.appui.pk}/sequences/nouvelle/")
    page.get_by_role("button", name="Ajouter un engagement").click()
    page.get_by_role("group", name="Engagement 2").wait_for()
    page.get_by_role("button", name="Ajouter un blocage").click()
    page.get_by_role("group", name="Blocage 1").wait_for()
    assert obstacles(page) == []


def test_avec_une_confirmation_ouverte(troupe, ouvrir):
    troupe.appui.rythme = "ponctuel"
    troupe.appui.save()
    page = ouvrir(troupe.agent)
    page.goto(troupe.appui.get_absolute_url())
    page.get_by_role("button", name="Clore l’appui").first.click()
    page.get_by_role("dialog").wait_for()
    assert obstacles(page) == []
