"""Reads back what people get: the table of a page, a workbook, a PDF."""

import datetime
import io
import zipfile
from urllib.parse import parse_qs, urlsplit

import pypdf
import tinyhtml5
from openpyxl import load_workbook

from coopappui.templatetags.composants import montant


def contenu(reponse):
    """The bytes of an answer, streamed or not."""
    return b"".join(reponse.streaming_content) if reponse.streaming else reponse.content


# --- pages -------------------------------------------------------------------------------------


def arbre(reponse):
    return tinyhtml5.parse(reponse.content.decode(), namespace_html_elements=False)


def _texte(element):
    return " ".join("".join(element.itertext()).split())


def _lignes(cellule):
    """The lines of a cell as they are read; « – » alone is an empty cell."""
    if cellule.tag == "th":
        return [_texte(cellule.find("a"))]
    lignes = [_texte(li) for li in cellule.iter("li")] or [_texte(cellule)]
    return [] if lignes == ["–"] else lignes


def tableau(reponse):
    """(headings: rows of (text, scope, colspan, rowspan), rows: lists of lists of lines)."""
    table = next(arbre(reponse).iter("table"))
    entetes = [
        [(_texte(th), th.get("scope"), int(th.get("colspan", 1)), int(th.get("rowspan", 1))) for th in tr.iter("th")]
        for tr in table.find("thead").iter("tr")
    ]
    return entetes, [[_lignes(c) for c in tr] for tr in table.find("tbody").iter("tr")]


def noms(reponse):
    """The first cell of each row, in order; nothing when there is no table."""
    return [rangee[0][0] for rangee in tableau(reponse)[1]] if b"<table" in reponse.content else []


def puces(reponse):
    """{text of an active filter: query string without it}"""
    liens = [a for a in arbre(reponse).iter("a") if a.get("class") == "puce"]
    return {_texte(a).removeprefix("Retirer le filtre "): parse_qs(urlsplit(a.get("href")).query) for a in liens}


def alertes(reponse):
    return [_texte(d) for d in arbre(reponse).iter("div") if "alert-warning" in d.get("class", "")]


# --- workbooks ---------------------------------------------------------------------------------


def classeur(reponse):
    return load_workbook(io.BytesIO(contenu(reponse)))


def xml(octets):
    """All the parts of a package, as one text."""
    archive = zipfile.ZipFile(io.BytesIO(octets))
    return "".join(archive.read(nom).decode() for nom in archive.namelist())


def rangees(feuille, entetes=2):
    """The rows under the headings, as the page would show them: lists of lines."""
    return [[_montree(c) for c in rangee] for rangee in feuille.iter_rows(min_row=entetes + 1)]


def _montree(cellule):
    valeur = cellule.value
    if valeur is None:
        return []
    if isinstance(valeur, datetime.datetime):
        return [f"{valeur:%d/%m/%Y}"]
    if isinstance(valeur, int | float):
        valeur = montant(valeur)
    return [" ".join(ligne.split()) for ligne in valeur.split("\n")]


# --- PDF ---------------------------------------------------------------------------------------


def pdf(reponse):
    return pypdf.PdfReader(io.BytesIO(contenu(reponse)))


def texte_pdf(lecteur):
    """The text without line ends: words cut at the end of a line are joined as they are drawn."""
    return " ".join(" ".join(page.extract_text() for page in lecteur.pages).split())


def balises(noeud):
    """Every element of the structure tree, in reading order."""
    noeud = noeud.get_object()
    if isinstance(noeud, pypdf.generic.ArrayObject):
        for enfant in noeud:
            yield from balises(enfant)
    elif isinstance(noeud, pypdf.generic.DictionaryObject):
        yield noeud
        if "/K" in noeud:
            yield from balises(noeud["/K"])
