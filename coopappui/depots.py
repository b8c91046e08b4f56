"""The files that people deposit: how they are checked, how much room they take, how they are handed back.

A model that keeps files says so, and the rest follows: what a mission may keep, how many files somebody may send in a
day, what `ranger_documents` looks for.

    class DocumentQuerySet(models.QuerySet):
        def de_la_mission(self, mission): ...
        def deposes_par(self, compte, depuis): ...

    @depot
    class Document(models.Model):
        fichier = models.FileField(…)
        taille = models.PositiveIntegerField(…)
"""

import uuid
from datetime import timedelta
from pathlib import Path

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Sum
from django.http import FileResponse, Http404
from django.utils import timezone

from coopappui import fichiers
from coopappui.texte import poids

DEPOTS = []
SUFFIXES = ".pdf,.docx,.xlsx,.pptx,.odt,.ods,.odp,.odg,.png,.jpg,.jpeg,.webp,.gif,.txt,.csv"
# A document never runs anything, even opened by mistake in the browser.
_CLOS = "default-src 'none'; sandbox"


def depot(modele):
    DEPOTS.append(modele)
    return modele


def nom_range(document, nom):
    """A generated name: the one the user gave is only shown, never trusted."""
    return f"{uuid.uuid4().hex}.{document.extension}"


def effacer_fichiers(deposes):
    for fichier in deposes:
        fichier.storage.delete(fichier.name)


def exiger_de_la_place(mission, par, tailles):
    """Raises ValidationError when these files (their sizes, in bytes) are more than the mission or the day allows."""
    deja = sum(m.objects.de_la_mission(mission).aggregate(total=Sum("taille"))["total"] or 0 for m in DEPOTS)
    if deja + sum(tailles) > settings.DOCUMENTS_QUOTA:
        raise ValidationError(
            "Votre mission a atteint la place prévue pour ses documents "
            f"({poids(settings.DOCUMENTS_QUOTA)}). Supprimez ceux qui ne servent plus, "
            "ou demandez plus de place à l’administrateur."
        )
    hier = timezone.now() - timedelta(days=1)
    if sum(m.objects.deposes_par(par, hier).count() for m in DEPOTS) + len(tailles) > settings.DOCUMENTS_PAR_JOUR:
        raise ValidationError("Vous avez déposé beaucoup de documents en un jour : continuez demain.")


class DepotMixin:
    """For the ModelForm of a model that has `fichier` and `titre`. `par`: who uploads; the instance knows its mission.

    The content decides what the file is: see coopappui.fichiers. A missing title is the name of the file.
    """

    # The field that says who deposits.
    deposant = "depose_par"

    def preparer(self, par, facultatif=False):
        """At the end of `__init__`. `facultatif`: the file may be missing, or stay as it is; the title is asked."""
        self.par, self.genre_de_fichier = par, None
        if self.instance.pk is None:
            setattr(self.instance, self.deposant, par)
        fichier, limite = self.fields["fichier"], settings.DOCUMENT_TAILLE_MAX
        fichier.widget = forms.FileInput(attrs={"accept": SUFFIXES, "data-taille-max": limite})
        fichier.help_text = f"{fichiers.ACCEPTES}. {poids(limite)} au plus, sans macros."
        fichier.error_messages |= {"required": "Choisissez un fichier.", "empty": "Ce fichier est vide."}
        # The name is cleaned and cut when stored: a long one is no reason to refuse a document.
        fichier.max_length = None
        if not facultatif:
            self.fields["titre"].required = False
            self.fields["titre"].help_text = "Laissé vide, c’est le nom du fichier."

    def clean_fichier(self):
        fichier = self.cleaned_data["fichier"]
        if fichier and "fichier" in self.changed_data:
            self.genre_de_fichier = fichiers.reconnaitre(fichier)
        return fichier

    def clean(self):
        donnees = super().clean()
        if not self.genre_de_fichier:
            return donnees
        if not donnees.get("titre"):
            donnees["titre"] = Path(self._nom_d_origine()).stem
        if mission := self.instance.mission:
            try:
                exiger_de_la_place(mission, self.par, [donnees["fichier"].size])
            except ValidationError as refus:
                self.add_error("fichier", refus)
        if self.errors:
            self.add_error("fichier", "Choisissez de nouveau ce fichier : le navigateur ne le garde pas.")
        return donnees

    def _nom_d_origine(self):
        return fichiers.nom_sur(self.cleaned_data["fichier"].name, self.genre_de_fichier.extension)

    def save(self, commit=True):
        document, genre = self.instance, self.genre_de_fichier
        if genre:
            document.nom_d_origine = self._nom_d_origine()
            document.extension, document.type_mime = genre.extension, genre.type_mime
            document.taille = self.cleaned_data["fichier"].size
        elif not document.fichier:
            document.nom_d_origine = document.extension = document.type_mime = ""
            document.taille = 0
        return super().save(commit)


def telechargement(document):
    """The file, to be saved; `document` is one that the person may read."""
    try:
        fichier = document.fichier.open("rb")
    except FileNotFoundError as erreur:
        raise Http404("Fichier absent du stockage.") from erreur
    reponse = FileResponse(
        fichier, as_attachment=True, filename=document.nom_d_origine, content_type=document.type_mime
    )
    reponse["Content-Security-Policy"] = _CLOS
    reponse["X-Content-Type-Options"] = "nosniff"
    reponse["Cross-Origin-Resource-Policy"] = "same-origin"
    return reponse
