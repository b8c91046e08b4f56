"""Informations are sorted with one click, then found again by source, theme, stage or words."""

import io

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from openpyxl import load_workbook

from missions.forms.veille import InformationForm
from missions.models import Information, Theme
from tests.factories import InformationFactory, MembreFactory, MissionFactory, SourceFactory
from tests.saisie import saisie


@pytest.fixture
def client(connecte, troupe):
    return connecte(troupe.agent)


def _page(client, troupe, **params):
    return client.get(reverse("veille:veille", args=[troupe.mission.pk]), params).content.decode()


def _trier(client, information, **donnees):
    return client.post(reverse("veille:trier", args=[information.pk]), donnees)


def test_it_works(client, troupe):
    information = InformationFactory(mission=troupe.mission, titre="Appel à projets")
    assert "Appel à projets" in _page(client, troupe)
    suite = reverse("veille:veille", args=[troupe.mission.pk]) + "?q=appel"
    reponse = _trier(client, information, etat="gardee", suite=suite)
    assert reponse["Location"] == suite
    information.refresh_from_db()
    assert (information.etat, information.triee_par) == ("gardee", troupe.agent)
    _page(client, troupe)  # it says what has just been done
    assert "Appel à projets" not in _page(client, troupe)
    assert "Appel à projets" in _page(client, troupe, etat="gardee")
    assert "Appel à projets" in _page(client, troupe, etat="toutes")


def test_sans_source_rien_n_est_dit_trie_ni_lu(client, troupe):
    """Nothing to sort because nothing comes: the page leads to the first source."""
    page = _page(client, troupe)
    assert "Aucune source encore" in page
    assert page.count(reverse("veille:source_nouvelle", args=[troupe.mission.pk])) == 1
    assert "Tout est trié" not in page
    assert "toutes vos sources sont lues" not in page
    source = SourceFactory(mission=troupe.mission)
    source.marquer_lue()
    page = _page(client, troupe)
    assert "Aucune source" not in page
    assert "Tout est trié" in page
    assert "toutes vos sources sont lues" in page


def test_remettre_a_lire(client, troupe):
    information = InformationFactory(mission=troupe.mission, etat="ecartee")
    _trier(client, information, etat="a-lire")
    information.refresh_from_db()
    assert (information.etat, information.triee_le, information.triee_par) == ("a-lire", None, None)


def test_avec_htmx_seule_la_ligne_change(client, troupe):
    information = InformationFactory(mission=troupe.mission)
    reponse = client.post(
        reverse("veille:trier", args=[information.pk]), {"etat": "ecartee"}, headers={"HX-Request": "true"}
    )
    html = reponse.content.decode()
    assert html.strip().startswith("<li")
    assert "Remettre à lire" in html
    assert "<html" not in html


@pytest.mark.parametrize("etat", ["", "lue", "gardee\x00"], ids=["vide", "inconnu", "nul"])
def test_un_etat_inconnu(client, troupe, etat):
    assert _trier(client, InformationFactory(mission=troupe.mission), etat=etat).status_code == 404


def test_les_mots_cles_passent_devant(client, troupe):
    source = SourceFactory(mission=troupe.mission, mots_cles="élu, jumelage")
    InformationFactory(mission=troupe.mission, source=source, titre="Sans rien")
    InformationFactory(mission=troupe.mission, source=source, titre="Les JUMELAGES d’hier")
    InformationFactory(mission=troupe.mission, source=source, titre="Plus rien")
    html = _page(client, troupe)
    # The latest of the others comes after it all the same.
    assert html.index("JUMELAGES") < html.index("Plus rien") < html.index("Sans rien")
    html = _page(client, troupe, signalee="on")
    assert "JUMELAGES" in html
    assert "Sans rien" not in html


def test_chercher_sans_accent_et_filtrer(client, troupe):
    source = SourceFactory(mission=troupe.mission, nom="Le Courrier")
    theme = Theme.objects.create(mission=troupe.mission, nom="Élevage")
    une = InformationFactory(mission=troupe.mission, source=source, titre="Énergie partagée", stade="envie")
    une.themes.add(theme)
    InformationFactory(mission=troupe.mission, titre="Autre chose")
    for params in (
        {"q": "energie"},
        {"source": source.pk},
        {"theme": theme.pk},
        {"stade": "envie"},
        {"q": "courrier"},
    ):
        html = _page(client, troupe, **params)
        assert "Énergie partagée" in html
        assert "Autre chose" not in html


@pytest.mark.parametrize(
    "params",
    [{"source": "9" * 30}, {"theme": "x"}, {"stade": "mars"}, {"etat": "rien"}, {"page": "9999"}, {"q": "\x00" * 5}],
    ids=["source", "theme", "stade", "etat", "page", "nul"],
)
def test_des_filtres_insenses(client, troupe, params):
    assert client.get(reverse("veille:veille", args=[troupe.mission.pk]), params).status_code == 200


def test_noter_a_la_main(client, troupe):
    adresse = reverse("veille:nouvelle", args=[troupe.mission.pk])
    donnees = saisie(
        InformationForm(mission=troupe.mission),
        titre="Lu dans la revue",
        lien="exemple.fr/page",
        publiee_le="03/11/2026",
        nouveaux_themes="Filières, Italie, filieres",
        stade="partenariats",
        note="À montrer à Béa",
    )
    client.post(adresse, donnees)
    client.post(adresse, donnees)
    information = Information.objects.get()
    assert (information.etat, information.lien) == ("gardee", "https://exemple.fr/page")
    assert information.publiee_le.date().isoformat() == "2026-11-03"
    assert information.themes.count() == 2


def test_classer(client, troupe):
    Theme.objects.create(mission=troupe.mission, nom="Élevage")
    information = InformationFactory(mission=troupe.mission)
    information.themes.add(Theme.objects.create(mission=troupe.mission, nom="Ancien"))
    adresse = information.get_absolute_url()
    assert '<option value="Élevage">' in client.get(adresse).content.decode()
    form = InformationForm(instance=information)
    client.post(adresse, saisie(form, nouveaux_themes="elevage", themes=[], note="Utile") | {"etat": "gardee"})
    information.refresh_from_db()
    assert [t.nom for t in information.themes.all()] == ["Élevage"]
    assert (information.etat, information.note) == ("gardee", "Utile")


@pytest.mark.parametrize(
    ("champ", "valeur"),
    [("titre", ""), ("lien", "javascript:alert(1)"), ("lien", "http://a b"), ("nouveaux_themes", "x" * 61)],
    ids=["titre", "javascript", "espace", "theme"],
)
def test_une_saisie_refusee(client, troupe, champ, valeur):
    form = InformationForm(mission=troupe.mission)
    donnees = saisie(form, **{"titre": "Oui", champ: valeur})
    reponse = client.post(reverse("veille:nouvelle", args=[troupe.mission.pk]), donnees)
    assert reponse.status_code == 200
    assert reponse.context["form"].errors[champ]
    assert not Information.objects.exists()


def test_la_source_d_une_autre_mission(client, troupe):
    ailleurs = SourceFactory(mission=MissionFactory())
    donnees = saisie(InformationForm(mission=troupe.mission), titre="Oui", source=ailleurs.pk)
    reponse = client.post(reverse("veille:nouvelle", args=[troupe.mission.pk]), donnees)
    assert "source" in reponse.context["form"].errors


def test_exporter_ce_qui_est_affiche(client, troupe):
    InformationFactory(mission=troupe.mission, titre="=HYPERLINK(1)", etat="gardee")
    InformationFactory(mission=troupe.mission, titre="À lire")
    reponse = client.get(reverse("veille:informations_xlsx", args=[troupe.mission.pk]), {"etat": "gardee"})
    feuille = load_workbook(io.BytesIO(reponse.getvalue())).active
    assert [ligne[0].value for ligne in feuille.iter_rows()] == ["Titre", "=HYPERLINK(1)"]
    assert feuille["A2"].data_type == "s"


def test_qui_est_de_deux_missions_ne_melange_pas_leurs_veilles(client, troupe):
    ailleurs = InformationFactory(titre="D’ailleurs")
    MembreFactory(mission=ailleurs.mission, utilisateur=troupe.agent)
    InformationFactory(mission=troupe.mission, titre="D’ici")
    page = _page(client, troupe)
    assert "D’ici" in page
    assert "D’ailleurs" not in page
    reponse = client.get(reverse("veille:informations_xlsx", args=[troupe.mission.pk]))
    feuille = load_workbook(io.BytesIO(reponse.getvalue())).active
    assert [ligne[0].value for ligne in feuille.iter_rows()] == ["Titre", "D’ici"]


def test_ce_qui_vient_du_dehors_s_affiche_comme_du_texte(client, troupe):
    InformationFactory(mission=troupe.mission, titre="<script>alert(1)</script>", resume="<img src=x>")
    html = _page(client, troupe)
    assert "<script>alert" not in html
    assert "<img src=x" not in html


def test_les_messages(client, troupe):
    information = InformationFactory(mission=troupe.mission, titre="Un appel")
    reponse = _trier(client, information, etat="gardee")
    assert [str(m) for m in get_messages(reponse.wsgi_request)] == ["« Un appel » : gardée."]
