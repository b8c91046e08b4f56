"""A toy tool, all that a tool takes: one file. It has a field of each kind, and blocks of each kind."""

from django.db import models

from appuis.models import StadeAppui
from coopappui.champs import Court, Duree, Jour, Mois, Montant, Nature, Nombre, OuiNon, PlusieursChoix, Site, Texte
from coopappui.plan.blocs import Croise, Section, Tableau
from outils.models.base import Cellule, Ligne, Outil


class Couleur(models.TextChoices):
    BLEU = "bleu", "Bleu ciel"
    VERT = "vert", "Vert pré"


class Jouet(Outil):
    code = "jouet"
    stade = StadeAppui.EVALUATION
    porteurs = ("projet", "appui", "structure")
    page = "0"
    pour = "Essayer le moteur."
    quand = "À chaque changement du moteur."

    nom_du_jouet = Court("nom du jouet")
    histoire = Texte("histoire", help_text="D’où il vient.")
    fabrique_le = Jour("fabriqué le", null=True, blank=True)
    revu_le = Jour("revu le", null=True, blank=True)
    mois = Mois("mois de sortie")
    prix = Montant("prix")
    poids = Nombre("poids", max_digits=6, decimal_places=2, null=True, blank=True)
    duree = Duree("durée d’une partie", null=True, blank=True)
    heure = models.TimeField("heure du goûter", null=True, blank=True)
    joueurs = models.PositiveSmallIntegerField("joueurs", null=True, blank=True)
    solide = OuiNon("solide")
    nature = Nature("qualitatif ou quantitatif")
    couleurs = PlusieursChoix("couleurs", choix=Couleur)
    courriel = models.EmailField("courriel", blank=True)
    site = Site("site Internet")

    plan = [
        Section("Le jouet", "nom_du_jouet", "histoire", "fabrique_le", "revu_le", "mois", "prix", "poids"),
        Section("La partie", "duree", "heure", "joueurs", "solide", "nature", "couleurs", "courriel", "site"),
        Tableau("Pièces", "pieces", "piece", "nombre", "livree", nom="Pièce", depart=[{"piece": "Vis"}]),
        Tableau("Essais", "essais", "qui", "avis", nom="Essai", transpose=True, maximum=4),
        Croise("Tenue", "tenues", "pieces", "essais", "tient", "quand"),
    ]
    requis = {"nom_du_jouet": "Nommez le jouet.", "pieces": "Il faut une pièce."}
    ordres = [("fabrique_le", "revu_le")]
    decisions = frozenset({"solide"})

    class Meta:
        verbose_name = "fiche de jouet"
        verbose_name_plural = "fiches de jouet"

    def connu(self):
        if self.le_projet:
            yield "nom_du_jouet", self.le_projet.nom, "du projet"


class Piece(Ligne):
    outil = models.ForeignKey(Jouet, models.CASCADE, related_name="pieces")
    piece = Court("pièce")
    nombre = models.PositiveSmallIntegerField("nombre", null=True, blank=True)
    livree = Jour("livrée le", null=True, blank=True)


class Essai(Ligne):
    outil = models.ForeignKey(Jouet, models.CASCADE, related_name="essais")
    qui = Court("qui")
    avis = Texte("avis")


class Tenue(Cellule):
    outil = models.ForeignKey(Jouet, models.CASCADE, related_name="tenues")
    ligne = models.ForeignKey(Piece, models.CASCADE, related_name="+")
    colonne = models.ForeignKey(Essai, models.CASCADE, related_name="+")
    tient = OuiNon("tient")
    quand = Mois("quand")
