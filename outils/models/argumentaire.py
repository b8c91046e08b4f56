"""The argumentaire: from what a proposal is to what it brings, with proofs; and the answers to objections."""

from django.db import models

from appuis.models import StadeAppui
from coopappui.champs import Court, PlusieursChoix, Texte
from coopappui.plan.blocs import Section, Tableau
from outils.models.base import Ligne, Outil
from outils.phrases import citer


class Soncas(models.TextChoices):
    """What people are sensitive to, after the sellers' acronym (guide, p. 112)."""

    SECURITE = "securite", "Sécurité"
    ORGUEIL = "orgueil", "Orgueil"
    NOUVEAUTE = "nouveaute", "Nouveauté"
    CONFORT = "confort", "Confort"
    ARGENT = "argent", "Argent"
    SYMPATHIE = "sympathie", "Sympathie"


class Argumentaire(Outil):
    """Source: Cap Rural, guide, p. 112."""

    code = "argumentaire"
    stade = StadeAppui.FIN
    page = "112"
    pour = "Préparer ce que l’on dira pour convaincre un élu, un partenaire ou un financeur."
    quand = "Avant une réunion ou un rendez-vous où se joue une décision ; un argumentaire par interlocuteur."

    proposition = Texte("proposition", help_text="Ce que vous proposez, en phrases courtes et positives.")
    interlocuteur = Court("interlocuteur", max_length=300)
    sensibilites = PlusieursChoix("ce à quoi il est sensible (SONCAS)", choix=Soncas)

    plan = [
        Section("Proposition et interlocuteur", "proposition", "interlocuteur", "sensibilites"),
        Tableau(
            "Arguments",
            "arguments",
            "caracteristique",
            "avantage",
            "benefice",
            "pour_qui",
            "preuve",
            nom="Argument",
            ajout="Ajouter un argument",
            aide="Un fait, ce qu’il permet, ce que l’interlocuteur y gagne, ce qui le prouve.",
        ),
        Tableau(
            "Objections",
            "objections",
            "objection",
            "vraie",
            "reponse",
            nom="Objection",
            ajout="Ajouter une objection",
        ),
    ]
    requis = {
        "proposition": "Dites ce que vous proposez.",
        "arguments": "Donnez au moins un argument.",
    }

    class Meta:
        verbose_name = "argumentaire"

    def connu(self):
        if projet := self.le_projet:
            yield "proposition", projet.objet or projet.nom, "du projet"

    def alertes(self):
        sans_preuve = [a for a in self.contenu.lignes("arguments") if str(a) and not a.preuve]
        sans_reponse = [o for o in self.contenu.lignes("objections") if str(o) and not o.reponse]
        phrases = [f"Sans preuve : {citer(sans_preuve)}."] if sans_preuve else []
        return phrases + ([f"Sans réponse : {citer(sans_reponse)}."] if sans_reponse else [])


class Argument(Ligne):
    outil = models.ForeignKey(Argumentaire, models.CASCADE, related_name="arguments")
    caracteristique = Texte("caractéristique", max_length=2000)
    avantage = Texte("avantage", max_length=2000)
    benefice = Texte("bénéfice", max_length=2000)
    pour_qui = Court("pour qui")
    preuve = Texte("preuve", max_length=2000)


class Objection(Ligne):
    class Valeur(models.TextChoices):
        VRAIE = "vraie", "Vraie"
        FAUSSE = "fausse", "Fausse"

    outil = models.ForeignKey(Argumentaire, models.CASCADE, related_name="objections")
    objection = Texte("objection", max_length=2000)
    vraie = models.CharField("vraie ou fausse", max_length=6, choices=Valeur, blank=True)
    reponse = Texte("réponse", max_length=2000)
