"""What those who were surveyed say of the offer before it is published (Cap Rural, guide, p. 22).

Read by the members of the mission, and exported by them: no search text, no history, no admin page, and no part of
what is handed over with the offer.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from coopappui.champs import Court, Jour
from coopappui.jeton import JetonField
from coopappui.modeles import refuser_le_futur
from missions.models.mission import Mission
from missions.models.reseau import Personne


class RemarqueQuerySet(models.QuerySet):
    def visibles_par(self, user):
        return self.filter(mission__in=Mission.objects.visibles_par(user))

    modifiables_par = visibles_par


class RemarqueSurLOffre(models.Model):
    class Nature(models.TextChoices):
        QUESTION = "question", "Question"
        REMARQUE = "remarque", "Remarque"
        SUGGESTION = "suggestion", "Suggestion"

    class Suite(models.TextChoices):
        """What was made of it; nothing yet when empty."""

        REPRISE = "reprise", "L’offre en tient compte"
        REPONDUE = "repondue", "Réponse donnée"
        PLUS_TARD = "plus-tard", "Gardée pour plus tard"
        ECARTEE = "ecartee", "Écartée"

    mission = models.ForeignKey(
        Mission, models.CASCADE, related_name="remarques_sur_l_offre", verbose_name="mission", editable=False
    )
    personne = models.ForeignKey(
        Personne,
        models.SET_NULL,
        related_name="remarques_sur_l_offre",
        verbose_name="qui l’a dite",
        null=True,
        blank=True,
    )
    de_qui = Court("ou, hors du réseau", help_text="« Un élu, à la réunion d’Aubrives. »")
    le = Jour("le", default=timezone.localdate)
    nature = models.CharField("nature", max_length=10, choices=Nature, default=Nature.REMARQUE)
    texte = models.TextField("ce qui a été dit", max_length=3000)
    suite = models.CharField("ce qu’on en a fait", max_length=10, choices=Suite, blank=True)
    precision = Court("précision", max_length=500, help_text="Ce qui a changé dans l’offre, ce qui a été répondu.")
    notee_par = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="notée par", editable=False
    )
    jeton = JetonField()

    objects = RemarqueQuerySet.as_manager()

    class Meta:
        verbose_name = "remarque sur l’offre"
        verbose_name_plural = "remarques sur l’offre"
        ordering = ["-le", "-pk"]
        # No Django permission: nothing in the admin may ever be granted on remarks.
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(personne__isnull=True) | Q(de_qui=""),
                name="une_remarque_a_un_seul_auteur",
                violation_error_message="Choisissez une personne du réseau, ou écrivez qui c’était : pas les deux.",
            )
        ]

    def __str__(self):
        return f"{self.get_nature_display()} de {self.auteur}"

    def get_absolute_url(self):
        return reverse("offre_appui:remarques", args=[self.mission_id])

    def clean(self):
        refuser_le_futur(self, "le")

    @property
    def ancre(self):
        """Its name in a page."""
        return f"remarque-{self.pk}"

    @property
    def auteur(self):
        return str(self.personne or self.de_qui or "quelqu’un")
