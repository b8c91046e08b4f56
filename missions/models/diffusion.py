"""Who receives the lettres d'information: named lists of people of the réseau, and those who no longer want them."""

import hashlib

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone

from comptes.models import normaliser_courriel
from coopappui.champs import Court
from coopappui.jeton import JetonField
from missions.models.mission import Mission
from missions.models.reseau import Personne
from missions.models.veille import DeMissionQuerySet


def empreinte(courriel):
    """What is kept of an address that asked for nothing more: enough to recognise it, not to write to it."""
    return hashlib.sha256(normaliser_courriel(courriel).encode()).hexdigest()


class DesabonnementQuerySet(models.QuerySet):
    def de(self, mission, personne, trace):
        """The refusals that stand against this address (its print), or this person if they are known."""
        refus = models.Q(empreinte=trace)
        if personne:
            refus |= models.Q(personne=personne)
        return self.filter(refus, mission=mission)

    def parmi(self, mission, personnes):
        """The keys of those of `personnes` who no longer want the letters of this mission: one query."""
        refus = list(self.filter(mission=mission).values_list("personne_id", "empreinte"))
        connues, adresses = {pk for pk, _ in refus if pk}, {e for _, e in refus}
        return {p.pk for p in personnes if p.pk in connues or (p.courriel and empreinte(p.courriel) in adresses)}


class Desabonnement(models.Model):
    """Somebody wants no letter of this mission any more, whatever the list. The address itself is not kept, so that
    the refusal may outlive the card of the réseau."""

    mission = models.ForeignKey(Mission, models.CASCADE, related_name="desabonnements", verbose_name="mission")
    personne = models.ForeignKey(
        Personne, models.SET_NULL, related_name="desabonnements", verbose_name="personne", null=True, blank=True
    )
    empreinte = models.CharField("empreinte de l’adresse", max_length=64)
    le = models.DateTimeField("le", default=timezone.now)

    objects = DesabonnementQuerySet.as_manager()

    class Meta:
        verbose_name = "désabonnement des lettres"
        verbose_name_plural = "désabonnements des lettres"
        constraints = [
            models.UniqueConstraint(
                fields=["mission", "empreinte"],
                name="un_desabonnement_par_mission_et_adresse",
                violation_error_message="Cette adresse est déjà désabonnée.",
            )
        ]

    def __str__(self):
        return f"{self.personne or 'une personne'} : plus de lettre de {self.mission}"


class ListeDeDiffusion(models.Model):
    mission = models.ForeignKey(Mission, models.CASCADE, related_name="listes_de_diffusion", verbose_name="mission")
    nom = models.CharField("nom", max_length=100)
    description = Court("à qui elle s’adresse", max_length=300)
    personnes = models.ManyToManyField(
        Personne,
        through="missions.Inscription",
        related_name="listes_de_diffusion",
        verbose_name="personnes",
    )
    jeton = JetonField()

    objects = DeMissionQuerySet.as_manager()

    class Meta:
        verbose_name = "liste de diffusion"
        verbose_name_plural = "listes de diffusion"
        ordering = ["nom"]
        constraints = [
            models.UniqueConstraint(
                fields=["mission", "nom"],
                name="une_liste_une_fois_par_mission",
                violation_error_message="La mission a déjà une liste de ce nom.",
            )
        ]

    def __str__(self):
        return self.nom

    def get_absolute_url(self):
        return reverse("veille:liste", args=[self.pk])

    def inscrire(self, personnes, par):
        """Adds these people of the mission; returns how many were not in the list."""
        deja = set(self.inscriptions.values_list("personne", flat=True))
        nouvelles = [
            Inscription(liste=self, personne=p, par=par)
            for p in personnes
            if p.pk not in deja and p.mission_id == self.mission_id
        ]
        # Somebody else may add the same people at the same moment.
        Inscription.objects.bulk_create(nouvelles, ignore_conflicts=True)
        return len(nouvelles)

    def destinataires(self):
        """Who is written to: an address, no refusal, and once each even when two cards share an address."""
        personnes = list(self.personnes.exclude(courriel="").order_by("recherche", "pk"))
        refus = Desabonnement.objects.parmi(self.mission_id, personnes)
        par_adresse = {normaliser_courriel(p.courriel): p for p in reversed(personnes) if p.pk not in refus}
        return list(reversed(par_adresse.values()))


class Inscription(models.Model):
    liste = models.ForeignKey(
        ListeDeDiffusion, models.CASCADE, related_name="inscriptions", verbose_name="liste de diffusion"
    )
    personne = models.ForeignKey(Personne, models.CASCADE, related_name="inscriptions", verbose_name="personne")
    le = models.DateTimeField("inscrite le", default=timezone.now)
    par = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, related_name="+", verbose_name="inscrite par", null=True
    )

    class Meta:
        verbose_name = "inscription à une liste"
        verbose_name_plural = "inscriptions à une liste"
        ordering = ["personne__recherche", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["liste", "personne"],
                name="une_personne_une_fois_par_liste",
                violation_error_message="Cette personne est déjà dans la liste.",
            )
        ]

    def __str__(self):
        return f"{self.personne} · {self.liste}"
