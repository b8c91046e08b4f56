"""Workbooks: openpyxl makes the package, the styles and the print set-up; rows are streamed to a temporary file.

What may go wrong in a cell is dealt with here, once: live formulas, control characters, overlong texts, aware dates,
odd sheet names. Rows are written as XML text rather than as openpyxl cells: several times faster, in constant memory.
"""

import datetime
import math
import re
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from xml.sax.saxutils import escape

from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import to_excel
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties

from coopappui.champs import CELLULE_MAX
from coopappui.texte import nettoyer

TEXTE_MAX = CELLULE_MAX
TRONQUE = "… [tronqué]"
POLICE = "Calibri"
HAUTEUR_DE_LIGNE, HAUTEUR_MAX = 13.2, 409  # points; the second is the limit of the format
FORMATS = {
    "date": "dd/mm/yyyy",
    "instant": "dd/mm/yyyy hh:mm",
    "montant": '#,##0.00\\ "€"',
    "nombre": "#,##0.##",
    "heures": "0.0#",
    "heure": "hh:mm",
    "mois": "mm/yyyy",
}

# What a spreadsheet would take for a formula when the cell is edited, even behind a BOM or spaces.
_FORMULE = re.compile(r"[\ufeff\u200b\s]*[=+\-@]|[\t\r]")
# How the format writes a character by its number: a text that looks like it says so.
_PAR_NUMERO = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_INTERDITS_TITRE = re.compile(r"[\\*?:/\[\]]")
_PREMIERE_DATE = datetime.date(1900, 1, 1)


def texte_de_cellule(texte):
    """The text a cell may hold: cleaned, « … [tronqué] » when it is cut."""
    texte = nettoyer(str(texte)).replace("\r\n", "\n")
    if len(texte) * 2 > TEXTE_MAX and len(texte.encode("utf-16-le")) // 2 > TEXTE_MAX:
        place = (TEXTE_MAX - len(TRONQUE)) * 2
        texte = texte.encode("utf-16-le")[:place].decode("utf-16-le", "ignore") + TRONQUE
    return _PAR_NUMERO.sub("_x005F_", texte)


def titre_de_feuille(titre):
    """A sheet name every spreadsheet accepts."""
    titre = " ".join(_INTERDITS_TITRE.sub(" ", nettoyer(titre)).split()).strip("' ")[:31].strip("' ")
    return titre or "Feuille"


@dataclass(frozen=True)
class Entete:
    """A heading over one or several columns, on one or several rows; `colonne`: what it heads, when it is one."""

    texte: str
    colonnes: int = 1
    lignes: int = 1
    colonne: object = None


class Classeur:
    """A workbook written in one go, which leaves no temporary file behind whatever happens:

    with Classeur(titre) as classeur:
        feuille = classeur.feuille(…)
        feuille.ligne(…)
        classeur.enregistrer(fichier)
    """

    def __init__(self, titre, auteur=""):
        self._classeur = Workbook(write_only=True)
        proprietes = self._classeur.properties
        proprietes.title, proprietes.creator = nettoyer(titre), nettoyer(auteur)
        proprietes.language = "fr-FR"
        self.feuilles = []

    def feuille(self, titre, entetes, largeurs, formats=None, en_tete_imprime="", **options):
        feuille = Feuille(self._classeur, titre, entetes, largeurs, formats or [], en_tete_imprime, **options)
        self.feuilles.append(feuille)
        return feuille

    def enregistrer(self, fichier):
        for feuille in self.feuilles:
            feuille.finir()
        self._classeur.save(fichier)

    def __enter__(self):
        return self

    def __exit__(self, *erreur):
        for feuille in self.feuilles:
            feuille.nettoyer()


class _FeuilleBrute(WriteOnlyWorksheet):
    """A write-only sheet whose rows arrive as XML text."""

    def _write_rows(self):
        xf = self._writer.xf.send(True)
        with xf.element("sheetData"):
            try:
                while True:
                    xf._file("".join((yield)))
            except GeneratorExit:
                pass
        self._writer.xf.send(None)


class Feuille:
    """A table: headings on one or two rows, then rows of values.

    `entetes`: rows of `Entete`; `largeurs`: of the columns, in characters; `formats`: number format of each column,
    a key of FORMATS or "" (dates always have theirs); `filtre`: the headings carry filters; `lignes_cachees` (counted
    from 1) and `colonnes_cachees` (from 0): what the import reads and people need not see.
    """

    def __init__(
        self,
        classeur,
        titre,
        entetes,
        largeurs,
        formats,
        en_tete_imprime,
        *,
        filtre=True,
        lignes_cachees=(),
        colonnes_cachees=(),
    ):
        self._feuille = feuille = _FeuilleBrute(classeur, titre_de_feuille(titre))
        classeur._add_sheet(feuille)
        self._lettres = [get_column_letter(i) for i in range(1, len(largeurs) + 1)]
        self._places = [max(int(largeur * 1.1), 1) for largeur in largeurs]  # characters of the font on a line
        self._numero, self._lignes_d_entete = 0, len(entetes)
        self._filtre, self._cachees = filtre, lignes_cachees
        self._texte = self._style()
        self._texte_cite = self._style(cite=True)
        self._styles_de_date = {
            datetime.date: self._style(format=FORMATS["date"], aligne="center"),
            datetime.datetime: self._style(format=FORMATS["instant"], aligne="center"),
            datetime.time: self._style(format=FORMATS["heure"], aligne="center"),
        }
        self._mois = self._style(format=FORMATS["mois"], aligne="center")
        self._intitule = self._style(entete=True), self._style(entete=True, cite=True)
        formats = [*formats, *[""] * (len(largeurs) - len(formats))]
        self._en_mois = [f == "mois" for f in formats]
        self._nombres = [self._style(format=FORMATS.get(f, "General"), aligne="right") for f in formats]
        self._mettre_en_page(largeurs, en_tete_imprime)
        # Before the first row: columns are written at the top of a sheet.
        for colonne in colonnes_cachees:
            feuille.column_dimensions[self._lettres[colonne]].hidden = True
        self._ecrire_entetes(entetes, largeurs)

    # --- appearance ---------------------------------------------------------------------------

    def _style(self, *, format="General", cite=False, entete=False, aligne=None):
        """The number under which the workbook keeps a style; its sheets share them."""
        styles = self._feuille.parent.__dict__.setdefault("_styles_de_coopappui", {})
        cle = (format, cite, entete, aligne)
        if cle not in styles:
            styles[cle] = self._nouveau_style(*cle)
        return styles[cle]

    def _nouveau_style(self, format, cite, entete, aligne):
        cellule = WriteOnlyCell(self._feuille)
        trait = Side(style="thin", color="FFB9C4BE" if entete else "FFE2DCCF")
        cellule.border = Border(left=trait, right=trait, top=trait, bottom=trait)
        cellule.number_format = format
        cellule.alignment = Alignment(wrap_text=True, vertical="top", horizontal=aligne, indent=aligne == "right")
        cellule.font = Font(name=POLICE, size=10)
        if entete:
            cellule.font = Font(name=POLICE, size=10, bold=True, color="FF163A2F")
            cellule.fill = PatternFill("solid", fgColor="FFE4EEE9")
            cellule.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center")
        cellule.quotePrefix = cite
        return cellule.style_id

    def _mettre_en_page(self, largeurs, en_tete_imprime):
        feuille = self._feuille
        for lettre, largeur in zip(self._lettres, largeurs, strict=True):
            feuille.column_dimensions[lettre].width = largeur
        if self._lignes_d_entete:
            feuille.freeze_panes = f"B{self._lignes_d_entete + 1}"
            feuille.print_title_rows = f"1:{self._lignes_d_entete}"
        feuille.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        feuille.page_setup.orientation, feuille.page_setup.paperSize = "landscape", 9  # A4
        feuille.page_setup.fitToWidth, feuille.page_setup.fitToHeight = 1, 0
        marges = feuille.page_margins
        marges.left = marges.right = 0.4
        marges.top = marges.bottom = 0.7
        marges.header = marges.footer = 0.3
        feuille.HeaderFooter.oddHeader.left.text = nettoyer(en_tete_imprime)[:150].replace("&", "&&") or None
        feuille.HeaderFooter.oddFooter.right.text = "&P/&N"

    def _ecrire_entetes(self, entetes, largeurs):
        """Headings, merged where they span: merged cells never adjust the height of their row, so it is counted."""
        occupees = set()
        for i, rangee in enumerate(entetes):
            valeurs, haute, j = [""] * len(largeurs), 1, 0
            for entete in rangee:
                while (i, j) in occupees:
                    j += 1
                fin_i, fin_j = i + entete.lignes - 1, j + entete.colonnes - 1
                occupees |= {(a, b) for a in range(i, fin_i + 1) for b in range(j, fin_j + 1)}
                if (fin_i, fin_j) != (i, j):
                    self._feuille.merged_cells.add(f"{self._lettres[j]}{i + 1}:{self._lettres[fin_j]}{fin_i + 1}")
                valeurs[j] = entete.texte
                haute = max(haute, _lignes_d_intitule(entete.texte, sum(largeurs[j : fin_j + 1])) / entete.lignes)
            self._ajouter(valeurs, self._style(entete=True), self._style(entete=True, cite=True), haute)

    # --- rows ---------------------------------------------------------------------------------

    def ligne(self, valeurs, mois=False):
        """Texts, dates, hours, numbers or None, in the order of the columns; `mois`: its dates are months."""
        self._ajouter(valeurs, self._texte, self._texte_cite, mois=mois)

    def intitule(self, texte):
        """A heading among the rows, across them all; returns its number."""
        self._ajouter([texte, *[""] * (len(self._lettres) - 1)], *self._intitule)
        self._feuille.merged_cells.add(f"A{self._numero}:{self._lettres[-1]}{self._numero}")

    @property
    def numero(self):
        """The number of the last row written."""
        return self._numero

    def lister(self, colonne, premiere, derniere, plage):
        """A list to choose from, in the cells of a column (counted from 0); `plage`: where its values are."""
        choix = DataValidation(type="list", formula1=plage, allow_blank=True, showErrorMessage=False)
        choix.add(f"{self._lettres[colonne]}{premiere}:{self._lettres[colonne]}{derniere}")
        self._feuille.data_validations.append(choix)

    def cacher_la_feuille(self):
        self._feuille.sheet_state = "hidden"

    def _ajouter(self, valeurs, style, style_cite, lignes=1, mois=False):
        """`lignes`: how many lines of text the row shows, at least."""
        self._numero += 1
        n = self._numero
        xml = [""]
        colonnes = zip(self._lettres, self._places, self._nombres, self._en_mois, valeurs, strict=True)
        for lettre, place, nombres, en_mois, valeur in colonnes:
            if valeur is None or valeur == "":
                xml.append(f'<c r="{lettre}{n}" s="{style}"/>')
            elif not isinstance(valeur, str) and (nombre := _nombre(valeur)) is not None:
                s = self._styles_de_date.get(type(valeur), nombres)
                if (mois or en_mois) and type(valeur) is datetime.date:
                    s = self._mois
                xml.append(f'<c r="{lettre}{n}" s="{s}"><v>{nombre}</v></c>')
            else:
                texte = texte_de_cellule(valeur)
                if len(texte) > place or "\n" in texte:
                    lignes = max(lignes, sum(-(-len(ligne) // place) or 1 for ligne in texte.split("\n")))
                s = style_cite if _FORMULE.match(texte) else style
                xml.append(
                    f'<c r="{lettre}{n}" s="{s}" t="inlineStr">'
                    f'<is><t xml:space="preserve">{escape(texte)}</t></is></c>'
                )
        # An estimate, not a custom height: Excel adjusts it whenever the row changes, LibreOffice 7 never would.
        cachee = ' hidden="1"' if n in self._cachees else ""
        xml[0] = f'<row r="{n}" ht="{min(HAUTEUR_DE_LIGNE * lignes + 3, HAUTEUR_MAX):.1f}"{cachee}>'
        xml.append("</row>")
        self._feuille.append(xml)

    def finir(self):
        if not self._filtre:
            return
        self._feuille.auto_filter.ref = (
            f"A{self._lignes_d_entete}:{self._lettres[-1]}{max(self._numero, self._lignes_d_entete)}"
        )

    def nettoyer(self):
        """Removes the temporary file, when the workbook could not be saved."""
        redacteur = self._feuille._writer
        if redacteur is None:
            return
        if not self._feuille.closed:
            self._feuille.close()
        if Path(redacteur.out).exists():
            redacteur.cleanup()


def _lignes_d_intitule(texte, largeur):
    """How many lines a heading takes in that many characters: bold, beside the button of the filter."""
    place = max(largeur - 3, 4)
    lignes, reste = 1, place
    for mot in texte.replace("/", "/ ").split():
        if len(mot) > reste and reste < place:
            lignes, reste = lignes + 1, place
        reste -= len(mot) + 1
    return lignes


def _nombre(valeur):
    """What the format keeps of a number, a date or a datetime (a serial number, local time); None: write a text."""
    if isinstance(valeur, datetime.datetime):
        if timezone.is_aware(valeur):
            valeur = timezone.localtime(valeur).replace(tzinfo=None)
        return to_excel(valeur) if valeur.date() >= _PREMIERE_DATE else None
    if isinstance(valeur, datetime.date):
        return to_excel(valeur) if valeur >= _PREMIERE_DATE else None
    if isinstance(valeur, datetime.time):
        return to_excel(valeur)
    est_nombre = isinstance(valeur, Decimal | int | float) and not isinstance(valeur, bool)
    return valeur if est_nombre and math.isfinite(valeur) else None
