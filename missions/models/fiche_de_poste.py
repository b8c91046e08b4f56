"""The fiche de poste: who does what, with whom, and who stands in (guide, p. 78-79)."""

from django.db import models
from simple_history.models import HistoricalRecords

from coopappui.champs import Court, Texte
from coopappui.plan.blocs import Section, Tableau
from coopappui.plan.modeles import Ligne
from missions.contenus import Liste
from missions.models.documents_mission import DocumentDeMission, Genre

_PAR_LIGNE = "Un élément par ligne."


class FicheDePoste(DocumentDeMission):
    """Written and kept up to date by the hierarchical superior; read by the mission, never public."""

    genre = Genre.FICHE_DE_POSTE

    intitule = Court(
        "intitulé du poste",
        help_text="Le nom du métier tel qu’il figure au contrat et dans l’organigramme : c’est lui que liront les "
        "candidats et les partenaires.",
    )
    titulaire = Court(
        "titulaire du poste",
        help_text="Nom et prénom de la personne en poste. Laissez vide tant que le poste n’est pas pourvu.",
    )
    lieu = Court(
        "lieu de travail principal", help_text="La commune du bureau ; ajoutez le télétravail s’il est régulier."
    )
    employeur = Court(
        "employeur",
        help_text="L’organisme qui signe le contrat et verse le salaire, avec la fonction de son représentant.",
    )
    responsable_politique = Court(
        "responsable politique",
        help_text="La personne élue ou mandatée qui fixe les orientations de la structure et engage ses dépenses, "
        "dont ce salaire.",
    )
    responsable_operationnel = Court(
        "responsable opérationnel",
        help_text="La personne qui organise le travail au quotidien : elle relie cette mission à celles des "
        "collègues, veille aux conditions d’emploi et à l’évolution du parcours.",
    )
    temps_de_travail = Court("temps de travail", help_text="En équivalent temps plein : 100 %, 80 %, mi-temps…")
    statut = Court("statut", help_text="Cadre, agent de maîtrise, catégorie A… selon la convention ou le statut.")
    type_de_contrat = Court(
        "type de contrat", help_text="CDI, CDD avec sa date de fin, mise à disposition, titulaire…"
    )
    objectifs_structure = Texte(
        "objectifs de la structure",
        help_text="Une ou deux phrases sur la raison d’être de la structure : le poste se comprend par rapport à "
        "elle.",
    )
    objectifs_poste = Texte(
        "objectifs du poste",
        help_text="Ce que le poste doit permettre, pour qui. On s’y réfère à chaque entretien d’évaluation.",
    )
    perimetre = Texte(
        "périmètre d’intervention",
        help_text="Le territoire et les publics couverts ; dites aussi ce qui n’en fait pas partie.",
    )
    responsabilite_administrative = Court(
        "sous la responsabilité administrative de",
        help_text="Qui signe les congés, les ordres de mission, les frais.",
    )
    responsabilite = Court(
        "sous la responsabilité de", help_text="Qui fixe les priorités et conduit l’entretien annuel."
    )
    superieur_de = Court("supérieur de", help_text="Les personnes encadrées, stagiaires compris ; sinon « personne ».")
    mission_principale = Court(
        "intitulé de la mission",
        max_length=300,
        help_text="La mission en une phrase, celle que la personne dirait pour se présenter.",
    )
    competences = Liste(
        "compétences",
        help_text="Ce qu’il faut savoir faire pour tenir les activités ci-dessus. Elles servent à recruter, puis à "
        f"choisir les formations. {_PAR_LIGNE}",
    )
    competences_transversales = Liste(
        "compétences transversales",
        help_text=f"Les manières de travailler qui servent à toutes les activités. {_PAR_LIGNE}",
    )
    connaissances = Liste(
        "connaissances",
        help_text="Ce qu’il faut connaître, ou apprendre dans les premiers mois : acteurs, politiques, financements. "
        f"{_PAR_LIGNE}",
    )

    plan = [
        Section("Le poste", "intitule", "titulaire"),
        Section(
            "Présentation du poste",
            "lieu",
            "employeur",
            "responsable_politique",
            "responsable_operationnel",
            "temps_de_travail",
            "statut",
            "type_de_contrat",
            "objectifs_structure",
            "objectifs_poste",
            "perimetre",
        ),
        Section(
            "Relations hiérarchiques",
            "responsabilite_administrative",
            "responsabilite",
            "superieur_de",
            aide="Pour que la personne sache à qui demander quoi, et que personne ne reçoive deux consignes "
            "contraires.",
        ),
        Section("Mission principale du poste", "mission_principale"),
        Tableau(
            "Activités",
            "activites",
            "activite",
            "avec_qui",
            "suppleance",
            nom="Activité",
            ajout="Ajouter une activité",
            aide="Une ligne par grande activité, les prioritaires d’abord. « Avec qui » situe chacun dans les travaux "
            "menés à plusieurs : les personnes auprès de qui le titulaire est légitime, sans lien de hiérarchie. "
            "« Suppléance » prépare les absences : qui prend le relais, et donc à qui transmettre à l’avance ce qu’il "
            "faut savoir.",
        ),
        Section("Ressources nécessaires au poste", "competences", "competences_transversales", "connaissances"),
    ]
    requis = {
        "intitule": "Donnez l’intitulé du poste.",
        "objectifs_poste": "Dites les objectifs du poste.",
        "mission_principale": "Donnez l’intitulé de la mission principale.",
    }

    class Meta(DocumentDeMission.Meta):
        verbose_name = "fiche de poste"
        verbose_name_plural = "fiches de poste"


class Activite(Ligne):
    outil = models.ForeignKey(FicheDePoste, models.CASCADE, related_name="activites")
    # Typed in the admin, where rows are not dragged.
    rang = models.PositiveSmallIntegerField("ordre", default=100)
    activite = Texte("activité")
    avec_qui = Texte("avec qui")
    suppleance = Texte("suppléance")

    history = HistoricalRecords(excluded_fields=["reprise"])

    class Meta(Ligne.Meta):
        verbose_name = "activité"
