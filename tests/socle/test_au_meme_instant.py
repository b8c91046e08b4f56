"""The same instant, for real: several requests at once against PostgreSQL (SQLite lets one writer in at a time)."""

import pytest
from django.test import Client
from django.urls import reverse

from appuis.models import Projet
from tests.au_meme_instant import poster_ensemble
from tests.personnages import troupe as monter_troupe
from tests.saisie import saisie

pytestmark = pytest.mark.au_meme_instant
FOIS = 6


@pytest.fixture
def client_agent():
    client = Client()
    client.troupe = monter_troupe()
    client.force_login(client.troupe.agent)
    return client


def depuis_autant_d_onglets(client, envois):
    """`envois`: (address, data), each from a tab of its own of the same session."""

    def onglet():
        un = Client()
        un.cookies = client.cookies
        return un

    return poster_ensemble([(onglet(), *envoi) for envoi in envois])


def lire(client, adresse):
    page = client.get(adresse).context["page"]
    return saisie(page.form, *page.tables)


def test_envoye_plusieurs_fois_cree_une_fois(client_agent):
    adresse = reverse("projets:nouveau")
    donnees = lire(client_agent, adresse) | {"nom": "Refuges", "actions-total": "1", "actions-0-intitule": "Voyage"}
    reponses = depuis_autant_d_onglets(client_agent, [(adresse, donnees)] * FOIS)
    projet = Projet.objects.get(nom="Refuges")
    assert {r["Location"] for r in reponses} == {projet.get_absolute_url()}
    assert projet.actions_prevues.count() == 1


def test_un_seul_gagne_le_meme_champ(client_agent):
    adresse = reverse("projets:modifier", args=[client_agent.troupe.projet.pk])
    donnees = lire(client_agent, adresse)
    reponses = depuis_autant_d_onglets(client_agent, [(adresse, donnees | {"nom": f"Nom {i}"}) for i in range(FOIS)])
    gagnants = [i for i, r in enumerate(reponses) if r.status_code == 302]
    assert len(gagnants) == 1
    assert Projet.objects.get(pk=client_agent.troupe.projet.pk).nom == f"Nom {gagnants[0]}"
    for i, reponse in enumerate(reponses):
        if i not in gagnants:
            assert f"« Nom {gagnants[0]} »" in reponse.content.decode()


def test_des_champs_differents_sont_tous_gardes(client_agent):
    adresse = reverse("projets:modifier", args=[client_agent.troupe.projet.pk])
    donnees = lire(client_agent, adresse)
    changements = [{"nom": "Refuges"}, {"objet": "Marcher"}, {"cout_total": "12"}, {"date_debut": "2026-01-02"}]
    changements += [{"actions-total": "1", "actions-0-intitule": f"Action {i}"} for i in range(2)]
    reponses = depuis_autant_d_onglets(client_agent, [(adresse, donnees | c) for c in changements])
    assert [r.status_code for r in reponses] == [302] * len(changements)
    projet = Projet.objects.get(pk=client_agent.troupe.projet.pk)
    assert (projet.nom, projet.objet, projet.cout_total) == ("Refuges", "Marcher", 12)
    assert str(projet.date_debut) == "2026-01-02"
    assert projet.actions_prevues.count() == 2
