"""From an appui, its officer finds a resource for a blocage and hands it over; a bénéficiaire reads it on a phone."""

import re

import pytest
from playwright.sync_api import expect

from appuis.models import Apport, Remise
from tests.factories import BlocageFactory, RessourceFactory
from tests.navigateur.conftest import TELEPHONE
from tests.navigateur.regard import obstacles, sain

pytestmark = pytest.mark.deux_bases


def test_it_works(troupe, ouvrir):
    troupe.appui.stade = "partenariats"
    troupe.appui.save()
    BlocageFactory(appui=troupe.appui, intitule="Partenaire muet", porte_sur="partenaires")
    RessourceFactory(
        mission=troupe.mission,
        titre="Relancer un partenaire silencieux",
        stades=["partenariats"],
        blocages=["partenaires"],
        production_propre=True,
        texte="## Avant d’écrire\n\nCherchez **un nom**.",
    )
    page = ouvrir(troupe.agent)
    page.goto(troupe.appui.get_absolute_url())
    panneau = page.get_by_role("region", name="Quelle ressource ?")
    panneau.get_by_text("Trouver des partenaires").first.wait_for()
    assert obstacles(page) == []
    # The full list, filters preset, one click away.
    panneau.get_by_role("link", name="Toutes, pour ce blocage").click()
    page.get_by_role("link", name="Relancer un partenaire silencieux").wait_for()
    expect(page.get_by_text(re.compile(r"^\d+ ressources?$")).first).to_be_visible()
    page.get_by_label("Rechercher").fill("silencieux")
    page.locator("mark", has_text="silencieux").wait_for()
    assert obstacles(page) == []
    page.goto(troupe.appui.get_absolute_url())
    panneau.get_by_role("button", name="Remettre « Relancer un partenaire silencieux »").click()
    page.get_by_text("est remise : les bénéficiaires la lisent").wait_for()
    panneau.get_by_text("Déjà remis").wait_for()
    expect(page.get_by_role("cell", name="ressource Relancer un partenaire silencieux")).to_be_visible()
    assert (Remise.objects.count(), Apport.objects.get().nature) == (1, "ressource")

    page = ouvrir(troupe.beneficiaire, TELEPHONE)
    page.goto("/espace/")
    page.get_by_role("link", name="Relancer un partenaire silencieux").click()
    page.get_by_role("heading", name="Avant d’écrire").wait_for()
    sain(page)
    lue = page.url
    page.get_by_role("link", name="Espace ressources").click()
    page.get_by_role("heading", name="Espace ressources").wait_for()
    assert obstacles(page) == []

    page = ouvrir(troupe.etranger)
    assert page.goto(lue).status == 404
    page.goto("/ressources/?q=silencieux")
    page.get_by_text("Rien ne correspond").wait_for()


def test_sans_javascript(troupe, ouvrir):
    RessourceFactory(mission=troupe.mission, titre="Une trame", stades=[troupe.appui.stade], production_propre=True)
    page = ouvrir(troupe.agent, js=False)
    page.goto(troupe.appui.get_absolute_url())
    page.get_by_role("link", name="Pour ce stade et ces blocages").click()
    page.get_by_role("button", name="Remettre « Une trame »").click()
    page.get_by_text("est remise : les bénéficiaires la lisent").wait_for()
    assert Remise.objects.get().ressource.titre == "Une trame"
