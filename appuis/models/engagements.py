"""Engagements: who does what, by when (guide, p. 34). They make the officer's to-do list."""

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from simple_history.models import HistoricalRecords

from appuis.models.appuis import Appui
from appuis.models.projets import Projet
from appuis.models.sequences import Sequence
from coopappui.champs import Jour
from missions.models import Personne


class EngagementQuerySet(models.QuerySet):
    def visibles_par(self, user):
        return self.filter(
            Q(appui__in=Appui.objects.visibles_par(user)) | Q(projet__in=Projet.objects.visibles_par(user))
        )

    def modifiables_par(self, user):
        return self.filter(
            Q(appui__in=Appui.objects.modifiables_par(user))
            | Q(appui=None, projet__in=Projet.objects.modifiables_par(user))
        )

    def partages_avec(self, user):
        """Engagements of the appuis the user benefits from."""
        return self.filter(appui__in=Appui.objects.partages_avec(user))

    def du_beneficiaire(self, user):
        """Those this bénéficiaire may mark as done: promised by them, or by « le bénéficiaire » of their appui."""
        sien = Q(personne__compte=user.pk) | Q(personne=None)
        return self.partages_avec(user).filter(sien, charge=None)

    def a_faire_par(self, user):
        """An officer's to-do list: what they promised, what is due to them on the open appuis they carry and on the
        projects of these appuis."""
        ouverts = Appui.objects.portes_par(user).exclude(etat__in=(Appui.Etat.ARRETE, Appui.Etat.CLOS))
        attendus = Q(appui__in=ouverts) | Q(appui=None, projet__in=ouverts.exclude(projet=None).values("projet"))
        return self.ouverts().filter(Q(charge=user) | Q(attendus, charge=None))

    def ouverts(self):
        return self.filter(fait_le=None)

    def en_retard(self, aujourd_hui=None):
        return self.ouverts().filter(echeance__lt=aujourd_hui or timezone.localdate())

    def par_echeance(self):
        """What is to do first, the most pressing at the top; what is done last."""
        return self.order_by(F("fait_le").desc(nulls_first=True), F("echeance").asc(nulls_last=True), "pk")

    @transaction.atomic
    def suivre(self, projet, origine, echeances, charge=None):
        """The engagements that `origine` wrote say what it says now; `echeances`: (key, quoi, date), one each.

        New ones are created, changed ones corrected, those it no longer names go, except once they are done.
        `charge`: the officer to whom new ones are given; people may pass them on afterwards.
        """
        connus = {engagement.origine: engagement for engagement in self.filter(origine__startswith=f"{origine}:")}
        for cle, quoi, echeance in echeances:
            nom = f"{origine}:{cle}"
            engagement = connus.pop(nom, None) or self.model(origine=nom, charge=charge)
            voulu = {"projet_id": projet.pk, "quoi": Truncator(quoi).chars(250), "echeance": echeance}
            if any(getattr(engagement, champ) != valeur for champ, valeur in voulu.items()):
                for champ, valeur in voulu.items():
                    setattr(engagement, champ, valeur)
                engagement.save()
        for engagement in connus.values():
            if not engagement.fait_le:
                engagement.delete()


class Engagement(models.Model):
    appui = models.ForeignKey(
        Appui, models.CASCADE, related_name="engagements", verbose_name="appui", null=True, blank=True
    )
    projet = models.ForeignKey(
        Projet, models.CASCADE, related_name="engagements", verbose_name="projet", null=True, blank=True
    )
    sequence = models.ForeignKey(
        Sequence, models.SET_NULL, related_name="engagements", verbose_name="pris pendant", null=True, blank=True
    )
    quoi = models.CharField("quoi", max_length=250)
    charge = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="engagements",
        verbose_name="chargé d’appui",
        null=True,
        blank=True,
    )
    personne = models.ForeignKey(
        Personne, models.PROTECT, related_name="engagements", verbose_name="bénéficiaire", null=True, blank=True
    )
    moyens = models.CharField("moyens", max_length=250, blank=True)
    echeance = Jour("pour le", null=True, blank=True)
    fait_le = Jour("fait le", null=True, blank=True)
    relance_le = Jour("relancé le", null=True, blank=True)
    cree_le = models.DateTimeField("pris le", auto_now_add=True)
    # What of the carnet d'outils wrote it and keeps it up to date: « code:number:key »; "" when somebody typed it.
    origine = models.CharField("origine", max_length=80, blank=True, default="", editable=False, db_index=True)

    objects = EngagementQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = "engagement"
        ordering = ["echeance", "pk"]
        indexes = [models.Index(fields=["charge", "fait_le", "echeance"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(appui__isnull=False) | Q(projet__isnull=False),
                name="un_engagement_concerne_un_appui_ou_un_projet",
                violation_error_message="Un engagement concerne un appui ou un projet.",
            ),
            models.CheckConstraint(
                condition=Q(charge__isnull=True) | Q(personne__isnull=True),
                name="un_engagement_a_un_seul_porteur",
                violation_error_message="Un engagement est pris par une seule personne.",
            ),
        ]

    def __str__(self):
        return self.quoi

    def get_absolute_url(self):
        if self.appui_id:
            return f"{self.appui.get_absolute_url()}#engagement-{self.pk}"
        return reverse("projets:projet", args=[self.projet_id])

    @property
    def adresse_de_l_origine(self):
        """The page of what wrote it, told by its code and its number."""
        code, numero, _ = self.origine.split(":", 2)
        return reverse("outils:fiche", args=[code, numero])

    @property
    def qui(self):
        """Who promised, in words; the bénéficiaire or a partner when nobody is named."""
        return str(self.charge or self.personne or ("le bénéficiaire" if self.appui_id else "un partenaire"))

    @property
    def de_qui(self):
        """`qui` after « attendu »: « de Béa Fontaine », « du bénéficiaire », « d’un partenaire »."""
        if porteur := self.charge or self.personne:
            return f"de {porteur}"
        return "du bénéficiaire" if self.appui_id else "d’un partenaire"

    def est_du_beneficiaire(self, user):
        """Same rule as `du_beneficiaire`, for an engagement of an appui shared with the user."""
        return self.charge_id is None and (self.personne_id is None or self.personne.compte_id == user.pk)

    @property
    def attendu(self):
        """Owed to the officer rather than by them."""
        return self.charge_id is None

    @property
    def retard(self):
        """Days late, 0 when not late."""
        if self.fait_le or not self.echeance:
            return 0
        return max((timezone.localdate() - self.echeance).days, 0)

    @property
    def urgence(self):
        """The heading under which the to-do list shows it."""
        if not self.echeance:
            return "Sans date"
        jours = (self.echeance - timezone.localdate()).days
        return "En retard" if jours < 0 else "Dans les sept jours" if jours <= 7 else "Plus tard"

    def faire(self, le=None):
        self.fait_le = le or timezone.localdate()
        self.save(update_fields=["fait_le"])

    def rouvrir(self):
        self.fait_le = None
        self.save(update_fields=["fait_le"])

    def relancer(self):
        self.relance_le = timezone.localdate()
        self.save(update_fields=["relance_le"])
