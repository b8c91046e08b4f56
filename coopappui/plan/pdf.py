"""PDF/UA: tagged, titled, in French, from a page of HTML; reads nothing but data: and packaged static files."""

import re
from collections import defaultdict
from pathlib import Path

import pydyf
from django.contrib.staticfiles import finders
from django.core.exceptions import SuspiciousOperation
from weasyprint import HTML
from weasyprint.urls import URLFetcher, URLFetcherResponse

VARIANTE = "pdf/ua-1"
# Seconds of work for WeasyPrint, while somebody waits: bounded.
HTML_MAX = 800_000  # characters, pictures aside
STATIQUE = "static:"
_TYPES = {".css": "text/css", ".svg": "image/svg+xml", ".png": "image/png", ".woff2": "font/woff2", ".ttf": "font/ttf"}


_IMAGE = re.compile(r'"data:[^"]*"')


class TropLong(Exception):
    """Too much for a PDF; the message tells the user what to do. See coopappui.middleware.PdfTropLong."""


class Lecteur(URLFetcher):
    """What a document may read: `data:` and `static:` (a file of the product). Neither the disk nor the network."""

    def __init__(self):
        super().__init__(allowed_protocols=("data",), allow_redirects=False)

    def fetch(self, url, headers=None):
        if url.startswith(STATIQUE):
            return self._statique(url)
        return super().fetch(url, headers)

    def _statique(self, url):
        chemin = url.removeprefix(STATIQUE).split("?")[0].split("#")[0]
        extension = Path(chemin).suffix
        try:
            fichier = finders.find(chemin) if extension in _TYPES else None
        except SuspiciousOperation:
            fichier = None
        if not fichier:
            raise ValueError(f"No such static file: {chemin}")
        return URLFetcherResponse(url, Path(fichier).read_bytes(), {"Content-Type": _TYPES[extension]})


def ecrire(html, a_remplir=False, trop_long="lisez-le à l’écran."):
    """The bytes of the PDF. The page must have a lang, a title, and a scope on every th: tests check it.

    `a_remplir`: its inputs become the fields of a form, filled in any PDF reader. Raises TropLong; `trop_long` ends
    its sentence: what to do instead.
    """
    if len(html) - sum(len(image[0]) for image in _IMAGE.finditer(html)) > HTML_MAX:
        raise TropLong(f"Ce document contient trop de texte pour un PDF : {trop_long}")
    document = HTML(string=html, base_url=STATIQUE, url_fetcher=Lecteur())
    return document.write_pdf(pdf_variant=VARIANTE, finisher=_finir, pdf_forms=a_remplir)


# --- headers of tables -------------------------------------------------------------------------
# WeasyPrint 70 gives no scope to headers and shifts those of a second row of headings: cells would be announced under
# the wrong column. The structure tree is put right just before it is written.


def _finir(document, pdf):
    identifiants = {}
    for element in pdf.objects:
        if _balise(element) == "/Table":
            identifiants |= _relier_les_entetes(element, pdf)
    if identifiants:
        arbre = pydyf.Dictionary(
            {"Names": pydyf.Array([x for cle in sorted(identifiants) for x in identifiants[cle]])}
        )
        pdf.add_object(arbre)
        _objet(pdf.catalog["StructTreeRoot"], pdf)["IDTree"] = arbre.reference


def _balise(element):
    return element.get("S") if isinstance(element, pydyf.Dictionary) else None


def _objet(reference, pdf):
    return pdf.objects[int(reference.split()[0])]


def _enfants(element, pdf):
    return [_objet(k, pdf) for k in element["K"] if isinstance(k, bytes)]


def _relier_les_entetes(table, pdf):
    """Scope of each header, headers of each cell. Returns {id: (id, header)} for the tree of identifiers."""
    identifiants, colonnes, occupees = {}, defaultdict(list), set()
    rangees = [
        (_balise(partie), rangee)
        for partie in _enfants(table, pdf)
        for rangee in _enfants(partie, pdf)
        if _balise(rangee) == "/TR"
    ]
    for i, (partie, rangee) in enumerate(rangees):
        de_la_rangee, j = [], 0
        for cellule in _enfants(rangee, pdf):
            while (i, j) in occupees:
                j += 1
            attributs = cellule["A"]
            large, haute = attributs.get("ColSpan", 1), attributs.get("RowSpan", 1)
            occupees |= {(a, b) for a in range(i, i + haute) for b in range(j, j + large)}
            if _balise(cellule) == "/TH":
                en_colonne = partie == "/THead"
                attributs["Scope"] = "/Column" if en_colonne else "/Row"
                identifiants[cellule["ID"].string] = (cellule["ID"], cellule.reference)
                for liste in [colonnes[b] for b in range(j, j + large)] if en_colonne else [de_la_rangee]:
                    liste.append(cellule["ID"])
            else:
                attributs["Headers"] = pydyf.Array(
                    de_la_rangee + [c for b in range(j, j + large) for c in colonnes[b]]
                )
            j += large
    return identifiants
