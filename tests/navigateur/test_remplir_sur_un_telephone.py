"""A bénéficiaire on a phone fills a fiche part by part, reads it again, transmits it; a remark is read in its part."""

import re

import pytest
from playwright.sync_api import expect

from outils.models import PreProjet, Transmission
from tests.navigateur.conftest import ORDINATEUR, TELEPHONE
from tests.navigateur.fiches import attendre_l_enregistrement, cache, rang
from tests.navigateur.test_aucun_obstacle_dans_une_fiche import sans_obstacle
from tests.outils.fiches import neuve


@pytest.fixture
def fiche(troupe):
    fiche = neuve(troupe, PreProjet)
    fiche.demander(troupe.agent, [troupe.beneficiaire])
    return fiche


def ou(page):
    """The heading of the part that is shown, the only one; it has the focus once one has moved."""
    return page.locator("section.partie-fiche > h2").filter(visible=True)


def suivant(page):
    page.get_by_role("button", name="Suivant").tap()
    expect(ou(page)).to_be_focused()
    assert cache(page) is None


def test_it_works(troupe, fiche, ouvrir):
    page = ouvrir(troupe.beneficiaire, TELEPHONE)
    page.goto(fiche.get_absolute_url())
    page.get_by_role("link", name="Remplir", exact=True).tap()
    page.wait_for_url(re.compile("/modifier/$"))
    expect(ou(page)).to_have_text("Étape 1 sur 10 · Le sujet")
    expect(page.get_by_text("0 réponse sur 24")).to_be_visible()
    expect(page.get_by_role("button", name="Précédent")).to_be_disabled()
    page.get_by_label("Objectifs opérationnels").fill("Former douze producteurs.")
    suivant(page)
    expect(ou(page)).to_have_text("Étape 2 sur 10 · Actions communes envisagées")
    rang(page, "Action", 1).get_by_label("Action", exact=True).fill("Visite croisée")
    page.get_by_role("button", name="Ajouter une action").tap()
    rang(page, "Action", 2).get_by_label("Action", exact=True).fill("Foire commune")
    attendre_l_enregistrement(page)
    expect(page.get_by_text("2 réponses sur 24")).to_be_visible()
    sans_obstacle(page)

    # Any part, by the list of all; then a date that is not one.
    page.get_by_role("button", name="Étapes").tap()
    expect(page.get_by_role("navigation", name="Parties de la fiche")).to_be_visible()
    sans_obstacle(page)
    page.get_by_role("link", name="La réussite").tap()
    expect(ou(page)).to_have_text("Étape 8 sur 10 · La réussite")
    page.get_by_role("button", name="Précédent").tap()
    page.get_by_label("Montant").fill("beaucoup")
    for _ in range(3):
        suivant(page)
    expect(page.get_by_role("button", name="Suivant")).not_to_be_visible()
    page.get_by_role("button", name="Relire et transmettre").tap()
    # What is not understood is shown where it is.
    page.locator("#erreurs").wait_for()
    expect(ou(page)).to_have_text("Étape 7 sur 10 · Enveloppe financière")
    page.get_by_label("Montant").fill("1 200")
    attendre_l_enregistrement(page)
    page.get_by_role("button", name="Étapes").tap()
    page.get_by_role("link", name="Les personnes").tap()
    page.get_by_role("button", name="Relire et transmettre").tap()

    page.get_by_role("heading", name="Relire et transmettre").wait_for()
    for attendu in ("Former douze producteurs.", "Foire commune", "Vous pouvez transmettre ainsi"):
        expect(page.get_by_text(attendu).first).to_be_visible()
    sans_obstacle(page)
    page.get_by_role("link", name="Modifier : Les publics").tap()
    page.wait_for_url(re.compile("#partie-4$"))
    expect(ou(page)).to_have_text("Étape 4 sur 10 · Les publics")
    page.go_back()
    page.get_by_role("button", name="Transmettre", exact=True).tap()
    page.get_by_role("heading", name="Accusé de réception").wait_for()
    expect(page.get_by_text(Transmission.objects.get().numero).first).to_be_visible()
    sans_obstacle(page)

    # Back comes a remark: the page opens on its part when one follows it.
    fiche = PreProjet.objects.get()
    action = fiche.actions_communes.get(action="Foire commune")
    fiche.remarques.create(
        ou=f"actions_communes-{action.cle}-lieu", libelle="Action 2, Lieu", texte="Où ?", par=troupe.agent
    )
    fiche.demander_une_correction(troupe.agent, "Une précision.")
    page.goto(fiche.get_absolute_url())
    page.get_by_role("link", name="Action 2, Lieu").tap()
    page.wait_for_url(re.compile("/modifier/#"))
    expect(ou(page)).to_have_text("Étape 2 sur 10 · Actions communes envisagées")
    expect(page.get_by_text("Où ?").last).to_be_visible()
    assert cache(page) is None
    sans_obstacle(page)


def test_sur_un_bureau_ou_sans_javascript_tout_est_sur_une_page(troupe, fiche, ouvrir):
    for page in (
        ouvrir(troupe.beneficiaire, ORDINATEUR),
        ouvrir(troupe.beneficiaire, TELEPHONE, js=False),
        ouvrir(troupe.agent, TELEPHONE),
    ):
        page.goto(f"{fiche.get_absolute_url()}modifier/")
        for titre in ("Le sujet", "Les publics", "Les personnes"):
            expect(page.get_by_role("heading", name=titre, exact=True)).to_be_visible()
        expect(page.get_by_role("navigation", name="Parties de la fiche")).to_be_visible()
        expect(page.get_by_role("button", name="Suivant")).not_to_be_visible()


def test_sans_javascript_on_relit_et_on_transmet(troupe, fiche, ouvrir):
    page = ouvrir(troupe.beneficiaire, TELEPHONE, js=False)
    page.goto(f"{fiche.get_absolute_url()}modifier/")
    page.get_by_label("Objectifs opérationnels").fill("Former.")
    page.get_by_role("button", name="Relire et transmettre").click()
    page.get_by_role("button", name="Transmettre", exact=True).click()
    page.get_by_role("heading", name="Accusé de réception").wait_for()
    assert PreProjet.objects.get().transmise


def test_commenter_sans_javascript(troupe, fiche, ouvrir):
    fiche.transmettre(troupe.beneficiaire)
    page = ouvrir(troupe.agent, js=False)
    page.goto(f"{fiche.get_absolute_url()}commenter/")
    page.get_by_text("Commenter : Objectifs opérationnels").click()
    page.get_by_label("Remarque : Objectifs opérationnels").fill("Lesquels ?")
    page.get_by_role("button", name="Demander une correction").click()
    page.get_by_text("La correction est demandée").wait_for()
    assert PreProjet.objects.get().a_reprendre
