"""Uploading a document to an appui or to a project."""

from django import forms

from appuis.models import Document
from coopappui.depots import DepotMixin
from coopappui.formulaires import FormulaireModele
from coopappui.jeton import JetonMixin


class DocumentForm(DepotMixin, JetonMixin, FormulaireModele):
    """`parent`: the appui or the project; `par`: who uploads; `sequence`: of the appui, or None."""

    class Meta:
        model = Document
        fields = ["fichier", "titre", "nature"]
        widgets = {"nature": forms.RadioSelect}

    def __init__(self, *args, parent, par, sequence=None, **kwargs):
        super().__init__(*args, **kwargs)
        setattr(self.instance, parent._meta.model_name, parent)
        self.instance.sequence = sequence
        self.preparer(par)
        self.fields["nature"].help_text = "Un document remis est visible par les bénéficiaires de l’appui."
        if parent._meta.model_name == "projet":
            self.fields["nature"].help_text = ""
