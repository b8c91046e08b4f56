"""The plan d’évaluation et de suivi: when one looks back, on which questions, with which indicators."""

from django.db import models

from appuis.models import StadeAppui
from coopappui.champs import Court, Nature, PlusieursChoix, Texte
from coopappui.plan.blocs import Section, Tableau
from outils.models.base import Ligne, Outil
from outils.models.pre_projet import PreProjet
from outils.phrases import citer


class Moment(models.TextChoices):
    """When a project is evaluated (guide, p. 73)."""

    AMONT = "amont", "En amont du projet"
    CONTINU = "continu", "En continu"
    MI_PARCOURS = "mi-parcours", "À mi-parcours"
    FINALE = "finale", "Évaluation finale"
    EX_POST = "ex-post", "Ex-post, après la fin du projet"


class PlanEvaluation(Outil):
    """Source: Cap Rural, guide, p. 73-75, which gives the moments; the fields are ours."""

    code = "plan-evaluation"
    stade = StadeAppui.EVALUATION
    page = "73-75"
    pour = "Prévoir comment le projet sera suivi et évalué, avec quels indicateurs et par qui."
    quand = "Dès le montage du projet ; relevez ensuite les valeurs constatées."
    paysage = True
    decisions = frozenset({"questions.valeur_constatee"})

    moments = PlusieursChoix("quand évaluer", choix=Moment)
    obligations = Texte(
        "obligations", help_text="Ce que demandent les financeurs et les autorités : questions, outils."
    )
    participants = Texte("qui y prend part", help_text="Parties prenantes, partenaires, regard extérieur.")
    liens = Texte("liens créés")
    reseaux = Texte("réseaux")
    competences = Texte("compétences")

    plan = [
        Section("Cadre de l’évaluation", "moments", "obligations", "participants"),
        Tableau(
            "Questions évaluatives",
            "questions",
            "question",
            "critere",
            "indicateur",
            "nature",
            "source",
            "frequence",
            "valeur_de_depart",
            "cible",
            "valeur_constatee",
            nom="Question",
            ajout="Ajouter une question",
        ),
        Section(
            "Bénéfices immatériels",
            "liens",
            "reseaux",
            "competences",
            aide="Ce qui ne se compte pas, mais qui reste après le projet.",
        ),
    ]
    requis = {
        "moments": "Dites à quels moments le projet sera évalué.",
        "questions": "Posez au moins une question évaluative.",
    }

    class Meta:
        verbose_name = "plan d’évaluation et de suivi"
        verbose_name_plural = "plans d’évaluation et de suivi"

    def connu(self):
        projet = self.le_projet
        pre_projet = projet and PreProjet.objects.du_projet(projet).first()
        if pre_projet:
            for prevu in pre_projet.indicateurs.all():
                ligne = {"indicateur": prevu.indicateur, "nature": prevu.nature, "cible": prevu.cible}
                yield "questions", ligne, "de la fiche pré-projet"

    def alertes(self):
        sans = [q for q in self.contenu.lignes("questions") if q.question and not q.indicateur]
        return [f"Sans indicateur : {citer(sans)}."] if sans else []


class QuestionEvaluative(Ligne):
    outil = models.ForeignKey(PlanEvaluation, models.CASCADE, related_name="questions")
    question = Texte("question évaluative", max_length=1000)
    critere = Texte("critère", max_length=1000)
    indicateur = Court("indicateur", max_length=300)
    nature = Nature("qualitatif / quantitatif")
    source = Court("source")
    frequence = Court("fréquence")
    valeur_de_depart = Court("valeur de départ")
    cible = Court("cible")
    valeur_constatee = Court("valeur constatée")
