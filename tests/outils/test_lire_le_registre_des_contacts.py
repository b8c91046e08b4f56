"""The members of the mission read the registre of prises de contact, filter it and take it away."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from appuis.models import Engagement
from outils.demo.prises_de_contact import charger, effacer
from outils.models import PriseDeContact
from tests.factories import ProjetFactory, il_y_a
from tests.html import Page
from tests.outils.contacts import GUIDE, LISTE, NOUVEAU, noter, noter_ferri, remplir
from tests.suivi.lecture import alertes, balises, classeur, contenu, noms, pdf, puces, rangees, tableau, texte_pdf


@pytest.fixture
def client(troupe, connecte):
    return connecte(troupe.agent)


@pytest.fixture
def formulaire(troupe):
    return lambda contact=None, **changements: remplir(troupe, contact, **changements)


@pytest.fixture
def ferri(troupe):
    return noter_ferri(troupe)


@pytest.fixture
def registre(troupe):
    """Six contacts of the demonstration, and one of Colin's while prospecting."""
    charger(troupe.mission, troupe.projet, troupe.agent)
    noter(troupe, nom="Zola", projet=None, pris_par=troupe.collegue, le=il_y_a(1), canal="courrier")


CONTACTS = ["Zola", "Delmas", "Álvarez", "Ferraris", "Mazel", "Kovač", "Nom à trouver"]


@pytest.mark.usefixtures("registre")
@pytest.mark.parametrize(
    ("requete", "attendus", "filtres"),
    [
        ("", CONTACTS, []),
        ("q=avellano", ["Álvarez"], ["Rechercher : « avellano »"]),
        ("q=noisette+ferraris", ["Álvarez", "Ferraris"], ["Rechercher : « noisette ferraris »"]),
        ("suite=en-attente", ["Álvarez", "Ferraris", "Kovač"], ["Suite à donner : En attente"]),
        ("suite=a-relancer", ["Kovač"], ["Suite à donner : À relancer, en retard"]),
        ("suite=faite", ["Mazel"], ["Suite à donner : Faite"]),
        ("interet=oui&interet=non", ["Ferraris", "Mazel", "Nom à trouver"], None),
        ("mes=on&canal=courrier", ["Nom à trouver"], ["Mes contacts", "Prise de contact par : Courrier"]),
        ("tri=nom", ["Álvarez", "Delmas", "Nom à trouver", "Ferraris", "Kovač", "Mazel", "Zola"], []),
        ("tri=-suite_le", ["Álvarez", "Ferraris", "Kovač", "Mazel"], []),
    ],
)
def test_filtrer_et_trier(client, requete, attendus, filtres):
    reponse = client.get(f"{LISTE}?{requete}")
    assert noms(reponse)[: len(attendus)] == attendus
    assert len(noms(reponse)) == (7 if "tri" in requete else len(attendus))
    assert filtres is None or list(puces(reponse)) == filtres
    assert not Page(reponse.content.decode()).fautes()


@pytest.mark.usefixtures("registre")
def test_les_contacts_d_un_projet(client, troupe):
    autre = ProjetFactory(mission=troupe.mission, nom="Refuges")
    assert len(noms(client.get(f"{LISTE}?projet={troupe.projet.pk}"))) == 6
    reponse = client.get(f"{LISTE}?projet={autre.pk}")
    assert (noms(reponse), alertes(reponse)) == ([], [])
    assert f"{NOUVEAU}?projet={autre.pk}" in reponse.content.decode()
    reponse = client.get(f"{LISTE}?projet=999999&suite=x&tri=x")
    assert len(alertes(reponse)) == 1
    assert len(noms(reponse)) == 7


def test_une_autre_mission_ne_voit_rien(client, troupe, ferri):
    client.force_login(troupe.etranger)
    assert noms(client.get(LISTE)) == []
    assert client.get(f"{LISTE}?projet={troupe.projet.pk}").content.decode().count("Filière noisette") == 0
    client.force_login(troupe.responsable)
    page = client.get(ferri.get_absolute_url()).content.decode()
    assert "modifier/" not in page
    assert "reseau/" not in page.split("<main")[1]


def test_le_catalogue_y_mene(client, troupe):
    assert LISTE in client.get("/outils/").content.decode()
    client.force_login(troupe.beneficiaire)
    assert LISTE not in client.get("/outils/").content.decode()


# --- exports ---------------------------------------------------------------------------------------


@pytest.mark.usefixtures("registre")
@pytest.mark.parametrize("requete", ["", "?suite=en-attente&tri=nom", "?colonnes=nom&colonnes=projet"])
def test_le_classeur_est_la_page(client, requete):
    reponse = client.get(f"/outils/prise-de-contact.xlsx{requete}")
    assert f"prise-de-contact-{timezone.localdate():%Y-%m-%d}.xlsx" in reponse["Content-Disposition"]
    feuille = classeur(reponse).active
    assert feuille.title == "Prises de contact"
    entetes, lignes = tableau(client.get(f"{LISTE}{requete}"))
    assert rangees(feuille, len(entetes)) == lignes
    if not requete:
        assert [c.value for c in feuille[1]][:12] == GUIDE[:12]
        assert feuille["I3"].is_date


@pytest.mark.usefixtures("registre")
def test_le_pdf_est_la_page(client):
    lecteur = pdf(client.get("/outils/prise-de-contact.pdf?suite=en-attente"))
    texte = texte_pdf(lecteur)
    assert "Suivi de prise de contact avec des partenaires Mission Haut-Vernay" in texte
    assert "3 contacts" in texte
    assert "Filtres : Suite à donner : En attente" in texte
    for attendu in ("Ferraris", "fixer les dates", "Réseau rural", f"{il_y_a(4):%d/%m/%Y}"):
        assert attendu in texte
    racine = lecteur.trailer["/Root"]
    assert (racine["/Lang"], racine["/MarkInfo"]["/Marked"]) == ("fr", True)
    assert [e.get("/S") for e in balises(racine["/StructTreeRoot"]["/K"])].count("/Table") == len(lecteur.pages)


def test_un_filtre_incompris_ramene_a_la_page(client, troupe):
    reponse = client.get("/outils/prise-de-contact.xlsx?suite=x")
    assert reponse.url == f"{LISTE}?suite=x"


@pytest.mark.parametrize(
    ("adresse", "requete", "maximum"),
    [
        ("contacts", "?par_page=100&suite=en-attente", 12),
        ("contacts_xlsx", "", 8),
        ("contacts_pdf", "?colonnes=nom&colonnes=suite", 8),
    ],
)
def test_autant_de_requetes_a_10_qu_a_200(client, troupe, adresse, requete, maximum):
    def compter():
        with CaptureQueriesContext(connection) as requetes:
            contenu(client.get(f"{reverse(f'outils:{adresse}')}{requete}"))
        return len(requetes)

    def peupler(nombre):
        for rang in range(nombre):
            noter(troupe, nom=f"Contact {rang}", suite="rappeler", suite_le=il_y_a(rang))

    peupler(10)
    a_dix = compter()
    peupler(190)
    assert compter() == a_dix <= maximum


def test_la_fiche_et_le_formulaire_coutent_peu(client, ferri, django_assert_max_num_queries):
    for page in ("", "modifier/", "reseau/", "historique/"):
        with django_assert_max_num_queries(14):
            client.get(f"{ferri.get_absolute_url()}{page}")


# --- the demonstration -----------------------------------------------------------------------------


def test_la_demonstration_montre_tous_les_etats(troupe):
    charger(troupe.mission, troupe.projet, troupe.agent)
    contacts = PriseDeContact.objects.avec_suite()
    assert len(contacts) == 6
    assert [c.nom for c in contacts.a_relancer()] == ["Kovač"]
    assert contacts.en_attente().count() == 3
    assert contacts.filter(suite_faite_le__isnull=False).count() == 1
    for contact in contacts:
        contact.full_clean()
    effacer(troupe.mission)
    assert not PriseDeContact.objects.exists()
    assert not PriseDeContact.history.exists()
    assert not Engagement.objects.exists()
