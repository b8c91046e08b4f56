"""Filters of the requests for an appui: those to deal with first."""

from appuis.models import DemandeDAppui
from comptes.models import Utilisateur
from coopappui.tableau.filtres import TOUTES, Choix, FiltresTableau
from missions.appartenances import appartenances
from missions.models import Membre


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

    d_office = {"etat": DemandeDAppui.Etat.A_QUALIFIER}

    def filtrer_etat(self, queryset, nom, valeur):
        return queryset if valeur == TOUTES else queryset.filter(etat=valeur)

    def options(self):
        siennes = DemandeDAppui.objects.visibles_par(self.utilisateur)
        missions = [a.mission for a in appartenances(self.utilisateur) if a.role == Membre.Role.CHARGE]
        officiers = Utilisateur.objects.filter(pk__in=siennes.values("confiee_a"))
        return [
            *(("confiee_a", str(officier.pk), str(officier)) for officier in officiers),
            *(("mission", str(mission.pk), mission.nom) for mission in missions),
        ]

    def champs_utiles(self):
        """A list with one value only is no filter."""
        vides = {nom for nom, minimum in (("confiee_a", 1), ("mission", 2)) if len(self.choix.get(nom, [])) < minimum}
        return [champ for champ in self.form if champ.name not in vides]
