"""The rows and the crossings of a fiche, read once: one query a table, whatever the number of rows."""


class Contenu:
    def __init__(self, fiche):
        self._fiche = fiche
        self._lignes, self._cellules = {}, {}

    def lignes(self, relation):
        """The rows of a table, in their order."""
        if relation not in self._lignes:
            self._lignes[relation] = list(getattr(self._fiche, relation).all()) if self._fiche.pk else []
        return self._lignes[relation]

    def poser(self, relation, lignes):
        """Rows that are not read from the database: those of a form not saved yet."""
        self._lignes[relation] = list(lignes)

    def cellules(self, relation):
        """{(key of the row, key of the column): cell}."""
        if relation not in self._cellules:
            self._cellules[relation] = self._lire(relation)
        return self._cellules[relation]

    def poser_cellules(self, relation, cellules):
        self._cellules[relation] = dict(cellules)

    def _lire(self, relation):
        if not self._fiche.pk:
            return {}
        bloc = next(b for b in self._fiche.croises() if b.relation == relation)
        cles_l = {ligne.pk: ligne.cle for ligne in self.lignes(bloc.lignes)}
        cles_c = {ligne.pk: ligne.cle for ligne in self.lignes(bloc.colonnes)}
        return {(cles_l[c.ligne_id], cles_c[c.colonne_id]): c for c in getattr(self._fiche, relation).all()}

    def a_corriger(self):
        """How many answers of the rows and crossings are kept as typed."""
        lignes = [ligne for bloc in self._fiche.tableaux() for ligne in self.lignes(bloc.relation)]
        cellules = [c for bloc in self._fiche.croises() for c in self.cellules(bloc.relation).values()]
        return sum(len(objet.brut) for objet in [*lignes, *cellules])
