"""The responsable filters the tableau de suivi in a browser, and downloads what the screen shows."""

import io
import re

import pypdf
import pytest
from openpyxl import load_workbook
from playwright.sync_api import expect

from tests.navigateur.conftest import TELEPHONE
from tests.navigateur.regard import obstacles
from tests.suivi.conftest import suivi  # noqa: F401
from tests.suivi.lecture import rangees, texte_pdf

GAL, COLLECTIF, SEULE = "GAL Terres d’Aubrives", "Commune de Saint-Élier, Gruppo Valle Serina", "Léa Œuvrard"


@pytest.fixture
def page(ouvrir, suivi):  # noqa: F811
    page = ouvrir(suivi.troupe.responsable)
    page.goto("/appuis/")
    return page


def noms(page):
    return page.locator("tbody th[scope=row] > a")


def ecran(page):
    """The rows as lists of lines, folded ones included."""
    lignes = page.locator("tbody tr").evaluate_all(
        """rangees => rangees.map(tr => [...tr.children].map(c => {
            const items = [...c.querySelectorAll('li')]
            const lignes = items.length ? items : [c.querySelector(':scope > a') || c]
            return lignes.map(l => l.textContent.replace(/\\s+/g, ' ').trim()).filter(t => t !== '–' || items.length)
        }))"""
    )
    return [[", ".join(r[0]), *r[1:]] for r in lignes]


def telecharger(page, bouton):
    with page.expect_download() as attente:
        page.get_by_role("link", name=re.compile(bouton)).click()
    return attente.value.suggested_filename, io.BytesIO(attente.value.path().read_bytes())


def test_it_works(page):
    expect(noms(page)).to_have_text([GAL, COLLECTIF, SEULE])
    # Each change filters at once, says it in the address, and leaves the focus where it is.
    page.get_by_label("En cours").check()
    page.wait_for_url("**/appuis/?etat=en-cours")
    page.locator("#suivi .puce", has_text="État : En cours").wait_for()
    expect(noms(page)).to_have_text([GAL, COLLECTIF])
    page.get_by_role("link", name=re.compile("^Nom du territoire")).click()
    page.wait_for_url("**tri=nom**")
    page.locator("th[aria-sort=ascending]").wait_for()
    expect(noms(page)).to_have_text([COLLECTIF, GAL])
    page.locator("#id_q").press_sequentially("aubrives")
    page.locator("#suivi .puce", has_text="aubrives").wait_for()
    expect(noms(page)).to_have_text([GAL])
    expect(page.locator("#id_q")).to_be_focused()
    expect(page.locator("#annonce")).to_have_text("1 appui")
    # Back, one step: the address, the fields and the table agree.
    page.go_back()
    page.locator("#suivi .puce", has_text="aubrives").wait_for(state="detached")
    expect(noms(page)).to_have_text([COLLECTIF, GAL])
    expect(page.locator("#id_q")).to_have_value("")


def test_ce_que_l_on_telecharge_est_ce_que_l_on_voit(page):
    page.goto("/appuis/?etat=en-cours&tri=nom")
    nom, fichier = telecharger(page, "Excel")
    assert re.fullmatch(r"suivi-appuis-\d{4}-\d\d-\d\d\.xlsx", nom)
    feuille = load_workbook(fichier).worksheets[0]
    attendues = ecran(page)
    assert len(attendues) == 2
    assert [[", ".join(r[0]), *r[1:]] for r in rangees(feuille)] == attendues
    nom, fichier = telecharger(page, "PDF")
    assert re.fullmatch(r"suivi-appuis-\d{4}-\d\d-\d\d\.pdf", nom)
    serre = "".join(texte_pdf(pypdf.PdfReader(fichier)).split())
    assert serre.index("CommunedeSaint") < serre.index("GALTerres")
    mots = " ".join(ligne for rangee in attendues for cellule in rangee[1:] for ligne in cellule).split()
    assert [mot for mot in mots if mot[:6] not in serre] == []


def test_choisir_ses_colonnes(page):
    page.get_by_role("button", name="Colonnes").click()
    panneau = page.locator("#colonnes")
    assert obstacles(page) == []
    for case in panneau.get_by_role("checkbox").all():
        case.set_checked(case.get_attribute("value") in ("nom", "etape", "charge"))
    panneau.get_by_role("button", name="Afficher").click()
    page.wait_for_url("**colonnes=nom**")
    expect(page.locator("thead th")).to_have_text(["Nom du territoire/groupe/acteur", "Chargé d’appui", "Étape"])
    # They stay while filtering, and the exports follow.
    page.get_by_label("Suspendu").check()
    page.locator("#suivi .puce").wait_for()
    expect(page.locator("thead th")).to_have_count(3)
    _, fichier = telecharger(page, "Excel")
    assert [c.value for c in load_workbook(fichier).worksheets[0][2]] == [SEULE, "Agathe Roux", "1 · Prendre contact"]


@pytest.mark.parametrize("etat", ["filtres", "erreur", "vide"])
def test_dans_tous_ses_etats_la_page_reste_lisible(page, etat):
    if etat == "filtres":
        page.get_by_text("Plus de filtres").click()
    else:
        page.goto({"erreur": "/appuis/?ouvert_du=2026-02-31&page=9", "vide": "/appuis/?q=introuvable"}[etat])
    assert obstacles(page) == []


def test_sur_un_telephone_chaque_appui_est_une_carte(ouvrir, suivi):  # noqa: F811
    page = ouvrir(suivi.troupe.agent, TELEPHONE)
    page.goto("/appuis/")
    assert page.evaluate("document.documentElement.scrollWidth") == TELEPHONE["width"]
    expect(page.locator("tbody tr").first).to_have_css("display", "block")
    page.get_by_label("Trier par").select_option("nom")
    page.wait_for_url("**tri=nom**")
    expect(noms(page)).to_have_text([COLLECTIF, GAL, SEULE])


def test_sans_javascript(ouvrir, suivi):  # noqa: F811
    page = ouvrir(suivi.troupe.responsable, js=False)
    page.goto("/appuis/")
    page.get_by_label("En cours").check()
    page.get_by_role("button", name="Filtrer").click()
    expect(noms(page)).to_have_text([GAL, COLLECTIF])
    page.get_by_role("link", name=re.compile("^Nom du territoire")).click()
    expect(noms(page)).to_have_text([COLLECTIF, GAL])
    page.get_by_role("link", name=re.compile("Retirer le filtre")).click()
    expect(noms(page)).to_have_text([COLLECTIF, GAL, SEULE])
