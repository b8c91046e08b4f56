"""Creating a structure or a person from within another form (an appui, a quick log)."""

import pytest
from django.template.loader import render_to_string

from missions.forms.reseau_a_la_volee import NouvellePersonne, NouvelleStructure
from missions.models import Personne, Structure
from tests.factories import PersonneFactory, StructureFactory


def structure(**saisie):
    return NouvelleStructure({f"structure-{nom}": valeur for nom, valeur in {"pays": "FR", **saisie}.items()})


def personne(**saisie):
    return NouvellePersonne({f"personne-{nom}": valeur for nom, valeur in saisie.items()})


def test_it_works(troupe):
    form = structure(nom="Communauté de communes du Vernay", commune="Aubrives")
    assert form.is_valid(), form.errors
    creee = form.creer(troupe.mission, troupe.agent)
    assert (creee.mission, creee.nom, creee.commune, creee.pays.code) == (
        troupe.mission,
        "Communauté de communes du Vernay",
        "Aubrives",
        "FR",
    )
    assert creee.history.get().history_user == troupe.agent
    assert not form.reprise

    form = personne(prenom="Ana", nom="Popescu", fonction="Animatrice", telephone="0471000000")
    assert form.is_valid(), form.errors
    ana = form.creer(troupe.mission, troupe.agent, structure=creee)
    assert (str(ana), ana.structure, ana.telephone) == ("Ana Popescu", creee, "04 71 00 00 00")


@pytest.mark.parametrize("form", [structure(), structure(nom="  "), NouvelleStructure(None), NouvellePersonne({})])
def test_nothing_typed_creates_nothing(troupe, form):
    assert not form.is_bound or form.is_valid()
    assert form.creer(troupe.mission, troupe.agent) is None
    assert Structure.objects.count() == 1
    assert not form.ouvert


@pytest.mark.parametrize("saisie", ["gal terres d'aubrives", "G.A.L. Terres Aubrives", "GAL  TERRES D’AUBRIVES"])
def test_a_known_name_is_reused(troupe, saisie):
    form = structure(nom=saisie)
    assert form.is_valid()
    assert form.creer(troupe.mission, troupe.agent) == troupe.structure
    assert form.reprise
    assert Structure.objects.count() == 1


def test_the_same_name_elsewhere_is_another_structure(troupe):
    StructureFactory(mission=troupe.mission, nom="Commune de Saint-Martin", commune="Saint-Martin-le-Haut")
    ailleurs = structure(nom="Commune de Saint-Martin", commune="Saint-Martin-du-Lac")
    assert ailleurs.is_valid()
    assert ailleurs.creer(troupe.mission, troupe.agent).commune == "Saint-Martin-du-Lac"
    italienne = structure(nom="Commune de Saint-Martin", pays="IT")
    assert italienne.is_valid()
    assert italienne.creer(troupe.mission, troupe.agent).pays == "IT"
    assert not italienne.reprise


def test_the_same_name_in_another_mission_is_another_structure(troupe):
    StructureFactory(nom="Parc du Vernay")
    form = structure(nom="Parc du Vernay")
    assert form.is_valid()
    assert form.creer(troupe.mission, troupe.agent).mission == troupe.mission


def test_a_known_person_is_reused_a_namesake_is_not(troupe):
    connue = PersonneFactory(
        mission=troupe.mission, prenom="Ana", nom="Popescu", courriel="ana@example.org", structure=troupe.structure
    )
    meme = personne(prenom="ANA", nom="Popescu", courriel="Ana@example.org")
    assert meme.is_valid()
    assert meme.creer(troupe.mission, troupe.agent) == connue

    autre_courriel = personne(prenom="Ana", nom="Popescu", courriel="a.popescu@example.net")
    assert autre_courriel.is_valid()
    homonyme = autre_courriel.creer(troupe.mission, troupe.agent)
    assert homonyme != connue
    homonyme.delete()

    ailleurs = personne(prenom="Ana", nom="Popescu")
    assert ailleurs.is_valid()
    assert ailleurs.creer(troupe.mission, troupe.agent, structure=StructureFactory(mission=troupe.mission)) != connue
    assert Personne.objects.filter(nom="Popescu").count() == 2


def test_a_reused_one_is_completed_never_overwritten(troupe):
    PersonneFactory(mission=troupe.mission, prenom="Ana", nom="Popescu", fonction="", courriel="ana@example.org")
    form = personne(prenom="Ana", nom="Popescu", fonction="Maire", telephone="+40 21 123 45 67")
    assert form.is_valid()
    ana = form.creer(troupe.mission, troupe.agent, structure=troupe.structure)
    ana.refresh_from_db()
    assert (ana.fonction, ana.telephone, ana.courriel, ana.structure) == (
        "Maire",
        "+40 21 123 45 67",
        "ana@example.org",
        troupe.structure,
    )


def test_an_incomplete_entry_is_refused_and_stays_open(troupe):
    form = structure(commune="Aubrives")
    assert not form.is_valid()
    assert form.errors == {"nom": ["Ce champ est obligatoire."]}
    page = render_to_string("reseau/_nouvelle_structure.html", {"form": form})
    assert '<details class="a-la-volee" open>' in page
    assert 'value="Aubrives"' in page
    assert "Ce champ est obligatoire." in page


def test_folded_away_until_something_is_typed(db):
    page = render_to_string("reseau/_nouvelle_personne.html", {"form": NouvellePersonne()})
    assert '<details class="a-la-volee">' in page
    assert "required" not in page


def test_the_search_button_of_the_page_loses_nothing(troupe):
    form = NouvelleStructure({"structure-nom": "Parc du Vernay", "_chercher": "structures"})
    assert not form.is_valid()
    assert not form.errors
    assert form.ouvert
    assert form["nom"].value() == "Parc du Vernay"


def test_a_bad_phone_or_mail_is_said_in_french(troupe):
    form = personne(nom="Popescu", courriel="ana@", telephone="demain")
    assert not form.is_valid()
    assert form.errors["telephone"] == ["Écrivez un numéro de téléphone, par exemple 04 71 00 00 00."]
    assert "courriel" in form.errors
