"""An officer creates a project and writes, on one page, all that the tableau de suivi des actions shows."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from appuis.models import Projet
from missions.models import Structure
from tests.factories import (
    MembreFactory,
    MissionFactory,
    StructureFactory,
    TypeCooperationFactory,
    TypeFinancementFactory,
    UtilisateurFactory,
)
from tests.saisie import saisie

NOUVEAU = reverse("projets:nouveau")


def lire(client, adresse=NOUVEAU):
    """What the browser holds once the page is open."""
    page = client.get(adresse).context["page"]
    return saisie(page.form, *page.tables)


def modifier(troupe):
    return reverse("projets:modifier", args=[troupe.projet.pk])


@pytest.fixture
def client_agent(connecte, troupe):
    return connecte(troupe.agent)


def test_tout_ce_que_montre_le_tableau(client_agent, troupe):
    partenaire = StructureFactory(mission=troupe.mission, nom="Gruppo Valle Serina", pays="IT")
    donnees = lire(client_agent) | {
        "nom": "Filière châtaigne",
        "type": TypeCooperationFactory().pk,
        "objet": "Transformer ensemble.",
        "chef_de_file": troupe.structure.pk,
        "cout_total": "120 000,50 €",
        "date_debut": "2026-09-01",
        "date_fin": "31/12/2027",
        "partenaires-total": "1",
        "partenaires-0-structure": partenaire.pk,
        "partenaires-0-role": "Atelier",
        "financements-total": "1",
        "financements-0-type": TypeFinancementFactory().pk,
        "financements-0-financeur": "Région",
        "financements-0-montant": "60 000",
        "financements-0-etat": "acquis",
        "actions-total": "1",
        "actions-0-intitule": "Voyage d’étude",
        "actions-0-lieu": "Cuneo",
        "actions-0-echeance": "2026-11-12",
        "liens-total": "1",
        "liens-0-url": "exemple.org/noisette",
        "liens-0-titre": "Le carnet",
    }
    reponse = client_agent.post(NOUVEAU, donnees)
    projet = Projet.objects.get(nom="Filière châtaigne")
    assert reponse["Location"] == projet.get_absolute_url()
    assert projet.mission == troupe.mission
    assert projet.cout_total == Decimal("120000.50")
    assert (projet.date_debut, projet.date_fin) == (date(2026, 9, 1), date(2027, 12, 31))
    assert projet.chef_de_file == troupe.structure
    assert (projet.partenariats.get().structure, projet.partenariats.get().role) == (partenaire, "Atelier")
    financement = projet.financements.get()
    assert (financement.financeur, financement.montant, financement.etat) == ("Région", 60000, "acquis")
    action = projet.actions_prevues.get()
    assert (action.intitule, action.lieu, action.echeance) == ("Voyage d’étude", "Cuneo", date(2026, 11, 12))
    assert projet.liens.get().url == "https://exemple.org/noisette"
    page = client_agent.get(projet.get_absolute_url()).content.decode()
    for attendu in ("Gruppo Valle Serina", "Italie", "Atelier", "Région", "Voyage d’étude", "Cuneo", "Le carnet"):
        assert attendu in page
    assert "il manque" in page
    assert "60\xa0000,50" in page.replace("\u202f", "\xa0")


def test_des_structures_creees_sur_le_moment(client_agent, troupe):
    donnees = lire(client_agent) | {
        "nom": "Refuges",
        "chef-nom": "PNR des Monts d’Orcelle",
        "chef-pays": "FR",
        "partenaires-total": "2",
        "partenaires-0-nouvelle-nom": "Rifugi Alta Fiorana",
        "partenaires-0-nouvelle-pays": "IT",
        "partenaires-0-role": "Accueille",
        "partenaires-1-nouvelle-nom": "rifugi alta fiorana",
    }
    client_agent.post(NOUVEAU, donnees)
    projet = Projet.objects.get(nom="Refuges")
    assert projet.chef_de_file.nom == "PNR des Monts d’Orcelle"
    partenariat = projet.partenariats.get()
    assert (partenariat.structure.nom, partenariat.structure.pays.code) == ("Rifugi Alta Fiorana", "IT")
    assert partenariat.role == "Accueille"
    assert Structure.objects.filter(nom__iexact="Rifugi Alta Fiorana").count() == 1


def test_un_partenaire_sans_structure(client_agent, troupe):
    donnees = lire(client_agent, modifier(troupe)) | {"partenaires-total": "1", "partenaires-0-role": "Accueille"}
    reponse = client_agent.post(modifier(troupe), donnees)
    assert "Choisissez une structure, ou créez-la." in reponse.content.decode()
    assert "Accueille" in reponse.content.decode()


def test_envoye_deux_fois_cree_un_seul_projet(client_agent):
    donnees = lire(client_agent) | {"nom": "Refuges", "actions-total": "1", "actions-0-intitule": "Voyage"}
    premiere, seconde = client_agent.post(NOUVEAU, donnees), client_agent.post(NOUVEAU, donnees)
    projet = Projet.objects.get(nom="Refuges")
    assert premiere["Location"] == seconde["Location"] == projet.get_absolute_url()
    assert projet.actions_prevues.count() == 1


def test_les_erreurs_sont_dites_et_rien_n_est_perdu(client_agent, troupe):
    donnees = lire(client_agent, modifier(troupe)) | {
        "nom": "",
        "cout_total": "beaucoup",
        "date_debut": "2027-01-01",
        "date_fin": "2026-01-01",
        "objet": "Un objet à garder",
        "actions-total": "1",
        "actions-0-lieu": "Un lieu à garder",
        "liens-total": "1",
        "liens-0-url": "javascript:alert(1)",
    }
    reponse = client_agent.post(modifier(troupe), donnees)
    assert reponse.status_code == 200
    page = reponse.content.decode()
    for attendu in ("Un objet à garder", "Un lieu à garder", "beaucoup", "Écrivez un nombre", "Action 1, Action"):
        assert attendu in page
    troupe.projet.refresh_from_db()
    assert (troupe.projet.nom, troupe.projet.objet) == ("Filière noisette", "")
    assert not troupe.projet.liens.exists()


def test_la_fin_suit_le_debut(client_agent, troupe):
    donnees = lire(client_agent, modifier(troupe)) | {"date_debut": "2027-01-01", "date_fin": "2026-01-01"}
    reponse = client_agent.post(modifier(troupe), donnees)
    assert "La fin ne peut pas précéder le début." in reponse.content.decode()


@pytest.mark.parametrize("table", ["partenaires", "financements", "actions", "liens"])
def test_une_ligne_de_plus_sans_javascript(client_agent, troupe, table):
    donnees = lire(client_agent, modifier(troupe)) | {"objet": "Un objet à garder", "_ajouter": table}
    reponse = client_agent.post(modifier(troupe), donnees)
    page = reponse.content.decode()
    assert f'id="{table}-0"' in page
    assert "Un objet à garder" in page
    assert "à corriger" not in page
    troupe.projet.refresh_from_db()
    assert troupe.projet.objet == ""


@pytest.mark.parametrize("total", ["5000", "-1", "x"])
def test_un_nombre_de_lignes_invente(client_agent, troupe, total):
    reponse = client_agent.post(modifier(troupe), lire(client_agent, modifier(troupe)) | {"actions-total": total})
    assert reponse.status_code == 200
    assert "Actions prévues : " in reponse.content.decode()


def test_une_structure_d_une_autre_mission(client_agent, troupe):
    ailleurs = StructureFactory()
    donnees = lire(client_agent, modifier(troupe)) | {
        "chef_de_file": ailleurs.pk,
        "partenaires-total": "1",
        "partenaires-0-structure": ailleurs.pk,
    }
    assert client_agent.post(modifier(troupe), donnees).status_code == 200
    troupe.projet.refresh_from_db()
    assert troupe.projet.chef_de_file == troupe.structure
    assert not troupe.projet.partenariats.exists()


def test_champs_caches_inventes(client_agent, troupe):
    ailleurs = MissionFactory()
    donnees = lire(client_agent, modifier(troupe)) | {"mission": ailleurs.pk, "stade": "cloture", "objet": "Oui"}
    client_agent.post(modifier(troupe), donnees)
    troupe.projet.refresh_from_db()
    assert (troupe.projet.mission, troupe.projet.stade, troupe.projet.objet) == (troupe.mission, "emergence", "Oui")


def test_deux_personnes_a_la_fois(client_agent, troupe):
    donnees = lire(client_agent, modifier(troupe))
    Projet.objects.filter(pk=troupe.projet.pk).update(nom="Filière châtaigne", objet="De l’autre")
    reponse = client_agent.post(modifier(troupe), donnees | {"nom": "Filière noix"})
    assert "« Filière châtaigne »" in reponse.content.decode()
    assert "Filière noix" in reponse.content.decode()
    reponse = client_agent.post(modifier(troupe), donnees | {"cout_total": "10"})
    assert reponse.status_code == 302
    troupe.projet.refresh_from_db()
    assert (troupe.projet.nom, troupe.projet.objet) == ("Filière châtaigne", "De l’autre")
    assert troupe.projet.cout_total == 10


def test_depuis_un_appui_sans_projet(client_agent, troupe):
    troupe.appui.projet = None
    troupe.appui.save()
    adresse = f"{NOUVEAU}?appui={troupe.appui.pk}"
    client_agent.post(adresse, lire(client_agent, adresse) | {"nom": "Refuges"})
    troupe.appui.refresh_from_db()
    assert troupe.appui.projet == Projet.objects.get(nom="Refuges")


def test_pas_depuis_l_appui_d_un_collegue(connecte, troupe):
    troupe.appui.projet = None
    troupe.appui.save()
    adresse = f"{NOUVEAU}?appui={troupe.appui.pk}"
    assert connecte(troupe.collegue).get(adresse).status_code == 404


def test_depuis_une_structure(client_agent, troupe):
    assert lire(client_agent, f"{NOUVEAU}?structure={troupe.structure.pk}")["chef_de_file"] == str(troupe.structure.pk)


def test_qui_est_de_deux_missions_choisit(db, connecte):
    compte, autre = UtilisateurFactory(), MissionFactory(nom="Mission du Nord")
    MembreFactory(utilisateur=compte)
    MembreFactory(utilisateur=compte, mission=autre)
    client = connecte(compte)
    assert "Pour quelle mission ?" in client.get(NOUVEAU).content.decode()
    adresse = f"{NOUVEAU}?mission={autre.pk}"
    client.post(adresse, lire(client, adresse) | {"nom": "Refuges"})
    assert Projet.objects.get().mission == autre
    assert client.get(f"{NOUVEAU}?mission={MissionFactory().pk}").status_code == 404


def test_chercher_un_projet_en_tapant(client_agent, troupe):
    reponse = client_agent.get(reverse("projets:choisir"), {"q": "FILIERE", "champ": "projet"})
    assert "Filière noisette" in reponse.content.decode()
    reponse = client_agent.get(reverse("projets:choisir"), {"q": "zzz", "champ": "projet"})
    assert "Aucun résultat" in reponse.content.decode()


def test_du_html_reste_du_texte(client_agent, troupe):
    mechant = "<script>alert(1)</script>"
    donnees = lire(client_agent, modifier(troupe)) | {
        "nom": mechant,
        "actions-total": "1",
        "actions-0-intitule": mechant,
        "liens-total": "1",
        "liens-0-url": "https://example.org/",
        "liens-0-titre": mechant,
    }
    client_agent.post(modifier(troupe), donnees)
    for adresse in (troupe.projet.get_absolute_url(), modifier(troupe)):
        assert mechant not in client_agent.get(adresse).content.decode()


def test_cent_lignes_s_enregistrent(client_agent, troupe):
    donnees = lire(client_agent, modifier(troupe)) | {"actions-total": "200"}
    donnees |= {f"actions-{i}-intitule": f"Action {i}" for i in range(200)}
    assert client_agent.post(modifier(troupe), donnees).status_code == 302
    assert troupe.projet.actions_prevues.count() == 200


def test_un_charge_de_deux_missions_dit_d_abord_laquelle(connecte, troupe):
    """The choice comes back in the address: the form that asks for it is a GET."""
    autre = MissionFactory(nom="Mission d’en face")
    MembreFactory(mission=autre, utilisateur=troupe.agent)
    client = connecte(troupe.agent)
    page = client.get(reverse("projets:nouveau")).content.decode()
    assert '<form method="get"' in page
    suite = client.get(reverse("projets:nouveau"), {"mission": autre.pk}).content.decode()
    assert '<form method="post"' in suite
    assert "Nom du projet de coopération" in suite
