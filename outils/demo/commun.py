"""What the examples share: days counted from today, rows put in their order."""

import datetime

from django.utils import timezone


def dans(jours):
    """The day `jours` days from now; negative: before today."""
    return timezone.localdate() + datetime.timedelta(days=jours)


def mois(nombre):
    """The month `nombre` months from now, as its first day."""
    aujourd_hui = timezone.localdate()
    annees, numero = divmod(aujourd_hui.month - 1 + nombre, 12)
    return datetime.date(aujourd_hui.year + annees, numero + 1, 1)


def poser(fiche, relation, *lignes):
    """These rows, dicts, in the place of those that are there; returns them as saved."""
    siennes = getattr(fiche, relation)
    siennes.all().delete()
    fiche.__dict__.pop("contenu", None)
    return [siennes.create(rang=rang, **champs) for rang, champs in enumerate(lignes)]
