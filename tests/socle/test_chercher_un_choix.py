"""Choosing structures or people among many: by typing, with or without JavaScript."""

import pytest
from crispy_forms.utils import render_crispy_form
from django.http import QueryDict

from coopappui.formulaires import Formulaire, PlusieursField, UnField
from missions.models import Personne, Structure
from tests.factories import PersonneFactory, StructureFactory

CHOISIR = "/reseau/choisir/structures/"


class Partenaires(Formulaire):
    structures = PlusieursField(Structure.objects.all(), genre="structures", label="Structures")
    referent = UnField(
        Personne.objects.select_related("structure"), genre="personnes", label="Référent", required=False
    )


@pytest.fixture
def trente(troupe):
    return [StructureFactory(mission=troupe.mission, nom=f"Commune de Belval {n:02}") for n in range(30)]


def poster(**donnees):
    q = QueryDict(mutable=True)
    for nom, valeur in donnees.items():
        q.setlist(nom, [str(v) for v in (valeur if isinstance(valeur, list) else [valeur])])
    return Partenaires(q)


def rendu(form):
    return " ".join(render_crispy_form(form).split())


def test_it_works(troupe):
    form = poster(structures=[troupe.structure.pk], referent=troupe.personne.pk)
    assert form.is_valid(), form.errors
    assert list(form.cleaned_data["structures"]) == [troupe.structure]
    assert form.cleaned_data["referent"] == troupe.personne


def test_only_a_few_are_suggested(trente, django_assert_num_queries):
    form = Partenaires()
    with django_assert_num_queries(2):
        html = rendu(form)
    assert html.count('name="structures"') == 6
    assert CHOISIR in html


def test_what_is_chosen_comes_first_and_checked(trente):
    html = rendu(Partenaires(initial={"structures": [trente[20].pk]}))
    assert f'value="{trente[20].pk}" id="id_structures_v{trente[20].pk}" checked' in html
    assert html.count(trente[20].nom) == 1
    assert html.index(trente[20].nom) < html.index(trente[0].nom)


def test_nobody_can_be_chosen_again(troupe):
    html = rendu(Partenaires(initial={"referent": troupe.personne.pk}))
    assert 'value="" id="id_referent_v"' in html
    form = poster(structures=[troupe.structure.pk], referent="")
    assert form.is_valid()
    assert form.cleaned_data["referent"] is None


def test_the_search_button_loses_nothing(trente):
    form = poster(structures=[trente[3].pk], structures_q="BÉLVAL 2", structures_vu="", _chercher="structures")
    assert not form.is_valid()
    assert not form.errors
    html = rendu(form)
    assert f'value="{trente[3].pk}" id="id_structures_v{trente[3].pk}" checked' in html
    assert trente[25].nom in html
    assert trente[4].nom not in html


def test_enter_on_a_new_search_searches_and_on_an_old_one_saves(trente):
    assert poster(structures=[trente[3].pk], structures_q="belval", structures_vu="").cherche
    assert poster(structures=[trente[3].pk], structures_q="belval", structures_vu="belval").is_valid()


@pytest.mark.parametrize("valeur", ["0", "abc", "-1", "9" * 30, "²", "1.5"])
def test_a_forged_value_is_refused_in_words(troupe, valeur):
    form = poster(structures=[troupe.structure.pk, valeur], referent=valeur)
    assert not form.is_valid()
    assert set(form.errors) == {"structures", "referent"}
    assert "checked" in rendu(form)


def test_the_search_is_told_the_limit(troupe):
    form = Partenaires()
    form.fields["structures"].limiter(Structure.objects.filter(mission=troupe.mission), mission=troupe.mission.pk)
    assert f'hx-get="{CHOISIR}?mission={troupe.mission.pk}"' in rendu(form)


def test_the_address_answers_with_options(troupe, connecte, trente):
    reponse = connecte(troupe.agent).get(
        CHOISIR, {"champ": "e-structures", "e-structures_q": "belval", "e-structures": trente[0].pk, "id": "id_e"}
    )
    html = reponse.content.decode()
    assert "20 premiers résultats sur 29" in html
    assert html.count('type="checkbox"') == 20
    assert 'name="e-structures"' in html
    assert f'value="{trente[0].pk}"' not in html


def test_the_address_answers_with_radios(troupe, connecte):
    PersonneFactory(mission=troupe.mission, nom="Berthier-Unique")
    reponse = connecte(troupe.agent).get(
        "/reseau/choisir/personnes/", {"champ": "referent", "multiple": "0", "referent_q": "unique"}
    )
    assert reponse.content.decode().count('type="radio"') == 1


@pytest.mark.parametrize("champ", ['"><script>', "a" * 300, "", "é", "a b"])
def test_a_forged_field_name_is_not_written_back(troupe, connecte, champ):
    html = connecte(troupe.agent).get(CHOISIR, {"champ": champ, "id": champ, "q": "<b>introuvable"}).content.decode()
    assert "script" not in html
    assert "<b>" not in html
    assert "Aucun résultat pour « &lt;b&gt;introuvable »" in html


def test_errors_are_tied_to_their_group(db):
    html = rendu(poster(structures=[]))
    assert 'aria-describedby="id_structures_error"' in html
    assert 'id="id_structures_error"' in html
    assert "<legend" in html
