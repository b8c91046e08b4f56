"""The feuille de route of a project: its activities along the months, as a table and as a Gantt chart."""

from itertools import combinations

from django.db import models
from django.utils import timezone

from appuis.models import StadeAppui
from coopappui.champs import Court, Mois, Texte
from coopappui.plan.blocs import Tableau
from coopappui.texte import plier
from outils.gantt import Gantt, du_rang, rang_du_mois
from outils.models.base import Ligne, Outil
from outils.phrases import citer, de_mois_a_mois

# Beyond, they are only counted.
AU_PLUS = 6


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

    # --- the calendar -------------------------------------------------------------------------------------

    @property
    def _datees(self):
        """[(activity, first month, last month)]: those with both dates, in order."""
        activites = self.contenu.lignes("activites")
        return [(a, a.debut, a.fin) for a in activites if a.debut and a.fin and a.debut <= a.fin]

    def activites_lues(self):
        return self.contenu.lignes("activites")

    @property
    def analyse(self):
        return Gantt(self._datees, timezone.localdate())

    def alertes(self):
        activites = self.contenu.lignes("activites")
        phrases = [f"« {a} » finit avant de commencer." for a in activites if a.debut and a.fin and a.fin < a.debut]
        if sans := [a for a in activites if not (a.debut and a.fin)]:
            phrases.append(f"Sans date de début ou de fin : {citer(sans)}.")
        if sans := [a for a in activites if not (a.responsable or "").strip()]:
            phrases.append(f"Sans responsable : {citer(sans)}.")
        chevauchements = list(self._chevauchements())
        phrases += [
            f"{a.responsable} mène à la fois « {a} » et « {b} », {de_mois_a_mois(debut, fin)}."
            for a, b, debut, fin in chevauchements[:AU_PLUS]
        ]
        if len(chevauchements) > AU_PLUS:
            phrases.append(f"Chevauchements en plus de ceux-ci : {len(chevauchements) - AU_PLUS}.")
        return phrases + list(self._creux())[:AU_PLUS]

    def _chevauchements(self):
        """Two activities of the same responsible at the same time, with the first and last month they share."""
        par_responsable = {}
        for activite, debut, fin in self._datees:
            if qui := plier(activite.responsable):
                par_responsable.setdefault(qui, []).append((activite, debut, fin))
        for siennes in par_responsable.values():
            for (a, debut_a, fin_a), (b, debut_b, fin_b) in combinations(siennes, 2):
                debut, fin = max(debut_a, debut_b), min(fin_a, fin_b)
                if debut <= fin:
                    yield a, b, debut, fin

    def _creux(self):
        """Sentences: months without any activity between the first and the last."""
        atteint = None
        for _, debut, fin in sorted(self._datees, key=lambda datee: datee[1:]):
            if atteint is not None and rang_du_mois(debut) > atteint + 1:
                creux = du_rang(atteint + 1), du_rang(rang_du_mois(debut) - 1)
                yield f"Aucune activité {de_mois_a_mois(*creux)}."
            atteint = max(rang_du_mois(fin), atteint or 0)


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

    @property
    def duree(self):
        """In months, both ends counted; None as long as they are not known or in order."""
        if not (self.debut and self.fin) or self.fin < self.debut:
            return None
        return rang_du_mois(self.fin) - rang_du_mois(self.debut) + 1
