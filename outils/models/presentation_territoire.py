"""Présenter un territoire aux partenaires potentiels: the document handed over at the first visit."""

from django.db import models
from django.db.models import Q

from appuis.models import Projet, Stade, StadeAppui
from coopappui.champs import Court, Texte
from coopappui.plan.blocs import Section, Tableau
from outils.models.base import Ligne, Outil


class PresentationTerritoire(Outil):
    """Source: guide, p. 86 (European Network for Rural Development)."""

    code = "presentation-territoire"
    stade = StadeAppui.PARTENARIATS
    porteurs = ("structure",)
    page = "86"
    pour = "Donner par écrit à de futurs partenaires les repères qui leur manquent sur votre pays et votre territoire."
    quand = "Avant la première visite ; à remettre aux partenaires plutôt qu’à projeter."

    organisation = Texte(
        "structures et organisation administratives",
        help_text="Qui décide de quoi dans votre pays ? Quelques lignes suffisent.",
    )
    leader = Texte("spécificités de la mise en œuvre de LEADER")
    conditions = Texte("conditions de coopération LEADER et procédures")
    localisation = Texte("localisation", help_text="Où vous trouver sur une carte, à quelle distance d’une gare.")
    caracteristiques = Texte("caractéristiques géographiques, économiques et sociales")
    forces = Texte("forces")
    faiblesses = Texte("faiblesses")
    opportunites = Texte("opportunités")
    menaces = Texte("menaces")
    partenariat = Texte("partenariat", help_text="Qui compose votre groupe, qui y siège.")
    besoins = Texte("besoins et objectifs priorisés")
    ressources = Texte("ressources", help_text="Financières et autres.")
    role = Texte("rôle de la coopération", help_text="La place que votre stratégie lui donne et ses priorités.")
    situation = Texte("situation locale", help_text="Au regard du thème de la coopération.")
    questions = Texte("questions locales", help_text="Les problèmes à résoudre, les sujets qui émergent.")
    expertise = Texte("expertise locale", help_text="Ce que vous pouvez apporter au partenariat et au projet.")
    besoins_specifiques = Texte("besoins spécifiques", help_text="Vos besoins propres à ce thème.")

    plan = [
        Section(
            "Le pays",
            "organisation",
            "leader",
            "conditions",
            aide="Soyez bref : l’essentiel pour qui ne connaît pas votre pays.",
        ),
        Section("Le territoire", "localisation", "caracteristiques"),
        Section(
            "Forces, faiblesses, opportunités, menaces",
            "forces",
            "faiblesses",
            "opportunites",
            "menaces",
            cote_a_cote=True,
        ),
        Section("Stratégie locale", "partenariat", "besoins", "ressources", "role"),
        Section("Lien stratégie, thème et projet", "situation", "questions", "expertise", "besoins_specifiques"),
        Tableau(
            "Projets de coopération",
            "projets_existants",
            "titre",
            "cadre",
            "thematique",
            "porteur",
            "partenaires",
            "statut",
            nom="Projet",
            ajout="Ajouter un projet",
            intitule="Projets de coopération existants",
            aide="Qu’ils soient soutenus par LEADER ou par un autre programme.",
        ),
    ]
    requis = {
        "localisation": "Dites où se trouve le territoire.",
        "caracteristiques": "Décrivez le territoire en quelques lignes.",
    }

    class Meta:
        verbose_name = "présentation d’un territoire"
        verbose_name_plural = "présentations d’un territoire"

    def connu(self):
        structure = self.structure
        if not structure:
            return
        territoire = structure.territoire
        lieux = [structure.commune, territoire and territoire.nom, structure.nom_du_pays]
        yield "localisation", ", ".join(filter(None, lieux)), "de la structure"
        if territoire:
            yield "caracteristiques", territoire.presentation, "du territoire"
        for projet in self._projets_de_la_structure():
            yield "projets_existants", ProjetExistant.du_projet(projet), "du projet"

    def _projets_de_la_structure(self):
        """Those it leads and those it takes part in."""
        siens = Q(chef_de_file=self.structure_id) | Q(partenariats__structure=self.structure_id)
        projets = Projet.objects.filter(siens, mission=self.mission_id).distinct()
        return projets.select_related("type", "chef_de_file").prefetch_related("partenariats__structure")


class ProjetExistant(Ligne):
    class Statut(models.TextChoices):
        IDEE = "idee", "Première idée"
        VISITE = "visite", "Première visite organisée"
        EN_COURS = "en-cours", "En cours"
        REALISE = "realise", "Réalisé"

    # Where a project of the portal stands, in the guide's words.
    DU_STADE = {Stade.EMERGENCE: Statut.IDEE, Stade.CLOTURE: Statut.REALISE}

    outil = models.ForeignKey(PresentationTerritoire, models.CASCADE, related_name="projets_existants")
    titre = Court("titre", help_text="Le titre du projet de coopération.")
    cadre = Court("cadre", help_text="Jumelage, coopération décentralisée, Interreg…")
    thematique = Texte("thématique et grandes lignes")
    porteur = Court("porteur")
    partenaires = Texte("partenaires")
    statut = models.CharField("statut", max_length=10, choices=Statut, blank=True)

    @classmethod
    def du_projet(cls, projet):
        return {
            "titre": projet.nom,
            "cadre": str(projet.type or ""),
            "thematique": projet.objet,
            "porteur": str(projet.chef_de_file or ""),
            "partenaires": "\n".join(str(p.structure) for p in projet.partenariats.all()),
            "statut": cls.DU_STADE.get(projet.stade, cls.Statut.EN_COURS),
        }
