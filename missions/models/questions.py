"""A question of an enquête: its words, the kind of answer it takes, when it is asked (Cap Rural, guide, p. 82).

What gives their meaning to answers never changes once the enquête was opened: a question is then retired, or another
one added. Enforced by `save` and `delete`.
"""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from simple_history.models import HistoricalRecords

from coopappui.champs import Texte
from missions.genres_de_question import GENRES, Genre
from missions.models.enquetes import Enquete

QUESTIONS_MAX = 150


class QuestionQuerySet(models.QuerySet):
    def modifiables_par(self, user):
        return self.filter(enquete__in=Enquete.objects.modifiables_par(user))

    def posees(self):
        """Those that are asked, in the order of the page."""
        return self.filter(retiree_le=None)

    def flechees(self):
        """Those for which a minimum of answers is wanted (guide, p. 19)."""
        return self.filter(minimum_de_retours__isnull=False)


class Question(models.Model):
    class Partie(models.IntegerChoices):
        """The five parts of the guide's questionnaire, and one for what a mission adds."""

        PROJETS = 1, "Vos projets de coopération"
        RENCONTRES = 2, "Vos contacts et rencontres avec d’autres groupes, structures ou territoires"
        MONTAGE = 3, "Montage du projet de coopération"
        MISE_EN_OEUVRE = 4, "Mise en œuvre opérationnelle du projet de coopération"
        ATTENTES = 5, "La mission et vos attentes"
        AUTRES = 6, "Autres questions"

    Genre = Genre
    # What answers are read by: frozen once the enquête was opened.
    SENS = ("enquete_id", "numero", "enonce", "aide", "genre", "choix", "lignes", "colonnes", "si_id", "si_valeurs")

    enquete = models.ForeignKey(Enquete, models.CASCADE, related_name="questions", verbose_name="enquête")
    partie = models.PositiveSmallIntegerField("partie", choices=Partie, default=Partie.AUTRES)
    ordre = models.PositiveSmallIntegerField("ordre", default=0, editable=False)
    numero = models.CharField("numéro", max_length=8, blank=True, help_text="« 6 », « 6 a »… Sert à en parler.")
    enonce = models.CharField("question", max_length=400)
    aide = Texte("aide, exemples", max_length=1000, help_text="Illustrez par un exemple, expliquez les mots-clés.")
    genre = models.CharField("genre de réponse", max_length=10, choices=Genre, default=Genre.LONG)
    # [{"cle": "temps", "libelle": "Du temps", "preciser": False}]: a key never changes, its answer is kept under it.
    choix = models.JSONField("choix", default=list, blank=True)
    # [{"cle": "recoit", "libelle": "Celui qui reçoit", "aide": ""}]
    lignes = models.JSONField("lignes", default=list, blank=True)
    colonnes = models.JSONField("colonnes", default=list, blank=True)
    minimum_de_retours = models.PositiveSmallIntegerField(
        "nombre de réponses souhaité",
        null=True,
        blank=True,
        help_text="La question est alors fléchée : à obtenir en priorité de ceux qui tardent à répondre.",
    )
    si = models.ForeignKey(
        "self", models.PROTECT, related_name="suites", verbose_name="posée selon la question", null=True, blank=True
    )
    # Keys of the answers of `si` for which it is asked; one of them is enough.
    si_valeurs = models.JSONField("réponses pour lesquelles elle est posée", default=list, blank=True)
    # Who had answered before was not asked it.
    posee_le = models.DateTimeField("posée depuis le", default=timezone.now, editable=False)
    retiree_le = models.DateTimeField("retirée le", null=True, blank=True, editable=False)
    # [["2027-03-01T10:00:00+00:00", "2027-03-05T…"]]: retired, then asked again.
    absences = models.JSONField("périodes où elle n’était pas posée", default=list, blank=True, editable=False)

    objects = QuestionQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = "question"
        ordering = ["partie", "ordre", "pk"]
        default_permissions = ()
        indexes = [models.Index(fields=["enquete", "partie", "ordre"])]
        constraints = [
            models.CheckConstraint(
                condition=~Q(pk=F("si")) | Q(si__isnull=True),
                name="une_question_ne_depend_pas_d_elle_meme",
                violation_error_message="Une question ne dépend pas d’elle-même.",
            ),
            models.CheckConstraint(
                condition=Q(minimum_de_retours__isnull=True) | Q(minimum_de_retours__gte=1),
                name="un_minimum_de_retours_est_positif",
                violation_error_message="Le nombre de réponses souhaité est d’au moins une.",
            ),
        ]

    def __str__(self):
        return f"{self.numero}. {self.enonce}" if self.numero else self.enonce

    @property
    def flechee(self):
        return self.minimum_de_retours is not None

    @property
    def retiree(self):
        return self.retiree_le is not None

    # --- what its answers are -----------------------------------------------------------------

    @property
    def regle(self):
        """How answers of its kind are read, checked and told: missions.genres_de_question."""
        return GENRES[self.genre]

    def reponses_possibles(self):
        """[(key, words)] of what can be ticked; [] when the answer is typed."""
        return self.regle.possibles(self)

    def valider(self, valeur):
        """The answer as it is kept, or None when it is empty. Raises ValidationError in French."""
        return self.regle.valider(self, valeur)

    def cles(self, valeur):
        """What is ticked in an answer; used by conditions and counts."""
        return self.regle.cles(valeur)

    def en_mots(self, valeur):
        """The answer as people read it, on one or several lines; "" when there is none."""
        return "" if valeur is None else self.regle.en_mots(self, valeur)

    @property
    def condition_en_mots(self):
        """« Si oui, ou en cours, à la question 1 »; "" when it is asked to everybody."""
        if not self.si_id:
            return ""
        libelles = dict(self.si.reponses_possibles())
        mots = " ou ".join(f"« {libelles.get(cle, cle)} »" for cle in self.si_valeurs)
        return f"Si vous répondez {mots} à la question {self.si.numero or f'« {self.si.enonce} »'}."

    # --- rules --------------------------------------------------------------------------------

    def clean(self):
        erreurs = {}
        for champ, phrase in self.regle.defauts(self):
            erreurs.setdefault(champ, []).append(phrase)
        for suite in self.suites.all() if self.pk else ():
            if not set(suite.si_valeurs) <= {cle for cle, _ in self.reponses_possibles()}:
                erreurs.setdefault("choix" if self.choix else "genre", []).append(
                    f"La question « {suite} » dépend d’une réponse que vous retirez : changez-la d’abord."
                )
        if self.si_id:
            possibles = {cle for cle, _ in self.si.reponses_possibles()}
            if self.si.enquete_id != self.enquete_id or self.si_id == self.pk or self._tourne_en_rond():
                erreurs["si"] = "Choisissez une question posée avant celle-ci."
            elif not possibles:
                erreurs["si"] = "Cette question n’a pas de réponses à cocher."
            elif not self.si_valeurs or not set(self.si_valeurs) <= possibles:
                erreurs["si_valeurs"] = "Dites pour quelles réponses la question est posée."
        if erreurs:
            raise ValidationError(erreurs)
        if not self.si_id:
            self.si_valeurs = []

    def _tourne_en_rond(self):
        vues, question = {self.pk} if self.pk else set(), self.si
        while question is not None:
            if question.pk in vues:
                return True
            vues.add(question.pk)
            question = question.si
        return False

    @property
    def gelee(self):
        """Its meaning is fixed: somebody may be reading it, or have answered."""
        return self.pk is not None and self.enquete.ouverte_le is not None

    @transaction.atomic
    def save(self, *args, **kwargs):
        """Raises ValidationError rather than change what answers already given mean."""
        enquete = Enquete.objects.select_for_update().get(pk=self.enquete_id)
        if self.pk is None and not self.ordre:
            self.ordre = self._derniere_place()
        ancienne = Question.objects.filter(pk=self.pk).first() if self.pk else None
        changee = ancienne and any(getattr(self, nom) != getattr(ancienne, nom) for nom in self.SENS)
        if changee and (enquete.ouverte_le or ancienne.enquete_id != self.enquete_id):
            raise ValidationError(
                "Cette question a déjà été envoyée : elle ne change plus. Retirez-la, ou ajoutez-en une autre."
            )
        super().save(*args, **kwargs)

    def _derniere_place(self):
        dernier = self.enquete.questions.filter(partie=self.partie).aggregate(m=models.Max("ordre"))["m"]
        return (dernier or 0) + 10

    @transaction.atomic
    def deplacer(self, sens):
        """One place up (-1) or down (1) among those of its part; nothing is asked before what it depends on."""
        Enquete.objects.select_for_update().get(pk=self.enquete_id)
        rangs = list(self.enquete.questions.posees().filter(partie=self.partie))
        place = next((i for i, question in enumerate(rangs) if question.pk == self.pk), None)
        autre = None if place is None else place + sens
        if autre is None or not 0 <= autre < len(rangs):
            return
        haut, bas = sorted((place, autre))
        if rangs[bas].si_id == rangs[haut].pk:
            raise ValidationError(f"« {rangs[bas]} » dépend de « {rangs[haut]} » : elle reste après.")
        rangs[haut], rangs[bas] = rangs[bas], rangs[haut]
        for rang, question in enumerate(rangs, start=1):
            question.ordre = 10 * rang
        Question.objects.bulk_update(rangs, ["ordre"])

    @transaction.atomic
    def retirer(self):
        """Not asked any more; its answers stay."""
        if not self.enquete.ouverte_le:
            raise ValidationError("Cette question n’a pas encore été envoyée : vous pouvez la supprimer.")
        self.retiree_le = self.retiree_le or timezone.now()
        self.save()

    @transaction.atomic
    def remettre(self):
        """Asked again; who answered while it was retired was not asked it. A second request changes nothing."""
        Enquete.objects.select_for_update().get(pk=self.enquete_id)
        self.refresh_from_db(fields=["retiree_le", "absences"])
        if self.retiree_le:
            self.absences = [*self.absences, [self.retiree_le.isoformat(), timezone.now().isoformat()]]
            self.retiree_le = None
            self.save()

    def vue_entre(self, debut, fin):
        """Asked at some moment to who began and sent their answers then; a retirement that lasts is not looked at."""
        absences = ([datetime.fromisoformat(quand) for quand in absence] for absence in self.absences)
        return self.posee_le <= fin and not any(de <= debut and fin < a for de, a in absences)

    @transaction.atomic
    def delete(self, *args, **kwargs):
        enquete = Enquete.objects.select_for_update().get(pk=self.enquete_id)
        if enquete.ouverte_le:
            raise ValidationError("Cette question a déjà été envoyée : retirez-la plutôt que de la supprimer.")
        if suite := self.suites.first():
            raise ValidationError(f"La question « {suite} » dépend de celle-ci : supprimez-la d’abord.")
        return super().delete(*args, **kwargs)

    def copie(self):
        """The same question, unsaved, for another enquête."""
        noms = ("partie", "ordre", "numero", "enonce", "aide", "genre", "choix", "lignes", "colonnes", "si_valeurs")
        return Question(**{nom: getattr(self, nom) for nom in noms}, minimum_de_retours=self.minimum_de_retours)


def visibles(questions, valeurs):
    """The questions to ask, given the answers already there: {question pk: value}. In the order given.

    A question is asked when the one it depends on is asked and has one of the answers it waits for.
    """
    par_cle = {question.pk: question for question in questions}
    deja = {}

    def posee(question):
        if question.pk not in deja:
            deja[question.pk] = False  # a loop asks nothing
            deja[question.pk] = question.si_id is None or _satisfaite(question)
        return deja[question.pk]

    def _satisfaite(question):
        parent = par_cle.get(question.si_id)
        # The one it depended on was retired: it is asked to everybody.
        if parent is None:
            return True
        donnee = valeurs.get(parent.pk)
        return posee(parent) and donnee is not None and bool(parent.cles(donnee) & set(question.si_valeurs))

    return [question for question in questions if posee(question)]
