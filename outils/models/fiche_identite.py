"""The fiche d'identité: one page that tells partners who a group, a structure or a territoire is."""

import base64
import uuid

from django.db import models, transaction

from appuis.models import StadeAppui
from coopappui.champs import Courriel, Court, Site, Texte
from coopappui.plan.blocs import Section, Tableau
from outils.models.base import Ligne, Outil


def nom_de_l_image(fiche, nom):
    """A generated name: the one the user gave is not kept."""
    return f"identites/{uuid.uuid4().hex}.png"


class FicheIdentite(Outil):
    """Source: guide, p. 84, where it is a picture; the fields are ours."""

    code = "fiche-identite"
    stade = StadeAppui.PARTENARIATS
    porteurs = ("structure",)
    page = "84"
    pour = "Se présenter en une page à des partenaires possibles."
    quand = "Dès que vous cherchez des partenaires ; relisez-la une fois par an."
    suites = "outils/suites/identite.html"
    hors_plan = ("image",)

    nom_presente = Court("nom", help_text="Du groupe, de la structure ou du territoire.")
    type_presente = Court("type", help_text="GAL, parc naturel régional, commune, association…")
    localisation = Court("localisation", max_length=300)
    presentation = Texte("présentation", help_text="Deux ou trois phrases, pour qui ne vous connaît pas.")
    atouts = Texte("atouts")
    enjeux = Texte("enjeux")
    strategie = Texte("stratégie et priorités")
    themes = Texte("thèmes de coopération souhaités")
    cooperations = Texte("coopérations passées ou en cours")
    jumelages = Texte("jumelages")
    langues = Court("langues parlées")
    offre = Texte("ce que le territoire peut offrir")
    contact = Court("nom du contact", help_text="Avec son accord : cette page sort de la mission.")
    fonction = Court("fonction")
    courriel = Courriel("courriel", blank=True)
    telephone = Court("téléphone", max_length=30)
    site = Site("site")

    # Photo or logo. Always a PNG: coopappui.images makes what was uploaded anew.
    image = models.FileField("photo ou logo", upload_to=nom_de_l_image, max_length=100, blank=True)

    plan = [
        Section("Identité", "nom_presente", "type_presente", "localisation"),
        Tableau(
            "Chiffres clés",
            "chiffres",
            "libelle",
            "valeur",
            nom="Chiffre",
            ajout="Ajouter un chiffre",
            depart=[{"libelle": "Population"}, {"libelle": "Superficie"}, {"libelle": "Nombre de communes"}],
        ),
        Section("Présentation", "presentation", "atouts", "enjeux", "strategie"),
        Section("Coopération", "themes", "cooperations", "jumelages", "langues", "offre"),
        Section("Contact", "contact", "fonction", "courriel", "telephone", "site"),
    ]
    requis = {
        "nom_presente": "Donnez le nom du groupe, de la structure ou du territoire.",
        "presentation": "Présentez-vous en quelques phrases.",
    }

    class Meta:
        verbose_name = "fiche d’identité"
        verbose_name_plural = "fiches d’identité"

    def image_en_ligne(self):
        """The picture itself, as an address that pages and PDFs read: « data:image/png;base64,… », or ""."""
        try:
            with self.image.open("rb") as fichier:
                return f"data:image/png;base64,{base64.b64encode(fichier.read()).decode()}"
        except (ValueError, FileNotFoundError):  # none was given, or the disk has lost it
            return ""

    def changer_d_image(self, image):
        """A file already made anew, or None to take the picture out; the former one goes once this is saved."""
        ancienne = self.image.name
        if image is None:
            self.image = ""
        else:
            self.image.save("image.png", image, save=False)
        self.save()
        self._oublier(ancienne)

    def avant_suppression(self):
        self._oublier(self.image.name)

    def _oublier(self, nom):
        if nom:
            transaction.on_commit(lambda: self.image.storage.delete(nom))

    def connu(self):
        """Nothing about people: the officer names a contact who agrees to it."""
        structure = self.structure
        if not structure:
            return
        territoire = structure.territoire
        lieux = [structure.commune, territoire and territoire.nom, structure.nom_du_pays]
        du = "de la structure"
        yield "nom_presente", structure.nom, du
        yield "type_presente", str(structure.type or ""), du
        yield "localisation", ", ".join(filter(None, lieux)), du
        yield "langues", ", ".join(str(langue) for langue in structure.langues.all()), du
        yield "courriel", structure.courriel, du
        yield "telephone", structure.telephone, du
        yield "site", structure.site, du
        if territoire:
            yield "presentation", territoire.presentation, "du territoire"


class ChiffreCle(Ligne):
    outil = models.ForeignKey(FicheIdentite, models.CASCADE, related_name="chiffres")
    libelle = Court("libellé")
    valeur = Court("valeur", help_text="Avec son unité : 31 200 habitants, 840 km².")
