"""What a contact calls for is reminded of, done, and told by the registre."""

import pytest

from appuis.models import Engagement
from outils.models import PriseDeContact
from tests.factories import il_y_a
from tests.html import Page
from tests.outils.contacts import LISTE, noter, noter_ferri, relu, remplir, sous_lignes
from tests.saisie import saisie
from tests.suivi.lecture import tableau


@pytest.fixture
def client(troupe, connecte):
    return connecte(troupe.agent)


@pytest.fixture
def formulaire(troupe):
    return lambda contact=None, **changements: remplir(troupe, contact, **changements)


@pytest.fixture
def ferri(troupe):
    return noter_ferri(troupe)


def rappels():
    return list(Engagement.objects.order_by("pk").values_list("quoi", "echeance"))


def test_une_suite_datee_est_a_faire(client, troupe, ferri):
    engagement = Engagement.objects.get()
    assert (engagement.projet, engagement.charge) == (troupe.projet, troupe.agent)
    assert rappels() == [("Rappeler Paolo Ferri (Gruppo Valle Serina)", il_y_a(-5))]
    page = client.get("/a-faire/").content.decode()
    assert "Rappeler Paolo Ferri (Gruppo Valle Serina)" in page
    assert ferri.get_absolute_url() in page
    assert "Rappeler Paolo Ferri" in client.get(f"/projets/{troupe.projet.pk}/echeancier.ics").content.decode()
    client.force_login(troupe.collegue)
    assert "Rappeler Paolo" not in client.get("/a-faire/").content.decode()


@pytest.mark.parametrize(
    ("suite", "precision", "quoi"),
    [
        ("rappeler", "les dates", "Rappeler Paolo Ferri (Gruppo Valle Serina) : les dates"),
        ("courriel", "", "Envoyer un courriel à Paolo Ferri (Gruppo Valle Serina)"),
        ("autre", "Inviter au comité", "Inviter au comité : Paolo Ferri (Gruppo Valle Serina)"),
    ],
)
def test_le_rappel_dit_quoi_faire(ferri, suite, precision, quoi):
    ferri.suite, ferri.suite_precision = suite, precision
    assert ferri.quoi_rappeler() == quoi


def test_le_rappel_suit_la_date_puis_s_en_va_avec_la_suite(client, formulaire, ferri):
    adresse, pk = f"{ferri.get_absolute_url()}modifier/", Engagement.objects.get().pk
    client.post(adresse, formulaire(ferri, suite_le=il_y_a(-9).isoformat(), organisme="Gruppo"))
    assert rappels() == [("Rappeler Paolo Ferri (Gruppo)", il_y_a(-9))]
    assert Engagement.objects.get().pk == pk
    client.post(adresse, formulaire(ferri, suite_le=None))
    assert rappels() == []
    assert relu(ferri).en_attente
    client.post(adresse, formulaire(ferri, suite_le=il_y_a(-3).isoformat()))
    assert rappels() == [("Rappeler Paolo Ferri (Gruppo)", il_y_a(-3))]
    client.post(adresse, formulaire(ferri, suite=None, suite_le=None))
    assert rappels() == []


def test_le_rappel_change_de_mains_avec_le_contact(client, troupe, formulaire, ferri):
    adresse, engagement = f"{ferri.get_absolute_url()}modifier/", Engagement.objects.get()
    client.post(adresse, formulaire(ferri, pris_par=troupe.collegue.pk))
    engagement.refresh_from_db()
    assert engagement.charge == troupe.collegue
    # Passed on from the project, it stays with whom it was given to.
    client.post(f"/projets/engagements/{engagement.pk}/modifier/", _engagement(client, engagement, troupe.agent))
    client.post(adresse, formulaire(ferri, remarques="Le matin."))
    engagement.refresh_from_db()
    assert engagement.charge == troupe.agent


def _engagement(client, engagement, charge):
    form = client.get(f"/projets/engagements/{engagement.pk}/modifier/").context["form"]
    return saisie(form, qui=f"charge:{charge.pk}", quoi="Autre chose", echeance=il_y_a(-30).isoformat())


def test_la_date_ne_se_change_que_la_ou_elle_est_dite(client, troupe, ferri):
    engagement = Engagement.objects.get()
    adresse = f"/projets/engagements/{engagement.pk}/modifier/"
    assert "Supprimer cet engagement" not in client.get(adresse).content.decode()
    assert client.post(adresse, _engagement(client, engagement, troupe.collegue)).status_code == 302
    assert rappels() == [("Rappeler Paolo Ferri (Gruppo Valle Serina)", il_y_a(-5))]


def test_faite_depuis_la_liste_a_faire_le_registre_le_dit(client, ferri):
    assert not relu(ferri).suite_faite_le
    client.post(f"/appuis/engagements/{Engagement.objects.get().pk}/fait/")
    assert relu(ferri).suite_faite_le == il_y_a(0)
    page = client.get(LISTE)
    assert tableau(page)[1][0][12] == ["À rappeler", f"Faite le {il_y_a(0):%d/%m/%Y}"]
    assert sous_lignes(page) == {"Ferri": "Filière noisette suite faite"}
    assert "suite faite" in client.get(ferri.get_absolute_url()).content.decode()
    client.post(f"/appuis/engagements/{Engagement.objects.get().pk}/rouvrir/")
    assert relu(ferri).en_attente


def test_apres_une_suite_faite_la_suivante_est_a_faire(client, formulaire, ferri):
    Engagement.objects.get().faire()
    adresse = f"{ferri.get_absolute_url()}modifier/"
    client.post(adresse, formulaire(ferri, remarques="Le matin."))
    assert relu(ferri).suite_faite_le
    client.post(adresse, formulaire(ferri, suite="courriel", suite_le=il_y_a(-20).isoformat()))
    assert rappels() == [
        ("Rappeler Paolo Ferri (Gruppo Valle Serina)", il_y_a(-5)),
        ("Envoyer un courriel à Paolo Ferri (Gruppo Valle Serina)", il_y_a(-20)),
    ]
    assert relu(ferri).en_attente
    assert [e.fait_le for e in Engagement.objects.order_by("pk")] == [il_y_a(0), None]


def test_en_retard_elle_est_a_relancer(client, troupe, ferri):
    noter(troupe, nom="Kovač", le=il_y_a(30), suite="rappeler", suite_le=il_y_a(4))
    assert sous_lignes(client.get(LISTE))["Kovač"] == "Filière noisette à relancer, 4 j de retard"
    assert 'class="pastille retard"' in client.get(LISTE).content.decode()
    assert sous_lignes(client.get(LISTE))["Ferri"].startswith("Filière noisette à suivre, ")


def test_supprimer_emporte_le_rappel_mais_pas_ce_qui_est_fait(client, troupe, ferri):
    autre = noter(troupe, nom="Kovač", suite="rappeler", suite_le=il_y_a(4))
    autre.rappel().faire()
    adresse = f"{ferri.get_absolute_url()}supprimer/"
    assert not Page(client.get(adresse).content.decode()).fautes()
    assert PriseDeContact.objects.count() == 2
    assert client.post(adresse).url == LISTE
    client.post(f"{autre.get_absolute_url()}supprimer/")
    assert rappels() == [("Rappeler Kovač", il_y_a(4))]


def test_l_historique_dit_qui_a_change_quoi(client, formulaire, ferri):
    client.post(f"{ferri.get_absolute_url()}modifier/", formulaire(ferri, interet="peut-etre"))
    page = client.get(f"{ferri.get_absolute_url()}historique/").content.decode()
    assert not Page(page).fautes()
    assert "Ce contact est-il intéressant ?" in page
    assert "Peut-être" in page
    assert "Agathe Roux" in page
