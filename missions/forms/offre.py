"""What is typed about the offre d'appui, the remarks it calls for, and the programme of each year."""

from crispy_forms.layout import Div, Fieldset, Layout
from django import forms

from coopappui.concurrence import VersionMixin
from coopappui.formulaires import FormulaireModele, UnField
from coopappui.jeton import JetonMixin
from coopappui.lignes import LigneMixin, Lignes
from missions.models import (
    ActionDuProgramme,
    CritereDePriorite,
    EtapeDuCalendrier,
    Modalite,
    OffreDAppui,
    Personne,
    ProgrammeAnnuel,
    RemarqueSurLOffre,
)

_ENTIER = forms.TextInput({"inputmode": "numeric", "autocomplete": "off"})


def _bloc(modele, relation):
    """The table of the plan: what it is called is said there."""
    return next(bloc for bloc in modele.tableaux() if bloc.relation == relation)


def _rangees(*rangees):
    """The fields of a row, side by side, then the box that removes it."""
    return Layout(*(Div(*noms, css_class="rangee") for noms in rangees), "retirer")


class OffreForm(VersionMixin, FormulaireModele):
    class Meta:
        model = OffreDAppui
        fields = ["presentation", "publics", "moyens", "delais", "conditions"]


class ModaliteLigne(LigneMixin, FormulaireModele):
    class Meta:
        model = Modalite
        fields = ["nature", "sort", "intitule", "publics", "moyens", "delais"]
        widgets = {
            "publics": forms.Textarea(attrs={"rows": 2}),
            "moyens": forms.Textarea(attrs={"rows": 2}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper.layout = _rangees(["nature", "sort", "delais"], ["intitule"], ["publics", "moyens"])

    def has_changed(self):
        """The choices that a new row comes with are not typed."""
        return bool(set(self.changed_data) - {"nature", "sort"})


class EtapeLigne(LigneMixin, FormulaireModele):
    class Meta:
        model = EtapeDuCalendrier
        fields = ["quoi", "debut", "fin", "qui"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper.layout = _rangees(["quoi"], ["debut", "fin", "qui"])


class CritereLigne(LigneMixin, FormulaireModele):
    class Meta:
        model = CritereDePriorite
        fields = ["critere", "poids", "precision"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper.layout = _rangees(["critere", "poids"], ["precision"])

    def has_changed(self):
        return bool(set(self.changed_data) - {"poids"})


class ActionDuProgrammeLigne(LigneMixin, FormulaireModele):
    class Meta:
        model = ActionDuProgramme
        fields = ["action", "modalite", "public", "periode", "qui", "moyens"]
        widgets = {"moyens": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["modalite"].choices = [("", "Non précisée"), *Modalite.Nature.choices]
        self.helper.layout = _rangees(["action", "modalite"], ["public", "periode", "qui"], ["moyens"])


class _DuPlan(Lignes):
    """A table whose name and advice are those of the plan."""

    fiche, relation = None, ""

    def __init__(self, parent, data=None, **options):
        super().__init__(parent, data, **options)
        bloc = _bloc(self.fiche, self.relation)
        self.prefixe, self.titre, self.nom = bloc.relation, bloc.titre, bloc.nom
        self.ajout, self.aide, self.maximum = bloc.ajout, bloc.aide, bloc.maximum


class Modalites(_DuPlan):
    formulaire, fiche, relation = ModaliteLigne, OffreDAppui, "modalites"


class Calendrier(_DuPlan):
    formulaire, fiche, relation = EtapeLigne, OffreDAppui, "calendrier"


class Criteres(_DuPlan):
    formulaire, fiche, relation = CritereLigne, OffreDAppui, "criteres"


class ActionsDuProgramme(_DuPlan):
    formulaire, fiche, relation = ActionDuProgrammeLigne, ProgrammeAnnuel, "lignes"
    vides = 1


class ProgrammeForm(JetonMixin, VersionMixin, FormulaireModele):
    """The year is chosen once."""

    class Meta:
        model = ProgrammeAnnuel
        fields = ["annee", "introduction", "avec_l_offre"]
        widgets = {"annee": _ENTIER}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["annee"]

    def _get_validation_exclusions(self):
        """One a year and a mission: the rule names the mission. The same page sent twice is no second programme."""
        exclus, jeton = super()._get_validation_exclusions(), self.cleaned_data.get("jeton")
        return exclus if jeton and self._deja(jeton) else exclus - {"mission"}


class RemarqueForm(JetonMixin, VersionMixin, FormulaireModele):
    personne = UnField(
        Personne.objects.none(), genre="personnes", adresse="reseau:proposer", label="Qui l’a dite", required=False
    )

    class Meta:
        model = RemarqueSurLOffre
        fields = ["personne", "de_qui", "le", "nature", "texte", "suite", "precision"]
        widgets = {"nature": forms.RadioSelect, "texte": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        personnes = self.instance.mission.personnes.select_related("structure")
        self.fields["personne"].limiter(personnes, mission=self.instance.mission_id)
        self.fields["suite"].choices = [("", "Rien encore"), *RemarqueSurLOffre.Suite.choices]
        self.helper.layout = Layout(
            Fieldset(
                "La remarque",
                "personne",
                Div("de_qui", "le", css_class="rangee"),
                Div("nature", css_class="en-colonnes"),
                "texte",
                css_class="partie",
            ),
            Fieldset("La suite", Div("suite", "precision", css_class="rangee"), css_class="partie"),
        )
