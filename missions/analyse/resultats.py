"""What the answers to one question say: counts, figures, texts, tables, according to its kind."""

import statistics
from collections import Counter
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from django.utils.formats import number_format

from coopappui.graphiques import barres
from coopappui.jours import jour_long
from missions.analyse.comptes import Compte, en_pour_cent
from missions.genres_de_question import Genre


@dataclass(frozen=True)
class Dit:
    """A text, who says it."""

    fiche: object
    texte: str


@dataclass(frozen=True)
class Mesure:
    nom: str
    valeur: object

    @property
    def lue(self):
        """As people read it: the decimals there are, a day in words."""
        if isinstance(self.valeur, date):
            return jour_long(self.valeur)
        nombre = self.valeur.normalize()
        return number_format(nombre, max(-nombre.as_tuple().exponent, 0), force_grouping=True)


@dataclass(frozen=True)
class Case:
    """A cell of a two-sided table: how many filled it, and with what."""

    ligne: dict
    colonne: dict
    dits: list

    @property
    def nombre(self):
        return len(self.dits)


class Resultat:
    def __init__(self, question, fiches):
        self.question, self.fiches = question, fiches
        self.interroges = [fiche for fiche in fiches if question.pk in fiche.posees]
        self.repondants = [fiche for fiche in self.interroges if question.pk in fiche.valeurs]

    def valeur(self, fiche):
        return fiche.valeurs[self.question.pk]

    # --- how many -----------------------------------------------------------------------------

    @property
    def non_concernes(self):
        """Those who answered the enquête without being asked this; of a retired question, nobody knows."""
        return 0 if self.question.retiree else len(self.fiches) - len(self.interroges)

    @property
    def effectifs(self):
        """« Posée à 7 répondants sur 10 : 6 y répondent (86 %). 3 n’étaient pas concernés. »"""
        posee, repondu, absents = len(self.interroges), len(self.repondants), self.non_concernes
        if self.question.retiree:
            s = "s" if repondu > 1 else ""
            return f"Question retirée depuis : {repondu} réponse{s} gardée{s}."
        if not posee:
            return "Posée à personne : aucun répondant n’était concerné."
        phrases = [
            f"Posée à {posee} répondant{'s' if posee > 1 else ''} sur {len(self.fiches)} : "
            f"{repondu} y répond{'ent' if repondu > 1 else ''} ({en_pour_cent(repondu, posee)})."
        ]
        if absents:
            phrases.append(f"{absents} n’étai{'en' if absents > 1 else ''}t pas concerné{'s' if absents > 1 else ''}.")
        return " ".join(phrases)

    @property
    def manque_de_retours(self):
        """How many answers are missing to a flagged question; 0 when there are enough."""
        return max((self.question.minimum_de_retours or 0) - len(self.repondants), 0)

    # --- ticked -------------------------------------------------------------------------------

    @property
    def ferme(self):
        return bool(self.question.reponses_possibles())

    @cached_property
    def comptes(self):
        """How many ticked each answer, in the order of the question."""
        return self.comptes_de(self.interroges)

    def comptes_de(self, fiches):
        """The same, among some of those who were asked."""
        repondants = [fiche for fiche in fiches if self.question.pk in fiche.valeurs]
        nombres = Counter(cle for fiche in repondants for cle in self.question.cles(self.valeur(fiche)))
        return [
            Compte(cle, libelle, nombres[cle], len(repondants), len(fiches))
            for cle, libelle in self.question.reponses_possibles()
        ]

    @property
    def a_plusieurs(self):
        """Its percentages add up to more than 100."""
        return self.question.genre == Genre.PLUSIEURS

    @property
    def graphique(self):
        """The chart of the counts; None when nobody answered."""
        if not self.ferme or not self.repondants:
            return None
        lignes = [compte.barre for compte in self.comptes]
        return barres(f"q{self.question.pk}", f"Réponses à « {self.question} »", lignes, len(self.repondants))

    @cached_property
    def precisions(self):
        """[(answer, what was said of it)]: « autres », « précisez »."""
        if self.question.genre not in (Genre.UN, Genre.PLUSIEURS):
            return []
        dits = {}
        for fiche in self.repondants:
            for cle, texte in self.valeur(fiche)["precisions"].items():
                dits.setdefault(cle, []).append(Dit(fiche, texte))
        return [(libelle, dits[cle]) for cle, libelle in self.question.reponses_possibles() if cle in dits]

    # --- typed --------------------------------------------------------------------------------

    @property
    def textuel(self):
        return self.question.genre in (Genre.COURT, Genre.LONG)

    @cached_property
    def dits(self):
        """Texts, with who says them; also the answers of other kinds, in words."""
        return [Dit(fiche, fiche.en_mots(self.question)) for fiche in self.repondants]

    @cached_property
    def mesures(self):
        """What is measured of numbers and dates."""
        if not self.repondants:
            return []
        if self.question.genre == Genre.NOMBRE:
            nombres = [Decimal(self.valeur(fiche)) for fiche in self.repondants]
            return [
                Mesure("Minimum", min(nombres)),
                Mesure("Médiane", statistics.median(nombres)),
                Mesure("Moyenne", round(statistics.mean(nombres), 2)),
                Mesure("Maximum", max(nombres)),
            ]
        if self.question.genre == Genre.DATE:
            jours = [date.fromisoformat(self.valeur(fiche)) for fiche in self.repondants]
            return [Mesure("Première", min(jours)), Mesure("Dernière", max(jours))]
        return []

    # --- tables -------------------------------------------------------------------------------

    @property
    def tableau(self):
        return self.question.genre == Genre.TABLEAU

    @cached_property
    def rangees(self):
        """[(line, its cells)] of a two-sided table."""
        if not self.tableau:
            return []
        return [
            (ligne, [self._case(ligne, colonne) for colonne in self.question.colonnes])
            for ligne in self.question.lignes
        ]

    def _case(self, ligne, colonne):
        dits = [
            Dit(fiche, texte)
            for fiche in self.repondants
            if (texte := self.valeur(fiche).get(ligne["cle"], {}).get(colonne["cle"]))
        ]
        return Case(ligne, colonne, dits)
