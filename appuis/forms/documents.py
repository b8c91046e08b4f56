"""Uploading a document to an appui or to a project."""

from pathlib import Path

from django import forms
from django.conf import settings

from appuis.forms.place import exiger_de_la_place
from appuis.models import Document
from coopappui import fichiers
from coopappui.formulaires import FormulaireModele
from coopappui.jeton import JetonMixin
from coopappui.texte import poids

SUFFIXES = ".pdf,.docx,.xlsx,.pptx,.odt,.ods,.odp,.odg,.png,.jpg,.jpeg,.webp,.gif,.txt,.csv"


class DocumentForm(JetonMixin, FormulaireModele):
    """`parent`: the appui or the project; `par`: who uploads; `sequence`: of the appui, or None.

    The content decides what the file is: see coopappui.fichiers. A missing title is the name of the file.
    """

    class Meta:
        model = Document
        fields = ["fichier", "titre", "nature"]
        widgets = {"nature": forms.RadioSelect}

    def __init__(self, *args, parent, par, sequence=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.par, self.genre = par, None
        setattr(self.instance, parent._meta.model_name, parent)
        self.instance.sequence = sequence
        fichier, limite = self.fields["fichier"], settings.DOCUMENT_TAILLE_MAX
        fichier.widget = forms.FileInput(attrs={"accept": SUFFIXES, "data-taille-max": limite})
        fichier.help_text = f"{fichiers.ACCEPTES}. {poids(limite)} au plus, sans macros."
        fichier.error_messages |= {"required": "Choisissez un fichier.", "empty": "Ce fichier est vide."}
        # The name is cleaned and cut when stored: a long one is no reason to refuse a document.
        fichier.max_length = None
        self.fields["titre"].required = False
        self.fields["titre"].help_text = "Laissé vide, c’est le nom du fichier."
        self.fields["nature"].help_text = "Un document remis est visible par les bénéficiaires de l’appui."
        if parent._meta.model_name == "projet":
            self.fields["nature"].help_text = ""

    def clean_fichier(self):
        fichier = self.cleaned_data["fichier"]
        self.genre = fichiers.reconnaitre(fichier)
        exiger_de_la_place(self.instance.mission, self.par, [fichier.size])
        return fichier

    def clean(self):
        donnees = super().clean()
        fichier = donnees.get("fichier")
        if fichier and self.genre:
            self.instance.nom_d_origine = fichiers.nom_sur(fichier.name, self.genre.extension)
            if not donnees.get("titre"):
                donnees["titre"] = Path(self.instance.nom_d_origine).stem
        if self.errors and fichier:
            self.add_error("fichier", "Choisissez de nouveau ce fichier : le navigateur ne le garde pas.")
        return donnees

    def save(self, commit=True):
        document, fichier = self.instance, self.cleaned_data["fichier"]
        document.extension, document.type_mime = self.genre.extension, self.genre.type_mime
        document.taille, document.depose_par = fichier.size, self.par
        return super().save(commit)
