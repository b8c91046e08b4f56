"""Suivi de prise de contact avec des partenaires (Cap Rural, guide, p. 107): a registre, one row a contact."""

from django.conf import settings
from django.db import models
from django.db.models import CharField, OuterRef, Q, Subquery, Value
from django.db.models.functions import Cast, Concat
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalRecords

from appuis.models import Engagement, Projet
from appuis.models.etapes import Canal
from coopappui.champs import Courriel, Court, Jour, Texte
from coopappui.jeton import JetonField
from coopappui.modeles import Cherchable
from coopappui.texte import mots_cherches
from missions.models import Mission, Personne, Structure
from missions.models.reseau import DeMissionQuerySet

ORIGINE = "prise-de-contact"


class Interet(models.TextChoices):
    """Could this contact become a partner?"""

    OUI = "oui", "Oui"
    PEUT_ETRE = "peut-etre", "Peut-être"
    NON = "non", "Non"


class Suite(models.TextChoices):
    RAPPELER = "rappeler", "À rappeler"
    COURRIEL = "courriel", "Envoyer un courriel"
    AUTRE = "autre", "Autre"


class PriseDeContactQuerySet(DeMissionQuerySet):
    champs_du_nom = ("prenom", "nom")

    def cherchant(self, q):
        """Also finds a contact by its project."""
        for mot in mots_cherches(q):
            self = self.filter(Q(recherche__contains=mot) | Q(projet__recherche__contains=mot))
        return self

    def avec_suite(self):
        """Annotates `suite_faite_le`: when the reminder of its suite was marked as done, None before."""
        origine = Concat(
            Value(f"{ORIGINE}:"), Cast("pk", CharField()), Value(":"), Cast("rang_de_la_suite", CharField())
        )
        rappel = Engagement.objects.filter(origine=OuterRef("origine_du_rappel")).order_by()
        return self.alias(origine_du_rappel=origine).annotate(suite_faite_le=Subquery(rappel.values("fait_le")[:1]))

    def de_la_personne(self, compte):
        """The rows about somebody who has an account: their cards of the réseau, the address they answered from."""
        return self.filter(Q(personne__compte=compte) | Q(courriel__iexact=compte.email))

    def en_attente(self):
        """Those to which something is still owed; after `avec_suite`."""
        return self.exclude(suite="").filter(suite_faite_le=None)

    def a_relancer(self):
        """Those whose suite is overdue; after `avec_suite`."""
        return self.en_attente().filter(suite_le__lt=timezone.localdate())


class PriseDeContact(Cherchable):
    """Somebody met or called about a project, or while prospecting: their details as known that day.

    A dated suite has a reminder: an engagement of the project, which alone knows whether it is done.
    """

    # The name first: the registre is sorted on this text, which has no accents.
    champs_cherches = (
        "nom",
        "prenom",
        "organisme",
        "courriel",
        "adresse",
        "intermediaire",
        "informations",
        "interet_pourquoi",
        "remarques",
    )

    mission = models.ForeignKey(Mission, models.PROTECT, related_name="prises_de_contact", verbose_name="mission")
    projet = models.ForeignKey(
        Projet, models.PROTECT, related_name="prises_de_contact", verbose_name="projet", null=True, blank=True
    )
    personne = models.ForeignKey(
        Personne, models.PROTECT, related_name="prises_de_contact", verbose_name="personne", null=True, blank=True
    )
    structure = models.ForeignKey(
        Structure, models.PROTECT, related_name="prises_de_contact", verbose_name="structure", null=True, blank=True
    )
    # The public offer that somebody answers.
    offre = models.ForeignKey(
        "outils.OffreCooperation",
        models.SET_NULL,
        related_name="reponses",
        verbose_name="offre de coopération",
        null=True,
        blank=True,
        editable=False,
    )
    nom = Court("nom", max_length=80)
    prenom = Court("prénom", max_length=80)
    organisme = Court("organisme")
    adresse = Court("adresse", max_length=250)
    telephone = Court("tél.", max_length=30)
    courriel = Courriel("courriel", blank=True)
    intermediaire = Court(
        "contact établi par l’intermédiaire de", help_text="Qui vous a mis en relation : une personne, un réseau…"
    )
    canal = models.CharField("prise de contact par", max_length=10, choices=Canal, default=Canal.TELEPHONE)
    canal_precision = Court("préciser", help_text="Le salon, la réunion, le message…")
    le = Jour("date", default=timezone.localdate)
    pris_par = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="prises_de_contact",
        verbose_name="qui a pris contact",
    )
    informations = Texte(
        "informations recueillies",
        max_length=5000,
        help_text="Des faits, rien de confidentiel : tous les membres de la mission lisent ce registre.",
    )
    interet = models.CharField("ce contact est-il intéressant ?", max_length=10, choices=Interet, blank=True)
    interet_pourquoi = Texte("pourrait-il être un partenaire ? Pourquoi ?", max_length=5000)
    suite = models.CharField("à rappeler / envoyer un courriel", max_length=10, choices=Suite, blank=True)
    suite_precision = Court("préciser la suite", help_text="Ce qu’il faudra demander, envoyer ou préparer.")
    suite_le = Jour("date de la suite", null=True, blank=True)
    # Each suite that comes after one already done has its own reminder.
    rang_de_la_suite = models.PositiveSmallIntegerField(default=1, editable=False)
    remarques = Texte("remarques", max_length=5000)
    cree_le = models.DateTimeField("noté le", auto_now_add=True)
    jeton = JetonField()

    objects = PriseDeContactQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["recherche", "jeton", "rang_de_la_suite", "cree_le"])

    class Meta:
        verbose_name = "prise de contact"
        verbose_name_plural = "prises de contact"
        ordering = ["-le", "-pk"]
        indexes = [models.Index(fields=["mission", "-le"])]
        constraints = [
            models.CheckConstraint(
                condition=~Q(nom="") | ~Q(organisme=""),
                name="un_contact_a_un_nom_ou_un_organisme",
                violation_error_message="Donnez au moins un nom ou un organisme.",
            ),
            models.CheckConstraint(
                condition=Q(suite_le__isnull=True) | ~Q(suite=""),
                name="une_suite_datee_dit_laquelle",
                violation_error_message="Dites quelle suite donner à cette date.",
            ),
            models.CheckConstraint(
                condition=Q(suite_le__isnull=True) | Q(projet__isnull=False),
                name="une_suite_datee_a_un_projet",
                violation_error_message="Une suite datée est rappelée au titre d’un projet : choisissez-le.",
            ),
        ]

    def __str__(self):
        nom = f"{self.prenom} {self.nom}".strip()
        return f"{nom} ({self.organisme})" if nom and self.organisme else nom or self.organisme

    def get_absolute_url(self):
        return reverse("outils:contact", args=[self.pk])

    # --- the réseau -------------------------------------------------------------------------------

    @staticmethod
    def du_reseau(personne, structure):
        """What the réseau knows of a person or of a structure: {field: value}, nothing empty."""
        structure = structure or (personne.structure if personne else None)
        valeurs = {}
        if structure:
            commune = f"{structure.code_postal} {structure.commune}".strip()
            pays = "" if structure.pays == "FR" else structure.nom_du_pays
            valeurs = {
                "organisme": structure.nom,
                "adresse": ", ".join(filter(None, [structure.adresse, commune, pays]))[:250],
                "telephone": structure.telephone,
                "courriel": structure.courriel,
            }
        if personne:
            siennes = {nom: getattr(personne, nom) for nom in ("nom", "prenom", "telephone", "courriel")}
            valeurs |= {nom: valeur for nom, valeur in siennes.items() if valeur}
        return {nom: valeur for nom, valeur in valeurs.items() if valeur}

    @property
    def personne_a_ajouter(self):
        return bool(not self.personne_id and self.nom)

    @property
    def structure_a_ajouter(self):
        return bool(not self.structure_id and self.organisme)

    @property
    def a_ajouter(self):
        """Somebody or some organisation the réseau does not hold yet, as far as this row knows."""
        return self.personne_a_ajouter or self.structure_a_ajouter

    # --- the suite and its reminder; `suite_faite_le` comes from `avec_suite` ---------------------

    @property
    def en_attente(self):
        return bool(self.suite and not self.suite_faite_le)

    @property
    def en_retard(self):
        return bool(self.en_attente and self.suite_le and self.suite_le < timezone.localdate())

    @property
    def _origine(self):
        return f"{ORIGINE}:{self.pk}"

    def rappel(self):
        """The engagement that reminds of the suite, done or not; None when there is none."""
        rappels = Engagement.objects.filter(origine=f"{self._origine}:{self.rang_de_la_suite}")
        return rappels.select_related("projet", "charge", "personne").first()

    def quoi_rappeler(self):
        """« Rappeler Prénom Nom (Organisme) : demander les dates »."""
        gestes = {Suite.RAPPELER: f"Rappeler {self}", Suite.COURRIEL: f"Envoyer un courriel à {self}"}
        geste = gestes.get(self.suite)
        return " : ".join(filter(None, [geste, self.suite_precision] if geste else [self.suite_precision, str(self)]))

    def changer_de_suite(self):
        """To be called before another suite is saved: what was done stays done, the new suite is still to do."""
        rappel = self.rappel()
        if rappel and rappel.fait_le:
            self.rang_de_la_suite += 1

    def suivre_la_suite(self, confier=False):
        """The reminder says what the saved row says; `confier`: it changes hands with the contact."""
        suites = [(self.rang_de_la_suite, self.quoi_rappeler(), self.suite_le)] if self.suite_le else []
        Engagement.objects.suivre(self.projet, self._origine, suites, charge=self.pris_par)
        rappel = self.rappel() if confier else None
        if rappel and not rappel.fait_le:
            rappel.charge, rappel.personne = self.pris_par, None
            rappel.save(update_fields=["charge", "personne"])

    def oublier_la_suite(self):
        """Before the row is removed: a reminder not done goes with it."""
        Engagement.objects.suivre(self.projet, self._origine, [])

    def rendre_anonyme(self):
        """The row stays, for the registre counts it, without anything that names anybody; nor does its history."""
        self.oublier_la_suite()
        rappels = f"{self._origine}:"
        Engagement.objects.filter(origine__startswith=rappels).update(quoi="Contact avec une personne effacée")
        Engagement.history.filter(origine__startswith=rappels).delete()
        self.nom = "Personne effacée"
        self.prenom = self.adresse = self.telephone = self.courriel = self.intermediaire = self.canal_precision = ""
        self.informations = self.interet_pourquoi = self.remarques = self.suite = self.suite_precision = ""
        self.suite_le = None
        self.save()
        self.history.all().delete()
