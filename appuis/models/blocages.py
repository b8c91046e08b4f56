"""Blocages and what the appui brought to lift them (guide, p. 33)."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from simple_history.models import HistoricalRecords

from appuis.models.appuis import Appui
from appuis.models.etapes import NatureApport, NatureBlocage
from appuis.models.journal import Evenement
from appuis.models.sequences import Sequence, SequenceQuerySet
from coopappui.champs import Jour
from coopappui.modeles import refuser_le_futur


class Blocage(models.Model):
    """Says what blocks the project. A difficulty about somebody's skills belongs to a confidential note."""

    appui = models.ForeignKey(Appui, models.CASCADE, related_name="blocages", verbose_name="appui")
    sequence = models.ForeignKey(
        Sequence, models.SET_NULL, related_name="blocages", verbose_name="repéré pendant", null=True, blank=True
    )
    intitule = models.CharField("blocage", max_length=150)
    nature = models.TextField("nature du blocage", blank=True, max_length=3000)
    porte_sur = models.CharField("porte sur", max_length=15, choices=NatureBlocage, blank=True)
    leve_le = Jour("levé le", null=True, blank=True)
    cree_le = models.DateTimeField("noté le", auto_now_add=True)

    objects = SequenceQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = "blocage"
        ordering = ["leve_le", "pk"]

    def __str__(self):
        return self.intitule

    def get_absolute_url(self):
        return f"{self.appui.get_absolute_url()}#blocage-{self.pk}"

    def clean(self):
        refuser_le_futur(self, "leve_le")

    @property
    def leve(self):
        return self.leve_le is not None

    def lever(self, par, le=None):
        """The blocage is lifted. Raises ValidationError when nothing was brought: say what helped."""
        if not self.apports.exists():
            raise ValidationError("Dites ce qui a été apporté avant de lever ce blocage.")
        self.leve_le = le or timezone.localdate()
        self.save(update_fields=["leve_le"])
        Evenement.noter(self.appui, Evenement.Verbe.BLOCAGE_LEVE, par, self.intitule)

    def rouvrir(self):
        self.leve_le = None
        self.save(update_fields=["leve_le"])


class Apport(models.Model):
    """One of the guide's seven kinds of help, brought to a blocage."""

    blocage = models.ForeignKey(Blocage, models.CASCADE, related_name="apports", verbose_name="blocage")
    nature = models.CharField("apport", max_length=10, choices=NatureApport)
    precision = models.CharField("précision", max_length=300, blank=True)

    class Meta:
        verbose_name = "apport"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["blocage", "nature"],
                name="un_apport_de_chaque_nature_par_blocage",
                violation_error_message="Cet apport est déjà noté.",
            )
        ]

    def __str__(self):
        return self.get_nature_display()
