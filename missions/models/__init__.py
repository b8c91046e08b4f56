"""A mission, its members, its documents and its réseau."""

from missions.models.charte import Charte
from missions.models.diffusion import Desabonnement, Inscription, ListeDeDiffusion
from missions.models.documents_mission import EtatDocument, Genre, VersionDeDocument
from missions.models.fiche_de_poste import Activite, FicheDePoste
from missions.models.fusion import fusionner
from missions.models.informations import Information, Theme
from missions.models.lettres import ArticleDeLettre, EnvoiDeLettre, Lettre
from missions.models.mission import Membre, Mission
from missions.models.prises_de_connaissance import PriseDeConnaissance
from missions.models.references import Langue, TypeStructure
from missions.models.reseau import Personne, Structure, Territoire
from missions.models.veille import Source

__all__ = [
    "Activite",
    "ArticleDeLettre",
    "Charte",
    "Desabonnement",
    "EnvoiDeLettre",
    "EtatDocument",
    "FicheDePoste",
    "Genre",
    "Information",
    "Inscription",
    "Langue",
    "Lettre",
    "ListeDeDiffusion",
    "Membre",
    "Mission",
    "Personne",
    "PriseDeConnaissance",
    "Source",
    "Structure",
    "Territoire",
    "Theme",
    "TypeStructure",
    "VersionDeDocument",
    "fusionner",
]
