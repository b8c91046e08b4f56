"""Filters of the requests for an appui: those to deal with first."""

from appuis.models import DemandeDAppui
from comptes.models import Utilisateur
from coopappui.tableau.filtres import Choix, FiltresTableau
from missions.models import Mission

TOUTES = "toutes"


class FiltresDemandes(FiltresTableau):
    q = None
    etat = Choix(
        label="État",
        choices=[*DemandeDAppui.Etat.choices, (TOUTES, "Toutes")],
        empty_label=None,
        method="filtrer_etat",
    )
    confiee_a = Choix(label="Confiée à")
    mission = Choix(label="Mission")

    premiers = ("etat", "confiee_a", "mission")

    def __init__(self, data, queryset, utilisateur):
        donnees = data.copy()
        donnees.setdefault("etat", DemandeDAppui.Etat.A_QUALIFIER)
        super().__init__(donnees, queryset, utilisateur)

    def filtrer_etat(self, queryset, nom, valeur):
        return queryset if valeur == TOUTES else queryset.filter(etat=valeur)

    def options(self):
        missions = Mission.objects.avec_charge(self.utilisateur)
        membres = missions.values("membres__pk")
        officiers = Utilisateur.objects.filter(appartenances__in=membres, appartenances__role="charge").distinct()
        return [
            *(("confiee_a", str(officier.pk), str(officier)) for officier in officiers),
            *(("mission", str(mission.pk), mission.nom) for mission in missions),
        ]
