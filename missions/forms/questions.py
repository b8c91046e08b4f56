"""A question: its words, its kind of answer, when it is asked. Lists are typed one item a line."""

import re

from crispy_forms.layout import Div, Layout
from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import slugify

from coopappui.concurrence import VersionMixin
from coopappui.formulaires import FormulaireModele
from missions.models import Question

MAXIMUM = 30
# Of a two-sided table: 150 of them are posted at once, and make the columns of one sheet.
CASES_MAX = 60
_PRECISER = re.compile(r"\s*:\s*(à )?pr[ée]cise[rz]\s*…?\s*$", re.IGNORECASE)


class ListeField(forms.CharField):
    """[{"cle", "libelle", …}] typed one a line; a line that only changes its words keeps its key."""

    def __init__(self, *, lire, dire, **kwargs):
        super().__init__(required=False, max_length=4000, widget=forms.Textarea({"rows": 4}), **kwargs)
        self.lire, self.dire = lire, dire

    def prepare_value(self, value):
        return value if isinstance(value, str) or value is None else "\n".join(self.dire(item) for item in value)

    def clean(self, value):
        lignes = [ligne.strip() for ligne in super().clean(value).splitlines() if ligne.strip()]
        if len(lignes) > MAXIMUM:
            raise ValidationError(f"{MAXIMUM} lignes au plus.")
        items = [self.lire(ligne) for ligne in lignes]
        if len({item["libelle"] for item in items}) < len(items):
            raise ValidationError("Deux lignes disent la même chose.")
        if any(not item["libelle"] or len(item["libelle"]) > 200 for item in items):
            raise ValidationError("200 caractères au plus par ligne.")
        return items


def _lire_un_choix(ligne):
    return {"libelle": _PRECISER.sub("", ligne), "preciser": bool(_PRECISER.search(ligne))}


def _dire_un_choix(choix):
    return choix["libelle"] + (" : préciser" if choix.get("preciser") else "")


def _lire_un_axe(ligne):
    libelle, _, aide = ligne.partition("|")
    return {"libelle": libelle.strip(), "aide": aide.strip()[:200]}


def _dire_un_axe(axe):
    return " | ".join(filter(None, [axe["libelle"], axe.get("aide")]))


def avec_cles(items, anciens):
    """Each item under the key it had: the same words first, else the same place; a new one otherwise."""
    par_libelle = {ancien["libelle"]: ancien["cle"] for ancien in anciens}
    cles = [par_libelle.get(item["libelle"]) for item in items]
    for i, ancien in enumerate(anciens[: len(items)]):
        if cles[i] is None and ancien["cle"] not in cles:
            cles[i] = ancien["cle"]
    for i, item in enumerate(items):
        racine = slugify(item["libelle"])[:24].strip("-") or "choix"
        libres = (racine, *(f"{racine}-{n}" for n in range(2, MAXIMUM + 2)))
        cles[i] = cles[i] or next(cle for cle in libres if cle not in cles)
    return [{"cle": cle, **item} for cle, item in zip(cles, items, strict=True)]


class QuestionForm(VersionMixin, FormulaireModele):
    """What gives meaning to answers is asked only as long as nobody has received it."""

    choix = ListeField(
        label="Les choix, un par ligne",
        lire=_lire_un_choix,
        dire=_dire_un_choix,
        help_text="Pour un choix ou plusieurs. Terminez une ligne par « : préciser » pour demander d’en dire plus.",
    )
    lignes = ListeField(
        label="Les lignes du tableau",
        lire=_lire_un_axe,
        dire=_dire_un_axe,
        help_text="Une par ligne.",
    )
    colonnes = ListeField(
        label="Les colonnes du tableau",
        lire=_lire_un_axe,
        dire=_dire_un_axe,
        help_text="Une par ligne ; une aide peut suivre : « Humaines | Animateur, interprète… ».",
    )
    si_valeurs = forms.MultipleChoiceField(
        label="Quand on y répond", required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Question
        fields = [
            "partie",
            "numero",
            "enonce",
            "aide",
            "genre",
            "choix",
            "lignes",
            "colonnes",
            "si",
            "si_valeurs",
            "minimum_de_retours",
        ]
        widgets = {
            "minimum_de_retours": forms.TextInput({"inputmode": "numeric"}),
            "enonce": forms.Textarea({"rows": 2}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.gelee:
            for nom in ("numero", "enonce", "aide", "genre", "choix", "lignes", "colonnes", "si", "si_valeurs"):
                del self.fields[nom]
            return
        autres = self.instance.enquete.questions.posees().exclude(pk=self.instance.pk)
        a_cocher = [q for q in autres if q.reponses_possibles()]
        self.fields["si"].queryset = autres.filter(pk__in=[q.pk for q in a_cocher])
        self.fields["si"].empty_label = "À tout le monde"
        self.fields["si"].label = "Posée à"
        self.fields["si"].label_from_instance = lambda q: f"ceux qui répondent à : {q}"[:110]
        parent = next((q for q in a_cocher if str(q.pk) == str(self["si"].value() or "")), None)
        self.fields["si_valeurs"].choices = parent.reponses_possibles() if parent else []
        if parent is None:
            self.fields["si_valeurs"].help_text = "Choisissez d’abord la question, puis enregistrez."
        self.helper.layout = Layout(
            Div("partie", "numero", css_class="rangee"),
            "enonce",
            "aide",
            "genre",
            Div("choix", css_class="selon-genre", data_genres="un plusieurs"),
            Div("lignes", "colonnes", css_class="selon-genre rangee", data_genres="tableau"),
            "si",
            Div("si_valeurs", css_id="si-valeurs"),
            "minimum_de_retours",
        )

    def clean(self):
        donnees = super().clean()
        genre = donnees.get("genre", self.instance.genre)
        for nom, siens in (("choix", ("un", "plusieurs")), ("lignes", ("tableau",)), ("colonnes", ("tableau",))):
            if nom in donnees:
                donnees[nom] = avec_cles(donnees[nom], getattr(self.instance, nom)) if genre in siens else []
        if (cases := len(donnees.get("lignes", ())) * len(donnees.get("colonnes", ()))) > CASES_MAX:
            self.add_error("colonnes", f"{CASES_MAX} cases au plus, pour qu’on y réponde : ce tableau en a {cases}.")
        if "si" in donnees and donnees["si"] is None:
            donnees["si_valeurs"] = []
        return donnees

    def _forme(self, nom, valeur):
        # Lists are compared as they are typed: a key is no change of words.
        champ = self.fields[nom]
        return super()._forme(nom, champ.prepare_value(valeur) if isinstance(champ, ListeField) else valeur)

    def _en_clair(self, nom, valeur):
        if isinstance(self.fields[nom], ListeField):
            return self.fields[nom].prepare_value(valeur) or "vide"
        if nom == "si_valeurs":
            libelles = dict(self.fields[nom].choices)
            valeur = [libelles.get(cle, cle) for cle in valeur]
        return super()._en_clair(nom, valeur)
