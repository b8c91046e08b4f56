from outils.models.argumentaire import Argumentaire
from outils.models.base import Cellule, Ligne, Outil
from outils.models.cahier_des_charges import CahierDesCharges
from outils.models.entretien_bilan import EntretienBilan
from outils.models.feuille_route_projet import FeuilleRouteProjet
from outils.models.fil_conducteur import FilConducteur
from outils.models.matrice_responsabilites import MatriceResponsabilites
from outils.models.plan_communication import PlanCommunication
from outils.models.plan_evaluation import PlanEvaluation
from outils.models.pre_projet import PreProjet
from outils.models.qui_fait_quoi import QuiFaitQuoi
from outils.models.verification_partenariat import VerificationPartenariat

__all__ = [
    "Argumentaire",
    "CahierDesCharges",
    "Cellule",
    "EntretienBilan",
    "FeuilleRouteProjet",
    "FilConducteur",
    "Ligne",
    "MatriceResponsabilites",
    "Outil",
    "PlanCommunication",
    "PlanEvaluation",
    "PreProjet",
    "QuiFaitQuoi",
    "VerificationPartenariat",
]
