"""The bilan of an appui."""

from django.db import models
from simple_history.models import HistoricalRecords

from appuis.models.appuis import Appui


class Bilan(models.Model):
    """What is kept of an appui for the next ones (guide, p. 35)."""

    appui = models.OneToOneField(Appui, models.CASCADE, related_name="bilan", verbose_name="appui")
    difficultes = models.TextField("difficultés rencontrées", blank=True, max_length=5000)
    solutions = models.TextField("solutions apportées", blank=True, max_length=5000)
    arguments = models.TextField("arguments en faveur de la coopération", blank=True, max_length=5000)
    actions_a_venir = models.TextField("actions en devenir", blank=True, max_length=5000)
    modifie_le = models.DateTimeField("mis à jour le", auto_now=True)

    history = HistoricalRecords(excluded_fields=["modifie_le"])

    class Meta:
        verbose_name = "bilan"

    def __str__(self):
        return f"Bilan · {self.appui}"

    def get_absolute_url(self):
        return self.appui.get_absolute_url()
