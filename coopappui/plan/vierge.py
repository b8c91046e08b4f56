"""A tool on paper, to be filled by hand or in a PDF reader: its questions with room for the answers."""

from dataclasses import dataclass, field

from django.db import models
from django.utils.text import capfirst

from coopappui.champs import PlusieursChoix
from coopappui.plan.classeur import aide, vierge

# Empty rows at the foot of a table, so that a page is enough for most.
LIGNES = 4


@dataclass(frozen=True)
class Question:
    """`genre`: "texte", "ligne", "choix" (one) or "cases" (several); `valeur`: what the guide already gives."""

    nom: str
    libelle: str
    genre: str
    aide: str = ""
    choix: list = field(default_factory=list)
    valeur: str = ""


@dataclass(frozen=True)
class BlocVierge:
    """`genre`: "section", "tableau" or "croise"; rows are (heading, group, [questions])."""

    intitule: str
    genre: str
    aide: str = ""
    questions: list = field(default_factory=list)
    entetes: list = field(default_factory=list)
    lignes: list = field(default_factory=list)
    transpose: bool = False

    @property
    def largeur(self):
        """How many cells a row has."""
        return len(self.entetes) + (self.genre == "croise")


def blocs_vierges(modele):
    fiche = vierge(modele)
    return [_BLOCS[bloc.genre](fiche, bloc) for bloc in modele.plan]


def _question(champ, nom, valeur=""):
    choix = [str(libelle) for cle, libelle in (champ.flatchoices or []) if cle not in ("", None)]
    genre = "choix" if choix else "texte" if isinstance(champ, models.TextField) else "ligne"
    consigne = aide(champ)
    if isinstance(champ, PlusieursChoix):
        genre, choix, consigne = "cases", [str(libelle) for _, libelle in champ.paires()], str(champ.help_text)
    elif choix:
        consigne = str(champ.help_text)
    return Question(nom, capfirst(champ.verbose_name), genre, consigne, choix, valeur)


def _section(fiche, bloc):
    questions = [_question(champ, champ.name) for champ in bloc.champs(type(fiche))]
    return BlocVierge(bloc.intitule, "section", bloc.aide, questions)


def _tableau(fiche, bloc):
    champs, remplies = bloc.champs(type(fiche)), bloc.rempli(fiche).lignes
    lignes = []
    for i, (ligne, cases) in enumerate(remplies):
        questions = [_question(case.champ, f"{bloc.relation}-{i}-{case.nom}", str(case)) for case in cases]
        lignes.append(("", ligne.groupe_affiche, questions))
    for i in range(len(lignes), len(lignes) + (2 if bloc.transpose else LIGNES)):
        lignes.append(("", "", [_question(champ, f"{bloc.relation}-{i}-{champ.name}") for champ in champs]))
    entetes = [capfirst(champ.verbose_name) for champ in champs]
    return BlocVierge(bloc.intitule, "tableau", bloc.aide, [], entetes, lignes, bloc.transpose)


def _croise(fiche, bloc):
    rempli = bloc.rempli(fiche)
    entetes = [str(colonne) or f"{i}" for i, colonne in enumerate(rempli.colonnes, 1)]
    lignes = []
    for i, ligne in enumerate(rempli.lignes):
        questions = [
            _question(champ, f"{bloc.relation}-{i}-{j}-{champ.name}")
            for j in range(len(rempli.colonnes))
            for champ in rempli.champs
        ]
        lignes.append((str(ligne), ligne.groupe_affiche, questions))
    if len(rempli.champs) > 1:
        entetes = [f"{colonne} · {champ}" for colonne in entetes for champ in rempli.entetes]
    return BlocVierge(bloc.intitule, "croise", bloc.aide, [], entetes, lignes)


_BLOCS = {"section": _section, "tableau": _tableau, "croise": _croise}
