"""What every tool of the carnet has: its object, who began it; access is its object's. Its life: outils.models.vie."""

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from appuis.models import Appui, Projet
from coopappui.jeton import JetonField
from coopappui.plan.modeles import Cellule as CellulePlan
from coopappui.plan.modeles import Fiche
from coopappui.plan.modeles import Ligne as LignePlan
from coopappui.texte import plier
from missions.models import Mission, Personne, Structure
from outils.models.vie import OUVERTS, Etat, Vie

HORS_HISTORIQUE = [
    "jeton",
    "modifie_le",
    "transmise_le",
    "recherche",
    "reprises",
    "reponses_faites",
    "reponses_demandees",
]


class OutilQuerySet(models.QuerySet):
    """A member of the mission reads all; officers write. A bénéficiaire reads what is shared of their projects,
    their appuis and their structure, and fills it until it is transmitted or finished."""

    def visibles_par(self, user):
        return self.filter(Q(mission__in=Mission.objects.visibles_par(user)) | self._partages(user))

    def de_ses_missions(self, user):
        """Those that the user reads as a member of the mission, shared or not."""
        return self.filter(mission__in=Mission.objects.visibles_par(user))

    def modifiables_par(self, user):
        """Those of which the officer may change the state, the text, everything."""
        return self.filter(mission__in=Mission.objects.avec_charge(user))

    def ecrits_par(self, user):
        """Those in which the user writes, as long as they are not finished."""
        return self.filter(Q(mission__in=Mission.objects.avec_charge(user)) | self._partages(user))

    def remplissables_par(self, user):
        """Those in which the user may write now: neither transmitted nor finished."""
        return self.ecrits_par(user).filter(etat__in=OUVERTS)

    def transmissibles_par(self, user):
        """Those that the user, one of their bénéficiaires, may hand over or has just handed over."""
        return self.partages_avec(user).exclude(etat=Etat.BROUILLON)

    def suivies_par(self, user):
        """Those of the appuis that this officer carries and of their projects, and those they asked for or began."""
        portes = Appui.objects.portes_par(user)
        siennes = Q(appui__in=portes) | Q(projet__in=portes.exclude(projet=None).values("projet"))
        demandes = Outil._meta.get_field("demandes").related_model.objects.filter(par=user.pk).values("fiche")
        return self.modifiables_par(user).filter(siennes | Q(cree_par=user.pk) | Q(pk__in=demandes))

    def partages_avec(self, user):
        return self.filter(self._partages(user))

    def _partages(self, user):
        appuis = Appui.objects.partages_avec(user)
        structures = Personne.objects.filter(compte_id=user.pk, compte__is_active=True).values("structure")
        sien = Q(appui__in=appuis) | Q(projet__in=Projet.objects.partages_avec(user)) | Q(structure__in=structures)
        return Q(partagee_le__isnull=False) & sien

    def du_projet(self, projet):
        """Those of a project, and those begun on its appuis before it was born."""
        return self.filter(Q(projet=projet) | Q(appui__projet=projet))

    def verrouillees(self):
        """Locked in both their tables, so that nothing older than what is stored is written back."""
        return self.select_for_update(of=("self", "outil_ptr"))

    def avec_objet(self):
        return self.select_related("mission", "structure", "projet", "appui__projet", "modifie_par")


class Outil(Vie, Fiche):
    # --- what a tool says of itself, once ---------------------------------------------------------
    code = ""
    # The part of Livret B where the guide uses it (appuis.models.StadeAppui), for the catalogue.
    stade = ""
    # What it may hang on, the most natural first: "projet", "appui", "structure".
    porteurs: tuple[str, ...] = ("projet", "appui")
    page = ""
    lignes_du_guide = ""
    pour = ""
    quand = ""
    # A template shown under the answers, on the page, in the form and in the PDF; it reads `fiche.analyse`.
    complement = ""
    # A template shown beside the fiche: what one may do next with it.
    suites = ""
    paysage = False
    # Answers that a copy of the fiche does not take: {"relation.champ", "champ"}.
    decisions: frozenset[str] = frozenset()
    # Tables that follow what the portal knows: a partner who joins the project, a new pré-projet.
    suit: frozenset[str] = frozenset()

    genre = models.CharField(max_length=40, editable=False)
    mission = models.ForeignKey(Mission, models.PROTECT, related_name="outils", verbose_name="mission")
    projet = models.ForeignKey(
        Projet, models.PROTECT, related_name="outils", verbose_name="projet", null=True, blank=True
    )
    appui = models.ForeignKey(
        Appui, models.PROTECT, related_name="outils", verbose_name="appui", null=True, blank=True
    )
    structure = models.ForeignKey(
        Structure, models.PROTECT, related_name="outils", verbose_name="structure", null=True, blank=True
    )
    titre = models.CharField("titre de la fiche", max_length=200)
    # {field: where its first value came from}, as long as nobody changes it.
    reprises = models.JSONField("repris", default=dict, blank=True, editable=False)
    cree_par = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="commencée par", null=True
    )
    cree_le = models.DateTimeField("commencée le", auto_now_add=True)
    jeton = JetonField()

    objects = OutilQuerySet.as_manager()
    history = HistoricalRecords(inherit=True, excluded_fields=HORS_HISTORIQUE)

    class Meta:
        verbose_name = "fiche"
        ordering = ["-modifie_le", "-pk"]
        indexes = [models.Index(fields=["mission", "genre", "-modifie_le"])]
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(projet__isnull=False, appui__isnull=True, structure__isnull=True)
                    | Q(projet__isnull=True, appui__isnull=False, structure__isnull=True)
                    | Q(projet__isnull=True, appui__isnull=True, structure__isnull=False)
                ),
                name="une_fiche_porte_sur_un_seul_objet",
                violation_error_message="Une fiche porte sur un projet, un appui ou une structure.",
            ),
        ]

    def __str__(self):
        return self.titre

    def get_etat_display(self):
        """Finished after its bénéficiaires transmitted it, it is « validée »."""
        return "Validée" if self.finie and self.transmise_le else str(Etat(self.etat).label)

    def image_en_ligne(self):
        """A picture of what the fiche presents, as a data: address; "" for most tools."""
        return ""

    def save(self, *args, **kwargs):
        # Read as a plain Outil, it has no code and stays what it is.
        self.genre = self.code or self.genre
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return reverse("outils:fiche", args=[self.genre, self.pk])

    @classmethod
    def nom(cls):
        return str(cls._meta.verbose_name)[:1].upper() + str(cls._meta.verbose_name)[1:]

    @property
    def nom_de_l_outil(self):
        """« Fiche pré-projet », also when it is read as a plain Outil."""
        return Outil.du_code(self.genre).nom()

    @classmethod
    def catalogue(cls):
        """The tools, in the order of their declaration."""
        return [
            m for m in apps.get_app_config("outils").get_models() if issubclass(m, Outil) and m is not Outil and m.code
        ]

    @classmethod
    def du_code(cls, code):
        """The tool of that name in carnet.md. Raises KeyError."""
        return {modele.code: modele for modele in Outil.catalogue()}[code]

    # --- its object ---------------------------------------------------------------------------------

    @property
    def objet(self):
        return self.projet or self.appui or self.structure

    @property
    def le_projet(self):
        """The project, also when the fiche began on an appui that led to one; None before it is born."""
        return self.projet or (self.appui.projet if self.appui_id else None)

    # --- what a tool does besides --------------------------------------------------------------------

    def apres_enregistrement(self):
        """Called after each save of its answers or of its state, in the same transaction."""

    def avant_suppression(self):
        """Called before it is removed, in the same transaction: what it wrote elsewhere goes with it."""

    # --- what it takes from the portal ----------------------------------------------------------------

    def connu(self):
        """What the portal already knows, for a new fiche: yields (field, value, « du projet ») and, for a table,
        (relation, {field: value}, « du projet »)."""
        return ()

    def a_proposer(self):
        """What `connu` says of the tables that follow the portal and that none of their rows names yet."""
        propositions = {}
        for nom, valeurs, source in self.connu() if self.suit else ():
            if nom in self.suit:
                intitule = self._meta.get_field(nom).related_model.champ_intitule()
                deja = {plier(str(ligne)) for ligne in self.contenu.lignes(nom)}
                if plier(valeurs.get(intitule)) not in deja:
                    propositions.setdefault(nom, []).append((valeurs, source))
        return propositions


class Ligne(LignePlan):
    history = HistoricalRecords(inherit=True, excluded_fields=["reprise"])

    class Meta(LignePlan.Meta):
        abstract = True


class Cellule(CellulePlan):
    history = HistoricalRecords(inherit=True)

    class Meta(CellulePlan.Meta):
        abstract = True
