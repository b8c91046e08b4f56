"""A bar chart: every bar has its words and its figure, on a page and in a PDF."""

import io
from xml.etree import ElementTree

from django.template.loader import render_to_string
from pypdf import PdfReader

from coopappui.graphiques import barres, groupes
from coopappui.plan import pdf

LIGNES = [("Temps", 6, "6 · 60 %"), ("Volonté locale", 3, "3 · 30 %"), ("Autres & co", 0, "0 · 0 %")]
SVG = "{http://www.w3.org/2000/svg}"


def dessiner(dessin):
    return render_to_string("composants/graphique.html", {"dessin": dessin})


def lire(dessin):
    return ElementTree.fromstring(dessiner(dessin))


def test_it_works():
    svg = lire(barres("g", "Ce qui manque", LIGNES, 10))
    assert svg.find(f"{SVG}title").text == "Ce qui manque"
    assert svg.find(f"{SVG}desc").text == "Temps 6 · 60 %, Volonté locale 3 · 30 %, Autres & co 0 · 0 %"
    assert [t.text for t in svg.iter(f"{SVG}text")] == [
        *("Temps", "6 · 60 %"),
        *("Volonté locale", "3 · 30 %"),
        *("Autres & co", "0 · 0 %"),
    ]
    # The pale track, then the bar when there is one: 60 % and 30 % of 268.
    assert [r.get("width") for r in svg.iter(f"{SVG}rect")] == ["268", "161", "268", "80", "268"]


def test_chaque_serie_a_son_motif():
    svg = lire(groupes("g", "Par type", [("GAL", 10, LIGNES), ("Commune", 0, LIGNES)]))
    remplis = [r.get("fill") for r in svg.findall(f"{SVG}rect")]
    # Nobody answered in the second group: tracks only.
    assert remplis == ["#f3eee3", "#1f4d3f", "#f3eee3", "url(#g-m1)", *["#f3eee3"] * 4]
    assert [m.get("id") for m in svg.iter(f"{SVG}pattern")] == ["g-m1"]


def test_un_libelle_interminable_tient_sur_deux_lignes():
    dessin = barres("g", "Long", [("mot " * 100, 1, "1")], 1)
    assert [t.texte.endswith("…") for t in dessin.textes] == [False, True, False]


def test_rien_a_dessiner():
    assert lire(barres("g", "Rien", [], 0)).get("viewBox") == "0 0 360 1"


def test_ni_style_ni_script():
    html = dessiner(groupes("g", "<script>", [("GAL", 10, LIGNES)]))
    assert "style=" not in html
    assert "<script" not in html


def test_il_s_imprime_et_se_lit():
    """The PDF names the figure."""
    page = f"""<!doctype html><html lang="fr"><head><title>T</title></head><body><h1>T</h1>
    {dessiner(barres("a", "Ce qui manque", LIGNES, 10))}{dessiner(groupes("b", "Par type", [("GAL", 9, LIGNES)]))}
    </body></html>"""
    octets = pdf.ecrire(page)
    lecteur = PdfReader(io.BytesIO(octets))
    noms = [o.get_object().get("/Alt") for o in _objets(lecteur) if o.get_object().get("/S") == "/Figure"]
    assert noms == ["Ce qui manque", "Par type"]
    assert "6 · 60 %" in lecteur.pages[0].extract_text()


def _objets(lecteur):
    pile, vus = [lecteur.trailer["/Root"]["/StructTreeRoot"]], []
    while pile:
        element = pile.pop(0).get_object()
        if isinstance(element, list):
            pile = [*element, *pile]
        elif isinstance(element, dict):
            vus.append(element)
            if "/K" in element:
                pile.insert(0, element["/K"])
    return vus
