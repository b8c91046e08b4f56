"""allauth's forms in our words and our look, and the profile."""

from functools import partial

from allauth.account import forms as compte
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from crispy_forms.helper import FormHelper
from django import forms
from django.core.validators import RegexValidator

from comptes.models import ChoixDeCourriel, DemandeDEffacement, Rythme, Sujet, Utilisateur, normaliser_courriel
from coopappui.champs import exiger_une_adresse
from coopappui.formulaires import Formulaire, FormulaireModele

EXEMPLE = "Écrivez une adresse e-mail, par exemple prenom@example.org."
AIDE_MOT_DE_PASSE = (
    "Au moins 12 caractères ; ni trop courant, ni fait de chiffres seulement, ni tiré de votre nom. "
    "Une phrase de quatre ou cinq mots convient bien."
)


class CourrielField(forms.CharField):
    """An address as people type or paste it, put in the form under which accounts are stored.

    The browser is not asked to judge (`type=email` refuses full-width letters); `nouvelle` demands one that mail
    can reach.
    """

    def __init__(self, *, nouvelle=False, autocomplete="email", **kwargs):
        attributs = {
            "inputmode": "email",
            "autocomplete": autocomplete,
            "autocapitalize": "none",
            "spellcheck": "false",
        }
        kwargs = {"label": "Adresse e-mail", "max_length": 254, "widget": forms.TextInput(attributs), **kwargs}
        super().__init__(**kwargs)
        joignable, tapee = partial(exiger_une_adresse, phrase=EXEMPLE), RegexValidator(r"^[^@\s]+@[^@\s]+$", EXEMPLE)
        self.validators.append(joignable if nouvelle else tapee)

    def to_python(self, value):
        return normaliser_courriel(super().to_python(value))


class _Page:
    """Label above the field, no placeholder, errors said in the summary and beside the field."""

    libelles = {}
    aides = {}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.resume_en_tete = True
        for nom, champ in self.fields.items():
            champ.widget.attrs.pop("placeholder", None)
            champ.label = self.libelles.get(nom, champ.label)
            champ.help_text = self.aides.get(nom, "")


class _ParCode(_Page):
    libelles = {"code": "Code"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs |= {"inputmode": "numeric", "spellcheck": "false"}


class _NouveauMotDePasse(_Page):
    libelles = {
        "oldpassword": "Mot de passe actuel",
        "password1": "Nouveau mot de passe",
        "password2": "Nouveau mot de passe, une seconde fois",
    }
    aides = {"password1": AIDE_MOT_DE_PASSE}

    def clean(self):
        """allauth compares the two; the sentence is ours."""
        cleaned_data = super(compte.PasswordVerificationMixin, self).clean()
        un, deux = cleaned_data.get("password1"), cleaned_data.get("password2")
        if un and deux and un != deux:
            self.add_error("password2", "Les deux mots de passe ne sont pas les mêmes.")
        return cleaned_data


class Connexion(_Page, compte.LoginForm):
    libelles = {"password": "Mot de passe"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["login"] = CourrielField(autocomplete="username")
        self.order_fields(["login", "password"])


class DemandeDeCode(_Page, compte.RequestLoginCodeForm):
    email = CourrielField()


class Code(_ParCode, compte.ConfirmLoginCodeForm):
    pass


class MotDePasseOublie(_Page, compte.ResetPasswordForm):
    email = CourrielField()


class MotDePasseRetrouve(_NouveauMotDePasse, compte.ResetPasswordKeyForm):
    pass


class ChangerDeMotDePasse(_NouveauMotDePasse, compte.ChangePasswordForm):
    pass


class ChoisirUnMotDePasse(_NouveauMotDePasse, compte.SetPasswordForm):
    pass


class ConfirmerParMotDePasse(_Page, compte.ReauthenticateForm):
    libelles = {"password": "Mot de passe"}


class CodeDeLApplication(_ParCode, mfa.AuthenticateForm):
    aides = {"code": "Les six chiffres que donne votre application, ou l’un de vos codes de secours."}


class ConfirmerParCode(_ParCode, mfa.ReauthenticateForm):
    aides = CodeDeLApplication.aides


class ActiverApplication(_ParCode, totp.ActivateTOTPForm):
    aides = {"code": "Les six chiffres que l’application affiche."}


class Profil(FormulaireModele):
    class Meta:
        model = Utilisateur
        fields = ["first_name", "last_name", "telephone"]
        widgets = {
            "first_name": forms.TextInput({"autocomplete": "given-name"}),
            "last_name": forms.TextInput({"autocomplete": "family-name"}),
            "telephone": forms.TextInput({"autocomplete": "tel", "inputmode": "tel"}),
        }


class RythmesDesCourriels(Formulaire):
    """One rhythm a subject; a subject never chosen shows the usual one."""

    def __init__(self, data=None, *, compte):
        super().__init__(data)
        self.compte = compte
        choisis = dict(compte.choix_de_courriel.values_list("sujet", "rythme"))
        for sujet in self._sujets():
            choisi = choisis.get(sujet.value, Rythme.IMMEDIAT)
            # One is always chosen: saying that it must be would be noise.
            self.fields[sujet.value] = forms.TypedChoiceField(
                label=sujet.label,
                choices=Rythme.choices,
                initial=choisi,
                empty_value=choisi,
                required=False,
                widget=forms.RadioSelect,
            )

    def _sujets(self):
        """Some are told to the members of a mission only."""
        membre = self.compte.appartenances.filter(actif=True).exists()
        return [sujet for sujet in Sujet if membre or sujet not in (Sujet.DEMANDE, Sujet.MISSION)]

    def save(self):
        for sujet, rythme in self.cleaned_data.items():
            ChoixDeCourriel.objects.choisir(self.compte, sujet, rythme)


class Effacement(FormulaireModele):
    class Meta:
        model = DemandeDEffacement
        fields = ["precision"]

    def clean(self):
        if self.instance.compte.demandes_d_effacement.filter(etat=DemandeDEffacement.Etat.ATTENTE).exists():
            raise forms.ValidationError("Votre demande est déjà en attente.")
        return super().clean()
