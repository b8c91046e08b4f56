"""Names typed differently, and cards that look like the same."""

import pytest

from missions.models import Personne, Structure, Territoire
from missions.models.doublons import cle, paires
from tests.factories import MissionFactory, PersonneFactory, StructureFactory, TerritoireFactory


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("C.C. du Haut-Vernay", "Communauté de communes du Haut Vernay"),
        ("GAL Terres d’Aubrives", "gal terres d'aubrives"),
        ("PNR du Vernay", "Parc naturel régional du Vernay"),
        ("St-Cœur", "Saint Coeur"),
        ("L’Oustal", "OUSTAL"),
    ],
)
def test_the_same_name(a, b):
    assert cle(a) == cle(b)


@pytest.mark.parametrize(
    ("a", "b"),
    [("Commune d’Aubrives", "Commune de Vernay"), ("La", "Le"), ("!!!", "???"), ("Pays 1", "Pays 2")],
)
def test_other_names(a, b):
    assert cle(a) != cle(b)


def noms(objets):
    return [(paire.a.pk, paire.b.pk, paire.raisons) for paire in paires(objets)]


def test_structures_that_look_the_same(troupe):
    mission = troupe.mission
    vernay = StructureFactory(mission=mission, nom="C.C. du Haut-Vernay", sigle="CCHV", courriel="cc@example.org")
    memes = [
        StructureFactory(mission=mission, nom="Communauté de communes Haut Vernay", courriel="CC@example.org"),
        StructureFactory(mission=mission, nom="cchv"),
    ]
    assert noms(Structure.objects.all()) == [
        (vernay.pk, memes[0].pk, ["même nom", "même courriel"]),
        (vernay.pk, memes[1].pk, ["même sigle"]),
    ]


def test_namesakes_are_left_alone(troupe):
    mission = troupe.mission
    StructureFactory(mission=mission, nom="Commune de Saint-Martin", commune="Saint-Martin-le-Haut")
    StructureFactory(mission=mission, nom="Commune de Saint-Martin", commune="Saint-Martin-du-Lac")
    StructureFactory(mission=mission, nom="Commune de Saint-Martin", pays="IT")
    StructureFactory(mission=MissionFactory(), nom="GAL Terres d’Aubrives")
    assert noms(Structure.objects.all()) == []


def test_people_that_look_the_same(troupe):
    mission = troupe.mission
    ana = PersonneFactory(mission=mission, prenom="Ana", nom="Popescu", courriel="ana@example.org")
    inverse = PersonneFactory(mission=mission, prenom="POPESCU", nom="Ana", courriel="")
    epouse = PersonneFactory(mission=mission, prenom="Ana", nom="Ionescu", courriel="ANA@example.org")
    assert noms(Personne.objects.all()) == [
        (ana.pk, inverse.pk, ["même nom"]),
        (ana.pk, epouse.pk, ["même courriel"]),
    ]


def test_two_people_of_the_same_name_elsewhere_are_left_alone(troupe):
    for courriel in ("ana@example.org", "ana@example.net"):
        PersonneFactory(
            mission=troupe.mission,
            prenom="Ana",
            nom="Popescu",
            courriel=courriel,
            structure=StructureFactory(mission=troupe.mission),
        )
    assert noms(Personne.objects.all()) == []


def test_three_alike_make_two_pairs(troupe):
    a, b, c = (TerritoireFactory(mission=troupe.mission, nom=nom) for nom in ("Vernay", "Le Vernay", "VERNAY"))
    assert noms(Territoire.objects.all()) == [(a.pk, b.pk, ["même nom"]), (a.pk, c.pk, ["même nom"])]
