"""Pistes scored on criteria: totals by group, ranking, thresholds missed. Plain figures, from rows read elsewhere."""

from dataclasses import dataclass, field
from decimal import Decimal

from outils.barres import Barres

NOTE_MAXIMALE = 5


@dataclass
class Part:
    """What a piste gets from one group of criteria."""

    groupe: str
    points: Decimal = Decimal(0)
    maximum: Decimal = Decimal(0)


@dataclass
class Resultat:
    """`reste`: the most that the scores still missing could bring; `seuils`: [(criterion, score, minimum)] missed."""

    piste: object
    parts: list
    notees: int = 0
    attendues: int = 0
    reste: Decimal = Decimal(0)
    seuils: list = field(default_factory=list)
    sous_le_total: bool = False
    rang: int | None = None
    ex_aequo: bool = False

    @property
    def nom(self):
        return str(self.piste) or "Piste sans nom"

    @property
    def total(self):
        return _net(sum((part.points for part in self.parts), Decimal(0)))

    @property
    def maximum(self):
        return _net(sum((part.maximum for part in self.parts), Decimal(0)))

    @property
    def manquantes(self):
        return self.attendues - self.notees

    @property
    def sous_un_seuil(self):
        return bool(self.seuils or self.sous_le_total)

    @property
    def ordre(self):
        """Those that pass before those that do not, the best first, those without any score last."""
        return (not self.notees, self.sous_un_seuil, -self.total)


class Notation:
    """`criteres`: rows with groupe, critere, poids and minimum; `notes`: {(key of a criterion, key of a piste): cell};
    `groupes`: the TextChoices of the groups; `minimum`: the total below which a piste is marked, or None."""

    def __init__(self, criteres, pistes, notes, groupes, minimum=None):
        self._notes = notes
        self.minimum = minimum if minimum is None else _net(Decimal(minimum))
        # A row that was only just added, neither named nor scored, does not count.
        scores = {critere for (critere, _), cellule in notes.items() if cellule.note}
        self._criteres = [c for c in criteres if c.critere or c.cle in scores]
        presents = {c.groupe for c in self._criteres if _compte(c)}
        self._groupes = {nom: titre for nom, titre in [*groupes.choices, ("", "Sans groupe")] if nom in presents}
        self.resultats = sorted((self._resultat(piste) for piste in pistes), key=lambda r: r.ordre)
        self._ranger()

    def _resultat(self, piste):
        parts = {nom: Part(titre) for nom, titre in self._groupes.items()}
        resultat = Resultat(piste, list(parts.values()))
        for critere in filter(_compte, self._criteres):
            self._compter(resultat, parts[critere.groupe], critere)
        for part in resultat.parts:
            part.points, part.maximum = _net(part.points), _net(part.maximum)
        resultat.sous_le_total = self.minimum is not None and resultat.total + resultat.reste < self.minimum
        return resultat

    def _compter(self, resultat, part, critere):
        poids = _poids(critere)
        cellule = self._notes.get((critere.cle, resultat.piste.cle))
        note = cellule.note if cellule else None
        resultat.attendues += 1
        part.maximum += NOTE_MAXIMALE * poids
        if note is None:
            resultat.reste += NOTE_MAXIMALE * poids
            return
        resultat.notees += 1
        part.points += note * poids
        if critere.minimum is not None and note < critere.minimum:
            resultat.seuils.append((critere.critere, note, critere.minimum))

    def _ranger(self):
        """1, 2, 2, 4: equals share a rank, and the next one says how many are before it."""
        classes = [r for r in self.resultats if r.notees]
        for place, resultat in enumerate(classes, 1):
            pareils = [r for r in classes if r.ordre == resultat.ordre]
            resultat.ex_aequo = len(pareils) > 1
            resultat.rang = place if resultat is pareils[0] else pareils[0].rang

    # --- what is read -----------------------------------------------------------------------------------------

    @property
    def groupes(self):
        return list(self._groupes.values())

    @property
    def maximum(self):
        return self.resultats[0].maximum if self.resultats else Decimal(0)

    @property
    def maximums(self):
        """[(group, its maximum)]."""
        return [(part.groupe, part.maximum) for part in self.resultats[0].parts] if self.resultats else []

    @property
    def barres(self):
        """The ranking as a picture."""
        return Barres(self)

    @property
    def notees(self):
        return sum(r.notees for r in self.resultats)

    @property
    def attendues(self):
        return sum(r.attendues for r in self.resultats)

    @property
    def en_tete(self):
        """What the first owes its place to: [(group, points more than the next one)], the widest gap first; empty
        when two are equal first, or when there is nothing to compare."""
        classes = [r for r in self.resultats if r.rang]
        if len(classes) < 2 or classes[0].ex_aequo or classes[1].sous_un_seuil:
            return []
        paires = zip(classes[0].parts, classes[1].parts, strict=True)
        ecarts = [(un.groupe, _net(un.points - deux.points)) for un, deux in paires]
        return sorted(((g, e) for g, e in ecarts if e > 0), key=lambda paire: -paire[1])


def _poids(critere):
    return Decimal(1) if critere.poids is None else Decimal(critere.poids)


def _compte(critere):
    """A criterion of weight 0 counts only by its threshold."""
    return bool(_poids(critere) or critere.minimum is not None)


def _net(points):
    """Without the zeros that weights bring: 53,5 rather than 53,50."""
    return points.normalize()
