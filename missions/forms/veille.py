"""What members type in the veille: sources, informations, letters, lists."""

from datetime import datetime, time

from crispy_forms.layout import Div, Fieldset, Layout
from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from comptes.models import Utilisateur
from coopappui import dehors
from coopappui.champs import JourField
from coopappui.concurrence import VersionMixin
from coopappui.formulaires import Formulaire, FormulaireModele, ParmiField
from coopappui.jeton import JetonMixin
from coopappui.texte import plier
from missions.models import ArticleDeLettre, Information, Lettre, ListeDeDiffusion, Personne, Source, Theme
from missions.models.veille import SOURCES_MAX

THEMES_MAX = 20


def _partie(titre, *champs):
    return Fieldset(titre, *champs, css_class="partie")


def _rangee(*champs):
    return Div(*champs, css_class="rangee")


class _DeMission(JetonMixin, VersionMixin, FormulaireModele):
    """An object of one mission: the rules that name the mission are checked too."""

    def __init__(self, data=None, *args, mission=None, **kwargs):
        super().__init__(data, *args, **kwargs)
        if mission:
            self.instance.mission = mission
        self.mission = self.instance.mission

    def _get_validation_exclusions(self):
        """Sent twice, the second time is no double of the first: `save` gives it back."""
        return super()._get_validation_exclusions() - (set() if self._deja_creee() else {"mission"})

    def _deja_creee(self):
        jeton = self.cleaned_data.get("jeton")
        return bool(jeton) and self._meta.model.objects.filter(jeton=jeton).exists()


class SourceForm(_DeMission):
    lecteur = forms.ModelChoiceField(
        Utilisateur.objects.none(), label="Qui la lit", required=False, empty_label="Personne en particulier"
    )

    class Meta:
        model = Source
        fields = [
            "nom",
            "famille",
            "page",
            "flux",
            "finalites",
            "besoin",
            "mots_cles",
            "frequence",
            "lecteur",
            "remarques",
        ]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["lecteur"].queryset = self.mission.comptes()
        for nom in ("page", "flux"):
            self.fields[nom].widget = forms.TextInput({"inputmode": "url", "autocomplete": "off", "maxlength": 500})
        self.helper.layout = Layout(
            _partie("La source", "nom", "famille", "page", "flux"),
            _partie("Pourquoi la lire", "finalites", "besoin", "mots_cles"),
            _partie("Qui et quand", _rangee("frequence", "lecteur"), "remarques"),
        )

    def clean(self):
        nouvelle = self.instance.pk is None and not self._deja_creee()
        if nouvelle and self.mission.sources.count() >= SOURCES_MAX:
            raise ValidationError(f"{SOURCES_MAX} sources au plus par mission : supprimez-en une que personne ne lit.")
        return super().clean()

    def clean_flux(self):
        """Refused at once when it can never be read; whether it answers is told by the first collection."""
        flux = self.cleaned_data["flux"]
        if flux:
            try:
                dehors.decouper(flux)
            except dehors.Illisible as refus:
                raise ValidationError(str(refus)) from refus
        return flux

    def save(self, commit=True):
        if "flux" in self.changed_data:
            # What the other feed said is of no use for this one.
            self.instance.etag = self.instance.modifie = self.instance.erreur = ""
            self.instance.echecs, self.instance.prochaine_le = 0, None
        source = super().save(commit)
        if "mots_cles" in self.changed_data:
            source.signaler_de_nouveau()
        return source


class LueForm(Formulaire):
    le = JourField(label="Lue le")


class InformationForm(_DeMission):
    """Typed by hand, or put in order: its themes, its stage, what is kept of it."""

    themes = ParmiField(Theme.objects.none(), label="Thèmes", required=False)
    nouveaux_themes = forms.CharField(
        label="Ajouter un thème",
        max_length=200,
        required=False,
        widget=forms.TextInput({"list": "themes-connus", "autocomplete": "off"}),
        help_text="Ceux de la mission vous sont proposés. Plusieurs à la fois : séparez-les par des virgules.",
    )
    publiee_le = JourField(label="Publiée le", required=False)

    class Meta:
        model = Information
        fields = ["titre", "lien", "source", "resume", "stade", "note"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["lien"].widget = forms.TextInput({"inputmode": "url", "autocomplete": "off", "maxlength": 1000})
        self.fields["source"].queryset = self.mission.sources.all()
        self.fields["source"].empty_label = "Aucune : lue ou entendue ailleurs"
        self.fields["stade"].choices = [("", "Aucun en particulier"), *self.fields["stade"].choices[1:]]
        if self.instance.pk:
            self.fields["themes"].queryset = self.instance.themes.all()
            self.initial["themes"] = list(self.instance.themes.all())
            self.initial["publiee_le"] = self.instance.publiee_le
        themes = ["themes"] if self.instance.pk and self.initial["themes"] else []
        if not themes:
            del self.fields["themes"]
        self.helper.layout = Layout(
            _partie("L’information", "titre", "lien", _rangee("source", "publiee_le"), "resume"),
            _partie("Ce que vous en faites", *themes, "nouveaux_themes", "stade", "note"),
        )

    def themes_connus(self):
        """Proposed by the browser while one types."""
        return list(self.mission.themes_de_veille.values_list("nom", flat=True)[:200])

    def clean_lien(self):
        lien = self.cleaned_data["lien"]
        return f"https://{lien}" if lien and "://" not in lien else lien

    def clean_nouveaux_themes(self):
        noms = {plier(n): n.strip() for n in self.cleaned_data["nouveaux_themes"].split(",") if n.strip()}
        if any(len(nom) > 60 for nom in noms.values()):
            raise ValidationError("Un thème tient en 60 caractères.")
        if len(noms) > THEMES_MAX:
            raise ValidationError(f"{THEMES_MAX} thèmes au plus.")
        return list(noms.values())

    def save(self, commit=True):
        jour = self.cleaned_data["publiee_le"]
        if jour != _jour(self.instance.publiee_le):
            self.instance.publiee_le = _midi(jour)
        information = super().save(commit)
        if self.deja_enregistre:
            return information
        gardes = list(self.cleaned_data.get("themes", []))
        connus = {plier(t.nom): t for t in self.mission.themes_de_veille.all()}
        for nom in self.cleaned_data["nouveaux_themes"]:
            theme = connus.get(plier(nom))
            gardes.append(theme or Theme.objects.get_or_create(mission=self.mission, nom=nom)[0])
        information.themes.set(gardes)
        return information


def _jour(instant):
    return timezone.localtime(instant).date() if instant else None


def _midi(jour):
    return datetime.combine(jour, time(12), tzinfo=timezone.get_current_timezone()) if jour else None


class LettreForm(_DeMission):
    class Meta:
        model = Lettre
        fields = ["titre", "liste", "introduction"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["liste"].queryset = self.mission.listes_de_diffusion.all()
        self.fields["liste"].empty_label = "À choisir plus tard"
        self.fields["liste"].help_text = format_html(
            '<a href="{}">Créer une liste</a>', reverse("veille:liste_nouvelle", args=[self.mission.pk])
        )


class ArticleForm(JetonMixin, VersionMixin, FormulaireModele):
    class Meta:
        model = ArticleDeLettre
        fields = ["titre", "texte", "lien", "provenance"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["lien"].widget = forms.TextInput({"inputmode": "url", "autocomplete": "off", "maxlength": 1000})
        self.fields["texte"].widget.attrs["rows"] = 8

    clean_lien = InformationForm.clean_lien


class ListeForm(_DeMission):
    class Meta:
        model = ListeDeDiffusion
        fields = ["nom", "description"]


class CocherForm(Formulaire):
    """Some of what a page lists, ticked."""

    coches = ParmiField(
        Personne.objects.none(), label="À ajouter", error_messages={"required": "Cochez au moins une ligne."}
    )

    def __init__(self, *args, parmi, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["coches"].queryset = parmi
