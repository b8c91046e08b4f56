"""An appui and its five steps (guide, Livret A, p. 30-35)."""

from datetime import timedelta

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models, transaction
from django.db.models import Case, Max, OuterRef, Prefetch, Q, Subquery, When
from django.db.models.functions import Coalesce, Greatest
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalRecords

from appuis.models.etapes import Canal, Etape, StadeAppui
from appuis.models.manques import manques
from appuis.models.projets import Projet
from appuis.models.vie import VieDAppui
from coopappui.champs import Jour, Nombre
from coopappui.jeton import JetonField
from coopappui.modeles import Cherchable, ChercheQuerySet
from coopappui.texte import mots_cherches
from missions.models import Mission, Personne, Structure


class AppuiQuerySet(ChercheQuerySet):
    # --- access -------------------------------------------------------------------------------

    def visibles_par(self, user):
        """Appuis of the missions the user is a member of, whatever their role there."""
        return self.filter(mission__in=Mission.objects.visibles_par(user))

    def modifiables_par(self, user):
        """Appuis the user carries, alone or with others, while still chargé d'appui of the mission."""
        a_charge = Appui.objects.filter(Q(charge_id=user.pk) | Q(co_charges=user.pk)).values("pk")
        return self.filter(pk__in=a_charge, mission__in=Mission.objects.avec_charge(user))

    def transmissibles_par(self, user):
        """Appuis the user may hand over: their own, and every one of a mission they answer for."""
        a_charge = Q(charge_id=user.pk, mission__in=Mission.objects.avec_charge(user))
        return self.filter(a_charge | Q(mission__in=Mission.objects.avec_responsable(user)))

    def partages_avec(self, user):
        """Appuis of which the user is a bénéficiaire: what their own space shows, and nothing else."""
        siens = Personne.objects.filter(compte_id=user.pk, compte__is_active=True)
        return self.filter(beneficiaires__in=siens).distinct()

    # --- questions ----------------------------------------------------------------------------

    def portes_par(self, user):
        return self.filter(pk__in=Appui.objects.filter(Q(charge_id=user.pk) | Q(co_charges=user.pk)).values("pk"))

    def a_choisir(self, user):
        """Running appuis that the user may log on, the latest worked on first, with what a choice shows."""
        recents = self.modifiables_par(user).en_cours().avec_dernier_echange()
        return recents.prefetch_related("structures").order_by("-dernier_echange", "-pk")

    def en_cours(self):
        return self.filter(etat=Appui.Etat.EN_COURS)

    def ouverts(self):
        """Neither stopped nor closed."""
        return self.filter(etat__in=(Appui.Etat.EN_COURS, Appui.Etat.SUSPENDU))

    def pour_sa_page(self):
        """All that the page of one appui shows, in a fixed number of queries. Notes are fetched apart, per reader."""
        return self.select_related("mission", "projet", "charge", "bilan", "demande").prefetch_related(
            "structures",
            "beneficiaires",
            "co_charges",
            Prefetch("etapes_franchies", EtapeFranchie.objects.select_related("par")),
            "sequences__participants",
            "blocages__apports",
            Prefetch(
                "engagements", _modele("engagements").objects.select_related("charge", "personne").par_echeance()
            ),
            "documents",
        )

    def avec_dernier_echange(self):
        """Annotates `dernier_echange` (date): the last séquence, else the opening."""
        derniere = (
            _modele("sequences")
            .objects.filter(appui=OuterRef("pk"))
            .order_by()
            .values("appui")
            .annotate(le=Max("date"))
            .values("le")
        )
        return self.annotate(dernier_echange=Coalesce(Subquery(derniere), "ouvert_le"))

    def a_relancer(self, aujourd_hui=None, missions=None):
        """Running appuis without news for the mission's delay, not chased nor postponed since.

        Annotates `dernier_echange` and `dernier_signe` (the last exchange or the last chase). `missions`: those of the
        appuis, when already at hand; one query finds them otherwise.
        """
        aujourd_hui = aujourd_hui or timezone.localdate()
        signe = Greatest("dernier_echange", Coalesce("relance_le", "dernier_echange"))
        en_attente = self.en_cours().avec_dernier_echange().annotate(dernier_signe=signe)
        sans_nouvelles = Q()
        for mission in missions or Mission.objects.filter(appuis__in=self.en_cours()).distinct():
            sans_nouvelles |= Q(
                mission=mission, dernier_signe__lte=aujourd_hui - timedelta(days=mission.delai_relance)
            )
        if not sans_nouvelles:
            return en_attente.none()
        return en_attente.filter(sans_nouvelles).exclude(reporte_au__gt=aujourd_hui).order_by("dernier_signe")

    def cherchant(self, q):
        """Also finds an appui by its structures, its bénéficiaires or its project. Never reads confidential notes."""
        for mot in mots_cherches(q):
            self = self.filter(
                Q(recherche__contains=mot)
                | Q(pk__in=_par("structures", Structure, mot))
                | Q(pk__in=_par("beneficiaires", Personne, mot))
                | Q(projet__recherche__contains=mot)
            )
        return self


def _modele(relation):
    """The model at the other end: those that depend on Appui are declared after it."""
    return Appui._meta.get_field(relation).related_model


def _par(relation, modele, mot):
    lien = Appui._meta.get_field(relation).remote_field.through
    cible = f"{modele._meta.model_name}__in"
    return lien.objects.filter(**{cible: modele.objects.filter(recherche__contains=mot).values("pk")}).values("appui")


class Appui(VieDAppui, Cherchable):
    class Origine(models.TextChoices):
        SOLLICITATION = "sollicitation", "Sollicitation"
        PROACTIVE = "proactive", "Démarche proactive"

    class Forme(models.TextChoices):
        INDIVIDUEL = "individuel", "Individuel"
        COLLECTIF = "collectif", "Collectif"

    class Rythme(models.TextChoices):
        PONCTUEL = "ponctuel", "Ponctuel"
        FIL_DE_L_EAU = "fil", "Au fil de l’eau"

    class Tarif(models.TextChoices):
        GRATUIT = "gratuit", "Gratuit"
        PAYANT = "payant", "Payant"

    class Etat(models.TextChoices):
        EN_COURS = "en-cours", "En cours"
        SUSPENDU = "suspendu", "Suspendu"
        ARRETE = "arrete", "Arrêté"
        CLOS = "clos", "Clos"

    class MotifArret(models.TextChoices):
        """The guide's reasons to stop an appui (p. 34)."""

        NON_DISPONIBLE = "non-disponible", "Bénéficiaire non disponible"
        HORS_CADRE = "hors-cadre", "Attitude non en accord avec le cadre proposé"
        NON_MOTEUR = "non-moteur", "Bénéficiaire non moteur"
        BENEFICIAIRE = "beneficiaire", "Le bénéficiaire met fin à l’appui"
        AUTRE = "autre", "Autre raison"

    champs_cherches = ("intitule", "besoin_exprime", "besoin_reformule")

    mission = models.ForeignKey(Mission, models.PROTECT, related_name="appuis", verbose_name="mission")
    intitule = models.CharField("intitulé", max_length=150, help_text="En quelques mots, le sujet de l’appui.")
    origine = models.CharField("origine", max_length=13, choices=Origine, default=Origine.SOLLICITATION)
    forme = models.CharField("forme", max_length=10, choices=Forme, default=Forme.INDIVIDUEL)
    canal = models.CharField("premier contact", max_length=10, choices=Canal, default=Canal.TELEPHONE)
    ouvert_le = Jour("premier contact le", default=timezone.localdate)
    structures = models.ManyToManyField(
        Structure, related_name="appuis", verbose_name="structures appuyées", blank=True
    )
    beneficiaires = models.ManyToManyField(Personne, related_name="appuis", verbose_name="bénéficiaires", blank=True)
    projet = models.ForeignKey(
        Projet, models.SET_NULL, related_name="appuis", verbose_name="projet de coopération", null=True, blank=True
    )
    stade = models.CharField("stade concerné", max_length=15, choices=StadeAppui, default=StadeAppui.ENVIE)
    besoin_exprime = models.TextField("besoin exprimé", blank=True, max_length=5000)
    besoin_reformule = models.TextField("besoin reformulé", blank=True, max_length=5000)
    points_a_travailler = models.TextField("points à travailler", blank=True, max_length=5000)
    limites = models.TextField("ce que l’appui n’apportera pas, et les alternatives", blank=True, max_length=2000)
    rythme = models.CharField("rythme", max_length=8, choices=Rythme, default=Rythme.FIL_DE_L_EAU)
    tarif = models.CharField("tarif", max_length=7, choices=Tarif, default=Tarif.GRATUIT)
    duree_prevue = Nombre(
        "durée prévue (heures)",
        max_digits=5,
        decimal_places=1,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    calendrier = models.CharField("calendrier", max_length=200, blank=True)
    charge = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="appuis_portes", verbose_name="chargé d’appui"
    )
    co_charges = models.ManyToManyField(
        settings.AUTH_USER_MODEL, related_name="appuis_accompagnes", verbose_name="co-chargés d’appui", blank=True
    )
    invitations_ouvertes = models.BooleanField(
        "les bénéficiaires peuvent inviter leurs collègues du projet",
        default=False,
        help_text="Vous en êtes prévenu chaque fois, et vous pouvez retirer l’accès.",
    )
    etape = models.CharField("étape", max_length=10, choices=Etape, default=Etape.CONTACT)
    etat = models.CharField("état", max_length=8, choices=Etat, default=Etat.EN_COURS)
    motif_arret = models.CharField("raison de l’arrêt", max_length=15, choices=MotifArret, blank=True)
    relance_le = Jour("relancé le", null=True, blank=True)
    reporte_au = Jour("relance reportée au", null=True, blank=True)
    cree_le = models.DateTimeField("créé le", auto_now_add=True)
    modifie_le = models.DateTimeField("modifié le", auto_now=True)
    jeton = JetonField()

    objects = AppuiQuerySet.as_manager()
    history = HistoricalRecords(
        excluded_fields=["recherche", "modifie_le", "jeton"], m2m_fields=[structures, beneficiaires, co_charges]
    )

    class Meta:
        verbose_name = "appui"
        ordering = ["-ouvert_le", "-pk"]
        indexes = [
            models.Index(fields=["mission", "etat", "-ouvert_le"]),
            models.Index(fields=["charge", "etat"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(etat="arrete", motif_arret__gt="") | (~Q(etat="arrete") & Q(motif_arret="")),
                name="un_appui_arrete_dit_pourquoi",
                violation_error_message="Un appui arrêté a une raison ; les autres n’en ont pas.",
            ),
        ]

    def __str__(self):
        return self.intitule

    def get_absolute_url(self):
        return reverse("appuis:appui", args=[self.pk])

    @transaction.atomic
    def delete(self, *args, **kwargs):
        """Its files go with it: a cascade would leave them behind."""
        self.documents.all().delete()
        self.messages.all().delete()
        return super().delete(*args, **kwargs)

    @property
    def precision(self):
        """Shown beside the title in a choice: the structures. Prefetch them."""
        return ", ".join(structure.nom for structure in self.structures.all())

    @property
    def etape_courante(self):
        return Etape(self.etape)

    @property
    def ouvert(self):
        """Neither stopped nor closed: work may be logged."""
        return self.etat in (self.Etat.EN_COURS, self.Etat.SUSPENDU)

    def equipe(self):
        """The officer and co-officers, as a queryset of accounts; some may have left the mission."""
        comptes = self._meta.get_field("charge").related_model.objects
        return comptes.filter(Q(pk=self.charge_id) | Q(appuis_accompagnes=self)).distinct()

    def officiers(self):
        """Those of the team who are still chargés d’appui of the mission, the officer first: who is told what happens,
        and who reads the messages."""
        charges = self.mission.charges().values("pk")
        return self.equipe().filter(pk__in=charges).order_by(Case(When(pk=self.charge_id, then=0), default=1), "pk")

    def porte_par(self, user):
        """Does this person carry the appui? Reads prefetched co_charges."""
        return user.pk == self.charge_id or user in self.co_charges.all()

    def manques(self, etape=None):
        """Sentences: what the step (by default the current one) still lacks before it is passed."""
        return manques(self, Etape(etape or self.etape))


class EtapeFranchie(models.Model):
    """A step passed on a date by a person."""

    appui = models.ForeignKey(Appui, models.CASCADE, related_name="etapes_franchies", verbose_name="appui")
    etape = models.CharField("étape", max_length=10, choices=Etape)
    le = Jour("franchie le")
    par = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="par")

    class Meta:
        verbose_name = "étape franchie"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["appui", "etape"],
                name="une_etape_franchie_une_fois",
                violation_error_message="Cette étape est déjà franchie.",
            )
        ]

    def __str__(self):
        return f"{self.get_etape_display()} · {self.le:%d/%m/%Y}"
