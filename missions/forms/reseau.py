"""The cards of the réseau as officers type them: nothing is entered twice without being asked."""

from crispy_forms.layout import HTML, Div, Field, Fieldset, Layout
from django import forms
from django.core.validators import MinValueValidator
from django.db import transaction
from django.db.models import Q

from coopappui.concurrence import VersionMixin
from coopappui.formulaires import Formulaire, FormulaireModele, UnField
from coopappui.jeton import JetonMixin
from missions.forms.reseau_a_la_volee import NouveauTerritoire, NouvelleStructure
from missions.forms.reseau_champs import SiteField, TelephoneField
from missions.models import Langue, Mission, Personne, Structure, Territoire, TypeStructure

RESSEMBLANCES_MONTREES = 5


def _partie(titre, *champs):
    return Fieldset(titre, *champs, css_class="partie")


def _rangee(*champs):
    return Div(*champs, css_class="rangee")


def _a_la_volee(partiel, nom):
    return HTML(f'{{% include "reseau/{partiel}" with form=form.{nom} only %}}')


class _FicheForm(JetonMixin, VersionMixin, FormulaireModele):
    """A card of the réseau, in the officer's only mission or in the one they choose.

    A name that looks like one of the mission's stops the form once (`semblables`): the officer opens the other card,
    or says that this one is different.
    """

    mission = forms.ModelChoiceField(Mission.objects.none(), label="Mission", empty_label=None)
    autre = forms.BooleanField(required=False)
    une = autre_label = ""

    def __init__(self, data=None, *args, user, **kwargs):
        super().__init__(data, *args, **kwargs)
        self.user, self.semblables = user, []
        missions = [] if self.instance.pk else list(Mission.objects.avec_charge(user))
        if len(missions) > 1:
            self.fields["mission"].queryset = Mission.objects.avec_charge(user)
        else:
            del self.fields["mission"]
            if missions:
                self.instance.mission = missions[0]
        self.fields["autre"].label = self.autre_label
        for champ in self.fields.values():
            if isinstance(champ.widget, (forms.TextInput, forms.EmailInput)):
                champ.widget.attrs["autocomplete"] = "off"
        debut = ["mission"] if "mission" in self.fields else []
        ressemblances = HTML('{% include "reseau/_ressemblances.html" with form=form only %}')
        self.helper.layout = Layout(ressemblances, *debut, *self.parties())

    def parties(self):
        raise NotImplementedError

    def _get_validation_exclusions(self):
        """The rules that name the mission are checked too."""
        return super()._get_validation_exclusions() - ({"mission"} if self.instance.mission_id else set())

    def clean(self):
        donnees = super().clean()
        if mission := donnees.get("mission"):
            self.instance.mission = mission
        if self.instance.mission_id and not self._envoyee_deux_fois():
            self._chercher_des_semblables()
        return donnees

    def _envoyee_deux_fois(self):
        jeton = self.cleaned_data.get("jeton")
        return bool(jeton and self._deja(jeton))

    def _chercher_des_semblables(self):
        """On a card that exists, only when its name changes."""
        autres = self._meta.model.objects.filter(mission=self.instance.mission_id).exclude(pk=self.instance.pk)
        champs = autres.champs_du_nom
        nom = " ".join(filter(None, map(self.cleaned_data.get, champs)))
        if not nom or (self.instance.pk and not set(champs) & set(self.changed_data)):
            return
        self.semblables = list(autres.semblables(nom)[:RESSEMBLANCES_MONTREES])
        if self.semblables and not self.cleaned_data.get("autre"):
            noms = ", ".join(f"« {fiche} »" for fiche in self.semblables)
            self.add_error("autre", f"{self.une} du même nom, ou presque, existe déjà : {noms}.")

    def _de_la_mission(self, nom):
        """The chosen object, refused when it belongs to another mission than the card."""
        objet = self.cleaned_data.get(nom)
        if objet and self.instance.mission_id and objet.mission_id != self.instance.mission_id:
            self.add_error(nom, f"« {objet} » appartient à une autre mission.")

    def _limiter(self, nom, modele):
        """The choice keeps to the card's mission; while it is not known, to those where the officer writes."""
        mission, objets = self.instance.mission_id, modele.objects.modifiables_par(self.user)
        if mission:
            self.fields[nom].limiter(objets.filter(mission=mission), mission=mission)
        else:
            self.fields[nom].limiter(objets)


class StructureForm(_FicheForm):
    une, autre_label = "Une structure", "C’est bien une autre structure"
    territoire = UnField(Territoire.objects.none(), genre="territoires", label="Territoire", required=False)
    telephone = TelephoneField(label="Téléphone")
    site = SiteField(label="Site Internet")

    class Meta:
        model = Structure
        fields = [
            "nom",
            "sigle",
            "type",
            "territoire",
            "pays",
            "langues",
            "adresse",
            "code_postal",
            "commune",
            "courriel",
            "telephone",
            "site",
            "priorite",
            "enveloppe_cooperation",
            "remarques",
        ]
        widgets = {"langues": forms.CheckboxSelectMultiple, "remarques": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, data=None, *args, **kwargs):
        super().__init__(data, *args, **kwargs)
        self._limiter("territoire", Territoire)
        self.fields["type"].empty_label = "Non précisé"
        self.fields["priorite"].choices = [("", "Non précisée"), *Structure.Priorite.choices]
        # Archived values stay on the cards that use them.
        self.fields["type"].queryset = TypeStructure.objects.filter(Q(actif=True) | Q(pk=self.instance.type_id))
        deja = self.instance.langues.values("pk") if self.instance.pk else []
        self.fields["langues"].queryset = Langue.objects.filter(Q(actif=True) | Q(pk__in=deja))
        self.fields["enveloppe_cooperation"].validators.append(
            MinValueValidator(0, "Un montant ne peut pas être négatif.")
        )
        self.nouveau_territoire = NouveauTerritoire(data)

    def parties(self):
        return (
            _partie(
                "Identité",
                "nom",
                _rangee("sigle", "type"),
                "pays",
                "territoire",
                _a_la_volee("_nouveau_territoire.html", "nouveau_territoire"),
            ),
            _partie(
                "Coordonnées",
                "adresse",
                _rangee("code_postal", "commune"),
                _rangee("telephone", "courriel"),
                "site",
            ),
            _partie(
                "Coopération",
                _rangee("priorite", "enveloppe_cooperation"),
                Field("langues", wrapper_class="en-colonnes"),
                "remarques",
            ),
        )

    def clean(self):
        donnees = super().clean()
        self._de_la_mission("territoire")
        if donnees.get("territoire") and self.nouveau_territoire.saisie:
            self.add_error("territoire", "Choisissez un territoire ou nommez-en un nouveau, pas les deux.")
        return donnees

    def is_valid(self):
        return all([super().is_valid(), self.nouveau_territoire.is_valid()])

    @transaction.atomic
    def save(self, commit=True):
        if territoire := self.nouveau_territoire.creer(self.instance.mission, self.user):
            self.instance.territoire = territoire
        return super().save(commit)


class PersonneForm(_FicheForm):
    une, autre_label = "Une personne", "C’est bien une autre personne"
    structure = UnField(Structure.objects.none(), genre="structures", label="Structure", required=False)
    telephone = TelephoneField(label="Téléphone")

    class Meta:
        model = Personne
        fields = [
            "prenom",
            "nom",
            "structure",
            "fonction",
            "courriel",
            "telephone",
            "contact_cooperation",
            "temoignage",
        ]
        widgets = {"temoignage": forms.RadioSelect}

    def __init__(self, data=None, *args, **kwargs):
        super().__init__(data, *args, **kwargs)
        self._limiter("structure", Structure)
        self.nouvelle_structure = NouvelleStructure(data)

    def parties(self):
        return (
            _partie("La personne", _rangee("prenom", "nom"), _rangee("telephone", "courriel")),
            _partie(
                "Sa place dans le réseau",
                "structure",
                _a_la_volee("_nouvelle_structure.html", "nouvelle_structure"),
                "fonction",
                "contact_cooperation",
                "temoignage",
            ),
        )

    def clean(self):
        donnees = super().clean()
        self._de_la_mission("structure")
        if donnees.get("structure") and self.nouvelle_structure.saisie:
            self.add_error("structure", "Choisissez une structure ou nommez-en une nouvelle, pas les deux.")
        return donnees

    def is_valid(self):
        return all([super().is_valid(), self.nouvelle_structure.is_valid()])

    @transaction.atomic
    def save(self, commit=True):
        if structure := self.nouvelle_structure.creer(self.instance.mission, self.user):
            self.instance.structure = structure
        return super().save(commit)


class TerritoireForm(_FicheForm):
    une, autre_label = "Un territoire", "C’est bien un autre territoire"

    class Meta:
        model = Territoire
        fields = ["nom", "pays", "presentation"]
        widgets = {"presentation": forms.Textarea(attrs={"rows": 5})}

    def parties(self):
        return (_partie("Le territoire", "nom", "pays", "presentation"),)


class FusionForm(Formulaire):
    """Which of the two cards is kept."""

    garder = forms.TypedChoiceField(label="Quelle fiche garder ?", coerce=int, widget=forms.RadioSelect)
    garder.help_text = "Ses champs vides sont complétés par l’autre, et tout ce qui se rattache à l’autre la rejoint."

    def __init__(self, *args, fiches, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["garder"].choices = [(fiche.pk, _nommer(fiche)) for fiche in fiches]


def _nommer(fiche):
    return " · ".join(filter(None, [str(fiche), fiche.precision]))
