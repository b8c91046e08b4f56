"""The documents of a mission: one draft of each kind, edited by administrators, and the versions published from it."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Exists, OuterRef, Subquery
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalRecords

from comptes.models import Sujet
from comptes.notifications import prevenir
from coopappui.jours import jour_long
from coopappui.plan.modeles import Fiche
from coopappui.texte import guillemets
from missions.contenus import empreinte, est_vide, figer, lire, remettre
from missions.models.mission import Mission


class Genre(models.TextChoices):
    CHARTE = "charte", "Charte des appuis méthodologiques"
    FICHE_DE_POSTE = "fiche-de-poste", "Fiche de poste d’appui à la coopération"
    OFFRE = "offre-d-appui", "Offre d’appui"

    @classmethod
    def a_lire(cls):
        """Those that the administrators write, and the members of the mission must have read."""
        return [cls.CHARTE, cls.FICHE_DE_POSTE]

    @property
    def court(self):
        return {self.CHARTE: "Charte", self.FICHE_DE_POSTE: "Fiche de poste"}.get(self, self.label)


class EtatDocument(models.TextChoices):
    """How the draft stands towards its last version; computed, never stored."""

    A_JOUR = "a-jour", "À jour"
    MODIFIE = "modifie", "Modifications non publiées"
    JAMAIS = "jamais", "Jamais publié"


class VersionQuerySet(models.QuerySet):
    def visibles_par(self, user):
        return self.filter(mission__in=Mission.objects.visibles_par(user))

    def en_vigueur(self):
        """The latest of each mission and kind."""
        plus_recentes = self.model.objects.filter(
            mission=OuterRef("mission"), genre=OuterRef("genre"), numero__gt=OuterRef("numero")
        )
        return self.filter(~Exists(plus_recentes))

    def publiques(self):
        """What anybody may read: the charte in force. A fiche de poste never is."""
        return self.en_vigueur().filter(genre=Genre.CHARTE)

    def offres(self):
        """The offre d'appui in force, read by anybody on the public pages of its mission."""
        return self.en_vigueur().filter(genre=Genre.OFFRE)

    def a_lire(self):
        """The versions in force that the members of their mission must have read."""
        return self.en_vigueur().filter(genre__in=Genre.a_lire())

    def non_lues_par(self, user):
        """Those of their missions that this member has not said they have read."""
        return self.visibles_par(user).a_lire().exclude(prises_de_connaissance__compte=user.pk)

    def update(self, **champs):
        raise ValidationError(VersionDeDocument.FIGEE)

    def delete(self):
        raise ValidationError(VersionDeDocument.FIGEE)

    delete.queryset_only = True


class VersionDeDocument(models.Model):
    """A document as it was published on a day. It never changes: whoever was shown it can be shown it again."""

    FIGEE = "Une version publiée ne change plus : modifiez le brouillon, puis publiez-le."

    mission = models.ForeignKey(Mission, models.CASCADE, related_name="versions", verbose_name="mission")
    genre = models.CharField("document", max_length=20, choices=Genre)
    numero = models.PositiveSmallIntegerField("numéro")
    intitule = models.CharField("intitulé", max_length=200, blank=True)
    contenu = models.JSONField("contenu")
    publiee_le = models.DateField("version du")
    publiee_par = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="publiée par"
    )
    mis_a_jour_le = models.DateTimeField("mis à jour le")

    objects = VersionQuerySet.as_manager()

    class Meta:
        verbose_name = "version d’un document de mission"
        verbose_name_plural = "versions des documents de mission"
        ordering = ["mission", "genre", "-numero"]
        constraints = [
            models.UniqueConstraint(
                fields=["mission", "genre", "numero"],
                name="une_version_un_numero",
                violation_error_message="Cette version existe déjà.",
            )
        ]

    def __str__(self):
        return f"{Genre(self.genre).court}, {self.nom}"

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise ValidationError(self.FIGEE)
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise ValidationError(self.FIGEE)

    def get_absolute_url(self):
        return reverse("mission:document", args=[self.pk])

    @property
    def nom(self):
        return f"version {self.numero} du {jour_long(self.publiee_le)}"

    @property
    def titre(self):
        return self.get_genre_display()

    @property
    def dit_sa_mise_a_jour(self):
        """Its date says it, unless its text changed later; the guide asks for both at the top of a fiche de poste."""
        return self.genre == Genre.FICHE_DE_POSTE or timezone.localdate(self.mis_a_jour_le) > self.publiee_le

    def lecture(self):
        return lire(self.contenu)

    def donner_a_lire(self):
        """Asks the members of the mission to read it, once each."""
        nom = "charte" if self.genre == Genre.CHARTE else "fiche de poste"
        prevenir(
            self.mission.comptes(),
            Sujet.MISSION,
            f"Une version de la {nom} de {guillemets(self.mission)} est à lire",
            self.get_absolute_url(),
            detail="Lisez-la, puis dites que vous en avez pris connaissance.",
            cle=f"document-{self.pk}",
        )


class DocumentQuerySet(models.QuerySet):
    def avec_etat(self):
        """With all that `etat` and the list read, in a constant number of queries."""
        versions = VersionDeDocument.objects.filter(mission=OuterRef("mission"), genre=self.model.genre)
        derniere = versions.order_by("-numero")
        return (
            self.select_related("mission", "modifie_par")
            .prefetch_related(*[tableau.relation for tableau in self.model.tableaux()])
            .annotate(
                contenu_publie=Subquery(derniere.values("contenu")[:1]),
                numero_publie=Subquery(derniere.values("numero")[:1]),
                publie_le=Subquery(derniere.values("publiee_le")[:1]),
            )
        )


class DocumentDeMission(Fiche):
    """A draft. Its fields are declared once, with their consignes as help texts; `plan` says their order."""

    genre = ""
    # What a version says of itself and a draft cannot.
    numero = publiee_le = None

    mission = models.OneToOneField(Mission, models.CASCADE, related_name="%(class)s", verbose_name="mission")
    modifie_le = models.DateTimeField("mis à jour le", default=timezone.now, editable=False)
    modifie_par = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name="mis à jour par",
        null=True,
        blank=True,
        editable=False,
    )

    objects = DocumentQuerySet.as_manager()
    history = HistoricalRecords(inherit=True, excluded_fields=["modifie_le", "modifie_par"])

    class Meta:
        abstract = True
        ordering = ["mission__nom"]

    def __str__(self):
        return f"{Genre(self.genre).court} · {self.mission}"

    @property
    def titre(self):
        return Genre(self.genre).label

    @property
    def mis_a_jour_le(self):
        return self.modifie_le

    @property
    def derniere_main(self):
        """« Rose Perrin, le 23 novembre à 14:32, »"""
        quand = jour_long(self.modifie_le, "j F à H:i")
        return f"{self.modifie_par or 'Quelqu’un d’autre'}, le {quand},"

    def figer(self):
        return figer(self)

    def lecture(self):
        return lire(self.figer())

    def empreinte(self):
        return empreinte(self.figer())

    # --- its versions -------------------------------------------------------------------------

    @property
    def versions(self):
        return VersionDeDocument.objects.filter(mission=self.mission_id, genre=self.genre)

    @property
    def etat(self):
        publie = self._contenu_publie()
        if publie is None:
            return EtatDocument.JAMAIS
        return EtatDocument.A_JOUR if publie == self.figer() else EtatDocument.MODIFIE

    def en_vigueur(self):
        """The version that says the same, None when the draft has changed since."""
        a_jour = self.etat == EtatDocument.A_JOUR
        return self.versions.select_related("mission").first() if a_jour else None

    def _contenu_publie(self):
        if hasattr(self, "contenu_publie"):
            return self.contenu_publie
        return self.versions.values_list("contenu", flat=True).first()

    def manques(self):
        """Why it cannot be published, in sentences."""
        if est_vide(self.figer()):
            return ["Ce brouillon est vide : écrivez-le avant de le publier."]
        if self.etat == EtatDocument.A_JOUR:
            return ["Rien n’a changé depuis la dernière version : il n’y a rien à publier."]
        return super().manques()

    def publier(self, par, le=None):
        """Freezes the draft into its next version, dated today. Raises ValidationError with what is missing."""
        with transaction.atomic():
            # Locked and read again: two people who publish at once make one version.
            brouillon = type(self).objects.select_for_update().get(pk=self.pk)
            if manques := brouillon.manques():
                raise ValidationError(manques)
            dernier = self.versions.values_list("numero", flat=True).first() or 0
            version = VersionDeDocument.objects.create(
                mission_id=self.mission_id,
                genre=self.genre,
                numero=dernier + 1,
                intitule=brouillon.intitule,
                contenu=brouillon.figer(),
                publiee_le=le or timezone.localdate(),
                publiee_par=par,
                mis_a_jour_le=brouillon.modifie_le,
            )
            # One that is entered with the date it once had was read long ago.
            if self.genre in Genre.a_lire() and le is None:
                version.donner_a_lire()
            return version

    def reprendre(self, version, par):
        """Puts a version back in the draft; what the draft said stays in its history."""
        with transaction.atomic():
            remettre(self, version.contenu)
            self.toucher(par)

    def toucher(self, par):
        """Its content has just changed. Said without a line of history: the change has its own."""
        self.modifie_par, self.modifie_le = par, timezone.now()
        type(self).objects.filter(pk=self.pk).update(modifie_par=par, modifie_le=self.modifie_le)
