"""A project is filled row by row in a real browser, with and without JavaScript; its bénéficiaire keeps a promise."""

import re

import pytest
from playwright.sync_api import expect

from appuis.models import Projet
from tests.factories import EngagementFactory, TypeFinancementFactory
from tests.navigateur.conftest import TELEPHONE


@pytest.mark.parametrize("js", [True, False], ids=["avec-js", "sans-js"])
def test_it_works(troupe, ouvrir, js):
    TypeFinancementFactory()
    page = ouvrir(troupe.agent, js=js)
    page.goto(f"/projets/{troupe.projet.pk}/modifier/")
    page.get_by_label("Objet").fill("Transformer les noisettes ensemble.")

    page.get_by_role("button", name="Ajouter un partenaire").click()
    ligne = page.get_by_role("group", name=re.compile("^Partenaire 1"))
    ligne.get_by_text("Nouvelle structure").click()
    ligne.get_by_label("Nom de la structure").fill("Gruppo Valle Serina")
    ligne.get_by_label("Rôle dans le projet").fill("Atelier")

    for intitule in ("Voyage d’étude", "Ligne de trop"):
        page.get_by_role("button", name="Ajouter une action").click()
        actions = page.get_by_role("group", name=re.compile(r"^Action \d"))
        actions.last.get_by_label(re.compile("^Action")).fill(intitule)
    actions.last.get_by_label("Retirer").check()

    page.get_by_role("button", name="Ajouter un financement").click()
    financement = page.get_by_role("group", name=re.compile("^Financement 1"))
    financement.get_by_label(re.compile("^Type")).select_option("LEADER")
    financement.get_by_label("Montant").fill("12 500,50")
    page.locator(".boutons").get_by_role("button", name="Enregistrer").click()
    page.wait_for_url(f"**/projets/{troupe.projet.pk}/")

    projet = Projet.objects.get(pk=troupe.projet.pk)
    assert projet.objet == "Transformer les noisettes ensemble."
    assert [(str(p), p.role) for p in projet.partenariats.all()] == [("Gruppo Valle Serina", "Atelier")]
    assert [str(a) for a in projet.actions_prevues.all()] == ["Voyage d’étude"]
    assert str(projet.financements.get().montant) == "12500.50"


def test_la_ligne_ajoutee_prend_la_main(troupe, ouvrir):
    page = ouvrir(troupe.agent)
    page.goto(f"/projets/{troupe.projet.pk}/modifier/")
    page.get_by_role("button", name="Ajouter un lien").press("Enter")
    page.wait_for_selector("#liens-0")
    expect(page.locator("#liens-0")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("[name='liens-0-url']")).to_be_focused()


def test_un_fichier_trop_lourd_est_dit_avant_l_envoi(troupe, ouvrir):
    page = ouvrir(troupe.agent)
    page.goto(f"/documents/appuis/{troupe.appui.pk}/nouveau/")
    gros = {"name": "gros.pdf", "mimeType": "application/pdf", "buffer": b"x" * (21 * 1024 * 1024)}
    page.get_by_label(re.compile("^Fichier")).set_input_files(gros)
    page.get_by_text("« gros.pdf » est trop lourd").wait_for()
    expect(page.get_by_label(re.compile("^Fichier"))).to_have_value("")


def test_le_beneficiaire_tient_son_engagement(troupe, ouvrir):
    EngagementFactory(appui=troupe.appui, quoi="Appeler Serina", charge=None, personne=troupe.personne)
    page = ouvrir(troupe.beneficiaire, taille=TELEPHONE)
    page.wait_for_url("**/espace/")
    page.get_by_role("button", name="C’est fait : « Appeler Serina »").click()
    page.get_by_text("Rien ne vous attend pour l’instant.").wait_for()
    with page.expect_download() as telechargement:
        page.get_by_role("link", name=re.compile("^PDF")).click()
    assert telechargement.value.suggested_filename == "Feuille de route Filière noisette.pdf"
