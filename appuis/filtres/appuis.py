"""Filters of the tableau de suivi des appuis."""

from django.db.models import CharField, Exists, OuterRef, Value
from django.db.models.functions import Cast, Coalesce, Concat, NullIf, Trim
from django_countries import countries

from appuis.models import Appui, Etape, Projet
from appuis.models.etapes import StadeAppui
from comptes.models import Utilisateur
from coopappui.tableau.filtres import Case, Choix, FiltresTableau, Jour, Plusieurs, Recherche
from missions.appartenances import appartenances
from missions.models import Mission, Structure

# What is asked of a structure: together, of the same one.
_CRITERES = {"structure": "", "type": "type", "territoire": "territoire", "pays": "pays"}


class FiltresAppuis(FiltresTableau):
    q = Recherche("Structure, personne, projet, sujet…")
    mes = Case(label="Mes appuis", method="filtrer_mes")
    a_relancer = Case(label="À relancer", method="filtrer_a_relancer")
    etat = Plusieurs(label="État", choices=Appui.Etat.choices)
    etape = Plusieurs(label="Étape", choices=[(e.value, f"{e.numero} · {e.court}") for e in Etape])
    stade = Choix(label="Stade concerné", choices=StadeAppui.choices)
    structure = Choix(label="Structure", method="filtrer_ensemble")
    type = Choix(label="Type de structure", method="filtrer_ensemble")
    territoire = Choix(label="Territoire", method="filtrer_ensemble")
    pays = Choix(label="Pays", method="filtrer_ensemble")
    projet = Choix(label="Projet")
    charge = Choix(label="Chargé d’appui", method="filtrer_charge")
    origine = Choix(label="Origine", choices=Appui.Origine.choices)
    forme = Choix(label="Forme", choices=Appui.Forme.choices)
    echange_du = Jour(label="Dernier échange depuis le", field_name="dernier_echange", lookup_expr="gte")
    echange_au = Jour(label="Dernier échange jusqu’au", field_name="dernier_echange", lookup_expr="lte")
    ouvert_du = Jour(label="Premier contact depuis le", field_name="ouvert_le", lookup_expr="gte")
    ouvert_au = Jour(label="Premier contact jusqu’au", field_name="ouvert_le", lookup_expr="lte")

    premiers = ("q", "mes", "a_relancer", "etat")
    periodes = (("echange_du", "echange_au"), ("ouvert_du", "ouvert_au"))

    def filter_queryset(self, queryset):
        queryset = super().filter_queryset(queryset.avec_dernier_echange())
        valeurs = {nom: valeur for nom in _CRITERES if (valeur := self.form.cleaned_data.get(nom))}
        if not valeurs:
            return queryset
        lien = Appui.structures.through.objects
        criteres = {"__".join(filter(None, ["structure", _CRITERES[nom]])): v for nom, v in valeurs.items()}
        return queryset.filter(pk__in=lien.filter(**criteres).values("appui"))

    def filtrer_ensemble(self, queryset, nom, valeur):
        return queryset

    def filtrer_mes(self, queryset, nom, valeur):
        return queryset.portes_par(self.utilisateur)

    def filtrer_a_relancer(self, queryset, nom, valeur):
        missions = {a.mission_id: a.mission for a in appartenances(self.utilisateur)}.values()
        a_relancer = Appui.objects.visibles_par(self.utilisateur).a_relancer(missions=missions)
        return queryset.filter(pk__in=a_relancer.order_by().values("pk"))

    def filtrer_charge(self, queryset, nom, valeur):
        return queryset.portes_par(Utilisateur(pk=valeur))

    # --- lists of values ----------------------------------------------------------------------

    def options(self):
        """What the appuis of the user's missions hold, in one query."""
        missions = Mission.objects.visibles_par(self.utilisateur).values("pk")
        structures = Structure.objects.filter(
            Exists(Appui.structures.through.objects.filter(structure=OuterRef("pk"))), mission__in=missions
        )
        projets = Projet.objects.filter(Exists(Appui.objects.filter(projet=OuterRef("pk"))), mission__in=missions)
        charges = Utilisateur.objects.filter(
            Exists(Appui.objects.filter(charge=OuterRef("pk"), mission__in=missions))
            | Exists(Appui.co_charges.through.objects.filter(utilisateur=OuterRef("pk"), appui__mission__in=missions))
        )
        nom = Coalesce(NullIf(Trim(Concat("first_name", Value(" "), "last_name")), Value("")), "email")
        return reunir(
            ("structure", structures, "pk", "nom"),
            ("type", structures.exclude(type=None), "type", "type__libelle"),
            ("territoire", structures.exclude(territoire=None), "territoire", "territoire__nom"),
            ("pays", structures, "pays", "pays"),
            ("projet", projets, "pk", "nom"),
            ("charge", charges, "pk", nom),
        )

    def nommer(self, nom, libelle):
        return countries.name(libelle) if nom == "pays" else libelle


def reunir(*listes):
    """(name, queryset, value, label) of several lists, read in one query without repetition."""
    requetes = [
        queryset.order_by().values_list(Value(nom), Cast(valeur, CharField()), Cast(libelle, CharField()))
        for nom, queryset, valeur, libelle in listes
    ]
    return requetes[0].union(*requetes[1:])
