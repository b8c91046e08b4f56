"""The columns of a tableau de suivi as a mission wants them: « les intitulés sont à adapter » (guide, p. 90)."""

from django.db import models

from missions.models import Mission


class ColonneAdaptee(models.Model):
    """One column renamed, hidden or moved by a mission. Those it says nothing of keep the guide's heading."""

    mission = models.ForeignKey(Mission, models.CASCADE, related_name="colonnes_adaptees", verbose_name="mission")
    tableau = models.CharField("tableau", max_length=20)
    code = models.CharField("colonne", max_length=20)
    intitule = models.CharField("intitulé", max_length=120, blank=True)
    visible = models.BooleanField("affichée", default=True)
    ordre = models.PositiveSmallIntegerField("ordre", default=0)

    class Meta:
        verbose_name = "colonne adaptée"
        verbose_name_plural = "colonnes adaptées"
        ordering = ["ordre", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["mission", "tableau", "code"],
                name="une_colonne_adaptee_une_fois_par_tableau",
                violation_error_message="Cette colonne est déjà adaptée.",
            )
        ]

    def __str__(self):
        return self.intitule or self.code
