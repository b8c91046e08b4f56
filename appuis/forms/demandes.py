"""Asking for an appui, without an account; then what an officer decides of it."""

import re

from crispy_forms.layout import Div, Fieldset, Layout
from django import forms
from django.core.exceptions import ValidationError

from appuis.models import Appui, DemandeDAppui, NoteConfidentielle, StadeAppui
from appuis.models.etapes import Canal
from comptes.forms import CourrielField
from comptes.models import Utilisateur
from coopappui.formulaires import Formulaire, FormulaireModele
from coopappui.robots import SansRobotMixin
from missions.forms.rapprochement import Rapprochement
from missions.forms.reseau_champs import TelephoneField
from missions.models import Personne, Structure, TypeStructure

_ADRESSE_INTERNET = re.compile(r"https?:|www\.", re.IGNORECASE)
_MOYENS = (Canal.TELEPHONE, Canal.VISIO, Canal.RENCONTRE, Canal.COURRIEL)
# What browsers know of the person, by field (WCAG 1.3.5).
_CONNUS = {
    "prenom": "given-name",
    "nom": "family-name",
    "fonction": "organization-title",
    "telephone": "tel",
    "structure_nom": "organization",
    "commune": "address-level2",
    "pays": "country",
}


class DemandeForm(SansRobotMixin, FormulaireModele):
    courriel = CourrielField(nouvelle=True, help_text="Nous vous y envoyons un accusé de réception.")
    telephone = TelephoneField(label="Téléphone")

    class Meta:
        model = DemandeDAppui
        fields = [
            "prenom",
            "nom",
            "fonction",
            "courriel",
            "telephone",
            "structure_nom",
            "structure_type",
            "commune",
            "pays",
            "sujet",
            "besoin",
            "partenaires",
            "stade",
            "disponibilites",
            "canal_prefere",
        ]
        widgets = {
            "besoin": forms.Textarea(attrs={"rows": 6}),
            "partenaires": forms.Textarea(attrs={"rows": 2}),
            "stade": forms.RadioSelect,
            "canal_prefere": forms.RadioSelect,
        }
        labels = {
            "structure_nom": "Nom de la structure",
            "besoin": "Que cherchez-vous ?",
            "partenaires": "Êtes-vous déjà en contact avec des partenaires ?",
            "stade": "Où en est votre projet ?",
            "disponibilites": "Quand peut-on vous joindre ?",
            "canal_prefere": "Comment préférez-vous échanger ?",
        }
        help_texts = {
            "structure_nom": "Commune, association, entreprise… celle au nom de laquelle vous écrivez.",
            "sujet": "En une ligne : « Trouver un partenaire italien ».",
            "besoin": "Avec vos mots : d’où vient l’idée, ce qui bloque, ce que vous attendez. "
            "Seuls les chargés d’appui de la mission lisent cette page.",
            "partenaires": "Lesquels, et depuis quand. Laissez vide sinon.",
            "disponibilites": "Jours et heures, par exemple « mardi et jeudi matin ».",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["besoin"].required = True
        self.fields["structure_type"].queryset = TypeStructure.objects.proposees()
        self.fields["structure_type"].empty_label = "Non précisé"
        self.fields["canal_prefere"].choices = [(moyen.value, moyen.label) for moyen in _MOYENS]
        for nom, valeur in _CONNUS.items():
            self.fields[nom].widget.attrs["autocomplete"] = valeur
        self.helper.layout = Layout(
            Fieldset(
                "Vous",
                Div("prenom", "nom", css_class="rangee"),
                "fonction",
                Div("courriel", "telephone", css_class="rangee"),
                css_class="partie",
            ),
            Fieldset(
                "Votre structure",
                "structure_nom",
                Div("structure_type", "commune", "pays", css_class="rangee"),
                css_class="partie",
            ),
            Fieldset("Votre demande", "sujet", "besoin", "stade", "partenaires", css_class="partie"),
            Fieldset("Pour vous répondre", "canal_prefere", "disponibilites", css_class="partie"),
        )

    def clean_sujet(self):
        """It is written back to the address given: nobody else's links travel in our mails."""
        sujet = " ".join(self.cleaned_data["sujet"].split())
        if _ADRESSE_INTERNET.search(sujet):
            raise ValidationError("Pas d’adresse Internet dans le sujet : donnez-la plus bas, dans votre demande.")
        return sujet


class QualificationForm(Rapprochement):
    """Who asks, told apart from who is known already; then the first words of the appui."""

    intitule = forms.CharField(label="Intitulé de l’appui", max_length=150)
    besoin_exprime = forms.CharField(
        label="Besoin exprimé",
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Tous les membres de la mission le liront : retirez ce qui est confidentiel.",
    )
    garder = forms.BooleanField(
        label="Garder la demande telle quelle en note confidentielle, lue de moi seul", required=False
    )
    stade = forms.ChoiceField(label="Stade concerné", choices=StadeAppui)

    def __init__(self, data=None, *, demande, user, **kwargs):
        super().__init__(data, mission=demande.mission, user=user, **kwargs)
        self.demande, mission = demande, demande.mission
        self.initial |= {
            "intitule": demande.sujet,
            "besoin_exprime": demande.besoin_pour_l_appui(),
            "stade": demande.stade or StadeAppui.ENVIE,
        }
        nom = demande.structure_nom
        self.proposer("structure", "La structure", mission.structures, nom, demande.courriel, sigle__iexact=nom)
        personnes = mission.personnes.select_related("structure")
        self.proposer("personne", "La personne", personnes, demande.demandeur, demande.courriel)
        self.helper.layout = Layout(
            Fieldset("Qui demande", "structure", "personne", css_class="partie"),
            Fieldset("L’appui", "intitule", "besoin_exprime", "garder", "stade", css_class="partie"),
        )

    def ouvrir(self):
        """The appui. Raises ValidationError when somebody else was quicker: undo what was saved here."""
        demande, saisie = self.demande, self.cleaned_data
        structure = self.choisie("structure", Structure, nom=demande.structure_nom, pays=demande.pays)
        self.completer(structure, type=demande.structure_type, commune=demande.commune)
        personne = self.choisie("personne", Personne, prenom=demande.prenom, nom=demande.nom)
        self.completer(
            personne,
            fonction=demande.fonction,
            structure=structure,
            courriel=demande.courriel,
            telephone=demande.telephone,
        )
        champs = {nom: saisie[nom] for nom in ("intitule", "besoin_exprime", "stade")}
        calendrier = demande.disponibilites[: Appui._meta.get_field("calendrier").max_length]
        appui = demande.ouvrir_l_appui(self.user, structure, personne, calendrier=calendrier, **champs)
        if saisie["garder"]:
            texte = demande.besoin_pour_l_appui()
            NoteConfidentielle.objects.create(appui=appui, auteur=self.user, texte=texte)
        return appui


class EcarterForm(Formulaire):
    motif = forms.CharField(
        label="Pourquoi écarter cette demande ?",
        max_length=300,
        help_text="Pour l’équipe : hors du champ de la mission, déjà traitée, publicité… Ce n’est pas envoyé.",
    )
    reponse = forms.CharField(
        label="Votre réponse au demandeur",
        required=False,
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Elle part par e-mail. Laissez vide pour ne rien envoyer.",
    )


class ConfierForm(Formulaire):
    a = forms.ModelChoiceField(
        Utilisateur.objects.none(), label="Confier à", required=False, empty_label="Toute l’équipe"
    )

    def __init__(self, *args, demande, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["a"].queryset = demande.mission.charges()
        self.initial["a"] = demande.confiee_a_id
