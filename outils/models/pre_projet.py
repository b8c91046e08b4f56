"""The fiche pré-projet: all that helps to choose an idea and to go and look for partners."""

from django.db import models

from appuis.models import StadeAppui
from coopappui.champs import Court, Jour, Montant, Nature, Texte
from coopappui.plan.blocs import Section, Tableau
from outils.models.base import Ligne, Outil


class PreProjet(Outil):
    """Source: guide, p. 50, which gives no fixed model; the fields are ours. It feeds the offre, the grille and the
    project itself."""

    code = "pre-projet"
    stade = StadeAppui.ENVIE
    page = "50"
    pour = "Réunir tout ce que l’on sait d’une idée de coopération avant d’en parler à des partenaires."
    quand = "Pour chaque sujet retenu après avoir décrypté les pistes ; complétez-la au fil du temps."

    titre_du_projet = Court("titre du projet")
    thematique = Court("thématique (mots-clés)", max_length=300)
    problematique = Texte("problématique et enjeux, lien avec la stratégie du territoire")
    objectifs = Texte("objectifs opérationnels")
    actions_locales = Texte("actions locales en cours ou prévues")
    territoires_cibles = Texte("territoires ou pays ciblés")
    attentes = Texte("attentes vis-à-vis des partenaires")
    public_cible = Texte("public cible")
    beneficiaires_directs = Texte("bénéficiaires directs")
    beneficiaires_indirects = Texte("bénéficiaires indirects")
    resultats = Texte("productions et résultats attendus")
    ressources_humaines = Texte("ressources humaines")
    ressources_techniques = Texte("ressources techniques")
    ressources_linguistiques = Texte("ressources linguistiques")
    ressources_financieres = Texte("ressources financières")
    debut = Jour("début", null=True, blank=True)
    fin = Jour("fin", null=True, blank=True)
    etapes = Texte("étapes")
    criteres_reussite = Texte("critères de réussite", help_text="À quoi verrez-vous que le projet est une réussite ?")
    partenaire_pressenti = Texte("ce que l’on sait du partenaire pressenti")
    personnes_a_associer = Texte("personnes à associer")

    plan = [
        Section("Le sujet", "titre_du_projet", "thematique", "problematique", "objectifs", "actions_locales"),
        Tableau(
            "Actions communes envisagées",
            "actions_communes",
            "action",
            "lieu",
            "porteur",
            "echeance",
            nom="Action",
            ajout="Ajouter une action",
        ),
        Section("Les partenaires", "territoires_cibles", "attentes", "partenaire_pressenti"),
        Section("Les publics", "public_cible", "beneficiaires_directs", "beneficiaires_indirects", "resultats"),
        Section(
            "Ressources mobilisables",
            "ressources_humaines",
            "ressources_techniques",
            "ressources_linguistiques",
            "ressources_financieres",
        ),
        Section("Calendrier de mise en œuvre", "debut", "fin", "etapes"),
        Tableau(
            "Enveloppe financière",
            "postes",
            "poste",
            "montant",
            "financeur",
            nom="Poste",
            ajout="Ajouter un poste",
        ),
        Section("La réussite", "criteres_reussite"),
        Tableau(
            "Indicateurs",
            "indicateurs",
            "indicateur",
            "nature",
            "cible",
            nom="Indicateur",
            ajout="Ajouter un indicateur",
        ),
        Section("Les personnes", "personnes_a_associer"),
    ]
    requis = {
        "titre_du_projet": "Donnez un titre au projet.",
        "problematique": "Dites à quel problème ou à quel enjeu il répond.",
        "objectifs": "Donnez au moins un objectif opérationnel.",
        "actions_communes": "Imaginez au moins une action commune.",
    }
    ordres = [("debut", "fin")]

    class Meta:
        verbose_name = "fiche pré-projet"
        verbose_name_plural = "fiches pré-projet"

    def connu(self):
        if projet := self.le_projet:
            yield "titre_du_projet", projet.nom, "du projet"
            yield "problematique", projet.objet, "du projet"
            yield "debut", projet.date_debut, "du projet"
            yield "fin", projet.date_fin, "du projet"
            for prevue in projet.actions_prevues.all():
                ligne = {"action": prevue.intitule, "lieu": prevue.lieu, "echeance": prevue.echeance}
                yield "actions_communes", ligne, "du projet"
            for financement in projet.financements.select_related("type"):
                ligne = {
                    "poste": str(financement.type),
                    "montant": financement.montant,
                    "financeur": financement.financeur,
                }
                yield "postes", ligne, "du projet"

    def total(self):
        """The envelope, in euros."""
        return sum(poste.montant or 0 for poste in self.contenu.lignes("postes"))


class ActionCommune(Ligne):
    outil = models.ForeignKey(PreProjet, models.CASCADE, related_name="actions_communes")
    action = Court("action", max_length=300)
    lieu = Court("lieu")
    porteur = Court("porteur")
    echeance = Jour("échéance", null=True, blank=True)


class Poste(Ligne):
    outil = models.ForeignKey(PreProjet, models.CASCADE, related_name="postes")
    poste = Court("poste")
    montant = Montant("montant (€)")
    financeur = Court("financeur")


class Indicateur(Ligne):
    outil = models.ForeignKey(PreProjet, models.CASCADE, related_name="indicateurs")
    indicateur = Court("indicateur", max_length=300)
    nature = Nature("qualitatif ou quantitatif")
    cible = Court("cible")
