"""What a bénéficiaire types in their own space."""

from django import forms

from appuis.models import RaisonConfiee
from coopappui.formulaires import Formulaire


class FinForm(Formulaire):
    raison = forms.CharField(
        label="Pourquoi, si vous voulez le dire",
        required=False,
        max_length=RaisonConfiee.LONGUEUR,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Facultatif. Lu seulement par les chargés d’appui de cet appui.",
    )
