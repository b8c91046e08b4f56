"""The séquences de travail of an appui (guide, p. 30 and 34)."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from simple_history.models import HistoricalRecords

from appuis.models.appuis import Appui
from appuis.models.etapes import Canal
from coopappui.champs import Duree, Jour
from coopappui.jeton import JetonField
from missions.models import Personne


class SequenceQuerySet(models.QuerySet):
    def visibles_par(self, user):
        return self.filter(appui__in=Appui.objects.visibles_par(user))

    def modifiables_par(self, user):
        return self.filter(appui__in=Appui.objects.modifiables_par(user))


class Sequence(models.Model):
    appui = models.ForeignKey(Appui, models.CASCADE, related_name="sequences", verbose_name="appui")
    date = Jour("date", default=timezone.localdate)
    duree = Duree(
        "durée",
        default=60,
        validators=[
            MinValueValidator(1),
            MaxValueValidator(5 * 24 * 60, "Une séquence dure cinq jours au plus : notez-en plusieurs."),
        ],
    )
    canal = models.CharField("à distance ou sur place", max_length=10, choices=Canal, default=Canal.RENCONTRE)
    lieu = models.CharField("lieu", max_length=150, blank=True)
    nature = models.CharField(
        "nature de l’action d’appui",
        max_length=200,
        help_text="En quelques mots : c’est ce que montre le tableau de suivi des appuis.",
    )
    participants = models.ManyToManyField(Personne, related_name="sequences", verbose_name="participants", blank=True)
    points_travailles = models.TextField("points travaillés", blank=True, max_length=10000)
    releve = models.BooleanField(
        "un relevé de décisions est demandé",
        default=False,
        help_text="Pas de compte rendu systématique : seulement si on vous le demande, et rien de confidentiel.",
    )
    decisions = models.TextField("décisions", blank=True, max_length=5000)
    prochaine_etape = models.CharField("prochaine étape", max_length=300, blank=True)
    prochain_echange = models.CharField(
        "prochains échanges", max_length=200, blank=True, help_text="Fréquence, dates, moyens."
    )
    auteur = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="notée par")
    cree_le = models.DateTimeField("notée le", auto_now_add=True)
    jeton = JetonField()

    objects = SequenceQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["jeton"], m2m_fields=[participants])

    class Meta:
        verbose_name = "séquence de travail"
        verbose_name_plural = "séquences de travail"
        ordering = ["-date", "-pk"]
        indexes = [models.Index(fields=["appui", "-date"])]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(duree__gt=0),
                name="une_sequence_dure",
                violation_error_message="La durée est d’au moins une minute.",
            )
        ]

    def __str__(self):
        return f"{self.date:%d/%m/%Y} · {self.nature}"

    def get_absolute_url(self):
        return f"{self.appui.get_absolute_url()}#sequence-{self.pk}"

    def clean(self):
        if self.date and self.date > timezone.localdate():
            raise ValidationError({"date": "Une séquence se note une fois faite : cette date est à venir."})
