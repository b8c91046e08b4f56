"""Anybody reads the page of a mission that has opened it; nothing is public before its responsable says so."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from missions.models import Mission, OffreDAppui
from outils.models import OffreCooperation
from tests.factories import MissionFactory, il_y_a
from tests.html import Page
from tests.missions import offres
from tests.missions.documents import charte
from tests.public.visiteur import texte
from tests.saisie import saisie

CONTACT = {"publique": True, "contact_courriel": "a@example.org"}


def lire(client, mission):
    return client.get(mission.url_publique)


def test_it_works(client, mission, troupe):
    charte(mission).publier(troupe.admin)
    mission.publics, mission.deroulement, mission.delais = "Aux élus.", "Par téléphone.", "Sous dix jours."
    mission.contact_telephone, mission.contact_horaires = "01 99 00 10 10", "Le matin"
    mission.save()
    OffreCooperation.objects.create(
        mission=mission,
        projet=troupe.projet,
        titre="x",
        titre_du_projet="Deux vallées",
        etat="finalisee",
        date_publication=il_y_a(1),
    )
    page = texte(lire(client, mission))
    for dit in (
        "Des appuis individuels.",
        "Aux élus.",
        "Par téléphone.",
        "Sous dix jours.",
        "Lever les blocages",
        "guide, p. 30-35",
        "Deux vallées",
        "tel:0199001010",
        f"mailto:{mission.contact_courriel}",
        "Le matin",
        reverse("charte", args=[mission.pk]),
        reverse("demander", args=[mission.adresse_publique]),
    ):
        assert dit in page
    assert '<meta name="description" content="Un centre de ressources.">' in page


def test_l_offre_publiee_dit_ce_que_fait_la_mission(client, mission, troupe):
    """Once an offer is published the page says what it says: two tellings would end up contradicting each other."""
    mission.publics, mission.delais, mission.deroulement = "Aux élus d’hier.", "Sous un an.", "Par téléphone."
    mission.save()
    brouillon = offres.offre(mission, troupe.agent)
    brouillon.modalites.create(nature="autre", intitule="Un atelier par mois", sort="nouvelle", rang=90)
    assert "Aux élus d’hier." in texte(lire(client, mission))
    brouillon.modalites.update(publics="Tous", moyens="Un jour", delais="Un mois")
    OffreDAppui.objects.get().publier(troupe.agent)
    page = texte(lire(client, mission))
    for dit in (
        "Un appui de méthode, pour coopérer.",
        "<li>les agents de développement</li>",
        "<li><b>Appui individuel</b></li>",
        "<li><b>Un atelier par mois</b></li>",
        "<small>Sous dix jours</small>",
        "Par téléphone.",
        f'href="{mission.url_publique}offre-d-appui/"',
        f'href="{mission.url_publique}offre-d-appui.pdf"',
    ):
        assert dit in page
    for tu in ("Des appuis individuels.", "Aux élus d’hier.", "Sous un an.", "Formation", "Deux jours par appui"):
        assert tu not in page
    assert Page(page).fautes() == []
    assert Page(page).liens.count(f"{mission.url_publique}offre-d-appui/") == 1


def test_rien_d_interne_n_y_parait(client, mission, troupe):
    page = texte(lire(client, mission))
    for tu in ("Agathe", "Béa", "Filière noisette", "GAL Terres", "agathe@example.org"):
        assert tu not in page


def test_une_page_saine_meme_presque_vide(client, mission):
    mission.presentation = mission.propositions = ""
    mission.save()
    assert Page(texte(lire(client, mission))).fautes() == []


def test_fermee_elle_n_existe_que_pour_ses_membres(client, troupe, connecte):
    mission = Mission.objects.get(pk=troupe.mission.pk)
    assert not mission.publique
    for adresse in (mission.url_publique, f"{mission.url_publique}offres/", f"{mission.url_publique}demander/"):
        assert client.get(adresse).status_code == 404
    for role in ("agent", "responsable"):
        assert "Aperçu" in texte(lire(connecte(getattr(troupe, role)), mission))
    for role in ("etranger", "beneficiaire", "admin"):
        assert lire(connecte(getattr(troupe, role)), mission).status_code == 404


def test_l_accueil_public_mene_a_la_seule_mission_ou_les_liste(client, mission):
    assert client.get("/m/").url == mission.url_publique
    MissionFactory(nom="Mission des Brandes", **CONTACT)
    MissionFactory(nom="Mission fermée")
    page = texte(client.get("/m/"))
    assert "Mission des Brandes" in page
    assert "Mission Haut-Vernay" in page
    assert "Mission fermée" not in page


def test_sans_mission_publique_on_ne_mene_nulle_part(client, troupe):
    assert "Aucune mission n’a encore ouvert sa page" in texte(client.get("/m/"))
    assert reverse("public:missions") not in texte(client.get(reverse("account_login")))


def test_la_page_de_connexion_y_mene(client, mission):
    assert client.get("/").url.startswith(reverse("account_login"))
    assert reverse("public:missions") in texte(client.get(reverse("account_login")))


# --- settings -------------------------------------------------------------------------------------


def remplir(client, mission, **changements):
    page = client.get(reverse("mission:pages_publiques", args=[mission.pk]))
    return saisie(page.context["form"], **changements)


def test_la_responsable_ouvre_et_ecrit(connecte, troupe):
    client, adresse = connecte(troupe.responsable), reverse("mission:pages_publiques", args=[troupe.mission.pk])
    page = texte(client.get(adresse))
    assert "/m/mission-haut-vernay/" in page
    assert "Voir l’aperçu" in page
    donnees = remplir(
        client,
        troupe.mission,
        publique="on",
        adresse_publique="Haut Vernay",
        propositions="Des appuis.",
        contact_telephone="0199001010",
    )
    assert client.post(adresse, donnees).status_code == 302
    mission = Mission.objects.get(pk=troupe.mission.pk)
    assert (mission.publique, mission.adresse_publique) == (True, "haut-vernay")
    assert mission.contact_telephone == "01 99 00 10 10"
    assert mission.history.first().history_user == troupe.responsable


def test_ce_que_dit_l_offre_publiee_ne_se_tape_plus(connecte, mission, troupe):
    adresse = reverse("mission:pages_publiques", args=[mission.pk])
    client = connecte(troupe.responsable)
    assert "delais" in client.get(adresse).context["form"].fields
    version = offres.offre(mission, troupe.agent).publier(troupe.agent)
    reponse = client.get(adresse)
    assert not {"propositions", "publics", "delais"} & set(reponse.context["form"].fields)
    assert version.nom in texte(reponse)
    assert client.post(adresse, remplir(client, mission, deroulement="Chez vous.")).status_code == 302
    mission.refresh_from_db()
    assert (mission.deroulement, mission.propositions) == ("Chez vous.", "Des appuis individuels.")


def test_ouvrir_sans_contact_est_refuse(connecte, troupe):
    client, adresse = connecte(troupe.responsable), reverse("mission:pages_publiques", args=[troupe.mission.pk])
    page = client.post(adresse, remplir(client, troupe.mission, publique="on", propositions="Des appuis."))
    assert "donnez un téléphone ou un courriel" in texte(page)
    assert "Des appuis." in texte(page)
    assert not Mission.objects.publiques().exists()


def test_deux_missions_n_ont_pas_la_meme_adresse(connecte, troupe):
    MissionFactory(nom="Haut-Vernay")
    client, adresse = connecte(troupe.responsable), reverse("mission:pages_publiques", args=[troupe.mission.pk])
    page = client.post(adresse, remplir(client, troupe.mission, adresse_publique="haut-vernay"))
    assert "Une autre mission a déjà cette adresse." in texte(page)


@pytest.mark.parametrize(
    ("nom", "adresse"),
    [
        ("Élan & Cie", "elan-cie"),
        ("日本", "mission"),
        ("x" * 120, "x" * 55),
        ("mission haut vernay", "mission-haut-vernay-2"),
    ],
)
def test_l_adresse_vient_du_nom(troupe, nom, adresse):
    assert MissionFactory(nom=nom).adresse_publique == adresse


def test_l_adresse_ne_change_pas_avec_le_nom(mission):
    mission.nom = "Autre nom"
    mission.save(update_fields=["nom"])
    mission.refresh_from_db()
    assert mission.adresse_publique == "mission-haut-vernay"


def test_le_modele_aussi_exige_un_contact(troupe):
    troupe.mission.publique = True
    with pytest.raises(ValidationError, match="téléphone ou un courriel"):
        troupe.mission.full_clean()


def test_peu_de_requetes(client, mission):
    for adresse in (mission.url_publique, f"{mission.url_publique}demander/"):
        with CaptureQueriesContext(connection) as requetes:
            client.get(adresse)
        assert len(requetes) <= 5
