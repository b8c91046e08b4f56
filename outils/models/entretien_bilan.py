"""The guide of an entretien de bilan: what a cooperation has given, and who may speak of it later."""

from django.db import models

from appuis.models import StadeAppui
from coopappui.champs import Court, Jour, OuiNon, Texte
from coopappui.plan.blocs import Section, Tableau
from outils.models.base import Ligne, Outil
from outils.phrases import citer


class EntretienBilan(Outil):
    """Source: Cap Rural, guide, p. 65-67, which gives the themes; the fields are ours."""

    code = "entretien-bilan"
    stade = StadeAppui.FIN
    page = "65-67"
    pour = "Mener l’entretien de bilan d’une coopération et en garder l’essentiel."
    quand = "Quand le projet se termine, ou à la fin d’une de ses grandes étapes."
    # Consent is given for one project.
    decisions = frozenset({"personnes.accord"})

    date = Jour("date de l’entretien", null=True, blank=True)
    lieu = Court("lieu")
    presents = Texte("personnes présentes")
    actions_prevues = Texte("actions prévues")
    actions_en_cours = Texte("actions en cours")
    actions_finies = Texte("actions finies")
    problemes = Texte("problèmes rencontrés")
    solutions = Texte("solutions trouvées")
    devenir = Texte("devenir du partenariat")
    reste_a_faire = Texte("ce qu’il reste à faire", help_text="Moyens, calendrier, partenaires, contraintes.")
    communication = Texte(
        "communication faite ou prévue", help_text="Méthode, calendrier, résultats, qui s’en charge."
    )
    evaluation = Texte("évaluation faite ou prévue", help_text="Méthode, résultats attendus, plus-values.")
    relations = Texte("relations partenariales", help_text="Ce que les échanges ont apporté, ce qui a frotté.")
    plus_values = Texte(
        "plus-values pour le territoire",
        help_text="Stratégie locale, liens entre acteurs, culture, économie… Que n’auriez-vous pas fait sans cela ?",
    )
    arguments = Texte(
        "arguments en faveur de la coopération",
        help_text="L’exemple le plus parlant, le conseil à donner à qui se lance.",
    )
    savoir_faire = Texte("savoir-faire acquis", help_text="Étapes franchies, freins levés, astuces trouvées.")
    suite = Texte("la suite", help_text="Projets envisagés, besoins futurs, appuis souhaités.")

    plan = [
        Section("L’entretien", "date", "lieu", "presents"),
        Section(
            "Bilan du déroulement",
            "actions_prevues",
            "actions_en_cours",
            "actions_finies",
            "problemes",
            "solutions",
            "devenir",
            "reste_a_faire",
        ),
        Section("Communication", "communication"),
        Section("Évaluation", "evaluation"),
        Section("Partenariat et plus-values", "relations", "plus_values", "arguments"),
        Section("Montée en compétence", "savoir_faire"),
        Section("Et après", "suite"),
        Tableau(
            "Personnes à mobiliser plus tard",
            "personnes",
            "nom",
            "fonction",
            "coordonnees",
            "sujet",
            "accord",
            nom="Personne",
            ajout="Ajouter une personne",
            aide="Qui saurait raconter ce projet à d’autres ? Demandez-leur d’abord leur accord.",
        ),
    ]
    requis = {
        "date": "Donnez la date de l’entretien.",
        "plus_values": "Dites au moins une plus-value pour le territoire.",
    }

    class Meta:
        verbose_name = "entretien de bilan"
        verbose_name_plural = "entretiens de bilan"

    def connu(self):
        if projet := self.le_projet:
            prevues = [prevue.intitule for prevue in projet.actions_prevues.all()]
            yield "actions_prevues", "\n".join(prevues), "du projet"

    def alertes(self):
        sans = [p for p in self.contenu.lignes("personnes") if p.accord != "oui" and str(p)]
        return [f"Accord à demander avant de les citer : {citer(sans)}."] if sans else []


class PersonneAMobiliser(Ligne):
    outil = models.ForeignKey(EntretienBilan, models.CASCADE, related_name="personnes")
    nom = Court("nom")
    fonction = Court("fonction")
    coordonnees = Court("coordonnées", max_length=300)
    sujet = Texte("de quoi elle peut parler", max_length=1000)
    accord = OuiNon("accord donné")
