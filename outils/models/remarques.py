"""What an officer says of one answer of a fiche that was transmitted; its bénéficiaires and the mission read it."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from outils.models.base import Outil

REMARQUE_MAX = 1000


class Remarque(models.Model):
    fiche = models.ForeignKey(Outil, models.CASCADE, related_name="remarques", verbose_name="fiche")
    # The name of the answer in the page that fills the fiche: « objectifs », « actions-3f2a-lieu ».
    ou = models.CharField("réponse", max_length=120)
    # As they read when the remark was made: the row may move, or go.
    libelle = models.CharField("intitulé", max_length=400)
    reponse = models.TextField("réponse commentée", blank=True)
    texte = models.TextField("remarque", max_length=REMARQUE_MAX)
    par = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="écrite par")
    le = models.DateTimeField("écrite le", default=timezone.now)
    levee_le = models.DateTimeField("réglée le", null=True, blank=True)
    levee_par = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="réglée par", null=True, blank=True
    )

    class Meta:
        verbose_name = "remarque"
        ordering = ["le", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(levee_par=None) | models.Q(levee_le__isnull=False),
                name="une_remarque_reglee_a_une_date",
                violation_error_message="Une remarque réglée a une date.",
            )
        ]

    def __str__(self):
        return self.libelle

    @property
    def ouverte(self):
        return self.levee_le is None

    def regler(self, par):
        self.levee_le, self.levee_par = timezone.now(), par
        self.save(update_fields=["levee_le", "levee_par"])
