"""The conversation of an appui: what its officers and its bénéficiaires write to each other.

Read by those who carry the appui today and by its bénéficiaires; by nobody else, not even the rest of the mission.
Messages have no history, no search text, no admin page, and enter no export: keep it so.
"""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import models, transaction
from django.db.models import F, Max, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from appuis.models.appuis import Appui
from comptes.models import Notification, Sujet
from comptes.notifications import prevenir
from coopappui.depots import depot, effacer_fichiers, nom_range
from coopappui.jeton import JetonField
from coopappui.texte import guillemets

# An author may take back their own message for that long.
REPENTIR = timedelta(minutes=15)
# Messages that follow each other are told once, as long as the first one is not read.
SILENCE = timedelta(hours=1)


class MessageQuerySet(models.QuerySet):
    def visibles_par(self, user):
        return self.filter(appui__in=appuis_ou_converser(user).values("pk"))

    def non_lus_par(self, user):
        lu = Lecture.objects.filter(appui=OuterRef("appui"), lecteur=user.pk).values("jusqu_a")
        siens = self.visibles_par(user).exclude(auteur=user.pk)
        return siens.alias(lu=Coalesce(Subquery(lu[:1]), 0)).filter(pk__gt=F("lu"))

    def delete(self):
        """The files go once the rows are gone for good."""
        pieces = list(PieceJointe.objects.filter(message__in=self))
        fait = super().delete()
        transaction.on_commit(lambda: effacer_fichiers([piece.fichier for piece in pieces]))
        return fait

    delete.alters_data = True
    delete.queryset_only = True


class Message(models.Model):
    appui = models.ForeignKey(Appui, models.CASCADE, related_name="messages", verbose_name="appui")
    auteur = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="auteur")
    texte = models.TextField("message", max_length=5000, blank=True)
    ecrit_le = models.DateTimeField("écrit le", default=timezone.now, editable=False)
    jeton = JetonField()

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = "message"
        ordering = ["pk"]
        # No Django permission: nothing in the admin may ever be granted on messages.
        default_permissions = ()

    def __str__(self):
        return "Message"

    def get_absolute_url(self):
        return f"{reverse('messages:conversation', args=[self.appui_id])}#message-{self.pk}"

    def delete(self, *args, **kwargs):
        fichiers = [piece.fichier for piece in self.pieces.all()]
        fait = super().delete(*args, **kwargs)
        transaction.on_commit(lambda: effacer_fichiers(fichiers))
        return fait

    @property
    def recent(self):
        """May still be taken back."""
        return timezone.now() - self.ecrit_le < REPENTIR

    def annoncer(self):
        """Tells the others that they have something to read; what is written stays here."""
        titre = f"{self.auteur} vous a écrit à propos de {guillemets(self.appui)}"
        autres = {c.pk: c for c in [*self.appui.officiers(), *beneficiaires(self.appui)] if c.pk != self.auteur_id}
        annonces = _annonces(self.appui_id)
        deja_dit = annonces.filter(destinataire__in=autres, cree_le__gt=timezone.now() - SILENCE, lue_le=None)
        for pk in deja_dit.values_list("destinataire", flat=True):
            autres.pop(pk, None)
        cle = f"{_cle(self.appui_id)}{self.pk}"
        prevenir(autres.values(), Sujet.MESSAGE, titre, adresse_de_la_conversation(self.appui_id), cle=cle)


def adresse_de_la_conversation(appui):
    """Where one goes on reading, or writes when all is read."""
    return f"{reverse('messages:conversation', args=[appui])}#suite"


def beneficiaires(appui):
    """The accounts of the bénéficiaires who have one."""
    return get_user_model().objects.filter(personnes__appuis=appui, is_active=True).distinct()


def appuis_ou_converser(user):
    """The appuis whose conversation is the user's: those they carry today, and those shared with them."""
    porte, partage = Appui.objects.modifiables_par(user), Appui.objects.partages_avec(user)
    return Appui.objects.filter(Q(pk__in=porte.values("pk")) | Q(pk__in=partage.values("pk")))


def _cle(appui):
    return f"messages:{appui}:"


def _annonces(appui):
    return Notification.objects.filter(sujet=Sujet.MESSAGE, cle__startswith=_cle(appui))


class PieceJointeQuerySet(models.QuerySet):
    def visibles_par(self, user):
        return self.filter(message__in=Message.objects.visibles_par(user))

    def de_la_mission(self, mission):
        return self.filter(message__appui__mission=mission)

    def deposes_par(self, compte, depuis):
        return self.filter(message__auteur=compte, message__ecrit_le__gt=depuis)


@depot
class PieceJointe(models.Model):
    """A file joined to a message; its content, not its name, says what it is (coopappui.fichiers)."""

    message = models.ForeignKey(Message, models.CASCADE, related_name="pieces", verbose_name="message")
    fichier = models.FileField("fichier", upload_to=nom_range, max_length=60)
    nom_d_origine = models.CharField("nom du fichier", max_length=255, editable=False)
    extension = models.CharField("extension", max_length=8, editable=False)
    type_mime = models.CharField("type", max_length=100, editable=False)
    taille = models.PositiveIntegerField("taille (octets)", editable=False)

    objects = PieceJointeQuerySet.as_manager()

    class Meta:
        verbose_name = "pièce jointe"
        verbose_name_plural = "pièces jointes"
        ordering = ["pk"]
        default_permissions = ()

    def __str__(self):
        return "Pièce jointe"

    def get_absolute_url(self):
        return reverse("messages:piece", args=[self.pk])


class Lecture(models.Model):
    """How far somebody has read the conversation of an appui: the number of the last message they saw."""

    appui = models.ForeignKey(Appui, models.CASCADE, related_name="lectures", verbose_name="appui")
    lecteur = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name="lecteur")
    jusqu_a = models.PositiveBigIntegerField("jusqu’au message", default=0)

    class Meta:
        verbose_name = "lecture"
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["appui", "lecteur"],
                name="une_lecture_par_personne",
                violation_error_message="Cette personne a déjà une lecture de cette conversation.",
            )
        ]

    def __str__(self):
        return "Lecture"

    @classmethod
    def noter(cls, appui, lecteur, jusqu_a):
        """Read so far: never backwards, never further than what exists. What was announced of it is read too."""
        vu = appui.messages.filter(pk__lte=jusqu_a).aggregate(vu=Max("pk"))["vu"]
        if vu is None:
            return
        lecture, _ = cls.objects.get_or_create(appui=appui, lecteur=lecteur)
        cls.objects.filter(pk=lecture.pk, jusqu_a__lt=vu).update(jusqu_a=vu)
        _annonces(appui.pk).filter(destinataire=lecteur).lire()
