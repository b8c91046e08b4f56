"""Gestures shared by the tests of the carnet d'outils: begin, type, save, read back what was exported."""

import re
from io import BytesIO
from pathlib import Path

import openpyxl
import pypdf


def commencer(page, objet, outil):
    """Begins a fiche of this tool from the page of a project, as people do."""
    page.goto(objet.get_absolute_url())
    page.get_by_text("Commencer une fiche").click()
    page.get_by_role("link", name=outil, exact=True).click()
    page.get_by_role("button", name="Commencer la fiche").click()
    page.wait_for_url(re.compile(r"/modifier/$"))


def rang(page, nom, numero):
    """The row « Action 3 »."""
    return page.get_by_role("group", name=re.compile(rf"^{nom} {numero}\b"))


def etat(page):
    """What is said of the save, where it is read aloud."""
    return page.get_by_role("status").and_(page.locator("#enregistrement > *"))


def attendre_l_enregistrement(page):
    """Until the last key is on the server."""
    calme = page.locator("#enregistrement:not(.en-attente, .en-cours, .echec) > [role=status]")
    calme.filter(has_text=re.compile("^Enregistré à")).wait_for()


def enregistrer(page):
    """The button, to the page of the fiche."""
    page.get_by_role("button", name="Enregistrer", exact=True).and_(page.locator(".btn-primary")).click()
    page.wait_for_url(re.compile(r"/outils/[a-z-]+/\d+/(#.*)?$"))


def finaliser(page):
    page.get_by_role("button", name="Finaliser").click()
    page.get_by_text("La fiche est finalisée : elle ne change plus").wait_for()


def _telecharger(page, lien, gestes):
    with page.expect_download() as attente:
        gestes(page.get_by_role("link", name=lien, exact=True))
    return BytesIO(Path(attente.value.path()).read_bytes())


def classeur(page, gestes=lambda lien: lien.click()):
    """{sheet: its rows}, as exported from the page of the fiche."""
    livre = openpyxl.load_workbook(_telecharger(page, "Excel", gestes))
    return {feuille.title: list(feuille.iter_rows(values_only=True)) for feuille in livre}


def texte_du_pdf(page, gestes=lambda lien: lien.click()):
    """The words of the PDF, on one line."""
    pages = pypdf.PdfReader(_telecharger(page, "PDF", gestes)).pages
    return " ".join(" ".join(p.extract_text() for p in pages).split())


def defile_de_cote(page):
    return page.evaluate("document.documentElement.scrollWidth > innerWidth")


def cache(page):
    """What hides the field that has the focus: the bar, the menu… None when nothing does."""
    return page.evaluate(
        """async () => {
            await new Promise((r) => requestAnimationFrame(() => requestAnimationFrame(r)));
            const actif = document.activeElement, { left, top, width, height } = actif.getBoundingClientRect();
            const dessus = document.elementFromPoint(left + width / 2, top + Math.min(height / 2, 20));
            return dessus && (actif.contains(dessus) || dessus.contains(actif) || dessus.closest("label")) ? null
                : `${actif.name ?? actif.id} : ${dessus?.outerHTML.slice(0, 80) ?? "hors de l’écran"}`;
        }"""
    )
