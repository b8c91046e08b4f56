"""The picture of a fiche d'identité."""

from django import forms

from coopappui.formulaires import Formulaire
from coopappui.images import en_png


class ImageForm(Formulaire):
    image = forms.FileField(
        label="Photo ou logo",
        required=False,
        help_text="Une image PNG ou JPEG, de 2 Mo au plus.",
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg"}),
    )
    retirer = forms.BooleanField(label="Retirer l’image", required=False)

    def clean_image(self):
        """The picture made anew; None when none was sent."""
        return en_png(self.cleaned_data["image"]) if self.cleaned_data["image"] else None

    def clean(self):
        donnees = super().clean()
        if not self.errors and not donnees["image"] and not donnees["retirer"]:
            self.add_error("image", "Choisissez une image.")
        return donnees
