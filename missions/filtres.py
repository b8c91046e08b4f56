"""Filters of the veille: what there is to sort, and its sources."""

from coopappui.tableau.filtres import TOUTES, Case, Choix, FiltresTableau
from missions.models import Information, Source
from missions.stades import StadeAppui


class FiltresInformations(FiltresTableau):
    etat = Choix(
        label="État",
        choices=[*Information.Etat.choices, (TOUTES, "Toutes")],
        empty_label=None,
        method="filtrer_etat",
    )
    source = Choix(label="Source")
    theme = Choix(label="Thème", field_name="themes")
    stade = Choix(label="Stade", choices=StadeAppui.choices)
    signalee = Case(label="Avec un mot-clé", method="filtrer_signalee")

    d_office = {"etat": Information.Etat.A_LIRE}

    def __init__(self, data, queryset, utilisateur, mission):
        self.mission = mission
        super().__init__(data, queryset, utilisateur)

    def filtrer_etat(self, queryset, nom, valeur):
        return queryset if valeur == TOUTES else queryset.filter(etat=valeur)

    def filtrer_signalee(self, queryset, nom, valeur):
        return queryset.filter(signalee=True) if valeur else queryset

    def options(self):
        yield from (("source", str(pk), nom) for pk, nom in self.mission.sources.values_list("pk", "nom"))
        themes = self.mission.themes_de_veille.filter(informations__isnull=False).distinct()
        yield from (("theme", str(pk), nom) for pk, nom in themes.values_list("pk", "nom"))


class FiltresSources(FiltresTableau):
    famille = Choix(label="Famille d’outils", choices=[c for c in Source.Famille.choices if c[0]])
    etat = Choix(label="État", choices=Source.Etat.choices)
