"""Tableaux: columns declared once make the page, the workbook and the PDF."""

from coopappui.tableau.colonnes import Colonne, Lien, alignees
from coopappui.tableau.demande import Demande
from coopappui.tableau.ecran import Ecran
from coopappui.tableau.tableau import Annexe, Rangee, Tableau

__all__ = ["Annexe", "Colonne", "Demande", "Ecran", "Lien", "Rangee", "Tableau", "alignees"]
