"""How much of a fiche is answered: told to whoever fills it, block by block and as a whole.

A field of a section is one question. A table is one, answered by its first row; when the guide gives its rows, each is
one, answered by what the guide leaves to be said. A crossing is one question a cell.
"""

from typing import NamedTuple


class Avancement(NamedTuple):
    faites: int
    demandees: int

    @property
    def complet(self):
        return self.faites == self.demandees

    @property
    def court(self):
        """« 3/5 »; "" when nothing is asked yet."""
        return f"{self.faites}/{self.demandees}" if self.demandees else ""

    def __str__(self):
        if not self.demandees:
            return ""
        return f"{self.faites} réponse{'s' if self.faites > 1 else ''} sur {self.demandees}"


def avancements(fiche):
    """One Avancement a block of the plan, in their order."""
    return [_COMPTES[bloc.genre](bloc) for bloc in fiche.blocs()]


def total(parts):
    return Avancement(sum(part.faites for part in parts), sum(part.demandees for part in parts))


def _section(bloc):
    return Avancement(sum(map(bool, bloc.cases)), len(bloc.cases))


def _tableau(bloc):
    donnes = {nom for depart in bloc.bloc.depart for nom in depart}
    if not donnes:
        return Avancement(int(any(any(cases) for _, cases in bloc.lignes)), 1)
    repondues = [any(case for case in cases if case.nom not in donnes) for _, cases in bloc.lignes]
    return Avancement(sum(repondues), max(len(repondues), 1))


def _croise(bloc):
    cellules = [any(cases) for _, colonnes in bloc.rangees for cases in colonnes]
    return Avancement(sum(cellules), len(cellules))


_COMPTES = {"section": _section, "tableau": _tableau, "croise": _croise}
