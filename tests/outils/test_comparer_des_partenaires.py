"""Comparing the possible partners of one project, side by side."""

import pytest
from django.utils import timezone

from outils.models import SelectionPartenaire
from tests.factories import AppuiFactory, ProjetFactory

TYPE, ALERTE, LANGUE = "Type de groupe/structure/territoire", "Alerte sur ce qui n’est pas souhaité", "Parle italien"


@pytest.fixture
def creer(troupe):
    def _creer(partenaire, *points, **champs):
        objet = champs or {"projet": troupe.projet}
        fiche = SelectionPartenaire.objects.create(
            mission=troupe.mission, titre=partenaire, partenaire=partenaire, **objet
        )
        for rang, (groupe, critere, present) in enumerate(points):
            fiche.criteres.create(groupe=groupe, critere=critere, present=present, rang=rang)
        return fiche

    return _creer


def noms(fiche):
    return [colonne["nom"] for colonne in fiche.analyse.colonnes] if fiche.analyse else []


def test_it_works(creer):
    serina = creer(
        "Valle Serina", ("caracteristiques", TYPE, "oui"), ("autres", LANGUE, "oui"), ("autres", ALERTE, "oui")
    )
    creer(
        "Brădet",
        ("caracteristiques", f"  {TYPE.upper()} ", "non"),
        ("similarite", LANGUE, ""),
        ("autres", ALERTE, "non"),
    )
    comparaison = serina.analyse
    assert [(c["nom"], c["presents"], c["vus"], c["alertes"]) for c in comparaison.colonnes] == [
        ("Valle Serina", 2, 2, [ALERTE]),
        ("Brădet", 0, 1, []),
    ]
    lues = [
        (titre, [(critere, [point and point.present for point in points]) for critere, points in rangees])
        for titre, rangees in comparaison.groupes
    ]
    assert lues == [
        ("Caractéristiques du partenaire en lien avec la stratégie", [(TYPE, ["oui", "non"])]),
        ("Similarité de savoir-faire, expérience, approche", [(LANGUE, [None, ""])]),
        ("Autres critères", [(LANGUE, ["oui", None]), (ALERTE, ["oui", "non"])]),
    ]
    assert comparaison.nombre == 4
    assert serina.alertes() == [f"Présent alors que ce n’est pas souhaité : {ALERTE}"]


def test_un_seul_partenaire_ne_se_compare_pas(creer):
    assert creer("Valle Serina", ("autres", LANGUE, "oui")).analyse is None


def test_un_autre_projet_ne_se_compare_pas(troupe, creer):
    serina = creer("Valle Serina")
    creer("Magura", projet=ProjetFactory(mission=troupe.mission))
    creer("Lana", appui=AppuiFactory(mission=troupe.mission, projet=troupe.projet))
    assert serina.analyse is None


def test_une_fiche_commencee_sur_un_appui_se_compare_a_celles_de_son_projet(troupe, creer):
    creer("Valle Serina")
    assert noms(creer("Brădet", appui=troupe.appui)) == ["Brădet", "Valle Serina"]


def test_une_fiche_partagee_ne_montre_pas_les_brouillons_des_autres(creer):
    serina, bradet = creer("Valle Serina"), creer("Brădet")
    assert noms(serina) == ["Valle Serina", "Brădet"]
    serina.partagee_le = timezone.now()
    serina.save()
    assert noms(serina) == []
    bradet.partagee_le = timezone.now()
    bradet.save()
    assert noms(serina) == ["Valle Serina", "Brădet"]


def test_autant_de_requetes_quel_que_soit_le_nombre_de_partenaires(creer, django_assert_num_queries):
    points = [("autres", f"Critère {i}", "oui") for i in range(5)]
    for nom in ("Serina", "Brădet", "Magura", "Lana", "Rifugi"):
        fiche = creer(nom, *points)
    fiche = SelectionPartenaire.objects.select_related("projet").get(pk=fiche.pk)
    with django_assert_num_queries(3):
        assert len(fiche.analyse.groupes[0][1]) == 5


def test_la_fiche_propose_le_premier_partenaire_pas_encore_regarde(troupe, creer):
    for nom in ("Valle Serina", "Brădet"):
        structure = troupe.mission.structures.create(nom=nom)
        troupe.projet.partenariats.create(structure=structure)
    creer("VALLE SERINA")
    neuve = SelectionPartenaire(mission=troupe.mission, projet=troupe.projet)
    assert list(neuve.connu()) == [("partenaire", "Brădet", "du projet")]
