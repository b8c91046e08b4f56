"""The parts of a Saisie that have many pieces: the rows of a table, the cells of a crossing."""

import re
from itertools import groupby

from django.utils.functional import cached_property
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from coopappui.concurrence import auteur_et_date
from coopappui.plan.modeles import cle_neuve
from coopappui.plan.morceau import formulaire_de
from coopappui.plan.seance import resserrer

CLE = re.compile(r"[0-9a-z]{1,20}")
CHANGEE = "{qui} a changé cette ligne entre-temps. Pour la retirer quand même, enregistrez de nouveau."
DISPARUE = "Quelqu’un a retiré cette ligne entre-temps. Pour la remettre, enregistrez de nouveau ; sinon, retirez-la."


class _Partie:
    @property
    def gabarit(self):
        return f"plan/saisie/{self.bloc.genre}.html"


class SectionSaisie(_Partie):
    def __init__(self, bloc, champs):
        self.bloc, self.champs = bloc, champs


class LigneSaisie:
    """A row in the page: its piece, its key, and whether it is to be removed."""

    def __init__(self, table, cle, ligne, morceau):
        self.table, self.cle, self.ligne, self.morceau = table, cle, ligne, morceau
        self.erreur = ""

    @property
    def prefixe(self):
        return self.morceau.prefix

    @property
    def retiree(self):
        return bool(self.table.saisie.is_bound and self.table.saisie.donnees.get(f"{self.prefixe}-retirer"))

    @cached_property
    def nom(self):
        """What the row is called in headings and messages, as typed."""
        texte = str(self.morceau[self.ligne.champ_intitule()].value() or "")
        return texte if len(texte) <= 160 else f"{texte[:157]}…"

    def __str__(self):
        return self.nom or f"{self.table.bloc.nom} {self.table.lignes.index(self) + 1}"


class TableauSaisi(_Partie):
    def __init__(self, saisie, bloc):
        self.saisie, self.bloc = saisie, bloc
        self.modele = bloc.modele(type(saisie.fiche))
        self.formulaire = formulaire_de(self.modele, tuple(bloc.noms))
        self.ordres = [o[1:] for o in saisie.fiche.ordres if len(o) == 3 and o[0] == bloc.relation]
        self.erreurs, self.disparues, self.changees, self.supprimees, self.parties = [], [], [], [], []
        self.lues, self.ailleurs = {}, []

    @cached_property
    def stockees(self):
        """{key: row}, in their order."""
        return {ligne.cle: ligne for ligne in self.saisie.fiche.contenu.lignes(self.bloc.relation)}

    @cached_property
    def lignes(self):
        if self.saisie.is_bound:
            return [self._ligne(cle) for cle in self._cles_recues()]
        return [self._ligne(cle) for cle in self.stockees or [cle_neuve()]]

    def _cles_recues(self):
        recues = dict.fromkeys(cle for cle in self.saisie.donnees.getlist(self.bloc.relation) if CLE.fullmatch(cle))
        if len(recues) > self.bloc.maximum:
            self.erreurs.append(f"{self.bloc.titre} : {self.bloc.maximum} lignes au plus.")
        return list(recues)[: self.bloc.maximum]

    def _ligne(self, cle):
        ligne = self.stockees.get(cle) or self.modele(outil=self.saisie.fiche, cle=cle)
        prefixe = f"{self.bloc.relation}-{cle}"
        return LigneSaisie(self, cle, ligne, self.formulaire(ligne, self.saisie.donnees, prefixe, self.ordres))

    @property
    def visibles(self):
        """What the page shows again: neither the rows just removed nor those that somebody else removed."""
        return [ligne for ligne in self.lignes if ligne not in self.supprimees and ligne not in self.parties]

    @property
    def en_conflit(self):
        return bool(self.disparues or self.changees)

    @property
    def serre(self):
        """Few enough fields for a row to be a line: its labels are read once, above the first."""
        longs = [c for c in self.bloc.champs(type(self.saisie.fiche)) if c.get_internal_type() == "TextField"]
        return len(self.bloc.noms) + len(longs) <= 6

    @property
    def a_montrer(self):
        """A folded table opens when it has something to say, or when one of its buttons was pressed."""
        geste = self.saisie.donnees.get("_geste", "") if self.saisie.is_bound else ""
        en_cause = any(ligne.erreur or ligne.morceau.errors for ligne in self.lignes)
        return en_cause or geste.split(":")[1:2] == [self.bloc.relation] or not self.stockees

    def empreintes(self):
        vues = {ligne.cle: ligne.morceau.empreintes() for ligne in self.lignes if ligne.ligne.pk}
        # Until somebody was told, the page is taken for what it read.
        for ligne in [*self.parties, *([] if self.saisie.signale else [*self.disparues, *self.changees])]:
            vues[ligne.cle] = self.lues[ligne.cle]
        return vues

    # --- judging and writing --------------------------------------------------------------------------------

    def concilier(self, lues):
        self.lues = lues
        for ligne in self.lignes:
            connue = lues.get(ligne.cle)
            if ligne.ligne.pk is None and connue is not None:
                self._concilier_disparue(ligne, connue)
            elif ligne.retiree:
                self._concilier_retrait(ligne, connue)
            else:
                ligne.morceau.concilier(connue)

    def _concilier_disparue(self, ligne, connue):
        """A row that somebody else removed: gone, unless this person was writing in it."""
        ligne.morceau.concilier(None)
        if ligne.retiree or ligne.morceau.empreintes() == connue:
            self.parties.append(ligne)
        else:
            ligne.erreur = DISPARUE
            self.disparues.append(ligne)

    def _concilier_retrait(self, ligne, connue):
        if ligne.ligne.pk is None:
            self.parties.append(ligne)
        elif connue not in (None, self.formulaire(ligne.ligne, prefix=ligne.prefixe).empreintes()):
            ligne.erreur = CHANGEE.format(qui=auteur_et_date(ligne.ligne))
            self.changees.append(ligne)
        else:
            self.supprimees.append(ligne)

    def _gardees(self):
        """The rows of the page that are, or are to be, in the database; a new one left empty is not."""
        ecartees = [*self.supprimees, *self.parties, *self.disparues, *self.changees]
        return [x for x in self.lignes if x not in ecartees and not (x.ligne.pk is None and x.morceau.vide)]

    def ecrire(self, user):
        """Rows removed, changed, added, in a constant number of queries. True when something changed."""
        if self.supprimees:
            self.modele.objects.filter(pk__in=[ligne.ligne.pk for ligne in self.supprimees]).delete()
        neuves, changees, deplacees = [], [], []
        gardees = self._gardees()
        for rang, ligne in enumerate(gardees):
            ecrite = ligne.morceau.ecrire()
            if ecrite and ligne.ligne.pk:
                ligne.ligne.reprise = ""
            deplacee, ligne.ligne.rang = ligne.ligne.rang != rang, rang
            if ligne.ligne.pk is None:
                neuves.append(ligne.ligne)
            elif ecrite:
                changees.append(ligne.ligne)
            elif deplacee:
                deplacees.append(ligne.ligne)
        # Rows that this page does not know come after those it shows.
        posees = {ligne.cle for ligne in self.lignes}
        self.ailleurs = [ligne for cle, ligne in self.stockees.items() if cle not in posees]
        for rang, ligne in enumerate(self.ailleurs, len(gardees)):
            if ligne.rang != rang:
                ligne.rang = rang
                deplacees.append(ligne)
        if neuves:
            bulk_create_with_history(neuves, self.modele, default_user=user)
        if changees:
            champs = [*self.bloc.noms, "brut", "rang", "reprise"]
            bulk_update_with_history(changees, self.modele, champs, default_user=user)
            resserrer(changees)
        if deplacees:
            self.modele.objects.bulk_update(deplacees, ["rang"])
        return bool(self.supprimees or neuves or changees or deplacees)

    def gardees(self):
        """The rows as they are stored now."""
        siennes = [ligne.ligne for ligne in self.lignes if ligne.ligne.pk and ligne not in self.supprimees]
        return [*siennes, *self.ailleurs]


class CroiseSaisi(_Partie):
    def __init__(self, saisie, bloc):
        self.saisie, self.bloc = saisie, bloc
        self.modele = bloc.modele(type(saisie.fiche))
        self.formulaire = formulaire_de(self.modele, tuple(bloc.noms))

    @cached_property
    def stockees(self):
        return dict(self.saisie.fiche.contenu.cellules(self.bloc.relation))

    @property
    def lignes(self):
        return self.saisie.tables[self.bloc.lignes].visibles

    @property
    def colonnes(self):
        return self.saisie.tables[self.bloc.colonnes].visibles

    @cached_property
    def rangees(self):
        """[(row, group, [(column, piece)])]."""
        return [
            (
                ligne,
                ligne.ligne.groupe_affiche,
                [(colonne, self._morceau(ligne, colonne)) for colonne in self.colonnes],
            )
            for ligne in self.lignes
        ]

    @property
    def groupes(self):
        """(group, rows): consecutive rows under the heading they share."""
        parts = groupby(self.rangees, key=lambda rangee: rangee[1])
        return [(groupe, [(ligne, cellules) for ligne, _, cellules in rangees]) for groupe, rangees in parts]

    @property
    def seul(self):
        """One field a cell: the row and the column say enough."""
        return len(self.bloc.noms) == 1

    @property
    def titre_lignes(self):
        return self.saisie.tables[self.bloc.lignes].bloc.titre

    @property
    def titre_colonnes(self):
        return self.saisie.tables[self.bloc.colonnes].bloc.titre

    def _morceau(self, ligne, colonne):
        cellule = self.stockees.get((ligne.cle, colonne.cle)) or self.modele(outil=self.saisie.fiche)
        prefixe = f"{self.bloc.relation}-{ligne.cle}-{colonne.cle}"
        return self.formulaire(cellule, self.saisie.donnees, prefixe)

    def empreintes(self):
        return {
            f"{ligne.cle}/{colonne.cle}": morceau.empreintes()
            for ligne, _, cellules in self.rangees
            for colonne, morceau in cellules
            if morceau.objet.pk
        }

    def concilier(self, lues):
        for ligne, _, cellules in self.rangees:
            for colonne, morceau in cellules:
                connue = lues.get(f"{ligne.cle}/{colonne.cle}")
                # A crossing that was empty when it was read, and is not any more, was written by somebody else.
                if connue is None and morceau.objet.pk:
                    connue = self.formulaire(self.modele()).empreintes()
                morceau.concilier(connue)

    def ecrire(self, user):
        neuves, changees = [], []
        for ligne, _, cellules in self.rangees:
            for colonne, morceau in cellules:
                if not (ligne.ligne.pk and colonne.ligne.pk) or not morceau.ecrire():
                    continue
                cellule = morceau.objet
                cellule.ligne, cellule.colonne = ligne.ligne, colonne.ligne
                (changees if cellule.pk else neuves).append(cellule)
        if neuves:
            bulk_create_with_history(neuves, self.modele, default_user=user)
        if changees:
            bulk_update_with_history(changees, self.modele, [*self.bloc.noms, "brut"], default_user=user)
            resserrer(changees)
        return bool(neuves or changees)

    def gardees(self):
        presentes = {
            (ligne.cle, colonne.cle): morceau.objet
            for ligne, _, cellules in self.rangees
            for colonne, morceau in cellules
            if morceau.objet.pk
        }
        return {**self.stockees, **presentes}
