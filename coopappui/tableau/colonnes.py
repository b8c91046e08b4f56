"""A column of a tableau, and how a value is written in a cell."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from django.utils import timezone
from django.utils.formats import number_format

from coopappui.templatetags.composants import montant

VIDE = "–"


@dataclass(frozen=True)
class Colonne:
    """`valeur` takes the object of a row and returns a text, a date, a number, a list of these (one per line) or None.

    `court`: the heading where there is little room (cards on a phone, choice of an order).
    `type`: texte, date, montant, nombre or lignes. `largeur`: in characters, for the workbook; `part`: its share of a
    printed page, `largeur` by default. `tri`: names of fields or annotations to order by. A column `facultative` is
    shown on demand; the lines of a column `en_regard` answer those of its neighbours, one for one.
    """

    code: str
    intitule: str
    valeur: Callable
    type: str = "texte"
    groupe: str = ""
    court: str = ""
    largeur: int = 20
    part: int = 0
    tri: tuple[str, ...] = ()
    facultative: bool = False
    en_regard: bool = False

    @property
    def nom_complet(self):
        """The heading with that of its group, where it stands alone: « Actions d’appui menées : date »."""
        return f"{self.groupe} : {self.intitule}" if self.groupe else self.intitule

    @property
    def nom_court(self):
        return self.court or self.intitule

    @property
    def part_imprimee(self):
        return self.part or self.largeur

    @property
    def numerique(self):
        return self.type in ("montant", "nombre")

    def lignes(self, objet):
        """The cell as it is read: its lines of text."""
        valeur = self.valeur(objet)
        valeurs = valeur if isinstance(valeur, list | tuple) else [valeur]
        return [self._ecrire(v) for v in valeurs if v is not None and v != ""]

    def pour_classeur(self, objet):
        """The cell as a spreadsheet takes it: a single date or number stays one, the rest is text."""
        valeur = self.valeur(objet)
        if isinstance(valeur, list | tuple):
            if len(valeur) != 1:
                return "\n".join(self._ecrire(v) for v in valeur if v is not None and v != "")
            valeur = valeur[0]
        return valeur

    def _ecrire(self, valeur):
        if isinstance(valeur, str):
            return valeur
        if isinstance(valeur, datetime.datetime):
            return f"{timezone.localtime(valeur) if timezone.is_aware(valeur) else valeur:%d/%m/%Y %H:%M}"
        if isinstance(valeur, datetime.date):
            return f"{valeur:%d/%m/%Y}"
        if self.type == "montant":
            return montant(valeur)
        if isinstance(valeur, int | float | Decimal) and not isinstance(valeur, bool):
            return number_format(valeur, force_grouping=True)
        return str(valeur)


class Lien(str):
    """A line of text that leads somewhere on screen, a plain text elsewhere. `vers`: an address or what returns it."""

    __slots__ = ("vers",)

    def __new__(cls, texte, vers):
        lien = super().__new__(cls, texte)
        lien.vers = vers
        return lien

    @property
    def url(self):
        return self.vers() if callable(self.vers) else self.vers


def alignees(objets, valeur):
    """One line per object, « – » where it has nothing to say, so that neighbouring cells read across."""
    valeurs = [valeur(objet) for objet in objets]
    vides = [v is None or v == "" for v in valeurs]
    return [] if all(vides) else [VIDE if vide else v for v, vide in zip(valeurs, vides, strict=True)]
