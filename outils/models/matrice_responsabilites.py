"""The matrice des responsabilités: which partner does what, by when; its deadlines are engagements of the project."""

from django.db import models

from appuis.models import StadeAppui
from coopappui.champs import Court, Jour, Texte
from coopappui.plan.blocs import Croise, Tableau
from outils.models.base import Cellule, Ligne, Outil

RENCONTRE = "1. Organiser la première rencontre"
FICHE_PROJET = "2. Rédiger la fiche projet"
SUIVI = "3. Suivre administrativement le projet"


class MatriceResponsabilites(Outil):
    """Source: Cap Rural, guide, p. 107, after the Réseau wallon de développement rural."""

    code = "matrice-responsabilites"
    stade = StadeAppui.PARTENARIATS
    page = "107"
    pour = "Répartir les tâches du projet entre le chef de file et ses partenaires, chacune avec sa date limite."
    quand = "Dès que les partenaires sont connus ; reprenez-la à chaque étape du projet."
    paysage = True

    plan = [
        Tableau(
            "Étapes et tâches",
            "taches",
            "etape",
            "tache",
            nom="Tâche",
            ajout="Ajouter une tâche",
            aide="Les étapes du projet et ce qu’il y a à faire dans chacune : adaptez-les au vôtre.",
            depart=[
                {"etape": RENCONTRE, "tache": "Accueillir"},
                {"etape": RENCONTRE, "tache": "Inviter"},
                {"etape": FICHE_PROJET, "tache": "Rédiger"},
                {"etape": SUIVI, "tache": "Rapport d’activité"},
                {"etape": SUIVI, "tache": "Rapport financier"},
            ],
        ),
        Tableau(
            "Partenaires",
            "partenaires",
            "nom",
            "role",
            nom="Partenaire",
            ajout="Ajouter un partenaire",
            aide="Une colonne de la matrice par partenaire.",
            maximum=30,
        ),
        Croise(
            "Responsabilités",
            "responsabilites",
            "taches",
            "partenaires",
            "tache",
            "echeance",
            aide="Chaque deadline rejoint l’échéancier du projet.",
        ),
    ]
    requis = {
        "taches": "Inscrivez au moins une tâche.",
        "partenaires": "Inscrivez au moins un partenaire.",
    }

    class Meta:
        verbose_name = "matrice des responsabilités"
        verbose_name_plural = "matrices des responsabilités"

    def connu(self):
        if projet := self.le_projet:
            chef = projet.chef_de_file
            if chef:
                yield "partenaires", {"nom": chef.nom, "role": PartenaireDeMatrice.Role.CHEF_DE_FILE}, "du projet"
            for partenariat in projet.partenariats.select_related("structure"):
                if partenariat.structure_id != projet.chef_de_file_id:
                    ligne = {"nom": partenariat.structure.nom, "role": PartenaireDeMatrice.Role.PARTENAIRE}
                    yield "partenaires", ligne, "du projet"


class TacheDeMatrice(Ligne):
    outil = models.ForeignKey(MatriceResponsabilites, models.CASCADE, related_name="taches")
    etape = Court("étape du projet")
    tache = Court("tâche", max_length=300)

    @property
    def groupe_affiche(self):
        return self.etape

    def __str__(self):
        return self.tache or self.etape


class PartenaireDeMatrice(Ligne):
    class Role(models.TextChoices):
        CHEF_DE_FILE = "chef-de-file", "Chef de file"
        PARTENAIRE = "partenaire", "Partenaire"

    outil = models.ForeignKey(MatriceResponsabilites, models.CASCADE, related_name="partenaires")
    nom = Court("nom")
    role = models.CharField("rôle", max_length=15, choices=Role, blank=True)


class Responsabilite(Cellule):
    outil = models.ForeignKey(MatriceResponsabilites, models.CASCADE, related_name="responsabilites")
    ligne = models.ForeignKey(TacheDeMatrice, models.CASCADE, related_name="+")
    colonne = models.ForeignKey(PartenaireDeMatrice, models.CASCADE, related_name="+")
    tache = Texte("tâches", max_length=1000, help_text="Ce que fait ce partenaire.")
    echeance = Jour("deadline", null=True, blank=True)
