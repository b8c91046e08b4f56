"""Files that are no workbook of ours, broken or made to harm: one sentence each, nothing written."""

import pytest

from outils.models import PreProjet
from tests.documents.echantillons import EXE, HTML, OLE, PDF, ooxml, zip_de
from tests.outils.fiches import importer, neuve, octets_xlsx, refus_de, remplacer, reponses


@pytest.fixture
def client_agent(connecte, troupe):
    return connecte(troupe.agent)


@pytest.fixture
def fiche(troupe):
    fiche = neuve(troupe, PreProjet, titre_du_projet="Filière noisette")
    fiche.actions_communes.create(cle="visite", rang=0, action="Visite", lieu="Cuneo")
    return fiche


ILLISIBLE = "Ce fichier n’est pas un classeur Excel (.xlsx) qu’on peut lire."


def _feuille(contenu):
    return b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">' + contenu + b"</worksheet>"


def _cellule(ref, texte=b"x"):
    return b'<c r="' + ref + b'" t="inlineStr"><is><t>' + texte + b"</t></is></c>"


CREUSE = _feuille(
    b"<sheetData>"
    b'<row r="1">' + _cellule(b"A1") + _cellule(b"XFD1") + b"</row>"
    b'<row r="1048576">' + _cellule(b"A1048576") + b"</row></sheetData>"
)


def _large(cellule, nombre):
    """A part with a single row of that many cells."""
    return {"xl/worksheets/sheet2.xml": _feuille(b'<sheetData><row r="1">' + cellule * nombre + b"</row></sheetData>")}


BOMBE = b"<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'>" + b"".join(
    b"<!ENTITY %c '%s'>" % (98 + i, b"&%c;" % (97 + i) * 10) for i in range(9)
)
ENTITES = BOMBE + b"]>" + _feuille(b"<sheetData><row r='1'>" + _cellule(b"A1", b"&j;") + b"</row></sheetData>")
EXTERNE = b"<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>" + _feuille(
    b"<sheetData><row r='1'>" + _cellule(b"A1", b"&a;") + b"</row></sheetData>"
)

ABIMES = {
    "vide": (lambda o: b"", "Ce fichier est vide."),
    "du texte": (lambda o: b"Titre;Objectif\nA;B\n", ILLISIBLE),
    "un PDF": (lambda o: PDF, ILLISIBLE),
    "un programme": (lambda o: EXE, "Ce genre de fichier n’est pas accepté"),
    "du HTML": (lambda o: HTML, "Ce genre de fichier n’est pas accepté"),
    "un ancien .xls": (lambda o: OLE, "ancien format de bureautique, ou protégé par un mot de passe"),
    "un Word": (lambda o: ooxml("docx"), ILLISIBLE),
    "une archive": (lambda o: zip_de({"a.txt": b"a"}), "Une archive ZIP n’est pas acceptée"),
    "coupé": (lambda o: o[: len(o) // 2], "Ce fichier est incomplet ou abîmé."),
    "un en-tête seul": (lambda o: o[:40], "Ce fichier est incomplet ou abîmé."),
    "des macros": (
        lambda o: remplacer(
            o,
            {
                "[Content_Types].xml": lambda c: c.replace(
                    b"spreadsheetml.sheet.main+xml", b"sheet.macroEnabled.main+xml"
                )
            },
        ),
        "Ce fichier contient des macros",
    ),
    "un classeur creux": (lambda o: ooxml("xlsx"), "Ce classeur ne vient pas de l’outil"),
    "XML coupé": (lambda o: remplacer(o, {"xl/worksheets/sheet2.xml": lambda c: c[: len(c) // 2]}), ILLISIBLE),
    "XML absurde": (lambda o: remplacer(o, {"xl/worksheets/sheet1.xml": b"\x00\xff bonjour"}), ILLISIBLE),
    "styles absurdes": (lambda o: remplacer(o, {"xl/styles.xml": b"<styleSheet>"}), ILLISIBLE),
    "entités": (lambda o: remplacer(o, {"xl/worksheets/sheet2.xml": ENTITES}), ILLISIBLE),
    "entité externe": (lambda o: remplacer(o, {"xl/worksheets/sheet2.xml": EXTERNE}), ILLISIBLE),
    "entités dans les types": (lambda o: remplacer(o, {"[Content_Types].xml": ENTITES}), "incomplet ou abîmé"),
    "bombe creuse": (lambda o: remplacer(o, {"xl/worksheets/sheet2.xml": CREUSE}), "la colonne « Action » manque"),
    "bombe large": (lambda o: remplacer(o, _large(b"<c><v>1</v></c>", 2_000_000)), "démesuré"),
    # Just under what is refused before being read.
    "bombe serrée": (lambda o: remplacer(o, _large(b"<c/>", 240_000)), "la colonne « Action » manque"),
    "bombe zip": (lambda o: remplacer(o, {"xl/worksheets/sheet2.xml": bytes(100_000_000)}), "démesuré"),
}


@pytest.mark.parametrize("genre", ABIMES)
def test_un_fichier_abime_ou_piege_se_refuse_en_une_phrase(client_agent, fiche, genre):
    fabriquer, phrase = ABIMES[genre]
    octets = fabriquer(octets_xlsx(client_agent, fiche))
    avant = reponses(fiche)
    dits = refus_de(importer(client_agent, PreProjet, octets, sur=fiche))
    assert any(phrase in dit for dit in dits), dits
    if genre not in ("bombe creuse", "bombe serrée"):
        assert len(dits) == 1
    assert reponses(fiche) == avant
