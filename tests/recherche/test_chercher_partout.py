"""One box finds structures, people, territoires, projects and appuis, whatever the accents; never a note."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from coopappui.surlignage import extrait, surligner
from tests.factories import (
    AppuiFactory,
    NoteFactory,
    PersonneFactory,
    ProjetFactory,
    StructureFactory,
    TerritoireFactory,
)

RECHERCHE = reverse("recherche")


@pytest.fixture
def chercher(troupe, connecte):
    """`chercher("mot", par=…)` returns the response."""

    def _chercher(q, par=None):
        return connecte(par or troupe.agent).get(RECHERCHE, {"q": q})

    return _chercher


def noms(reponse):
    return {groupe.nom: [str(r.objet) for r in groupe.resultats] for groupe in reponse.context["groupes"]}


def test_les_cinq_genres(chercher, troupe):
    TerritoireFactory(mission=troupe.mission, nom="Pays d’Aubrives")
    PersonneFactory(mission=troupe.mission, nom="d’Aubrives", prenom="Anne")
    ProjetFactory(mission=troupe.mission, nom="Sentiers d’Aubrives")
    AppuiFactory(mission=troupe.mission, intitule="Aider Aubrives", charge=troupe.agent, structures=[])
    trouves = noms(chercher("aubrives"))
    assert trouves["Structures"] == ["GAL Terres d’Aubrives"]
    assert "Anne d’Aubrives" in trouves["Personnes"]
    assert trouves["Territoires"] == ["Pays d’Aubrives"]
    assert "Sentiers d’Aubrives" in trouves["Projets"]
    assert "Aider Aubrives" in trouves["Appuis"]


@pytest.mark.parametrize("q", ["élan vert", "ELAN VERT", "Élan  VERT", "vert elan", "éLÀN"])
def test_ni_accents_ni_casse(chercher, troupe, q):
    StructureFactory(mission=troupe.mission, nom="L’Élan vert")
    assert noms(chercher(q))["Structures"] == ["L’Élan vert"]


def test_par_le_besoin_exprime_avec_un_extrait(chercher, troupe):
    troupe.appui.besoin_exprime = "Nous voulons torréfier la noisette ensemble, puis la vendre."
    troupe.appui.save()
    reponse = chercher("torrefier")
    assert noms(reponse)["Appuis"] == ["Filière noisette"]
    assert "voulons <mark>torréfier</mark> la noisette" in reponse.content.decode()


def test_seulement_ses_missions(chercher, troupe):
    StructureFactory(nom="Aubrives d’ailleurs")
    assert noms(chercher("aubrives"))["Structures"] == ["GAL Terres d’Aubrives"]
    assert noms(chercher("terres", par=troupe.etranger)) == {}


def test_jamais_une_note(chercher, troupe):
    NoteFactory(appui=troupe.appui, auteur=troupe.agent, texte="Zibeline est un secret")
    reponse = chercher("zibeline")
    assert noms(reponse) == {}
    assert "secret" not in reponse.content.decode()


def test_du_html_cherche_et_trouve_reste_du_texte(chercher, troupe):
    StructureFactory(mission=troupe.mission, nom="<script>alert(1)</script> & Cie")
    page = chercher("<script>alert").content.decode()
    assert "<script>alert(1)" not in page
    assert "&lt;<mark>script</mark>&gt;<mark>alert</mark>(1)" in page


@pytest.mark.parametrize(
    ("q", "phrase"),
    [
        ("", "Que cherchez-vous"),
        ("a", "Encore une lettre"),
        ("!!", "Encore une lettre"),
        ("zzz", "Rien ne correspond"),
    ],
)
def test_quand_il_n_y_a_rien(chercher, q, phrase):
    assert phrase in chercher(q).content.decode()


@pytest.mark.parametrize("q", ["\x00ab", "%", "_", "'; drop table", "a " * 500, "é" * 5000, "\ud800x", "%%ab"])
def test_n_importe_quoi(chercher, q):
    assert chercher(q.encode("utf-8", "replace").decode()).status_code == 200


def test_les_jokers_ne_trouvent_pas_tout(chercher, troupe):
    assert noms(chercher("noisette"))["Appuis"] == ["Filière noisette"]
    assert noms(chercher("nois_tte")) == noms(chercher("noisett_")) == {}


def test_dix_d_abord_puis_tout(chercher, troupe):
    for i in range(14):
        StructureFactory(mission=troupe.mission, nom=f"Refuge {i:02}")
    reponse = chercher("refuge")
    (groupe,) = reponse.context["groupes"]
    assert (len(groupe.resultats), groupe.total) == (10, 14)
    assert groupe.tout == f"{reverse('reseau:structures')}?q=refuge"
    assert "Voir les 14 structures" in reponse.content.decode()


def test_ce_qui_commence_par_le_mot_vient_d_abord(chercher, troupe):
    for nom in ("Amis du refuge", "Bellerefuge", "Refuge de l’Ourse"):
        StructureFactory(mission=troupe.mission, nom=nom)
    assert noms(chercher("refuge"))["Structures"] == ["Refuge de l’Ourse", "Amis du refuge", "Bellerefuge"]


def test_le_nombre_de_requetes(chercher, troupe, connecte):
    def requetes():
        with CaptureQueriesContext(connection) as capture:
            chercher("aubrives")
        return len(capture)

    def garnir(nombre):
        for i in range(nombre):
            structure = StructureFactory(mission=troupe.mission, nom=f"Aubrives {i}")
            PersonneFactory(mission=troupe.mission, nom="Aubrives", structure=structure)
            ProjetFactory(mission=troupe.mission, nom="Aubrives", chef_de_file=structure)
            TerritoireFactory(mission=troupe.mission, nom=f"Aubrives {troupe.mission.territoires.count()}")
            AppuiFactory(mission=troupe.mission, charge=troupe.agent, structures=[structure])

    connecte(troupe.agent)
    garnir(2)
    peu = requetes()
    garnir(30)
    # Signing in again, in the fixture, costs the same both times.
    assert requetes() == peu
    client = connecte(troupe.agent)
    with CaptureQueriesContext(connection) as capture:
        client.get(RECHERCHE, {"q": "aubrives"})
    assert len(capture) <= 12


@pytest.mark.parametrize(
    ("texte", "q", "html"),
    [
        ("Été en forêt", "foret ete", "<mark>Été</mark> en <mark>forêt</mark>"),
        ("Œuvre & cœur", "oeuvre", "<mark>Œuvre</mark> &amp; cœur"),
        ("cœur", "oe", "c<mark>œ</mark>ur"),
        ("Straße", "strasse", "<mark>Straße</mark>"),
        ("aaaa", "aa", "<mark>aaaa</mark>"),
        ("L’été", "l'ete", "<mark>L</mark>’<mark>été</mark>"),
        ("e\u0301te\u0301", "ete", "<mark>e\u0301te\u0301</mark>"),
        ("<b>x</b>", "b", "&lt;<mark>b</mark>&gt;x&lt;/<mark>b</mark>&gt;"),
        ("", "x", ""),
        ("rien", "", "rien"),
    ],
)
def test_surligner(texte, q, html):
    assert surligner(texte, q) == html


def test_un_extrait_entoure_le_mot():
    texte = "mot " * 100 + "noisette " + "fin " * 100
    court = extrait(texte, "noisette")
    assert court.startswith("… ")
    assert court.endswith(" …")
    assert "noisette" in court
    assert len(court) < 200
    assert extrait(texte, "absent") == ""
    assert extrait("La noisette", "noisette") == "La noisette"
