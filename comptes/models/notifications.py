"""What the portal tells somebody: one line in the portal, and a mail at the rhythm they chose.

A notification says that there is something, and where; never what was written there. Confidential notes send none.
"""

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone


class Sujet(models.TextChoices):
    """What one may be told about; each has its own rhythm of mails."""

    ACCES = "acces", "Mes accès et mes invitations"
    FICHE = "fiche", "Les fiches : demandées, transmises, commentées, validées"
    MESSAGE = "message", "Les messages"
    SUIVI = "suivi", "Le tableau de suivi à confirmer"
    APPUI = "appui", "La vie de l’appui"
    DEMANDE = "demande", "Les demandes d’appui et les réponses aux offres"
    MISSION = "mission", "La vie de la mission : documents à lire, enquêtes, ressources proposées"
    RAPPEL = "rappel", "Les rappels d’échéance"


class Rythme(models.TextChoices):
    IMMEDIAT = "immediat", "Aussitôt"
    QUOTIDIEN = "quotidien", "Un récapitulatif par jour"
    JAMAIS = "jamais", "Jamais"


class ChoixDeCourrielQuerySet(models.QuerySet):
    @transaction.atomic
    def choisir(self, compte, sujet, rythme):
        """The rhythm of one subject from now on; « Jamais » also withdraws what waited for the daily mail."""
        self.update_or_create(utilisateur=compte, sujet=sujet, defaults={"rythme": rythme})
        if rythme == Rythme.JAMAIS:
            compte.notifications.filter(sujet=sujet).retirer_du_recapitulatif()

    @transaction.atomic
    def arreter_le_recapitulatif(self, compte):
        """No daily mail any more: neither of the subjects that go in it, nor of what waits for it."""
        self.filter(utilisateur=compte, rythme=Rythme.QUOTIDIEN).update(rythme=Rythme.JAMAIS)
        compte.notifications.retirer_du_recapitulatif()

    def recus(self, compte, sujet):
        """Do mails still leave: on that subject, or the daily one when there is none."""
        siens = self.filter(utilisateur=compte)
        if sujet:
            return not siens.filter(sujet=sujet, rythme=Rythme.JAMAIS).exists()
        return siens.filter(rythme=Rythme.QUOTIDIEN).exists() or compte.notifications.a_recapituler().exists()


class ChoixDeCourriel(models.Model):
    """The rhythm somebody chose for one subject; what is not chosen is told at once."""

    utilisateur = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="choix_de_courriel", verbose_name="compte"
    )
    sujet = models.CharField("sujet", max_length=10, choices=Sujet)
    rythme = models.CharField("rythme", max_length=10, choices=Rythme)

    objects = ChoixDeCourrielQuerySet.as_manager()

    class Meta:
        verbose_name = "choix de courriel"
        verbose_name_plural = "choix de courriel"
        constraints = [
            models.UniqueConstraint(
                fields=["utilisateur", "sujet"],
                name="un_rythme_par_sujet",
                violation_error_message="Ce sujet a déjà un rythme.",
            )
        ]

    def __str__(self):
        return f"{self.get_sujet_display()} : {self.get_rythme_display()}"


class NotificationQuerySet(models.QuerySet):
    def visibles_par(self, user):
        return self.filter(destinataire_id=user.pk)

    def non_lues(self):
        return self.filter(lue_le=None)

    def lire(self):
        """Marks them as read; returns how many were not."""
        return self.non_lues().update(lue_le=timezone.now())

    def a_recapituler(self):
        """Those that wait for the daily mail of somebody who still enters."""
        attente = Notification.Courriel.RECAPITULATIF
        return self.filter(courriel=attente, destinataire__is_active=True)

    def retirer_du_recapitulatif(self):
        """They stay in the portal."""
        attente = Notification.Courriel.RECAPITULATIF
        return self.filter(courriel=attente).update(courriel=Notification.Courriel.AUCUN)


class Notification(models.Model):
    class Courriel(models.TextChoices):
        """What becomes of the mail."""

        PARTI = "parti", "Remis à la file"
        RECAPITULATIF = "recapitulatif", "Dans le prochain récapitulatif"
        AUCUN = "aucun", "Aucun"

    destinataire = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="notifications", verbose_name="destinataire"
    )
    sujet = models.CharField("sujet", max_length=10, choices=Sujet)
    titre = models.CharField("titre", max_length=200)
    detail = models.CharField("détail", max_length=500, blank=True)
    # Within the site: « /espace/… ».
    adresse = models.CharField("adresse", max_length=300)
    # The same fact is told once to the same person: « rappel:2026-11-23 ».
    cle = models.CharField("clé", max_length=100, blank=True)
    courriel = models.CharField("courriel", max_length=13, choices=Courriel, default=Courriel.AUCUN)
    cree_le = models.DateTimeField("créée le", default=timezone.now)
    lue_le = models.DateTimeField("lue le", null=True, blank=True)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        verbose_name = "notification"
        ordering = ["-cree_le", "-pk"]
        indexes = [models.Index(fields=["destinataire", "lue_le"])]
        constraints = [
            models.UniqueConstraint(
                fields=["destinataire", "cle"],
                condition=~models.Q(cle=""),
                name="un_fait_annonce_une_fois",
                violation_error_message="Cette personne en est déjà prévenue.",
            )
        ]

    def __str__(self):
        return self.titre


class RappelFait(models.Model):
    """A reminder given: never given twice, even when the jobs run twice, or late."""

    compte = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="rappels_faits", verbose_name="compte"
    )
    # What it was about, and when before its due date: « demande-12-j7 ».
    cle = models.CharField("clé", max_length=100)
    le = models.DateField("le", default=timezone.localdate)

    class Meta:
        verbose_name = "rappel fait"
        verbose_name_plural = "rappels faits"
        constraints = [
            models.UniqueConstraint(
                fields=["compte", "cle"],
                name="un_rappel_fait_une_fois",
                violation_error_message="Ce rappel est déjà fait.",
            )
        ]

    def __str__(self):
        return self.cle
