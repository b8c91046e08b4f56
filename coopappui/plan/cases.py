"""One field of one object, as it is read: on the page, in the PDF, in a cell of the workbook."""

import datetime
from decimal import Decimal

from django.db import models
from django.utils.formats import date_format, number_format, time_format
from django.utils.functional import cached_property
from django.utils.text import capfirst

from coopappui.champs import Duree, DureeField, Mois, PlusieursChoix
from coopappui.jours import jour_long


class Case:
    """`brut` is true when what was typed is not (yet) a value of the field: it is shown as it was typed."""

    def __init__(self, objet, champ):
        self.objet, self.champ = objet, champ

    @property
    def nom(self):
        return self.champ.name

    @property
    def libelle(self):
        return capfirst(self.champ.verbose_name)

    @cached_property
    def brut(self):
        return self.champ.name in self.objet.brut

    @cached_property
    def valeur(self):
        """What a cell of a workbook holds: dates, numbers and hours typed, the rest as text, None when empty."""
        if self.brut:
            return self.objet.brut[self.champ.name]
        valeur = self.champ.value_from_object(self.objet)
        if valeur in (None, "", []):
            return None
        if isinstance(self.champ, PlusieursChoix):
            return "\n".join(self.champ.libelles(valeur))
        if self.champ.choices:
            return str(dict(self.champ.flatchoices).get(valeur, valeur))
        if isinstance(self.champ, models.BooleanField):
            return "Oui" if valeur else "Non"
        if isinstance(self.champ, Duree):
            return DureeField().prepare_value(valeur)
        return valeur

    def __bool__(self):
        return self.valeur is not None

    @property
    def est_un_nombre(self):
        return isinstance(self.valeur, (int, float, Decimal))

    @property
    def est_long(self):
        return isinstance(self.champ, models.TextField)

    @property
    def adresse(self):
        """The link behind a web or mail address."""
        if self.brut or not self.valeur:
            return ""
        if isinstance(self.champ, models.EmailField):
            return f"mailto:{self.valeur}"
        return self.valeur if isinstance(self.champ, models.URLField) else ""

    def __str__(self):
        valeur = self.valeur
        if valeur is None:
            return ""
        if self.brut:
            return str(valeur)
        if isinstance(self.champ, Mois):
            return date_format(valeur, "F Y")
        if isinstance(valeur, datetime.date):
            return jour_long(valeur)
        if isinstance(valeur, datetime.time):
            return time_format(valeur, "H:i")
        if self.est_un_nombre:
            entier = valeur == int(valeur)
            return number_format(int(valeur) if entier else valeur, force_grouping=True)
        return str(valeur)
