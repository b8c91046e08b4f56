"""Searching for a structure, a person or a territoire from a form (htmx options)."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories import MembreFactory, MissionFactory, PersonneFactory, StructureFactory, TerritoireFactory


@pytest.fixture
def choisir(troupe, connecte):
    client = connecte(troupe.agent)

    def _choisir(genre, **demande):
        reponse = client.get(reverse("reseau:choisir", args=[genre]), demande)
        assert reponse.status_code == 200
        return reponse.content.decode()

    return _choisir


def test_it_works(troupe, choisir):
    StructureFactory(mission=troupe.mission, nom="Comune di Castelfiorano", commune="Castelfiorano", pays="IT")
    page = choisir("structures", champ="structures", structures_q="CASTEL", id="id_structures", multiple="1")
    assert "Comune di Castelfiorano" in page
    assert "Castelfiorano · Italie" in page
    assert "GAL Terres d’Aubrives" not in page
    assert 'type="checkbox"' in page


def test_people_say_their_function_and_structure(choisir):
    page = choisir("personnes", q="fontaine", multiple="0")
    assert "Béa Fontaine" in page
    assert "Agent de développement · GAL Terres d’Aubrives" in page
    assert 'type="radio"' in page


def test_only_where_one_writes(troupe, choisir):
    """Choosing prepares a change: a mission where one only reads is left out."""
    lue = MembreFactory(utilisateur=troupe.agent, mission=MissionFactory(), role="responsable").mission
    StructureFactory(mission=lue, nom="Structure lue")
    StructureFactory(nom="Structure d’ailleurs")
    page = choisir("structures", q="structure")
    assert "Structure lue" not in page
    assert "Structure d’ailleurs" not in page


def test_one_mission_at_a_time(troupe, choisir):
    seconde = MembreFactory(utilisateur=troupe.agent, mission=MissionFactory()).mission
    StructureFactory(mission=seconde, nom="Structure seconde")
    assert "Structure seconde" in choisir("structures")
    assert "Structure seconde" not in choisir("structures", mission=troupe.mission.pk)
    assert "GAL Terres d’Aubrives" not in choisir("structures", mission=seconde.pk)
    for forge in ("x", "9" * 30, "-1"):
        choisir("structures", mission=forge)


@pytest.mark.parametrize("genre", ["structures", "personnes", "territoires"])
def test_hostile_text_is_text(troupe, choisir, genre):
    mechant = "<script>alert(1)</script>"
    StructureFactory(mission=troupe.mission, nom=mechant, commune=mechant)
    PersonneFactory(mission=troupe.mission, nom=mechant, fonction=mechant)
    TerritoireFactory(mission=troupe.mission, nom=mechant)
    assert "<script>alert" not in choisir(genre, q="script", champ=mechant, id=mechant)


def test_an_unknown_kind(troupe, connecte):
    assert connecte(troupe.agent).get("/reseau/choisir/appuis/").status_code == 404


def test_queries_do_not_grow(troupe, connecte):
    client, adresse = connecte(troupe.agent), reverse("reseau:choisir", args=["personnes"])

    def compter():
        with CaptureQueriesContext(connection) as requetes:
            client.get(adresse, {"q": "lucie"})
        return len(requetes)

    PersonneFactory.create_batch(3, mission=troupe.mission, structure=troupe.structure)
    petit = compter()
    PersonneFactory.create_batch(15, mission=troupe.mission, structure=StructureFactory(mission=troupe.mission))
    assert compter() == petit <= 6
