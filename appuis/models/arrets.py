"""What a bénéficiaire says, if they wish, when they put an end to an appui.

Read by those who carry the appui, and by nobody else: neither history, nor search, nor admin, nor export, nor mail.
"""

from django.conf import settings
from django.db import models
from django.db.models import Subquery

from appuis.models.appuis import Appui
from appuis.models.journal import Evenement


class RaisonConfieeQuerySet(models.QuerySet):
    def visibles_par(self, user):
        """Officers who carry the appui while still chargés of the mission."""
        return self.filter(appui__in=Appui.objects.modifiables_par(user))

    def de_l_arret(self, appui):
        """What was said when the bénéficiaire put the end that still holds; nothing of former ones."""
        if appui.motif_arret != Appui.MotifArret.BENEFICIAIRE:
            return self.none()
        arrets = Evenement.objects.filter(appui=appui, verbe=Evenement.Verbe.ARRET).order_by("-le", "-pk")
        return self.filter(appui=appui, cree_le__gte=Subquery(arrets.values("le")[:1]))


class RaisonConfiee(models.Model):
    LONGUEUR = 500

    appui = models.ForeignKey(Appui, models.CASCADE, related_name="raisons_confiees", verbose_name="appui")
    auteur = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="auteur")
    texte = models.TextField("raison", max_length=LONGUEUR)
    cree_le = models.DateTimeField("confiée le", auto_now_add=True)

    objects = RaisonConfieeQuerySet.as_manager()

    class Meta:
        verbose_name = "raison confiée"
        verbose_name_plural = "raisons confiées"
        ordering = ["-cree_le", "-pk"]
        # No Django permission: nothing in the admin may ever be granted on it.
        default_permissions = ()

    def __str__(self):
        return "Raison confiée"
