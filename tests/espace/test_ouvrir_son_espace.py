"""What a bénéficiaire finds in their space: what is expected, their projects, what was handed over; nothing else."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from appuis import attentes as module
from appuis.attentes import Attente, attentes
from appuis.models import Appui, Financement, Partenariat
from tests.factories import (
    AppuiFactory,
    DocumentFactory,
    EngagementFactory,
    MembreFactory,
    PersonneFactory,
    ProjetFactory,
    SequenceFactory,
    StructureFactory,
    TypeFinancementFactory,
    UtilisateurFactory,
    il_y_a,
)

ESPACE = reverse("espace:espace")


@pytest.fixture
def bea(connecte, troupe):
    return connecte(troupe.beneficiaire)


@pytest.fixture
def paul(troupe):
    """Somebody of a partner, invited to the project only."""
    compte = UtilisateurFactory(first_name="Paul", last_name="Abadie")
    troupe.projet.participants.add(PersonneFactory(mission=troupe.mission, compte=compte))
    return compte


def lire(client, adresse=ESPACE):
    reponse = client.get(adresse)
    assert reponse.status_code == 200
    return reponse.content.decode()


def deposer(troupe, **champs):
    """A document of the project, handed over unless said otherwise."""
    defauts = {"appui": None, "projet": troupe.projet, "nature": "remis", "depose_par": troupe.agent}
    return DocumentFactory(**defauts | champs)


def page_du_projet(projet):
    return reverse("espace:projet", args=[projet.pk])


# --- what is expected now ---------------------------------------------------------------------


def test_ce_qui_est_attendu_le_plus_presse_d_abord(bea, troupe, monkeypatch):
    EngagementFactory(appui=troupe.appui, quoi="Sans date", charge=None, echeance=None)
    EngagementFactory(appui=troupe.appui, quoi="Bientôt", charge=None, echeance=il_y_a(-3))
    EngagementFactory(appui=troupe.appui, quoi="En retard", charge=None, echeance=il_y_a(4))
    EngagementFactory(appui=troupe.appui, quoi="Déjà fait", charge=None, fait_le=il_y_a(1))
    EngagementFactory(appui=troupe.appui, quoi="De l’agent")
    fiche = Attente("Remplir le pré-projet", "/ailleurs/", "Remplir", "pencil", pour_le=il_y_a(-1))
    monkeypatch.setattr(module, "SOURCES", [*module.SOURCES, lambda user: [fiche]])
    assert [a.quoi for a in attentes(troupe.beneficiaire)] == [
        "En retard",
        "Remplir le pré-projet",
        "Bientôt",
        "Sans date",
    ]
    page = lire(bea)
    assert 'href="/ailleurs/"' in page
    assert page.index("En retard") < page.index("Remplir le pré-projet") < page.index("Bientôt")


def test_un_clic_suffit(bea, troupe):
    engagement = EngagementFactory(appui=troupe.appui, charge=None, personne=troupe.personne)
    [attente] = attentes(troupe.beneficiaire)
    assert attente.geste in lire(bea)
    assert bea.post(attente.geste, {"suite": ESPACE})["Location"] == ESPACE
    engagement.refresh_from_db()
    assert engagement.fait_le


@pytest.mark.parametrize("etat", ["arrete", "clos"])
def test_rien_n_est_attendu_d_un_appui_fini(bea, troupe, etat):
    EngagementFactory(appui=troupe.appui, quoi="Appeler Serina", charge=None)
    Appui.objects.update(etat=etat, motif_arret="autre" if etat == "arrete" else "")
    assert attentes(troupe.beneficiaire) == []
    page = lire(bea)
    assert "Rien ne vous attend" in page
    assert "Ce qui était promis" in page
    assert "Appeler Serina" in page


# --- the latest exchanges ---------------------------------------------------------------------


def test_les_derniers_echanges(bea, troupe):
    for jours in range(1, 8):
        SequenceFactory(appui=troupe.appui, date=il_y_a(jours), nature=f"Échange {jours}", points_travailles="Caché")
    dernier = {"appui": troupe.appui, "date": il_y_a(0), "lieu": "Caché"}
    SequenceFactory(nature="Relevé", releve=True, decisions="On écrit à Serina", **dernier)
    SequenceFactory(nature="Sans relevé", releve=False, decisions="Décision cachée", **dernier)
    page = lire(bea)
    for attendu in ("Relevé", "Sans relevé", "On écrit à Serina", "Échange 3"):
        assert attendu in page
    for absent in ("Échange 4", "Décision cachée", "Caché"):
        assert absent not in page


def test_le_prochain_echange_est_en_haut(bea, troupe):
    SequenceFactory(appui=troupe.appui, prochain_echange="Mardi en visio")
    page = lire(bea)
    assert page.index("Mardi en visio") < page.index("Votre feuille de route")


# --- the page of a project --------------------------------------------------------------------


def test_qui_suit_un_seul_projet_y_arrive(connecte, troupe, paul):
    troupe.projet.objet = "Transformer la noisette ensemble."
    troupe.projet.save()
    partenaire = StructureFactory(mission=troupe.mission, nom="Gruppo Valle Serina", pays="IT")
    Partenariat.objects.create(projet=troupe.projet, structure=partenaire, role="Transformation")
    deposer(troupe, titre="Carte des vergers")
    client = connecte(paul)
    assert client.get(reverse("accueil"))["Location"] == ESPACE
    page = lire(client)
    for attendu in (
        "Filière noisette",
        "Transformer la noisette ensemble.",
        "C’est l’étape 1 sur 4.",
        "GAL Terres d’Aubrives",
        "Gruppo Valle Serina",
        "Italie",
        "Transformation",
        "Carte des vergers",
    ):
        assert attendu in page


def test_rien_d_interne_ni_des_autres(connecte, troupe, paul):
    appui = troupe.appui
    appui.intitule, appui.besoin_exprime = "Appui réservé", "Besoin réservé"
    appui.save()
    troupe.projet.cout_total = 98765
    troupe.projet.save()
    Financement.objects.create(projet=troupe.projet, type=TypeFinancementFactory(), financeur="Financeur réservé")
    troupe.projet.liens.create(titre="Lien réservé", url="https://example.org/")
    SequenceFactory(appui=appui, nature="Séquence réservée", prochaine_etape="Étape réservée")
    EngagementFactory(appui=None, projet=troupe.projet, quoi="Engagement réservé", charge=troupe.agent)
    for nature in ("etudie", "recupere"):
        deposer(troupe, titre="Document réservé", nature=nature)
    DocumentFactory(appui=appui, titre="Document réservé", nature="remis")
    for adresse in (ESPACE, page_du_projet(troupe.projet)):
        page = lire(connecte(paul), adresse)
        assert "réservé" not in page
        assert "98765" not in page.replace("\u202f", "").replace("\xa0", "")
        assert "Béa Fontaine" not in page
    assert connecte(paul).get(reverse("espace:appui", args=[appui.pk])).status_code == 404


def test_le_beneficiaire_lit_aussi_la_page_du_projet(bea, troupe):
    page = lire(bea, page_du_projet(troupe.projet))
    assert reverse("espace:appui", args=[troupe.appui.pk]) in page


def test_pas_un_autre_projet(bea, connecte, troupe, paul):
    autre = ProjetFactory(mission=troupe.mission, nom="Projet des autres")
    for compte in (troupe.beneficiaire, paul):
        client = connecte(compte)
        assert client.get(page_du_projet(autre)).status_code == 404
        assert "Projet des autres" not in lire(client)


def test_retire_du_projet_la_page_suivante_est_fermee(connecte, troupe, paul):
    client = connecte(paul)
    lire(client, page_du_projet(troupe.projet))
    troupe.projet.participants.clear()
    assert client.get(page_du_projet(troupe.projet)).status_code == 404
    assert "Aucun appui pour l’instant" in lire(client)


# --- several projects; several hats -----------------------------------------------------------


def test_plusieurs_projets(bea, troupe):
    suivi = ProjetFactory(mission=troupe.mission, nom="Refuges")
    suivi.participants.add(troupe.personne)
    EngagementFactory(appui=troupe.appui, quoi="Appeler Serina", charge=None)
    page = lire(bea)
    for attendu in ("Bonjour Béa", "Appeler Serina", "Filière noisette", "Refuges", page_du_projet(suivi)):
        assert attendu in page


def test_dans_deux_missions(bea, troupe):
    ailleurs = AppuiFactory(intitule="Festival")
    ailleurs.beneficiaires.add(PersonneFactory(mission=ailleurs.mission, compte=troupe.beneficiaire))
    page = lire(bea)
    assert "Festival" in page
    assert "Filière noisette" in page


def test_membre_et_beneficiaire_garde_les_deux(connecte, troupe):
    MembreFactory(mission=troupe.mission, utilisateur=troupe.beneficiaire)
    client = connecte(troupe.beneficiaire)
    assert client.get(reverse("accueil")).status_code == 200
    assert client.get(troupe.appui.get_absolute_url()).status_code == 200
    assert "Mon espace" in lire(client)


def garnir(troupe, nombre):
    for _ in range(nombre):
        projet = ProjetFactory(mission=troupe.mission, chef_de_file=troupe.structure)
        projet.participants.add(troupe.personne)
        projet.stades_atteints.create(stade="emergence", le=il_y_a(9))
        for cible in (projet, troupe.projet):
            Partenariat.objects.create(projet=cible, structure=StructureFactory(mission=troupe.mission))
            deposer(troupe, projet=cible)
        SequenceFactory(appui=troupe.appui)
        EngagementFactory(appui=troupe.appui, charge=None)


def test_le_nombre_de_requetes_ne_grandit_pas(bea, troupe):
    def compter(adresse):
        with CaptureQueriesContext(connection) as requetes:
            lire(bea, adresse)
        return len(requetes)

    adresses = [ESPACE, page_du_projet(troupe.projet), reverse("espace:appui", args=[troupe.appui.pk])]
    garnir(troupe, 2)
    peu = [compter(adresse) for adresse in adresses]
    garnir(troupe, 12)
    assert [compter(adresse) for adresse in adresses] == peu
    assert max(peu) <= 20
