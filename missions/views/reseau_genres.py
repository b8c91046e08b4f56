"""The three kinds of cards of the réseau, and what each needs to be listed, shown and edited by the same views."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Count, F
from django.urls import reverse

from missions.forms import reseau, reseau_filtres
from missions.models import Personne, Structure, Territoire


@dataclass(frozen=True)
class Genre:
    """`nom`: plural, in the addresses; `un`: singular, in the URL names; `le`, `ce`, `e`: how French speaks of one.

    `lire(queryset)`: loads what the list shows; `tris`: {name in the address: fields to order by}; the first is the
    usual one.
    """

    nom: str
    un: str
    le: str
    ce: str
    nouveau: str
    e: str
    modele: type
    form: type
    filtres: type
    lire: Callable
    tris: dict

    def __str__(self):
        return self.nom

    @property
    def titre(self):
        return self.nom.capitalize()

    @property
    def liste(self):
        """URL of the list."""
        return reverse(f"reseau:{self.nom}")

    @property
    def creation(self):
        """URL of the page that adds one."""
        return reverse(f"reseau:{self.nom_d_adresse('nouveau')}")

    @property
    def adresses(self):
        """URL names by action, for templates."""
        return {action: f"reseau:{self.nom_d_adresse(action)}" for action in ("modifier", "historique", "supprimer")}

    def nom_d_adresse(self, action):
        """« structure_modifier »; « nouveau » agrees: « structure_nouvelle »."""
        return f"{self.un}_{self.nouveau.split()[0].lower() if action == 'nouveau' else action}"

    def ordonner(self, queryset, demande):
        """Sorted as asked, empty values last; an unknown order is the usual one."""
        champs = self.tris.get(demande.removeprefix("-"))
        if not champs:
            demande, champs = "", next(iter(self.tris.values()))
        if demande.startswith("-"):
            return queryset.order_by(*(F(champ).desc(nulls_last=True) for champ in champs), "-pk")
        return queryset.order_by(*(F(champ).asc(nulls_last=True) for champ in champs), "pk")


STRUCTURES = Genre(
    nom="structures",
    un="structure",
    le="la structure",
    ce="cette structure",
    nouveau="Nouvelle structure",
    e="e",
    modele=Structure,
    form=reseau.StructureForm,
    filtres=reseau_filtres.FiltresStructures,
    lire=lambda structures: structures.select_related("type", "territoire", "mission").avec_nombre_d_appuis(),
    tris={
        "nom": ("recherche",),
        "type": ("type__ordre", "type__libelle", "recherche"),
        "territoire": ("territoire__recherche", "recherche"),
        "priorite": ("priorite", "recherche"),
    },
)
PERSONNES = Genre(
    nom="personnes",
    un="personne",
    le="la personne",
    ce="cette personne",
    nouveau="Nouvelle personne",
    e="e",
    modele=Personne,
    form=reseau.PersonneForm,
    filtres=reseau_filtres.FiltresPersonnes,
    lire=lambda personnes: personnes.select_related("structure", "mission").avec_nombre_d_appuis(),
    tris={"nom": ("recherche",), "structure": ("structure__recherche", "recherche")},
)
TERRITOIRES = Genre(
    nom="territoires",
    un="territoire",
    le="le territoire",
    ce="ce territoire",
    nouveau="Nouveau territoire",
    e="",
    modele=Territoire,
    form=reseau.TerritoireForm,
    filtres=reseau_filtres.FiltresTerritoires,
    lire=lambda territoires: territoires.select_related("mission").annotate(nombre_de_structures=Count("structures")),
    tris={"nom": ("recherche",), "pays": ("pays", "recherche")},
)
GENRES = {genre.nom: genre for genre in (STRUCTURES, PERSONNES, TERRITOIRES)}


class ConvertisseurGenre:
    """`<genre:genre>` in an address: one of GENRES."""

    regex = "|".join(GENRES)

    def to_python(self, valeur):
        return GENRES[valeur]

    def to_url(self, genre):
        return str(genre)
