"""Décrypter les pistes de coopération: one theme, and one column for each action imagined."""

from django.db import models

from appuis.models import StadeAppui
from coopappui.champs import Court, Texte
from coopappui.plan.blocs import Section, Tableau
from outils.models.base import Ligne, Outil


class DecrypterPiste(Outil):
    """Source: guide, p. 99 (Cap Rural)."""

    code = "decrypter-piste"
    stade = StadeAppui.ENVIE
    page = "99"
    pour = "Passer d’un thème à des actions concrètes, et dire ce qu’un partenaire y apporterait."
    quand = "Une fiche par thème de votre stratégie, dès que des idées de coopération apparaissent."
    paysage = True

    numero = models.PositiveSmallIntegerField("thème/piste n°", null=True, blank=True)
    sujet = Court("sujet", max_length=300)
    enjeu = Texte("enjeu pour le groupe/structure/territoire")
    objectifs = Texte("objectifs")

    plan = [
        Section(
            "Piste de coopération",
            "numero",
            "sujet",
            "enjeu",
            "objectifs",
            aide="En lien avec la stratégie du groupe, de la structure ou du territoire.",
        ),
        Tableau(
            "Actions en cours ou réalisées",
            "actions_en_lien",
            "sujet",
            "objectif",
            "informations",
            "contacts",
            nom="Action",
            ajout="Ajouter une action en cours ou réalisée",
            aide="Ce que vous faites déjà en lien avec le sujet.",
        ),
        Tableau(
            "Actions envisagées",
            "actions_envisagees",
            "action",
            "acteurs_au_sein",
            "acteurs_hors",
            "plus_value",
            "apports",
            "profil",
            "alerte",
            "porteurs_connus",
            "calendrier",
            "offre",
            "ressources",
            "remarques",
            nom="Action envisagée",
            ajout="Ajouter une action envisagée",
            aide="Les actions concrètes qui pourraient devenir un projet de coopération : une colonne chacune.",
            transpose=True,
            depart=[{}, {}],
            maximum=12,
        ),
    ]
    requis = {
        "sujet": "Donnez le sujet de la piste.",
        "enjeu": "Dites quel est l’enjeu pour le groupe, la structure ou le territoire.",
        "actions_envisagees": "Imaginez au moins une action.",
    }

    class Meta:
        verbose_name = "décryptage d’une piste de coopération"
        verbose_name_plural = "décryptages de pistes de coopération"

    def connu(self):
        if projet := self.le_projet:
            yield "sujet", projet.nom, "du projet"
            yield "enjeu", projet.objet, "du projet"


class ActionEnLien(Ligne):
    outil = models.ForeignKey(DecrypterPiste, models.CASCADE, related_name="actions_en_lien")
    sujet = Court("sujet", max_length=300)
    objectif = Texte("objectif")
    informations = Texte("informations", help_text="Informations complémentaires.")
    contacts = Texte("contacts")


class ActionEnvisagee(Ligne):
    outil = models.ForeignKey(DecrypterPiste, models.CASCADE, related_name="actions_envisagees")
    action = Court("action envisagée", max_length=300)
    acteurs_au_sein = Texte(
        "acteurs locaux / personnes ressources au sein du groupe/structure/territoire",
        help_text="Qui peut aider sur place : financement, thème, autre.",
    )
    acteurs_hors = Texte("acteurs locaux / personnes ressources hors groupe/structure/territoire")
    plus_value = Texte("plus-value de la coopération", help_text="Ce que vous n’obtiendriez pas seuls.")
    apports = Texte("apports attendus d’un partenaire")
    profil = Texte("profil du partenaire souhaité", help_text="Type de territoire, forme juridique, langue…")
    alerte = Texte("alerte sur ce qui n’est pas souhaité", help_text="De la part d’un partenaire.")
    porteurs_connus = Texte("porteurs de projets connus")
    calendrier = Texte("durée et calendrier prévisionnel", help_text="Avec les échéances.")
    offre = Texte("offre de coopération en lien", help_text="Une offre déjà publiée sur le même sujet, son adresse.")
    ressources = Texte("ressources")
    remarques = Texte("remarques/mémo")
