"""The page of a project: its stages, partners, money, actions, engagements, documents and appuis, in few queries."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from appuis.models import Financement
from tests.factories import (
    AppuiFactory,
    DocumentFactory,
    EngagementFactory,
    NoteFactory,
    StructureFactory,
    TypeFinancementFactory,
)
from tests.saisie import saisie


def garnir(troupe, nombre):
    projet, mission = troupe.projet, troupe.mission
    for i in range(nombre):
        projet.partenariats.create(structure=StructureFactory(mission=mission), role="Accueille")
        projet.financements.create(type=TypeFinancementFactory(), financeur=f"Financeur {i}", montant=10)
        projet.actions_prevues.create(intitule=f"Action {i}")
        projet.liens.create(url=f"https://example.org/{i}")
        DocumentFactory(appui=None, projet=projet, depose_par=troupe.agent)
        EngagementFactory(appui=None, projet=projet, charge=troupe.collegue)
        appui = AppuiFactory(mission=mission, projet=projet, charge=troupe.agent, structures=[])
        EngagementFactory(appui=appui, charge=troupe.agent)


def requetes(client, adresse):
    with CaptureQueriesContext(
        connection,
    ) as capture:
        assert client.get(adresse).status_code == 200
    return len(capture)


def test_le_nombre_de_requetes_ne_depend_pas_de_la_taille(troupe, connecte):
    client, adresse = connecte(troupe.agent), troupe.projet.get_absolute_url()
    garnir(troupe, 2)
    peu = requetes(client, adresse)
    garnir(troupe, 20)
    assert requetes(client, adresse) == peu
    assert peu <= 15


def test_l_historique_aussi(troupe, connecte):
    client, adresse = connecte(troupe.agent), reverse("projets:historique", args=[troupe.projet.pk])
    garnir(troupe, 2)
    peu = requetes(client, adresse)
    garnir(troupe, 20)
    assert requetes(client, adresse) == peu
    assert peu <= 15


def test_l_argent(troupe):
    projet, type_ = troupe.projet, TypeFinancementFactory()
    assert projet.plan_de_financement() == {"total": 0, "acquis": 0, "part": None, "manque": None}
    projet.cout_total = 1000
    projet.financements.create(type=type_, montant=500, etat=Financement.Etat.ACQUIS)
    projet.financements.create(type=type_, montant=250)
    projet.financements.create(type=type_)
    assert projet.plan_de_financement() == {"total": 750, "acquis": 500, "part": 75, "manque": 250}
    projet.cout_total = 0
    assert projet.plan_de_financement()["part"] is None


@pytest.mark.parametrize(("cout", "phrase"), [(1000, "il manque"), (400, "à vérifier"), (None, "pas encore connu")])
def test_l_argent_en_mots(troupe, connecte, cout, phrase):
    troupe.projet.cout_total = cout
    troupe.projet.save()
    troupe.projet.financements.create(type=TypeFinancementFactory(), montant=500)
    assert phrase in connecte(troupe.responsable).get(troupe.projet.get_absolute_url()).content.decode()


def test_un_responsable_lit_sans_boutons(troupe, connecte):
    garnir(troupe, 1)
    page = connecte(troupe.responsable).get(troupe.projet.get_absolute_url()).content.decode()
    for adresse in ("projets:modifier", "projets:stade", "projets:supprimer", "document_projet"):
        assert reverse(adresse, args=[troupe.projet.pk]) not in page


def test_aucune_note_confidentielle(troupe, connecte):
    note = NoteFactory(appui=troupe.appui, auteur=troupe.agent, texte="Secret de la vallée")
    for adresse in (troupe.projet.get_absolute_url(), reverse("projets:historique", args=[troupe.projet.pk])):
        page = connecte(troupe.agent).get(adresse).content.decode()
        assert note.texte not in page


def test_l_historique_dit_qui_a_ajoute_un_partenaire(troupe, connecte):
    partenariat = troupe.projet.partenariats.create(structure=StructureFactory(mission=troupe.mission, nom="Gruppo"))
    partenariat.history.update(history_user=troupe.collegue)
    page = connecte(troupe.agent).get(reverse("projets:historique", args=[troupe.projet.pk])).content.decode()
    assert "Gruppo" in page
    assert "Colin Marchal" in page


def test_un_projet_nu(troupe, connecte):
    page = connecte(troupe.agent).get(troupe.projet.get_absolute_url()).content.decode()
    assert "Aucun financement" in page
    assert "Aucune action prévue" in page


def test_un_engagement_du_projet(troupe, connecte):
    client = connecte(troupe.collegue)
    adresse = reverse("projets:engagement_nouveau", args=[troupe.projet.pk])
    reponse = client.post(adresse, {"quoi": "Écrire à Cuneo", "qui": f"personne:{troupe.personne.pk}", "echeance": ""})
    assert reponse["Location"] == troupe.projet.get_absolute_url()
    engagement = troupe.projet.engagements.get()
    assert (engagement.appui, engagement.personne, engagement.charge) == (None, troupe.personne, None)
    modifier = reverse("projets:engagement_modifier", args=[engagement.pk])
    lue = saisie(client.get(modifier).context["form"])
    assert lue["qui"] == f"personne:{troupe.personne.pk}"
    client.post(modifier, lue | {"quoi": "Écrire à Cuneo et Turin", "qui": "", "echeance": "2026-12-01"})
    engagement.refresh_from_db()
    assert (engagement.quoi, engagement.echeance) == ("Écrire à Cuneo et Turin", date(2026, 12, 1))
    assert engagement.qui == "un partenaire"
    client.post(reverse("appuis:engagement_fait", args=[engagement.pk]))
    engagement.refresh_from_db()
    assert engagement.fait_le


def test_un_engagement_vide_se_dit(troupe, connecte):
    adresse = reverse("projets:engagement_nouveau", args=[troupe.projet.pk])
    reponse = connecte(troupe.agent).post(adresse, {"quoi": "", "moyens": "À garder"})
    assert "À garder" in reponse.content.decode()
    assert not troupe.projet.engagements.exists()


@pytest.mark.parametrize("quoi", ["appui", "document", "engagement"])
def test_on_ne_supprime_pas_un_projet_dont_quelque_chose_depend(troupe, connecte, quoi):
    if quoi != "appui":
        troupe.appui.projet = None
        troupe.appui.save()
    if quoi == "document":
        DocumentFactory(appui=None, projet=troupe.projet, depose_par=troupe.agent)
    if quoi == "engagement":
        EngagementFactory(appui=None, projet=troupe.projet, charge=troupe.agent)
    reponse = connecte(troupe.agent).post(reverse("projets:supprimer", args=[troupe.projet.pk]))
    assert f"1 {quoi}" in reponse.content.decode()
    troupe.projet.refresh_from_db()


def test_supprimer_un_projet_sans_attache(troupe, connecte):
    troupe.appui.projet = None
    troupe.appui.save()
    troupe.projet.partenariats.create(structure=StructureFactory(mission=troupe.mission))
    adresse = reverse("projets:supprimer", args=[troupe.projet.pk])
    client = connecte(troupe.agent)
    assert "On ne peut pas revenir en arrière" in client.get(adresse).content.decode()
    assert client.post(adresse)["Location"] == reverse("suivi_actions")
    assert client.get(troupe.projet.get_absolute_url()).status_code == 404
