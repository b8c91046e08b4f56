"""What a fiche is made of in the database: itself, its rows, and what is said where two rows meet. Abstract.

A draft keeps what was typed. What is a value goes to its typed column; what is not one yet (« 31/02/2026 », a number
in words) is kept as typed in `brut`, by field, until it is put right.
"""

import secrets

from django.core import checks
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.functional import cached_property

from coopappui.plan.blocs import Croise, Section, Tableau
from coopappui.plan.cases import Case
from coopappui.plan.contenu import Contenu
from coopappui.plan.xlsx import titre_de_feuille


def cle_neuve():
    """The name of a row inside its fiche, for ever: 10 letters and digits."""
    return secrets.token_hex(5)


class AvecBrut(models.Model):
    brut = models.JSONField("saisie à corriger", default=dict, blank=True, editable=False)

    class Meta:
        abstract = True


class Ligne(AvecBrut):
    """A row of a table. A subclass has `outil`, a foreign key to its fiche whose `related_name` the plan names."""

    cle = models.CharField("clé", max_length=20, default=cle_neuve, editable=False)
    rang = models.PositiveSmallIntegerField("rang", default=0, editable=False)
    # Where a row that the portal filled comes from: « du projet ».
    reprise = models.CharField("repris", max_length=150, blank=True, editable=False)

    class Meta:
        abstract = True
        ordering = ["rang", "pk"]
        constraints = [models.UniqueConstraint(fields=["outil", "cle"], name="%(app_label)s_%(class)s_cle")]

    # The field whose value heads consecutive rows that share it, instead of being repeated in each.
    champ_groupe = ""
    # The field that names the row; the first one when it is not said.
    intitule = ""

    @property
    def groupe_affiche(self):
        """The heading shared by consecutive rows, or ""."""
        return str(Case(self, self._meta.get_field(self.champ_groupe))) if self.champ_groupe else ""

    @classmethod
    def champ_intitule(cls):
        return cls.intitule or next(c.name for c in cls._meta.fields if c.name not in _INTERNES and not c.is_relation)

    def __str__(self):
        return str(getattr(self, self.champ_intitule()) or "")


_INTERNES = {"id", "brut", "cle", "rang", "reprise"}


class Cellule(AvecBrut):
    """What is said at a crossing. A subclass has `outil`, `ligne` and `colonne`, foreign keys that cascade."""

    class Meta:
        abstract = True
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["ligne", "colonne"], name="%(app_label)s_%(class)s_croisement")]

    def __str__(self):
        return f"{self.ligne}, {self.colonne}"


class Fiche(AvecBrut):
    """`plan`: see coopappui.plan.blocs. `requis`: the fields without which it cannot be finished, as
    {field: « Donnez le titre du projet »}; for a table, its relation: at least one row."""

    plan: list = []
    requis: dict[str, str] = {}
    # Dates that must follow each other: (first, second), of the fiche or, with a relation, of its rows.
    ordres: list[tuple] = []

    class Meta:
        abstract = True

    @cached_property
    def contenu(self):
        """Rows and crossings, read once."""
        return Contenu(self)

    def blocs(self):
        return [bloc.rempli(self) for bloc in self.plan]

    @classmethod
    def sections(cls):
        return [bloc for bloc in cls.plan if type(bloc) is Section]

    @classmethod
    def tableaux(cls):
        return [bloc for bloc in cls.plan if isinstance(bloc, Tableau)]

    @classmethod
    def croises(cls):
        return [bloc for bloc in cls.plan if isinstance(bloc, Croise)]

    @classmethod
    def champs_du_plan(cls):
        """The fields that are typed in the sections, in their order."""
        return [champ for bloc in cls.sections() for champ in bloc.champs(cls)]

    def manques(self):
        """What is missing before the fiche can be finished, in sentences."""
        phrases = []
        relations = {bloc.relation for bloc in self.tableaux()}
        for nom, phrase in self.requis.items():
            vide = (
                not self.contenu.lignes(nom)
                if nom in relations
                else getattr(self, nom) in (None, "", []) and nom not in self.brut
            )
            if vide:
                phrases.append(phrase)
        return phrases

    def a_proposer(self):
        """Rows to add, known since the fiche was begun: {relation: [({field: value}, « du projet »)]}. The form shows
        them with the others; they are saved with it."""
        return {}

    def alertes(self):
        """What the fiche points out by itself, in sentences; it forbids nothing."""
        return []

    @classmethod
    def est_large(cls):
        """Its tables need the whole width of a page."""
        return bool(cls.croises()) or any(len(b.noms) > 5 or b.transpose for b in cls.tableaux())

    def a_corriger(self):
        """How many answers are kept as typed because they are not values yet."""
        return len(self.brut) + self.contenu.a_corriger()

    @classmethod
    def check(cls, **kwargs):
        erreurs = super().check(**kwargs)
        if not cls.plan:
            return erreurs
        titres = [bloc.titre for bloc in cls.plan]
        for bloc in cls.plan:
            try:
                bloc.champs(cls)
            except FieldDoesNotExist as e:
                erreurs.append(checks.Error(f"Plan « {bloc.titre} » : {e}", obj=cls, id="plan.E001"))
        if len({titre_de_feuille(t) for t in titres}) < len(titres):
            erreurs.append(checks.Error("Two blocks would share one sheet name.", obj=cls, id="plan.E002"))
        prevus = {nom for bloc in cls.sections() for nom in bloc.noms}
        siens = {c.name for c in cls._meta.local_fields if c.editable and not c.is_relation and not c.primary_key}
        if oublies := siens - prevus - set(cls.hors_plan):
            erreurs.append(checks.Error(f"Not in the plan: {', '.join(sorted(oublies))}", obj=cls, id="plan.E003"))
        return erreurs

    # Fields that the plan leaves out on purpose: files, dates that the portal sets.
    hors_plan: tuple[str, ...] = ()
