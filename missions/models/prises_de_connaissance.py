"""Who has read which version of a document of the mission, and when: said by themselves, once and for all."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from missions.models.documents_mission import VersionDeDocument


class PriseDeConnaissanceQuerySet(models.QuerySet):
    def noter(self, version, compte):
        """The acknowledgement of this version by this account; said twice, it keeps its first date."""
        return self.get_or_create(version=version, compte=compte)[0]


class PriseDeConnaissance(models.Model):
    version = models.ForeignKey(
        VersionDeDocument, models.CASCADE, related_name="prises_de_connaissance", verbose_name="version"
    )
    compte = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="prises_de_connaissance", verbose_name="compte"
    )
    le = models.DateTimeField("le", default=timezone.now, editable=False)

    objects = PriseDeConnaissanceQuerySet.as_manager()

    class Meta:
        verbose_name = "prise de connaissance"
        verbose_name_plural = "prises de connaissance"
        ordering = ["-le", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "compte"],
                name="une_version_lue_une_fois_par_compte",
                violation_error_message="Cette personne a déjà pris connaissance de cette version.",
            )
        ]

    def __str__(self):
        return f"{self.compte} · {self.version}"
