"""Filters of the tableau de suivi des actions de coopération."""

from django.db.models import Exists, OuterRef, Q
from django_countries import countries

from appuis.filtres.appuis import reunir
from appuis.models import Financement, Partenariat, Projet, Stade
from coopappui.tableau.filtres import Choix, FiltresTableau, Jour, Nombre, Plusieurs, Recherche
from missions.models import Mission, Structure


class FiltresProjets(FiltresTableau):
    q = Recherche("Projet, partenaire, chef de file…")
    stade = Plusieurs(label="État d’avancement", choices=[(s.value, f"{s.numero} · {s.label}") for s in Stade])
    type = Choix(label="Type de coopération")
    structure = Choix(label="Structure partenaire ou chef de file", method="filtrer_structure")
    chef = Choix(label="Chef de file", field_name="chef_de_file")
    pays = Choix(label="Pays des partenaires", method="filtrer_pays")
    financement = Choix(label="Type de financement", method="filtrer_financement")
    du = Jour(label="Calendrier à partir du", method="filtrer_du")
    au = Jour(label="Calendrier jusqu’au", method="filtrer_au")
    cout_min = Nombre(label="Coût minimum (€)", field_name="cout_total", lookup_expr="gte")
    cout_max = Nombre(label="Coût maximum (€)", field_name="cout_total", lookup_expr="lte")

    premiers = ("q", "stade")
    periodes = (("du", "au"), ("cout_min", "cout_max"))

    def filtrer_structure(self, queryset, nom, valeur):
        partenaire = Partenariat.objects.filter(structure=valeur).values("projet")
        return queryset.filter(Q(chef_de_file=valeur) | Q(pk__in=partenaire))

    def filtrer_pays(self, queryset, nom, valeur):
        partenaire = Partenariat.objects.filter(structure__pays=valeur).values("projet")
        return queryset.filter(Q(chef_de_file__pays=valeur) | Q(pk__in=partenaire))

    def filtrer_financement(self, queryset, nom, valeur):
        return queryset.filter(pk__in=Financement.objects.filter(type=valeur).values("projet"))

    def filtrer_du(self, queryset, nom, valeur):
        """Projects not over by that day; those without an end go on."""
        return queryset.filter(Q(date_fin__gte=valeur) | Q(date_fin=None, date_debut__isnull=False))

    def filtrer_au(self, queryset, nom, valeur):
        return queryset.filter(date_debut__lte=valeur)

    def options(self):
        """What the projects of the user's missions hold, in one query."""
        missions = Mission.objects.visibles_par(self.utilisateur).values("pk")
        projets = Projet.objects.filter(mission__in=missions)
        chefs = Structure.objects.filter(Exists(projets.filter(chef_de_file=OuterRef("pk"))))
        partenaires = Structure.objects.filter(
            Exists(Partenariat.objects.filter(structure=OuterRef("pk"))), mission__in=missions
        )
        financements = Financement.objects.filter(projet__in=projets)
        return reunir(
            ("type", projets.exclude(type=None), "type", "type__libelle"),
            ("chef", chefs, "pk", "nom"),
            ("structure", chefs, "pk", "nom"),
            ("structure", partenaires, "pk", "nom"),
            ("pays", chefs, "pays", "pays"),
            ("pays", partenaires, "pays", "pays"),
            ("financement", financements, "type", "type__libelle"),
        )

    def nommer(self, nom, libelle):
        return countries.name(libelle) if nom == "pays" else libelle
