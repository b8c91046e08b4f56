"""What the team makes of an enquête: situations marked, actors chosen for the first appuis (Cap Rural, guide, p. 21).

Read by members of the mission only. In no search, no history and no admin page: keep it so.
"""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Max, Q
from django.utils import timezone

from coopappui.champs import Texte
from missions.models.destinataires import Destinataire
from missions.models.enquetes import Enquete
from missions.models.questions import Question
from missions.models.reseau import Structure


class AnalyseQuerySet(models.QuerySet):
    def visibles_par(self, user):
        return self.filter(enquete__in=Enquete.objects.visibles_par(user))


class Analyse(models.Model):
    """How an enquête is read: which question says how far each actor is."""

    enquete = models.OneToOneField(Enquete, models.CASCADE, related_name="analyse", verbose_name="enquête")
    avancement = models.ForeignKey(
        Question,
        models.CASCADE,
        related_name="+",
        verbose_name="question qui dit l’avancement",
        null=True,
        blank=True,
    )

    objects = AnalyseQuerySet.as_manager()

    class Meta:
        verbose_name = "analyse d’enquête"
        default_permissions = ()

    def __str__(self):
        return str(self.enquete)


class Situation(models.TextChoices):
    """What the guide looks for in the answers (p. 21)."""

    RECURRENTE = "recurrente", "Demande récurrente"
    ATYPIQUE_FORME = "atypique-forme", "Situation atypique sur la forme"
    ATYPIQUE_FOND = "atypique-fond", "Situation atypique sur le fond"
    EXPERIMENTE = "experimente", "Acteur expérimenté"
    NON_EXPERIMENTE = "non-experimente", "Acteur non expérimenté"
    RISQUE = "risque", "Situation à risque"

    @property
    def precision(self):
        return PRECISIONS.get(self, "")


PRECISIONS = {
    Situation.RECURRENTE: "Plusieurs acteurs disent ce besoin.",
    Situation.ATYPIQUE_FORME: "Par le partenariat, la zone géographique…",
    Situation.ATYPIQUE_FOND: "Par le sujet, les actions…",
    Situation.RISQUE: "Projet complexe, partenariat flou, partenaires éloignés…",
}
# Both cannot be said of the same actor.
CONTRAIRES = {
    Situation.EXPERIMENTE: Situation.NON_EXPERIMENTE,
    Situation.NON_EXPERIMENTE: Situation.EXPERIMENTE,
}


class MarqueQuerySet(models.QuerySet):
    def visibles_par(self, user):
        return self.filter(destinataire__in=Destinataire.objects.visibles_par(user))

    def modifiables_par(self, user):
        return self.filter(destinataire__in=Destinataire.objects.modifiables_par(user))

    @transaction.atomic
    def poser(self, destinataire, situation, par, question=None, note=""):
        """Marks a recipient, or one of their answers; once, whoever does it again changes the note.

        Raises ValidationError when the contrary is already said, or when there is no such answer.
        """
        Destinataire.objects.select_for_update().get(pk=destinataire.pk)
        if question is not None and not destinataire.reponses.filter(question=question).exists():
            raise ValidationError("Cette question n’a pas de réponse à marquer.")
        contraire = CONTRAIRES.get(situation)
        if contraire and self.filter(destinataire=destinataire, situation=contraire).exists():
            raise ValidationError(
                f"Cet acteur est déjà marqué « {contraire.label} » : retirez d’abord l’autre marque."
            )
        marque, _ = self.update_or_create(
            destinataire=destinataire,
            question=question,
            situation=situation,
            defaults={"note": note, "par": par, "le": timezone.now()},
        )
        return marque


class Marque(models.Model):
    """A situation of the guide recognised in what a recipient says, as a whole or in one answer."""

    destinataire = models.ForeignKey(Destinataire, models.CASCADE, related_name="marques", verbose_name="destinataire")
    question = models.ForeignKey(
        Question, models.CASCADE, related_name="marques", verbose_name="question", null=True, blank=True
    )
    situation = models.CharField("situation", max_length=15, choices=Situation)
    note = Texte("pourquoi", max_length=1000, help_text="Ce qui vous le fait dire. La mission seule le lit.")
    par = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="par", editable=False
    )
    le = models.DateTimeField("le", default=timezone.now, editable=False)

    objects = MarqueQuerySet.as_manager()

    class Meta:
        verbose_name = "marque d’analyse"
        verbose_name_plural = "marques d’analyse"
        ordering = ["situation", "pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["destinataire", "question", "situation"],
                name="une_reponse_est_marquee_une_fois",
                violation_error_message="Cette réponse porte déjà cette marque.",
            ),
            models.UniqueConstraint(
                fields=["destinataire", "situation"],
                condition=Q(question__isnull=True),
                name="un_acteur_est_marque_une_fois",
                violation_error_message="Cet acteur porte déjà cette marque.",
            ),
        ]

    def __str__(self):
        return f"{self.get_situation_display()} · {self.destinataire}"


class AppreciationQuerySet(models.QuerySet):
    def visibles_par(self, user):
        return self.filter(destinataire__in=Destinataire.objects.visibles_par(user))

    def modifiables_par(self, user):
        return self.filter(destinataire__in=Destinataire.objects.modifiables_par(user))

    def retenues(self):
        """The actors of the first appuis, in order."""
        return self.filter(rang__isnull=False, destinataire__revoque_le=None).order_by("rang", "pk")

    def pour(self, destinataire):
        """What is thought of this recipient, to be changed: made when there is nothing yet."""
        return self.select_for_update().get_or_create(destinataire=destinataire)[0]


class Appreciation(models.Model):
    """What the team thinks of a recipient: their priority, whether they are among the first appuis, why."""

    destinataire = models.OneToOneField(
        Destinataire, models.CASCADE, related_name="appreciation", verbose_name="destinataire"
    )
    # Only when the réseau says nothing of their structure.
    priorite = models.PositiveSmallIntegerField(
        "priorité pour la mission", choices=Structure.Priorite, null=True, blank=True
    )
    rang = models.PositiveIntegerField("rang parmi les premiers appuis", null=True, blank=True, editable=False)
    pourquoi = Texte("pourquoi commencer par cet acteur", max_length=1000)
    retenu_par = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name="retenu par",
        null=True,
        blank=True,
        editable=False,
    )

    objects = AppreciationQuerySet.as_manager()

    class Meta:
        verbose_name = "appréciation d’un acteur"
        verbose_name_plural = "appréciations d’acteurs"
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(rang__isnull=True) | ~Q(pourquoi=""),
                name="un_acteur_retenu_l_est_pour_une_raison",
                violation_error_message="Dites pourquoi commencer par cet acteur.",
            ),
        ]

    def __str__(self):
        return str(self.destinataire)

    def garder_de(self, doublon):
        """Merged: among the first appuis if one of the two is, at the better place, for the reason given there."""
        if doublon.rang is not None and (self.rang is None or doublon.rang < self.rang):
            self.rang, self.pourquoi, self.retenu_par_id = doublon.rang, doublon.pourquoi, doublon.retenu_par_id

    def _toutes(self):
        """Those of the enquête, which is locked: ranks are given one at a time."""
        Enquete.objects.select_for_update().get(pk=self.destinataire.enquete_id)
        return Appreciation.objects.filter(destinataire__enquete=self.destinataire.enquete_id)

    @transaction.atomic
    def retenir(self, par, pourquoi):
        """Among the first appuis, last of them; already there, the reason changes."""
        if not pourquoi:
            raise ValidationError({"pourquoi": "Dites pourquoi commencer par cet acteur."})
        if self.rang is None:
            self.rang = (self._toutes().aggregate(m=Max("rang"))["m"] or 0) + 1
        self.pourquoi, self.retenu_par = pourquoi, par
        self.save()

    @transaction.atomic
    def ne_plus_retenir(self):
        """The reason is forgotten with the choice."""
        self.rang, self.pourquoi, self.retenu_par = None, "", None
        self.save()

    @transaction.atomic
    def monter(self):
        """Before the one that precedes it; the first one stays."""
        suite = list(self._toutes().retenues())
        place = suite.index(self) if self in suite else 0
        if place:
            avant = suite[place - 1]
            Appreciation.objects.filter(pk=avant.pk).update(rang=F("rang") + 1)
            Appreciation.objects.filter(pk=self.pk).update(rang=avant.rang)
