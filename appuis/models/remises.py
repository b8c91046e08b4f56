"""What an appui hands over besides documents: resources to read, people to call (guide, p. 27-28 and 33)."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.urls import reverse

from appuis.models.appuis import Appui
from appuis.models.blocages import Apport
from appuis.models.etapes import NatureApport
from appuis.models.ressources import Ressource
from comptes.models import Sujet, Utilisateur
from comptes.notifications import prevenir
from coopappui.champs import Court
from missions.models import Personne


def _prevenir_les_beneficiaires(appui, titre, par, cle):
    comptes = Utilisateur.objects.filter(personnes__appuis=appui)
    prevenir(comptes, Sujet.APPUI, titre, reverse("espace:appui", args=[appui.pk]), cle=cle, sauf=par)


def _apporter(blocage, nature, precision):
    """The blocage says what was brought; what its officer had written stays."""
    if blocage is not None:
        Apport.objects.get_or_create(blocage=blocage, nature=nature, defaults={"precision": precision[:300]})


class RemiseQuerySet(models.QuerySet):
    def modifiables_par(self, user):
        return self.filter(appui__in=Appui.objects.modifiables_par(user))

    def lues_par_le_beneficiaire(self):
        return self.exclude(ressource__audience=Ressource.Audience.MEMBRES).select_related("ressource")

    @transaction.atomic
    def remettre(self, appui, ressource, par, blocage=None):
        """Hands it over once; the bénéficiaires are told, and the blocage, if any, says so. Raises ValidationError
        when it is kept for the members, or not published."""
        if ressource.audience == Ressource.Audience.MEMBRES:
            raise ValidationError("Cette ressource est réservée aux membres de la mission : elle ne se remet pas.")
        if ressource.etat != Ressource.Etat.PUBLIEE:
            raise ValidationError("Publiez cette ressource avant de la remettre.")
        remise, nouvelle = self.get_or_create(appui=appui, ressource=ressource, defaults={"par": par})
        _apporter(blocage, NatureApport.RESSOURCE, ressource.titre)
        if nouvelle:
            _prevenir_les_beneficiaires(
                appui, "Une ressource vous est remise.", par, f"remise-{appui.pk}-{ressource.pk}"
            )
        return remise


class Remise(models.Model):
    """A resource handed over during an appui: its bénéficiaires read it in their space."""

    appui = models.ForeignKey(Appui, models.CASCADE, related_name="remises", verbose_name="appui")
    ressource = models.ForeignKey(Ressource, models.PROTECT, related_name="remises", verbose_name="ressource")
    par = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="remise par")
    le = models.DateTimeField("remise le", auto_now_add=True)

    objects = RemiseQuerySet.as_manager()

    class Meta:
        verbose_name = "ressource remise"
        verbose_name_plural = "ressources remises"
        ordering = ["-le", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["appui", "ressource"],
                name="une_ressource_remise_une_fois_par_appui",
                violation_error_message="Cette ressource est déjà remise.",
            )
        ]

    def __str__(self):
        return str(self.ressource)


class RecommandationQuerySet(models.QuerySet):
    def modifiables_par(self, user):
        return self.filter(appui__in=Appui.objects.modifiables_par(user))

    def lues_par_le_beneficiaire(self):
        """Only people who still agree to be recommended."""
        return self.filter(personne__in=Personne.objects.temoignant().values("pk")).select_related(
            "personne__structure"
        )

    @transaction.atomic
    def recommander(self, appui, personne, par, mot="", blocage=None):
        """Gives a name and how to reach it to the bénéficiaires. Raises ValidationError without consent."""
        # Locked: a consent withdrawn meanwhile is a refusal.
        accord = Personne.objects.select_for_update().filter(pk=personne.pk, mission=appui.mission_id)
        if not Personne.objects.temoignant().filter(pk__in=[p.pk for p in accord]).exists():
            raise ValidationError(
                "Cette personne n’a pas donné son accord, ou il n’est plus valable : demandez-le-lui."
            )
        faite, nouvelle = self.get_or_create(appui=appui, personne=personne, defaults={"par": par, "mot": mot})
        _apporter(blocage, NatureApport.PERSONNE, str(personne))
        if nouvelle:
            _prevenir_les_beneficiaires(
                appui, "Une personne vous est recommandée.", par, f"recommandation-{appui.pk}-{personne.pk}"
            )
        return faite


class Recommandation(models.Model):
    """Somebody who agreed to testify, recommended to the bénéficiaires of an appui."""

    appui = models.ForeignKey(Appui, models.CASCADE, related_name="recommandations", verbose_name="appui")
    personne = models.ForeignKey(
        Personne, models.CASCADE, related_name="recommandations", verbose_name="personne recommandée"
    )
    mot = Court("pourquoi elle", max_length=300, help_text="Lu par les bénéficiaires de l’appui.")
    par = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="par")
    le = models.DateTimeField("le", auto_now_add=True)

    objects = RecommandationQuerySet.as_manager()

    class Meta:
        verbose_name = "recommandation"
        ordering = ["-le", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["appui", "personne"],
                name="une_personne_recommandee_une_fois_par_appui",
                violation_error_message="Cette personne est déjà recommandée.",
            )
        ]

    def __str__(self):
        return str(self.personne)
