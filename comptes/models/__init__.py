from comptes.models.notifications import ChoixDeCourriel, Notification, RappelFait, Rythme, Sujet
from comptes.models.utilisateur import Utilisateur, UtilisateurManager, normaliser_courriel

__all__ = [
    "ChoixDeCourriel",
    "Notification",
    "RappelFait",
    "Rythme",
    "Sujet",
    "Utilisateur",
    "UtilisateurManager",
    "normaliser_courriel",
]
