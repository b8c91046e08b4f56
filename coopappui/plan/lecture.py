"""A filled workbook, read back as what a person would have typed: the import goes through the same form as the screen.

Every cell that the form refuses is told with its sheet, its row, its column and the reason; nothing is written then.
The file is read as a stream, within the bounds of the fiche, so that a small file cannot hide a huge sheet.
"""

import datetime
import warnings
from dataclasses import dataclass
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.text import capfirst
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from coopappui.fichiers import reconnaitre
from coopappui.plan.classeur import CLE as COLONNE_CLE
from coopappui.plan.classeur import FICHE, LISTES, TITRE
from coopappui.plan.modeles import cle_neuve
from coopappui.plan.parties import CLE
from coopappui.plan.xlsx import TRONQUE, titre_de_feuille

ILLISIBLE = "Ce fichier n’est pas un classeur Excel (.xlsx) qu’on peut lire."
AUTRE = "Ce classeur ne vient pas de l’outil « {nom} » : partez de son classeur vierge ou d’un export."
LIGNES_MAX, COLONNES_MAX = 400, 130


@dataclass(frozen=True)
class Refus:
    """A cell that cannot be taken, or a sheet when `ligne` is 0."""

    feuille: str
    ligne: int
    colonne: str
    raison: str

    def __str__(self):
        ou = f"feuille « {self.feuille} »"
        if self.ligne:
            ou += f", ligne {self.ligne}"
        if self.colonne:
            ou += f", colonne {self.colonne}"
        return f"{ou} : {self.raison}"


class Lecture:
    """`donnees`: what the form receives; `places`: {name in the form: (sheet, row, column, value)}; `refus`."""

    def __init__(self, fiche, fichier):
        """Raises ValidationError, in French, when the file is not a workbook of this tool."""
        self.fiche = fiche
        self.donnees = QueryDict(mutable=True)
        self.places, self.refus = {}, []
        self._feuilles = _ouvrir(fichier)
        self._verifier()
        self._lire_les_sections()
        # {relation: {key or name: key}}, to find again the rows and columns of a crossing.
        self._cles = {}
        for bloc in fiche.tableaux():
            self._lire_un_tableau(bloc)
        for bloc in fiche.croises():
            self._lire_un_croise(bloc)

    def _verifier(self):
        code = next((rangee[0] for rangee in self._feuilles.get(LISTES, []) if rangee), None)
        attendues = {FICHE, *(titre_de_feuille(b.titre) for b in (*self.fiche.tableaux(), *self.fiche.croises()))}
        if code != self.fiche.code or not attendues <= set(self._feuilles):
            raise ValidationError(AUTRE.format(nom=type(self.fiche).nom()))

    # --- sections ---------------------------------------------------------------------------------------

    def _lire_les_sections(self):
        """Questions are found by their label, under the heading of their section when two have the same."""
        questions = {}
        for bloc in self.fiche.sections():
            for champ in bloc.champs(type(self.fiche)):
                questions[bloc.titre, capfirst(champ.verbose_name)] = champ
        titres, section = {bloc.titre for bloc in self.fiche.sections()}, None
        for numero, rangee in enumerate(self._feuilles[FICHE], 1):
            libelle, valeur = (*rangee, None, None)[:2]
            if libelle in titres and valeur is None:
                section = libelle
            elif libelle == TITRE and valeur:
                self._poser("titre", forms.CharField(), valeur, (FICHE, numero, "B"))
            elif champ := questions.get((section, libelle)):
                self._poser(champ.name, champ.formfield(), valeur, (FICHE, numero, "B"))

    # --- tables -------------------------------------------------------------------------------------------

    def _lire_un_tableau(self, bloc):
        titre = titre_de_feuille(bloc.titre)
        entete, *rangees = self._feuilles[titre] or [()]
        champs = self._colonnes(titre, bloc, entete)
        colonne_cle = list(entete).index(COLONNE_CLE) if COLONNE_CLE in entete else None
        cles = self._cles[bloc.relation] = {}
        for numero, rangee in enumerate(rangees, 2):
            valeurs = {i: rangee[i] if i < len(rangee) else None for i in champs}
            cle = rangee[colonne_cle] if colonne_cle is not None and colonne_cle < len(rangee) else None
            connue = isinstance(cle, str) and CLE.fullmatch(cle) and cle not in cles.values()
            if all(v is None for v in valeurs.values()) and not connue:
                continue
            cle = cle if connue else cle_neuve()
            if len(cles) >= bloc.maximum:
                self.refus.append(Refus(titre, numero, "", f"{bloc.maximum} lignes au plus dans ce tableau."))
                return
            self.donnees.appendlist(bloc.relation, cle)
            cles[cle] = cle
            for i, champ in champs.items():
                ou = (titre, numero, get_column_letter(i + 1))
                self._poser(f"{bloc.relation}-{cle}-{champ.name}", champ.formfield(), valeurs[i], ou)

    def _colonnes(self, titre, bloc, entete):
        """{index: field}; a missing heading is a refusal, an unknown one is left aside."""
        par_libelle = {capfirst(c.verbose_name): c for c in bloc.champs(type(self.fiche))}
        champs = {i: par_libelle[texte] for i, texte in enumerate(entete) if texte in par_libelle}
        for libelle in par_libelle.keys() - {capfirst(c.verbose_name) for c in champs.values()}:
            self.refus.append(Refus(titre, 1, "", f"la colonne « {libelle} » manque."))
        return champs

    # --- crossings ------------------------------------------------------------------------------------------

    def _lire_un_croise(self, bloc):
        titre, champs = titre_de_feuille(bloc.titre), bloc.champs(type(self.fiche))
        rangees = self._feuilles[titre]
        hauteur = 2 if len(champs) == 1 else 3
        if len(rangees) < hauteur:
            return
        places, vues = [], {}
        for i, cle in enumerate(rangees[0]):
            if cle in self._cles[bloc.colonnes]:
                rang = vues[cle] = vues.get(cle, -1) + 1
                if rang < len(champs):
                    places.append((i, cle, champs[rang]))
        for numero, rangee in enumerate(rangees[hauteur:], hauteur + 1):
            cle = next((v for v in reversed(rangee) if v in self._cles[bloc.lignes]), None)
            for i, colonne, champ in places if cle else []:
                valeur = rangee[i] if i < len(rangee) else None
                nom = f"{bloc.relation}-{cle}-{colonne}-{champ.name}"
                self._poser(nom, champ.formfield(), valeur, (titre, numero, get_column_letter(i + 1)))

    # --- cells ------------------------------------------------------------------------------------------------

    def _poser(self, nom, champ, valeur, ou):
        self.places[nom] = ou
        texte = _texte(champ, valeur)
        if isinstance(texte, list):
            self.donnees.setlist(nom, texte)
        else:
            self.donnees[nom] = texte
        if isinstance(valeur, str) and valeur.endswith(TRONQUE):
            self.refus.append(Refus(*ou, "ce texte a été coupé à l’export : reprenez-le dans la fiche."))

    def refus_de(self, saisie):
        """All that forbids the import: what the file lacks, and every cell that the form refuses."""
        refus = list(self.refus)
        refus += [Refus(FICHE, 0, "", erreur) for erreur in saisie.erreurs_de_tables]
        for _, morceau in saisie.morceaux():
            for nom, messages in morceau.a_corriger:
                ou = self.places.get(morceau.add_prefix(nom), (FICHE, 0, ""))
                refus += [Refus(*ou, str(message)) for message in messages]
        return refus


def _ouvrir(fichier):
    """{sheet: rows of values}, within the bounds of a fiche."""
    if fichier is None:
        raise ValidationError("Choisissez un fichier.")
    genre = reconnaitre(fichier)
    if genre.extension != "xlsx":
        raise ValidationError(ILLISIBLE)
    try:
        with warnings.catch_warnings():
            # Extensions of other spreadsheets, which are left aside.
            warnings.simplefilter("ignore")
            classeur = load_workbook(fichier, read_only=True, data_only=True)
            return {feuille.title: _rangees(feuille) for feuille in classeur.worksheets}
    except (KeyError, ValueError, TypeError, AttributeError, IndexError, OSError, SyntaxError) as e:
        raise ValidationError(ILLISIBLE) from e


def _rangees(feuille):
    rangees = feuille.iter_rows(max_row=LIGNES_MAX, max_col=COLONNES_MAX, values_only=True)
    rangees = [_sans_vides(rangee) for rangee in rangees]
    while rangees and not rangees[-1]:
        rangees.pop()
    return rangees


def _sans_vides(rangee):
    rangee = [None if v == "" else v for v in rangee]
    while rangee and rangee[-1] is None:
        rangee.pop()
    return tuple(rangee)


def _texte(champ, valeur):
    """What somebody would have typed in this field to get this cell."""
    if valeur is None:
        return [] if isinstance(champ, forms.MultipleChoiceField) else ""
    if isinstance(champ, forms.MultipleChoiceField):
        return [_cle_du_choix(champ, v.strip()) for v in str(valeur).splitlines() if v.strip()]
    if isinstance(champ, forms.ChoiceField):
        return _cle_du_choix(champ, _nombre(valeur) if isinstance(valeur, (int, float)) else str(valeur).strip())
    if isinstance(champ, forms.BooleanField):
        return "on" if valeur in (True, "Oui", "oui") else ""
    if isinstance(champ, forms.TimeField) and isinstance(valeur, (datetime.datetime, datetime.time)):
        return valeur.strftime("%H:%M")
    if isinstance(valeur, datetime.datetime):
        return valeur.strftime("%Y-%m-%d")
    if isinstance(valeur, datetime.date):
        return valeur.isoformat()
    if isinstance(valeur, bool):
        return "Oui" if valeur else "Non"
    return _nombre(valeur) if isinstance(valeur, (int, float)) else str(valeur)


def _nombre(valeur):
    """Spreadsheets keep 15 digits: 0.1 + 0.2 comes back as it was typed."""
    return format(Decimal(f"{valeur:.15g}"), "f")


def _cle_du_choix(champ, texte):
    return next((str(cle) for cle, libelle in champ.choices if str(libelle) == texte), texte)
