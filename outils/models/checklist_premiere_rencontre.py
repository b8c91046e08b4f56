"""The check-list of the first meeting with partners: what to settle before, what to put on the agenda."""

from django.db import models

from appuis.models import StadeAppui
from coopappui.champs import Court, Texte
from coopappui.plan.blocs import Tableau
from outils.models.base import Ligne, Outil

JOUR_J = (
    "Objectifs, attendus et livrables",
    "Liste détaillée des participants",
    "Ordre du jour et programme",
    "Répartition des dépenses",
    "Répartition des rôles",
    "Co-animation",
    "Traduction",
    "Organisation logistique (moyens d’hébergement, moyens d’accès, etc.)",
    "« Qui fait quoi quand ? » : partage des responsabilités",
    "Se mettre d’accord et co-valider par écrit",
    "Faire valider par les parties prenantes",
)
ORDRE_DU_JOUR = (
    "Présentation des participants",
    "Présentation réciproque des partenaires (territoires, structures porteuses, organisations administratives, etc.)",
    "Expression des objectifs individuels et communs du projet de coopération, de la première rencontre",
    "Présentation du pré-projet : base de travail et d’échanges",
    "Définition des rôles et répartition des responsabilités entre partenaires",
    "Budget et questions financières",
    "Calendrier de réalisation",
    "Mode de fonctionnement",
    "Gouvernance du projet (chef de file, coordination tournante…)",
    "Autres points déterminants pour la suite",
)


class Avancement(models.TextChoices):
    A_FAIRE = "a-faire", "À faire"
    FAIT = "fait", "Fait"
    SANS_OBJET = "sans-objet", "Sans objet"


def _depart(points):
    return [{"point": point, "etat": Avancement.A_FAIRE} for point in points]


class ChecklistPremiereRencontre(Outil):
    """Source: guide, p. 57 and 94."""

    code = "checklist-premiere-rencontre"
    stade = StadeAppui.PARTENARIATS
    page = "57 et 94"
    pour = "N’oublier aucun des points à régler ensemble avant, puis pendant la première rencontre."
    quand = "Dès que la date est fixée ; à construire et à enrichir avec vos partenaires."

    plan = [
        Tableau(
            "Définir et détailler",
            "preparation",
            "point",
            "etat",
            "commentaire",
            nom="Point",
            ajout="Ajouter un point à préparer",
            intitule="Définir et détailler pour le jour J",
            aide="À régler ensemble, avant la rencontre.",
            depart=_depart(JOUR_J),
        ),
        Tableau(
            "À l’ordre du jour",
            "ordre_du_jour",
            "point",
            "etat",
            "commentaire",
            nom="Point",
            ajout="Ajouter un point à l’ordre du jour",
            aide="Ce dont la rencontre parlera.",
            depart=_depart(ORDRE_DU_JOUR),
        ),
    ]
    requis = {
        "preparation": "Gardez au moins un point à préparer.",
        "ordre_du_jour": "Gardez au moins un point à l’ordre du jour.",
    }

    class Meta:
        verbose_name = "check-list de la première rencontre"
        verbose_name_plural = "check-lists de la première rencontre"

    def alertes(self):
        """What is left to settle before the meeting; the agenda is for the day itself."""
        points = self.contenu.lignes("preparation")
        reste = sum(1 for point in points if point.point and point.etat in ("", Avancement.A_FAIRE))
        pluriel = "s" if reste > 1 else ""
        return [f"{reste} point{pluriel} à régler avant la rencontre."] if reste else []


class _Point(Ligne):
    point = Court("point", max_length=300)
    etat = models.CharField("où en est-on", max_length=10, choices=Avancement, blank=True)
    commentaire = Texte("commentaire")

    class Meta(Ligne.Meta):
        abstract = True


class PointAPreparer(_Point):
    outil = models.ForeignKey(ChecklistPremiereRencontre, models.CASCADE, related_name="preparation")


class PointALOrdreDuJour(_Point):
    outil = models.ForeignKey(ChecklistPremiereRencontre, models.CASCADE, related_name="ordre_du_jour")
