"""What happened to an appui, in a small vocabulary of verbs. Holds nothing confidential."""

from django.conf import settings
from django.db import models


class EvenementQuerySet(models.QuerySet):
    def visibles_par(self, user):
        appuis = self.model._meta.get_field("appui").related_model
        return self.filter(appui__in=appuis.objects.visibles_par(user))


class Evenement(models.Model):
    class Verbe(models.TextChoices):
        OUVERTURE = "ouverture", "a ouvert l’appui"
        SEQUENCE = "sequence", "a noté une séquence"
        ETAPE = "etape", "a franchi l’étape"
        ETAPE_ROUVERTE = "etape-rouverte", "est revenu à l’étape"
        BLOCAGE_LEVE = "blocage-leve", "a levé le blocage"
        SUSPENSION = "suspension", "a suspendu l’appui"
        ARRET = "arret", "a arrêté l’appui"
        REPRISE = "reprise", "a repris l’appui"
        CLOTURE = "cloture", "a clos l’appui"
        RELANCE = "relance", "a relancé le bénéficiaire"
        REPORT = "report", "a reporté la relance"
        TRANSMISSION = "transmission", "a transmis l’appui"

    appui = models.ForeignKey("appuis.Appui", models.CASCADE, related_name="evenements", verbose_name="appui")
    verbe = models.CharField("verbe", max_length=15, choices=Verbe)
    detail = models.CharField("détail", max_length=300, blank=True)
    par = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="par")
    le = models.DateTimeField("le", auto_now_add=True)

    objects = EvenementQuerySet.as_manager()

    class Meta:
        verbose_name = "événement"
        ordering = ["-le", "-pk"]
        indexes = [models.Index(fields=["appui", "-le"])]

    def __str__(self):
        return f"{self.par} {self.get_verbe_display()} {self.detail}".strip()

    @classmethod
    def noter(cls, appui, verbe, par, detail=""):
        return cls.objects.create(appui=appui, verbe=verbe, par=par, detail=detail[:300])
