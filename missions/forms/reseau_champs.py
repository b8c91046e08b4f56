"""Contact details as people type them."""

import re

from django import forms
from django.core.exceptions import ValidationError

_NUMERO = re.compile(r"[+\d][\d\s().\-/]{3,}")


class TelephoneField(forms.CharField):
    """A phone number, with or without spaces; a French one is shown two digits at a time."""

    default_error_messages = {"invalid": "Écrivez un numéro de téléphone, par exemple 04 71 00 00 00."}

    def __init__(self, **kwargs):
        attrs = {"type": "tel", "inputmode": "tel", "autocomplete": "off"}
        super().__init__(**{"max_length": 30, "required": False, "widget": forms.TextInput(attrs), **kwargs})

    def clean(self, value):
        numero = super().clean(value)
        if not numero:
            return ""
        if not _NUMERO.fullmatch(numero.replace("\u00a0", " ").replace("\u202f", " ")):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        chiffres = re.sub(r"\D", "", numero)
        if len(chiffres) == 10 and chiffres.startswith("0") and "+" not in numero:
            return " ".join(chiffres[i : i + 2] for i in range(0, 10, 2))
        return " ".join(numero.split())


class SiteField(forms.URLField):
    """A web address; `https://` may be left out, which the browser's own url input refuses."""

    default_error_messages = {"invalid": "Écrivez l’adresse d’un site, par exemple www.exemple.fr."}

    def __init__(self, **kwargs):
        attrs = {"inputmode": "url", "autocomplete": "off"}
        base = {"max_length": 200, "required": False, "assume_scheme": "https", "widget": forms.TextInput(attrs)}
        super().__init__(**{**base, **kwargs})
