"""A message and the files that go with it."""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError

from appuis.models import Message, PieceJointe
from coopappui import fichiers
from coopappui.depots import SUFFIXES, exiger_de_la_place
from coopappui.formulaires import FormulaireModele
from coopappui.jeton import JetonMixin
from coopappui.texte import poids

FICHIERS_MAX = 5


class PlusieursFichiers(forms.FileInput):
    allow_multiple_selected = True


class FichiersField(forms.FileField):
    """Several files chosen at once; cleaned to a list of (file, Genre)."""

    widget = PlusieursFichiers

    def clean(self, data, initial=None):
        if len(recus := data or []) > FICHIERS_MAX:
            raise ValidationError(f"{FICHIERS_MAX} fichiers au plus : envoyez les autres dans un second message.")
        erreurs, lus = [], []
        for fichier in recus:
            try:
                lus.append((fichier, fichiers.reconnaitre(fichier)))
            except ValidationError as refus:
                erreurs += [f"« {fichiers.nom_sur(fichier.name, '')[:-1]} » : {phrase}" for phrase in refus.messages]
        if erreurs:
            raise ValidationError(erreurs)
        return lus


class MessageForm(JetonMixin, FormulaireModele):
    fichiers = FichiersField(label="Joindre des fichiers", required=False)

    class Meta:
        model = Message
        fields = ["texte"]
        labels = {"texte": "Votre message"}
        widgets = {"texte": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args, appui, auteur, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.appui, self.instance.auteur = appui, auteur
        champ, limite = self.fields["fichiers"], settings.DOCUMENT_TAILLE_MAX
        champ.widget.attrs |= {"accept": SUFFIXES, "data-taille-max": limite, "data-nombre-max": FICHIERS_MAX}
        champ.help_text = f"{fichiers.ACCEPTES}. {FICHIERS_MAX} fichiers au plus, {poids(limite)} en tout."

    def clean_fichiers(self):
        recus = self.cleaned_data["fichiers"]
        tailles = [fichier.size for fichier, _ in recus]
        if sum(tailles) > settings.DOCUMENT_TAILLE_MAX:
            raise ValidationError(
                f"Ces fichiers sont trop lourds ensemble : {poids(settings.DOCUMENT_TAILLE_MAX)} au plus par message. "
                "Envoyez-les en plusieurs messages."
            )
        if tailles:
            exiger_de_la_place(self.instance.appui.mission, self.instance.auteur, tailles)
        return recus

    def clean(self):
        donnees = super().clean()
        if not self.errors and not donnees.get("texte") and not donnees.get("fichiers"):
            self.add_error("texte", "Écrivez un message, ou joignez un fichier.")
        if self.errors and self.files:
            self.add_error("fichiers", "Choisissez de nouveau vos fichiers : le navigateur ne les garde pas.")
        return donnees

    def save(self, commit=True):
        message = super().save(commit)
        if not self.deja_enregistre:
            for fichier, genre in self.cleaned_data["fichiers"]:
                PieceJointe.objects.create(
                    message=message,
                    fichier=fichier,
                    nom_d_origine=fichiers.nom_sur(fichier.name, genre.extension),
                    extension=genre.extension,
                    type_mime=genre.type_mime,
                    taille=fichier.size,
                )
        return message
