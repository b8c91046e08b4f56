"""axe finds nothing in the form of a fiche, whatever its tables and whatever its state; nothing scrolls sideways."""

import pytest
from playwright.sync_api import expect

from outils.models import DecrypterPiste, MatriceResponsabilites, PreProjet
from tests.navigateur.conftest import ORDINATEUR, TELEPHONE
from tests.navigateur.fiches import attendre_l_enregistrement, cache, defile_de_cote, etat
from tests.navigateur.regard import obstacles
from tests.outils.fiches import Ecran, pleine


def _a_corriger(fiche):
    """Something that is not a value yet, in the first row, or where the first row meets the first column."""
    bloc = (fiche.croises() or fiche.tableaux())[0]
    objet = getattr(fiche, bloc.relation).first()
    objet.brut = {bloc.noms[-1]: "bientôt"}
    objet.save()


@pytest.mark.parametrize("taille", [ORDINATEUR, TELEPHONE], ids=["ordinateur", "telephone"])
@pytest.mark.parametrize("modele", [PreProjet, DecrypterPiste, MatriceResponsabilites], ids=lambda m: m.code)
def test_it_works(troupe, ouvrir, modele, taille):
    fiche = pleine(troupe, modele)
    _a_corriger(fiche)
    page = ouvrir(troupe.agent, taille)
    page.goto(f"{fiche.get_absolute_url()}modifier/")
    assert page.locator(".is-invalid").count() >= 1

    # A row added, duplicated, removed.
    tableau = page.locator(".lignes-fiche").first
    nombre = tableau.locator(".rang").count()
    tableau.locator("button[value^='ajouter:']").click()
    tableau.locator(".rang").nth(nombre).wait_for()
    assert cache(page) is None
    tableau.locator("button[value^='dupliquer:']").first.click()
    tableau.locator(".rang").nth(nombre + 1).wait_for()
    tableau.get_by_label("Retirer").first.check()
    attendre_l_enregistrement(page)
    sans_obstacle(page)

    # Somebody else writes the same title: told, then both texts shown, with the errors.
    Ecran(troupe.collegue, fiche).taper(titre="Le titre de Colin").automatique()
    page.get_by_label("Titre de la fiche").fill("Le titre d’Agathe")
    etat(page).filter(has_text="en même temps que vous").wait_for()
    assert not defile_de_cote(page)
    page.get_by_role("button", name="Voir les deux textes").click()
    page.locator("#erreurs").wait_for()
    for lien in page.locator("#erreurs a").all():
        expect(page.locator(f"[id='{lien.get_attribute('href')[1:]}']")).to_have_count(1)
    page.locator("#erreurs a").first.click()
    assert cache(page) is None
    sans_obstacle(page)


BARRES = "document.querySelectorAll('.barre-fiche, .sections').forEach((e) => {{ e.style.position = '{}'; }})"


def sans_obstacle(page):
    # What happens to be half under the bars is not too small to be touched: they step aside while axe measures.
    page.evaluate(BARRES.format("static"))
    assert obstacles(page) == []
    page.evaluate(BARRES.format(""))
    assert not defile_de_cote(page)
    if page.viewport_size["width"] < 500:
        page.set_viewport_size({"width": 320, "height": 700})
        assert not defile_de_cote(page)
        page.set_viewport_size(TELEPHONE)
