from comptes.models.notifications import ChoixDeCourriel, Notification, Rythme, Sujet
from comptes.models.utilisateur import Utilisateur, UtilisateurManager, normaliser_courriel

__all__ = [
    "ChoixDeCourriel",
    "Notification",
    "Rythme",
    "Sujet",
    "Utilisateur",
    "UtilisateurManager",
    "normaliser_courriel",
]
