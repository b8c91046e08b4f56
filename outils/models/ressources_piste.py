"""Identifier des ressources pour une piste: who, which languages, which money, inside and outside."""

from django.db import models

from appuis.models import StadeAppui
from coopappui.champs import Court, Montant, Texte
from coopappui.plan.blocs import Section, Tableau
from outils.models.base import Ligne, Outil
from outils.models.decrypter_piste import DecrypterPiste

AU_SEIN = "au sein du groupe/structure/territoire"
EN_DEHORS = "en dehors du groupe/structure/territoire"


class RessourcesPiste(Outil):
    """Source: guide, p. 100 (Cap Rural). The technical resources are ours."""

    code = "ressources-piste"
    stade = StadeAppui.ENVIE
    page = "100"
    pour = "Repérer sur quoi vous appuyer : des personnes, des langues, de l’argent, du matériel."
    quand = "Une fois la piste décryptée, avant d’écrire le pré-projet."

    sujet = Court("sujet de l’action de coopération", max_length=300)
    humaines_au_sein = Texte(AU_SEIN)
    humaines_en_dehors = Texte(EN_DEHORS)
    linguistiques_au_sein = Texte(AU_SEIN)
    linguistiques_en_dehors = Texte(EN_DEHORS)
    techniques_au_sein = Texte(AU_SEIN)
    techniques_en_dehors = Texte(EN_DEHORS)

    plan = [
        Section("Sujet", "sujet"),
        Section(
            "Ressources humaines",
            "humaines_au_sein",
            "humaines_en_dehors",
            aide="Pour le thème comme pour la méthode.",
        ),
        Section(
            "Ressources linguistiques",
            "linguistiques_au_sein",
            "linguistiques_en_dehors",
            aide="En cas de coopération internationale.",
        ),
        Tableau(
            "Ressources financières",
            "financeurs",
            "type_financeur",
            "type_financement",
            "enveloppe",
            "particularites",
            nom="Financeur",
            ajout="Ajouter un financeur",
        ),
        Section(
            "Ressources techniques",
            "techniques_au_sein",
            "techniques_en_dehors",
            aide="Locaux, matériel, savoir-faire, outils déjà en place.",
        ),
    ]
    requis = {"sujet": "Donnez le sujet de l’action de coopération."}

    class Meta:
        verbose_name = "ressources pour une piste de coopération"
        verbose_name_plural = "ressources pour des pistes de coopération"

    def connu(self):
        if not (projet := self.le_projet):
            return
        piste = DecrypterPiste.objects.du_projet(projet).first()
        if piste and piste.sujet:
            yield "sujet", piste.sujet, "de la piste décryptée"
            actions = piste.contenu.lignes("actions_envisagees")
            yield "humaines_au_sein", _reunir(actions, "acteurs_au_sein"), "de la piste décryptée"
            yield "humaines_en_dehors", _reunir(actions, "acteurs_hors"), "de la piste décryptée"
        else:
            yield "sujet", projet.nom, "du projet"
        for financement in projet.financements.select_related("type"):
            ligne = {
                "type_financeur": financement.financeur,
                "type_financement": str(financement.type),
                "enveloppe": financement.montant,
            }
            yield "financeurs", ligne, "du projet"


def _reunir(lignes, nom):
    """What the rows say in one column, each thing once."""
    return "\n".join(dict.fromkeys(filter(None, (getattr(ligne, nom) for ligne in lignes))))


class FinanceurPossible(Ligne):
    outil = models.ForeignKey(RessourcesPiste, models.CASCADE, related_name="financeurs")
    type_financeur = Court("type de financeur")
    type_financement = Court("type de financement")
    enveloppe = Montant("enveloppe maximale (€)")
    particularites = Texte("particularités", help_text="Conditions, calendrier, taux, part à votre charge.")
