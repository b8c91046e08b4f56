"""A mission, its members and its réseau."""

from missions.models.fusion import fusionner
from missions.models.mission import Membre, Mission
from missions.models.references import Langue, TypeStructure
from missions.models.reseau import Personne, Structure, Territoire

__all__ = ["Langue", "Membre", "Mission", "Personne", "Structure", "Territoire", "TypeStructure", "fusionner"]
