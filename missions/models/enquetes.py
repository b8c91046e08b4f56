"""An enquête des besoins, from its preparation to its end (Cap Rural, guide, p. 19-20 and 82)."""

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.db.models import Q
from django.db.models.functions import Coalesce, Greatest
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalRecords
from simple_history.utils import bulk_create_with_history

from coopappui.champs import Jour, Texte
from coopappui.jeton import JetonField
from missions.envois_d_enquete import ecrire_a_tous
from missions.models.mission import Mission
from missions.questions_du_guide import AVANCEMENT, QUESTIONS


class EnqueteQuerySet(models.QuerySet):
    def visibles_par(self, user):
        return self.filter(mission__in=Mission.objects.visibles_par(user))

    def modifiables_par(self, user):
        """An enquête is led by the whole team, responsables included."""
        return self.visibles_par(user)

    def ouvertes(self):
        return self.filter(etat=Enquete.Etat.OUVERTE)

    def avec_nombres(self):
        """Annotates `nombre_de_destinataires`, `nombre_de_reponses` and `nombre_d_attendus`, from whom an answer is
        still hoped for; those whose link was taken back aside."""
        restants = Q(destinataires__revoque_le=None)
        attendus = restants & Q(destinataires__repondu_le=None, destinataires__refuse_le=None)
        return self.annotate(
            nombre_de_destinataires=models.Count("destinataires", filter=restants),
            nombre_de_reponses=models.Count(
                "destinataires", filter=restants & Q(destinataires__repondu_le__isnull=False)
            ),
            nombre_d_attendus=models.Count("destinataires", filter=attendus),
        ).order_by("-creee_le", "-pk")


class Enquete(models.Model):
    class Etat(models.TextChoices):
        PREPARATION = "preparation", "En préparation"
        OUVERTE = "ouverte", "Ouverte"
        CLOSE = "close", "Close"

    mission = models.ForeignKey(Mission, models.PROTECT, related_name="enquetes", verbose_name="mission")
    titre = models.CharField("titre", max_length=150)
    but = Texte(
        "à quoi elle sert",
        max_length=2000,
        help_text="En deux ou trois phrases, pour qui répond : ce que vous ferez des réponses.",
    )
    temps_estime = models.PositiveSmallIntegerField(
        "temps pour répondre (minutes)",
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(240)],
    )
    date_butoir = Jour("date butoir", null=True, blank=True)
    introduction = Texte(
        "mot d’accueil",
        max_length=3000,
        help_text="Facultatif : il ouvre le questionnaire, après ce à quoi il sert.",
    )
    etat = models.CharField("état", max_length=11, choices=Etat, default=Etat.PREPARATION, editable=False)
    ouverte_le = models.DateTimeField("ouverte le", null=True, blank=True, editable=False)
    close_le = models.DateTimeField("close le", null=True, blank=True, editable=False)
    creee_le = models.DateTimeField("créée le", default=timezone.now, editable=False)
    creee_par = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name="créée par",
        null=True,
        blank=True,
        editable=False,
    )
    jeton = JetonField()

    objects = EnqueteQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["jeton"])

    class Meta:
        verbose_name = "enquête"
        ordering = ["-creee_le", "-pk"]
        indexes = [models.Index(fields=["mission", "-creee_le"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(etat="preparation", ouverte_le__isnull=True)
                | Q(etat__in=["ouverte", "close"], ouverte_le__isnull=False, date_butoir__isnull=False),
                name="une_enquete_ouverte_a_ses_dates",
                violation_error_message="Une enquête ouverte a une date d’ouverture et une date butoir.",
            ),
            models.CheckConstraint(
                condition=Q(etat="close", close_le__isnull=False) | (~Q(etat="close") & Q(close_le__isnull=True)),
                name="une_enquete_close_a_une_date",
                violation_error_message="Une enquête close a une date de clôture ; les autres n’en ont pas.",
            ),
        ]

    def __str__(self):
        return self.titre

    def get_absolute_url(self):
        return reverse("enquetes:enquete", args=[self.pk])

    @property
    def en_preparation(self):
        return self.etat == self.Etat.PREPARATION

    @property
    def ouverte(self):
        return self.etat == self.Etat.OUVERTE

    @property
    def close(self):
        return self.etat == self.Etat.CLOSE

    @property
    def butoir_passee(self):
        """The day itself still counts."""
        return self.date_butoir is not None and self.date_butoir < timezone.localdate()

    def equipe(self):
        """Accounts told of it: the members of the mission."""
        return self.mission.comptes()

    def chiffres(self):
        """How many recipients stand where, in one query: {"destinataires", "repondus", "commences", …}; those whose
        link was taken back are counted as such only."""
        actifs = Q(revoque_le=None)
        attendus = actifs & Q(repondu_le=None, refuse_le=None)
        return self.destinataires.aggregate(
            destinataires=models.Count("pk", filter=actifs),
            repondus=models.Count("pk", filter=actifs & Q(repondu_le__isnull=False)),
            commences=models.Count("pk", filter=attendus & Q(commence_le__isnull=False)),
            silencieux=models.Count("pk", filter=attendus & Q(commence_le=None)),
            refus=models.Count("pk", filter=actifs & Q(refuse_le__isnull=False)),
            retires=models.Count("pk", filter=~actifs),
        )

    def questions_flechees(self):
        """Those for which a minimum of answers is wanted, each with `retours`: how many were sent."""
        comptees = Q(reponses__destinataire__repondu_le__isnull=False, reponses__destinataire__revoque_le=None)
        return (
            self.questions.posees()
            .flechees()
            .annotate(retours=models.Count("reponses", filter=comptees))
            .order_by("partie", "ordre", "pk")
        )

    def delete(self, *args, **kwargs):
        if self.ouverte_le:
            raise ValidationError("Cette enquête a été envoyée : elle se clôt, elle ne se supprime plus.")
        return self._supprimer(*args, **kwargs)

    @transaction.atomic
    def _supprimer(self, *args, **kwargs):
        # The questions depend on one another: that goes first.
        self.questions.update(si=None)
        return super().delete(*args, **kwargs)

    def manques(self):
        """What it lacks before it can be sent, in sentences (guide, p. 19: say what for, how long, until when)."""
        if not self.but:
            yield "Dites à quoi elle sert : on répond mieux quand on sait pourquoi."
        if not self.temps_estime:
            yield "Indiquez le temps qu’il faut pour y répondre."
        if not self.date_butoir:
            yield "Donnez une date butoir."
        elif self.butoir_passee:
            yield "La date butoir est passée : donnez-en une à venir."
        if not self.questions.posees().exists():
            yield "Elle ne pose encore aucune question."
        if not self.destinataires.actifs().exists():
            yield "Elle n’a encore aucun destinataire."

    # --- transitions --------------------------------------------------------------------------

    @transaction.atomic
    def ouvrir(self, par):
        """Sends it to every recipient who has an address; from now on its questions do not change any more.

        Raises ValidationError, in sentences, when something is missing.
        """
        enquete = self._prendre(self.Etat.PREPARATION)
        if phrases := list(enquete.manques()):
            raise ValidationError(phrases)
        enquete._passer(self.Etat.OUVERTE, par, ouverte_le=timezone.now())
        # They leave little by little, once this is written.
        ecrire_a_tous.enqueue(enquete.pk)
        return enquete

    @transaction.atomic
    def clore(self, par):
        """No answer is taken any more; links say so."""
        enquete = self._prendre(self.Etat.OUVERTE)
        return enquete._passer(self.Etat.CLOSE, par, close_le=timezone.now())

    @transaction.atomic
    def rouvrir(self, par, jusqu_au):
        """Answers are taken again, until another day; the links already sent serve again."""
        enquete = self._prendre(self.Etat.CLOSE)
        enquete._changer_de_butoir(jusqu_au)
        return enquete._passer(self.Etat.OUVERTE, par, close_le=None)

    @transaction.atomic
    def prolonger(self, par, jusqu_au):
        enquete = self._prendre(self.Etat.OUVERTE)
        if jusqu_au and jusqu_au <= enquete.date_butoir:
            raise ValidationError({"jusqu_au": "Prolonger, c’est donner une date plus lointaine."})
        enquete._changer_de_butoir(jusqu_au)
        return enquete._passer(self.Etat.OUVERTE, par)

    def _prendre(self, etat):
        """This enquête, locked and in this state still."""
        enquete = Enquete.objects.select_for_update(of=("self",)).select_related("mission").get(pk=self.pk)
        if enquete.etat != etat:
            raise ValidationError(f"Cette enquête est {enquete.get_etat_display().lower()} : rechargez la page.")
        return enquete

    def _changer_de_butoir(self, jour):
        if jour is None or jour < timezone.localdate():
            raise ValidationError({"jusqu_au": "Donnez une date à venir."})
        self.date_butoir = jour
        self._rappeler_de_nouveau()

    def _rappeler_de_nouveau(self):
        """One reminder before and one after the new date too; when they last received one stays known."""
        rappels = [Coalesce(nom, "envoye_le") for nom in ("relance_le", "relance_avant_le", "relance_apres_le")]
        rappeles = self.destinataires.en_attente().filter(envoye_le__isnull=False)
        rappeles.filter(Q(relance_avant_le__isnull=False) | Q(relance_apres_le__isnull=False)).update(
            relance_le=Greatest(*rappels), relance_avant_le=None, relance_apres_le=None
        )

    def _passer(self, etat, par, **dates):
        self.etat = etat
        for nom, quand in dates.items():
            setattr(self, nom, quand)
        self._history_user = par
        self.save()
        return self

    # --- copies -------------------------------------------------------------------------------

    def poser_les_questions_du_guide(self):
        """The 24 questions, ready to be changed."""
        Question = self.questions.model
        self._poser(
            {
                champs["numero"]: (champs.get("si"), Question(**{**champs, "si": None, "ordre": 10 * rang}))
                for rang, champs in enumerate(QUESTIONS, start=1)
            },
            AVANCEMENT,
        )

    def reprendre_les_questions(self, autre):
        """Copies the questions of another enquête, those it retired aside, with what tells when each is asked and the
        one that says how far each actor is."""
        analyse = _analyses().filter(enquete=autre).first()
        self._poser(
            {question.pk: (question.si_id, question.copie()) for question in autre.questions.posees()},
            analyse and analyse.avancement_id,
        )

    @transaction.atomic
    def _poser(self, questions, avancement):
        """`questions`: {key: (key of the one it depends on, unsaved question)}; wave after wave, parents first.
        `avancement`: key of the one that says how far each actor is."""
        posees, restantes = {}, dict(questions)
        while restantes:
            vague = {cle: q for cle, (parent, q) in restantes.items() if parent not in restantes}
            for cle, question in vague.items():
                question.enquete, question.si = self, posees.get(restantes[cle][0])
                question.si_valeurs = question.si_valeurs if question.si else []
            bulk_create_with_history(list(vague.values()), self.questions.model)
            posees |= vague
            restantes = {cle: reste for cle, reste in restantes.items() if cle not in vague}
        if avancement in posees:
            _analyses().create(enquete=self, avancement=posees[avancement])


def _analyses():
    """Their model reads this one."""
    return apps.get_model("missions", "Analyse").objects
