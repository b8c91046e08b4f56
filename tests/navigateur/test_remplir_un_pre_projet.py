"""A pré-projet with ten actions, filled with the keyboard only, then on a phone with the thumbs."""

import re

import pytest
from playwright.sync_api import expect

from outils.models import PreProjet
from tests.navigateur.conftest import TELEPHONE
from tests.navigateur.fiches import (
    attendre_l_enregistrement,
    cache,
    classeur,
    commencer,
    defile_de_cote,
    enregistrer,
    etat,
    finaliser,
    rang,
    texte_du_pdf,
)

ACTIONS = [
    "Visite croisée des ateliers",
    "Formation à la torréfaction",
    "Essais de recettes",
    "Guide bilingue",
    "Étude des débouchés",
    "Foire commune",
    "Bilan à deux",
    "Coffret « Due valli »",
    "Séjour des élèves",
    "Seconde foire commune",
]


class Clavier:
    """Somebody who never touches the mouse."""

    def __init__(self, page):
        self.page, self.presser = page, page.keyboard.press

    def ici(self):
        """What has the focus, as it is read: « Action 3 · Lieu », « Ajouter une action »."""
        return self.page.evaluate(
            """() => {
                const actif = document.activeElement, rang = actif.closest(".rang")?.querySelector(".nom-rang");
                const nom = actif.labels?.[0]?.innerText || actif.innerText || actif.id;
                return [...(rang && actif.matches("input:not([type=checkbox]), textarea, select")
                    ? [rang.innerText] : []), nom].join(" · ").replace(/\\s+/g, " ").trim();
            }"""
        )

    def aller(self, nom, touche="Tab", au_plus=80):
        for _ in range(au_plus):
            self.presser(touche)
            if self.ici() == nom:
                assert cache(self.page) is None
                return
        raise AssertionError(f"« {nom} » n’est pas atteint ; le focus est sur « {self.ici()} ».")

    def ecrire(self, texte):
        self.presser("Control+A")
        self.page.keyboard.type(texte)

    def valider(self, nom, touche="Tab", **suite):
        self.aller(nom, touche, **suite)
        self.presser("Enter")


@pytest.fixture
def clavier(troupe, ouvrir):
    return Clavier(ouvrir(troupe.agent))


def remplir_une_action(clavier, action, numero):
    """From its first field to its date; day and month are the same, whatever their order in this browser."""
    clavier.page.keyboard.type(action)
    clavier.presser("Tab")
    clavier.page.keyboard.type(f"Lieu {numero}")
    clavier.presser("Tab")
    clavier.page.keyboard.type("Le GAL")
    clavier.presser("Tab")
    clavier.page.keyboard.type(f"{numero:02}{numero:02}2027")
    assert cache(clavier.page) is None


def test_it_works_au_clavier_seul(troupe, clavier):
    page = clavier.page
    page.goto(troupe.projet.get_absolute_url())
    clavier.valider("Commencer une fiche")
    clavier.valider("Fiche pré-projet")
    page.wait_for_url("**/nouvelle/**")
    clavier.valider("Commencer la fiche")
    page.wait_for_url(re.compile(r"/modifier/$"))

    clavier.aller("Problématique et enjeux, lien avec la stratégie du territoire")
    clavier.ecrire("Trois noisettes sur quatre partent sans être transformées.")
    clavier.aller("Objectifs opérationnels")
    clavier.ecrire("Former douze producteurs.\nVendre ensemble.")

    # A row after the other: the new one takes the focus in its first field.
    clavier.aller("Action 1 · Action")
    for numero, action in enumerate(ACTIONS[:8], 1):
        if numero > 1:
            clavier.valider("Ajouter une action")
            assert clavier.ici() == f"Action {numero} · Action"
            assert cache(page) is None
        remplir_une_action(clavier, action, numero)
    expect(page.get_by_role("group", name=re.compile("^Action "))).to_have_count(8)

    # Duplicated: the copy takes the focus, with what its model says.
    clavier.valider("Dupliquer action 6", "Shift+Tab")
    assert clavier.ici() == "Action 7 · Action"
    expect(rang(page, "Action", 7).get_by_label("Action", exact=True)).to_have_value(ACTIONS[5])
    clavier.ecrire(ACTIONS[9])
    # Moved: the focus stays on the button, the row under the eyes.
    haut = page.evaluate("document.activeElement.getBoundingClientRect().top")
    clavier.aller("Descendre action 7")
    clavier.presser("Enter")
    assert clavier.ici() == "Descendre action 8"
    clavier.presser("Space")
    assert clavier.ici() == "Monter action 9", "the last row cannot go further down: the other button takes the focus"
    assert cache(page) is None
    assert abs(page.evaluate("document.activeElement.getBoundingClientRect().top") - haut) < 260
    # One row too many, removed; then the tenth, moved up where it belongs.
    clavier.valider("Ajouter une action")
    clavier.ecrire("Ligne de trop")
    clavier.aller("Retirer action 10")
    clavier.presser("Space")
    clavier.valider("Ajouter une action")
    assert clavier.ici() == "Action 11 · Action"
    remplir_une_action(clavier, ACTIONS[8], 9)
    clavier.aller("Monter action 11")
    for numero in (10, 9):
        clavier.presser("Enter")
        assert clavier.ici() == f"Monter action {numero}"

    # Enter in a field saves without leaving; then the button leads to the fiche.
    clavier.aller("Action 9 · Porteur", "Shift+Tab")
    clavier.presser("Enter")
    attendre_l_enregistrement(page)
    expect(page).to_have_url(re.compile("/modifier/$"))
    assert list(PreProjet.objects.get().actions_communes.values_list("action", flat=True)) == ACTIONS
    clavier.valider("Enregistrer")
    page.wait_for_url(re.compile(r"/pre-projet/\d+/$"))
    clavier.valider("Finaliser")
    page.get_by_text("La fiche est finalisée : elle ne change plus").wait_for()

    feuilles = classeur(page, lambda lien: (lien.focus(), clavier.presser("Enter")))
    assert [ligne[:3] for ligne in _actions(feuilles)] == [
        (action, f"Lieu {6 if action == ACTIONS[9] else n}", "Le GAL") for n, action in enumerate(ACTIONS, 1)
    ]
    texte = texte_du_pdf(page, lambda lien: (lien.focus(), clavier.presser("Enter")))
    places = [texte.index(action) for action in ACTIONS]
    assert places == sorted(places)
    assert "Finalisée" in texte


def _actions(feuilles):
    """The rows of the sheet of the actions, its hidden key aside."""
    lignes = feuilles["Actions communes envisagées"]
    depart = next(i for i, ligne in enumerate(lignes) if "Action" in ligne)
    colonne = lignes[depart].index("Action")
    return [ligne[colonne:] for ligne in lignes[depart + 1 :] if ligne[colonne]]


def test_sur_un_telephone(troupe, ouvrir):
    page = ouvrir(troupe.agent, TELEPHONE)
    commencer(page, troupe.projet, "Fiche pré-projet")
    page.get_by_label("Problématique et enjeux").fill("Trois noisettes sur quatre partent.")
    page.get_by_label("Objectifs opérationnels").fill("Former douze producteurs.")
    for numero, action in enumerate(ACTIONS, 1):
        if numero > 1:
            page.get_by_role("button", name="Ajouter une action").tap()
        ligne = rang(page, "Action", numero)
        ligne.get_by_label("Action", exact=True).fill(action)
        ligne.get_by_label("Lieu").tap()
        assert cache(page) is None, action
        ligne.get_by_label("Lieu").fill(f"Lieu {numero}")
        ligne.get_by_label("Échéance").fill(f"2027-{numero:02}-15")
        assert not defile_de_cote(page)
    rang(page, "Action", 10).get_by_role("button", name="Monter action 10").tap()
    rang(page, "Action", 9).get_by_role("button", name="Descendre action 9").tap()
    attendre_l_enregistrement(page)
    # The bar that saves stands above the menu, and neither hides what one types in.
    barre, menu = page.locator(".barre-fiche").bounding_box(), page.locator(".sections").bounding_box()
    assert barre["y"] + barre["height"] <= menu["y"] + 1
    expect(etat(page)).to_be_visible()
    enregistrer(page)
    assert not defile_de_cote(page)
    finaliser(page)
    assert [ligne[:2] for ligne in _actions(classeur(page))] == [(a, f"Lieu {n}") for n, a in enumerate(ACTIONS, 1)]
