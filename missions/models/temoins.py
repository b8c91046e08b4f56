"""The people of the réseau who agree to testify, asked first (guide, p. 27-28). Their answer is on the Personne."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from simple_history.models import HistoricalRecords

from coopappui.champs import Court, Jour
from coopappui.modeles import Cherchable
from missions.models.references import Langue
from missions.models.reseau import Personne


class DemandeDeTemoigner(Cherchable):
    """Who asked, when, about what, and until when the answer holds."""

    champs_cherches = ("sujets",)

    personne = models.OneToOneField(
        Personne, models.CASCADE, related_name="demande_de_temoigner", verbose_name="personne"
    )
    demande_par = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        related_name="+",
        verbose_name="demandé par",
        null=True,
        blank=True,
    )
    demande_le = Jour("demandé le", null=True, blank=True)
    sujets = Court("ce dont elle peut parler", max_length=300, help_text="Quelques mots, séparés par des virgules.")
    langues = models.ManyToManyField(Langue, related_name="+", verbose_name="langues", blank=True)
    valable_jusqu_au = Jour(
        "valable jusqu’au", null=True, blank=True, help_text="Passé ce jour, la personne n’est plus recommandée."
    )

    history = HistoricalRecords(excluded_fields=["recherche"], m2m_fields=[langues])

    class Meta:
        verbose_name = "demande de témoigner"
        verbose_name_plural = "demandes de témoigner"

    def __str__(self):
        return f"Témoignage de {self.personne}"

    @property
    def depassee(self):
        return bool(self.valable_jusqu_au and self.valable_jusqu_au < timezone.localdate())
