"""Filters of a tableau: said in French when they are not understood, shown as chips that can be taken away."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property, lru_cache
from html import escape

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import flatatt
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django_filters import BooleanFilter, CharFilter, ChoiceFilter, DateFilter, FilterSet, MultipleChoiceFilter
from django_filters import NumberFilter as _NumberFilter

from coopappui.champs import JourField, NombreField
from coopappui.formulaires import Formulaire
from coopappui.templatetags.composants import montant
from coopappui.texte import plier

RECHERCHE_MAX, MOTS_MAX = 200, 10
# The value of a choice that lifts what is filtered `d_office`.
TOUTES = "toutes"
A_L_ENVERS = {
    "date": "La fin de la période précède son début.",
    "montant": "Ce maximum est inférieur au minimum.",
}


@lru_cache(maxsize=20_000)
def _cle(libelle):
    """Folding the same thousand names at each request would cost more than reading them."""
    return plier(libelle)


def _pas_trop_de_mots(texte):
    if len(texte.split()) > MOTS_MAX:
        raise ValidationError(f"Cherchez avec {MOTS_MAX} mots au plus.")


class ListeDeroulante(forms.Select):
    """A select drawn without a template: hundreds of options cost nothing."""

    def render(self, name, value, attrs=None, renderer=None):
        choisies = {str(v) for v in (value if isinstance(value, list | tuple) else [value]) if v is not None}
        options = "".join(
            f'<option value="{escape(cle)}"{" selected" * (cle in choisies)}>{escape(str(nom))}</option>'
            for cle, nom in ((str(valeur), nom) for valeur, nom in self.choices)
        )
        attributs = flatatt(self.build_attrs(self.attrs, attrs))
        return format_html('<select name="{}"{}>{}</select>', name, attributs, mark_safe(options))


class Recherche(CharFilter):
    """Full text, through the queryset's `cherchant`."""

    def __init__(self, exemple="", **kwargs):
        attributs = {"type": "search", "autocomplete": "off", "placeholder": exemple}
        super().__init__(
            label="Rechercher",
            max_length=RECHERCHE_MAX,
            validators=[_pas_trop_de_mots],
            error_messages={"max_length": f"Cherchez avec {RECHERCHE_MAX} caractères au plus."},
            widget=forms.TextInput(attrs=attributs),
            **kwargs,
        )

    def filter(self, queryset, valeur):
        return queryset.cherchant(valeur) if valeur else queryset


class Choix(ChoiceFilter):
    """One value of a list. Without `choices`, they come from the filter set's `choix`, under the filter's name."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("empty_label", "Indifférent")
        super().__init__(*args, widget=ListeDeroulante, **kwargs)


class Plusieurs(MultipleChoiceFilter):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, widget=forms.CheckboxSelectMultiple, distinct=False, **kwargs)


class CaseField(forms.BooleanField):
    def clean(self, value):
        return super().clean(value) or None


class Case(BooleanFilter):
    """A box to tick: it filters only when ticked."""

    field_class = CaseField

    def __init__(self, *args, **kwargs):
        super().__init__(*args, widget=forms.CheckboxInput, **kwargs)


class Jour(DateFilter):
    field_class = JourField


class Nombre(_NumberFilter):
    field_class = NombreField

    def __init__(self, *args, **kwargs):
        super().__init__(*args, max_digits=12, decimal_places=2, min_value=0, **kwargs)

    def get_max_validator(self):
        return None


@dataclass(frozen=True)
class Puce:
    """An active filter: what it says, and the parameter and value to take away."""

    texte: str
    nom: str
    valeur: str


class FormulaireFiltres(Formulaire):
    """`periodes`: pairs (from, to) of fields that must be in order."""

    periodes = ()
    error_css_class = "is-invalid"

    def clean(self):
        propre = super().clean()
        for du, au in self.periodes:
            if propre.get(du) is not None and propre.get(au) is not None and propre[au] < propre[du]:
                montants = isinstance(propre[du], Decimal)
                propre.pop(du)
                self.add_error(au, A_L_ENVERS["montant" if montants else "date"])
        return propre


class FiltresTableau(FilterSet):
    """`periodes`: pairs of filters that make a range; `premiers`: those always in sight, the others are folded;
    `d_office`: {name of a choice: its value when nothing is asked}, TOUTES being one of its choices."""

    periodes = ()
    premiers = ("q",)
    d_office = {}
    q = Recherche()

    class Meta:
        form = FormulaireFiltres

    def __init__(self, data, queryset, utilisateur):
        super().__init__(self._d_office(data), queryset)
        self.utilisateur = utilisateur
        for nom, filtre in self.filters.items():
            if isinstance(filtre, Choix) and "choices" not in filtre.extra:
                filtre.extra["choices"] = self._liste(nom)

    def _d_office(self, data):
        if not self.d_office:
            return data
        completes = data.copy()
        for nom, valeur in self.d_office.items():
            completes[nom] = completes.get(nom) or valeur
        return completes

    def _liste(self, nom):
        """Read only when the list is shown or a value is checked against it."""
        return lambda: self.choix.get(nom, [])

    @cached_property
    def choix(self):
        """{name of filter: [(value, label)]}, sorted as people read: whatever the accents and the case."""
        listes = {}
        for nom, valeur, libelle in self.options():
            listes.setdefault(nom, []).append((valeur, self.nommer(nom, libelle)))
        return {nom: sorted(liste, key=lambda v: _cle(v[1])) for nom, liste in listes.items()}

    def options(self):
        """Rows (name of filter, value, label), preferably in one query."""
        return []

    def nommer(self, nom, libelle):
        return libelle

    def get_form_class(self):
        classe = super().get_form_class()
        classe.periodes = self.periodes
        return classe

    # --- what is asked, in words --------------------------------------------------------------

    @property
    def compris(self):
        """False when a value could not be understood: it is then said beside the field, and not applied."""
        return not self.form.errors

    def champs_premiers(self):
        return [self.form[nom] for nom in self.premiers]

    def champs_replies(self):
        return [champ for champ in self.form if champ.name not in self.premiers]

    def replies_actifs(self):
        """How many folded filters are in use."""
        return len({puce.nom for puce in self.puces} - set(self.premiers))

    def replies_en_erreur(self):
        return bool(set(self.form.errors) - set(self.premiers))

    @cached_property
    def puces(self):
        """The active filters, in the order of the form."""
        valeurs = getattr(self.form, "cleaned_data", {})
        puces = []
        for nom, filtre in self.filters.items():
            valeur = valeurs.get(nom)
            if valeur in (None, "", [], False, TOUTES):
                continue
            for v in valeur if isinstance(valeur, list) else [valeur]:
                puces.append(Puce(self._phrase(filtre, nom, v), nom, self._brut(v)))
        return puces

    def _phrase(self, filtre, nom, valeur):
        if valeur is True:
            return str(filtre.label)
        if isinstance(valeur, date):
            valeur = f"{valeur:%d/%m/%Y}"
        elif isinstance(valeur, Decimal):
            valeur = montant(valeur)
        elif isinstance(filtre, Choix | Plusieurs):
            valeur = dict(self.form.fields[nom].choices).get(valeur, valeur)
        else:
            valeur = f"« {valeur} »"
        return f"{filtre.label} : {valeur}"

    @staticmethod
    def _brut(valeur):
        return "on" if valeur is True else str(valeur)
