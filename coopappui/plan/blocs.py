"""The plan of a fiche: how its fields are grouped and in which order. All else is already said by the model's fields.

    plan = [
        Section("Le projet", "titre_du_projet", "thematique"),
        Tableau("Actions communes envisagées", "actions", "action", "lieu", "porteur", "echeance", nom="Action"),
        Croise("Notation", "notes", "criteres", "pistes", "note"),
    ]

- `Section(titre, *champs)`: fields of the fiche, one under the other;
- `Tableau(titre, relation, *champs)`: rows (a model of `coopappui.plan.modeles.Ligne`), one column a field; with
  `transpose=True` one column a row of the model, as in the guide's « une colonne par action »;
- `Croise(titre, relation, lignes, colonnes, *champs)`: what is said where a row of one table meets a row of another
  (a model of `coopappui.plan.modeles.Cellule`): a score, a task with its deadline.
"""

from itertools import groupby

from django.utils.functional import cached_property

from coopappui.plan.cases import Case


class Section:
    genre = "section"

    def __init__(self, titre, *noms, aide="", intitule="", cote_a_cote=False):
        """`titre` also names a sheet: 31 characters; `intitule`: what is read instead, when it is longer;
        `cote_a_cote`: long answers two by two, as in the guide's forces and faiblesses."""
        self.titre, self.noms, self.aide = titre, noms, aide
        self.intitule, self.cote_a_cote = intitule or titre, cote_a_cote

    def modele(self, fiche):
        """The model whose fields this block shows; `fiche`: the model of the fiche."""
        return fiche

    def champs(self, fiche):
        """The model fields. Raises FieldDoesNotExist when the plan names one that is not there."""
        modele = self.modele(fiche)
        return [modele._meta.get_field(nom) for nom in self.noms]

    def rempli(self, fiche):
        return SectionRemplie(self, fiche)


class Tableau(Section):
    """`nom`: what one row is called (« Action »); `ajout`: the label of the button that adds one; `depart`: the rows
    that a new fiche starts with, as dicts; `replie`: folded in the form, for rows that the guide gives already."""

    genre = "tableau"

    def __init__(
        self,
        titre,
        relation,
        *noms,
        nom="Ligne",
        ajout="",
        aide="",
        transpose=False,
        depart=(),
        maximum=200,
        replie=False,
        intitule="",
    ):
        super().__init__(titre, *noms, aide=aide, intitule=intitule)
        self.relation, self.nom, self.transpose, self.depart, self.maximum = relation, nom, transpose, depart, maximum
        self.replie = replie
        self.ajout = ajout or f"Ajouter : {nom.lower()}"

    def modele(self, fiche):
        return fiche._meta.get_field(self.relation).related_model

    def rempli(self, fiche):
        return TableauRempli(self, fiche)


class Croise(Section):
    """`lignes` and `colonnes` are the relations of two Tableaux of the same plan."""

    genre = "croise"

    def __init__(self, titre, relation, lignes, colonnes, *noms, aide="", intitule=""):
        super().__init__(titre, *noms, aide=aide, intitule=intitule)
        self.relation, self.lignes, self.colonnes = relation, lignes, colonnes

    modele = Tableau.modele

    def rempli(self, fiche):
        return CroiseRempli(self, fiche)


class _Rempli:
    """A block of the plan with what a fiche says in it; the page, the PDF and the workbook read nothing else."""

    def __init__(self, bloc, fiche):
        self.bloc, self.fiche = bloc, fiche
        self.titre, self.intitule, self.genre = bloc.titre, bloc.intitule, bloc.genre
        self.champs = bloc.champs(type(fiche))

    @property
    def cases_d_entete(self):
        """One case a field, which says its label and no answer."""
        return [Case(None, champ) for champ in self.champs]

    @property
    def gabarit(self):
        return f"plan/{self.genre}.html"


class SectionRemplie(_Rempli):
    @cached_property
    def cases(self):
        return [Case(self.fiche, champ) for champ in self.champs]

    @property
    def vides(self):
        """The labels of what was left empty."""
        return [case.libelle for case in self.cases if not case]

    def __bool__(self):
        return any(self.cases)


class TableauRempli(_Rempli):
    @cached_property
    def lignes(self):
        """(row, its cases)."""
        lignes = self.fiche.contenu.lignes(self.bloc.relation)
        return [(ligne, [Case(ligne, champ) for champ in self.champs]) for ligne in lignes]

    @property
    def transpose(self):
        return self.bloc.transpose

    @property
    def entetes(self):
        return [str(case.libelle) for case in self.cases_d_entete]

    @property
    def rangees(self):
        """For a transposed table: (heading, one case a row of the model)."""
        return [(libelle, [cases[i] for _, cases in self.lignes]) for i, libelle in enumerate(self.entetes)]

    @property
    def groupes(self):
        """(group, rows to read): consecutive rows under the heading they share; one group without name otherwise."""
        parts = groupby(self.lignes, key=lambda paire: paire[0].groupe_affiche)
        return [(groupe, [(ligne, self._lus(cases)) for ligne, cases in lignes]) for groupe, lignes in parts]

    @cached_property
    def champ_groupe(self):
        """The field already read in the headings of the groups."""
        return self.bloc.modele(type(self.fiche)).champ_groupe

    def _lus(self, cases):
        return [case for case in cases if case.nom != self.champ_groupe]

    @property
    def entetes_lus(self):
        return [case.libelle for case in self._lus(self.cases_d_entete)]

    def __bool__(self):
        return bool(self.lignes)


class CroiseRempli(_Rempli):
    @cached_property
    def lignes(self):
        return self.fiche.contenu.lignes(self.bloc.lignes)

    @cached_property
    def colonnes(self):
        return self.fiche.contenu.lignes(self.bloc.colonnes)

    @property
    def entetes(self):
        return [str(case.libelle) for case in self.cases_d_entete]

    @cached_property
    def rangees(self):
        """(row, [cases of each column])."""
        cellules = self.fiche.contenu.cellules(self.bloc.relation)
        vide = self.bloc.modele(type(self.fiche))()
        return [
            (ligne, [self._cases(cellules.get((ligne.cle, colonne.cle), vide)) for colonne in self.colonnes])
            for ligne in self.lignes
        ]

    def _cases(self, cellule):
        return [Case(cellule, champ) for champ in self.champs]

    @property
    def largeur(self):
        """How many cells a row has."""
        return 1 + len(self.colonnes) * len(self.champs)

    @property
    def groupes(self):
        return [(groupe, list(r)) for groupe, r in groupby(self.rangees, key=lambda paire: paire[0].groupe_affiche)]

    def __bool__(self):
        return any(any(cases) for _, colonnes in self.rangees for cases in colonnes)
