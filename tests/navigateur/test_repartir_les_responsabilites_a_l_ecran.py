"""A matrice for three partners of a project: its deadlines reach the officer's to-do list and the project, move with
it, and leave with it."""

import datetime
import re

import pytest
from playwright.sync_api import expect

from appuis.models import Engagement, Partenariat
from missions.models import Structure
from tests.factories import il_y_a
from tests.navigateur.fiches import (
    attendre_l_enregistrement,
    classeur,
    commencer,
    enregistrer,
    rang,
    texte_du_pdf,
)

PARTENAIRES = ["GAL Terres d’Aubrives", "Gruppo Valle Serina", "Huilerie du Moulin"]


@pytest.fixture
def projet(troupe):
    for nom in PARTENAIRES[1:]:
        structure = Structure.objects.create(mission=troupe.mission, nom=nom, type=troupe.structure.type)
        Partenariat.objects.create(projet=troupe.projet, structure=structure)
    return troupe.projet


def case(page, quoi, tache, partenaire):
    return page.get_by_label(re.compile(rf"^{quoi} : {tache}, {partenaire}$"))


def test_it_works(troupe, projet, ouvrir):
    page = ouvrir(troupe.agent)
    commencer(page, projet, "Matrice des responsabilités")
    fiche = page.url
    for numero, nom in enumerate(PARTENAIRES, 1):
        expect(rang(page, "Partenaire", numero).get_by_label("Nom")).to_have_value(nom)
    expect(page.locator("#complement")).to_contain_text("Sans aucune tâche")

    dates = [il_y_a(-jours).isoformat() for jours in (5, 12, 20)]
    for tache, partenaire, quoi, jour in zip(
        ("Accueillir", "Inviter", "Rédiger"),
        PARTENAIRES,
        ("Réserver la salle", "Écrire aux élus", "Chiffrer le pressage"),
        dates,
        strict=True,
    ):
        case(page, "Tâches", tache, partenaire).fill(quoi)
        case(page, "Deadline", tache, partenaire).fill(jour)
    attendre_l_enregistrement(page)
    # What the matrice points out follows, without reloading.
    expect(page.locator("#complement")).not_to_contain_text("Sans aucune tâche")
    expect(page.locator("#complement")).to_contain_text("Personne ne tient : « Rapport d’activité »")
    enregistrer(page)

    attendues = ["Accueillir : Réserver la salle", "Inviter : Écrire aux élus", "Rédiger : Chiffrer le pressage"]
    for adresse in ("/a-faire/", projet.get_absolute_url()):
        page.goto(adresse)
        for quoi in attendues:
            expect(page.locator("main").get_by_text(quoi).first).to_be_visible()
    assert sorted(str(e.echeance) for e in Engagement.objects.filter(projet=projet)) == sorted(dates)

    # Moved: the same engagement, at another date.
    identifiants = set(Engagement.objects.values_list("pk", flat=True))
    page.goto(fiche)
    case(page, "Deadline", "Accueillir", PARTENAIRES[0]).fill(il_y_a(-9).isoformat())
    attendre_l_enregistrement(page)
    assert Engagement.objects.get(quoi__contains="Réserver").echeance == il_y_a(-9)
    assert set(Engagement.objects.values_list("pk", flat=True)) == identifiants

    # Exported with what it says now.
    enregistrer(page)
    feuilles = classeur(page)
    cellules = [c for ligne in feuilles["Responsabilités"] for c in ligne]
    assert datetime.datetime.combine(il_y_a(-9), datetime.time()) in cellules
    assert "Réserver la salle" in cellules
    assert all(any(nom in str(c) for c in cellules) for nom in PARTENAIRES)
    texte = texte_du_pdf(page)
    for mot in (*PARTENAIRES, "Réserver la salle", "Écrire aux élus", "Chiffrer le pressage", "Échéancier"):
        assert mot in texte

    # Removed: a deadline, then a whole partner.
    page.goto(fiche)
    case(page, "Deadline", "Accueillir", PARTENAIRES[0]).fill("")
    attendre_l_enregistrement(page)
    rang(page, "Partenaire", 3).get_by_label("Retirer").check()
    attendre_l_enregistrement(page)
    page.wait_for_timeout(400)
    page.goto("/a-faire/")
    expect(page.get_by_text(attendues[1]).first).to_be_visible()
    expect(page.get_by_text(attendues[0])).to_have_count(0)
    expect(page.get_by_text(attendues[2])).to_have_count(0)
