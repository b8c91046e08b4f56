"""Opening a workbook that somebody sends, within the bounds of a fiche: a small file may hide a huge sheet.

What would take long to read is refused before it is read; rows are then streamed, and no further than a fiche goes.
"""

import re
import warnings
import zipfile
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from openpyxl import load_workbook
from openpyxl.utils import range_boundaries

from coopappui.fichiers import DEMESURE, reconnaitre

ILLISIBLE = "Ce fichier n’est pas un classeur Excel (.xlsx) qu’on peut lire."
# Beyond the last row of a fiche, how far rows left there by mistake are looked for.
LIGNES_MAX, LIGNES_LUES, COLONNES_MAX = 400, 2000, 130
# What the largest fiches unfold to, several times over: about 12,000 cells, of which a few hold long texts.
DEPLOYE_MAX, BALISES_MAX = 60 * 1024 * 1024, 250_000

_FUSION = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3}\d+:[A-Z]{1,3}\d+)"')
_PAR_NUMERO = re.compile("_x([0-9A-Fa-f]{4})_")
_FORMULE = re.compile(rb"<(?:\w+:)?f[\s/>]")


@dataclass
class FeuilleLue:
    """`rangees`: tuples of values; `basses`: numbers of rows too far down; `fusions`: [(« B2:B3 », first and last
    rows)]; `sans_resultat`: (row, column) of formulas that no spreadsheet computed, counted from 1."""

    rangees: list
    basses: list = field(default_factory=list)
    fusions: list = field(default_factory=list)
    sans_resultat: list = field(default_factory=list)


def ouvrir(fichier):
    """{title: FeuilleLue}. Raises ValidationError, in French, when it cannot or should not be read."""
    if reconnaitre(fichier).extension != "xlsx":
        raise ValidationError(ILLISIBLE)
    try:
        with warnings.catch_warnings(), zipfile.ZipFile(fichier) as archive:
            # Extensions of other spreadsheets, which are left aside.
            warnings.simplefilter("ignore")
            formules = _mesurer(archive)
            classeur = load_workbook(fichier, read_only=True, data_only=True)
            feuilles = {feuille.title: _lire(feuille, archive) for feuille in classeur.worksheets}
            if formules:
                _chercher_les_formules(fichier, feuilles)
            return feuilles
    except (
        KeyError,
        ValueError,
        TypeError,
        AttributeError,
        IndexError,
        OSError,
        SyntaxError,
        zipfile.BadZipFile,
    ) as e:
        raise ValidationError(ILLISIBLE) from e


def _mesurer(archive):
    """Refuses what unfolds too much; says whether there are formulas."""
    demesure, balises, formules = ValidationError(DEMESURE, code="fichier"), 0, False
    if sum(partie.file_size for partie in archive.infolist()) > DEPLOYE_MAX:
        raise demesure
    for nom in archive.namelist():
        contenu = archive.read(nom)
        balises += contenu.count(b"<")
        if balises > BALISES_MAX:
            raise demesure
        formules = formules or bool(_FORMULE.search(contenu))
    return formules


def _lire(feuille, archive):
    rangees = [_sans_vides(r) for r in feuille.iter_rows(max_row=LIGNES_LUES, max_col=COLONNES_MAX, values_only=True)]
    basses = [numero for numero, rangee in enumerate(rangees[LIGNES_MAX:], LIGNES_MAX + 1) if rangee]
    rangees = rangees[:LIGNES_MAX]
    while rangees and not rangees[-1]:
        rangees.pop()
    refs = [ref.decode() for ref in _FUSION.findall(archive.read(feuille._worksheet_path))]
    fusions = [(ref, haut, bas) for ref in refs for _, haut, _, bas in [range_boundaries(ref)]]
    return FeuilleLue(rangees, basses, fusions)


def _sans_vides(rangee):
    rangee = [_dechiffrer(v) if isinstance(v, str) else v for v in rangee]
    while rangee and rangee[-1] is None:
        rangee.pop()
    return tuple(rangee)


def _dechiffrer(texte):
    """Characters written by their number, as Excel does of a carriage return: « _x000D_ »."""
    return _PAR_NUMERO.sub(lambda trouve: chr(int(trouve[1], 16)), texte) or None


def _chercher_les_formules(fichier, feuilles):
    """Read once more, formulas in the place of their results: those whose cell was empty have none."""
    fichier.seek(0)
    for feuille in load_workbook(fichier, read_only=True).worksheets:
        lue = feuilles[feuille.title]
        for i, rangee in enumerate(feuille.iter_rows(max_row=LIGNES_MAX, max_col=COLONNES_MAX), 1):
            resultats = lue.rangees[i - 1] if i <= len(lue.rangees) else ()
            for j, cellule in enumerate(rangee, 1):
                if cellule.data_type == "f" and (len(resultats) < j or resultats[j - 1] is None):
                    lue.sans_resultat.append((i, j))
