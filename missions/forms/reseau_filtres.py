"""Filters of the lists of the réseau."""

from django_countries import countries

from coopappui.tableau.filtres import Case, Choix, FiltresTableau
from missions.models import Langue, Personne, Structure, Territoire, TypeStructure


class _Filtres(FiltresTableau):
    def options(self):
        """What the cards that the user sees hold; each list in one query."""
        for nom, lignes in self.listes().items():
            yield from ((nom, str(valeur), libelle) for valeur, libelle in lignes)

    def listes(self):
        return {}

    def nommer(self, nom, libelle):
        return str(countries.name(libelle)) if nom == "pays" else libelle

    def _vus(self, modele):
        return modele.objects.visibles_par(self.utilisateur).order_by()


class FiltresStructures(_Filtres):
    type = Choix(label="Type")
    territoire = Choix(label="Territoire")
    pays = Choix(label="Pays")
    langue = Choix(label="Langue parlée", field_name="langues")
    priorite = Choix(label="Priorité", choices=Structure.Priorite.choices)

    def listes(self):
        structures = self._vus(Structure)
        utiles = structures.values("pk")
        return {
            "type": TypeStructure.objects.filter(structures__in=utiles).distinct().values_list("pk", "libelle"),
            "territoire": self._vus(Territoire).filter(structures__isnull=False).distinct().values_list("pk", "nom"),
            "pays": structures.distinct().values_list("pays", "pays"),
            "langue": Langue.objects.filter(structures__in=utiles).distinct().values_list("pk", "libelle"),
        }


class FiltresPersonnes(_Filtres):
    type = Choix(label="Type de structure", field_name="structure__type")
    pays = Choix(label="Pays", field_name="structure__pays")
    contact = Case(label="Contact coopération", field_name="contact_cooperation")
    temoigne = Case(label="Accepte de témoigner", method="filtrer_temoigne")

    def listes(self):
        structures = self._vus(Structure).filter(personnes__isnull=False)
        types = TypeStructure.objects.filter(structures__in=structures.values("pk"))
        return {
            "type": types.distinct().values_list("pk", "libelle"),
            "pays": structures.distinct().values_list("pays", "pays"),
        }

    def filtrer_temoigne(self, queryset, nom, valeur):
        return queryset.filter(temoignage=Personne.Temoignage.OUI) if valeur else queryset


class FiltresTerritoires(_Filtres):
    pays = Choix(label="Pays")

    def listes(self):
        return {"pays": self._vus(Territoire).distinct().values_list("pays", "pays")}
