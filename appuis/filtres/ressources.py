"""Filters of the espace ressources: those of its readers, those of the members who keep it."""

from appuis.models import NatureBlocage, Ressource, Rubrique, StadeAppui
from coopappui.tableau.filtres import Case, Choix, FiltresTableau, Plusieurs, Recherche
from missions.models import Langue


class FiltresRessources(FiltresTableau):
    """For bénéficiaires and visitors: what is published."""

    q = Recherche("Titre, thème, mot du texte…")
    rubrique = Choix(label="Rubrique", choices=Rubrique.choices, empty_label="Toutes")
    genre = Choix(label="Genre", choices=Ressource.Genre.choices, empty_label="Tous")
    stade = Plusieurs(label="Étape de la coopération", choices=StadeAppui.choices, method="filtrer_stade")
    blocage = Plusieurs(label="Pour lever un blocage", choices=NatureBlocage.choices, method="filtrer_blocage")
    langue = Choix(label="Langue", field_name="langues", empty_label="Toutes")
    propre = Case(label="Productions de la mission seulement", field_name="production_propre")

    premiers = ("q", "rubrique", "genre")

    def filtrer_stade(self, queryset, nom, valeurs):
        return queryset.qui_servent("stades", valeurs) if valeurs else queryset

    def filtrer_blocage(self, queryset, nom, valeurs):
        return queryset.qui_servent("blocages", valeurs) if valeurs else queryset

    def options(self):
        utiles = Langue.objects.filter(ressources__isnull=False).distinct()
        return [("langue", str(pk), libelle) for pk, libelle in utiles.values_list("pk", "libelle")]

    @property
    def q_demande(self):
        return getattr(self.form, "cleaned_data", {}).get("q") or ""


class FiltresDesMembres(FiltresRessources):
    """For members: also what is proposed, to be checked again, archived."""

    audience = Choix(label="Qui peut la lire", choices=Ressource.Audience.choices, empty_label="Indifférent")
    etat = Choix(label="État", choices=Ressource.Etat.choices, empty_label="Publiées et proposées")
    a_revoir = Case(label="À revoir", method="filtrer_a_revoir")

    def filtrer_a_revoir(self, queryset, nom, valeur):
        return queryset.a_revoir() if valeur else queryset

    def filter_queryset(self, queryset):
        """What is archived is shown when it is asked for."""
        filtre = super().filter_queryset(queryset)
        if self.form.cleaned_data.get("etat"):
            return filtre
        return filtre.exclude(etat=Ressource.Etat.ARCHIVEE)
