"""Counts and percentages, as they are read."""

from dataclasses import dataclass

INSECABLE = "\u00a0"


def pour_cent(nombre, total):
    """The nearest whole percentage, halves upwards; None of nobody."""
    return (200 * nombre + total) // (2 * total) if total else None


def en_pour_cent(nombre, total):
    """« 60 % », or « – » of nobody."""
    part = pour_cent(nombre, total)
    return "–" if part is None else f"{part}{INSECABLE}%"


@dataclass(frozen=True)
class Compte:
    """How many ticked one answer, among those who answered and among those who were asked."""

    cle: str
    libelle: str
    nombre: int
    repondants: int
    interroges: int

    @property
    def des_repondants(self):
        return en_pour_cent(self.nombre, self.repondants)

    @property
    def des_interroges(self):
        return en_pour_cent(self.nombre, self.interroges)

    @property
    def lu(self):
        """On one line, never cut."""
        return f"{self.nombre}{INSECABLE}·{INSECABLE}{self.des_repondants}" if self.repondants else str(self.nombre)

    @property
    def barre(self):
        """A line of a chart: coopappui.graphiques."""
        return self.libelle, self.nombre, self.lu
