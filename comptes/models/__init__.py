from comptes.models.effacement import DemandeDEffacement
from comptes.models.notifications import ChoixDeCourriel, Notification, RappelFait, Rythme, Sujet
from comptes.models.utilisateur import Utilisateur, UtilisateurManager, normaliser_courriel

__all__ = [
    "ChoixDeCourriel",
    "DemandeDEffacement",
    "Notification",
    "RappelFait",
    "Rythme",
    "Sujet",
    "Utilisateur",
    "UtilisateurManager",
    "normaliser_courriel",
]
