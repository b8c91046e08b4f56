"""The fiche d'identité: one page that tells partners who a group, a structure or a territoire is."""

from django.db import models

from appuis.models import StadeAppui
from coopappui.champs import Court, Site, Texte
from coopappui.plan.blocs import Section, Tableau
from outils.models.base import Ligne, Outil


class FicheIdentite(Outil):
    """Source: guide, p. 84, where it is a picture; the fields are ours."""

    code = "fiche-identite"
    stade = StadeAppui.PARTENARIATS
    porteurs = ("structure",)
    page = "84"
    pour = "Se présenter en une page à des partenaires possibles."
    quand = "Dès que vous cherchez des partenaires ; relisez-la une fois par an."

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
    courriel = models.EmailField("courriel", blank=True)
    telephone = Court("téléphone", max_length=30)
    site = Site("site")

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
