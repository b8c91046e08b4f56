from outils.models.argumentaire import Argumentaire
from outils.models.base import Cellule, Ligne, Outil
from outils.models.bilan_offres_demandes import BilanOffresDemandes
from outils.models.cahier_des_charges import CahierDesCharges
from outils.models.checklist_premiere_rencontre import ChecklistPremiereRencontre
from outils.models.decrypter_piste import DecrypterPiste
from outils.models.demandes import Demande
from outils.models.entretien_bilan import EntretienBilan
from outils.models.feuille_route_projet import FeuilleRouteProjet
from outils.models.fiche_identite import FicheIdentite
from outils.models.fil_conducteur import FilConducteur
from outils.models.grille_priorisation import GrillePriorisation
from outils.models.matrice_responsabilites import MatriceResponsabilites
from outils.models.offre_cooperation import OffreCooperation
from outils.models.plan_communication import PlanCommunication
from outils.models.plan_evaluation import PlanEvaluation
from outils.models.pre_projet import PreProjet
from outils.models.presentation_territoire import PresentationTerritoire
from outils.models.prise_de_contact import PriseDeContact
from outils.models.qui_fait_quoi import QuiFaitQuoi
from outils.models.remarques import Remarque
from outils.models.ressources_piste import RessourcesPiste
from outils.models.selection_partenaire import SelectionPartenaire
from outils.models.transmissions import Transmission
from outils.models.verification_partenariat import VerificationPartenariat

__all__ = [
    "Argumentaire",
    "BilanOffresDemandes",
    "CahierDesCharges",
    "Cellule",
    "ChecklistPremiereRencontre",
    "DecrypterPiste",
    "Demande",
    "EntretienBilan",
    "FeuilleRouteProjet",
    "FicheIdentite",
    "FilConducteur",
    "GrillePriorisation",
    "Ligne",
    "MatriceResponsabilites",
    "OffreCooperation",
    "Outil",
    "PlanCommunication",
    "PlanEvaluation",
    "PreProjet",
    "PresentationTerritoire",
    "PriseDeContact",
    "QuiFaitQuoi",
    "Remarque",
    "RessourcesPiste",
    "SelectionPartenaire",
    "Transmission",
    "VerificationPartenariat",
]
