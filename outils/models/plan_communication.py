"""The plan de communication of a project: to whom one speaks, to say what, by which means, at what cost."""

from django.db import models

from appuis.models import StadeAppui
from coopappui.champs import Court, Jour, Montant, Texte
from coopappui.plan.blocs import Section, Tableau
from outils.models.base import Ligne, Outil
from outils.models.pre_projet import PreProjet
from outils.phrases import citer


class PlanCommunication(Outil):
    """Source: Cap Rural, guide, p. 70-71, which gives the questions; the fields are ours."""

    code = "plan-communication"
    stade = StadeAppui.RESEAU
    page = "70-71"
    pour = "Décider qui parle du projet, à qui, avec quel message et quels moyens."
    quand = "Dès que le projet est lancé ; complétez-le à chaque étape."
    complement = "outils/complements/plan-communication.html"
    paysage = True

    objectifs = Texte("objectifs")
    publics = Texte("publics")
    besoins = Texte(
        "besoins d’information", help_text="Ce que chacun doit savoir, et ce que vous devez apprendre d’eux."
    )
    moyens = Texte("moyens", help_text="Personnes, budget, supports et matière déjà disponibles.")

    plan = [
        Section("Stratégie de communication", "objectifs", "publics", "besoins", "moyens"),
        Tableau(
            "Actions de communication",
            "actions",
            "action",
            "public",
            "message",
            "support",
            "responsable",
            "date",
            "cout",
            nom="Action",
            ajout="Ajouter une action",
        ),
    ]
    requis = {
        "objectifs": "Dites au moins un objectif de communication.",
        "actions": "Prévoyez au moins une action.",
    }

    class Meta:
        verbose_name = "plan de communication"
        verbose_name_plural = "plans de communication"

    def connu(self):
        projet = self.le_projet
        pre_projet = projet and PreProjet.objects.du_projet(projet).first()
        if pre_projet:
            yield "publics", pre_projet.public_cible, "de la fiche pré-projet"

    @property
    def analyse(self):
        """`total`: what the actions cost, None when no cost is known; `sans_cout`: how many have none yet."""
        couts = [action.cout for action in self.contenu.lignes("actions")]
        connus = [cout for cout in couts if cout is not None]
        return {"total": sum(connus) if connus else None, "sans_cout": len(couts) - len(connus)}

    def alertes(self):
        sans = [a for a in self.contenu.lignes("actions") if str(a) and not (a.responsable or "").strip()]
        return [f"Sans responsable : {citer(sans)}."] if sans else []


class ActionDeCommunication(Ligne):
    outil = models.ForeignKey(PlanCommunication, models.CASCADE, related_name="actions")
    action = Court("action", max_length=300)
    public = Court("public")
    message = Texte("message", max_length=2000)
    support = Court("support")
    responsable = Court("responsable")
    date = Jour("date", null=True, blank=True)
    cout = Montant("coût (€)")
