"""A mission, its members, its documents and its réseau."""

from missions.models.charte import Charte
from missions.models.documents_mission import EtatDocument, Genre, VersionDeDocument
from missions.models.fiche_de_poste import Activite, FicheDePoste
from missions.models.fusion import fusionner
from missions.models.mission import Membre, Mission
from missions.models.prises_de_connaissance import PriseDeConnaissance
from missions.models.references import Langue, TypeStructure
from missions.models.reseau import Personne, Structure, Territoire
from missions.models.temoins import DemandeDeTemoigner

__all__ = [
    "Activite",
    "Charte",
    "DemandeDeTemoigner",
    "EtatDocument",
    "FicheDePoste",
    "Genre",
    "Langue",
    "Membre",
    "Mission",
    "Personne",
    "PriseDeConnaissance",
    "Structure",
    "Territoire",
    "TypeStructure",
    "VersionDeDocument",
    "fusionner",
]
