"""What a PDF may read, and how its tables are announced (coopappui/plan/pdf.py)."""

import io

import pypdf
import pytest
from weasyprint.urls import URLFetchingError, fetch

from coopappui.plan import pdf
from coopappui.telechargements import reponse_pdf, reponse_xlsx
from tests.suivi.lecture import balises

PAGE = (
    '<!doctype html><html lang="fr"><head><title>Essai</title>{tete}</head><body><h1>Essai</h1>{corps}</body></html>'
)
# A one-pixel GIF.
PIXEL = "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=="


def lire(corps="", tete=""):
    return pypdf.PdfReader(io.BytesIO(pdf.ecrire(PAGE.format(tete=tete, corps=corps))))


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "FILE:///etc/passwd",
        "http://127.0.0.1:8000/",
        "http://169.254.169.254/latest/meta-data/",
        "https://example.org/x.css",
        "ftp://example.org/x",
        "static:../settings.py",
        "static:/etc/passwd",
        "static:coopappui/../../settings.css",
        "static:coopappui/absent.css",
        "static:admin/js/core.js",
        "javascript:alert(1)",
    ],
)
def test_rien_d_autre_n_est_lu(url):
    with pytest.raises(URLFetchingError), fetch(pdf.Lecteur(), url):
        pass


def test_les_fichiers_du_produit_et_les_donnees_sont_lus():
    with fetch(pdf.Lecteur(), "static:coopappui/tableau-pdf.css") as reponse:
        assert b"@page" in reponse.read()
    with fetch(pdf.Lecteur(), PIXEL) as reponse:
        assert reponse.read().startswith(b"GIF")


def test_une_page_hostile_ne_lit_rien(tmp_path, monkeypatch):
    """No socket, no file: whatever HTML reaches the kernel."""
    secret = tmp_path / "secret.txt"
    secret.write_text("SECRET-DU-DISQUE")
    ouverts = []
    monkeypatch.setattr("urllib.request.OpenerDirector.open", lambda *a, **k: ouverts.append(a[1:]))
    corps = (
        f'<img src="file://{secret}" alt="x"><iframe src="file://{secret}"></iframe><object data="file://{secret}">'
        f'</object><embed src="file://{secret}"><img src="http://127.0.0.1:9/" alt="x">'
        '<div style="background: url(http://169.254.169.254/)">fond</div>'
        f'<svg><image href="file://{secret}"/><use href="http://127.0.0.1:9/#a"/></svg>'
    )
    tete = (
        f'<link rel="attachment" href="file://{secret}"><link rel="stylesheet" href="http://127.0.0.1:9/x.css">'
        f'<base href="file://{tmp_path}/"><style>@import url(file://{secret}); '
        "@font-face { font-family: x; src: url(http://127.0.0.1:9/f.ttf) } body { font-family: x }</style>"
    )
    octets = pdf.ecrire(PAGE.format(tete=tete, corps=corps))
    assert ouverts == []
    assert b"SECRET" not in octets
    lecteur = pypdf.PdfReader(io.BytesIO(octets))
    assert "SECRET" not in "".join(p.extract_text() for p in lecteur.pages)
    assert not lecteur.attachments


def test_le_document_est_balise_en_francais_et_titre():
    lecteur = lire()
    racine = lecteur.trailer["/Root"]
    assert racine["/MarkInfo"]["/Marked"]
    assert racine["/Lang"] == "fr"
    assert lecteur.metadata.title == "Essai"
    assert racine["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"pdfuaid:part" in racine["/Metadata"].get_object().get_data()


TABLE = """<table><thead>
<tr><th scope="col" rowspan="2">Nom</th><th scope="colgroup" colspan="2">Actions</th>
<th scope="col" rowspan="2">Fin</th></tr>
<tr><th scope="col">date</th><th scope="col">nature</th></tr></thead>
<tbody><tr><th scope="row">Aubrives</th><td>le 3</td><td>visio</td><td>oui</td></tr>
<tr><th scope="row">Orcelle</th><td>le 5</td><td></td><td>non</td></tr></tbody></table>"""


def test_chaque_cellule_connait_ses_intitules():
    lecteur = lire(TABLE)
    racine = lecteur.trailer["/Root"]["/StructTreeRoot"]
    elements = list(balises(racine["/K"]))
    entetes = [e for e in elements if e.get("/S") == "/TH"]
    cellules = [e for e in elements if e.get("/S") == "/TD"]
    assert [e["/A"]["/Scope"] for e in entetes] == ["/Column"] * 5 + ["/Row"] * 2
    noms = dict(zip([e["/ID"] for e in entetes], ["Nom", "Actions", "Fin", "date", "nature", "A", "O"], strict=True))
    assert [[noms[i] for i in c["/A"]["/Headers"]] for c in cellules] == [
        ["A", "Actions", "date"],
        ["A", "Actions", "nature"],
        ["A", "Fin"],
        ["O", "Actions", "date"],
        ["O", "Actions", "nature"],
        ["O", "Fin"],
    ]
    arbre = racine["/IDTree"]["/Names"]
    assert list(arbre[::2]) == sorted(noms)
    assert [e.get_object()["/ID"] for e in arbre[1::2]] == list(arbre[::2])


def test_un_tableau_sur_plusieurs_pages_repete_ses_intitules():
    lignes = "".join(f'<tr><th scope="row">L{i}</th><td>a</td><td>b</td><td>c</td></tr>' for i in range(120))
    debut, fin = TABLE.split("<tbody>")[0], "</tbody></table>"
    lecteur = lire(debut + "<tbody>" + lignes + fin)
    assert len(lecteur.pages) > 2
    elements = list(balises(lecteur.trailer["/Root"]["/StructTreeRoot"]["/K"]))
    cellules = [e for e in elements if e.get("/S") == "/TD"]
    assert len(cellules) == 360
    assert {len(c["/A"]["/Headers"]) for c in cellules} == {2, 3}
    identifiants = [e["/ID"] for e in elements if e.get("/S") == "/TH"]
    assert len(identifiants) == len(set(identifiants))
    assert all("nature" in page.extract_text() for page in lecteur.pages)


@pytest.mark.parametrize("titre", ["Rapport Besoins 2026/2027", "Rapport Besoins 2026\\2027"])
def test_un_titre_avec_une_barre_reste_entier(titre):
    assert 'filename="Rapport Besoins 2026-2027.pdf"' in reponse_pdf(b"", titre)["Content-Disposition"]
    assert 'filename="Rapport Besoins 2026-2027.xlsx"' in reponse_xlsx(io.BytesIO(), titre)["Content-Disposition"]
