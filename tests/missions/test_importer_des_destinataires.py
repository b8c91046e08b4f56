"""Importing the recipients of an enquête: a pasted list or a workbook, nobody twice."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook

from missions.ajouts_de_destinataires import lire, rangees_du_texte
from tests.factories import EnqueteFactory, PersonneFactory, TypeStructureFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def enquete(troupe):
    return EnqueteFactory(mission=troupe.mission, titre="Vos besoins")


def adresse(nom, objet):
    return reverse(f"enquetes:{nom}", args=[objet.pk])


def test_imported_from_a_pasted_list(troupe, connecte, enquete):
    troupe.personne.courriel = "bea@example.org"
    troupe.personne.save()
    liste = (
        "Nom ; Courriel ; Structure\nOdile Garnier;Odile@Example.org;Syndicat\nBéa;bea@example.org;GAL\nJean;;Amicale"
    )
    client = connecte(troupe.agent)
    reponse = client.post(adresse("importer", enquete), {"liste": liste}, follow=True)
    assert "3 destinataires ajoutés" in reponse.text
    odile, bea, jean = enquete.destinataires.all()
    assert (odile.nom, odile.courriel, odile.organisme) == ("Odile Garnier", "odile@example.org", "Syndicat")
    assert bea.personne == troupe.personne
    assert jean.etat == "sans adresse"
    assert "Déjà dans la liste" in client.post(adresse("importer", enquete), {"liste": liste}, follow=True).text


def test_imported_again_nobody_is_added_twice(troupe, connecte, enquete):
    """Even whose card has another address since; and those who have no address, told apart by name or phone."""
    liste = "Nom;Courriel;Structure;Téléphone\nMarie;marie@old.example;GAL\nJean;;Amicale;06 39 98 00 01\nJean;;Mairie"
    client, url = connecte(troupe.agent), adresse("importer", enquete)
    client.post(url, {"liste": liste})
    marie = enquete.destinataires.get(nom="Marie")
    marie.personne = PersonneFactory(mission=troupe.mission, courriel="marie@new.example")
    marie.save()
    page = client.post(url, {"liste": liste}, follow=True).text
    assert "Personne n’a été ajouté" in page
    assert enquete.destinataires.count() == 3
    client.post(url, {"liste": "Nom;Courriel;Structure;Téléphone\nJean;;AMICALE;0639980001\nJean;;Amicale;0639980002"})
    assert enquete.destinataires.filter(nom="Jean").count() == 3


def test_an_address_of_another_mission_is_nobody_known_here(troupe, connecte, enquete):
    """Nor is its card linked; the type of structure is read when it is one of the portal's."""
    ailleurs = PersonneFactory(courriel="odile@example.org")
    type_ = TypeStructureFactory(libelle="Commune")
    liste = "Nom;Courriel;Type de structure\nOdile;odile@example.org;COMMUNE\nJean;jean@example.org;Inconnu"
    connecte(troupe.agent).post(adresse("importer", enquete), {"liste": liste})
    odile, jean = enquete.destinataires.all()
    assert ailleurs.mission != troupe.mission
    assert (odile.personne, odile.type_d_acteur) == (None, type_)
    assert (jean.personne, jean.type_d_acteur) == (None, None)


def test_imported_from_a_workbook(troupe, connecte, enquete):
    classeur, fichier = Workbook(), io.BytesIO()
    classeur.active.append(["Prénom", "Nom", "E-mail", "Téléphone"])
    classeur.active.append(["Odile", "Garnier", "odile@example.org", "06 39 98 00 01"])
    classeur.save(fichier)
    envoye = SimpleUploadedFile("liste.xlsx", fichier.getvalue())
    connecte(troupe.agent).post(adresse("importer", enquete), {"classeur": envoye})
    assert enquete.destinataires.get().qui == "Odile Garnier"


@pytest.mark.parametrize(
    ("donnees", "phrase"),
    [
        ({"liste": ""}, "Collez une liste"),
        ({"liste": "Odile;pas-une-adresse@"}, "adresse de courriel"),
        ({"liste": "x" * 300}, "trop long"),
        ({"liste": "Odile;o@" + "b" * 60 + 5 * ("." + "b" * 60) + ".org"}, "trop long (254 caractères au plus)"),
        ({"liste": "o@" + "b" * 60 + 2 * ("." + "b" * 60) + ".org"}, "donnez un nom"),
        ({"classeur": SimpleUploadedFile("a.xlsx", b"rien")}, "classeur Excel"),
        ({"liste": "Nom;Courriel"}, "personne dans cette liste"),
    ],
    ids=["vide", "adresse", "longue", "adresse-longue", "sans-nom", "faux", "entete"],
)
def test_a_list_that_cannot_be_read_writes_nothing(troupe, connecte, enquete, donnees, phrase):
    reponse = connecte(troupe.agent).post(adresse("importer", enquete), donnees)
    assert reponse.status_code == 200
    assert phrase in reponse.text
    assert not enquete.destinataires.exists()


def test_a_list_without_headings_is_guessed(troupe):
    candidats, refus = lire(
        troupe.mission, rangees_du_texte("Odile Garnier\todile@example.org\tSyndicat\t06 39 98 00 01")
    )
    assert refus == []
    assert (candidats[0].nom, candidats[0].organisme, candidats[0].telephone) == (
        "Odile Garnier",
        "Syndicat",
        "06 39 98 00 01",
    )
