"""An answer to a question of an enquête. In no search, no history and no admin page: keep it so."""

from django.db import models

from missions.models.destinataires import Destinataire
from missions.models.questions import Question


class ReponseQuerySet(models.QuerySet):
    def comptees(self):
        """Those that were sent; what somebody has begun is nobody else's business."""
        return self.filter(destinataire__repondu_le__isnull=False, destinataire__revoque_le=None)


class Reponse(models.Model):
    destinataire = models.ForeignKey(
        Destinataire, models.CASCADE, related_name="reponses", verbose_name="destinataire"
    )
    question = models.ForeignKey(Question, models.PROTECT, related_name="reponses", verbose_name="question")
    # Checked by `question.valider`; its shape is told in missions.genres_de_question.
    valeur = models.JSONField("valeur")
    modifiee_le = models.DateTimeField("modifiée le", auto_now=True)

    objects = ReponseQuerySet.as_manager()

    class Meta:
        verbose_name = "réponse"
        default_permissions = ()
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["destinataire", "question"],
                name="une_reponse_par_question_et_destinataire",
                violation_error_message="Cette question a déjà sa réponse.",
            )
        ]

    def __str__(self):
        return self.question.en_mots(self.valeur)

    @property
    def cles(self):
        """What is ticked."""
        return self.question.cles(self.valeur)
