"""The page of an appui: what each sees there, and at what cost."""

import pytest

from tests.factories import (
    BlocageFactory,
    DocumentFactory,
    EngagementFactory,
    NoteFactory,
    PersonneFactory,
    SequenceFactory,
)
from tests.saisie import saisie


def remplir(troupe, n):
    for _ in range(n):
        sequence = SequenceFactory(appui=troupe.appui)
        sequence.participants.add(PersonneFactory(mission=troupe.mission))
        BlocageFactory(appui=troupe.appui).apports.create(nature="methode")
        EngagementFactory(appui=troupe.appui)
        DocumentFactory(appui=troupe.appui)
        NoteFactory(appui=troupe.appui)


def test_it_works(troupe, connecte):
    remplir(troupe, 1)
    texte = connecte(troupe.agent).get(troupe.appui.get_absolute_url()).content.decode()
    for attendu in ("GAL Terres d’Aubrives", "Relecture de l’offre", "Partenaire italien sans référent"):
        assert attendu in texte
    for geste in ("Écrire une note", "Suspendre", "Transmettre"):
        assert geste in texte


def test_un_collegue_lit_sans_gestes(troupe, connecte):
    remplir(troupe, 1)
    texte = connecte(troupe.collegue).get(troupe.appui.get_absolute_url()).content.decode()
    assert "Relecture de l’offre" in texte
    for geste in ("Écrire une note", "Suspendre", "Transmettre", "Modifier"):
        assert geste not in texte


@pytest.mark.parametrize(
    ("adresse", "limite"),
    [("", 17), ("historique/", 15), ("etapes/blocages/", 15), ("sequences/nouvelle/", 15), ("modifier/", 22)],
)
def test_le_nombre_de_requetes_ne_depend_pas_des_donnees(
    troupe, connecte, adresse, limite, django_assert_max_num_queries, django_assert_num_queries
):
    client, adresse = connecte(troupe.agent), f"{troupe.appui.get_absolute_url()}{adresse}"
    remplir(troupe, 10)
    with django_assert_max_num_queries(limite) as requetes:
        client.get(adresse)
    remplir(troupe, 190)
    with django_assert_num_queries(len(requetes)):
        client.get(adresse)


def test_deux_personnes_modifient_l_appui(troupe, client):
    """The same field: the second is told, nothing is overwritten. Other fields: both are kept."""
    troupe.appui.co_charges.add(troupe.collegue)
    adresse = f"/appuis/{troupe.appui.pk}/modifier/"
    client.force_login(troupe.agent)
    lu = client.get(adresse).context["form"]
    client.force_login(troupe.collegue)
    client.post(adresse, saisie(client.get(adresse).context["form"], intitule="Titre de Colin", calendrier="En mai"))
    client.force_login(troupe.agent)
    page = client.post(adresse, saisie(lu, intitule="Titre d’Agathe", limites="Pas de traduction"))
    assert "Colin Marchal" in page.content.decode()
    assert "Titre de Colin" in page.content.decode()
    assert "Titre d’Agathe" in page.content.decode()
    troupe.appui.refresh_from_db()
    assert troupe.appui.intitule == "Titre de Colin"
    client.post(adresse, saisie(lu, limites="Pas de traduction"))
    troupe.appui.refresh_from_db()
    assert (troupe.appui.limites, troupe.appui.calendrier) == ("Pas de traduction", "En mai")


def test_l_historique_dit_qui_a_change_quoi(troupe, connecte):
    client, adresse = connecte(troupe.agent), f"/appuis/{troupe.appui.pk}/modifier/"
    client.post(adresse, saisie(client.get(adresse).context["form"], besoin_reformule="Un atelier qui transforme"))
    texte = client.get(f"/appuis/{troupe.appui.pk}/historique/").content.decode()
    assert "Besoin reformulé" in texte
    assert "Un atelier qui transforme" in texte
    assert "Agathe Roux" in texte


def test_un_texte_hostile_reste_du_texte(troupe, connecte):
    SequenceFactory(appui=troupe.appui, nature="<script>alert(1)</script>", points_travailles="<img src=x onerror=a>")
    texte = connecte(troupe.agent).get(troupe.appui.get_absolute_url()).content.decode()
    assert "<script>alert" not in texte
    assert "<img src=x" not in texte
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in texte
