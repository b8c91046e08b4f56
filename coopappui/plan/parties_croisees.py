"""The part of a Saisie that has a piece in each cell: the crossing of the rows of two tables."""

from itertools import groupby

from django.utils.functional import cached_property
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from coopappui.plan.morceau import formulaire_de
from coopappui.plan.parties import Partie
from coopappui.plan.seance import resserrer


class CroiseSaisi(Partie):
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
                [(colonne, self._morceau(ligne, colonne, self.saisie.donnees)) for colonne in self.colonnes],
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

    def _morceau(self, ligne, colonne, donnees=None):
        cellule = self.stockees.get((ligne.cle, colonne.cle)) or self.modele(outil=self.saisie.fiche)
        return self.formulaire(cellule, donnees, f"{self.bloc.relation}-{ligne.cle}-{colonne.cle}")

    def relire(self):
        """Cells of a row that shows what is stored do so too."""
        for ligne, _, cellules in self.rangees:
            for i, (colonne, _) in enumerate(cellules):
                if ligne.relue or colonne.relue:
                    cellules[i] = colonne, self._morceau(ligne, colonne)

    @cached_property
    def _vide(self):
        return self.formulaire(self.modele()).empreintes()

    def change_ailleurs(self, cle):
        """Somebody else wrote in a crossing of this row, or of this column, since the page was read."""
        return any(
            self.formulaire(cellule).empreintes() != self.lues.get("/".join(cles), self._vide)
            for cles, cellule in self.stockees.items()
            if cle in cles
        )

    def ecrit_dans(self, cle):
        """This person wrote in a crossing of this row, or of this column, which the database does not know."""
        lignes, colonnes = (self.saisie.tables[nom].lignes for nom in (self.bloc.lignes, self.bloc.colonnes))
        for ligne, colonne in ((li, co) for li in lignes for co in colonnes if cle in (li.cle, co.cle)):
            morceau = self._morceau(ligne, colonne, self.saisie.donnees)
            morceau.is_valid()
            if morceau.empreintes() != self.lues.get(f"{ligne.cle}/{colonne.cle}", self._vide):
                return True
        return False

    @property
    def lues(self):
        return self.saisie.lues.get(self.bloc.relation, {})

    def empreintes(self):
        return {
            f"{ligne.cle}/{colonne.cle}": morceau.empreintes()
            for ligne, _, cellules in self.rangees
            for colonne, morceau in cellules
            if morceau.objet.pk
        }

    def concilier(self):
        for ligne, _, cellules in self.rangees:
            for colonne, morceau in cellules:
                connue = self.lues.get(f"{ligne.cle}/{colonne.cle}")
                # A crossing that was empty when it was read, and is not any more, was written by somebody else.
                morceau.concilier(self._vide if connue is None and morceau.objet.pk else connue)

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
