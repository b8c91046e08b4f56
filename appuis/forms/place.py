"""How much a mission may keep, and how many files somebody may send in a day."""

from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Sum
from django.utils import timezone

from appuis.models import Document, PieceJointe, Ressource
from coopappui.texte import poids


def exiger_de_la_place(mission, par, tailles):
    """Raises ValidationError when these files (their sizes, in bytes) are more than the mission or the day allows."""
    depots = (
        Document.objects.de_la_mission(mission),
        PieceJointe.objects.de_la_mission(mission),
        Ressource.objects.filter(mission=mission),
    )
    deja = sum(depot.aggregate(total=Sum("taille"))["total"] or 0 for depot in depots)
    if deja + sum(tailles) > settings.DOCUMENTS_QUOTA:
        raise ValidationError(
            "Votre mission a atteint la place prévue pour ses documents "
            f"({poids(settings.DOCUMENTS_QUOTA)}). Supprimez ceux qui ne servent plus, "
            "ou demandez plus de place à l’administrateur."
        )
    hier = timezone.now() - timedelta(days=1)
    deposes = Document.objects.filter(depose_par=par, depose_le__gt=hier).count()
    joints = PieceJointe.objects.filter(message__auteur=par, message__ecrit_le__gt=hier).count()
    ranges = Ressource.objects.filter(cree_par=par, cree_le__gt=hier).exclude(fichier="").count()
    if deposes + joints + ranges + len(tailles) > settings.DOCUMENTS_PAR_JOUR:
        raise ValidationError("Vous avez déposé beaucoup de documents en un jour : continuez demain.")
