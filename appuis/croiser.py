"""The row of a project as the portal knows it and as each partner does, item by item, side by side."""

import hashlib
from dataclasses import dataclass, field
from functools import cached_property

from django.db import models
from django.db.models import Prefetch

from appuis.ecarts import LISTES, SUJETS, Information, Lecteur, Valeur, raison, raison_d_element
from appuis.models import Croisement, Financement, Partenariat, PointDeVue


def pour_comparer(croisements):
    """Croisements with their projects and answers, in a fixed number of queries."""
    return croisements.select_related(
        "lance_par", "projet__mission", "projet__type", "projet__chef_de_file"
    ).prefetch_related(
        Prefetch("points_de_vue", PointDeVue.objects.a_comparer()),
        Prefetch("projet__partenariats", Partenariat.objects.select_related("structure")),
        Prefetch("projet__financements", Financement.objects.select_related("type")),
        "projet__actions_prevues",
    )


def a_departager(user):
    """The comparisons of the open croisements an officer follows where a partner's view differs."""
    ouverts = pour_comparer(Croisement.objects.ouverts().suivis_par(user))
    return [comparaison for comparaison in map(Comparaison, ouverts) if comparaison.divergences]


# --- side by side -------------------------------------------------------------------------------


class Geste(models.TextChoices):
    """What retaining a value does to the project, as its button says."""

    RETENIR = "retenir", "Retenir cette valeur"
    AJOUTER = "ajouter", "Ajouter au projet"
    RETIRER = "retirer", "Retirer du projet"


@dataclass(frozen=True)
class Cellule:
    """What one partner says of a row. `raison`: why it differs, "" when it does not; `geste`: "" when nothing can be
    retained."""

    point: PointDeVue
    valeur: Valeur | None
    raison: str = ""
    geste: Geste | str = ""
    empreinte: str = ""

    @property
    def repondu(self):
        return self.point.confirme_le is not None

    @property
    def texte(self):
        return self.valeur.texte if self.valeur else ""


@dataclass(frozen=True)
class Rangee:
    sujet: Information
    cle: str
    portail: Valeur | None
    cellules: list = field(default_factory=list)
    premiere: bool = True

    @property
    def texte(self):
        return self.portail.texte if self.portail else ""

    @property
    def diverge(self):
        return any(cellule.raison for cellule in self.cellules)

    @property
    def raisons(self):
        """« GAL : 12 000 € de plus que le portail », for the exports."""
        return [f"{cellule.point} : {cellule.raison}" for cellule in self.cellules if cellule.raison]


class Comparaison:
    """`points`: those to compare, all of them by default. Expects a croisement of `pour_comparer`."""

    def __init__(self, croisement, points=None):
        self.croisement, self.projet = croisement, croisement.projet
        self.points = list(croisement.points_de_vue.all()) if points is None else points
        self._lecteur = Lecteur(self.projet)

    @cached_property
    def rangees(self):
        rangees = []
        for code, sujet in SUJETS.items():
            rangees += self._liste(sujet) if code in LISTES else [self._simple(sujet)]
        return rangees

    def _simple(self, sujet):
        portail = self._lecteur.simple(sujet.code, self.projet)
        cellules = [self._cellule(sujet.code, portail, p, self._lecteur.simple(sujet.code, p)) for p in self.points]
        return Rangee(sujet, "", portail, cellules)

    def _liste(self, sujet):
        du_portail = self._lecteur.liste(sujet.code, self.projet)
        par_point = {p.pk: self._lecteur.liste(sujet.code, p) if p.confirme_le else {} for p in self.points}
        cles = list(dict.fromkeys([*du_portail, *(c for lues in par_point.values() for c in lues)]))
        if not cles:
            return [Rangee(sujet, "", None, [Cellule(p, None) for p in self.points])]
        return [
            Rangee(
                sujet,
                nom,
                du_portail.get(nom),
                [self._cellule(sujet.code, du_portail.get(nom), p, par_point[p.pk].get(nom)) for p in self.points],
                premiere=rang == 0,
            )
            for rang, nom in enumerate(cles)
        ]

    def _cellule(self, code, portail, point, valeur):
        if point.confirme_le is None:
            return Cellule(point, None)
        pourquoi = (raison_d_element if code in LISTES else raison)(code, portail, valeur)
        geste = _geste(code, portail, valeur) if pourquoi else ""
        return Cellule(point, valeur, pourquoi, geste, _empreinte(portail, valeur))

    def cellule(self, code, nom, point):
        """(row, cell) named by the page; None when they are no longer there."""
        for rangee in self.rangees:
            if (rangee.sujet.code, rangee.cle) == (code, nom):
                return next(((rangee, c) for c in rangee.cellules if c.point.pk == point), None)
        return None

    # --- in words -----------------------------------------------------------------------------

    @cached_property
    def divergences(self):
        """The items on which at least one partner differs, by their short names."""
        return list(dict.fromkeys(rangee.sujet.court for rangee in self.rangees if rangee.diverge))

    @property
    def remarques(self):
        return any(point.remarque for point in self.repondus)

    @property
    def repondus(self):
        return [point for point in self.points if point.confirme_le]

    @property
    def en_attente(self):
        return [point for point in self.points if not point.confirme_le]

    @property
    def resume(self):
        """« 3 divergences : coût total, date de fin, chef de file »."""
        if not self.repondus:
            return "Personne n’a encore répondu"
        if not self.divergences:
            return "Les réponses reçues concordent avec le portail"
        nombre = len(self.divergences)
        return f"{nombre} divergence{'s' if nombre > 1 else ''} : {', '.join(self.divergences)}"

    @property
    def reponses(self):
        """« 2 réponses sur 3 »."""
        nombre = len(self.repondus)
        return f"{nombre} réponse{'s' if nombre > 1 else ''} sur {len(self.points)}"


def _geste(code, portail, valeur):
    if code in LISTES:
        return Geste.RETIRER if valeur is None else Geste.AJOUTER if portail is None else Geste.RETENIR
    # A stage is reached on a date, which nobody here gives; an empty answer is nothing to retain.
    return "" if code == "stade" or valeur is None else Geste.RETENIR


def _empreinte(portail, valeur):
    """What the reader of the page saw: retained only if both are still the same."""
    vus = "\0".join(v.texte if v else "" for v in (portail, valeur))
    return hashlib.sha256(vus.encode("utf-8", "replace")).hexdigest()[:16]
