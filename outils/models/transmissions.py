"""A fiche handed over to the mission: numbered, dated, signed, and kept as it was, whatever becomes of the fiche."""

from django.conf import settings
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone

from coopappui.plan.fige import figer, lire
from missions.models import Mission
from missions.models.numeros import prochain_rang
from outils.models.base import Outil


class TransmissionQuerySet(models.QuerySet):
    def visibles_par(self, user):
        return self.filter(fiche__in=Outil.objects.visibles_par(user))

    @transaction.atomic
    def garder(self, fiche, par):
        """Keeps what a fiche says now, under the next number of its mission in the year."""
        le = timezone.now()
        annee, rang = prochain_rang(self.model.objects, fiche.mission_id, le)
        contenu = {
            "titre": fiche.titre,
            "outil": fiche.nom(),
            "objet": str(fiche.objet),
            "mission": str(fiche.mission),
            "blocs": figer(fiche),
        }
        return self.create(
            fiche=fiche,
            mission_id=fiche.mission_id,
            annee=annee,
            rang=rang,
            par=par,
            le=le,
            contenu=contenu,
        )


class Transmission(models.Model):
    fiche = models.ForeignKey(Outil, models.CASCADE, related_name="transmissions", verbose_name="fiche")
    mission = models.ForeignKey(Mission, models.PROTECT, related_name="transmissions", verbose_name="mission")
    annee = models.PositiveSmallIntegerField("année")
    rang = models.PositiveIntegerField("rang dans l’année")
    par = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="transmise par")
    le = models.DateTimeField("transmise le", default=timezone.now)
    # coopappui.plan.fige, under the names of what it was about.
    contenu = models.JSONField("contenu", editable=False)

    objects = TransmissionQuerySet.as_manager()

    class Meta:
        verbose_name = "transmission"
        ordering = ["-le", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["mission", "annee", "rang"],
                name="un_numero_de_transmission_par_mission_et_par_an",
                violation_error_message="Ce numéro est déjà donné.",
            )
        ]

    def __str__(self):
        return f"n° {self.numero}"

    def get_absolute_url(self):
        return reverse("outils:recu", args=[self.fiche.genre, self.fiche_id, self.pk])

    @property
    def numero(self):
        """« 2026-0042 »."""
        return f"{self.annee}-{self.rang:04}"

    @property
    def titre(self):
        return self.contenu["titre"]

    def blocs(self):
        return lire(self.contenu["blocs"])
