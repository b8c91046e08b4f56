"""Resources as members type them; proposing one takes three fields."""

from crispy_forms.layout import Field, Fieldset, Layout
from django import forms

from appuis.models import Ressource, Rubrique
from coopappui.concurrence import VersionMixin
from coopappui.depots import DepotMixin
from coopappui.formulaires import FormulaireModele, ParmiField
from coopappui.jeton import JetonMixin
from missions.models import Langue, Mission


class _AvecFichier(DepotMixin, JetonMixin, VersionMixin, FormulaireModele):
    """`par`: who writes; `missions`: those whose resource it may be (the only one is taken without asking)."""

    mission = forms.ModelChoiceField(Mission.objects.none(), label="Mission", empty_label=None)
    deposant = "cree_par"

    def __init__(self, *args, par, missions, **kwargs):
        super().__init__(*args, **kwargs)
        missions = [] if self.instance.pk else list(missions)
        if len(missions) > 1:
            self.fields["mission"].queryset = Mission.objects.filter(pk__in=[m.pk for m in missions])
        else:
            del self.fields["mission"]
            if missions:
                self.instance.mission = missions[0]
        self.preparer(par, facultatif=True)
        if self.instance.fichier:
            deja = f"Déjà déposé : {self.instance.nom_d_origine}. Choisissez-en un autre pour le remplacer."
            self.fields["fichier"].help_text = deja

    def clean(self):
        if mission := self.cleaned_data.get("mission"):
            self.instance.mission = mission
        return super().clean()

    def validate_constraints(self):
        """What each kind asks for is said beside its field by `clean`."""

    def save(self, commit=True):
        """The file that another replaces, or that is taken out, goes with this save."""
        ancien = Ressource.objects.get(pk=self.instance.pk).fichier if self.instance.pk else None
        ressource = super().save(commit)
        if ancien and ancien.name != ressource.fichier.name:
            ressource.oublier_le_fichier(ancien)
        return ressource


class RessourceForm(_AvecFichier):
    retirer_le_fichier = forms.BooleanField(
        label="Retirer le fichier", required=False, help_text="Il l’est aussi quand la ressource change de genre."
    )
    langues = ParmiField(Langue.objects.none(), label="Langues", required=False)

    class Meta:
        model = Ressource
        fields = [
            "titre",
            "genre",
            "adresse",
            "fichier",
            "texte",
            "resume",
            "rubrique",
            "stades",
            "blocages",
            "themes",
            "langues",
            "source",
            "production_propre",
            "audience",
            "a_revoir_le",
        ]
        widgets = {
            "genre": forms.RadioSelect,
            "audience": forms.RadioSelect,
            "texte": forms.Textarea(attrs={"rows": 8}),
            "resume": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["rubrique"].choices = Rubrique.groupees()
        siennes = self.instance.langues.values("pk") if self.instance.pk else []
        self.fields["langues"].queryset = Langue.objects.proposees() | Langue.objects.filter(pk__in=siennes)
        debut = ["mission"] if "mission" in self.fields else []
        retirer = ["retirer_le_fichier"] if self.instance.fichier else []
        if not retirer:
            del self.fields["retirer_le_fichier"]
        self.helper.layout = Layout(
            Fieldset(
                "La ressource",
                *debut,
                "titre",
                Field("genre", wrapper_class="en-ligne"),
                "adresse",
                "fichier",
                *retirer,
                "texte",
                css_class="partie",
            ),
            Fieldset("À quoi elle sert", "resume", "rubrique", "stades", "blocages", "themes", css_class="partie"),
            Fieldset(
                "D’où elle vient, qui la lit",
                "source",
                Field("langues", wrapper_class="en-colonnes"),
                "production_propre",
                "audience",
                "a_revoir_le",
                css_class="partie",
            ),
        )

    def _clean_form(self):
        """Judged on what would be stored, once reconciled with what somebody else has stored meanwhile."""
        super()._clean_form()
        if self._sans_fichier():
            self.cleaned_data["fichier"] = False
        self._exiger_ce_que_dit_le_genre()

    def _sans_fichier(self):
        """The file goes when its box is ticked, or when the resource is not a file any more; not if one is sent."""
        if self.genre_de_fichier or not self.instance.fichier or "genre" not in self.cleaned_data:
            return False
        etait_fichier = self.instance.genre == Ressource.Genre.FICHIER
        quitte = etait_fichier and self.cleaned_data["genre"] != Ressource.Genre.FICHIER
        return quitte or self.cleaned_data.get("retirer_le_fichier", False)

    def _exiger_ce_que_dit_le_genre(self):
        """Beside its field, not above the form."""
        donnees, Genre = self.cleaned_data, Ressource.Genre
        demandes = {
            Genre.LIEN: ("adresse", "Donnez l’adresse de ce lien."),
            Genre.VIDEO: ("adresse", "Donnez l’adresse de cette vidéo."),
            Genre.FICHIER: ("fichier", "Choisissez le fichier."),
            Genre.TEXTE: ("texte", "Écrivez le texte."),
            Genre.FICHE: ("texte", "Écrivez la fiche : pour quoi faire, durée, matériel, déroulé, à retenir."),
        }
        champ, message = demandes.get(donnees.get("genre"), ("", ""))
        if champ and champ not in self.errors and not donnees.get(champ):
            self.add_error(champ, message)


class ProposerForm(_AvecFichier):
    """An address or a file, and why: the members sort the rest."""

    class Meta:
        model = Ressource
        fields = ["titre", "adresse", "fichier", "resume"]
        widgets = {"resume": forms.Textarea(attrs={"rows": 3})}
        labels = {"resume": "En quoi elle est utile"}
        help_texts = {"resume": ""}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["titre"].required = False
        self.fields["titre"].help_text = "Laissé vide, c’est le nom du fichier ou du site."
        self.instance.etat = Ressource.Etat.PROPOSEE

    def clean(self):
        donnees = super().clean()
        adresse, fichier = donnees.get("adresse"), donnees.get("fichier")
        if not adresse and not fichier and not self.errors:
            self.add_error("adresse", "Donnez l’adresse de la ressource, ou joignez le fichier.")
        self.instance.genre = Ressource.Genre.FICHIER if fichier else Ressource.Genre.LIEN
        if not donnees.get("titre"):
            donnees["titre"] = (Ressource(adresse=adresse or "").site or "Ressource proposée")[:200]
        return donnees
