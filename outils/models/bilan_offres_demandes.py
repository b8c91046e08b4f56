"""The bilan des offres et des demandes de coopération: the ideas collected, one a row, to start the discussion."""

from django.db import models

from appuis.models import StadeAppui
from coopappui.champs import Court, Texte
from coopappui.plan.blocs import Tableau
from outils.models.base import Ligne, Outil
from outils.models.offre_cooperation import OffreCooperation


class BilanOffresDemandes(Outil):
    """Source: guide, p. 101 (Réseau wallon de développement rural)."""

    code = "bilan-offres-demandes"
    stade = StadeAppui.ENVIE
    page = "101"
    pour = "Mettre côte à côte les idées et les offres repérées, pour en discuter et les comparer à votre stratégie."
    quand = "Après une recherche de pistes, avant la grille de priorisation."
    paysage = True
    suit = frozenset({"offres"})

    plan = [
        Tableau(
            "Offres et demandes",
            "offres",
            "projet_repere",
            "contact",
            "souhaits",
            "coherence",
            "difficultes",
            "ressources",
            nom="Idée",
            ajout="Ajouter une idée ou une offre",
            aide="Les offres publiées sur le portail sont déjà reprises ; ajoutez celles que vous connaissez.",
        ),
    ]
    requis = {"offres": "Notez au moins une offre ou une idée."}

    class Meta:
        verbose_name = "bilan des offres et des demandes de coopération"
        verbose_name_plural = "bilans des offres et des demandes de coopération"

    def connu(self):
        """The offers that anybody may read today, those of the mission first."""
        du_jour = OffreCooperation.objects.publiees().select_related("mission")
        for offre in sorted(du_jour, key=lambda o: (o.mission_id != self.mission_id, -o.date_publication.toordinal())):
            sienne = offre.mission_id == self.mission_id
            yield "offres", offre.resume(), "d’une offre publiée" if sienne else f"d’une offre de {offre.mission}"


class OffreReperee(Ligne):
    outil = models.ForeignKey(BilanOffresDemandes, models.CASCADE, related_name="offres")
    projet_repere = Court(
        "porteurs de projets / idées identifiées (titre du projet)",
        max_length=450,
    )
    contact = Texte("contact", help_text="Nom, prénom, tél., courriel.")
    souhaits = Texte("ce qu’ils souhaitent faire en coopération", help_text="Actions et objectifs.")
    coherence = Texte(
        "en quoi est-ce cohérent avec la stratégie de mon territoire ?",
        help_text="Lien avec la stratégie, effets sur ses objectifs et sur le territoire.",
    )
    difficultes = Texte("difficultés et incompatibilités éventuelles", help_text="Faisabilité technique, financière…")
    ressources = Texte("ressources", help_text="Lien vers l’offre, le site du porteur de projet…")
