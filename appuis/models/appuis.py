"""An appui and its five steps (guide, Livret A, p. 30-35)."""

from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models, transaction
from django.db.models import Max, OuterRef, Prefetch, Q, Subquery
from django.db.models.functions import Coalesce, Greatest
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalRecords

from appuis.models.etapes import Canal, Etape, StadeAppui
from appuis.models.journal import Evenement
from appuis.models.manques import manques
from appuis.models.projets import Projet
from coopappui.champs import Jour, Nombre
from coopappui.jeton import JetonField
from coopappui.modeles import Cherchable, ChercheQuerySet
from coopappui.texte import mots_cherches
from missions.models import Membre, Mission, Personne, Structure


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


class Appui(Cherchable):
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
        """The officer and co-officers, as a queryset of accounts."""
        comptes = self._meta.get_field("charge").related_model.objects
        return comptes.filter(Q(pk=self.charge_id) | Q(appuis_accompagnes=self)).distinct()

    def porte_par(self, user):
        """Does this person carry the appui? Reads prefetched co_charges."""
        return user.pk == self.charge_id or user in self.co_charges.all()

    def manques(self, etape=None):
        """Sentences: what the step (by default the current one) still lacks before it is passed."""
        return manques(self, Etape(etape or self.etape))

    # --- transitions --------------------------------------------------------------------------

    @transaction.atomic
    def franchir(self, etape, par, le=None):
        """Passes the current step, dated and signed. Raises ValidationError when something is lacking."""
        etape, le = Etape(etape), le or timezone.localdate()
        self._exiger(self.Etat.EN_COURS)
        if etape != self.etape:
            raise ValidationError(f"L’étape en cours est « {self.etape_courante.label} ».")
        if phrases := self.manques(etape):
            raise ValidationError(phrases)
        if le > timezone.localdate():
            raise ValidationError({"le": "Une étape ne se franchit pas dans le futur."})
        EtapeFranchie.objects.create(appui=self, etape=etape, le=le, par=par)
        if etape.suivante:
            self.etape = etape.suivante
            self.save(update_fields=["etape", "modifie_le"])
        Evenement.noter(self, Evenement.Verbe.ETAPE, par, etape.label)

    def rouvrir_etape(self, etape, par):
        """Takes the appui back to a step already passed: a new séquence de travail goes through the steps again."""
        self._exiger(self.Etat.EN_COURS)
        etape = Etape(etape)
        annulees = self.etapes_franchies.filter(etape__in=[e for e in Etape if e.numero >= etape.numero])
        if not annulees.exists():
            raise ValidationError("Cette étape n’a pas été franchie.")
        annulees.delete()
        self.etape = etape
        self.save(update_fields=["etape", "modifie_le"])
        Evenement.noter(self, Evenement.Verbe.ETAPE_ROUVERTE, par, etape.label)

    def suspendre(self, par, motif=""):
        self._exiger(self.Etat.EN_COURS)
        self._passer(self.Etat.SUSPENDU, Evenement.Verbe.SUSPENSION, par, motif)

    def arreter(self, par, raison, motif=""):
        """Stops the appui for one of the guide's reasons; it can be resumed later (guide, p. 34)."""
        self._exiger(self.Etat.EN_COURS, self.Etat.SUSPENDU)
        self.motif_arret = self.MotifArret(raison)
        texte = " · ".join(filter(None, [self.get_motif_arret_display(), motif]))
        self._passer(self.Etat.ARRETE, Evenement.Verbe.ARRET, par, texte)

    def reprendre(self, par):
        self._exiger(self.Etat.SUSPENDU, self.Etat.ARRETE, self.Etat.CLOS)
        self.motif_arret = ""
        self._passer(self.Etat.EN_COURS, Evenement.Verbe.REPRISE, par)

    def clore(self, par, le=None):
        """Closes the appui. A coup de main ponctuel closes at once; the others once their bilan is kept."""
        self._exiger(self.Etat.EN_COURS)
        if self.rythme != self.Rythme.PONCTUEL and (phrases := self.manques(Etape.BILAN)):
            raise ValidationError(phrases)
        self._passer(self.Etat.CLOS, Evenement.Verbe.CLOTURE, par)

    def relancer(self, par):
        """The officer has just chased the bénéficiaire: the delay starts again."""
        self._exiger(self.Etat.EN_COURS)
        self.relance_le, self.reporte_au = timezone.localdate(), None
        self.save(update_fields=["relance_le", "reporte_au", "modifie_le"])
        Evenement.noter(self, Evenement.Verbe.RELANCE, par)

    def reporter(self, par, au):
        self._exiger(self.Etat.EN_COURS)
        if au <= timezone.localdate():
            raise ValidationError({"au": "Choisissez une date à venir."})
        self.reporte_au = au
        self.save(update_fields=["reporte_au", "modifie_le"])
        Evenement.noter(self, Evenement.Verbe.REPORT, par, f"au {au:%d/%m/%Y}")

    @transaction.atomic
    def transmettre(self, a, par, notes=(), garder_comme_co_charge=False):
        """Hands the appui over to another officer of the mission.

        `notes`: confidential notes that `par`, their author, passes on explicitly; the others stay closed.
        Raises ValidationError when `a` is not chargé d'appui of the mission or `par` did not write a note.
        """
        if not Membre.objects.actifs_de(a).charges().filter(mission=self.mission).exists():
            raise ValidationError({"a": "Cette personne n’est pas chargée d’appui dans la mission."})
        if a.pk == self.charge_id:
            raise ValidationError({"a": "Cette personne porte déjà l’appui."})
        if any(note.auteur_id != par.pk or note.appui_id != self.pk for note in notes):
            raise ValidationError({"notes": "On ne transmet que ses propres notes."})
        ancien = self.charge
        self.charge = a
        self.save(update_fields=["charge", "modifie_le"])
        self.co_charges.remove(a)
        if garder_comme_co_charge:
            self.co_charges.add(ancien)
        for note in notes:
            note.lecteurs.add(a)
        Evenement.noter(self, Evenement.Verbe.TRANSMISSION, par, f"de {ancien} à {a}")

    def _exiger(self, *etats):
        if self.etat not in etats:
            raise ValidationError(
                f"Cet appui est {self.get_etat_display().lower()} : cette action n’est pas possible."
            )

    @transaction.atomic
    def _passer(self, etat, verbe, par, detail=""):
        self.etat = etat
        self.save(update_fields=["etat", "motif_arret", "modifie_le"])
        Evenement.noter(self, verbe, par, detail)


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
