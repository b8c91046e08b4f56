"""Base of every form: cleaned text, crispy layout, choices one can search, with or without JavaScript."""

from crispy_forms.helper import FormHelper
from django import forms
from django.http import QueryDict

from coopappui.texte import nettoyer


def _nettoyer_donnees(donnees):
    """A copy of the posted data without NUL, control characters and lone surrogates."""
    if not isinstance(donnees, QueryDict):
        return donnees
    propres = donnees.copy()
    for cle, valeurs in donnees.lists():
        propres.setlist(cle, [nettoyer(v) if isinstance(v, str) else v for v in valeurs])
    return propres


class _Base:
    """`cherche` is true when the « Chercher » button of a choice was pressed: the form is shown again, not judged."""

    def __init__(self, data=None, *args, **kwargs):
        super().__init__(_nettoyer_donnees(data), *args, **kwargs)
        self.cherche = bool(data) and "_chercher" in data
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        for nom, champ in self.fields.items():
            if isinstance(champ.widget, (ChoixCherchable, ChoixUniqueCherchable)) and self.is_bound:
                champ.widget.demande = (data or {}).get(f"{self.add_prefix(nom)}_q", "")

    def full_clean(self):
        if self.cherche:
            self._errors, self.cleaned_data = forms.utils.ErrorDict(), {}
            return
        super().full_clean()

    def is_valid(self):
        return not self.cherche and super().is_valid()


class Formulaire(_Base, forms.Form):
    pass


class FormulaireModele(_Base, forms.ModelForm):
    pass


class _Cherchable:
    """Chosen values first, then suggestions; a search box brings others.

    `adresse`: URL name of the view that answers the search with more options (htmx).
    `suggestions`: how many unchosen values are shown before any search.
    """

    adresse = ""
    suggestions = 6
    demande = ""
    template_name = "composants/choix_cherchable.html"
    use_fieldset = True

    def optgroups(self, name, value, attrs=None):
        """Only what is chosen and what is suggested: never the whole directory."""
        choisis = [str(v) for v in value if str(v)]
        queryset = self.choices.queryset
        champ = self.choices.field
        liste = list(queryset.filter(pk__in=[v for v in choisis if v.isdigit()])) if choisis else []
        ids = {o.pk for o in liste}
        trouves = queryset.cherchant(self.demande) if self.demande else queryset
        liste += list(trouves.exclude(pk__in=ids)[: self.suggestions if not self.demande else 20])
        options = [
            self.create_option(name, o.pk, champ.label_from_instance(o), str(o.pk) in choisis, i, attrs=attrs)
            for i, o in enumerate(liste)
        ]
        return [(None, options, 0)]

    def get_context(self, name, value, attrs):
        contexte = super().get_context(name, value, attrs)
        contexte["widget"] |= {
            "adresse": self.adresse,
            "demande": self.demande,
            "multiple": self.allow_multiple_selected,
            "genre": self.input_type,
        }
        return contexte


class ChoixCherchable(_Cherchable, forms.CheckboxSelectMultiple):
    def __init__(self, adresse, genre=None, attrs=None):
        super().__init__(attrs)
        self.adresse, self.genre = adresse, genre


class ChoixUniqueCherchable(_Cherchable, forms.RadioSelect):
    def __init__(self, adresse, genre=None, attrs=None):
        super().__init__(attrs)
        self.adresse, self.genre = adresse, genre


class PlusieursField(forms.ModelMultipleChoiceField):
    """Several objects of the réseau or several projects, found by searching. `adresse`: URL of the search."""

    def __init__(self, queryset, *, adresse="reseau:choisir", genre=None, **kwargs):
        super().__init__(queryset, widget=ChoixCherchable(adresse, genre=genre), **kwargs)


class UnField(forms.ModelChoiceField):
    def __init__(self, queryset, *, adresse="reseau:choisir", genre=None, **kwargs):
        super().__init__(queryset, widget=ChoixUniqueCherchable(adresse, genre=genre), empty_label=None, **kwargs)
