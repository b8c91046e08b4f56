"""The mixin of public forms, by itself: trap, time, one message a page, brake."""

import uuid

import pytest
from django.test import RequestFactory

from appuis.models import DemandeDAppui
from coopappui.formulaires import FormulaireModele
from coopappui.robots import LEURRE, PHRASES, SECONDES_MAX, SECONDES_MIN, SansRobotMixin
from missions.models import Structure
from tests.factories import DemandeFactory


class UnFormulaire(SansRobotMixin, FormulaireModele):
    class Meta:
        model = DemandeDAppui
        fields = ["courriel"]


class UnAutre(SansRobotMixin, FormulaireModele):
    class Meta:
        model = Structure
        fields = ["courriel"]


def jeton(classe=UnFormulaire):
    return classe()["jeton"].value()


def remplir(jeton, **champs):
    return UnFormulaire({"courriel": "a@example.org", "jeton": jeton} | champs)


def test_it_works(horloge):
    signe = jeton()
    horloge.shift(SECONDES_MIN + 1)
    form = remplir(signe)
    assert form.is_valid()
    assert isinstance(form.cleaned_data["jeton"], uuid.UUID)
    assert not form.robot


@pytest.mark.parametrize(
    ("attente", "phrase"),
    [(0, "trop_vite"), (SECONDES_MIN, "trop_vite"), (SECONDES_MAX + 1, "expire"), (SECONDES_MAX, None)],
)
def test_ni_trop_vite_ni_trop_tard(horloge, attente, phrase):
    signe = jeton()
    horloge.shift(attente)
    form = remplir(signe)
    assert form.non_field_errors() == ([PHRASES["fr"][phrase]] if phrase else [])


@pytest.mark.parametrize("faux", ["", "x", "1cedcbf2-dc71-491b-a036-2e1d236dac31", "a:b:c", "é" * 500])
def test_un_jeton_faux_est_remplace(horloge, faux):
    form = remplir(faux)
    assert form.non_field_errors() == [PHRASES["fr"]["expire"]]
    horloge.shift(60)
    assert remplir(form["jeton"].value()).is_valid()


def test_un_jeton_ne_sert_qu_a_son_formulaire(horloge):
    signe = jeton(UnAutre)
    horloge.shift(60)
    assert not remplir(signe).is_valid()


def test_une_erreur_d_abord_le_temps_ensuite(horloge):
    """Somebody who mistypes is told of that alone."""
    assert set(remplir(jeton(), courriel="").errors) == {"courriel"}


@pytest.mark.parametrize(("leurre", "robot"), [("", False), ("  ", False), ("x", True)])
def test_le_piege(leurre, robot):
    assert remplir(jeton(), **{LEURRE: leurre}).robot is robot
    assert not UnFormulaire().robot


def test_le_frein_ne_compte_que_ce_qui_est_recevable(db, mission, horloge):
    requete = RequestFactory().post("/")
    for _ in range(30):
        assert not remplir(jeton(), courriel="").recevable(requete)
    signe = jeton()
    horloge.shift(60)
    form = remplir(signe)
    assert form.recevable(requete)
    assert form.statut == 200
    # Once it is recorded, the same page sent again costs nothing.
    DemandeFactory(mission=mission, jeton=form.cleaned_data["jeton"])
    for _ in range(10):
        assert remplir(signe).recevable(requete)
    for _ in range(3):
        assert UnFormulaire({"courriel": "a@example.org", "jeton": signe}).recevable(requete)


def test_freine_la_page_se_rend_avec_son_code(db, horloge):
    requete = RequestFactory().post("/")
    for attendu in (True, True, True, True, False):
        signe = jeton()
        horloge.shift(60)
        form = remplir(signe)
        assert form.recevable(requete) is attendu
    assert form.statut == 429
    assert form.non_field_errors() == [PHRASES["fr"]["freine"]]
