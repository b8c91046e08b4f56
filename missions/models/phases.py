"""The actions of a mission, phase by phase: those of the guide and those it adds (Cap Rural, guide, p. 17-28)."""

import secrets
from datetime import timedelta

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalRecords

from coopappui.champs import Jour
from coopappui.jeton import JetonField
from coopappui.modeles import refuser_le_futur
from missions.guide import ACTIONS, PAR_NUMERO, PHASES
from missions.models.mission import Mission

NOTE_MAX = 5000


def code_neuf():
    """The name of an action that the guide does not have."""
    return f"notre-{secrets.token_hex(5)}"


class ActionQuerySet(models.QuerySet):
    def visibles_par(self, user):
        return self.filter(mission__in=Mission.objects.visibles_par(user))

    modifiables_par = visibles_par

    def ouvertes(self):
        return self.filter(etat__in=[ActionDePhase.Etat.A_FAIRE, ActionDePhase.Etat.EN_COURS])

    def a_faire_par(self, user):
        """What this member still has to do in their missions, the most pressing first."""
        siennes = self.visibles_par(user).ouvertes().filter(qui=user.pk).select_related("mission")
        return siennes.order_by(models.F("echeance").asc(nulls_last=True), "pk")

    def poser_celles_du_guide(self, mission):
        """A mission has them all from its first day."""
        self.bulk_create(
            [self.model(mission=mission, phase=p.numero, code=a.code) for p in PHASES for a in p.actions],
            ignore_conflicts=True,
        )


class ActionDePhase(models.Model):
    class Etat(models.TextChoices):
        A_FAIRE = "a-faire", "À faire"
        EN_COURS = "en-cours", "En cours"
        FAIT = "fait", "Fait"
        SANS_OBJET = "sans-objet", "Sans objet"

    mission = models.ForeignKey(Mission, models.CASCADE, related_name="actions", verbose_name="mission")
    phase = models.PositiveSmallIntegerField("phase", choices=[(p.numero, p.titre) for p in PHASES], editable=False)
    code = models.SlugField("code", max_length=40, default=code_neuf, editable=False)
    intitule = models.CharField("intitulé", max_length=200, blank=True)
    etat = models.CharField("état", max_length=10, choices=Etat, default=Etat.A_FAIRE)
    qui = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="qui", null=True, blank=True
    )
    echeance = Jour("échéance", null=True, blank=True)
    faite_le = Jour("faite le", null=True, blank=True)
    note = models.TextField("note", blank=True, max_length=NOTE_MAX)
    jeton = JetonField()

    objects = ActionQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["jeton"])

    class Meta:
        verbose_name = "action de la mission"
        verbose_name_plural = "actions de la mission"
        ordering = ["phase", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["mission", "code"],
                name="une_action_une_fois_par_mission",
                violation_error_message="Cette action est déjà dans la mission.",
            ),
            models.CheckConstraint(
                condition=Q(etat="fait", faite_le__isnull=False) | (~Q(etat="fait") & Q(faite_le__isnull=True)),
                name="une_action_faite_a_une_date",
                violation_error_message="Une action faite a une date, et elle seule.",
            ),
            models.CheckConstraint(
                condition=Q(phase__gte=1, phase__lte=len(PHASES)),
                name="une_action_est_dans_une_des_quatre_phases",
                violation_error_message="Une mission a quatre phases.",
            ),
        ]

    def __str__(self):
        return self.titre

    def get_absolute_url(self):
        return reverse("mission:action", args=[self.mission_id, self.code])

    @property
    def du_guide(self):
        """What the guide says of it; None for an action of the mission's own."""
        return ACTIONS.get(self.code)

    @property
    def titre(self):
        return self.intitule or (self.du_guide.titre if self.du_guide else self.code)

    @property
    def de_la_phase(self):
        return PAR_NUMERO[self.phase]

    @property
    def ouverte(self):
        return self.etat in (self.Etat.A_FAIRE, self.Etat.EN_COURS)

    @property
    def en_retard(self):
        return bool(self.ouverte and self.echeance and self.echeance < timezone.localdate())

    def clean(self):
        refuser_le_futur(self, "faite_le")

    def save(self, *args, **kwargs):
        """An action of the guide enters history with its first change, which says from what."""
        if not self._state.adding and not self.history.exists():
            self._entrer_dans_l_histoire()
        super().save(*args, **kwargs)

    def _entrer_dans_l_histoire(self):
        avant, historique = ActionDePhase.objects.get(pk=self.pk), type(self).history.model
        champs = {champ.attname: getattr(avant, champ.attname) for champ in historique.tracked_fields}
        quand = getattr(self, "_history_date", None) or timezone.now()
        historique.objects.create(**champs, history_type="+", history_date=quand - timedelta(seconds=5))

    def poser(self, etat, le=None):
        """Changes the state; the date goes with it. Saved by the caller."""
        self.etat = self.Etat(etat)
        self.faite_le = (le or self.faite_le or timezone.localdate()) if self.etat == self.Etat.FAIT else None

    @transaction.atomic
    def passer_a(self, etat):
        """One click: read again under a lock, so that two people who click at once both count."""
        self.refresh_from_db(from_queryset=ActionDePhase.objects.select_for_update())
        if etat != self.etat:
            self.poser(etat)
            self.save()


def ranger(actions):
    """In the guide's order, those of the mission's own last, as they came."""
    ordre = {code: rang for rang, code in enumerate(ACTIONS)}
    return sorted(actions, key=lambda action: (ordre.get(action.code, len(ordre)), action.pk))
