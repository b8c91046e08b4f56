"""What anybody reads of a mission, once its responsable has opened its public pages.

The guide has each mission say what it offers, to whom, and how soon (Cap Rural, guide, Livret A, phase 3).
"""

from django.db import models
from django.urls import reverse
from django.utils.text import slugify

from coopappui.champs import Courriel, Court, Texte

_LONGUEUR = 60


class PagesPubliques(models.Model):
    """The part of a mission that its public pages show; nothing is public until somebody says so."""

    publique = models.BooleanField(
        "ouvrir les pages publiques",
        default=False,
        help_text="Tout le monde peut alors les lire, sans compte, et vous demander un appui.",
    )
    adresse_publique = models.SlugField(
        "adresse publique",
        max_length=_LONGUEUR,
        unique=True,
        blank=True,
        help_text="En minuscules, sans accent ni espace : « haut-vernay ». En changer coupe les liens déjà donnés.",
        error_messages={"unique": "Une autre mission a déjà cette adresse."},
    )
    propositions = Texte(
        "ce que nous proposons",
        max_length=3000,
        help_text="Appuis individuels ou collectifs, formations, visites d’expériences, mises en relation…",
    )
    publics = Texte("à qui", max_length=2000, help_text="Qui vous appuyez, et sur quels territoires.")
    deroulement = Texte(
        "comment cela se passe", max_length=3000, help_text="Par quoi commence un appui, où et comment on se retrouve."
    )
    delais = Court("délais habituels", help_text="« Premier échange sous dix jours. »")
    contact_nom = Court("à qui s’adresser", help_text="Un service ou une personne.")
    contact_telephone = Court("téléphone", max_length=30)
    contact_courriel = Courriel("courriel", blank=True)
    contact_horaires = Court("horaires")
    contact_adresse = Texte("adresse postale", max_length=500)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=models.Q(publique=False) | ~models.Q(contact_courriel="") | ~models.Q(contact_telephone=""),
                name="une_mission_publique_dit_comment_la_joindre",
                violation_error_message="Avant d’ouvrir les pages publiques, donnez un téléphone ou un courriel.",
            ),
        ]

    def save(self, *args, update_fields=None, **kwargs):
        if not self.adresse_publique:
            self.adresse_publique = self._adresse_libre()
            update_fields = None if update_fields is None else {*update_fields, "adresse_publique"}
        super().save(*args, update_fields=update_fields, **kwargs)

    def _adresse_libre(self):
        """Made from the name: « mission-haut-vernay », or « mission-haut-vernay-2 » when it is taken."""
        racine = slugify(self.nom)[: _LONGUEUR - 5].strip("-") or "mission"
        prises = type(self).objects.filter(adresse_publique__startswith=racine).exclude(pk=self.pk)
        prises = set(prises.values_list("adresse_publique", flat=True))
        return next(a for a in (racine, *(f"{racine}-{n}" for n in range(2, 10_000))) if a not in prises)

    @property
    def url_publique(self):
        """The path of its public page."""
        return reverse("public:mission", args=[self.adresse_publique])
