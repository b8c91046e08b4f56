"""The two tableaux de suivi of the guide (p. 88 and 90): their columns, their rows."""

from appuis.tableaux.suivi_actions import SUIVI_ACTIONS
from appuis.tableaux.suivi_appuis import SUIVI_APPUIS

TABLEAUX = {tableau.code: tableau for tableau in (SUIVI_APPUIS, SUIVI_ACTIONS)}

__all__ = ["SUIVI_ACTIONS", "SUIVI_APPUIS", "TABLEAUX"]
