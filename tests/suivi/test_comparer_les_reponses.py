"""Answers laid side by side: what differs and why; the right one is retained in the project."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from appuis.models import Financement, Stade
from tests.factories import StructureFactory
from tests.suivi.croisements import comparer, lisible, raisons, repondre, retenir, texte_de


@pytest.fixture
def agent(client, troupe):
    client.force_login(troupe.agent)
    return client


# --- comparing --------------------------------------------------------------------------------


def test_ce_qui_revient_au_meme_ne_diverge_pas(croisement, serina):
    point = repondre(
        croisement,
        serina,
        cout_total=Decimal("50000.00"),
        nom="FILIERE  noisette.",
        chef_de_file="Groupe d’action locale Terres d'Aubrives",
        partenaires="g.v.s.\n\n gal terres d’aubrives",
    )
    point.actions.update(intitule="visite croisee", lieu="SERINA")
    point.financements.update(financeur="g.a.l.")
    point.financements.update(financeur="gal")
    assert raisons(croisement) == []
    assert comparer(croisement).resume == "Les réponses reçues concordent avec le portail"


@pytest.mark.parametrize(
    ("champs", "dit"),
    [
        ({"cout_total": 38000}, "12 000 € de moins que le portail"),
        ({"cout_total": None}, "laissé vide"),
        ({"date_fin": date(2028, 7, 1)}, "1 jour plus tard que le portail"),
        ({"date_fin": date(2028, 1, 1)}, "6 mois plus tôt que le portail"),
        ({"date_debut": date(2027, 1, 1)}, "le portail ne le sait pas"),
        ({"chef_de_file": "Gruppo Valle Serina"}, "un autre chef de file"),
        ({"stade": Stade.CLOTURE}, "un autre état d’avancement"),
        ({"objet": "Autre chose"}, "le portail ne le sait pas"),
        ({"nom": "Noisettes en Europe"}, "un autre nom"),
        ({"partenaires": "Gruppo Valle Serina\nMoulin"}, "ajouté par ce partenaire"),
        ({"partenaires": ""}, "pas parmi ses partenaires par ce partenaire"),
    ],
)
def test_chaque_ecart_a_sa_raison(croisement, serina, champs, dit):
    repondre(croisement, serina, **champs)
    [raison] = raisons(croisement)
    assert lisible(raison) == f"Gruppo Valle Serina : {dit}"


def test_ne_pas_savoir_n_est_pas_diverger(croisement, serina):
    repondre(croisement, serina, type=None, stade="")
    assert raisons(croisement) == []


def test_les_actions_et_l_argent_ligne_a_ligne(croisement, serina, troupe):
    point = repondre(croisement, serina)
    point.actions.create(intitule="Foire", echeance=date(2028, 1, 1))
    point.actions.filter(intitule="Visite croisée").update(echeance=date(2027, 3, 31), lieu="Turin")
    point.financements.update(montant=28000, etat=Financement.Etat.ACQUIS)
    autre = repondre(croisement, troupe.personne)
    autre.actions.all().delete()
    assert [lisible(r) for r in raisons(croisement)] == [
        "Gruppo Valle Serina : 2 000 € de moins que le portail, acquis au lieu de pressenti",
        "GAL Terres d’Aubrives : pas mentionnée par ce partenaire",
        "Gruppo Valle Serina : échéance : 30 jours plus tard que le portail, un autre lieu",
        "Gruppo Valle Serina : ajoutée par ce partenaire",
    ]
    assert comparer(croisement).divergences == ["financements", "actions prévues"]


def test_deux_actions_du_meme_nom_ne_se_confondent_pas(croisement, projet, serina):
    projet.actions_prevues.create(intitule="Visite croisée", echeance=date(2027, 9, 1))
    point = repondre(croisement, serina)
    assert raisons(croisement) == []
    point.actions.last().delete()
    assert len(raisons(croisement)) == 1


# --- retaining --------------------------------------------------------------------------------


def test_retenir_ecrit_dans_le_projet_avec_son_histoire(agent, croisement, projet, serina, troupe):
    point = repondre(croisement, serina, cout_total=62000)
    assert "« 62 000 € » est retenu." in texte_de(retenir(agent, croisement, "cout_total", point))
    projet.refresh_from_db()
    assert projet.cout_total == 62000
    trace = projet.history.first()
    assert trace.history_user == troupe.agent
    assert trace.history_change_reason == "croisement des informations : Gruppo Valle Serina"
    assert raisons(croisement) == []


def test_retenir_une_structure_du_reseau_seulement(agent, croisement, projet, serina):
    point = repondre(croisement, serina, chef_de_file="gvs")
    retenir(agent, croisement, "chef_de_file", point)
    projet.refresh_from_db()
    assert projet.chef_de_file == serina.structure
    point = repondre(croisement, serina, chef_de_file="Inconnue des vallées")
    assert "n’est pas dans le réseau de la mission" in texte_de(retenir(agent, croisement, "chef_de_file", point))
    projet.refresh_from_db()
    assert projet.chef_de_file == serina.structure


def test_ajouter_changer_et_retirer_des_lignes(agent, croisement, projet, serina, troupe):
    StructureFactory(mission=troupe.mission, nom="Huilerie du Moulin")
    point = repondre(croisement, serina, partenaires="huilerie du moulin")
    point.actions.update(lieu="Turin")
    point.actions.create(intitule="Foire", lieu="Cuneo", echeance=date(2028, 1, 1))
    point.financements.all().delete()
    retenir(agent, croisement, "partenaires", point, "huilerie")
    retenir(agent, croisement, "partenaires", point, "gruppo")
    retenir(agent, croisement, "actions", point, "visite")
    retenir(agent, croisement, "actions", point, "foire")
    retenir(agent, croisement, "financements", point)
    assert [str(p) for p in projet.partenariats.all()] == ["Huilerie du Moulin"]
    assert [(a.intitule, a.lieu) for a in projet.actions_prevues.all()] == [
        ("Visite croisée", "Turin"),
        ("Foire", "Cuneo"),
    ]
    assert not projet.financements.exists()
    assert raisons(croisement) == []
    historique = texte_de(agent.get(reverse("projets:historique", args=[projet.pk])))
    assert "Ajout : action prévue « Foire »" in historique
    assert "croisement des informations : Gruppo Valle Serina" in historique


def test_ce_qui_a_change_entre_temps_n_est_pas_ecrase(agent, croisement, projet, serina):
    point = repondre(croisement, serina, cout_total=62000)
    vue = comparer(croisement).cellule("cout_total", "", point.pk)[1].empreinte
    projet.cout_total = 55000
    projet.save()
    page = retenir(agent, croisement, "cout_total", point, empreinte=vue)
    assert "a changé entre-temps" in texte_de(page)
    projet.refresh_from_db()
    assert projet.cout_total == 55000


@pytest.mark.parametrize(
    "changements",
    [{"code": "mission"}, {"code": ""}, {"cle": "x\x00"}, {"point": "0"}, {"point": "abc"}, {"empreinte": ""}],
)
def test_une_demande_forgee_n_ecrit_rien(agent, croisement, projet, serina, changements):
    point = repondre(croisement, serina, cout_total=62000)
    assert "a changé entre-temps" in texte_de(retenir(agent, croisement, "cout_total", point, **changements))
    projet.refresh_from_db()
    assert projet.cout_total == 50000


def test_les_dates_restent_dans_l_ordre(agent, croisement, projet, serina):
    point = repondre(croisement, serina, date_debut=date(2027, 1, 1))
    projet.date_fin = date(2026, 1, 1)
    projet.save()
    assert "La fin ne peut pas précéder le début" in texte_de(retenir(agent, croisement, "date_debut", point))


def test_un_stade_se_date_ailleurs(agent, croisement, projet, serina):
    repondre(croisement, serina, stade=Stade.REALISATION)
    page = agent.get(croisement.get_absolute_url()).content.decode()
    assert "Retenir cette valeur" not in page
    assert reverse("projets:stade", args=[projet.pk]) in page
