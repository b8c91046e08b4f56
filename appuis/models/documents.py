"""Documents étudiés, remis, récupérés: stored out of the web's reach, served after a permission check."""

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse

from appuis.models.appuis import Appui
from appuis.models.projets import Projet
from appuis.models.sequences import Sequence
from coopappui.depots import depot, effacer_fichiers, nom_range
from coopappui.jeton import JetonField


class DocumentQuerySet(models.QuerySet):
    def visibles_par(self, user):
        return self.filter(
            Q(appui__in=Appui.objects.visibles_par(user)) | Q(projet__in=Projet.objects.visibles_par(user))
        )

    def modifiables_par(self, user):
        return self.filter(
            Q(appui__in=Appui.objects.modifiables_par(user))
            | Q(appui=None, projet__in=Projet.objects.modifiables_par(user))
        )

    def partages_avec(self, user):
        """What was handed over to the bénéficiaires of an appui, to the people of a project: they may download it."""
        appuis, projets = Appui.objects.partages_avec(user), Projet.objects.partages_avec(user)
        return self.filter(Q(appui__in=appuis) | Q(projet__in=projets), nature=Document.Nature.REMIS)

    def telechargeables_par(self, user):
        return self.visibles_par(user) | self.partages_avec(user)

    def de_la_mission(self, mission):
        return self.filter(Q(appui__mission=mission) | Q(projet__mission=mission))

    def deposes_par(self, compte, depuis):
        return self.filter(depose_par=compte, depose_le__gt=depuis)

    def delete(self):
        """The files go once the rows are gone for good."""
        fichiers = [d.fichier for d in self]
        fait = super().delete()
        transaction.on_commit(lambda: effacer_fichiers(fichiers))
        return fait

    delete.alters_data = True
    delete.queryset_only = True


@depot
class Document(models.Model):
    class Nature(models.TextChoices):
        ETUDIE = "etudie", "Étudié"
        REMIS = "remis", "Remis"
        RECUPERE = "recupere", "Récupéré"

    appui = models.ForeignKey(
        Appui, models.CASCADE, related_name="documents", verbose_name="appui", null=True, blank=True
    )
    sequence = models.ForeignKey(
        Sequence, models.SET_NULL, related_name="documents", verbose_name="séquence", null=True, blank=True
    )
    projet = models.ForeignKey(
        Projet, models.CASCADE, related_name="documents", verbose_name="projet", null=True, blank=True
    )
    nature = models.CharField("nature", max_length=8, choices=Nature, default=Nature.ETUDIE)
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

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = "document"
        ordering = ["-depose_le", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(appui__isnull=False, projet__isnull=True) | Q(appui__isnull=True, projet__isnull=False),
                name="un_document_appartient_a_un_appui_ou_a_un_projet",
                violation_error_message="Un document appartient à un appui ou à un projet.",
            )
        ]

    def __str__(self):
        return self.titre

    def get_absolute_url(self):
        return reverse("document", args=[self.pk])

    def delete(self, *args, **kwargs):
        """A cascade from the appui or the project does not come here: `ranger_documents` sweeps what it leaves."""
        fichier = self.fichier
        fait = super().delete(*args, **kwargs)
        transaction.on_commit(lambda: effacer_fichiers([fichier]))
        return fait

    @property
    def parent(self):
        """The appui or the project it belongs to."""
        return self.appui or self.projet

    @property
    def mission(self):
        return self.parent.mission
