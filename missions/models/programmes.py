"""The programme d'action annuel: what the mission will do in a year (Cap Rural, guide, p. 22)."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from simple_history.models import HistoricalRecords

from coopappui.champs import Court, Texte
from coopappui.jeton import JetonField
from coopappui.plan.blocs import Section, Tableau
from coopappui.plan.modeles import Fiche, Ligne
from missions.contenus import figer, lire
from missions.models.mission import Mission
from missions.models.offre import Modalite

PREMIERE_ANNEE, DERNIERE_ANNEE = 2000, 2100


class ProgrammeQuerySet(models.QuerySet):
    def visibles_par(self, user):
        return self.filter(mission__in=Mission.objects.visibles_par(user))

    modifiables_par = visibles_par


class ProgrammeAnnuel(Fiche):
    code = "programme-d-action"

    mission = models.ForeignKey(Mission, models.CASCADE, related_name="programmes", verbose_name="mission")
    annee = models.PositiveSmallIntegerField(
        "année",
        validators=[
            MinValueValidator(PREMIERE_ANNEE, "Écrivez une année entre 2000 et 2100."),
            MaxValueValidator(DERNIERE_ANNEE, "Écrivez une année entre 2000 et 2100."),
        ],
    )
    introduction = Texte(
        "introduction", max_length=3000, help_text="Ce que la mission cherche à obtenir cette année-là."
    )
    avec_l_offre = models.BooleanField(
        "publier ce programme avec l’offre d’appui",
        default=False,
        help_text="Il paraîtra dans la prochaine version publiée de l’offre.",
    )
    jeton = JetonField()

    objects = ProgrammeQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["brut", "jeton"])

    plan = [
        Section("L’année", "introduction"),
        Tableau(
            "Actions",
            "lignes",
            "action",
            "modalite",
            "public",
            "periode",
            "qui",
            "moyens",
            nom="Action",
            ajout="Ajouter une action",
        ),
    ]
    hors_plan = ("annee", "avec_l_offre")

    class Meta:
        verbose_name = "programme d’action annuel"
        verbose_name_plural = "programmes d’action annuels"
        ordering = ["mission", "-annee"]
        constraints = [
            models.UniqueConstraint(
                fields=["mission", "annee"],
                name="un_programme_par_an",
                violation_error_message="Le programme de cette année existe déjà.",
            ),
            models.CheckConstraint(
                condition=models.Q(annee__gte=PREMIERE_ANNEE, annee__lte=DERNIERE_ANNEE),
                name="un_programme_est_de_ce_siecle",
                violation_error_message="Écrivez une année entre 2000 et 2100.",
            ),
        ]

    def __str__(self):
        return f"Programme d’action {self.annee}"

    def get_absolute_url(self):
        return reverse("offre_appui:programme", args=[self.mission_id, self.annee])

    @property
    def titre(self):
        return str(self)

    def place_dans_l_offre(self, version):
        """Where it stands towards the offer, in words; `version`: the one in force, or None."""
        parus = version.contenu if version else []
        if not any(bloc["relation"] == self.cle_dans_l_offre for bloc in parus):
            return "paraîtra dans la prochaine version de l’offre" if self.avec_l_offre else ""
        if not self.avec_l_offre:
            return "publié avec l’offre, il ne sera plus dans sa prochaine version"
        if all(bloc in parus for bloc in self.figer()):
            return "publié avec l’offre"
        return "publié avec l’offre, modifié depuis"

    @property
    def cle_dans_l_offre(self):
        return f"programme-{self.annee}"

    def figer(self):
        """Its blocks as the offer publishes them: one heading, the text and the rows."""
        texte, actions = figer(self)
        titre = str(self)
        texte |= {"titre": titre, "cases": [case | {"nom": self.cle_dans_l_offre} for case in texte["cases"]]}
        return [texte, actions | {"titre": f"Actions {self.annee}", "relation": self.cle_dans_l_offre}]

    def lecture(self):
        return lire(figer(self))


class ActionDuProgramme(Ligne):
    outil = models.ForeignKey(ProgrammeAnnuel, models.CASCADE, related_name="lignes")
    action = Court("action", blank=False)
    modalite = models.CharField("modalité", max_length=12, choices=Modalite.Nature, blank=True)
    public = Court("public")
    periode = Court("période", help_text="« Mars à juin », « Printemps ».")
    qui = Court("qui")
    moyens = Court("moyens", max_length=500)

    class Meta(Ligne.Meta):
        verbose_name = "action du programme"
        verbose_name_plural = "actions du programme"
