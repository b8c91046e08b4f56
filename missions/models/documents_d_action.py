"""The documents of an action: a diaporama, a leaflet, an article. Read by the members of the mission."""

from django.conf import settings
from django.db import models, transaction
from django.urls import reverse

from coopappui.depots import depot, effacer_fichiers, nom_range
from coopappui.jeton import JetonField
from missions.models.mission import Mission
from missions.models.phases import ActionDePhase


class DocumentDActionQuerySet(models.QuerySet):
    def visibles_par(self, user):
        return self.filter(action__mission__in=Mission.objects.visibles_par(user))

    modifiables_par = visibles_par

    def de_la_mission(self, mission):
        return self.filter(action__mission=mission)

    def deposes_par(self, compte, depuis):
        return self.filter(depose_par=compte, depose_le__gt=depuis)


@depot
class DocumentDAction(models.Model):
    action = models.ForeignKey(ActionDePhase, models.CASCADE, related_name="documents", verbose_name="action")
    titre = models.CharField("titre", max_length=150)
    fichier = models.FileField("fichier", upload_to=nom_range, max_length=60)
    nom_d_origine = models.CharField("nom du fichier", max_length=255, editable=False)
    extension = models.CharField("extension", max_length=8, editable=False)
    type_mime = models.CharField("type", max_length=100, editable=False)
    taille = models.PositiveIntegerField("taille (octets)", editable=False)
    depose_par = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="déposé par", editable=False
    )
    depose_le = models.DateTimeField("déposé le", auto_now_add=True)
    jeton = JetonField()

    objects = DocumentDActionQuerySet.as_manager()

    class Meta:
        verbose_name = "document d’une action"
        verbose_name_plural = "documents d’actions"
        ordering = ["-depose_le", "-pk"]

    def __str__(self):
        return self.titre

    def get_absolute_url(self):
        return reverse("mission:document_d_action", args=[self.action.mission_id, self.pk])

    def delete(self, *args, **kwargs):
        """A cascade does not come here: `ranger_documents` sweeps what it leaves."""
        fichier = self.fichier
        fait = super().delete(*args, **kwargs)
        transaction.on_commit(lambda: effacer_fichiers([fichier]))
        return fait

    @property
    def ancre(self):
        """Its name in a page."""
        return f"document-{self.pk}"

    @property
    def mission(self):
        return self.action.mission
