"""The projets de coopération and the appuis: Livret A, end (five steps) and Livret B (stages)."""

from appuis.models.appuis import Appui, EtapeFranchie
from appuis.models.arrets import RaisonConfiee
from appuis.models.bilans import Bilan
from appuis.models.blocages import Apport, Blocage
from appuis.models.colonnes import ColonneAdaptee
from appuis.models.croisements import Croisement
from appuis.models.demandes import DemandeDAppui
from appuis.models.documents import Document
from appuis.models.engagements import Engagement
from appuis.models.etapes import Etape, NatureBlocage, Stade, StadeAppui
from appuis.models.invitations import Invitation
from appuis.models.journal import Evenement
from appuis.models.messages import Lecture, Message, PieceJointe
from appuis.models.notes import NoteConfidentielle
from appuis.models.points_de_vue import ActionVue, FinancementVu, PointDeVue
from appuis.models.projets import (
    ActionPrevue,
    Financement,
    LienProjet,
    Partenariat,
    Projet,
    StadeAtteint,
)
from appuis.models.references import TypeCooperation, TypeFinancement
from appuis.models.remises import Recommandation, Remise
from appuis.models.ressources import Ressource
from appuis.models.rubriques import Rubrique
from appuis.models.sequences import Sequence

__all__ = [
    "ActionPrevue",
    "ActionVue",
    "Apport",
    "Appui",
    "Bilan",
    "Blocage",
    "ColonneAdaptee",
    "Croisement",
    "DemandeDAppui",
    "Document",
    "Engagement",
    "Etape",
    "EtapeFranchie",
    "Evenement",
    "Financement",
    "FinancementVu",
    "Invitation",
    "Lecture",
    "LienProjet",
    "Message",
    "NatureBlocage",
    "NoteConfidentielle",
    "Partenariat",
    "PieceJointe",
    "PointDeVue",
    "Projet",
    "RaisonConfiee",
    "Recommandation",
    "Remise",
    "Ressource",
    "Rubrique",
    "Sequence",
    "Stade",
    "StadeAppui",
    "StadeAtteint",
    "TypeCooperation",
    "TypeFinancement",
]
