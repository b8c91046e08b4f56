"""Two administrators write the same document at once: nothing is overwritten unseen, nothing unread is published."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from missions.models import VersionDeDocument
from tests.factories import UtilisateurFactory
from tests.missions.documents import charte, fiche, relu
from tests.saisie import saisie_de_l_admin


@pytest.fixture
def adam_et_ada(troupe):
    adam, ada = Client(), Client()
    adam.force_login(troupe.admin)
    ada.force_login(
        UtilisateurFactory(
            email="ada@example.org", first_name="Ada", last_name="Morel", is_staff=True, is_superuser=True
        )
    )
    return adam, ada


def _page(document):
    return reverse(f"admin:missions_{document._meta.model_name}_change", args=[document.pk])


def _ouvrir(document, *clients):
    return [saisie_de_l_admin(client.get(_page(document))) for client in clients]


def _erreurs(reponse):
    assert reponse.status_code == 200
    return re.sub(r"\s+", " ", str(reponse.context["errors"]))


def _textes(document):
    return list(relu(document).activites.values_list("activite", flat=True))


def test_le_meme_champ(adam_et_ada, troupe):
    """Refused, with both texts, the author and the time; saved again knowingly."""
    adam, ada = adam_et_ada
    document = charte(troupe.mission)
    d_adam, d_ada = _ouvrir(document, adam, ada)
    long = "le texte d’Adam " * 40 + "jusqu’au bout"
    assert adam.post(_page(document), d_adam | {"publics": long}).status_code == 302
    refus = ada.post(_page(document), d_ada | {"publics": "le texte d’Ada"})
    assert re.search(r"Adam Leroy, le \d+ \w+ à \d\d:\d\d,", _erreurs(refus))
    assert "jusqu’au bout" in _erreurs(refus).replace("&#x27;", "’")
    assert "le texte d’Ada</textarea>" in refus.content.decode()
    assert relu(document).publics == long.strip()
    assert ada.post(_page(document), saisie_de_l_admin(refus)).status_code == 302
    assert relu(document).publics == "le texte d’Ada"


def test_deux_champs_differents_sont_tous_deux_gardes(adam_et_ada, troupe):
    adam, ada = adam_et_ada
    document = charte(troupe.mission)
    d_adam, d_ada = _ouvrir(document, adam, ada)
    adam.post(_page(document), d_adam | {"publics": "Les élus"})
    assert ada.post(_page(document), d_ada | {"domaines": "La méthode"}).status_code == 302
    assert (relu(document).publics, relu(document).domaines) == ("Les élus", "La méthode")


def test_la_meme_activite(adam_et_ada, troupe):
    adam, ada = adam_et_ada
    document = fiche(troupe.mission)
    d_adam, d_ada = _ouvrir(document, adam, ada)
    adam.post(_page(document), d_adam | {"activites-0-activite": "Écouter"})
    refus = ada.post(_page(document), d_ada | {"activites-0-activite": "Former"})
    assert "Adam Leroy, le " in _erreurs(refus)
    assert "Écouter" in _erreurs(refus)
    assert "Former</textarea>" in refus.content.decode()
    assert _textes(document)[0] == "Écouter"
    assert ada.post(_page(document), saisie_de_l_admin(refus)).status_code == 302
    assert _textes(document)[0] == "Former"


def test_deux_cases_de_la_meme_activite(adam_et_ada, troupe):
    adam, ada = adam_et_ada
    document = fiche(troupe.mission)
    d_adam, d_ada = _ouvrir(document, adam, ada)
    adam.post(_page(document), d_adam | {"activites-0-activite": "Écouter"})
    assert ada.post(_page(document), d_ada | {"activites-0-suppleance": "Rose"}).status_code == 302
    activite = relu(document).activites.first()
    assert (activite.activite, activite.suppleance) == ("Écouter", "Rose")


def test_deux_activites_ajoutees(adam_et_ada, troupe):
    adam, ada = adam_et_ada
    document = fiche(troupe.mission)
    d_adam, d_ada = _ouvrir(document, adam, ada)
    adam.post(_page(document), d_adam | {"activites-2-activite": "Écouter"})
    ada.post(_page(document), d_ada | {"activites-2-activite": "Former"})
    assert _textes(document)[2:] == ["Écouter", "Former"]


def test_retirer_une_activite_que_l_autre_vient_d_ecrire(adam_et_ada, troupe):
    adam, ada = adam_et_ada
    document = fiche(troupe.mission)
    d_adam, d_ada = _ouvrir(document, adam, ada)
    adam.post(_page(document), d_adam | {"activites-0-activite": "Écouter"})
    refus = ada.post(_page(document), d_ada | {"activites-0-DELETE": "on"})
    assert "Adam Leroy, le " in _erreurs(refus)
    assert "Écouter" in _erreurs(refus)
    assert len(_textes(document)) == 2
    assert ada.post(_page(document), saisie_de_l_admin(refus)).status_code == 302
    assert _textes(document) == ["Diffuser l’information"]


def test_ecrire_une_activite_que_l_autre_vient_de_retirer(adam_et_ada, troupe):
    adam, ada = adam_et_ada
    document = fiche(troupe.mission)
    d_adam, d_ada = _ouvrir(document, adam, ada)
    adam.post(_page(document), d_adam | {"activites-0-DELETE": "on"})
    refus = ada.post(_page(document), d_ada | {"activites-0-activite": "Former", "lieu": "Valence"})
    assert re.search(r"Adam Leroy, le \d+ \w+ à \d\d:\d\d, a retiré cette ligne", _erreurs(refus))
    assert "Former</textarea>" in refus.content.decode()
    assert _textes(document) == ["Diffuser l’information"]
    assert ada.post(_page(document), saisie_de_l_admin(refus)).status_code == 302
    assert sorted(_textes(document)) == ["Diffuser l’information", "Former"]
    assert relu(document).lieu == "Valence"


@pytest.mark.parametrize("aussi", [{}, {"activites-0-DELETE": "on"}])
def test_une_activite_retiree_sur_laquelle_on_n_a_rien_ecrit(aussi, adam_et_ada, troupe):
    adam, ada = adam_et_ada
    document = fiche(troupe.mission)
    d_adam, d_ada = _ouvrir(document, adam, ada)
    adam.post(_page(document), d_adam | {"activites-0-DELETE": "on"})
    donnees = d_ada | aussi | {"activites-1-suppleance": "Rose", "activites-2-activite": "Former"}
    assert ada.post(_page(document), donnees).status_code == 302
    assert _textes(document) == ["Diffuser l’information", "Former"]
    assert relu(document).activites.first().suppleance == "Rose"


@pytest.mark.parametrize("champ", ["version", "activites-0-version"])
def test_sans_l_etat_lu_rien_n_est_enregistre(champ, adam_et_ada, troupe):
    adam, _ = adam_et_ada
    document = fiche(troupe.mission)
    [donnees] = _ouvrir(document, adam)
    refus = adam.post(_page(document), donnees | {champ: "forgée", "activites-0-activite": "Écouter"})
    assert "trop ancienne" in _erreurs(refus)
    assert _textes(document)[0] == "Conseiller"


@pytest.mark.parametrize("de_l_autre", [{"lieu": "Valence"}, {"activites-0-suppleance": "Rose"}])
def test_on_ne_publie_pas_ce_que_l_on_n_a_pas_lu(de_l_autre, adam_et_ada, troupe):
    """Ada's text and Adam's are both kept; the version waits until she has read his."""
    adam, ada = adam_et_ada
    document = fiche(troupe.mission)
    d_adam, d_ada = _ouvrir(document, adam, ada)
    adam.post(_page(document), d_adam | de_l_autre)
    page = ada.post(_page(document), d_ada | {"statut": "Cadre", "_publier": "oui"}, follow=True)
    assert "Adam Leroy, le " in page.content.decode()
    assert not VersionDeDocument.objects.exists()
    assert relu(document).statut == "Cadre"
    ada.post(_page(document), saisie_de_l_admin(page) | {"_publier": "oui"})
    assert VersionDeDocument.objects.get().publiee_par.first_name == "Ada"
