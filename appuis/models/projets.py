"""The projets de coopération and all that the tableau de suivi des actions shows (guide, p. 88)."""

from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalRecords

from appuis.models.etapes import Stade
from appuis.models.references import TypeCooperation, TypeFinancement
from coopappui.champs import Court, Jour, Montant, Texte
from coopappui.jeton import JetonField
from coopappui.modeles import Cherchable, dates_dans_l_ordre, montant_positif
from coopappui.texte import mots_cherches
from missions.models import Mission, Personne, Structure
from missions.models.reseau import DeMissionQuerySet


class ProjetQuerySet(DeMissionQuerySet):
    def partages_avec(self, user):
        """Projects the user was invited to, or of which one of their appuis is about."""
        siens = Personne.objects.filter(compte_id=user.pk, compte__is_active=True).values("pk")
        invites = Projet.participants.through.objects.filter(personne__in=siens).values("projet")
        appuyes = Projet._meta.get_field("appuis").related_model.objects.partages_avec(user)
        return self.filter(models.Q(pk__in=invites) | models.Q(pk__in=appuyes.exclude(projet=None).values("projet")))

    def cherchant(self, q):
        """Also finds a project by its chef de file or one of its partners."""
        for mot in mots_cherches(q):
            structures = Structure.objects.cherchant(mot).values("pk")
            self = self.filter(
                models.Q(pk__in=Projet.objects.filter(recherche__contains=mot).values("pk"))
                | models.Q(chef_de_file__in=structures)
                | models.Q(pk__in=Partenariat.objects.filter(structure__in=structures).values("projet"))
            )
        return self


class Projet(Cherchable):
    champs_cherches = ("nom", "objet", "themes", "enseignements")

    mission = models.ForeignKey(Mission, models.PROTECT, related_name="projets", verbose_name="mission")
    nom = models.CharField("nom du projet de coopération", max_length=200)
    type = models.ForeignKey(
        TypeCooperation,
        models.PROTECT,
        related_name="projets",
        verbose_name="type de coopération",
        null=True,
        blank=True,
    )
    objet = models.TextField("objet", blank=True, max_length=5000)
    chef_de_file = models.ForeignKey(
        Structure, models.PROTECT, related_name="projets_menes", verbose_name="chef de file", null=True, blank=True
    )
    cout_total = Montant("coût total du projet (€)")
    stade = models.CharField("état d’avancement", max_length=12, choices=Stade, default=Stade.EMERGENCE)
    date_debut = Jour("date de début", null=True, blank=True)
    date_fin = Jour("date de fin", null=True, blank=True)
    # People of the partners, invited to follow the project without any appui of their own.
    participants = models.ManyToManyField(
        Personne, related_name="projets_suivis", verbose_name="personnes invitées", blank=True
    )
    # What the répertoire of projects keeps (guide, p. 27-28): finished, running, or given up, and what it taught.
    abandonne_le = Jour("abandonné le", null=True, blank=True)
    themes = Court("thèmes", max_length=300, help_text="Quelques mots, séparés par des virgules.")
    enseignements = Texte("ce que l’on en a appris", max_length=3000)
    cree_le = models.DateTimeField("créé le", auto_now_add=True)
    modifie_le = models.DateTimeField("modifié le", auto_now=True)
    jeton = JetonField()

    objects = ProjetQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["recherche", "modifie_le", "jeton"])

    class Meta:
        verbose_name = "projet de coopération"
        verbose_name_plural = "projets de coopération"
        ordering = ["nom"]
        indexes = [models.Index(fields=["mission", "nom"])]
        constraints = [
            dates_dans_l_ordre("date_debut", "date_fin", "projet_finit_apres_son_debut"),
            montant_positif("cout_total", "projet_cout_positif"),
        ]

    def __str__(self):
        return self.nom

    def get_absolute_url(self):
        return reverse("projets:projet", args=[self.pk])

    @transaction.atomic
    def atteindre(self, stade, le):
        """The project has reached a stage on a date; going back erases the dates of the later stages.

        Raises ValidationError when the date is to come or precedes that of an earlier stage.
        """
        stade = Stade(stade)
        self._exiger_date_possible(stade, le)
        self.stades_atteints.filter(stade__in=[s for s in Stade if s.numero > stade.numero]).delete()
        StadeAtteint.objects.update_or_create(projet=self, stade=stade, defaults={"le": le})
        self.stade = stade
        self.save(update_fields=["stade", "modifie_le"])

    def dater(self, stade, le):
        """Corrects the date of a stage already passed. Raises ValidationError when stages would be out of order."""
        stade = Stade(stade)
        self._exiger_date_possible(stade, le)
        suivantes = [s.le for s in self.stades_atteints.all() if Stade(s.stade).numero > stade.numero]
        if suivantes and le > min(suivantes):
            raise ValidationError({"le": "Cette date est après celle du stade suivant."})
        StadeAtteint.objects.update_or_create(projet=self, stade=stade, defaults={"le": le})

    def _exiger_date_possible(self, stade, le):
        if le > timezone.localdate():
            raise ValidationError({"le": "Un stade s’atteint à une date passée ou aujourd’hui."})
        precedentes = [s.le for s in self.stades_atteints.all() if Stade(s.stade).numero < stade.numero]
        if precedentes and le < max(precedentes):
            raise ValidationError({"le": "Cette date précède celle du stade précédent."})

    def plan_de_financement(self):
        """Totals of the financements: `total`, `acquis`, `part` of the cost (%, None when unknown), `manque`."""
        montants = [(f.montant or 0, f.etat) for f in self.financements.all()]
        total = sum(montant for montant, _ in montants)
        acquis = sum(montant for montant, etat in montants if etat == Financement.Etat.ACQUIS)
        cout = self.cout_total
        return {
            "total": total,
            "acquis": acquis,
            "part": round(100 * total / cout) if cout else None,
            "manque": cout - total if cout is not None else None,
        }

    def personnes_ayant_acces(self):
        """The people of the réseau invited to the project, and the bénéficiaires of its appuis."""
        return Personne.objects.filter(models.Q(projets_suivis=self) | models.Q(appuis__projet=self)).distinct()

    def officiers(self, aussi=None):
        """Officers of the mission who carry one of its appuis, and the account `aussi` if it is one of them."""
        portes = models.Q(appuis_portes__projet=self.pk) | models.Q(appuis_accompagnes__projet=self.pk)
        return self.mission.charges().filter(models.Q(pk=aussi) | portes).distinct()

    def attaches(self):
        """What hangs on the project and forbids its deletion, in words: « 2 appuis », « 1 document »."""
        siens = {"stades_atteints", "partenariats", "financements", "actions_prevues", "liens", "invitations"}
        comptes = []
        for relation in self._meta.related_objects:
            if relation.get_accessor_name() in siens:
                continue
            nombre = relation.related_model._base_manager.filter(**{relation.field.name: self}).count()
            noms = relation.related_model._meta
            if nombre:
                comptes.append(f"{nombre} {noms.verbose_name if nombre == 1 else noms.verbose_name_plural}")
        return comptes


class StadeAtteint(models.Model):
    """The date at which a project reached a stage."""

    projet = models.ForeignKey(Projet, models.CASCADE, related_name="stades_atteints", verbose_name="projet")
    stade = models.CharField("stade", max_length=12, choices=Stade)
    le = Jour("atteint le")

    class Meta:
        verbose_name = "stade atteint"
        ordering = ["le", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["projet", "stade"],
                name="un_stade_atteint_une_fois",
                violation_error_message="Ce stade a déjà une date.",
            )
        ]

    def __str__(self):
        return f"{self.get_stade_display()} · {self.le:%d/%m/%Y}"


class Partenariat(models.Model):
    """A structure taking part in a project; its country is the structure's."""

    projet = models.ForeignKey(Projet, models.CASCADE, related_name="partenariats", verbose_name="projet")
    structure = models.ForeignKey(Structure, models.PROTECT, related_name="partenariats", verbose_name="structure")
    role = models.CharField("rôle dans le projet", max_length=150, blank=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = "partenariat"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["projet", "structure"],
                name="un_partenaire_une_fois_par_projet",
                violation_error_message="Cette structure est déjà partenaire du projet.",
            )
        ]

    def __str__(self):
        return str(self.structure)


class Financement(models.Model):
    class Etat(models.TextChoices):
        PRESSENTI = "pressenti", "Pressenti"
        DEMANDE = "demande", "Demandé"
        ACQUIS = "acquis", "Acquis"

    projet = models.ForeignKey(Projet, models.CASCADE, related_name="financements", verbose_name="projet")
    type = models.ForeignKey(
        TypeFinancement, models.PROTECT, related_name="financements", verbose_name="type de financement"
    )
    financeur = models.CharField("financeur", max_length=150, blank=True)
    montant = Montant("montant (€)")
    etat = models.CharField("état", max_length=10, choices=Etat, default=Etat.PRESSENTI)

    history = HistoricalRecords()

    class Meta:
        verbose_name = "financement"
        ordering = ["pk"]
        constraints = [montant_positif("montant", "financement_montant_positif")]

    def __str__(self):
        return " · ".join(filter(None, [str(self.type), self.financeur]))


class ActionPrevue(models.Model):
    """The tableau's « type d'actions prévues »."""

    projet = models.ForeignKey(Projet, models.CASCADE, related_name="actions_prevues", verbose_name="projet")
    intitule = models.CharField("action prévue", max_length=200)
    lieu = models.CharField("lieu", max_length=120, blank=True)
    echeance = Jour("échéance", null=True, blank=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = "action prévue"
        verbose_name_plural = "actions prévues"
        ordering = ["echeance", "pk"]

    def __str__(self):
        return self.intitule


class LienProjet(models.Model):
    """A web page about the project; files are Documents."""

    projet = models.ForeignKey(Projet, models.CASCADE, related_name="liens", verbose_name="projet")
    titre = models.CharField("titre", max_length=150, blank=True)
    url = models.URLField("adresse", max_length=500)

    class Meta:
        verbose_name = "lien"
        ordering = ["pk"]

    def __str__(self):
        return self.titre or self.url

    @property
    def site(self):
        return urlsplit(self.url).hostname or self.url
