"""Filters of the two répertoires: people who testify, projects."""

from django.db.models import Q
from django.utils import timezone
from django_countries import countries

from appuis.filtres.appuis import reunir
from appuis.filtres.projets import FiltresProjets
from appuis.models import Projet, Stade
from coopappui.tableau.filtres import TOUTES, Choix, FiltresTableau, Recherche
from coopappui.texte import mots_cherches, plier
from missions.models import Langue, Mission

ETATS_DU_TEMOIN = [
    ("oui", "Accepte de témoigner"),
    ("a-redemander", "Accord à redemander"),
    ("a-demander", "À demander"),
    ("non", "Ne souhaite pas témoigner"),
]
ETATS_DU_PROJET = [("en-cours", "En cours"), ("acheve", "Achevé"), ("abandonne", "Abandonné")]


class _RechercheDeTemoin(Recherche):
    """The person, their structure, or what they may talk about."""

    def filter(self, queryset, valeur):
        for mot in mots_cherches(valeur or ""):
            queryset = queryset.filter(
                Q(recherche__contains=mot)
                | Q(structure__recherche__contains=mot)
                | Q(demande_de_temoigner__recherche__contains=mot)
            )
        return queryset


class FiltresTemoins(FiltresTableau):
    q = _RechercheDeTemoin("Nom, structure, sujet…")
    etat = Choix(
        label="Réponse",
        choices=[*ETATS_DU_TEMOIN, (TOUTES, "Toutes")],
        empty_label=None,
        method="filtrer_etat",
    )
    langue = Choix(label="Langue", field_name="demande_de_temoigner__langues", empty_label="Toutes")

    premiers = ("q", "etat")
    d_office = {"etat": "oui"}

    def filtrer_etat(self, queryset, nom, valeur):
        if valeur == TOUTES:
            return queryset
        depasse = Q(temoignage="oui", demande_de_temoigner__valable_jusqu_au__lt=timezone.localdate())
        if valeur == "oui":
            return queryset.temoignant()
        if valeur == "a-redemander":
            return queryset.filter(depasse)
        return queryset.filter(temoignage="" if valeur == "a-demander" else valeur)

    def options(self):
        return [("langue", str(pk), nom) for pk, nom in Langue.objects.proposees().values_list("pk", "libelle")]


class FiltresRepertoire(FiltresTableau):
    q = Recherche("Projet, thème, ce que l’on en a appris…")
    etat = Choix(label="Où il en est", choices=ETATS_DU_PROJET, method="filtrer_etat", empty_label="Tous")
    theme = Choix(label="Thème", method="filtrer_theme", empty_label="Tous")
    pays = Choix(label="Pays", method="filtrer_pays", empty_label="Tous")
    type = Choix(label="Type de coopération", empty_label="Tous")

    premiers = ("q", "etat", "theme")
    filtrer_pays = FiltresProjets.filtrer_pays

    def filtrer_etat(self, queryset, nom, valeur):
        if valeur == "abandonne":
            return queryset.exclude(abandonne_le=None)
        queryset = queryset.filter(abandonne_le=None)
        return queryset.filter(stade=Stade.CLOTURE) if valeur == "acheve" else queryset.exclude(stade=Stade.CLOTURE)

    def filtrer_theme(self, queryset, nom, valeur):
        return queryset.filter(recherche__contains=plier(valeur))

    def options(self):
        missions = Mission.objects.visibles_par(self.utilisateur).values("pk")
        projets = Projet.objects.filter(mission__in=missions)
        themes = {}
        for texte in projets.exclude(themes="").values_list("themes", flat=True):
            for theme in filter(None, (t.strip() for t in texte.split(","))):
                themes.setdefault(plier(theme), theme)
        return [
            *(("theme", theme, theme) for theme in themes.values()),
            *reunir(
                ("type", projets.exclude(type=None), "type", "type__libelle"),
                ("pays", projets.exclude(chef_de_file=None), "chef_de_file__pays", "chef_de_file__pays"),
                (
                    "pays",
                    projets.exclude(partenariats=None),
                    "partenariats__structure__pays",
                    "partenariats__structure__pays",
                ),
            ),
        ]

    def nommer(self, nom, libelle):
        return countries.name(libelle) if nom == "pays" else libelle
