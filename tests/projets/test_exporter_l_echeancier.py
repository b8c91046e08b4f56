"""Deadlines leave for the officer's agenda, as a calendar file read back here."""

import pytest
from icalendar import Calendar

from appuis.models import ActionPrevue, Appui
from tests.factories import AppuiFactory, EngagementFactory, il_y_a


def lire(reponse):
    """(the calendar, its days by summary)."""
    assert reponse.status_code == 200
    assert reponse["Content-Type"] == "text/calendar; charset=utf-8"
    calendrier = Calendar.from_ical(reponse.content)
    return calendrier, {str(jour["summary"]): jour for jour in calendrier.walk("VEVENT")}


@pytest.fixture
def adresse(troupe):
    return f"/projets/{troupe.projet.pk}/echeancier.ics"


def test_it_works(troupe, connecte, adresse):
    engagement = EngagementFactory(appui=None, projet=troupe.projet, charge=None, quoi="Inviter", moyens="Courriel")
    EngagementFactory(appui=troupe.appui, quoi="Relire l’offre")
    ActionPrevue.objects.create(projet=troupe.projet, intitule="Visite", lieu="Serina", echeance=il_y_a(-30))
    reponse = connecte(troupe.agent).get(adresse)
    assert f'filename="echeancier-{troupe.projet.pk}.ics"' in reponse["Content-Disposition"]
    calendrier, jours = lire(reponse)
    assert str(calendrier["x-wr-calname"]) == "Échéancier : Filière noisette"
    assert set(jours) == {"Inviter", "Relire l’offre", "Visite"}
    inviter = jours["Inviter"]
    assert inviter.decoded("dtstart") == engagement.echeance
    assert inviter["uid"] == f"engagement-{engagement.pk}@testserver"
    assert inviter["url"] == f"http://testserver/projets/{troupe.projet.pk}/"
    assert str(inviter["description"]) == "Filière noisette\nAttendu d’un partenaire\nAvec : Courriel"
    assert str(jours["Visite"]["location"]) == "Serina"
    assert str(jours["Relire l’offre"]["description"]).endswith("Promis par Agathe Roux")


def test_le_fichier_suit_la_norme(troupe, connecte, adresse):
    EngagementFactory(
        appui=None, projet=troupe.projet, charge=None, quoi="Été ; à relire, avec « soin » \\ " + "é" * 150
    )
    octets = connecte(troupe.agent).get(adresse).content
    lignes = octets.split(b"\r\n")
    assert max(map(len, lignes)) <= 75
    assert not any(b"\n" in ligne for ligne in lignes)
    assert any(ligne.startswith(b"DTSTART;VALUE=DATE:") for ligne in lignes)
    assert b"SUMMARY:\xc3\x89t\xc3\xa9 \\; \xc3\xa0 relire\\, avec" in octets
    _, jours = lire(connecte(troupe.agent).get(adresse))
    assert list(jours) == ["Été ; à relire, avec « soin » \\ " + "é" * 150]


def test_ce_qui_est_fait_ou_sans_date_n_y_est_pas(troupe, connecte, adresse):
    EngagementFactory(appui=None, projet=troupe.projet, charge=None, quoi="Fait", fait_le=il_y_a(1))
    EngagementFactory(appui=None, projet=troupe.projet, charge=None, quoi="Sans date", echeance=None)
    ActionPrevue.objects.create(projet=troupe.projet, intitule="Un jour")
    assert lire(connecte(troupe.agent).get(adresse))[1] == {}


def test_ma_liste_a_faire(troupe, connecte):
    EngagementFactory(appui=troupe.appui, quoi="À moi")
    EngagementFactory(appui=AppuiFactory(mission=troupe.mission, charge=troupe.collegue), quoi="À Colin")
    EngagementFactory(appui=None, projet=troupe.projet, charge=None, quoi="À un partenaire")
    client = connecte(troupe.agent)
    assert set(lire(client.get("/a-faire.ics"))[1]) == {"À moi", "À un partenaire"}
    Appui.objects.update(etat=Appui.Etat.CLOS)
    assert set(lire(client.get("/a-faire.ics"))[1]) == {"À moi"}


def test_les_deux_pages_y_menent(troupe, connecte, adresse):
    EngagementFactory(appui=troupe.appui)
    client = connecte(troupe.agent)
    assert "/a-faire.ics" in client.get("/a-faire/").content.decode()
    assert adresse in client.get(f"/projets/{troupe.projet.pk}/").content.decode()


def test_le_nombre_de_requetes_ne_depend_pas_de_la_taille(
    troupe, connecte, adresse, django_assert_max_num_queries, django_assert_num_queries
):
    client = connecte(troupe.agent)
    for page in (adresse, "/a-faire.ics"):
        with django_assert_max_num_queries(8) as requetes:
            client.get(page)
        for _ in range(20):
            EngagementFactory(appui=None, projet=troupe.projet, charge=None)
            EngagementFactory(appui=troupe.appui)
            ActionPrevue.objects.create(projet=troupe.projet, intitule="Visite", echeance=il_y_a(-3))
        with django_assert_num_queries(len(requetes)):
            client.get(page)
