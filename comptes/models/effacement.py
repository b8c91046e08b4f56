"""Somebody asks for their data to be erased (RGPD, article 17); an administrator does it, and keeps the report."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone

from coopappui.champs import Texte
from coopappui.donnees import effacer


class DemandeDEffacement(models.Model):
    class Etat(models.TextChoices):
        ATTENTE = "attente", "En attente"
        FAITE = "faite", "Faite"
        RETIREE = "retiree", "Retirée par la personne"

    compte = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="demandes_d_effacement", verbose_name="compte"
    )
    precision = Texte(
        "précisions",
        max_length=1000,
        help_text="Facultatif : ce qui doit être effacé, ou pourquoi. L’administrateur du site le lit.",
    )
    demandee_le = models.DateTimeField("demandée le", default=timezone.now, editable=False)
    etat = models.CharField("état", max_length=8, choices=Etat, default=Etat.ATTENTE, editable=False)
    traitee_le = models.DateTimeField("traitée le", null=True, blank=True, editable=False)
    traitee_par = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name="traitée par",
        null=True,
        blank=True,
        editable=False,
    )
    compte_rendu = models.TextField("compte rendu", blank=True, editable=False)

    class Meta:
        verbose_name = "demande d’effacement"
        verbose_name_plural = "demandes d’effacement"
        ordering = ["-demandee_le"]
        constraints = [
            models.UniqueConstraint(
                fields=["compte"],
                condition=models.Q(etat="attente"),
                name="une_demande_d_effacement_a_la_fois",
                violation_error_message="Votre demande est déjà en attente.",
            )
        ]

    def __str__(self):
        return f"Demande du {timezone.localtime(self.demandee_le):%d/%m/%Y}"

    def retirer(self):
        self._exiger_attente()
        self.etat, self.traitee_le, self.precision = self.Etat.RETIREE, timezone.now(), ""
        self.save()

    @transaction.atomic
    def executer(self, par):
        """Erases, for good. Raises ValidationError while the person still carries appuis: hand them over first."""
        demande = DemandeDEffacement.objects.select_for_update().get(pk=self.pk)
        demande._exiger_attente()
        self.compte_rendu = effacer(self.compte)
        self.etat, self.traitee_le, self.traitee_par, self.precision = self.Etat.FAITE, timezone.now(), par, ""
        self.save()

    def _exiger_attente(self):
        if self.etat != self.Etat.ATTENTE:
            raise ValidationError(f"Cette demande est {self.get_etat_display().lower()}.")
