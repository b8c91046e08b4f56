"""A mission, its members, its documents and its réseau."""

from missions.models.analyses import Analyse, Appreciation, Marque
from missions.models.charte import Charte
from missions.models.contacts_d_enquete import ContactDEnquete
from missions.models.destinataires import Destinataire
from missions.models.diffusion import Desabonnement, Inscription, ListeDeDiffusion
from missions.models.documents_d_action import DocumentDAction
from missions.models.documents_mission import EtatDocument, Genre, VersionDeDocument
from missions.models.enquetes import Enquete
from missions.models.fiche_de_poste import Activite, FicheDePoste
from missions.models.fusion import fusionner
from missions.models.groupes import GroupeAContacter
from missions.models.informations import Information, Theme
from missions.models.lettres import ArticleDeLettre, EnvoiDeLettre, Lettre
from missions.models.mission import Membre, Mission
from missions.models.offre import CritereDePriorite, EtapeDuCalendrier, Modalite, OffreDAppui
from missions.models.phases import ActionDePhase
from missions.models.prises_de_connaissance import PriseDeConnaissance
from missions.models.programmes import ActionDuProgramme, ProgrammeAnnuel
from missions.models.questions import Question
from missions.models.references import Langue, TypeStructure
from missions.models.remarques import RemarqueSurLOffre
from missions.models.reponses import Reponse
from missions.models.reseau import Personne, Structure, Territoire
from missions.models.temoins import DemandeDeTemoigner
from missions.models.veille import Source

__all__ = [
    "ActionDePhase",
    "ActionDuProgramme",
    "Activite",
    "Analyse",
    "Appreciation",
    "ArticleDeLettre",
    "Charte",
    "ContactDEnquete",
    "CritereDePriorite",
    "DemandeDeTemoigner",
    "Desabonnement",
    "Destinataire",
    "DocumentDAction",
    "Enquete",
    "EnvoiDeLettre",
    "EtapeDuCalendrier",
    "EtatDocument",
    "FicheDePoste",
    "Genre",
    "GroupeAContacter",
    "Information",
    "Inscription",
    "Langue",
    "Lettre",
    "ListeDeDiffusion",
    "Marque",
    "Membre",
    "Mission",
    "Modalite",
    "OffreDAppui",
    "Personne",
    "PriseDeConnaissance",
    "ProgrammeAnnuel",
    "Question",
    "RemarqueSurLOffre",
    "Reponse",
    "Source",
    "Structure",
    "Territoire",
    "Theme",
    "TypeStructure",
    "VersionDeDocument",
    "fusionner",
]
