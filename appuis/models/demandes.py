"""An appui asked for from the public pages, before an officer takes it up (Cap Rural, guide, p. 30).

What is confided here is read by the officers of the mission, until one opens the appui: the need then lives there. It
has no history, no search text, no admin page: keep it so.
"""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django_countries.fields import CountryField

from appuis.models.appuis import Appui
from appuis.models.etapes import Canal, StadeAppui
from appuis.models.journal import Evenement
from coopappui.champs import Courriel, Court, Texte
from coopappui.jeton import JetonField
from missions.models import Membre, Mission, TypeStructure
from missions.models.numeros import prochain_rang


class DemandeQuerySet(models.QuerySet):
    def visibles_par(self, user):
        """Those of the missions the user is chargé d'appui of; a responsable does not read them."""
        return self.filter(mission__in=Mission.objects.avec_charge(user))

    def a_qualifier(self):
        return self.filter(etat=DemandeDAppui.Etat.A_QUALIFIER)

    def a_qualifier_par(self, user):
        """Those that await this officer: entrusted to them, or to nobody; the oldest first."""
        siennes = Q(confiee_a=None) | Q(confiee_a=user.pk)
        return self.visibles_par(user).a_qualifier().filter(siennes).order_by("recue_le", "pk")


class DemandeDAppui(models.Model):
    class Etat(models.TextChoices):
        A_QUALIFIER = "a-qualifier", "À qualifier"
        QUALIFIEE = "qualifiee", "Qualifiée"
        ECARTEE = "ecartee", "Écartée"

    # The parts of Livret B, in the words of somebody who has not read it (guide, p. 38-39).
    OU_EN_EST_LE_PROJET = (
        (StadeAppui.ENVIE.value, "C’est une idée, ou une envie de coopérer"),
        (StadeAppui.PARTENARIATS.value, "Nous cherchons des partenaires, ou faisons connaissance"),
        (StadeAppui.MISE_EN_OEUVRE.value, "Le projet s’écrit, ou il est en cours"),
        (StadeAppui.FIN.value, "Le projet se termine, nous pensons à la suite"),
        (StadeAppui.RESEAU.value, "Nous voulons surtout rencontrer d’autres territoires"),
        (StadeAppui.EVALUATION.value, "Nous voulons évaluer ce que le projet apporte"),
        ("", "Je ne sais pas"),
    )

    mission = models.ForeignKey(Mission, models.CASCADE, related_name="demandes", verbose_name="mission")
    annee = models.PositiveSmallIntegerField(editable=False, blank=True)
    rang = models.PositiveIntegerField(editable=False, blank=True)
    recue_le = models.DateTimeField("reçue le", default=timezone.now)

    prenom = models.CharField("prénom", max_length=80)
    nom = models.CharField("nom", max_length=80)
    fonction = Court("fonction", max_length=120)
    courriel = Courriel("courriel")
    telephone = Court("téléphone", max_length=30)
    structure_nom = models.CharField("structure", max_length=200)
    structure_type = models.ForeignKey(
        TypeStructure, models.PROTECT, related_name="+", verbose_name="type de structure", null=True, blank=True
    )
    commune = Court("commune ou territoire", max_length=120)
    pays = CountryField("pays", default="FR")
    sujet = models.CharField("sujet", max_length=150)
    besoin = models.TextField("besoin exprimé", max_length=5000, blank=True)
    partenaires = Texte("partenaires déjà en contact", max_length=1000)
    stade = models.CharField("où en est le projet", max_length=15, choices=OU_EN_EST_LE_PROJET, blank=True)
    disponibilites = Court("disponibilités", max_length=200)
    canal_prefere = models.CharField("moyen préféré", max_length=10, choices=Canal, default=Canal.TELEPHONE)

    etat = models.CharField("état", max_length=11, choices=Etat, default=Etat.A_QUALIFIER)
    confiee_a = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, related_name="+", verbose_name="confiée à", null=True, blank=True
    )
    appui = models.OneToOneField(
        Appui, models.CASCADE, related_name="demande", verbose_name="appui", null=True, blank=True
    )
    motif = Court("pourquoi elle est écartée", max_length=300)
    traitee_par = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="traitée par", null=True, blank=True
    )
    traitee_le = models.DateTimeField("traitée le", null=True, blank=True)
    jeton = JetonField()

    objects = DemandeQuerySet.as_manager()

    class Meta:
        verbose_name = "demande d’appui"
        verbose_name_plural = "demandes d’appui"
        ordering = ["-recue_le", "-pk"]
        # No Django permission: nothing in the admin may ever be granted on what is confided.
        default_permissions = ()
        indexes = [models.Index(fields=["mission", "etat", "-recue_le"])]
        constraints = [
            models.UniqueConstraint(
                fields=["mission", "annee", "rang"],
                name="un_numero_par_demande",
                violation_error_message="Ce numéro est déjà celui d’une autre demande.",
            ),
            models.CheckConstraint(
                condition=Q(etat="qualifiee", appui__isnull=False) | (~Q(etat="qualifiee") & Q(appui__isnull=True)),
                name="une_demande_qualifiee_a_son_appui",
                violation_error_message="Une demande qualifiée a son appui ; les autres n’en ont pas.",
            ),
            models.CheckConstraint(
                condition=(Q(etat="ecartee") & ~Q(motif="")) | (~Q(etat="ecartee") & Q(motif="")),
                name="une_demande_ecartee_dit_pourquoi",
                violation_error_message="Une demande écartée a une raison ; les autres n’en ont pas.",
            ),
        ]

    def __str__(self):
        return f"Demande {self.numero}"

    def get_absolute_url(self):
        return reverse("demandes:demande", args=[self.pk])

    def save(self, *args, **kwargs):
        """Numbers the new one, without gap nor twin, whoever writes at the same moment."""
        if self.rang is not None:
            return super().save(*args, **kwargs)
        with transaction.atomic():
            self.annee, self.rang = prochain_rang(DemandeDAppui.objects, self.mission_id, self.recue_le)
            return super().save(*args, **kwargs)

    @property
    def numero(self):
        return numero(self.annee, self.rang)

    @property
    def demandeur(self):
        return f"{self.prenom} {self.nom}".strip()

    @property
    def ouverte(self):
        return self.etat == self.Etat.A_QUALIFIER

    def besoin_pour_l_appui(self):
        """The need as it goes to the appui, for the officer to read again."""
        partenaires = f"Déjà en contact avec : {self.partenaires}" if self.partenaires else ""
        return "\n\n".join(filter(None, [self.besoin, partenaires]))

    # --- transitions --------------------------------------------------------------------------

    @transaction.atomic
    def ouvrir_l_appui(self, par, structure, personne, **champs):
        """The appui, carried by `par`; the need lives there from now on. Raises ValidationError when another officer
        has dealt with the request meanwhile."""
        demande = self._prendre()
        appui = Appui(
            mission=self.mission,
            charge=par,
            origine=Appui.Origine.SOLLICITATION,
            canal=Canal.COURRIEL,
            ouvert_le=timezone.localdate(self.recue_le),
            **champs,
        )
        appui._history_user = par
        appui.save()
        appui.structures.add(structure)
        appui.beneficiaires.add(personne)
        Evenement.noter(appui, Evenement.Verbe.OUVERTURE, par, f"sur la demande {self.numero}")
        demande.besoin = demande.partenaires = demande.disponibilites = ""
        demande.appui = appui
        demande._clore(self.Etat.QUALIFIEE, par)
        return appui

    @transaction.atomic
    def ecarter(self, par, motif):
        demande = self._prendre()
        demande.motif = motif
        demande._clore(self.Etat.ECARTEE, par)

    @transaction.atomic
    def reprendre(self):
        """Back among those to deal with, after it was set aside."""
        demande = DemandeDAppui.objects.select_for_update().get(pk=self.pk)
        if demande.etat != self.Etat.ECARTEE:
            raise ValidationError("Seule une demande écartée se reprend.")
        demande.etat, demande.motif = self.Etat.A_QUALIFIER, ""
        demande.traitee_par = demande.traitee_le = None
        demande.save()

    @transaction.atomic
    def confier(self, a):
        """To an officer of the mission, or to nobody (None)."""
        demande = self._prendre()
        if a and not Membre.objects.actifs_de(a).charges().filter(mission=self.mission).exists():
            raise ValidationError({"a": "Cette personne n’est pas chargée d’appui dans la mission."})
        demande.confiee_a = self.confiee_a = a
        demande.save(update_fields=["confiee_a"])

    def _prendre(self):
        """This request, locked and still to be dealt with."""
        demande = DemandeDAppui.objects.select_for_update(of=("self",)).select_related("traitee_par").get(pk=self.pk)
        if not demande.ouverte:
            raise ValidationError(
                f"{demande.traitee_par} vient de traiter cette demande : elle est "
                f"{demande.get_etat_display().lower()}."
            )
        return demande

    def _clore(self, etat, par):
        self.etat, self.traitee_par, self.traitee_le = etat, par, timezone.now()
        self.save()


def numero(annee, rang):
    """« D-2026-0012 »."""
    return f"D-{annee}-{rang:04d}"
