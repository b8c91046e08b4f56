from outils.models.base import Cellule, Ligne, Outil
from outils.models.pre_projet import PreProjet

__all__ = ["Cellule", "Ligne", "Outil", "PreProjet"]
