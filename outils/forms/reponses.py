"""Answering a published offer, without an account, in French or in English."""

from functools import partial

from crispy_forms.layout import Div, Layout
from django import forms
from django.utils import timezone
from django_countries.fields import CountryField

from appuis.models.etapes import Canal
from comptes.forms import CourrielField
from coopappui.champs import exiger_une_adresse
from coopappui.formulaires import FormulaireModele
from coopappui.robots import SansRobotMixin
from missions.forms.reseau_champs import TelephoneField
from outils.models import PriseDeContact
from outils.models.prise_de_contact import Suite

# {field: (what browsers know of the person, {language: (label, help)})}
CHAMPS = {
    "organisme": (
        "organization",
        {"fr": ("Votre structure", ""), "en": ("Your organisation", "")},
    ),
    "prenom": ("given-name", {"fr": ("Prénom", ""), "en": ("First name", "")}),
    "nom": ("family-name", {"fr": ("Nom", ""), "en": ("Last name", "")}),
    "courriel": (
        "email",
        {
            "fr": ("Adresse e-mail", "Nous vous y envoyons un accusé de réception."),
            "en": ("E-mail address", "We will send you an acknowledgement."),
        },
    ),
    "telephone": ("tel", {"fr": ("Téléphone", ""), "en": ("Phone", "With the country code.")}),
    "pays": ("country", {"fr": ("Pays", ""), "en": ("Country", "")}),
    "langue": (
        "off",
        {
            "fr": ("Dans quelle langue vous répondre ?", "Par exemple : français, ou italien et anglais."),
            "en": ("Which language shall we answer in?", "For instance: English, or Italian and French."),
        },
    ),
    "message": (
        "off",
        {
            "fr": ("Votre message", "Qui vous êtes, ce qui vous intéresse dans cette offre, ce que vous apporteriez."),
            "en": ("Your message", "Who you are, what interests you in this offer, what you would bring."),
        },
    ),
}
_ERREURS_EN = {
    "courriel": "Enter an e-mail address, for instance name@example.org.",
    "telephone": "Enter a phone number, for instance +39 0171 000 018.",
}


class ReponseForm(SansRobotMixin, FormulaireModele):
    courriel = CourrielField(nouvelle=True)
    telephone = TelephoneField()
    pays = CountryField().formfield()
    langue = forms.CharField(max_length=80, required=False)
    message = forms.CharField(max_length=3000, widget=forms.Textarea(attrs={"rows": 6}))

    class Meta:
        model = PriseDeContact
        fields = ["organisme", "prenom", "nom", "courriel", "telephone"]

    def __init__(self, *args, langue="fr", **kwargs):
        super().__init__(*args, langue=langue, **kwargs)
        for nom, (connu, libelles) in CHAMPS.items():
            champ = self.fields[nom]
            champ.label, champ.help_text = libelles[langue]
            champ.widget.attrs["autocomplete"] = connu
            champ.required = nom not in ("prenom", "telephone", "langue")
        if langue == "en":
            self.fields["courriel"].validators[-1] = partial(exiger_une_adresse, phrase=_ERREURS_EN["courriel"])
            self.fields["telephone"].error_messages["invalid"] = _ERREURS_EN["telephone"]
        self.helper.layout = Layout(
            "organisme",
            Div("prenom", "nom", css_class="rangee"),
            Div("courriel", "telephone", css_class="rangee"),
            Div("pays", "langue", css_class="rangee"),
            "message",
        )

    def save(self, commit=True):
        """A row of the registre, to be followed by who publishes the offer."""
        contact, saisie = self.instance, self.cleaned_data
        pays = dict(self.fields["pays"].choices).get(saisie["pays"], "")
        contact.canal, contact.canal_precision = Canal.COURRIEL, "réponse à une offre publiée"
        contact.le = timezone.localdate()
        contact.adresse = str(pays)
        contact.informations = saisie["message"]
        contact.suite, contact.suite_precision = Suite.COURRIEL, "répondre à son message"
        contact.remarques = f"Langue : {saisie['langue']}." if saisie["langue"] else ""
        return super().save(commit)
