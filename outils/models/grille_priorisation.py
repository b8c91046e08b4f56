"""The grille de priorisation: several pistes, analysed with the same questions and scored on the same criteria."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from appuis.models import Projet, StadeAppui
from coopappui.champs import Court, Nombre, OuiNon, Texte
from coopappui.plan.blocs import Croise, Section, Tableau
from outils.models.base import Cellule, Ligne, Outil
from outils.models.decrypter_piste import DecrypterPiste
from outils.models.pre_projet import PreProjet
from outils.notation import Notation

QUESTIONS = (
    "Ce que le projet apporterait aux principaux défis et opportunités de développement du territoire",
    "Objectifs (quantitatifs et qualitatifs) ; sont-ils réalistes et mesurables ?",
    "Bénéficiaires directs et indirects ; les résultats attendus comptent-ils pour eux ?",
    "Partenaires locaux impliqués, et leur contribution possible",
    "Mobilisation de la participation locale : le plan est-il réaliste et complet ?",
    "Avantages à travailler avec un partenaire pour répondre aux défis et aux opportunités du territoire",
    "Seul, ou avec un partenaire interrégional plutôt que transnational : les avantages seraient-ils les mêmes ?",
    "Facteurs essentiels au succès du projet",
    "Risques susceptibles de limiter le succès : sont-ils identifiés et atténués ?",
    "Fonds et autres ressources nécessaires (compétences, équipement, temps)",
    "Éligible au soutien de LEADER ? Quelles autres sources de financement ?",
    "Probabilité d’obtenir tout le financement et les autres ressources nécessaires",
)


class GroupeNote(models.TextChoices):
    """The guide's four groups of criteria, and one for those that a group adds."""

    PERTINENCE = "pertinence", "Pertinence"
    EFFICACITE = "efficacite", "Efficacité"
    EFFICIENCE = "efficience", "Efficience (rapport coût-bénéfice)"
    PARTICIPATION = "participation", "Approche participative"
    AUTRES = "autres", "Autres critères"


CRITERES = (
    (GroupeNote.PERTINENCE, "Répond à un réel problème ou à un besoin identifié dans la stratégie locale"),
    (GroupeNote.PERTINENCE, "Complète bien le travail de développement rural sur le territoire"),
    (GroupeNote.PERTINENCE, "Le moment est opportun pour le lancer"),
    (GroupeNote.EFFICACITE, "Objectifs et résultats attendus réalisables"),
    (GroupeNote.EFFICACITE, "Ressources proposées disponibles et suffisantes"),
    (GroupeNote.EFFICACITE, "Lancé maintenant, il peut atteindre son objectif dans le temps imparti"),
    (GroupeNote.EFFICIENCE, "Équilibre raisonnable entre ressources financières et résultats prévus"),
    (GroupeNote.EFFICIENCE, "Équilibre comparable à celui des autres projets soutenus"),
    (GroupeNote.EFFICIENCE, "Valeur ajoutée suffisante pour justifier les efforts et les ressources"),
    (GroupeNote.PARTICIPATION, "Participation active et équilibrée des différents partenaires locaux"),
)

# What the guide advises at most (p. 51).
RETENUES_AU_PLUS = 3


class Note(models.PositiveSmallIntegerField):
    """A score, 1 to 5."""

    default_validators = [
        MinValueValidator(1, "Une note va de 1 (bas) à 5 (haut)."),
        MaxValueValidator(5, "Une note va de 1 (bas) à 5 (haut)."),
    ]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"null": True, "blank": True, **kwargs})

    def formfield(self, **kwargs):
        return super().formfield(**{"min_value": 1, "max_value": 5, **kwargs})


class GrillePriorisation(Outil):
    """Source: guide, p. 101-105 (European Network for Rural Development, annexes 1 and 2)."""

    code = "grille-priorisation"
    stade = StadeAppui.ENVIE
    porteurs = ("projet", "appui", "structure")
    page = "101-105"
    pour = "Choisir entre plusieurs pistes : les mêmes questions et les mêmes critères pour toutes."
    quand = "Après avoir recueilli les idées, avant de chercher des partenaires."
    suit = frozenset({"pistes"})
    complement = "outils/complements/grille-priorisation.html"
    suites = "outils/suites/grille.html"
    paysage = True
    decisions = frozenset({"pistes.retenue", "pistes.pourquoi"})

    total_minimal = Nombre(
        "total minimal pour être retenue",
        max_digits=8,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0, "Un total minimal ne peut pas être négatif.")],
        help_text="En points, poids compris. Une piste qui ne peut pas l’atteindre est signalée.",
    )

    plan = [
        Tableau(
            "Pistes",
            "pistes",
            "nom",
            "retenue",
            "pourquoi",
            nom="Piste",
            ajout="Ajouter une piste",
            aide="Nommez d’abord les pistes à comparer. Une fois le classement lu, dites lesquelles vous retenez : "
            "deux ou trois, une seule si vous débutez.",
            maximum=20,
        ),
        Tableau(
            "Questions",
            "questions",
            "question",
            nom="Question",
            ajout="Ajouter une question",
            replie=True,
            aide="Gardez celles qui vous aident, ajoutez les vôtres.",
            depart=[{"question": question} for question in QUESTIONS],
            maximum=40,
        ),
        Croise(
            "Analyse",
            "reponses",
            "questions",
            "pistes",
            "reponse",
            aide="Répondez avant de noter : les réponses éclairent les notes.",
        ),
        Section("Seuil", "total_minimal"),
        Tableau(
            "Critères",
            "criteres",
            "critere",
            "poids",
            "minimum",
            "groupe",
            nom="Critère",
            ajout="Ajouter un critère",
            replie=True,
            aide="Un poids de 2 compte double, un poids de 0 ne compte pas. Une note minimale est un seuil.",
            depart=[{"groupe": groupe, "critere": critere, "poids": 1} for groupe, critere in CRITERES],
            maximum=40,
        ),
        Croise(
            "Notation",
            "notes",
            "criteres",
            "pistes",
            "note",
            aide="De 1 (bas) à 5 (haut).",
        ),
    ]
    requis = {
        "pistes": "Nommez au moins une piste.",
        "criteres": "Gardez au moins un critère.",
    }

    class Meta:
        verbose_name = "grille de priorisation des pistes"
        verbose_name_plural = "grilles de priorisation des pistes"

    @property
    def analyse(self):
        lignes = self.contenu.lignes
        notes = self.contenu.cellules("notes")
        return Notation(lignes("criteres"), lignes("pistes"), notes, GroupeNote, self.total_minimal)

    def alertes(self):
        notation = self.analyse
        phrases = [phrase for resultat in notation.resultats for phrase in _alertes_d_une_piste(resultat)]
        retenues = [p for p in self.contenu.lignes("pistes") if p.retenue == "oui"]
        if len(retenues) > RETENUES_AU_PLUS:
            phrases.append(
                f"Vous retenez {len(retenues)} pistes : le guide en conseille deux ou trois, une seule pour débuter."
            )
        if notation.notees and not retenues:
            phrases.append("Aucune piste n’est retenue pour le moment.")
        return phrases

    def connu(self):
        """A piste for each pré-projet, and for each theme deciphered that has none of that name yet."""
        nommees = set()
        sources = [
            (PreProjet, "titre_du_projet", "d’un pré-projet"),
            (DecrypterPiste, "sujet", "d’une piste décryptée"),
        ]
        for modele, champ, origine in sources:
            noms = self._voisines(modele).order_by("cree_le", "pk").values_list(champ, flat=True)
            for nom in noms:
                if nom and nom not in nommees:
                    nommees.add(nom)
                    yield "pistes", {"nom": nom}, origine

    @property
    def retenues(self):
        """The pistes that go on."""
        return [piste for piste in self.contenu.lignes("pistes") if piste.retenue == "oui" and piste.nom]

    def pre_projet_de(self, piste):
        """The pré-projet that a piste comes from, found by its title; None otherwise."""
        return self._voisines(PreProjet).filter(titre_du_projet=piste.nom).avec_objet().first()

    def _voisines(self, modele):
        """The fiches of that kind of the same project or appui; for a structure, of all its projects and appuis."""
        fiches = modele.objects.filter(mission=self.mission_id)
        if self.structure_id:
            siens = Projet.objects.filter(
                Q(chef_de_file=self.structure_id) | Q(partenariats__structure=self.structure_id)
            )
            return fiches.filter(
                Q(projet__in=siens.values("pk"))
                | Q(appui__in=self.structure.appuis.values("pk"))
                | Q(appui__projet__in=siens.values("pk"))
            )
        if self.le_projet:
            return fiches.du_projet(self.le_projet)
        return fiches.filter(appui=self.appui_id)


def _alertes_d_une_piste(resultat):
    nom, retenue = resultat.nom, resultat.piste.retenue == "oui"
    if resultat.seuils:
        manques = [
            f"{critere or 'un critère'}, {note} pour {minimum} au moins" for critere, note, minimum in resultat.seuils
        ]
        yield f"« {nom} » est sous un seuil : {' ; '.join(manques)}."
    if resultat.sous_le_total:
        yield f"« {nom} » ne peut pas atteindre le total minimal."
    if retenue and resultat.sous_un_seuil:
        yield f"« {nom} » est retenue alors qu’elle est sous un seuil."
    if retenue and not resultat.piste.pourquoi:
        yield f"Dites pourquoi « {nom} » est retenue."
    if resultat.manquantes and (retenue or resultat.notees):
        pluriel = "s" if resultat.manquantes > 1 else ""
        yield f"Il manque {resultat.manquantes} note{pluriel} à « {nom} »."


class Piste(Ligne):
    outil = models.ForeignKey(GrillePriorisation, models.CASCADE, related_name="pistes")
    nom = Court("piste", max_length=300)
    retenue = OuiNon("retenue")
    pourquoi = Texte("pourquoi")


class QuestionAnalyse(Ligne):
    outil = models.ForeignKey(GrillePriorisation, models.CASCADE, related_name="questions")
    question = Court("question", max_length=300)


class ReponseAnalyse(Cellule):
    outil = models.ForeignKey(GrillePriorisation, models.CASCADE, related_name="reponses")
    ligne = models.ForeignKey(QuestionAnalyse, models.CASCADE, related_name="+")
    colonne = models.ForeignKey(Piste, models.CASCADE, related_name="+")
    reponse = Texte("réponse")


class CritereNotation(Ligne):
    champ_groupe = "groupe"

    outil = models.ForeignKey(GrillePriorisation, models.CASCADE, related_name="criteres")
    critere = Court("critère", max_length=300)
    poids = Nombre(
        "poids",
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        default=1,
        validators=[MinValueValidator(0, "Un poids ne peut pas être négatif.")],
    )
    minimum = Note("note minimale", help_text="Une piste notée en dessous est signalée, quel que soit son total.")
    groupe = models.CharField("groupe", max_length=15, choices=GroupeNote, blank=True)


class NotePiste(Cellule):
    outil = models.ForeignKey(GrillePriorisation, models.CASCADE, related_name="notes")
    ligne = models.ForeignKey(CritereNotation, models.CASCADE, related_name="+")
    colonne = models.ForeignKey(Piste, models.CASCADE, related_name="+")
    note = Note("note")
