"""Five pistes taken from pré-projets are scored; ranking, chart and thresholds follow what is typed; the retained ones
go on as a project and as an offer."""

import re

import pytest
from playwright.sync_api import expect

from appuis.models import Projet
from outils.models import GrillePriorisation, OffreCooperation, PreProjet
from tests.navigateur.conftest import ORDINATEUR, TELEPHONE
from tests.navigateur.fiches import (
    attendre_l_enregistrement,
    classeur,
    commencer,
    defile_de_cote,
    enregistrer,
    rang,
    texte_du_pdf,
)
from tests.navigateur.regard import devient

PISTES = ["Noisette", "Laine", "Foires", "Festival", "Vergers"]
# Two criteria of the guide's ten; the others are left out.
CRITERES = ["Répond à un réel problème", "Le moment est opportun"]


@pytest.fixture
def pre_projets(troupe):
    for titre in PISTES:
        PreProjet.objects.create(
            mission=troupe.mission,
            projet=troupe.projet,
            titre=f"Pré-projet {titre}",
            titre_du_projet=titre,
            problematique=f"Pourquoi {titre}.",
        )


def classement(page):
    """[(rank, piste, total)] as the table says it."""
    lignes = page.locator("#complement .totaux tbody tr").all()
    cellules = [[c.inner_text() for c in ligne.locator("td, th").all()] for ligne in lignes]
    return [(c[0], c[1].split("\n")[0].removesuffix(" retenue"), c[-3]) for c in cellules]


def noter(page, critere, piste, note):
    page.get_by_label(re.compile(rf"^Note : {critere}.*, {piste}$")).fill(str(note))


def test_it_works(troupe, pre_projets, ouvrir):
    page = ouvrir(troupe.agent)
    commencer(page, troupe.projet, "Grille de priorisation des pistes")
    lignes = page.get_by_role("group", name=re.compile(r"^Piste \d"))
    expect(lignes).to_have_count(5)
    expect(lignes.first).to_contain_text("repris d’un pré-projet")

    # Two criteria are enough here: the others go, one is added, its heading follows its name.
    page.get_by_text(re.compile("10 critères")).click()
    for numero in (2, *range(4, 11)):
        rang(page, "Critère", numero).get_by_label("Retirer").check()
    page.get_by_role("button", name="Ajouter un critère").click()
    page.get_by_role("columnheader", name="Noisette").first.wait_for()
    porte = page.locator(".rang").filter(has=page.locator(":focus"))
    porte.get_by_label("Critère", exact=True).fill("Quelqu’un le porte")
    expect(page.get_by_role("rowheader", name="Quelqu’un le porte")).to_be_visible()
    expect(page.get_by_role("rowheader").filter(has_text="Objectifs et résultats attendus")).to_have_count(0)

    notes = {
        "Noisette": (5, 4, 5),
        "Laine": (4, 4, 4),
        "Foires": (3, 5, 4),
        "Festival": (2, 5, 1),
        "Vergers": (2, 2, 2),
    }
    for piste, siennes in notes.items():
        for critere, note in zip([*CRITERES, "Quelqu’un le porte"], siennes, strict=True):
            noter(page, critere, piste, note)
    attendre_l_enregistrement(page)
    attendu = [
        ("1", "Noisette", "14"),
        ("2 ex æquo", "Laine", "12"),
        ("2 ex æquo", "Foires", "12"),
        ("4", "Festival", "8"),
        ("5", "Vergers", "6"),
    ]
    devient(lambda: classement(page), attendu)
    dessin = page.locator("#complement svg[role=img]")
    expect(dessin).to_be_visible()
    avant = dessin.inner_html()

    # A weight and a threshold change the ranking, the chart and the marks, without reloading.
    page.evaluate("window.memePage = true")
    porte = rang(page, "Critère", 3)
    porte.get_by_label("Poids").fill("3")
    porte.get_by_label("Note minimale").fill("2")
    page.get_by_label("Total minimal").fill("14")
    page.locator("#complement .seuil-manque").first.wait_for()
    attendre_l_enregistrement(page)
    devient(lambda: classement(page)[:2], [("1", "Noisette", "24"), ("2 ex æquo", "Laine", "20")])
    assert [piste for _, piste, _ in classement(page)][-2:] == ["Festival", "Vergers"]
    festival = page.locator("#complement tr").filter(has_text="Festival")
    expect(festival).to_contain_text("Quelqu’un le porte : 1 pour 2 au moins")
    expect(page.locator("#complement .alertes")).to_contain_text("« Festival » est sous un seuil")
    assert dessin.inner_html() != avant
    assert page.evaluate("window.memePage")

    # The retained ones go on.
    for numero in (1, 2):
        rang(page, "Piste", numero).get_by_label("Retenue").select_option("Oui")
        rang(page, "Piste", numero).get_by_label("Pourquoi").fill("Le besoin est là.")
    attendre_l_enregistrement(page)
    page.locator("#complement .retenue").nth(1).wait_for()
    enregistrer(page)
    feuilles = classeur(page)
    assert {"Pistes", "Critères", "Notation"} <= set(feuilles)
    assert "Quelqu’un le porte" in str(feuilles["Notation"])
    assert [n for n in _ligne(feuilles["Notation"], CRITERES[0]) if isinstance(n, (int, float))] == [5, 4, 3, 2, 2]
    texte = texte_du_pdf(page)
    assert texte.index("Noisette") < texte.index("Vergers")
    assert "Classement des pistes" in texte
    assert "1 pour 2 au moins" in texte

    grille = page.url
    page.get_by_role("button", name="Écrire l’offre : Noisette").click()
    page.wait_for_url(re.compile(r"/offre-cooperation/\d+/modifier/"))
    expect(page.get_by_label("Titre du projet")).to_have_value("Noisette")
    assert OffreCooperation.objects.get().projet == troupe.projet
    page.goto(grille)
    page.get_by_role("button", name="En faire un projet : Laine").click()
    page.wait_for_url(re.compile(r"/projets/\d+/$"))
    expect(page.get_by_text("Pourquoi Laine.")).to_be_visible()
    assert Projet.objects.filter(nom="Laine").count() == 1


def _ligne(lignes, debut):
    return next(ligne for ligne in lignes if any(str(c).startswith(debut) for c in ligne if c))


@pytest.mark.parametrize("taille", [ORDINATEUR, TELEPHONE], ids=["ordinateur", "telephone"])
def test_les_pistes_que_l_on_nomme_nomment_leurs_colonnes(troupe, ouvrir, taille):
    grille = GrillePriorisation.objects.create(mission=troupe.mission, projet=troupe.projet, titre="Grille")
    grille.criteres.create(critere="Utile", groupe="pertinence")
    page = ouvrir(troupe.agent, taille)
    page.goto(f"{grille.get_absolute_url()}modifier/")
    for numero, nom in enumerate(PISTES, 1):
        if numero > 1:
            page.get_by_role("button", name="Ajouter une piste").click()
            rang(page, "Piste", numero).wait_for()
            expect(rang(page, "Piste", numero).locator(":focus")).to_have_count(1)
        page.keyboard.type(nom) if numero > 1 else rang(page, "Piste", 1).get_by_label("Piste", exact=True).fill(nom)
        noter(page, "Utile", nom, numero)
    page.get_by_role("button", name="Monter piste 5").click()
    rang(page, "Piste", 4).get_by_label("Piste", exact=True).and_(page.locator("[value=Vergers]")).wait_for()
    expect(page.get_by_role("button", name="Monter piste 4")).to_be_focused()
    assert not defile_de_cote(page)
    attendre_l_enregistrement(page)
    devient(lambda: [piste for _, piste, _ in classement(page)], PISTES[::-1])
    assert list(grille.pistes.values_list("nom", flat=True)) == [*PISTES[:3], "Vergers", "Festival"]
