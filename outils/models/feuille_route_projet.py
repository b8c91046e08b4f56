"""The feuille de route of a project: its activities along the months, as a table and as a Gantt chart."""

from django.db import models

from appuis.models import StadeAppui
from coopappui.champs import Court, Mois, Texte
from coopappui.plan.blocs import Tableau
from outils.models.base import Ligne, Outil


class FeuilleRouteProjet(Outil):
    """Source: Cap Rural, guide, p. 111, after the European Network for Rural Development."""

    code = "feuille-route-projet"
    stade = StadeAppui.MISE_EN_OEUVRE
    page = "111"
    pour = "Dresser avec les partenaires le calendrier des activités du projet, et le voir d’un coup d’œil."
    quand = "Quand le projet se formalise ; chaque partenaire y ajoute ensuite ses activités locales."
    complement = "outils/complements/feuille-route-projet.html"
    paysage = True

    plan = [
        Tableau(
            "Activités",
            "activites",
            "numero",
            "activite",
            "debut",
            "fin",
            "cible",
            "responsable",
            "partenaires",
            "resultat",
            nom="Activité",
            ajout="Ajouter une activité",
            aide="La durée se calcule d’après les deux mois ; le calendrier se dessine sous le tableau.",
        ),
    ]
    requis = {"activites": "Inscrivez au moins une activité."}
    ordres = [("activites", "debut", "fin")]

    class Meta:
        verbose_name = "feuille de route du projet"
        verbose_name_plural = "feuilles de route de projet"

    def connu(self):
        if projet := self.le_projet:
            for numero, prevue in enumerate(projet.actions_prevues.all(), 1):
                ligne = {
                    "numero": str(numero),
                    "activite": prevue.intitule,
                    "cible": prevue.lieu,
                    "fin": prevue.echeance and prevue.echeance.replace(day=1),
                }
                yield "activites", ligne, "du projet"


class Activite(Ligne):
    outil = models.ForeignKey(FeuilleRouteProjet, models.CASCADE, related_name="activites")
    numero = Court("n°", max_length=10)
    activite = Court("activité", max_length=300)
    debut = Mois("date de début (mois / année)")
    fin = Mois("date de fin (mois / année)")
    cible = Texte("groupe cible / localisation", max_length=1000)
    responsable = Court("responsable")
    partenaires = Texte("partenaires participants", max_length=1000)
    resultat = Texte("résultat principal", max_length=2000)

    def __str__(self):
        return " · ".join(filter(None, [self.numero, self.activite]))
