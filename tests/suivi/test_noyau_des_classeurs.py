"""What may go wrong in a workbook, dealt with once in coopappui/plan/xlsx.py."""

import datetime
import io
import tempfile
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from coopappui.plan.xlsx import TEXTE_MAX, TRONQUE, Classeur, Entete, titre_de_feuille
from tests.suivi.lecture import xml

FORMULES = [
    "=1+1",
    '=HYPERLINK("https://example.org";"ici")',
    "+33 4 70 00 00 01",
    "-2",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "\ufeff=1+1",
    "  =1+1",
    "=",
]
ORDINAIRES = ["–", "1/2", "12:30", "#N/A", "TRUE", "0123", "100 %", "Œuvre d’été", "a=b", "<b>&amp;</b>"]


def ecrire(lignes, entetes=None, titre="Essai", **options):
    """The bytes of a workbook of one sheet; each row is a list of values."""
    largeur = max([len(ligne) for ligne in lignes] or [1])
    entetes = entetes or [[Entete(f"Colonne {i}") for i in range(largeur)]]
    fichier = io.BytesIO()
    with Classeur("Titre", "Mission") as classeur:
        feuille = classeur.feuille(titre, entetes, [20] * largeur, **options)
        for ligne in lignes:
            feuille.ligne(ligne)
        classeur.enregistrer(fichier)
    return fichier.getvalue()


def relire(lignes, **options):
    feuille = load_workbook(io.BytesIO(ecrire(lignes, **options))).worksheets[0]
    return [list(rangee) for rangee in feuille.iter_rows(min_row=2)]


@pytest.mark.parametrize("texte", FORMULES)
def test_aucune_formule_ne_vit_et_rien_n_est_change(texte):
    octets = ecrire([[texte]])
    assert "<f>" not in xml(octets)
    cellule = load_workbook(io.BytesIO(octets)).worksheets[0]["A2"]
    assert cellule.data_type == "s"
    assert cellule.value == texte.replace("\r", "\n")  # XML has one line end
    assert cellule.quotePrefix


@pytest.mark.parametrize("texte", ORDINAIRES)
def test_un_texte_ordinaire_reste_un_texte_ordinaire(texte):
    [[cellule]] = relire([[texte]])
    assert (cellule.data_type, cellule.value, bool(cellule.quotePrefix)) == ("s", texte, False)


def test_un_texte_qui_ressemble_a_un_caractere_chiffre_se_lit_tel_quel():
    """Spreadsheets read « _x0041_ » as « A », and « _x005F_ » as the underscore that stops them."""
    [[cellule]] = relire([["_x0041_ et _x00_"]])
    assert cellule.value == "_x005F_x0041_ et _x00_"


def test_les_intitules_aussi_sont_sans_danger():
    octets = ecrire([["a"]], entetes=[[Entete("=1+1")]], titre="=cmd|' /C calc'!A0")
    classeur = load_workbook(io.BytesIO(octets))
    assert "<f>" not in xml(octets)
    assert classeur.worksheets[0]["A1"].value == "=1+1"
    assert classeur.worksheets[0]["A1"].quotePrefix


@pytest.mark.parametrize(
    ("titre", "attendu"),
    [
        ("Suivi des appuis", "Suivi des appuis"),
        ("Bilan 2025/2026 [v2] : *?\\", "Bilan 2025 2026 v2"),
        ("'entre apostrophes'", "entre apostrophes"),
        ("x" * 50, "x" * 31),
        ("\x00\x07", "Feuille"),
        ("", "Feuille"),
    ],
)
def test_un_nom_de_feuille_convient_a_tous_les_tableurs(titre, attendu):
    assert titre_de_feuille(titre) == attendu
    assert load_workbook(io.BytesIO(ecrire([["a"]], titre=titre))).sheetnames == [attendu]


def test_les_caracteres_interdits_sont_retires():
    [[cellule]] = relire([["a\x00b\x0bc\x1fd\x7fe\ud800f\ufffeg\nh"]])
    assert cellule.value == "abcdefg\nh"


@pytest.mark.parametrize("texte", ["x" * (TEXTE_MAX + 1), "😀" * (TEXTE_MAX // 2 + 1)])
def test_un_texte_trop_long_est_coupe_et_le_dit(texte):
    [[cellule]] = relire([[texte]])
    assert cellule.value.endswith(TRONQUE)
    assert len(cellule.value.encode("utf-16-le")) // 2 in (TEXTE_MAX, TEXTE_MAX - 1)


def test_un_texte_de_la_longueur_permise_est_entier():
    [[cellule]] = relire([["x" * TEXTE_MAX]])
    assert cellule.value == "x" * TEXTE_MAX


def test_les_dates_sont_des_dates():
    paris = datetime.datetime(2026, 7, 1, 22, 30, tzinfo=datetime.UTC)
    [[jour, instant, ancien]] = relire([[datetime.date(2026, 3, 29), paris, datetime.date(1850, 1, 1)]])
    assert (jour.value, jour.number_format, jour.is_date) == (datetime.datetime(2026, 3, 29), "dd/mm/yyyy", True)
    assert instant.value == datetime.datetime(2026, 7, 2, 0, 30)  # local time
    assert instant.number_format == "dd/mm/yyyy hh:mm"
    assert ancien.value == "1850-01-01"  # before what the format knows: a text, never a wrong day


def test_les_nombres_sont_des_nombres():
    [[montant, entier, infini, booleen]] = relire(
        [[Decimal("12500.50"), 3, float("nan"), True]], formats=["montant", "nombre"]
    )
    assert (montant.value, montant.data_type) == (12500.5, "n")
    assert montant.number_format == '#,##0.00\\ "€"'
    assert (entier.value, entier.data_type) == (3, "n")
    assert infini.data_type == "s"
    assert booleen.data_type == "s"


def test_les_intitules_groupes_sont_fusionnes():
    entetes = [
        [Entete("Nom", lignes=2), Entete("Actions", colonnes=2), Entete("Fin", lignes=2)],
        [Entete("date"), Entete("nature")],
    ]
    feuille = load_workbook(io.BytesIO(ecrire([["a", "b", "c", "d"]], entetes=entetes))).worksheets[0]
    assert {str(zone) for zone in feuille.merged_cells.ranges} == {"A1:A2", "B1:C1", "D1:D2"}
    assert [feuille[c].value for c in ("A1", "B1", "D1", "B2", "C2")] == ["Nom", "Actions", "Fin", "date", "nature"]
    assert feuille["A3"].value == "a"
    assert feuille.auto_filter.ref == "A2:D3"
    assert feuille.freeze_panes == "B3"
    assert feuille.print_title_rows == "$1:$2"


def test_la_hauteur_suit_le_texte_sans_etre_imposee():
    feuille = load_workbook(io.BytesIO(ecrire([["court"], ["a\nb\nc"], ["mot " * 30]]))).worksheets[0]
    hauteurs = [feuille.row_dimensions[i].height for i in (2, 3, 4)]
    assert hauteurs[0] < hauteurs[1] < hauteurs[2]
    assert "customHeight" not in xml(ecrire([["a\nb"]]))


def test_une_feuille_sans_ligne_s_ouvre():
    feuille = load_workbook(io.BytesIO(ecrire([]))).worksheets[0]
    assert feuille.max_row == 1
    assert feuille.auto_filter.ref == "A1:A1"


def test_une_feuille_tres_large():
    [rangee] = relire([list(range(60))])
    assert [c.value for c in rangee] == list(range(60))
    assert rangee[-1].coordinate == f"{get_column_letter(60)}2"


def test_un_echec_ne_laisse_aucun_fichier(monkeypatch, tmp_path):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

    def exporter():
        with Classeur("Titre") as classeur:
            feuille = classeur.feuille("Essai", [[Entete("a")]], [10])
            feuille.ligne(["a"])
            assert list(Path(tmp_path).iterdir())
            raise RuntimeError("le disque est plein")

    with pytest.raises(RuntimeError):
        exporter()
    assert list(Path(tmp_path).iterdir()) == []


def test_le_nom_de_la_mission_ne_casse_pas_l_en_tete_imprime():
    octets = ecrire([["a"]], en_tete_imprime="Appuis & projets &P " + "é" * 300)
    feuille = load_workbook(io.BytesIO(octets)).worksheets[0]
    assert feuille.oddHeader.left.text.startswith("Appuis && projets &&P")
    assert len(feuille.oddHeader.left.text) < 255
