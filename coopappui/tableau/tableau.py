"""A tableau: its columns, where its rows come from, and the headings they make."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby, islice

from django.db.models import F

from coopappui.plan.xlsx import Entete
from coopappui.tableau.colonnes import Colonne

LOT = 500


@dataclass(frozen=True)
class Annexe:
    """A second sheet of the workbook, with one row per object related to a row: `objets` lists them."""

    titre: str
    colonnes: tuple[Colonne, ...]
    objets: Callable


@dataclass(frozen=True)
class Tableau:
    """`adresse`: URL name of the page; those of the exports end with _xlsx and _pdf.

    `lignes(user)`: what the user may see, with the aliases that sorting needs; `charger(queryset)`: the same with all
    that the columns read, in a bounded number of queries; `completer(objects)`: what a queryset cannot load.
    `filtres`: a FiltresTableau; `titre_court`: of the page and of the sheet; `noms`: singular, plural;
    `tri`: the order by default; `sous_ligne`: a template shown under the first cell of a row, on screen only.
    """

    code: str
    titre: str
    titre_court: str
    noms: tuple[str, str]
    adresse: str
    colonnes: tuple[Colonne, ...]
    lignes: Callable
    charger: Callable
    filtres: type
    tri: str
    sous_ligne: str = ""
    annexe: Annexe | None = None
    completer: Callable = lambda objets: None

    # --- columns ------------------------------------------------------------------------------

    def colonne(self, code):
        return next((c for c in self.colonnes if c.code == code), None)

    def adapte(self, adaptations):
        """The tableau with a mission's own headings: {code: (intitulé, visible, rang)}. Unknown codes are ignored."""
        if not adaptations:
            return self
        rangs = {c.code: i for i, c in enumerate(self.colonnes)}

        def adapter(colonne):
            if colonne.code not in adaptations:
                return colonne
            intitule, visible, _ = adaptations[colonne.code]
            noms = {"intitule": intitule, "court": intitule} if intitule else {}
            return replace(colonne, facultative=not visible, **noms)

        def rang(colonne):
            return (adaptations[colonne.code][2] if colonne.code in adaptations else len(rangs), rangs[colonne.code])

        return replace(self, colonnes=tuple(adapter(c) for c in sorted(self.colonnes, key=rang)))

    def colonnes_par_defaut(self):
        return tuple(c for c in self.colonnes if not c.facultative) or self.colonnes

    # --- rows ---------------------------------------------------------------------------------

    def ordonner(self, queryset, tri):
        """`tri` is the code of a sortable column, with a minus to go down. Empty cells come last both ways."""
        descend = tri.startswith("-")
        champs = self.colonne(tri.lstrip("-")).tri
        ordre = [F(c).desc(nulls_last=True) if descend else F(c).asc(nulls_last=True) for c in champs]
        return queryset.order_by(*ordre, "-pk" if descend else "pk")

    def charges(self, queryset):
        """The objects with all that their columns read, at once: for a page."""
        objets = list(self.charger(queryset))
        self.completer(objets)
        return objets

    def par_lots(self, queryset, taille=LOT):
        """The same one by one, in constant memory: for a file."""
        objets = self.charger(queryset).iterator(chunk_size=taille)
        while lot := list(islice(objets, taille)):
            self.completer(lot)
            yield from lot

    def nombre(self, n):
        """« 1 appui », « 1 200 appuis »."""
        return f"{nombre_lisible(n)} {self.noms[n > 1]}"


def nombre_lisible(n):
    """1 200, with a narrow no-break space."""
    return f"{n:,}".replace(",", "\u202f")


def entetes(colonnes: Iterable[Colonne]):
    """The rows of headings: one, or two when some columns are grouped."""
    colonnes = tuple(colonnes)
    if not any(c.groupe for c in colonnes):
        return [[Entete(c.intitule, colonne=c) for c in colonnes]]
    haut, bas = [], []
    for (groupe, _), membres in groupby(enumerate(colonnes), key=lambda p: (p[1].groupe, p[1].groupe or p[0])):
        membres = [c for _, c in membres]
        if groupe:
            haut.append(Entete(groupe, colonnes=len(membres)))
            bas += [Entete(c.intitule, colonne=c) for c in membres]
        else:
            haut.append(Entete(membres[0].intitule, lignes=2, colonne=membres[0]))
    return [haut, bas]


class Rangee:
    """A row ready to show: its object and its cells."""

    def __init__(self, objet, colonnes):
        self.objet, self._colonnes = objet, colonnes

    @cached_property
    def cellules(self):
        """[(column, lines of text)]"""
        return [(colonne, colonne.lignes(self.objet)) for colonne in self._colonnes]
