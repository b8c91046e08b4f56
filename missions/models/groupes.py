"""The groups, territoires and structures to contact in phase 1, and what came of it (Cap Rural, guide, p. 18)."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from simple_history.models import HistoricalRecords

from coopappui.champs import Jour
from coopappui.jeton import JetonField
from coopappui.modeles import Cherchable, ChercheQuerySet, refuser_le_futur
from coopappui.texte import mots_cherches
from missions.models.mission import Mission
from missions.models.reseau import Personne, Structure, Territoire

# What a row may stand for: one of these, or a name typed.
LIENS = ("structure", "territoire", "personne")


class GroupeQuerySet(ChercheQuerySet):
    def visibles_par(self, user):
        return self.filter(mission__in=Mission.objects.visibles_par(user))

    modifiables_par = visibles_par

    def cherchant(self, q):
        """By the name typed, that of the card it stands for, or that of the person to talk to."""
        for mot in mots_cherches(q):
            condition = Q(recherche__contains=mot) | Q(interlocuteur__recherche__contains=mot)
            for lien in LIENS:
                condition |= Q(**{f"{lien}__recherche__contains": mot})
            self = self.filter(condition)
        return self

    def a_contacter(self):
        """Not contacted yet, or to be called again."""
        return self.filter(Q(contacte_le=None) | Q(resultat=GroupeAContacter.Resultat.A_RAPPELER))

    def a_contacter_par(self, user):
        """Those that this member is to contact in their missions, the most pressing first."""
        siens = self.visibles_par(user).a_contacter().filter(qui=user.pk)
        return siens.order_by(models.F("echeance").asc(nulls_last=True), "pk")

    def avec_liens(self):
        return self.select_related("mission", "structure", "territoire", "personne", "interlocuteur", "qui")


def _un_seul():
    """Exactly one of the three cards, or else a name."""
    possibles = ~Q(nom="") & Q(structure=None, territoire=None, personne=None)
    for choisi in LIENS:
        condition = Q(nom="")
        for lien in LIENS:
            condition &= Q(**{f"{lien}__isnull": lien != choisi})
        possibles |= condition
    return possibles


class GroupeAContacter(Cherchable):
    class Situation(models.TextChoices):
        """The three situations that the guide tells apart, and what each calls for."""

        SANS_PROJET = "sans-projet", "N’a pas prévu de coopérer"
        ENVIE = "envie", "En a envie, ne sait pas comment"
        ENGAGE = "engage", "A déjà engagé une démarche"

        @property
        def besoin(self):
            return {
                self.SANS_PROJET: "un appui pour ouvrir la réflexion",
                self.ENVIE: "des outils et des méthodes pour commencer",
                self.ENGAGE: "du recul, et des outils pour l’étape où il en est",
            }[self]

    class Resultat(models.TextChoices):
        A_RAPPELER = "a-rappeler", "À recontacter"
        INTERESSE = "interesse", "Intéressé"
        APPUI = "appui", "Demande un appui"
        REFUS = "refus", "Ne souhaite pas d’appui"
        INJOIGNABLE = "injoignable", "Injoignable"

    champs_cherches = ("nom",)

    mission = models.ForeignKey(Mission, models.CASCADE, related_name="groupes", verbose_name="mission")
    structure = models.ForeignKey(
        Structure, models.PROTECT, related_name="groupes", verbose_name="structure", null=True, blank=True
    )
    territoire = models.ForeignKey(
        Territoire, models.PROTECT, related_name="groupes", verbose_name="territoire", null=True, blank=True
    )
    personne = models.ForeignKey(
        Personne, models.PROTECT, related_name="groupes", verbose_name="personne", null=True, blank=True
    )
    nom = models.CharField("nom du groupe", max_length=200, blank=True)
    situation = models.CharField("situation", max_length=12, choices=Situation, blank=True)
    priorite = models.PositiveSmallIntegerField("priorité", choices=Structure.Priorite, null=True, blank=True)
    qui = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name="contacté par",
        null=True,
        blank=True,
        help_text="Le membre de la mission qui prend contact.",
    )
    echeance = Jour("à contacter avant le", null=True, blank=True, help_text="Qui s’en charge en reçoit le rappel.")
    interlocuteur = models.ForeignKey(
        Personne,
        models.SET_NULL,
        related_name="groupes_ou_parler",
        verbose_name="personne susceptible de travailler la coopération",
        null=True,
        blank=True,
    )
    contacte_le = Jour("contacté le", null=True, blank=True)
    resultat = models.CharField("résultat", max_length=12, choices=Resultat, blank=True)
    note = models.TextField(
        "ce qui s’est dit",
        blank=True,
        max_length=5000,
        help_text="Des faits, rien de confidentiel : tous les membres de la mission lisent cette liste.",
    )
    jeton = JetonField()

    objects = GroupeQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["recherche", "jeton"])

    class Meta:
        verbose_name = "groupe à contacter"
        verbose_name_plural = "groupes à contacter"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=_un_seul(),
                name="un_groupe_a_contacter_est_une_fiche_ou_un_nom",
                violation_error_message="Choisissez une fiche du réseau, ou écrivez un nom.",
            ),
            models.CheckConstraint(
                condition=Q(resultat="") | Q(contacte_le__isnull=False),
                name="un_resultat_de_contact_a_une_date",
                violation_error_message="Dites quand ce groupe a été contacté.",
            ),
            *[
                models.UniqueConstraint(
                    fields=["mission", lien],
                    name=f"groupe_{lien}_une_fois_par_mission",
                    violation_error_message="Cette fiche est déjà dans la liste.",
                )
                for lien in LIENS
            ],
        ]

    def __str__(self):
        return str(self.fiche or self.nom)

    def get_absolute_url(self):
        return reverse("mission:groupe", args=[self.mission_id, self.pk])

    def clean(self):
        refuser_le_futur(self, "contacte_le")

    @property
    def fiche(self):
        """The card of the réseau it stands for, or None."""
        return self.structure or self.territoire or self.personne

    @property
    def genre(self):
        nom = next((lien for lien in LIENS if getattr(self, f"{lien}_id")), "")
        return nom.capitalize() if nom else "Groupe"

    @property
    def appel(self):
        """What its situation calls for, in a few words."""
        return self.Situation(self.situation).besoin if self.situation else ""

    @property
    def des_siens(self):
        """What tells the persons of its structure, or of the structures of its territoire; None for a name."""
        if self.territoire_id:
            return Q(structure__territoire=self.territoire_id)
        structure = self.structure_id or (self.personne and self.personne.structure_id)
        return Q(structure=structure) if structure else None

    @property
    def demande_un_appui(self):
        return self.resultat == self.Resultat.APPUI

    @property
    def pour_un_appui(self):
        """What the address of a new appui says of it: its mission, its structure, the person to talk to."""
        personne = self.personne or self.interlocuteur
        structure = self.structure_id or (personne and personne.structure_id)
        connus = {"mission": self.mission_id, "structure": structure, "personne": personne and personne.pk}
        return urlencode({nom: pk for nom, pk in connus.items() if pk})

    @transaction.atomic
    def contacter(self, par, le=None):
        """One click: contacted today, by who clicks when nobody was named."""
        self.refresh_from_db(from_queryset=GroupeAContacter.objects.select_for_update())
        if self.contacte_le:
            raise ValidationError("Ce groupe est déjà noté comme contacté.")
        self.contacte_le, self.qui = le or timezone.localdate(), self.qui or par
        self.save()
