"""A support mission and the people who carry it (guide, Livret A, p. 14-35)."""

import base64
import uuid

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.text import slugify
from simple_history.models import HistoricalRecords

from missions.models.pages_publiques import PagesPubliques


class MissionQuerySet(models.QuerySet):
    def visibles_par(self, user):
        """Missions the user is an active member of."""
        return self.filter(membres__in=Membre.objects.actifs_de(user)).distinct()

    def publiques(self):
        """Those whose pages anybody reads."""
        return self.filter(publique=True)

    def lisibles_par(self, user):
        """Those whose public pages this visitor reads: its members read them before they are opened."""
        return self.filter(models.Q(publique=True) | models.Q(pk__in=Mission.objects.visibles_par(user).values("pk")))

    def avec_charge(self, user):
        """Missions where the user is chargé d'appui: those where they may write."""
        return self.filter(membres__in=Membre.objects.actifs_de(user).charges()).distinct()

    def avec_responsable(self, user):
        return self.filter(membres__in=Membre.objects.actifs_de(user).responsables()).distinct()


def nom_du_logo(mission, nom):
    """A generated name: the one the user gave is not kept."""
    return f"logos/{slugify(mission.nom)[:40]}-{uuid.uuid4().hex[:12]}.png"


class Mission(PagesPubliques):
    class Cadre(models.TextChoices):
        """Where such missions are found (guide, p. 37)."""

        CENTRE_RESSOURCES = "centre", "Centre de ressources"
        INTERCOMMUNALITE = "intercommunalite", "Intercommunalité"
        PROGRAMME = "programme", "Programme"
        BUREAU_ETUDES = "bureau", "Bureau d’études"
        AUTRE = "autre", "Autre"

    nom = models.CharField("nom", max_length=120, unique=True)
    cadre = models.CharField("cadre", max_length=20, choices=Cadre, default=Cadre.CENTRE_RESSOURCES)
    presentation = models.TextField("présentation", blank=True, max_length=5000)
    # Always a PNG: coopappui.images makes what was uploaded anew.
    logo = models.ImageField("logo", upload_to=nom_du_logo, max_length=100, blank=True)
    delai_relance = models.PositiveSmallIntegerField(
        "délai avant relance (jours)",
        default=45,
        help_text="Un appui en cours sans nouvelles depuis ce nombre de jours est à relancer.",
    )
    membres_comptes = models.ManyToManyField(
        settings.AUTH_USER_MODEL, through="missions.Membre", related_name="missions", verbose_name="membres"
    )

    objects = MissionQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = "mission"
        ordering = ["nom"]
        constraints = [
            *PagesPubliques.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(delai_relance__gte=1) & models.Q(delai_relance__lte=365),
                name="mission_delai_relance_entre_1_et_365_jours",
                violation_error_message="Le délai avant relance va de 1 à 365 jours.",
            ),
        ]

    def __str__(self):
        return self.nom

    def comptes(self):
        """Accounts of its active members."""
        return get_user_model().objects.filter(pk__in=self.membres.actifs().values("utilisateur"))

    def charges(self):
        """Accounts of its active chargés d’appui."""
        return get_user_model().objects.filter(pk__in=self.membres.actifs().charges().values("utilisateur"))

    def save(self, *args, **kwargs):
        """From its first day it has the actions of the guide to follow."""
        nouvelle = self._state.adding
        super().save(*args, **kwargs)
        if nouvelle:
            self.actions.poser_celles_du_guide(self)

    def logo_en_ligne(self):
        """The picture itself, as an address that pages and PDFs read: « data:image/png;base64,… », or ""."""
        try:
            with self.logo.open("rb") as fichier:
                return f"data:image/png;base64,{base64.b64encode(fichier.read()).decode()}"
        except (ValueError, FileNotFoundError):  # none was given, or the disk has lost it
            return ""


class MembreQuerySet(models.QuerySet):
    def visibles_par(self, user):
        return self.filter(mission__in=Mission.objects.visibles_par(user))

    def modifiables_par(self, user):
        """The responsable of a mission answers for its members."""
        return self.filter(mission__in=Mission.objects.avec_responsable(user))

    def actifs_de(self, user):
        """Active memberships of an active account; a disabled account belongs nowhere."""
        return self.filter(utilisateur_id=user.pk, utilisateur__is_active=True, actif=True)

    def actifs(self):
        return self.filter(actif=True, utilisateur__is_active=True)

    def charges(self):
        return self.filter(role=Membre.Role.CHARGE)

    def responsables(self):
        return self.filter(role=Membre.Role.RESPONSABLE)


class Membre(models.Model):
    class Role(models.TextChoices):
        CHARGE = "charge", "Chargé d’appui"
        RESPONSABLE = "responsable", "Responsable"

    mission = models.ForeignKey(Mission, models.CASCADE, related_name="membres", verbose_name="mission")
    utilisateur = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="appartenances", verbose_name="compte"
    )
    role = models.CharField("rôle", max_length=12, choices=Role)
    actif = models.BooleanField("actif", default=True)

    objects = MembreQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = "membre"
        ordering = ["utilisateur__last_name", "utilisateur__first_name"]
        constraints = [
            models.UniqueConstraint(
                fields=["mission", "utilisateur", "role"],
                name="un_role_une_fois_par_mission",
                violation_error_message="Cette personne a déjà ce rôle dans la mission.",
            )
        ]

    def __str__(self):
        return f"{self.utilisateur} · {self.get_role_display()}"

    @property
    def present(self):
        """Enters the mission: neither the membership nor the account is closed."""
        return self.actif and self.utilisateur.is_active

    @property
    def est_responsable(self):
        return self.role == self.Role.RESPONSABLE

    def appuis_en_cours(self):
        """What this person still carries in the mission, to be handed over before leaving."""
        return self.utilisateur.appuis_portes.en_cours().filter(mission=self.mission_id)

    @transaction.atomic
    def changer_de_role(self, role):
        """Raises ValidationError when the person already has this role, or leaves no responsable behind."""
        role = self.Role(role)
        if role == self.role:
            return
        if self.mission.membres.filter(utilisateur=self.utilisateur_id, role=role).exists():
            raise ValidationError("Cette personne a déjà ce rôle dans la mission.")
        self._laisser_un_responsable()
        self.role = role
        self.save(update_fields=["role"])

    @transaction.atomic
    def desactiver(self):
        """Closes the mission to this person; what they wrote stays."""
        self._laisser_un_responsable()
        self.actif = False
        self.save(update_fields=["actif"])

    def reactiver(self):
        self.actif = True
        self.save(update_fields=["actif"])

    def _laisser_un_responsable(self):
        # Locked: two responsables leaving at once would both see the other one stay.
        Mission.objects.select_for_update().get(pk=self.mission_id)
        autres = Membre.objects.filter(mission=self.mission_id).exclude(pk=self.pk).actifs().responsables()
        if self.est_responsable and self.present and not autres.exists():
            raise ValidationError("La mission doit garder un responsable : nommez-en d’abord un autre.")
