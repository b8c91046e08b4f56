"""How much a mission may keep, and how many files somebody may send in a day: see coopappui.depots."""

from coopappui.depots import exiger_de_la_place

__all__ = ["exiger_de_la_place"]
