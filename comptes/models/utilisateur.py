"""The accounts. What a person may do comes from missions (Membre), not from the account."""

import unicodedata

from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.db import models

from coopappui.champs import Courriel
from coopappui.modeles import Cherchable, ChercheQuerySet

# Format marks (zero-width spaces, direction overrides), controls and lone surrogates: they come with a paste.
_INVISIBLES = ("Cf", "Cc", "Cs")
# What the address of an erased account ends with: no mail ever reaches it (RFC 2606).
EFFACE = "@efface.invalid"


def normaliser_courriel(courriel):
    """The one form under which an address is stored and looked up (Unicode NFKC, then case folding, UAX 31).

    Full-width letters, any case and decomposed accents give the same address; a dotless ı is not an i.
    """
    visible = "".join(c for c in courriel or "" if unicodedata.category(c) not in _INVISIBLES)
    pliee = unicodedata.normalize("NFKC", visible).casefold()
    return unicodedata.normalize("NFKC", pliee).strip()


class UtilisateurQuerySet(ChercheQuerySet):
    def non_effaces(self):
        return self.exclude(email__endswith=EFFACE)

    def administrateurs(self):
        """Those who answer for the instance."""
        return self.filter(is_superuser=True, is_active=True)


class UtilisateurManager(BaseUserManager.from_queryset(UtilisateurQuerySet)):
    @classmethod
    def normalize_email(cls, email):
        return normaliser_courriel(email)

    def get_by_natural_key(self, email):
        return self.get(email=normaliser_courriel(email))

    def create_user(self, email, password=None, **champs):
        utilisateur = self.model(email=normaliser_courriel(email), **champs)
        utilisateur.set_password(password)
        utilisateur.save(using=self._db)
        return utilisateur

    def create_superuser(self, email, password=None, **champs):
        return self.create_user(email, password, is_staff=True, is_superuser=True, **champs)


class Utilisateur(Cherchable, AbstractUser):
    champs_cherches = ("first_name", "last_name", "email")

    username = None
    email = Courriel(
        "adresse e-mail", unique=True, error_messages={"unique": "Un compte existe déjà avec cette adresse."}
    )
    telephone = models.CharField("téléphone", max_length=30, blank=True)

    # The day of the last daily mail: there is one a day at most.
    recapitule_le = models.DateField("dernier récapitulatif", null=True, blank=True, editable=False)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = []

    objects = UtilisateurManager()

    class Meta:
        verbose_name = "compte"
        verbose_name_plural = "comptes"
        ordering = ["last_name", "first_name", "email"]

    def __str__(self):
        return self.get_full_name() or self.email

    def clean(self):
        super().clean()
        self.email = normaliser_courriel(self.email)

    def save(self, *args, **kwargs):
        self.email = normaliser_courriel(self.email)
        super().save(*args, **kwargs)
