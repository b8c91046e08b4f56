"""A filled workbook, read back as what a person would have typed: the import goes through the same form as the screen.

Every cell that the form refuses is told with its sheet, its row, its column and the reason; nothing is written then.
Nothing that somebody wrote is left aside in silence, except columns added to a table, which are theirs.
"""

import datetime
from dataclasses import dataclass
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.text import Truncator, capfirst
from openpyxl.utils import get_column_letter

from coopappui.champs import DureeField
from coopappui.plan.classeur import CLE as COLONNE_CLE
from coopappui.plan.classeur import FICHE, LISTES, QUESTION, TITRE
from coopappui.plan.modeles import cle_neuve
from coopappui.plan.ouverture import ouvrir
from coopappui.plan.parties import CLE
from coopappui.plan.xlsx import TRONQUE, titre_de_feuille

REPARTIR = "partez du classeur vierge de l’outil ou d’un export."
AUTRE = f"Ce classeur ne vient pas de l’outil « {{nom}} » : {REPARTIR}"
MANQUE = f"La feuille « {{titre}} » manque : {REPARTIR}"


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
    """`donnees`: what the form receives; `places`: {name in the form: (sheet, row, column)}; `refus`."""

    def __init__(self, fiche, fichier):
        """Raises ValidationError, in French, when the file is not a workbook of this tool."""
        self.fiche = fiche
        self.donnees = QueryDict(mutable=True)
        self.places, self.refus = {}, []
        self._feuilles = ouvrir(fichier)
        self._verifier()
        self._lire_les_sections()
        # {relation: keys of its rows}.
        self._cles = {}
        for bloc in fiche.tableaux():
            self._lire_un_tableau(bloc)
        for bloc in fiche.croises():
            self._lire_un_croise(bloc)

    def _verifier(self):
        listes = self._feuilles.get(LISTES)
        if not listes or not listes.rangees or listes.rangees[0][:1] != (self.fiche.code,):
            raise ValidationError(AUTRE.format(nom=type(self.fiche).nom()))
        titres = [FICHE, *(titre_de_feuille(b.titre) for b in (*self.fiche.tableaux(), *self.fiche.croises()))]
        for titre in titres:
            if titre not in self._feuilles:
                raise ValidationError(MANQUE.format(titre=titre))

    def _refuser(self, titre, ligne, colonne, raison):
        """`colonne`: counted from 0, or None."""
        self.refus.append(Refus(titre, ligne, "" if colonne is None else get_column_letter(colonne + 1), raison))

    def _rangees(self, titre, debut):
        """The rows of a sheet; says what would be lost of those that answers begin at (`debut`: its number)."""
        feuille = self._feuilles[titre]
        for ref, haut, bas in feuille.fusions:
            if bas >= debut and (titre != FICHE or haut < bas):
                self._refuser(titre, 0, None, f"des cellules sont fusionnées ({ref}), séparez-les.")
        for ligne, colonne in feuille.sans_resultat:
            raison = "cette formule n’a pas de résultat : ouvrez le classeur dans un tableur et enregistrez-le."
            self._refuser(titre, ligne, colonne - 1, raison)
        for ligne in feuille.basses[:1]:
            self._refuser(titre, ligne, None, "c’est trop bas, remontez cette ligne.")
        return feuille.rangees

    # --- sections ---------------------------------------------------------------------------------------

    def _lire_les_sections(self):
        """Questions are found by their label, under the heading of their section when two have the same."""
        questions = {}
        for bloc in self.fiche.sections():
            for champ in bloc.champs(type(self.fiche)):
                questions[bloc.titre, capfirst(champ.verbose_name)] = champ
        titres, section = {bloc.titre for bloc in self.fiche.sections()}, None
        for numero, rangee in enumerate(self._rangees(FICHE, 2), 1):
            libelle, valeur = (*rangee, None, None)[:2]
            if libelle in titres and valeur is None:
                section = libelle
            elif libelle == TITRE and valeur:
                self._poser("titre", forms.CharField(), valeur, (FICHE, numero, "B"))
            elif champ := questions.get((section, libelle)):
                self._poser(champ.name, champ.formfield(), valeur, (FICHE, numero, "B"))
            elif valeur is not None and libelle not in (QUESTION, TITRE):
                self._refuser(FICHE, numero, 0, f"« {_court(libelle)} » n’est pas une question de cet outil.")

    # --- tables -------------------------------------------------------------------------------------------

    def _lire_un_tableau(self, bloc):
        titre = titre_de_feuille(bloc.titre)
        entete, *rangees = self._rangees(titre, 2) or [()]
        champs = self._colonnes(titre, bloc, entete)
        colonne_cle = _place(entete, COLONNE_CLE)
        cles = self._cles[bloc.relation] = []
        for numero, rangee in enumerate(rangees, 2):
            valeurs = {i: _a(rangee, i) for i in champs}
            cle = _a(rangee, colonne_cle)
            connue = _est_une_cle(cle) and cle not in cles
            if all(v is None for v in valeurs.values()) and not connue:
                continue
            cle = cle if connue else cle_neuve()
            if len(cles) >= bloc.maximum:
                self._refuser(titre, numero, None, f"{bloc.maximum} lignes au plus dans ce tableau.")
                return
            self.donnees.appendlist(bloc.relation, cle)
            cles.append(cle)
            for i, champ in champs.items():
                ou = (titre, numero, get_column_letter(i + 1))
                self._poser(f"{bloc.relation}-{cle}-{champ.name}", champ.formfield(), valeurs[i], ou)

    def _colonnes(self, titre, bloc, entete):
        """{index: field}; a missing heading is a refusal, an unknown one is left aside."""
        par_libelle = {capfirst(c.verbose_name): c for c in bloc.champs(type(self.fiche))}
        champs = {i: par_libelle[texte] for i, texte in enumerate(entete) if texte in par_libelle}
        for libelle in par_libelle.keys() - {capfirst(c.verbose_name) for c in champs.values()}:
            self._refuser(titre, 1, None, f"la colonne « {libelle} » manque.")
        return champs

    # --- crossings ------------------------------------------------------------------------------------------

    def _lire_un_croise(self, bloc):
        """Rows and columns are found by their name, as people read them, else by their hidden key."""
        titre, champs = titre_de_feuille(bloc.titre), bloc.champs(type(self.fiche))
        hauteur = 2 if len(champs) == 1 else 3
        rangees = self._rangees(titre, hauteur + 1)
        if len(rangees) < hauteur:
            return
        colonnes = self._colonnes_croisees(bloc, titre, champs, rangees[:hauteur], rangees[hauteur:])
        lignes, colonne_cle = self._noms(bloc.lignes), _place(rangees[1], COLONNE_CLE)
        for numero, rangee in enumerate(rangees[hauteur:], hauteur + 1):
            nom, cle = _a(rangee, 0), _a(rangee, colonne_cle)
            ligne = self._trouver(bloc.lignes, lignes, nom, cle)
            if ligne is None:
                if not _est_une_cle(cle) and any(_a(rangee, i) is not None for i in colonnes):
                    self._refuser(titre, numero, 0, self._inconnu(nom, bloc.lignes))
                continue
            for i, (colonne, champ) in colonnes.items():
                nom = f"{bloc.relation}-{ligne}-{colonne}-{champ.name}"
                self._poser(nom, champ.formfield(), _a(rangee, i), (titre, numero, get_column_letter(i + 1)))

    def _colonnes_croisees(self, bloc, titre, champs, entetes, rangees):
        """{index: (key of the column, field)}."""
        noms, places, vus = self._noms(bloc.colonnes), {}, {}
        largeur, colonne_cle = max(map(len, (*entetes, *rangees))), _place(entetes[1], COLONNE_CLE)
        nom = None
        for i in [i for i in range(1, largeur) if i != colonne_cle]:
            # A name spans the fields of its column.
            cle, nom = _a(entetes[0], i), _a(entetes[1], i) if len(champs) == 1 else _a(entetes[1], i) or nom
            colonne = self._trouver(bloc.colonnes, noms, nom, cle)
            rang = vus.get(colonne, 0)
            if colonne is not None and rang < len(champs):
                vus[colonne] = rang + 1
                places[i] = colonne, champs[rang]
            elif not _est_une_cle(cle) and any(_a(rangee, i) is not None for rangee in rangees):
                self._refuser(titre, 2, i, self._inconnu(nom, bloc.colonnes))
        return places

    def _noms(self, relation):
        """{name of a row of a table: its key}, when only one has that name."""
        bloc = next(b for b in self.fiche.tableaux() if b.relation == relation)
        intitule = bloc.modele(type(self.fiche)).champ_intitule()
        noms = {}
        for cle in self._cles[relation]:
            noms.setdefault(_serre(self.donnees.get(f"{relation}-{cle}-{intitule}")), []).append(cle)
        return {nom: cles[0] for nom, cles in noms.items() if nom and len(cles) == 1}

    def _trouver(self, relation, noms, nom, cle):
        return noms.get(_serre(nom)) or (cle if cle in self._cles[relation] else None)

    def _inconnu(self, nom, relation):
        bloc = next(b for b in self.fiche.tableaux() if b.relation == relation)
        return f"« {_court(nom)} » n’est pas dans la feuille « {titre_de_feuille(bloc.titre)} »."

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


def _a(rangee, i):
    return rangee[i] if i is not None and i < len(rangee) else None


def _place(entete, texte):
    return entete.index(texte) if texte in entete else None


def _est_une_cle(valeur):
    return isinstance(valeur, str) and bool(CLE.fullmatch(valeur))


def _serre(nom):
    return " ".join(str(nom or "").split())


def _court(nom):
    return Truncator(_serre(nom)).chars(90)


def _texte(champ, valeur):
    """What somebody would have typed in this field to get this cell."""
    if valeur is None:
        return [] if isinstance(champ, forms.MultipleChoiceField) else ""
    if isinstance(champ, forms.MultipleChoiceField):
        return [_cle_du_choix(champ, v.strip()) for v in _separes(champ, str(valeur)) if v.strip()]
    if isinstance(champ, forms.ChoiceField):
        return _cle_du_choix(champ, _nombre(valeur) if isinstance(valeur, (int, float)) else str(valeur).strip())
    if isinstance(champ, forms.TimeField) and isinstance(valeur, datetime.datetime):
        valeur = valeur.time()
    if isinstance(valeur, datetime.timedelta):
        return DureeField().prepare_value(round(valeur.total_seconds() / 60))
    if isinstance(valeur, datetime.time):
        return f"{valeur:%H:%M}"
    if isinstance(valeur, datetime.date):
        return f"{valeur:%d/%m/%Y}"
    if isinstance(valeur, bool):
        return "Oui" if valeur else "Non"
    return _nombre(valeur) if isinstance(valeur, (int, float)) else str(valeur)


def _separes(champ, texte):
    """Several choices, one a line or between semicolons."""
    libelles = {str(libelle) for _, libelle in champ.choices}
    for ligne in texte.splitlines():
        yield from [ligne] if ligne.strip() in libelles else ligne.split(";")


def _nombre(valeur):
    """Spreadsheets keep 15 digits: 0.1 + 0.2 comes back as it was typed."""
    return format(Decimal(f"{valeur:.15g}"), "f")


def _cle_du_choix(champ, texte):
    return next((str(cle) for cle, libelle in champ.choices if str(libelle) == texte), texte)
