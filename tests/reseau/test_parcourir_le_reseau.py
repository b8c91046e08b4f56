"""The lists of the réseau: searching, filtering, sorting, paging."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from missions.models import Langue, Membre
from tests.factories import (
    AppuiFactory,
    MembreFactory,
    MissionFactory,
    PersonneFactory,
    StructureFactory,
    TerritoireFactory,
    TypeStructureFactory,
)

LISTES = ["structures", "personnes", "territoires"]


def noms(reponse):
    return [str(fiche) for fiche in reponse.context["page"].object_list]


@pytest.fixture
def chercher(troupe, connecte):
    """`chercher("structures", q="…")`: the names shown to Agathe."""
    client = connecte(troupe.agent)

    def _chercher(liste, **demande):
        reponse = client.get(reverse(f"reseau:{liste}"), demande)
        assert reponse.status_code == 200
        return noms(reponse)

    return _chercher


@pytest.fixture
def italienne(troupe):
    return StructureFactory(
        mission=troupe.mission,
        nom="Unione Montana Fiorana",
        pays="IT",
        commune="Castelfiorano",
        priorite=1,
        type=TypeStructureFactory(libelle="Établissement public"),
        territoire=TerritoireFactory(mission=troupe.mission, nom="Alta Val Fiorana", pays="IT"),
    )


def test_it_works(troupe, connecte):
    page = connecte(troupe.agent).get(reverse("reseau:structures")).content.decode()
    assert "GAL Terres d’Aubrives" in page
    assert reverse("reseau:structure_nouvelle") in page
    for onglet in ("personnes", "territoires", "doublons"):
        assert reverse(f"reseau:{onglet}") in page


def test_a_responsable_reads_and_is_not_offered_to_write(troupe, connecte):
    page = connecte(troupe.responsable).get(reverse("reseau:structures")).content.decode()
    assert "GAL Terres d’Aubrives" in page
    assert reverse("reseau:structure_nouvelle") not in page
    assert reverse("reseau:doublons") not in page


@pytest.mark.parametrize(
    "q",
    [
        "fiorana",
        "FIORÀNA montana",
        "castelfiorano",
        "etablissement",
        "alta val",
        "italie",
        "montana-unione",
        "Unione, Montana !",
    ],
)
def test_searching_structures(chercher, italienne, q):
    assert chercher("structures", q=q) == ["Unione Montana Fiorana"]


def test_a_renamed_territoire_or_type_is_found_under_its_new_name(chercher, italienne):
    italienne.territoire.nom = "Valle Nuova"
    italienne.territoire.save()
    italienne.type.libelle = "Communauté de montagne"
    italienne.type.save()
    assert chercher("structures", q="nuova montagne") == ["Unione Montana Fiorana"]
    assert chercher("structures", q="alta val") == []


def test_searching_people(troupe, chercher):
    PersonneFactory(mission=troupe.mission, prenom="Zoé", nom="Àlvarez", fonction="Maire", courriel="zoe@ex.org")
    for q in ("alvarez zoe", "maire", "zoe@ex.org"):
        assert chercher("personnes", q=q) == ["Zoé Àlvarez"]
    assert chercher("personnes", q="terres d'aubrives") == ["Béa Fontaine"]


@pytest.mark.parametrize("q", ["%", "_", "'", '"', "\\", "é" * 300, "mot " * 200, "\x00", "🌰", ")(", "a\ud800"])
@pytest.mark.parametrize("liste", LISTES)
def test_searching_anything_answers(troupe, connecte, liste, q):
    adresse = reverse(f"reseau:{liste}")
    reponse = connecte(troupe.agent).get(adresse, {"q": q.encode("utf-8", "surrogatepass")})
    assert reponse.status_code == 200


def test_filtering_structures(troupe, chercher, italienne):
    italien = Langue.objects.get(libelle="Italien")
    italienne.langues.add(italien)
    for demande in (
        {"pays": "IT"},
        {"type": italienne.type.pk},
        {"territoire": italienne.territoire.pk},
        {"priorite": 1},
        {"langue": italien.pk},
        {"pays": "IT", "priorite": 1, "q": "unione"},
    ):
        assert chercher("structures", **demande) == ["Unione Montana Fiorana"], demande
    assert chercher("structures", pays="FR") == ["GAL Terres d’Aubrives"]
    assert chercher("structures", pays="FR", priorite=1) == []


def test_filtering_people(troupe, chercher):
    PersonneFactory(mission=troupe.mission, prenom="Ana", nom="A", temoignage="oui")
    PersonneFactory(mission=troupe.mission, prenom="Bob", nom="B", temoignage="non", contact_cooperation=True)
    assert chercher("personnes", temoigne="on") == ["Ana A"]
    assert chercher("personnes", contact="on") == ["Bob B"]
    assert chercher("personnes", temoigne="on", contact="on") == []


@pytest.mark.parametrize("demande", [{"pays": "XX"}, {"type": "9" * 30}, {"priorite": "haute"}, {"page": "dernière"}])
def test_what_is_not_understood_is_left_out(chercher, demande):
    assert chercher("structures", **demande) == ["GAL Terres d’Aubrives"]


def test_sorting(troupe, chercher, italienne):
    ecole = StructureFactory(mission=troupe.mission, nom="École de Vernay", priorite=3)
    gal = troupe.structure
    assert chercher("structures") == [ecole.nom, gal.nom, italienne.nom]
    assert chercher("structures", tri="-nom") == [italienne.nom, gal.nom, ecole.nom]
    assert chercher("structures", tri="priorite") == [italienne.nom, ecole.nom, gal.nom]
    assert chercher("structures", tri="-priorite") == [ecole.nom, italienne.nom, gal.nom]
    assert chercher("structures", tri="mission__nom") == [ecole.nom, gal.nom, italienne.nom]


def test_people_are_sorted_by_last_name(troupe, chercher):
    PersonneFactory(mission=troupe.mission, prenom="Zoé", nom="Énard")
    PersonneFactory(mission=troupe.mission, prenom="Ana", nom="Zola")
    assert chercher("personnes") == ["Zoé Énard", "Béa Fontaine", "Ana Zola"]


def test_paging_keeps_the_search(troupe, connecte):
    StructureFactory.create_batch(60, mission=troupe.mission)
    client, adresse = connecte(troupe.agent), reverse("reseau:structures")
    premiere = client.get(adresse, {"q": "communaute"})
    assert len(noms(premiere)) == 50
    assert "?q=communaute&amp;page=2" in premiere.content.decode()
    assert len(noms(client.get(adresse, {"q": "communaute", "page": 2}))) == 10
    assert len(noms(client.get(adresse, {"q": "communaute", "page": 99}))) == 10


def test_htmx_refreshes_the_list_alone(troupe, connecte):
    client, adresse = connecte(troupe.agent), reverse("reseau:structures")
    reponse = client.get(adresse, {"q": "aubrives", "type": "", "tri": "nom"}, headers={"HX-Request": "true"})
    assert reponse["HX-Push-Url"] == f"{adresse}?q=aubrives&tri=nom"
    partielle = reponse.content.decode()
    assert "GAL Terres d’Aubrives" in partielle
    assert "<html" not in partielle
    assert '<form id="filtres"' not in partielle


def test_nothing_found_says_what_to_do(troupe, connecte):
    page = connecte(troupe.agent).get(reverse("reseau:structures"), {"q": "introuvable"}).content.decode()
    assert "Aucun résultat" in page
    assert "Tout afficher" in page


def test_an_empty_reseau_says_what_to_do(troupe, connecte):
    page = connecte(troupe.etranger).get(reverse("reseau:structures")).content.decode()
    assert "Rien encore ici" in page
    assert reverse("reseau:structure_nouvelle") in page


def test_only_one_s_missions(troupe, connecte):
    ailleurs = StructureFactory(nom="Structure d’ailleurs", pays="RO")
    page = connecte(troupe.agent).get(reverse("reseau:structures")).content.decode()
    assert "Structure d’ailleurs" not in page
    assert "Roumanie" not in page
    assert '<th scope="col">Mission</th>' not in page

    MembreFactory(mission=ailleurs.mission, utilisateur=troupe.collegue, role=Membre.Role.RESPONSABLE)
    page = connecte(troupe.collegue).get(reverse("reseau:structures")).content.decode()
    assert "Structure d’ailleurs" in page
    assert '<th scope="col">Mission</th>' in page


def test_a_closed_membership_opens_nothing(troupe, connecte):
    Membre.objects.filter(utilisateur=troupe.agent).update(actif=False)
    assert connecte(troupe.agent).get(reverse("reseau:structures")).status_code == 404


def test_hostile_names_are_text(troupe, connecte):
    mechant = "<script>alert(1)</script>"
    StructureFactory(
        mission=troupe.mission,
        nom=mechant,
        sigle="<b>x",
        commune=mechant,
        territoire=TerritoireFactory(mission=troupe.mission, nom=mechant),
    )
    PersonneFactory(mission=troupe.mission, nom=mechant, fonction=mechant)
    client = connecte(troupe.agent)
    for liste in LISTES:
        page = client.get(reverse(f"reseau:{liste}"), {"q": "<script>"}).content.decode()
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert" in page


def _peupler(mission, nombre):
    for _ in range(nombre):
        territoire = TerritoireFactory(mission=mission)
        structure = StructureFactory(mission=mission, territoire=territoire)
        personne = PersonneFactory(mission=mission, structure=structure)
        AppuiFactory(mission=mission, structures=[structure], beneficiaires=[personne])


@pytest.mark.parametrize("liste", LISTES)
def test_queries_do_not_grow_with_the_list(troupe, connecte, liste):
    client, adresse = connecte(troupe.agent), reverse(f"reseau:{liste}")

    def compter():
        with CaptureQueriesContext(
            connection,
        ) as requetes:
            assert client.get(adresse, {"q": "a"}).status_code == 200
        return len(requetes)

    _peupler(troupe.mission, 8)
    petit = compter()
    _peupler(troupe.mission, 60)
    assert compter() == petit <= 12


def test_the_number_of_appuis_is_right(troupe, connecte):
    autre = StructureFactory(mission=troupe.mission, nom="Autre")
    AppuiFactory.create_batch(2, mission=troupe.mission, structures=[troupe.structure, autre])
    reponse = connecte(troupe.agent).get(reverse("reseau:structures"))
    nombres = {s.nom: s.nombre_d_appuis for s in reponse.context["page"].object_list}
    assert nombres == {"GAL Terres d’Aubrives": 3, "Autre": 2}


def test_a_mission_without_anything(connecte, troupe):
    membre = MembreFactory(mission=MissionFactory(), role=Membre.Role.RESPONSABLE)
    page = connecte(membre.utilisateur).get(reverse("reseau:personnes")).content.decode()
    assert "Les chargés d’appui de la mission tiennent le réseau" in page
