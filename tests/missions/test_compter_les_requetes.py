"""The pages of an enquête ask as few queries for thirty recipients as for three."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories import DestinataireFactory, EnqueteFactory, PersonneFactory, StructureFactory

pytestmark = pytest.mark.django_db
MAXIMA = {
    "enquete": 14,
    "questions": 10,
    "apercu": 10,
    "destinataires": 12,
    "choisir": 14,
    "a_contacter": 12,
    "ouvrir": 12,
    "destinataires_xlsx": 8,
    "questionnaire_pdf": 8,
}


def _peupler(enquete, nombre):
    for _ in range(nombre):
        structure = StructureFactory(mission=enquete.mission)
        DestinataireFactory(enquete=enquete, personne=PersonneFactory(mission=enquete.mission, structure=structure))
        PersonneFactory(mission=enquete.mission, structure=structure)


def _compter(client, adresse):
    with CaptureQueriesContext(connection) as requetes:
        reponse = client.get(adresse)
        assert reponse.status_code == 200
        if reponse.streaming:
            reponse.getvalue()
    return len(requetes)


@pytest.mark.parametrize("page", MAXIMA)
def test_few_and_constant(troupe, connecte, page):
    enquete = EnqueteFactory(mission=troupe.mission, ouverte=page != "ouvrir")
    if page == "ouvrir":
        enquete.etat = "preparation"
    enquete.poser_les_questions_du_guide()
    client, adresse = connecte(troupe.agent), reverse(f"enquetes:{page}", args=[enquete.pk])
    _peupler(enquete, 3)
    _compter(client, adresse)
    peu = _compter(client, adresse)
    _peupler(enquete, 27)
    assert _compter(client, adresse) == peu <= MAXIMA[page]


def test_the_list_of_enquetes(troupe, connecte):
    client, adresse = connecte(troupe.agent), reverse("enquetes:enquetes", args=[troupe.mission.pk])
    _peupler(EnqueteFactory(mission=troupe.mission), 2)
    _compter(client, adresse)
    peu = _compter(client, adresse)
    for _ in range(5):
        _peupler(EnqueteFactory(mission=troupe.mission), 2)
    assert _compter(client, adresse) == peu <= 10


@pytest.mark.parametrize("page", ["enquete", "questions", "relire"])
def test_the_pages_behind_the_link(troupe, client, page):
    enquete = EnqueteFactory(mission=troupe.mission, ouverte=True)
    enquete.poser_les_questions_du_guide()
    destinataire = DestinataireFactory(enquete=enquete)
    destinataire.enregistrer({enquete.questions.get(numero="1"): "oui"})
    jeton = destinataire.jeton()
    destinataire.save()
    assert _compter(client, reverse(f"repondre:{page}", args=[jeton])) <= 6
    destinataire.envoyer_ses_reponses()
    assert _compter(client, reverse(f"repondre:{page}", args=[jeton])) <= 6
