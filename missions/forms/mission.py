"""What a responsable sets: the mission's page and its members."""

from crispy_forms.layout import Div, Fieldset, Layout
from django import forms
from django.utils.text import slugify

from comptes.forms import CourrielField
from comptes.invitations import compte_pour
from coopappui.concurrence import VersionMixin
from coopappui.formulaires import Formulaire, FormulaireModele
from missions.annonce import annonce
from missions.forms.reseau_champs import TelephoneField
from missions.models import Membre, Mission


class Reglages(VersionMixin, FormulaireModele):
    class Meta:
        model = Mission
        fields = ["presentation", "delai_relance"]
        widgets = {"delai_relance": forms.TextInput({"inputmode": "numeric"})}


class PagesPubliques(VersionMixin, FormulaireModele):
    """What visitors read of the mission, in its own words, and whether they read it."""

    _PRESENTATION = ("presentation", "propositions", "publics", "deroulement", "delais")
    _DE_L_OFFRE = ("propositions", "publics", "delais")

    adresse_publique = forms.CharField(
        label="Adresse publique",
        max_length=60,
        required=False,
        help_text="Quelques lettres, chiffres et tirets : « haut-vernay ». En changer coupe les liens déjà donnés.",
    )
    contact_telephone = TelephoneField(label="Téléphone")

    class Meta:
        model = Mission
        fields = [
            "publique",
            "adresse_publique",
            "presentation",
            "propositions",
            "publics",
            "deroulement",
            "delais",
            "contact_nom",
            "contact_telephone",
            "contact_courriel",
            "contact_horaires",
            "contact_adresse",
        ]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # What the page takes from the published offer is not asked a second time.
        self.offre = annonce(self.instance).version
        for nom in self._DE_L_OFFRE if self.offre else ():
            del self.fields[nom]
        self.helper.layout = Layout(
            Fieldset("Ouverture", "publique", "adresse_publique", css_class="partie"),
            Fieldset(
                "Ce que fait la mission",
                *[nom for nom in self._PRESENTATION if nom in self.fields],
                css_class="partie",
            ),
            Fieldset(
                "Le contact",
                "contact_nom",
                Div("contact_telephone", "contact_courriel", css_class="rangee"),
                "contact_horaires",
                "contact_adresse",
                css_class="partie",
            ),
        )

    def clean_adresse_publique(self):
        """« Haut Vernay » is typed as it is said; left empty, it is made from the name."""
        return slugify(self.cleaned_data["adresse_publique"])


class NouveauMembre(Formulaire):
    """Opens the account when there is none; whether there was one is not told."""

    courriel = CourrielField(nouvelle=True, autocomplete="off")
    prenom = forms.CharField(label="Prénom", max_length=150, required=False)
    nom = forms.CharField(label="Nom", max_length=150, required=False)
    role = forms.ChoiceField(label="Rôle", choices=Membre.Role, initial=Membre.Role.CHARGE, widget=forms.RadioSelect)

    def ajouter_a(self, mission):
        """The membership, made or opened again."""
        saisie = self.cleaned_data
        compte = compte_pour(saisie["courriel"], saisie["prenom"], saisie["nom"])
        membre, _ = Membre.objects.get_or_create(mission=mission, utilisateur=compte, role=saisie["role"])
        if not membre.actif:
            membre.reactiver()
        return membre


class Role(Formulaire):
    role = forms.ChoiceField(label="Rôle dans la mission", choices=Membre.Role, widget=forms.RadioSelect)


class Depart(Formulaire):
    """Leaving appuis behind is allowed, knowingly."""

    compris = forms.BooleanField(label="Je sais que ces appuis resteront à son nom")

    def __init__(self, *args, membre, **kwargs):
        super().__init__(*args, **kwargs)
        if not membre.appuis_en_cours().exists():
            del self.fields["compris"]
