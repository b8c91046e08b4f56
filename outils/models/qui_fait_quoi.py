"""The analysis « qui fait quoi »: the actors that an object needs, sorted by function."""

from django.db import models

from appuis.models import StadeAppui
from coopappui.champs import Court, Texte
from coopappui.plan.blocs import Section, Tableau
from outils.models.base import Ligne, Outil
from outils.phrases import citer
from outils.quartiers import Quartiers


class QuiFaitQuoi(Outil):
    """Source: Cap Rural, guide, p. 108-110."""

    class Mode(models.TextChoices):
        FAIT = "fait", "Qui fait quoi"
        DEVRAIT = "devrait", "Qui devrait faire quoi"

    code = "qui-fait-quoi"
    stade = StadeAppui.PARTENARIATS
    page = "108-110"
    pour = "Vérifier que toutes les fonctions nécessaires à une action sont tenues par quelqu’un."
    quand = "Sur un sujet précis, avant de s’engager ; mettez-la à jour quand les acteurs changent."
    complement = "outils/complements/qui-fait-quoi.html"

    objet_etudie = Court("objet / sujet", max_length=300, help_text="L’action ou la question étudiée, une seule.")
    mode = models.CharField(
        "mode",
        max_length=10,
        choices=Mode,
        blank=True,
        help_text="Décrire ce qui est, ou s’organiser ensemble pour ce qui devrait être.",
    )

    plan = [
        Section("L’objet", "objet_etudie", "mode"),
        Tableau(
            "Acteurs",
            "acteurs",
            "acteur",
            "organisme",
            "fonction",
            "autre_fonction",
            "role",
            "mobilise",
            nom="Acteur",
            ajout="Ajouter un acteur",
            aide="Seulement les personnes utiles à cet objet, pas tous les acteurs du territoire.",
        ),
    ]
    requis = {
        "objet_etudie": "Dites sur quel objet porte l’analyse.",
        "acteurs": "Inscrivez au moins un acteur.",
    }

    class Meta:
        verbose_name = "analyse « qui fait quoi »"
        verbose_name_plural = "analyses « qui fait quoi »"

    def connu(self):
        if projet := self.le_projet:
            yield "objet_etudie", projet.nom, "du projet"

    @property
    def analyse(self):
        return Quartiers(self.objet_etudie, ActeurMobilisable.Fonction.choices, self.contenu.lignes("acteurs"))

    def alertes(self):
        acteurs, phrases = self.contenu.lignes("acteurs"), []
        tenues = {acteur.fonction for acteur in acteurs}
        quatre = [f for f in ActeurMobilisable.Fonction if f != ActeurMobilisable.Fonction.AUTRE]
        phrases += [f"Personne n’assure la fonction « {f.label} »." for f in quatre if acteurs and f not in tenues]
        if sans := [acteur.designation for acteur in acteurs if not acteur.fonction]:
            phrases.append(f"Sans fonction : {citer(sans)}.")
        return phrases


class ActeurMobilisable(Ligne):
    class Fonction(models.TextChoices):
        POLITIQUE = "politique", "Politique-décision"
        TECHNIQUE = "technique", "Technique"
        FINANCIERE = "financiere", "Financière"
        REALISATION = "realisation", "Réalisation"
        AUTRE = "autre", "Autre"

    class Mobilise(models.TextChoices):
        OUI = "oui", "Oui"
        A_MOBILISER = "a-mobiliser", "À mobiliser"

    outil = models.ForeignKey(QuiFaitQuoi, models.CASCADE, related_name="acteurs")
    acteur = Court("acteur")
    organisme = Court("organisme")
    fonction = models.CharField("fonction", max_length=12, choices=Fonction, blank=True)
    autre_fonction = Court("autre fonction, préciser", max_length=100)
    role = Texte("rôle", max_length=1000)
    mobilise = models.CharField("mobilisé", max_length=12, choices=Mobilise, blank=True)

    @property
    def designation(self):
        """« Béa Fontaine (GAL Terres d’Aubrives) »."""
        if self.acteur and self.organisme:
            return f"{self.acteur} ({self.organisme})"
        return self.acteur or self.organisme or "Acteur à nommer"
