"""The workbook to take back."""

from django import forms

from coopappui.formulaires import Formulaire


class ClasseurForm(Formulaire):
    classeur = forms.FileField(
        label="Classeur rempli",
        help_text="Un fichier .xlsx : le classeur vierge de l’outil, ou l’export d’une fiche.",
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
        error_messages={"required": "Choisissez un fichier.", "empty": "Ce fichier est vide."},
    )
