"""The réseau: one directory a mission, used everywhere (guide, p. 31-33)."""

from itertools import takewhile

from django.conf import settings
from django.db import models
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.timezone import localdate
from django_countries.fields import CountryField
from simple_history.models import HistoricalRecords

from coopappui.champs import Courriel, Montant
from coopappui.jeton import JetonField
from coopappui.modeles import Cherchable, ChercheQuerySet, montant_positif
from coopappui.texte import mots_cherches, plier
from missions.models.doublons import cle, se_ressemblent
from missions.models.mission import Mission
from missions.models.references import Langue, TypeStructure


class DeMissionQuerySet(ChercheQuerySet):
    """Objects that belong to a mission and are shared by all its members."""

    # What makes the name that people know; see `nommees`.
    champs_du_nom = ("nom",)

    def visibles_par(self, user):
        return self.filter(mission__in=Mission.objects.visibles_par(user))

    def modifiables_par(self, user):
        """Officers write in the directory and the projects; responsables read."""
        return self.filter(mission__in=Mission.objects.avec_charge(user))

    def nommees(self, nom):
        """Objects of that name, whatever the accents, the punctuation, the articles and the usual abbreviations."""
        vise = cle(nom)
        return self.filter(pk__in=[pk for pk, autre in self._noms() if cle(autre) == vise])

    def semblables(self, nom):
        """Objects of that name or of one that looks like it: a letter missing, two swapped."""
        return self.filter(pk__in=[pk for pk, autre in self._noms() if se_ressemblent(nom, autre)])

    def _noms(self):
        lus = self.order_by().values_list("pk", *self.champs_du_nom)
        return [(pk, " ".join(parties)) for pk, *parties in lus]


def _compter(queryset, relation):
    """Annotates the number of rows of a many-to-many relation, counted for the rows shown only."""
    modele = queryset.model
    lien, nom = modele._meta.get_field(relation).through, modele._meta.model_name
    lignes = lien.objects.filter(**{nom: models.OuterRef("pk")}).order_by().values(nom)
    nombre = models.Subquery(lignes.annotate(n=models.Count("pk")).values("n"))
    return queryset.annotate(**{f"nombre_d_{relation}": Coalesce(nombre, 0)})


class Territoire(Cherchable):
    champs_cherches = ("nom", "presentation", "nom_du_pays")

    mission = models.ForeignKey(Mission, models.PROTECT, related_name="territoires", verbose_name="mission")
    nom = models.CharField("nom", max_length=150)
    pays = CountryField("pays", default="FR")
    presentation = models.TextField("présentation", blank=True, max_length=5000)

    jeton = JetonField()

    objects = DeMissionQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["recherche", "jeton"])

    class Meta:
        verbose_name = "territoire"
        ordering = ["nom"]
        constraints = [
            models.UniqueConstraint(
                fields=["mission", "nom", "pays"],
                name="un_territoire_une_fois_par_mission",
                violation_error_message="Ce territoire est déjà dans le réseau.",
            )
        ]

    def __str__(self):
        return self.nom

    def get_absolute_url(self):
        return reverse("reseau:territoire", args=[self.pk])

    def signes(self):
        """What two cards of the same territoire have in common; see `doublons.paires`."""
        yield "même nom", cle(self.nom)

    def est_distincte_de(self, autre):
        return self.pays != autre.pays

    @property
    def nom_du_pays(self):
        return str(self.pays.name)

    @property
    def precision(self):
        """What tells namesakes apart in a choice."""
        return "" if self.pays == "FR" else self.nom_du_pays

    def save(self, *args, **kwargs):
        """Its structures are found by its name."""
        super().save(*args, **kwargs)
        self.structures.rafraichir_recherche()


class StructureQuerySet(DeMissionQuerySet):
    def avec_nombre_d_appuis(self):
        """Annotates `nombre_d_appuis`."""
        return _compter(self, "appuis")

    def rafraichir_recherche(self):
        """After a type or a territoire was renamed: search finds structures by them."""
        changees = [s for s in self.select_related("type", "territoire") if s.recherche != s.texte_cherche()]
        for structure in changees:
            structure.recherche = structure.texte_cherche()
        self.model.objects.bulk_update(changees, ["recherche"], batch_size=500)


class Structure(Cherchable):
    """A group, organisation or local authority, in France or abroad."""

    class Priorite(models.IntegerChoices):
        HAUTE = 1, "Haute"
        MOYENNE = 2, "Moyenne"
        BASSE = 3, "Basse"

    champs_cherches = ("nom", "sigle", "commune", "courriel", "type", "territoire", "nom_du_pays")

    mission = models.ForeignKey(Mission, models.PROTECT, related_name="structures", verbose_name="mission")
    nom = models.CharField("nom", max_length=200)
    sigle = models.CharField("sigle", max_length=30, blank=True)
    type = models.ForeignKey(
        TypeStructure, models.PROTECT, related_name="structures", verbose_name="type", null=True, blank=True
    )
    territoire = models.ForeignKey(
        Territoire, models.PROTECT, related_name="structures", verbose_name="territoire", null=True, blank=True
    )
    pays = CountryField("pays", default="FR")
    langues = models.ManyToManyField(Langue, related_name="structures", verbose_name="langues parlées", blank=True)
    adresse = models.CharField("adresse", max_length=250, blank=True)
    code_postal = models.CharField("code postal", max_length=12, blank=True)
    commune = models.CharField("commune", max_length=120, blank=True)
    courriel = Courriel("courriel", blank=True)
    telephone = models.CharField("téléphone", max_length=30, blank=True)
    site = models.URLField("site Internet", blank=True)
    priorite = models.PositiveSmallIntegerField("priorité pour la mission", choices=Priorite, null=True, blank=True)
    enveloppe_cooperation = Montant("enveloppe localement dédiée à la coopération (€)")
    remarques = models.TextField(
        "remarques",
        blank=True,
        max_length=5000,
        help_text="Des faits, rien de confidentiel : tous les membres de la mission lisent cette fiche.",
    )

    jeton = JetonField()

    objects = StructureQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["recherche", "jeton"], m2m_fields=[langues])

    class Meta:
        verbose_name = "structure"
        ordering = ["nom"]
        indexes = [models.Index(fields=["mission", "nom"])]
        constraints = [montant_positif("enveloppe_cooperation", "structure_enveloppe_positive")]

    def __str__(self):
        return self.nom

    def get_absolute_url(self):
        return reverse("reseau:structure", args=[self.pk])

    def signes(self):
        """What two cards of the same structure have in common; see `doublons.paires`."""
        yield "même nom", cle(self.nom)
        yield "même courriel", plier(self.courriel)
        yield "même sigle", plier(self.sigle)
        # An acronym is often typed as the name.
        yield "même sigle", plier(self.nom) if " " not in self.nom else ""

    def est_distincte_de(self, autre):
        """Namesakes in two countries or two communes."""
        ailleurs = self.commune and autre.commune and cle(self.commune) != cle(autre.commune)
        return self.pays != autre.pays or bool(ailleurs)

    @property
    def nom_du_pays(self):
        return str(self.pays.name)

    @property
    def precision(self):
        """What tells namesakes apart in a choice."""
        return " · ".join(filter(None, [self.commune, "" if self.pays == "FR" else self.nom_du_pays]))


class PersonneQuerySet(DeMissionQuerySet):
    champs_du_nom = ("prenom", "nom")

    def cherchant(self, q):
        """Also finds a person by their structure."""
        for mot in mots_cherches(q):
            self = self.filter(models.Q(recherche__contains=mot) | models.Q(structure__recherche__contains=mot))
        return self

    def en_tete(self, condition):
        """Those that this tells first, the contacts coopération before the others; then everybody, as they come."""
        if condition is None:
            return self
        contacts = models.When(condition & models.Q(contact_cooperation=True), then=0)
        rang = models.Case(contacts, models.When(condition, then=1), default=2)
        return self.order_by(rang, *self.model._meta.ordering)

    def avec_nombre_d_appuis(self):
        """Annotates `nombre_d_appuis`."""
        return _compter(self, "appuis")

    def temoignant(self):
        """Those who agreed to testify, and whose agreement still holds."""
        depasses = models.Q(demande_de_temoigner__valable_jusqu_au__lt=localdate())
        return self.filter(temoignage=Personne.Temoignage.OUI).exclude(depasses)


class Personne(Cherchable):
    """Somebody of the réseau; a bénéficiaire may have an account to follow their appuis."""

    class Temoignage(models.TextChoices):
        NON_DEMANDE = "", "Pas encore demandé"
        OUI = "oui", "Accepte de témoigner"
        NON = "non", "Ne souhaite pas témoigner"

    # The name first: lists are sorted on this text, which has no accents.
    champs_cherches = ("nom", "prenom", "fonction", "courriel")

    mission = models.ForeignKey(Mission, models.PROTECT, related_name="personnes", verbose_name="mission")
    prenom = models.CharField("prénom", max_length=80, blank=True)
    nom = models.CharField("nom", max_length=80)
    fonction = models.CharField("fonction", max_length=120, blank=True)
    structure = models.ForeignKey(
        Structure, models.PROTECT, related_name="personnes", verbose_name="structure", null=True, blank=True
    )
    courriel = Courriel("courriel", blank=True)
    telephone = models.CharField("téléphone", max_length=30, blank=True)
    contact_cooperation = models.BooleanField(
        "contact coopération",
        default=False,
        help_text="À qui s’adresser pour la coopération au sein de la structure ; paraît au tableau de suivi.",
    )
    temoignage = models.CharField(
        "témoignage", max_length=3, choices=Temoignage, default=Temoignage.NON_DEMANDE, blank=True
    )
    compte = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        related_name="personnes",
        verbose_name="compte",
        null=True,
        blank=True,
        help_text="Le compte avec lequel ce bénéficiaire suit ses appuis.",
    )

    jeton = JetonField()

    objects = PersonneQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["recherche", "jeton"])

    class Meta:
        verbose_name = "personne"
        ordering = ["nom", "prenom"]
        indexes = [models.Index(fields=["mission", "nom"])]
        constraints = [
            models.UniqueConstraint(
                fields=["mission", "compte"],
                name="un_compte_une_personne_par_mission",
                violation_error_message="Ce compte est déjà celui d’une autre personne du réseau.",
            )
        ]

    def __str__(self):
        return f"{self.prenom} {self.nom}".strip()

    def get_absolute_url(self):
        return reverse("reseau:personne", args=[self.pk])

    def signes(self):
        """What two cards of the same person have in common; see `doublons.paires`."""
        yield "même nom", " ".join(sorted(cle(str(self)).split()))
        yield "même courriel", plier(self.courriel)

    def est_distincte_de(self, autre):
        """Namesakes: neither the structure nor the e-mail is the same."""
        structures = self.structure_id and autre.structure_id and self.structure_id != autre.structure_id
        courriels = self.courriel and autre.courriel and plier(self.courriel) != plier(autre.courriel)
        return bool(structures and courriels)

    @property
    def temoigne(self):
        """Agreed, and it still holds: what `temoignant()` filters."""
        demande = getattr(self, "demande_de_temoigner", None)
        return self.temoignage == self.Temoignage.OUI and not (demande and demande.depassee)

    def temoignage_depuis(self):
        """The date at which the person last accepted or declined to testify; None when never asked."""
        depuis = None
        if self.temoignage:
            passe = self.history.order_by("-history_date", "-history_id").values_list("temoignage", "history_date")
            depuis = [date for _, date in takewhile(lambda fiche: fiche[0] == self.temoignage, passe)][-1:]
        return localdate(depuis[0]) if depuis else None

    def empeche_la_fusion(self, doublon):
        """Two accounts are two people until somebody says otherwise: each would read the other's appuis."""
        if self.compte_id and doublon.compte_id and self.compte_id != doublon.compte_id:
            yield (
                f"Ces deux personnes ont chacune un compte ({self.compte.email} et {doublon.compte.email}). "
                "Retirez d’abord l’accès de l’un des deux."
            )

    def garder_de(self, doublon):
        """Who once declined to testify is not asked through another card."""
        if doublon.temoignage == self.Temoignage.NON:
            self.temoignage = self.Temoignage.NON

    @property
    def precision(self):
        """What tells namesakes apart in a choice; read with `select_related("structure")`."""
        return " · ".join(filter(None, [self.fonction, str(self.structure or "")]))

    @property
    def coordonnees(self):
        """Phone and e-mail on one line, as the tableau de suivi wants them."""
        return " · ".join(filter(None, [self.telephone, self.courriel]))
