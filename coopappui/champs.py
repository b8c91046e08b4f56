"""Fields that read what French people type: 1 234,56 € with any kind of space, 31/12/2026."""

import re
from datetime import date
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, validate_email
from django.db import models
from django.utils.dates import MONTHS
from django.utils.encoding import punycode
from django.utils.formats import number_format
from django.utils.text import capfirst

from coopappui.texte import plier

# Ordinary, no-break and narrow no-break spaces (U+00A0, U+202F, U+2009): all are typed or pasted.
_ESPACES_ET_EURO = re.compile(r"[\s\u00a0\u202f\u2009€]")
_NOMBRE = re.compile(r"-?\d+([.,]\d+)?")
CELLULE_MAX = 32_767  # UTF-16 code units, the limit of spreadsheets
BORNES = (date(1900, 1, 1), date(2100, 12, 31))


class NombreField(forms.DecimalField):
    """A decimal number as typed in French; refuses 1e400, NaN and infinities."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
    default_error_messages = {"invalid": "Écrivez un nombre, par exemple 1 234,56."}

    def to_python(self, value):
        if value is None or isinstance(value, Decimal):
            return value
        texte = _ESPACES_ET_EURO.sub("", str(value))
        if not texte:
            return None
        if not _NOMBRE.fullmatch(texte):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        # Adding zero turns minus zero into zero.
        return Decimal(texte.replace(",", ".")) + 0

    def prepare_value(self, value):
        """As read in French; what was typed comes back untouched."""
        if not isinstance(value, Decimal):
            return value
        entier = value == value.to_integral()
        return number_format(value.to_integral() if entier else value, force_grouping=True)

    def widget_attrs(self, widget):
        return {}


class JourField(forms.DateField):
    """A calendar day within a plausible range; the browser's own date picker sends ISO dates."""

    input_formats = ["%Y-%m-%d", "%d/%m/%Y", "%d/%m/%y", "%d-%m-%Y", "%d.%m.%Y"]
    default_error_messages = {"invalid": "Écrivez une date qui existe, par exemple 31/12/2026."}

    def __init__(self, **kwargs):
        kwargs.setdefault("widget", forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
        super().__init__(**kwargs)
        self.validators += [
            MinValueValidator(BORNES[0], "Cette date est trop ancienne (avant 1900)."),
            MaxValueValidator(BORNES[1], "Cette date est trop lointaine (après 2100)."),
        ]


class Montant(models.DecimalField):
    """An amount in euros, optional."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"max_digits": 12, "decimal_places": 2, "null": True, "blank": True, **kwargs})

    def formfield(self, **kwargs):
        return super().formfield(**{"form_class": NombreField, **kwargs})


class Nombre(models.DecimalField):
    """A decimal number typed in French."""

    def formfield(self, **kwargs):
        return super().formfield(**{"form_class": NombreField, **kwargs})


class Jour(models.DateField):
    """A calendar day between 1900 and 2100."""

    def formfield(self, **kwargs):
        return super().formfield(**{"form_class": JourField, **kwargs})


class Court(models.CharField):
    """A line of text, optional."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"max_length": 200, "blank": True, **kwargs})


def tenir_dans_une_cellule(texte):
    """Spreadsheets count an emoji as two."""
    if len(texte) * 2 > CELLULE_MAX and len(texte.encode("utf-16-le", "ignore")) // 2 > CELLULE_MAX:
        raise ValidationError("Ce texte est trop long pour une cellule de tableur : raccourcissez-le.", code="cellule")


class Texte(models.TextField):
    """A text, optional, that fits in a cell of a workbook."""

    default_validators = [tenir_dans_une_cellule]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"max_length": 30_000, "blank": True, **kwargs})

    def formfield(self, **kwargs):
        """One line high where it is read, as high as its text where it is typed (see the style sheet)."""
        return super().formfield(**{"widget": forms.Textarea(attrs={"rows": 3}), **kwargs})


def est_adressable(courriel):
    """Whether a mail can be made out to this address: its domain must fit in ASCII (IDNA)."""
    try:
        return bool(punycode(courriel.rpartition("@")[2]))
    except UnicodeError:
        return False


def exiger_une_adresse(courriel, phrase=None):
    """Validator: Django's own takes addresses that no mail can be made out to."""
    try:
        validate_email(courriel)
    except ValidationError as faute:
        raise ValidationError(phrase or faute.message, code=faute.code) from faute
    if not est_adressable(courriel):
        raise ValidationError(phrase or validate_email.message, code=validate_email.code)


class Courriel(models.EmailField):
    """An e-mail address that can be written to."""

    default_validators = [exiger_une_adresse]

    def deconstruct(self):
        """To the database, an address like another: what is checked needs no migration."""
        nom, _, args, kwargs = super().deconstruct()
        return nom, "django.db.models.EmailField", args, kwargs


class Site(models.URLField):
    """A web address, optional; « exemple.fr » is read as https."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"blank": True, **kwargs})

    def formfield(self, **kwargs):
        return super().formfield(**{"assume_scheme": "https", **kwargs})


class OuiNon(models.CharField):
    """Oui, non, or nothing said yet."""

    CHOIX = (("oui", "Oui"), ("non", "Non"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"max_length": 12, "blank": True, "choices": self.CHOIX, **kwargs})


class Nature(OuiNon):
    """Qualitatif or quantitatif, as the guide sorts indicators (p. 74)."""

    CHOIX = (("qualitatif", "Qualitatif"), ("quantitatif", "Quantitatif"))


_MOIS = re.compile(r"(?:(?P<m>\d{1,2})\s*[/.-]\s*(?P<a>\d{4})|(?P<a2>\d{4})-(?P<m2>\d{1,2})(?:-\d{1,2})?)")


class MoisField(JourField):
    """A month typed « 03/2027 », « mars 2027 » or « 2027-03 »; cleaned to its first day."""

    default_error_messages = {"invalid": "Écrivez un mois et une année, par exemple 03/2027."}

    def __init__(self, **kwargs):
        widget = forms.TextInput(attrs={"inputmode": "numeric", "placeholder": "mm/aaaa", "autocomplete": "off"})
        super().__init__(**{"widget": widget, **kwargs})

    def to_python(self, value):
        if value in self.empty_values:
            return None
        if isinstance(value, date):
            return value.replace(day=1)
        mois, annee = self._lire(str(value).strip())
        try:
            return date(annee, mois, 1)
        except ValueError as e:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from e

    def _lire(self, texte):
        if trouve := _MOIS.fullmatch(texte):
            return int(trouve["m"] or trouve["m2"]), int(trouve["a"] or trouve["a2"])
        nom, _, annee = texte.rpartition(" ")
        noms = {plier(str(libelle)): numero for numero, libelle in MONTHS.items()}
        if plier(nom) in noms and annee.isdecimal() and len(annee) == 4:
            return noms[plier(nom)], int(annee)
        # A whole date, as spreadsheets and date pickers give it.
        jour = super().to_python(texte)
        return jour.month, jour.year

    def prepare_value(self, value):
        return f"{value:%m/%Y}" if isinstance(value, date) else value


class Mois(models.DateField):
    """A month, kept as its first day."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"null": True, "blank": True, **kwargs})

    def formfield(self, **kwargs):
        return super().formfield(**{"form_class": MoisField, **kwargs})


class PlusieursChoixField(forms.TypedMultipleChoiceField):
    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs):
        super().__init__(**{"empty_value": [], **kwargs})


class PlusieursChoix(models.JSONField):
    """Several of a few values: `PlusieursChoix("moments", choix=Moment)`, kept as the list of those chosen."""

    def __init__(self, *args, choix=(), **kwargs):
        self.choix = choix
        super().__init__(*args, **{"default": list, "blank": True, **kwargs})

    def paires(self):
        return list(getattr(self.choix, "choices", self.choix))

    def libelles(self, valeurs):
        """The labels of these values, in the order of the choices."""
        return [str(libelle) for valeur, libelle in self.paires() if valeur in valeurs]

    def formfield(self, **kwargs):
        return PlusieursChoixField(
            choices=self.paires(),
            required=False,
            label=capfirst(self.verbose_name),
            help_text=self.help_text,
        )


_DUREE = re.compile(r"(?:(\d{1,3})\s*h(?:eures?)?\s*)?(?:(\d{1,4})\s*(?:m|mn|min|minutes?)?)?", re.IGNORECASE)


class DureeField(forms.Field):
    """A duration typed « 1 h 30 », « 1:30 », « 45 min » or « 90 »; cleaned to minutes."""

    widget = forms.TextInput(attrs={"autocomplete": "off", "list": "durees"})
    default_error_messages = {"invalid": "Écrivez une durée, par exemple 1 h 30 ou 45 min."}

    def to_python(self, value):
        texte = str(value or "").strip().replace(":", "h")
        if not texte:
            return None
        trouve = _DUREE.fullmatch(texte)
        minutes = trouve and int(trouve[1] or 0) * 60 + int(trouve[2] or 0)
        if not minutes:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return minutes

    def prepare_value(self, value):
        if not isinstance(value, int):
            return value
        heures, minutes = divmod(value, 60)
        return f"{heures} h {minutes:02d}" if heures and minutes else f"{heures} h" if heures else f"{minutes} min"


class Duree(models.PositiveSmallIntegerField):
    """A duration in minutes."""

    def formfield(self, **kwargs):
        return DureeField(
            label=kwargs.get("label") or capfirst(self.verbose_name),
            required=not self.blank,
            initial=self.default if self.has_default() else None,
            help_text=self.help_text,
            validators=self.validators,
        )
