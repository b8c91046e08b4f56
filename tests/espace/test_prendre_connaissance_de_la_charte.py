"""A bénéficiaire reads the charte at their first appui, says so once; a new version asks again."""

import pytest
from django.urls import reverse

from appuis.attentes import attentes
from appuis.models import Appui
from missions.models import PriseDeConnaissance
from tests.factories import AppuiFactory, PersonneFactory, UtilisateurFactory
from tests.missions.documents import charte

ESPACE = reverse("espace:espace")


@pytest.fixture
def brouillon(troupe):
    return charte(troupe.mission)


@pytest.fixture
def version(troupe, brouillon):
    return brouillon.publier(troupe.admin)


@pytest.fixture
def bea(connecte, troupe):
    return connecte(troupe.beneficiaire)


@pytest.fixture
def adresse(troupe):
    return reverse("espace:charte", args=[troupe.mission.pk])


def attendu(compte):
    return [a.quoi for a in attentes(compte)]


def republier(brouillon, par):
    brouillon.nom = f"{brouillon.nom} bis"
    brouillon.save()
    return type(brouillon).objects.get(pk=brouillon.pk).publier(par)


def test_lire_la_charte(bea, troupe, version, adresse):
    assert adresse in bea.get(ESPACE).content.decode()
    page = bea.get(adresse).content.decode()
    assert "J’en ai pris connaissance" in page
    assert not PriseDeConnaissance.objects.exists()
    reponse = bea.post(adresse, {"version": version.pk}, follow=True)
    assert "vous avez pris connaissance de la charte" in reponse.content.decode()
    prise = PriseDeConnaissance.objects.get()
    assert (prise.version, prise.compte) == (version, troupe.beneficiaire)
    assert attendu(troupe.beneficiaire) == []
    page = bea.get(adresse).content.decode()
    assert "Vous avez pris connaissance de cette version" in page
    assert "J’en ai pris connaissance" not in page


def test_deux_fois_garde_la_premiere_date(bea, version, adresse):
    bea.post(adresse, {"version": version.pk})
    premiere = PriseDeConnaissance.objects.get().le
    bea.post(adresse, {"version": version.pk})
    assert PriseDeConnaissance.objects.get().le == premiere


def test_une_nouvelle_version_redemande(bea, troupe, version, brouillon, adresse):
    bea.post(adresse, {"version": version.pk})
    nouvelle = republier(brouillon, troupe.admin)
    assert attendu(troupe.beneficiaire) == ["Lire la nouvelle version de la charte"]
    bea.post(adresse, {"version": nouvelle.pk})
    assert PriseDeConnaissance.objects.count() == 2
    assert attendu(troupe.beneficiaire) == []


def test_publiee_pendant_la_lecture(bea, troupe, version, brouillon, adresse):
    nouvelle = republier(brouillon, troupe.admin)
    reponse = bea.post(adresse, {"version": version.pk})
    page = reponse.content.decode()
    assert "Une nouvelle version vient d’être publiée" in page
    assert f'value="{nouvelle.pk}"' in page
    assert not PriseDeConnaissance.objects.exists()


@pytest.mark.parametrize("faux", ["", "x", "0", "9" * 40, "\x00"])
def test_un_numero_faux_ne_note_rien(bea, version, adresse, faux):
    assert bea.post(adresse, {"version": faux}).status_code == 200
    assert not PriseDeConnaissance.objects.exists()


def test_rien_a_lire_sans_charte_publiee(bea, troupe, brouillon, adresse):
    assert attendu(troupe.beneficiaire) == []
    assert bea.get(adresse).status_code == 404


def test_rien_n_est_demande_quand_l_appui_est_fini(troupe, version):
    Appui.objects.update(etat="clos")
    assert attendu(troupe.beneficiaire) == []


def test_pas_la_charte_d_une_autre_mission(bea, troupe):
    autre = AppuiFactory()
    charte(autre.mission).publier(troupe.admin)
    assert bea.get(reverse("espace:charte", args=[autre.mission_id])).status_code == 404
    assert attendu(troupe.beneficiaire) == []


def test_une_charte_par_mission(troupe, version):
    """Somebody supported by two missions reads both."""
    autre = AppuiFactory(intitule="Ailleurs")
    autre.beneficiaires.add(PersonneFactory(mission=autre.mission, compte=troupe.beneficiaire))
    charte(autre.mission).publier(troupe.admin)
    assert len(attendu(troupe.beneficiaire)) == 2


def test_qui_suit_seulement_un_projet_n_est_pas_sollicite(troupe, version, connecte, adresse):
    compte = UtilisateurFactory()
    troupe.projet.participants.add(PersonneFactory(mission=troupe.mission, compte=compte))
    assert attendu(compte) == []
    assert connecte(compte).get(adresse).status_code == 404


def test_le_charge_voit_qui_a_lu_quoi(bea, connecte, troupe, version, brouillon, adresse):
    acces = reverse("invitations:acces_a_un_appui", args=[troupe.appui.pk])
    assert "Charte : pas encore lue" in connecte(troupe.agent).get(acces).content.decode()
    PriseDeConnaissance.objects.noter(version, troupe.beneficiaire)
    republier(brouillon, troupe.admin)
    page = connecte(troupe.agent).get(acces).content.decode()
    assert f"{version.nom}, lue le" in page
    assert "pas la version en vigueur" in page
