"""A bénéficiaire follows their appuis: the project, what to do now, the feuille de route; nothing of the officer's."""

import io

import pypdf
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from appuis.models import Appui, Etape
from coopappui.templatetags.composants import echeance
from tests.factories import (
    AppuiFactory,
    BlocageFactory,
    DocumentFactory,
    EngagementFactory,
    NoteFactory,
    PersonneFactory,
    ProjetFactory,
    SequenceFactory,
    UtilisateurFactory,
    il_y_a,
)

ESPACE = reverse("espace:espace")
# What the officers write for themselves, never shown to a bénéficiaire.
INTERNE = (
    "Blocage réservé",
    "Nature réservée",
    "Point réservé",
    "Travail réservé",
    "Note réservée",
    "Limite réservée",
)


@pytest.fixture
def appui(troupe):
    """An appui with something in every field."""
    appui = troupe.appui
    appui.besoin_reformule = "Trouver qui transforme."
    appui.points_a_travailler, appui.limites = "Point réservé", "Limite réservée"
    appui.save()
    troupe.agent.telephone = "04 00 00 00 01"
    troupe.agent.save()
    appui.etapes_franchies.create(etape=Etape.CONTACT, le=il_y_a(60), par=troupe.agent)
    SequenceFactory(
        appui=appui, date=il_y_a(40), prochaine_etape="Étape périmée", prochain_echange="Un point en visio"
    )
    SequenceFactory(appui=appui, points_travailles="Travail réservé", prochaine_etape="Écrire au Gruppo")
    BlocageFactory(appui=appui, intitule="Blocage réservé", nature="Nature réservée")
    NoteFactory(appui=appui, texte="Note réservée")
    return appui


@pytest.fixture
def client_beneficiaire(connecte, troupe):
    return connecte(troupe.beneficiaire)


def adresse(appui):
    return reverse("espace:appui", args=[appui.pk])


def test_un_seul_appui_est_sa_page_d_accueil(client_beneficiaire, appui, troupe):
    promis = {"quoi": "Appeler Serina", "moyens": "le téléphone", "echeance": il_y_a(-3)}
    EngagementFactory(appui=appui, charge=None, personne=troupe.personne, **promis)
    EngagementFactory(appui=appui, quoi="Envoyer le contact")
    DocumentFactory(appui=appui, titre="Trame d’offre", nature="remis")
    page = client_beneficiaire.get(ESPACE).content.decode()
    for attendu in (
        "Votre projet «&nbsp;Filière noisette&nbsp;»",
        "C’est l’étape 1 sur 4.",
        "Étapes de votre projet",
        "Appeler Serina",
        "le téléphone",
        "Envoyer le contact",
        "Agathe Roux",
        troupe.agent.email,
        "04 00 00 00 01",
        "Trouver un partenaire italien.",
        "Trouver qui transforme.",
        "Nous avons pris contact",
        "Écrire au Gruppo",
        "Un point en visio",
        "Trame d’offre",
        f'href="{reverse("espace:feuille_de_route_pdf", args=[appui.pk])}"',
    ):
        assert attendu in page
    a_faire = page[page.index('id="a-faire"') :].split("</section>")[0]
    assert echeance(il_y_a(-3)) in a_faire
    assert "Étape périmée" not in page


def test_rien_de_ce_qui_est_interne(client_beneficiaire, appui):
    DocumentFactory(appui=appui, titre="Document réservé", nature="etudie")
    pages = [client_beneficiaire.get(url).content.decode() for url in (ESPACE, adresse(appui))]
    pages.append(texte_du_pdf(client_beneficiaire, appui))
    for page in pages:
        for interdit in (*INTERNE, "Document réservé"):
            assert interdit not in page


def test_les_coordonnees_des_autres_ne_paraissent_pas(client_beneficiaire, appui, troupe, connecte):
    autre = PersonneFactory(mission=troupe.mission, prenom="Paul", nom="Abadie", telephone="0611223344")
    appui.beneficiaires.add(autre)
    appui.co_charges.add(troupe.collegue)
    EngagementFactory(appui=appui, quoi="Prêter la salle", charge=None, personne=autre)
    page = client_beneficiaire.get(ESPACE).content.decode()
    assert "Prêter la salle" in page
    assert "Paul Abadie" in page
    for interdit in (autre.courriel, autre.telephone, troupe.collegue.email):
        assert interdit not in page


@pytest.mark.parametrize("etat", ["suspendu", "arrete"])
def test_l_arret_se_dit_sans_la_raison(client_beneficiaire, appui, etat):
    Appui.objects.filter(pk=appui.pk).update(etat=etat, motif_arret="non-moteur" if etat == "arrete" else "")
    page = client_beneficiaire.get(ESPACE).content.decode()
    assert "en pause" in page
    assert "moteur" not in page


def test_plusieurs_appuis(client_beneficiaire, appui, troupe):
    autre = AppuiFactory(mission=troupe.mission, intitule="Un second sujet", beneficiaires=[troupe.personne])
    page = client_beneficiaire.get(ESPACE).content.decode()
    for attendu in ("Bonjour Béa", "Filière noisette", "Un second sujet", adresse(autre)):
        assert attendu in page
    assert "pas encore né" in client_beneficiaire.get(adresse(autre)).content.decode()


def test_pas_l_appui_d_un_autre(client_beneficiaire, troupe):
    autre = AppuiFactory(mission=troupe.mission, projet=troupe.projet)
    assert client_beneficiaire.get(adresse(autre)).status_code == 404


def test_plus_rien_apres_avoir_quitte_l_appui(client_beneficiaire, appui, troupe):
    appui.beneficiaires.clear()
    assert client_beneficiaire.get(adresse(appui)).status_code == 404
    assert "Aucun appui pour l’instant" in client_beneficiaire.get(ESPACE).content.decode()


def test_un_compte_qui_n_est_beneficiaire_de_rien(db, connecte):
    assert connecte(UtilisateurFactory()).get(ESPACE).status_code == 404


def test_tenir_son_engagement(client_beneficiaire, appui, troupe):
    engagement = EngagementFactory(appui=appui, charge=None, personne=troupe.personne)
    reponse = client_beneficiaire.post(reverse("espace:engagement_fait", args=[engagement.pk]), {"suite": ESPACE})
    assert reponse["Location"] == ESPACE
    engagement.refresh_from_db()
    assert engagement.fait_le
    assert engagement.history.first().history_user == troupe.beneficiaire
    reponse = client_beneficiaire.post(reverse("espace:engagement_rouvrir", args=[engagement.pk]))
    assert reponse["Location"] == adresse(appui)
    engagement.refresh_from_db()
    assert engagement.fait_le is None


def test_l_engagement_du_beneficiaire_sans_nom(client_beneficiaire, appui):
    engagement = EngagementFactory(appui=appui, charge=None)
    client_beneficiaire.post(reverse("espace:engagement_fait", args=[engagement.pk]))
    engagement.refresh_from_db()
    assert engagement.fait_le


def test_pas_les_engagements_des_autres(client_beneficiaire, appui, troupe):
    autre = PersonneFactory(mission=troupe.mission)
    appui.beneficiaires.add(autre)
    for engagement in (
        EngagementFactory(appui=appui, charge=troupe.agent),
        EngagementFactory(appui=appui, charge=None, personne=autre),
        EngagementFactory(appui=AppuiFactory(mission=troupe.mission), charge=None),
        EngagementFactory(appui=None, projet=troupe.projet, charge=None),
    ):
        reponse = client_beneficiaire.post(reverse("espace:engagement_fait", args=[engagement.pk]))
        assert reponse.status_code == 404
        engagement.refresh_from_db()
        assert engagement.fait_le is None


def test_le_retour_reste_sur_le_site(client_beneficiaire, appui, troupe):
    engagement = EngagementFactory(appui=appui, charge=None, personne=troupe.personne)
    reponse = client_beneficiaire.post(
        reverse("espace:engagement_fait", args=[engagement.pk]), {"suite": "https://example.com/"}
    )
    assert reponse["Location"] == adresse(appui)


def texte_du_pdf(client, appui):
    reponse = client.get(reverse("espace:feuille_de_route_pdf", args=[appui.pk]))
    assert reponse["Content-Type"] == "application/pdf"
    assert reponse["Content-Disposition"].startswith("attachment")
    lecteur = pypdf.PdfReader(io.BytesIO(reponse.content))
    return "\n".join(page.extract_text() for page in lecteur.pages)


def test_la_feuille_de_route_en_pdf(client_beneficiaire, appui, troupe):
    EngagementFactory(appui=appui, quoi="Appeler Serina", charge=None, personne=troupe.personne)
    EngagementFactory(appui=appui, quoi="<img src='file:///etc/passwd'>", fait_le=il_y_a(1))
    reponse = client_beneficiaire.get(reverse("espace:feuille_de_route_pdf", args=[appui.pk]))
    lecteur = pypdf.PdfReader(io.BytesIO(reponse.content))
    assert lecteur.metadata.title == "Feuille de route · Filière noisette"
    assert lecteur.root_object["/Lang"] == "fr"
    assert lecteur.root_object["/MarkInfo"]["/Marked"]
    texte = texte_du_pdf(client_beneficiaire, appui)
    for attendu in ("Filière noisette", "Trouver qui transforme", "Écrire au Gruppo", "Appeler Serina", "passwd"):
        assert attendu in texte
    assert "Page 1/1" in texte


def garnir(troupe, nombre):
    for _ in range(nombre):
        appui = AppuiFactory(
            mission=troupe.mission,
            charge=troupe.agent,
            projet=ProjetFactory(mission=troupe.mission),
            beneficiaires=[troupe.personne],
        )
        SequenceFactory(appui=appui, prochaine_etape="Écrire")
        EngagementFactory(appui=appui, charge=None, personne=troupe.personne)
        DocumentFactory(appui=appui, nature="remis")
        appui.etapes_franchies.create(etape=Etape.CONTACT, le=il_y_a(9), par=troupe.agent)


def requetes(client, url):
    with CaptureQueriesContext(connection) as capture:
        assert client.get(url).status_code == 200
    return len(capture)


def test_le_nombre_de_requetes_ne_depend_pas_du_nombre_d_appuis(client_beneficiaire, troupe):
    garnir(troupe, 2)
    peu = requetes(client_beneficiaire, ESPACE)
    garnir(troupe, 20)
    assert requetes(client_beneficiaire, ESPACE) == peu
    assert peu <= 20
    assert requetes(client_beneficiaire, adresse(troupe.appui)) <= 20
