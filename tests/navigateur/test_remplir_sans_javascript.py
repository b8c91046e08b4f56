"""Without JavaScript a fiche is filled all the same: rows, errors, crossings, until it is finished."""

import re

from playwright.sync_api import expect

from outils.models import MatriceResponsabilites, PreProjet
from tests.navigateur.conftest import TELEPHONE
from tests.navigateur.fiches import classeur, commencer, defile_de_cote, enregistrer, finaliser, rang


def test_it_works(troupe, ouvrir):
    page = ouvrir(troupe.agent, TELEPHONE, js=False)
    commencer(page, troupe.projet, "Fiche pré-projet")
    page.get_by_label("Problématique et enjeux").fill("Trois noisettes sur quatre partent.")
    page.get_by_label("Objectifs opérationnels").fill("Former.")
    for numero, action in enumerate(["Foire", "Visite", "Ligne de trop"], 1):
        if numero > 1:
            page.get_by_role("button", name="Ajouter une action").click()
        # What was typed before comes back with the new row, which has the focus.
        expect(page.get_by_label("Objectifs opérationnels")).to_have_value("Former.")
        rang(page, "Action", numero).get_by_label("Action", exact=True).fill(action)
    expect(page.locator("[id^='actions_communes-']:focus, [id^='actions_communes-'] :focus")).to_have_count(1)
    expect(page.get_by_role("button", name="Monter action 1")).not_to_be_visible()
    page.get_by_role("button", name="Monter action 2").click()
    expect(rang(page, "Action", 1).get_by_label("Action", exact=True)).to_have_value("Visite")
    page.get_by_role("button", name="Dupliquer action 1").click()
    rang(page, "Action", 2).get_by_label("Action", exact=True).fill("Seconde visite")
    rang(page, "Action", 4).get_by_label("Retirer").check()
    page.get_by_label("Montant").fill("beaucoup")
    assert not defile_de_cote(page)
    # Saved as it is, and what must be put right is said first.
    page.locator(".barre-fiche .btn-primary").click()
    resume = page.locator("#erreurs")
    expect(resume).to_contain_text("1 réponse à corriger")
    resume.get_by_role("link").click()
    expect(page.get_by_label("Montant")).to_have_value("beaucoup")
    page.get_by_label("Montant").fill("1 234,56")
    enregistrer(page)
    expect(page.get_by_text("La fiche est enregistrée.")).to_be_visible()
    finaliser(page)
    fiche = PreProjet.objects.get()
    assert list(fiche.actions_communes.values_list("action", flat=True)) == ["Visite", "Seconde visite", "Foire"]
    assert str(fiche.postes.get().montant) == "1234.56"
    assert "Seconde visite" in str(classeur(page))


def test_un_croisement(troupe, ouvrir):
    page = ouvrir(troupe.agent, js=False)
    commencer(page, troupe.projet, "Matrice des responsabilités")
    page.get_by_role("button", name="Ajouter un partenaire").click()
    rang(page, "Partenaire", 2).get_by_label("Nom").fill("Gruppo Valle Serina")
    page.get_by_role("button", name="Ajouter une tâche").click()
    case = page.get_by_label(re.compile("^Tâches : Accueillir, Gruppo Valle Serina"))
    case.fill("Réserver la salle")
    enregistrer(page)
    matrice = MatriceResponsabilites.objects.get()
    assert [str(c.colonne) for c in matrice.responsabilites.all()] == ["Gruppo Valle Serina"]


def test_deux_personnes(troupe, ouvrir):
    """Both texts are read, and saving again chooses."""
    fiche = PreProjet.objects.create(mission=troupe.mission, projet=troupe.projet, titre="Pré-projet")
    pages = [ouvrir(personne, js=False) for personne in (troupe.agent, troupe.collegue)]
    for page, texte in zip(pages, ("Former.", "Planter."), strict=True):
        page.goto(f"{fiche.get_absolute_url()}modifier/")
        page.get_by_label("Objectifs opérationnels").fill(texte)
    agathe, colin = pages
    enregistrer(colin)
    agathe.locator(".barre-fiche .btn-primary").click()
    expect(agathe.locator("#id_objectifs_error")).to_contain_text("« Planter. »")
    expect(agathe.locator("#erreurs")).to_contain_text("Colin Marchal, le")
    expect(agathe.get_by_role("button", name="Prendre ce texte")).not_to_be_visible()
    expect(agathe.get_by_label("Objectifs opérationnels")).to_have_value("Former.")
    enregistrer(agathe)
    assert PreProjet.objects.get().objectifs == "Former."
