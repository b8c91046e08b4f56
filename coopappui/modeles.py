"""What several models share: constraints whose name is a sentence, reference lists, folded search text."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.timezone import localdate

from coopappui.texte import mots_cherches, plier


def dates_dans_l_ordre(debut, fin, nom):
    """CheckConstraint: when both dates are known, `fin` is not before `debut`."""
    return models.CheckConstraint(
        condition=Q(**{f"{debut}__isnull": True}) | Q(**{f"{fin}__isnull": True}) | Q(**{f"{fin}__gte": F(debut)}),
        name=nom,
        violation_error_message="La fin ne peut pas précéder le début.",
    )


def montant_positif(champ, nom):
    """CheckConstraint: an amount, when known, is not negative."""
    return models.CheckConstraint(
        condition=Q(**{f"{champ}__isnull": True}) | Q(**{f"{champ}__gte": 0}),
        name=nom,
        violation_error_message="Un montant ne peut pas être négatif.",
    )


def refuser_le_futur(objet, champ):
    """For `clean`: the date of what is done is not to come."""
    le = getattr(objet, champ)
    if le and le > localdate():
        raise ValidationError({champ: "Cette date est dans le futur."})


class ReferenceQuerySet(models.QuerySet):
    def proposees(self):
        """Values still offered in forms; archived ones stay on the objects that use them."""
        return self.filter(actif=True)


class Reference(models.Model):
    """A value of a reference list, edited in the Django admin; archived rather than deleted once used."""

    libelle = models.CharField("libellé", max_length=120, unique=True)
    ordre = models.PositiveSmallIntegerField("ordre", default=100)
    actif = models.BooleanField("proposé dans les formulaires", default=True)

    objects = ReferenceQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["ordre", "libelle"]

    def __str__(self):
        return self.libelle


class ChercheQuerySet(models.QuerySet):
    def cherchant(self, q):
        """Objects whose folded text holds every word of `q`, whatever the accents and the case."""
        for mot in mots_cherches(q):
            self = self.filter(recherche__contains=mot)
        return self


class Cherchable(models.Model):
    """Keeps `recherche`, the folded text that search reads. Never put confidential text in it."""

    champs_cherches: tuple[str, ...] = ()
    recherche = models.TextField(editable=False, default="", blank=True)

    class Meta:
        abstract = True

    def texte_cherche(self):
        return plier(" ".join(str(getattr(self, champ) or "") for champ in self.champs_cherches))

    def save(self, *args, update_fields=None, **kwargs):
        self.recherche = self.texte_cherche()
        if update_fields is not None:
            update_fields = {*update_fields, "recherche"}
        super().save(*args, update_fields=update_fields, **kwargs)
