"""A fiche as a workbook that can be filled and taken back: sections first, then a sheet a table, a sheet a crossing.

Row keys, which let an import find the same row again, are in a hidden column; on the sheet of a crossing, those of its
columns are in a hidden row. The values to choose from are in the hidden sheet « Listes », which also names the tool.
"""

from django.utils.timezone import localdate
from openpyxl.utils import get_column_letter

from coopappui.champs import Mois, Montant, PlusieursChoix
from coopappui.jours import jour_long
from coopappui.plan.contenu import Contenu
from coopappui.plan.modeles import cle_neuve
from coopappui.plan.xlsx import Classeur, Entete

FICHE, LISTES = "Fiche", "Listes"
TITRE = "Titre de la fiche"
QUESTION, REPONSE, AIDE = "Question", "Réponse", "Comment répondre"
CLE = "Clé"
# Rows left to be filled under a table, with their lists of choices.
LIGNES_VIERGES, COLONNES_VIERGES = 30, 3


def ecrire(fiche, fichier, en_tete="", blocs=None):
    """Writes the workbook; `en_tete` is printed at the top of each page; `blocs`: other than those of the plan."""
    blocs = fiche.blocs() if blocs is None else blocs
    with Classeur(fiche.titre, auteur=en_tete) as classeur:
        listes = _Listes(fiche)
        _ecrire_les_sections(classeur, fiche, blocs, listes, en_tete)
        for bloc in blocs:
            if bloc.genre == "tableau":
                _ecrire_un_tableau(classeur, bloc, listes, en_tete)
            elif bloc.genre == "croise":
                _ecrire_un_croise(classeur, bloc, listes, en_tete)
        listes.ecrire(classeur)
        classeur.enregistrer(fichier)


def vierge(modele):
    """An unsaved fiche to be filled offline: the rows that the guide gives, empty ones where crossings need them."""
    fiche = modele(titre="", mission=None)
    fiche.contenu = Contenu(fiche)
    croisees = {relation for bloc in modele.croises() for relation in (bloc.lignes, bloc.colonnes)}
    for bloc in modele.tableaux():
        depart = list(bloc.depart) or [{}] * (COLONNES_VIERGES if bloc.relation in croisees else 0)
        lignes = [bloc.modele(modele)(cle=cle_neuve(), rang=i, **valeurs) for i, valeurs in enumerate(depart)]
        fiche.contenu.poser(bloc.relation, lignes)
    for bloc in modele.croises():
        fiche.contenu.poser_cellules(bloc.relation, {})
    return fiche


def aide(champ):
    """How to answer in a cell, in a few words."""
    if isinstance(champ, PlusieursChoix):
        consigne = "Plusieurs réponses possibles, une par ligne : " + " ; ".join(str(x) for _, x in champ.paires())
    elif champ.choices:
        consigne = "À choisir dans la liste"
    elif isinstance(champ, Mois):
        consigne = "Mois et année, par exemple 03/2027"
    elif champ.get_internal_type() in ("DateField", "Jour"):
        consigne = "Date, par exemple 31/12/2026"
    else:
        consigne = ""
    return ". ".join(filter(None, [str(champ.help_text).rstrip("."), consigne]))


class _Listes:
    """The hidden sheet of the choices: one column a field."""

    def __init__(self, fiche):
        self.colonnes = [[fiche.code or type(fiche).__name__]]
        self.plages = {}

    def plage(self, champ):
        """Where the labels of a field are: « Listes!$B$1:$B$4 »; "" when it is not a choice."""
        if not champ.choices or isinstance(champ, PlusieursChoix):
            return ""
        libelles = tuple(str(libelle) for valeur, libelle in champ.flatchoices if valeur not in ("", None))
        if libelles not in self.plages:
            self.colonnes.append(list(libelles))
            lettre = get_column_letter(len(self.colonnes))
            self.plages[libelles] = f"{LISTES}!${lettre}$1:${lettre}${len(libelles)}"
        return self.plages[libelles]

    def ecrire(self, classeur):
        feuille = classeur.feuille(LISTES, [], [20] * len(self.colonnes), filtre=False)
        for i in range(max(len(colonne) for colonne in self.colonnes)):
            feuille.ligne([colonne[i] if i < len(colonne) else None for colonne in self.colonnes])
        feuille.cacher_la_feuille()


def _ecrire_les_sections(classeur, fiche, blocs, listes, en_tete):
    entetes = [[Entete(QUESTION), Entete(REPONSE), Entete(AIDE)]]
    feuille = classeur.feuille(FICHE, entetes, [34, 70, 34], en_tete_imprime=en_tete, filtre=False)
    # What it is, whose and in which state: read on screen as it is printed.
    feuille.ligne([TITRE, fiche.titre, en_tete])
    for bloc in blocs:
        if bloc.genre != "section":
            continue
        feuille.intitule(bloc.titre)
        for case in bloc.cases:
            feuille.ligne([case.libelle, case.valeur, aide(case.champ)], mois=isinstance(case.champ, Mois))
            if plage := listes.plage(case.champ):
                feuille.lister(1, feuille.numero, feuille.numero, plage)


def _format(champ):
    return "mois" if isinstance(champ, Mois) else "montant" if isinstance(champ, Montant) else ""


def _largeur(champ):
    return {"TextField": 44, "CharField": 28, "JSONField": 30}.get(champ.get_internal_type(), 15)


def _ecrire_un_tableau(classeur, bloc, listes, en_tete):
    champs = bloc.champs
    entetes = [[*(Entete(libelle) for libelle in bloc.entetes), Entete(CLE)]]
    largeurs, formats = [*map(_largeur, champs), 12], [_format(c) for c in champs]
    feuille = classeur.feuille(
        bloc.titre, entetes, largeurs, formats, en_tete, filtre=False, colonnes_cachees=(len(champs),)
    )
    for ligne, cases in bloc.lignes:
        feuille.ligne([*(case.valeur for case in cases), ligne.cle])
    fin = feuille.numero + LIGNES_VIERGES
    for i, champ in enumerate(champs):
        if plage := listes.plage(champ):
            feuille.lister(i, 2, fin, plage)


def _ecrire_un_croise(classeur, bloc, listes, en_tete):
    champs, colonnes = bloc.champs, bloc.colonnes
    noms = [str(c) or f"{i}" for i, c in enumerate(colonnes, 1)]
    cles = [Entete(""), *(Entete(c.cle, colonne=c) for c in colonnes for _ in champs), Entete(CLE)]
    if len(champs) == 1:
        titres = [[Entete(champs[0].verbose_name.capitalize()), *map(Entete, noms), Entete(CLE)]]
    else:
        n = len(champs)
        titres = [
            [Entete("", lignes=2), *(Entete(nom, colonnes=n) for nom in noms), Entete(CLE, lignes=2)],
            [Entete(libelle) for _ in noms for libelle in bloc.entetes],
        ]
    largeurs = [40, *[max(14, _largeur(c) // 2) for _ in colonnes for c in champs], 12]
    formats = ["", *[_format(c) for _ in colonnes for c in champs]]
    cachees = {"lignes_cachees": (1,), "colonnes_cachees": (len(largeurs) - 1,)}
    feuille = classeur.feuille(bloc.titre, [cles, *titres], largeurs, formats, en_tete, filtre=False, **cachees)
    debut = feuille.numero + 1
    for i, (ligne, cases) in enumerate(bloc.rangees, 1):
        valeurs = [case.valeur for cases_d_une_colonne in cases for case in cases_d_une_colonne]
        feuille.ligne([str(ligne) or f"Ligne {i}", *valeurs, ligne.cle])
    for j, champ in enumerate(champs * len(colonnes), 1):
        if plage := listes.plage(champ):
            feuille.lister(j, debut, max(feuille.numero, debut), plage)


def en_tete_de(fiche):
    """« Mission Haut-Vernay · fiche pré-projet · brouillon · 23 novembre 2026 »."""
    parties = [str(fiche.mission), str(fiche._meta.verbose_name), fiche.get_etat_display().lower()]
    return " · ".join([*parties, jour_long(localdate())])
