"""What the veille brings: informations to sort, kept with a theme and a stage, or set aside."""

from datetime import timedelta

from django.conf import settings
from django.core.validators import URLValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from coopappui.champs import Texte
from coopappui.jeton import JetonField
from coopappui.modeles import Cherchable
from missions.models.mission import Mission
from missions.models.veille import DeMissionQuerySet, Source
from missions.stades import StadeAppui

# An information set aside is forgotten after this long (docs/deploiement.md says so).
GARDE_DES_ECARTEES = timedelta(days=90)


class Theme(models.Model):
    """A free tag, shared by the mission."""

    mission = models.ForeignKey(Mission, models.CASCADE, related_name="themes_de_veille", verbose_name="mission")
    nom = models.CharField("nom", max_length=60)

    class Meta:
        verbose_name = "thème"
        ordering = ["nom"]
        constraints = [
            models.UniqueConstraint(
                fields=["mission", "nom"],
                name="un_theme_une_fois_par_mission",
                violation_error_message="Ce thème existe déjà.",
            )
        ]

    def __str__(self):
        return self.nom


class InformationQuerySet(DeMissionQuerySet):
    def a_trier(self):
        return self.filter(etat=Information.Etat.A_LIRE)

    def gardees(self):
        return self.filter(etat=Information.Etat.GARDEE)

    def a_l_ordre(self):
        """What holds a keyword first, then the latest."""
        return self.annotate(jour=Coalesce("publiee_le", "recue_le")).order_by("-signalee", "-jour", "-pk")

    def a_oublier(self, maintenant=None):
        """Set aside long ago, and no longer in the feed: it would come back as new."""
        limite = (maintenant or timezone.now()) - GARDE_DES_ECARTEES
        partie = Q(source=None) | Q(vue_le=None) | Q(vue_le__lt=F("source__contenu_le"))
        return self.filter(partie, etat=Information.Etat.ECARTEE, triee_le__lt=limite)


class Information(Cherchable):
    class Etat(models.TextChoices):
        A_LIRE = "a-lire", "À lire"
        GARDEE = "gardee", "Gardée"
        ECARTEE = "ecartee", "Écartée"

    champs_cherches = ("titre", "resume", "note", "source", "mots_trouves")

    mission = models.ForeignKey(Mission, models.CASCADE, related_name="informations", verbose_name="mission")
    source = models.ForeignKey(
        Source, models.SET_NULL, related_name="informations", verbose_name="source", null=True, blank=True
    )
    titre = models.CharField("titre", max_length=300)
    lien = models.CharField("lien", max_length=1000, blank=True, validators=[URLValidator(["http", "https"])])
    resume = Texte("résumé", max_length=3000)
    publiee_le = models.DateTimeField("publiée le", null=True, blank=True)
    recue_le = models.DateTimeField("reçue le", default=timezone.now, editable=False)
    # What tells it apart in its feed; none when it was typed.
    identifiant = models.CharField(max_length=64, blank=True, editable=False)
    # When it was last seen in its feed.
    vue_le = models.DateTimeField(null=True, blank=True, editable=False)
    signalee = models.BooleanField("contient un mot-clé", default=False, editable=False)
    mots_trouves = models.CharField("mots-clés trouvés", max_length=300, blank=True, editable=False)

    etat = models.CharField("état", max_length=7, choices=Etat, default=Etat.A_LIRE)
    triee_le = models.DateTimeField("triée le", null=True, blank=True, editable=False)
    triee_par = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        related_name="+",
        verbose_name="triée par",
        null=True,
        blank=True,
        editable=False,
    )
    themes = models.ManyToManyField(Theme, related_name="informations", verbose_name="thèmes", blank=True)
    stade = models.CharField("stade de la coopération", max_length=15, choices=StadeAppui, blank=True)
    note = Texte("note", max_length=3000, help_text="Ce que vous en retenez, pour l’équipe.")
    jeton = JetonField()

    objects = InformationQuerySet.as_manager()

    class Meta:
        verbose_name = "information"
        ordering = ["-recue_le", "-pk"]
        indexes = [models.Index(fields=["mission", "etat", "-recue_le"], name="information_a_trier")]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "identifiant"],
                condition=~Q(identifiant=""),
                name="une_information_une_fois_par_source",
                violation_error_message="Cette information est déjà là.",
            ),
            models.CheckConstraint(
                condition=Q(etat="a-lire", triee_le=None) | (~Q(etat="a-lire") & Q(triee_le__isnull=False)),
                name="une_information_triee_a_une_date",
                violation_error_message="Une information triée a la date du tri ; les autres n’en ont pas.",
            ),
        ]

    def __str__(self):
        return self.titre

    def get_absolute_url(self):
        return reverse("veille:information", args=[self.pk])

    def save(self, *args, **kwargs):
        if self._state.adding and self.source:
            self.signaler(self.source)
        super().save(*args, **kwargs)

    def signaler(self, source):
        """By the keywords of its source."""
        trouves = source.mots_trouves_dans(self.titre, self.resume)
        self.signalee, self.mots_trouves = bool(trouves), ", ".join(trouves)[:300]

    @property
    def date(self):
        return self.publiee_le or self.recue_le

    def trier(self, etat, par):
        """Kept, set aside, or back among those to read."""
        self.etat = self.Etat(etat)
        a_lire = self.etat == self.Etat.A_LIRE
        self.triee_le, self.triee_par = (None, None) if a_lire else (timezone.now(), par)
        self.save(update_fields=["etat", "triee_le", "triee_par"])
