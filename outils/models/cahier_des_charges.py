"""The cahier des charges of a service that the project buys."""

from django.core.validators import MinValueValidator
from django.db import models

from appuis.models import StadeAppui
from coopappui.champs import Court, Montant, Nombre, Texte
from coopappui.plan.blocs import Section, Tableau
from outils.models.base import Ligne, Outil
from outils.phrases import citer, nombre


class CahierDesCharges(Outil):
    """Source: Cap Rural, guide, p. 96-98, which are pictures; the fields are ours."""

    code = "cahier-des-charges"
    stade = StadeAppui.PARTENARIATS
    page = "96-98"
    pour = "Dire à un prestataire ce que vous attendez de lui, et comment vous le choisirez."
    quand = "Avant de demander des devis pour une étude, une animation, une traduction, une formation."
    complement = "outils/complements/cahier-des-charges.html"

    contexte = Texte("contexte")
    objet_de_la_prestation = Texte("objet")
    objectifs = Texte("objectifs")
    publics = Texte("publics")
    contenu_attendu = Texte("contenu attendu")
    livrables = Texte("livrables", help_text="Ce que le prestataire remet, sous quelle forme, à quelle date.")
    profil = Texte("profil du prestataire")
    lieu = Court("lieu", max_length=300)
    duree = Court("durée", help_text="Par exemple : six jours répartis sur trois mois.")
    calendrier = Texte("calendrier")
    budget = Montant("budget (€)")
    precisions_budget = Texte("précisions sur le budget", help_text="Toutes taxes comprises ? Frais de route inclus ?")
    modalites_de_reponse = Texte("modalités de réponse", help_text="Pièces à fournir, date limite, adresse d’envoi.")
    contact = Texte("contact")

    plan = [
        Section("Le besoin", "contexte", "objet_de_la_prestation", "objectifs", "publics"),
        Section("La prestation", "contenu_attendu", "livrables", "profil"),
        Section("Modalités pratiques", "lieu", "duree", "calendrier"),
        Section("Enveloppe", "budget", "precisions_budget"),
        Tableau(
            "Critères de sélection",
            "criteres",
            "critere",
            "poids",
            nom="Critère",
            ajout="Ajouter un critère",
            aide="Les poids font 100 en tout.",
            depart=[
                {"critere": "Compréhension de la demande"},
                {"critere": "Méthode proposée"},
                {"critere": "Expérience et références"},
                {"critere": "Prix"},
            ],
        ),
        Section("Répondre", "modalites_de_reponse", "contact"),
    ]
    requis = {
        "objet_de_la_prestation": "Dites ce que vous demandez au prestataire.",
        "livrables": "Dites ce que le prestataire doit remettre.",
        "criteres": "Donnez au moins un critère de sélection.",
        "modalites_de_reponse": "Dites comment répondre.",
    }

    class Meta:
        verbose_name = "cahier des charges"
        verbose_name_plural = "cahiers des charges"

    def connu(self):
        if projet := self.le_projet:
            yield "contexte", projet.objet, "du projet"

    @property
    def analyse(self):
        """The weights added up, as read; "" when there is none."""
        poids = self._poids()
        return nombre(sum(poids)) if poids else ""

    def _poids(self):
        return [critere.poids for critere in self.contenu.lignes("criteres") if critere.poids is not None]

    def alertes(self):
        poids, phrases = self._poids(), []
        if poids and (ecart := 100 - sum(poids)):
            geste = f"ajoutez-en {nombre(ecart)}" if ecart > 0 else f"retirez-en {nombre(-ecart)}"
            phrases.append(f"Les poids des critères font {nombre(sum(poids))} : {geste} pour arriver à 100.")
        sans = [critere for critere in self.contenu.lignes("criteres") if critere.poids is None and str(critere)]
        if poids and sans:
            phrases.append(f"Sans poids : {citer(sans)}.")
        return phrases


class CritereDeSelection(Ligne):
    outil = models.ForeignKey(CahierDesCharges, models.CASCADE, related_name="criteres")
    critere = Court("critère", max_length=300)
    poids = Nombre(
        "poids",
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0, "Un poids ne peut pas être négatif.")],
    )
