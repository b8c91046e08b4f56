"""What was said with those who did not answer an enquête. In no search and no history."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from coopappui.champs import Texte
from coopappui.jeton import JetonField
from missions.models.destinataires import Destinataire


class ContactDEnqueteQuerySet(models.QuerySet):
    def visibles_par(self, user):
        return self.filter(destinataire__in=Destinataire.objects.visibles_par(user))


class ContactDEnquete(models.Model):
    """Somebody called or met because they did not answer (guide, p. 19): what they said, and why."""

    class Moyen(models.TextChoices):
        TELEPHONE = "telephone", "Téléphone"
        COURRIEL = "courriel", "Courriel"
        RENCONTRE = "rencontre", "Rencontre"

    destinataire = models.ForeignKey(
        Destinataire, models.CASCADE, related_name="contacts", verbose_name="destinataire"
    )
    le = models.DateTimeField("le", default=timezone.now, editable=False)
    par = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="par", editable=False
    )
    moyen = models.CharField("moyen", max_length=9, choices=Moyen, default=Moyen.TELEPHONE)
    note = Texte("ce qui s’est dit", max_length=2000)
    jeton = JetonField()

    objects = ContactDEnqueteQuerySet.as_manager()

    class Meta:
        verbose_name = "contact d’enquête"
        verbose_name_plural = "contacts d’enquête"
        ordering = ["-le", "-pk"]
        default_permissions = ()

    def __str__(self):
        return f"{self.get_moyen_display()} · {self.destinataire}"
