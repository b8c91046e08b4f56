"""Confidential notes: the trade's first rule (guide, charte, p. 81).

Read by their author and by the co-officers the author names on that appui; by nobody else. They have no history, no
search text, no admin page, and enter no export: keep it so.
"""

from django.conf import settings
from django.db import models
from django.db.models import Count, Q

from appuis.models.appuis import Appui
from appuis.models.blocages import Blocage
from appuis.models.sequences import Sequence
from missions.models import Mission


class NoteQuerySet(models.QuerySet):
    def visibles_par(self, user):
        """The user's own notes, and those they were named on while they still carry the appui."""
        porte = Appui.objects.portes_par(user)
        lues = Q(lecteurs=user.pk, appui__in=porte)
        missions = Mission.objects.avec_charge(user)
        return self.filter(Q(auteur_id=user.pk) | lues, appui__mission__in=missions).distinct()

    def avec_contexte(self):
        """With what its block shows: author, séquence, blocage, `nombre_lecteurs`."""
        return self.select_related("auteur", "sequence", "blocage").annotate(
            nombre_lecteurs=Count("lecteurs", distinct=True)
        )

    def modifiables_par(self, user):
        """Only the author rewrites, shares or deletes a note."""
        return self.filter(auteur_id=user.pk, appui__mission__in=Mission.objects.avec_charge(user))


class NoteConfidentielle(models.Model):
    appui = models.ForeignKey(Appui, models.CASCADE, related_name="notes", verbose_name="appui")
    sequence = models.ForeignKey(
        Sequence, models.CASCADE, related_name="notes", verbose_name="séquence", null=True, blank=True
    )
    blocage = models.ForeignKey(
        Blocage, models.CASCADE, related_name="notes", verbose_name="blocage", null=True, blank=True
    )
    auteur = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="auteur")
    lecteurs = models.ManyToManyField(
        settings.AUTH_USER_MODEL, related_name="+", verbose_name="aussi lisible par", blank=True
    )
    texte = models.TextField("note confidentielle", max_length=10000)
    cree_le = models.DateTimeField("écrite le", auto_now_add=True)
    modifie_le = models.DateTimeField("modifiée le", auto_now=True)

    objects = NoteQuerySet.as_manager()

    class Meta:
        verbose_name = "note confidentielle"
        verbose_name_plural = "notes confidentielles"
        ordering = ["-cree_le", "-pk"]
        # No Django permission: nothing in the admin may ever be granted on notes.
        default_permissions = ()

    def __str__(self):
        return "Note confidentielle"

    def get_absolute_url(self):
        return f"{self.appui.get_absolute_url()}#notes"
