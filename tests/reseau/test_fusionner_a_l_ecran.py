"""The pages that spot duplicates and merge them."""

import pytest
from django.urls import reverse

from missions.models import Personne, Structure
from tests.factories import (
    AppuiFactory,
    MembreFactory,
    PersonneFactory,
    StructureFactory,
    TerritoireFactory,
    UtilisateurFactory,
)


@pytest.fixture
def doublon(troupe):
    return StructureFactory(mission=troupe.mission, nom="gal Terres d'Aubrives", commune="Aubrives")


def adresse(fiche, genre="structures"):
    return reverse("reseau:fusionner", args=[genre, fiche.pk])


def test_it_works(troupe, agathe, doublon):
    garde = troupe.structure
    appui = AppuiFactory(mission=troupe.mission, structures=[doublon])
    page = agathe.get(reverse("reseau:doublons")).content.decode()
    assert "même nom" in page
    assert f"{adresse(garde)}?avec={doublon.pk}" in page

    page = agathe.get(adresse(garde), {"avec": doublon.pk}).content.decode()
    assert "<mark>gal Terres d&#x27;Aubrives</mark>" in page
    assert "1 projet de coopération (chef de file)" in page
    assert "1 appui" in page

    reponse = agathe.post(adresse(garde), {"avec": doublon.pk, "garder": garde.pk}, follow=True)
    assert reponse.redirect_chain == [(garde.get_absolute_url(), 302)]
    assert "a rejoint « GAL Terres d’Aubrives »" in reponse.content.decode()
    assert Structure.objects.get() == garde
    assert list(appui.structures.all()) == [garde]
    garde.refresh_from_db()
    assert garde.commune == "Aubrives"
    assert garde.history.first().history_user == troupe.agent

    page = agathe.get(reverse("reseau:structure_historique", args=[garde.pk])).content.decode()
    assert "fusion avec « gal Terres d&#x27;Aubrives »" in page
    assert "Aucun doublon repéré" in agathe.get(reverse("reseau:doublons")).content.decode()


def test_either_may_be_kept(troupe, agathe, doublon):
    reponse = agathe.post(adresse(troupe.structure), {"avec": doublon.pk, "garder": doublon.pk})
    assert reponse.url == doublon.get_absolute_url()
    assert Structure.objects.get() == doublon


def test_finding_the_other_card(troupe, agathe, doublon):
    loin = StructureFactory(mission=troupe.mission, nom="Comité de jumelage")
    page = agathe.get(adresse(troupe.structure)).content.decode()
    assert "Fiches qui se ressemblent" in page
    assert f"?avec={doublon.pk}" in page
    assert f"?avec={loin.pk}" not in page
    page = agathe.get(adresse(troupe.structure), {"q": "JUMELAGE"}).content.decode()
    assert f"?avec={loin.pk}" in page
    assert "Aucun résultat" in agathe.get(adresse(troupe.structure), {"q": "introuvable\x00"}).content.decode()


def test_nothing_looks_like_it(troupe, agathe):
    assert "Rien ne lui ressemble" in agathe.get(adresse(troupe.structure)).content.decode()


@pytest.mark.parametrize("garder", [None, "", "x", "0", "9" * 30])
def test_which_one_is_kept_must_be_said(troupe, agathe, doublon, garder):
    donnees = {"avec": doublon.pk} | ({} if garder is None else {"garder": garder})
    reponse = agathe.post(adresse(troupe.structure), donnees)
    assert reponse.status_code == 200
    assert 'id="erreurs"' in reponse.content.decode()
    assert Structure.objects.count() == 2


def test_a_get_merges_nothing(troupe, agathe, doublon):
    agathe.get(adresse(troupe.structure), {"avec": doublon.pk, "garder": troupe.structure.pk})
    assert Structure.objects.count() == 2


@pytest.mark.parametrize("avec", ["999999", "9" * 30, "-1", "x", ""])
def test_an_unknown_other_card(troupe, agathe, avec):
    assert agathe.post(adresse(troupe.structure), {"avec": avec, "garder": avec}).status_code in (200, 404)
    assert Structure.objects.count() == 1


def test_with_itself(troupe, agathe):
    pk = troupe.structure.pk
    reponse = agathe.post(adresse(troupe.structure), {"avec": pk, "garder": pk})
    assert "Choisissez deux fiches différentes." in reponse.content.decode()
    assert Structure.objects.count() == 1


def test_not_with_a_card_of_another_mission(troupe, agathe):
    ailleurs = StructureFactory(nom="GAL Terres d’Aubrives")
    assert agathe.post(adresse(troupe.structure), {"avec": ailleurs.pk, "garder": ailleurs.pk}).status_code == 404
    MembreFactory(mission=ailleurs.mission, utilisateur=troupe.agent)
    reponse = agathe.post(adresse(troupe.structure), {"avec": ailleurs.pk, "garder": ailleurs.pk})
    assert "de la même mission" in reponse.content.decode()
    assert f"?avec={ailleurs.pk}" not in agathe.get(reverse("reseau:doublons")).content.decode()
    assert Structure.objects.count() == 2


def test_a_responsable_does_not_merge(troupe, connecte, doublon):
    rose = connecte(troupe.responsable)
    assert rose.get(adresse(troupe.structure), {"avec": doublon.pk}).status_code == 404
    donnees = {"avec": doublon.pk, "garder": doublon.pk}
    assert rose.post(adresse(troupe.structure), donnees).status_code == 404
    assert Structure.objects.count() == 2


def test_an_account_that_will_read_more_is_told(troupe, agathe):
    sans_compte = PersonneFactory(mission=troupe.mission, nom="Fontaine", prenom="Bea")
    page = agathe.get(adresse(troupe.personne, "personnes"), {"avec": sans_compte.pk}).content.decode()
    assert "béa@example.org suivra les appuis des deux fiches" in page


def test_two_accounts_are_not_merged(troupe, agathe):
    autre = PersonneFactory(mission=troupe.mission, compte=UtilisateurFactory())
    reponse = agathe.post(adresse(troupe.personne, "personnes"), {"avec": autre.pk, "garder": autre.pk})
    page = reponse.content.decode()
    assert "chacune un compte" in page
    assert "l’autre fiche disparaît" not in page
    assert Personne.objects.count() == 2


def test_hostile_text_is_text(troupe, agathe):
    mechant = "<script>alert(1)</script>"
    a, b = StructureFactory.create_batch(2, mission=troupe.mission, nom=mechant, remarques=mechant)
    for page in (
        agathe.get(reverse("reseau:doublons")),
        agathe.get(adresse(a)),
        agathe.get(adresse(a), {"avec": b.pk}),
        agathe.post(adresse(a), {"avec": b.pk, "garder": a.pk}, follow=True),
    ):
        assert "<script>alert" not in page.content.decode()


def test_the_duplicates_page_is_bounded(troupe, agathe, django_assert_max_num_queries):
    for i in range(60):
        TerritoireFactory(mission=troupe.mission, nom=f"Pays n° {i}")
        TerritoireFactory(mission=troupe.mission, nom=f"Pays, N {i}")
        PersonneFactory(mission=troupe.mission, structure=troupe.structure, courriel="mairie@example.org")
    with django_assert_max_num_queries(8):
        page = agathe.get(reverse("reseau:doublons")).content.decode()
    assert "et 10 autres paires" in page
    assert "même courriel" in page
