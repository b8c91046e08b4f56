"""Filters of the registre of prises de contact."""

from django.db.models import Exists, OuterRef, Q, Value
from django.db.models.functions import Coalesce, Concat, NullIf, Trim

from appuis.filtres.appuis import reunir
from appuis.models import Projet
from appuis.models.etapes import Canal
from comptes.models import Utilisateur
from coopappui.tableau.filtres import Case, Choix, FiltresTableau, Jour, Plusieurs, Recherche
from coopappui.texte import numero
from missions.models import Mission
from outils.models import PriseDeContact
from outils.models.prise_de_contact import Interet

EN_ATTENTE, A_RELANCER, FAITE = "en-attente", "a-relancer", "faite"


class FiltresPrisesDeContact(FiltresTableau):
    q = Recherche("Nom, organisme, informations…")
    projet = Choix(label="Projet")
    suite = Choix(
        label="Suite à donner",
        choices=[(EN_ATTENTE, "En attente"), (A_RELANCER, "À relancer, en retard"), (FAITE, "Faite")],
        method="filtrer_suite",
    )
    mes = Case(label="Mes contacts", method="filtrer_mes")
    reponses = Case(label="Réponses à une offre", method="filtrer_reponses")
    interet = Plusieurs(label="Contact intéressant", choices=Interet.choices)
    pris_par = Choix(label="Qui a pris contact")
    canal = Choix(label="Prise de contact par", choices=Canal.choices)
    du = Jour(label="Contact depuis le", field_name="le", lookup_expr="gte")
    au = Jour(label="Contact jusqu’au", field_name="le", lookup_expr="lte")

    premiers = ("q", "projet", "suite", "interet")
    periodes = (("du", "au"),)

    def filtrer_suite(self, queryset, nom, valeur):
        queryset = queryset.avec_suite()
        if valeur == FAITE:
            return queryset.exclude(suite="").filter(suite_faite_le__isnull=False)
        return queryset.a_relancer() if valeur == A_RELANCER else queryset.en_attente()

    def filtrer_mes(self, queryset, nom, valeur):
        return queryset.filter(pris_par=self.utilisateur)

    def filtrer_reponses(self, queryset, nom, valeur):
        return queryset.filter(offre__isnull=False)

    def options(self):
        """The projects and the officers that the rows name, in one query; and the project asked, even without row."""
        missions = Mission.objects.visibles_par(self.utilisateur).values("pk")
        siennes = PriseDeContact.objects.filter(mission__in=missions)
        projets = Projet.objects.filter(
            Exists(siennes.filter(projet=OuterRef("pk"))) | Q(pk=numero(self.data.get("projet"))), mission__in=missions
        )
        comptes = Utilisateur.objects.filter(Exists(siennes.filter(pris_par=OuterRef("pk"))))
        nom = Coalesce(NullIf(Trim(Concat("first_name", Value(" "), "last_name")), Value("")), "email")
        return reunir(("projet", projets, "pk", "nom"), ("pris_par", comptes, "pk", nom))
