"""Asking bénéficiaires for a fiche: whom, by when, with a word."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from coopappui.champs import JourField
from coopappui.formulaires import Formulaire, ParmiField
from outils.forms.fiches import NouvelleFicheForm
from outils.models.demandes import MOT_MAX

LU_PAR = "Lu par les bénéficiaires et par la mission : rien de confidentiel ici."


def echeance_a_venir(jour):
    if jour < timezone.localdate():
        raise ValidationError("Choisissez aujourd’hui ou un jour à venir.")


def champ_echeance(**kwargs):
    return JourField(
        label="Pour quand (facultatif)",
        required=False,
        validators=[echeance_a_venir],
        help_text="Un rappel part sept jours puis deux jours avant.",
        **kwargs,
    )


def champ_mot(label, **kwargs):
    zone = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label=label, required=False, max_length=MOT_MAX, widget=zone, help_text=LU_PAR, **kwargs)


class _DemanderMixin(forms.Form):
    destinataires = ParmiField(
        None,
        label="À qui",
        error_messages={"required": "Choisissez au moins une personne."},
    )
    echeance = champ_echeance()
    mot = champ_mot("Un mot pour les accompagner (facultatif)")

    def proposer(self, fiche):
        """All the bénéficiaires by default; those who were asked, when some were."""
        champ = self.fields["destinataires"]
        champ.queryset = fiche.beneficiaires()
        self.personne = not champ.queryset
        demande = fiche.demande if fiche.pk else None
        self.initial |= {"destinataires": list(demande.destinataires.all() if demande else champ.queryset)}
        if demande:
            self.initial |= {"echeance": demande.echeance, "mot": demande.mot}

    def demander(self, fiche, par):
        donnees = self.cleaned_data
        return fiche.demander(par, donnees["destinataires"], donnees["echeance"], donnees["mot"])


class DemandeForm(Formulaire, _DemanderMixin):
    """Of a fiche that is there already."""

    def __init__(self, *args, fiche, **kwargs):
        super().__init__(*args, **kwargs)
        self.proposer(fiche)


class NouvelleDemandeForm(_DemanderMixin, NouvelleFicheForm):
    """Begins a fiche with what the portal knows, and asks for it; sent twice, does both once."""

    field_order = ["titre"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.proposer(self.instance)
