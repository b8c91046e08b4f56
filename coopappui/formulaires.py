"""Base of every form: cleaned text, crispy layout, choices one can search, with or without JavaScript."""

import re

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, URLValidator
from django.http import QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode

from coopappui.texte import nettoyer


def _nettoyer_donnees(donnees):
    """A copy of the posted data without NUL, control characters and lone surrogates."""
    if not isinstance(donnees, QueryDict) or getattr(donnees, "propre", False):
        return donnees
    propres = donnees.copy()
    # The many forms of a page share the same data: cleaned once.
    propres.propre = True
    for cle, valeurs in donnees.lists():
        propres.setlist(cle, [nettoyer(v) if isinstance(v, str) else v for v in valeurs])
    return propres


# What Django says by itself, and what is said instead.
_EN_CLAIR = [
    (MinValueValidator.message, "Ce nombre est trop petit : %(limit_value)s au moins."),
    (MaxValueValidator.message, "Ce nombre est trop grand : %(limit_value)s au plus."),
    (URLValidator.message, "Écrivez une adresse complète, par exemple https://exemple.org/page."),
]


def _dire_en_clair(erreur):
    """Rewords in place the errors that say what a machine checks rather than what to write."""
    if hasattr(erreur, "error_dict"):
        fautes = [faute for liste in erreur.error_dict.values() for faute in liste]
    else:
        fautes = erreur.error_list if isinstance(erreur, ValidationError) else []
    for faute in fautes:
        faute.message = next((clair for brut, clair in _EN_CLAIR if faute.message == brut), faute.message)


class _Base:
    """`cherche` is true when a search or one more row was asked: the form is shown again, not judged."""

    def __init__(self, data=None, *args, **kwargs):
        super().__init__(_nettoyer_donnees(data), *args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        # The errors that belong to no field are said by composants/erreurs.html.
        self.helper.resume_en_tete = True
        self.cherche = bool(data) and ("_chercher" in data or "_ajouter" in data)
        if self.is_bound:
            self._rendre_les_recherches()

    def _rendre_les_recherches(self):
        """Keeps what was typed in the search boxes; Enter pressed on a new search asks for it."""
        for nom, champ in self.fields.items():
            if getattr(champ.widget, "cherchable", False):
                prefixe = self.add_prefix(nom)
                champ.widget.demande = self.data.get(f"{prefixe}_q", "").strip()[:200]
                vu = self.data.get(f"{prefixe}_vu")
                self.cherche = self.cherche or (vu is not None and champ.widget.demande not in ("", vu))

    def full_clean(self):
        if self.cherche:
            self._errors, self.cleaned_data = forms.utils.ErrorDict(), {}
            return
        super().full_clean()

    def add_error(self, field, error):
        _dire_en_clair(error)
        super().add_error(field, error)

    def is_valid(self):
        return not self.cherche and super().is_valid()


class Formulaire(_Base, forms.Form):
    pass


class FormulaireModele(_Base, forms.ModelForm):
    pass


class _Cherchable:
    """Chosen values first, then suggestions; a search box brings others.

    `adresse`: name of the URL that answers a search with more options (see `options_html`); `genre`: its argument,
    if it takes one. Names only: this module knows no view. `suggestions`: how many values are shown before any search.
    An object may say more about itself in `precision` (« Commune · Italie »), shown beside its name.
    `parametres`: sent along each search, see `limiter`.
    """

    cherchable = True
    use_fieldset = True
    suggestions = 6
    demande = ""
    template_name = "composants/choix_cherchable.html"

    def __init__(self, adresse, genre="", attrs=None):
        super().__init__(attrs)
        self.adresse, self.genre, self.parametres = adresse, genre, {}

    def _url(self):
        url = reverse(self.adresse, args=[self.genre] if self.genre else [])
        return f"{url}?{urlencode(self.parametres)}" if self.parametres else url

    def get_context(self, name, value, attrs):
        """Only what is chosen and what is suggested: never the whole directory."""
        contexte = forms.Widget.get_context(self, name, value, attrs)
        queryset, nommer = self.choices.queryset, self.choices.field.label_from_instance
        cles = [v for v in self.format_value(value) if _CLE.fullmatch(v)]
        retenus = list(queryset.filter(pk__in=cles)) if cles else []
        proposes, total = _chercher(
            queryset.exclude(pk__in=[o.pk for o in retenus]),
            self.demande,
            RESULTATS if self.demande else self.suggestions,
        )
        retenus = [_option(o, nommer(o), choisi=True) for o in retenus]
        if not self.allow_multiple_selected and not self.is_required:
            retenus.append({"valeur": "", "libelle": "Aucun choix", "detail": "", "choisi": not retenus})
        contexte["widget"] |= {
            "adresse": self._url(),
            "demande": self.demande,
            "multiple": self.allow_multiple_selected,
            "genre": self.input_type,
            "retenus": retenus,
            "proposes": [_option(o, nommer(o)) for o in proposes],
            "total": total,
            "nom_des_options": str(queryset.model._meta.verbose_name_plural),
        }
        return contexte


RESULTATS = 20


def _chercher(queryset, demande, limite):
    """The first objects found and how many there are in all (counted only for a search)."""
    trouves = queryset.cherchant(demande) if demande else queryset
    premiers = list(trouves[: limite + 1])
    total = trouves.count() if demande and len(premiers) > limite else len(premiers)
    return premiers[:limite], total


def _option(objet, libelle, choisi=False):
    return {"valeur": objet.pk, "libelle": libelle, "detail": getattr(objet, "precision", ""), "choisi": choisi}


def options_html(request, queryset):
    """The answer of a view that searches for a searchable choice; `queryset` holds only what the user may see.

    Reads the search and the values already chosen (left out) from the query string.
    """
    champ = request.GET.get("champ", "")
    if not _NOM_DE_CHAMP.fullmatch(champ):
        champ = "choix"
    ident = request.GET.get("id", "")
    demande = nettoyer(request.GET.get(f"{champ}_q", request.GET.get("q", ""))).strip()[:200]
    deja = [v for v in request.GET.getlist(champ) if _CLE.fullmatch(v)]
    multiple = request.GET.get("multiple") != "0"
    objets, total = _chercher(queryset.exclude(pk__in=deja), demande, RESULTATS)
    contexte = {
        "options": [_option(o, str(o)) for o in objets],
        "champ": champ,
        "id": ident if _NOM_DE_CHAMP.fullmatch(ident) else f"id_{champ}",
        "genre": "checkbox" if multiple else "radio",
        "total": total,
        "demande": demande,
    }
    return render(request, "composants/_options.html", contexte)


# A primary key that a database accepts.
_CLE = re.compile(r"[0-9]{1,18}")
_NOM_DE_CHAMP = re.compile(r"[A-Za-z_][\w-]{0,80}", re.ASCII)


class ChoixCherchable(_Cherchable, forms.CheckboxSelectMultiple):
    pass


class ChoixUniqueCherchable(_Cherchable, forms.RadioSelect):
    pass


class _Limitable:
    def limiter(self, queryset, **parametres):
        """Only these objects may be chosen, and the search is told so: `limiter(structures, mission=mission.pk)`."""
        self.queryset = queryset
        self.widget.parametres = parametres


class ParmiField(forms.ModelMultipleChoiceField):
    """Some of a few objects, all shown: a forged key is no choice, however long."""

    widget = forms.CheckboxSelectMultiple

    def clean(self, value):
        for cle in value or []:
            if not _CLE.fullmatch(str(cle)):
                raise ValidationError(self.error_messages["invalid_pk_value"], "invalid_pk_value", {"pk": cle})
        return super().clean(value)


class PlusieursField(_Limitable, ParmiField):
    """Several objects, found by searching: `PlusieursField(queryset, genre="structures")` for those of the réseau,
    `PlusieursField(queryset, adresse="projets:choisir")` for others."""

    def __init__(self, queryset, *, genre="", adresse="reseau:choisir", **kwargs):
        super().__init__(queryset, widget=ChoixCherchable(adresse, genre), **kwargs)


class UnField(_Limitable, forms.ModelChoiceField):
    """One object, found by searching; « Aucun » is offered when the field is optional."""

    def __init__(self, queryset, *, genre="", adresse="reseau:choisir", **kwargs):
        super().__init__(queryset, widget=ChoixUniqueCherchable(adresse, genre), empty_label=None, **kwargs)
