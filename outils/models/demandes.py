"""Asking bénéficiaires to fill a fiche, or to correct the one they transmitted: what, by when, with a word."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from coopappui.champs import Jour
from outils.models.base import Outil

MOT_MAX = 500


class DemandeQuerySet(models.QuerySet):
    def ouvertes(self):
        return self.filter(close_le=None)

    def adressees_a(self, user):
        """The open ones sent to this account, of fiches that it still reads."""
        return self.ouvertes().filter(destinataires=user.pk, fiche__in=Outil.objects.partages_avec(user))


class Demande(models.Model):
    """Closed when its fiche is transmitted, finished or no longer shared."""

    fiche = models.ForeignKey(Outil, models.CASCADE, related_name="demandes", verbose_name="fiche")
    destinataires = models.ManyToManyField(
        settings.AUTH_USER_MODEL, related_name="demandes_de_fiche", verbose_name="personnes"
    )
    mot = models.TextField("mot d’accompagnement", max_length=MOT_MAX, blank=True)
    echeance = Jour("échéance", null=True, blank=True)
    correction = models.BooleanField("pour corriger", default=False)
    par = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="demandée par")
    le = models.DateTimeField("demandée le", default=timezone.now)
    close_le = models.DateTimeField("close le", null=True, blank=True)

    objects = DemandeQuerySet.as_manager()

    class Meta:
        verbose_name = "demande"
        ordering = ["-le", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["fiche"],
                condition=models.Q(close_le=None),
                name="une_seule_demande_ouverte_par_fiche",
                violation_error_message="Cette fiche est déjà demandée.",
            )
        ]

    def __str__(self):
        return f"{self.verbe} « {self.fiche.nom_de_l_outil} »"

    @property
    def commencee(self):
        """Somebody else than the officer wrote in the fiche since."""
        return self.fiche.modifie_le > self.le and self.fiche.modifie_par_id not in (None, self.par_id)

    @property
    def verbe(self):
        return "Corriger" if self.correction else "Remplir"

    @property
    def bouton(self):
        return "Corriger" if self.correction else "Reprendre" if self.commencee else "Remplir"
