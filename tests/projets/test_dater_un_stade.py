"""A project reaches the guide's stages on dates; going back is meant, never accidental."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from appuis.models import Stade
from tests.factories import il_y_a


@pytest.fixture
def projet(troupe):
    troupe.projet.atteindre(Stade.EMERGENCE, il_y_a(300))
    troupe.projet.atteindre(Stade.LANCEMENT, il_y_a(200))
    troupe.projet.atteindre(Stade.REALISATION, il_y_a(100))
    return troupe.projet


@pytest.fixture
def envoyer(troupe, projet, connecte):
    client, adresse = connecte(troupe.agent), reverse("projets:stade", args=[projet.pk])

    def _envoyer(**donnees):
        reponse = client.post(adresse, donnees)
        projet.refresh_from_db()
        return reponse

    return _envoyer


def dates(projet):
    return {s.stade: s.le for s in projet.stades_atteints.all()}


def test_avancer(envoyer, projet):
    reponse = envoyer(stade="cloture", le=il_y_a(1).isoformat())
    assert reponse["Location"] == projet.get_absolute_url()
    assert projet.stade == Stade.CLOTURE
    assert dates(projet)["cloture"] == il_y_a(1)


def test_le_stade_suivant_est_propose(troupe, projet, connecte):
    page = connecte(troupe.agent).get(reverse("projets:stade", args=[projet.pk]))
    assert page.context["form"].initial["stade"] == Stade.CLOTURE


def test_pas_dans_le_futur(envoyer, projet):
    reponse = envoyer(stade="cloture", le=il_y_a(-1).isoformat())
    assert "date passée ou aujourd’hui" in reponse.content.decode()
    assert projet.stade == Stade.REALISATION


def test_pas_avant_le_stade_precedent(envoyer, projet):
    reponse = envoyer(stade="cloture", le=il_y_a(150).isoformat())
    assert "précède celle du stade précédent" in reponse.content.decode()
    assert projet.stade == Stade.REALISATION


def test_revenir_demande_confirmation(envoyer, projet):
    reponse = envoyer(stade="lancement", le=il_y_a(50).isoformat())
    assert "revient en arrière" in reponse.content.decode()
    assert projet.stade == Stade.REALISATION
    envoyer(stade="lancement", le=il_y_a(50).isoformat(), geste="revenir")
    assert projet.stade == Stade.LANCEMENT
    assert dates(projet) == {"emergence": il_y_a(300), "lancement": il_y_a(50)}


def test_corriger_une_date_sans_revenir(envoyer, projet):
    envoyer(stade="lancement", le=il_y_a(250).isoformat(), geste="corriger")
    assert projet.stade == Stade.REALISATION
    assert dates(projet)["lancement"] == il_y_a(250)


def test_corriger_garde_l_ordre(envoyer, projet):
    reponse = envoyer(stade="lancement", le=il_y_a(50).isoformat(), geste="corriger")
    assert "après celle du stade suivant" in reponse.content.decode()
    assert dates(projet)["lancement"] == il_y_a(200)


@pytest.mark.parametrize(
    "donnees", [{"stade": "lune", "le": "2026-01-01"}, {"stade": "cloture", "le": "31/02/2026"}, {}]
)
def test_n_importe_quoi(envoyer, projet, donnees):
    assert envoyer(**donnees).status_code == 200
    assert projet.stade == Stade.REALISATION


def test_la_page_du_projet_montre_les_dates(troupe, projet, connecte):
    stades = connecte(troupe.agent).get(projet.get_absolute_url()).context["stades"]
    assert [s["etat"] for s in stades] == ["faite", "faite", "courante", "a-venir"]
    assert stades[0]["detail"].startswith("depuis le ")
    assert stades[3]["detail"] == ""


def test_le_modele_refuse_aussi(projet):
    with pytest.raises(ValidationError):
        projet.atteindre(Stade.CLOTURE, il_y_a(-1))
