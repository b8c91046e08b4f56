"""Scoring pistes: totals, ranking, thresholds, and what the grille points out. Figures worked out by hand."""

from decimal import Decimal

import pytest

from outils.demo.grille_priorisation import remplir
from outils.models import DecrypterPiste, GrillePriorisation, PreProjet
from outils.models.grille_priorisation import CRITERES, QUESTIONS, CritereNotation, NotePiste, Piste

# (name, group, weight, minimum): a weight left empty counts as 1, a weight of 0 only keeps its threshold.
QUATRE_CRITERES = (
    ("Besoin réel", "pertinence", 2, 3),
    ("Bon moment", "pertinence", None, None),
    ("Réalisable", "efficacite", Decimal("1.5"), None),
    ("Participation", "participation", 0, 2),
)


def grille(notes, criteres=QUATRE_CRITERES, minimum=None, **pistes):
    """An unsaved grille; `notes`: {name of a piste: its scores}; `pistes`: what else is said of them, by name."""
    fiche = GrillePriorisation(total_minimal=minimum)
    lignes = [CritereNotation(critere=c, groupe=g, poids=p, minimum=m) for c, g, p, m in criteres]
    colonnes = [Piste(nom=nom, **pistes.get(nom, {})) for nom in notes]
    fiche.contenu.poser("criteres", lignes)
    fiche.contenu.poser("pistes", colonnes)
    fiche.contenu.poser_cellules(
        "notes",
        {
            (critere.cle, piste.cle): NotePiste(note=note)
            for piste in colonnes
            for critere, note in zip(lignes, notes[piste.nom], strict=True)
        },
    )
    return fiche


def test_it_works():
    notation = grille({"Noisette": (4, 5, 2, 3), "Laine": (5, 3, 1, 2)}).analyse
    noisette, laine = notation.resultats
    # 4 × 2 + 5 = 13, 2 × 1,5 = 3; the last criterion weighs nothing.
    assert [(p.groupe, p.points, p.maximum) for p in noisette.parts] == [
        ("Pertinence", 13, 15),
        ("Efficacité", 3, Decimal("7.5")),
        ("Approche participative", 0, 0),
    ]
    assert (noisette.nom, noisette.rang, noisette.total, noisette.maximum) == ("Noisette", 1, 16, Decimal("22.5"))
    assert (laine.nom, laine.rang, laine.total) == ("Laine", 2, Decimal("14.5"))
    assert notation.en_tete == [("Efficacité", Decimal("1.5"))]


def test_une_piste_sous_un_seuil_passe_apres_les_autres_quel_que_soit_son_total():
    notation = grille({"Cinéma": (2, 5, 5, 5), "Noisette": (4, 5, 2, 3)}).analyse
    noisette, cinema = notation.resultats
    assert (noisette.nom, noisette.total, noisette.rang) == ("Noisette", 16, 1)
    assert (cinema.nom, cinema.total, cinema.rang) == ("Cinéma", Decimal("16.5"), 2)
    assert cinema.seuils == [("Besoin réel", 2, 3)]
    assert notation.en_tete == []


def test_un_critere_sans_poids_garde_son_seuil():
    (piste,) = grille({"Noisette": (4, 5, 2, 1)}).analyse.resultats
    assert piste.seuils == [("Participation", 1, 2)]


def test_des_egales_partagent_leur_rang():
    notes = {"Noisette": (4, 5, 2, 3), "Laine": (5, 3, 2, 2), "Foires": (3, 3, 1, 3), "Écoles": (5, 5, 5, 5)}
    resultats = grille(notes).analyse.resultats
    assert [(r.nom, r.rang, r.ex_aequo) for r in resultats] == [
        ("Écoles", 1, False),
        ("Noisette", 2, True),
        ("Laine", 2, True),
        ("Foires", 4, False),
    ]


def test_un_classement_incomplet_le_dit():
    fiche = grille({"Noisette": (4, None, 2, 3), "Laine": (None, None, None, None)})
    noisette, laine = fiche.analyse.resultats
    assert (noisette.notees, noisette.attendues, noisette.manquantes, noisette.reste) == (3, 4, 1, 5)
    assert (laine.rang, laine.notees) == (None, 0)
    assert (fiche.analyse.notees, fiche.analyse.attendues) == (3, 8)
    assert "Il manque 1 note à « Noisette »." in fiche.alertes()


@pytest.mark.parametrize(("minimum", "sous"), [(16, False), (17, True), (None, False)])
def test_un_total_minimal_compte_ce_que_les_notes_a_venir_peuvent_apporter(minimum, sous):
    # 4 × 2 + 2 × 1,5 = 11, and 5 at most for the score still missing.
    (piste,) = grille({"Noisette": (4, None, 2, 3)}, minimum=minimum).analyse.resultats
    assert (piste.total, piste.sous_le_total, piste.sous_un_seuil) == (11, sous, sous)


def test_une_ligne_a_peine_ajoutee_ne_compte_pas():
    vide = ("", "", 1, None)
    (piste,) = grille({"Noisette": (4, 5, 2, 3, None)}, criteres=(*QUATRE_CRITERES, vide)).analyse.resultats
    assert (piste.attendues, piste.maximum) == (4, Decimal("22.5"))
    (piste,) = grille({"Noisette": (4, 5, 2, 3, 5)}, criteres=(*QUATRE_CRITERES, vide)).analyse.resultats
    assert [p.groupe for p in piste.parts][-1] == "Sans groupe"
    assert piste.total == 21


def test_une_grille_vide_ne_dit_rien():
    assert GrillePriorisation().analyse.resultats == []
    assert GrillePriorisation().alertes() == []
    assert grille({"Noisette": ()}, criteres=()).analyse.maximum == 0


def test_ce_que_la_grille_signale():
    parfaite = (5, 5, 5, 5)
    oui = {"retenue": "oui", "pourquoi": "Elle répond au besoin."}
    noms = ("Un", "Deux", "Trois", "Quatre")
    assert grille(dict.fromkeys(noms[:3], parfaite), **dict.fromkeys(noms[:3], oui)).alertes() == []
    assert grille(dict.fromkeys(noms, parfaite), **dict.fromkeys(noms, oui)).alertes() == [
        "Vous retenez 4 pistes : le guide en conseille deux ou trois, une seule pour débuter."
    ]
    assert grille({"Un": parfaite}).alertes() == ["Aucune piste n’est retenue pour le moment."]
    assert grille({"Un": (2, 5, 5, 5)}, minimum=Decimal(20), Un={"retenue": "oui"}).alertes() == [
        "« Un » est sous un seuil : Besoin réel, 2 pour 3 au moins.",
        "« Un » ne peut pas atteindre le total minimal.",
        "« Un » est retenue alors qu’elle est sous un seuil.",
        "Dites pourquoi « Un » est retenue.",
    ]


def test_le_graphique_dit_les_memes_chiffres():
    barres = grille({"Noisette": (4, 5, 2, 3), "Laine": (5, 3, 1, 2)}, minimum=9).analyse.barres
    premiere = barres.barres[0]
    # 720 wide for 22,5 points: 13 points are 416, 3 points 96, and nothing for what weighs nothing.
    assert [(s["x"], s["largeur"]) for s in premiere["segments"]] == [
        ("0.0", "416.0"),
        ("416.0", "96.0"),
        ("512.0", "0.0"),
    ]
    assert barres.seuil["x"] == "288.0"
    assert [entree["groupe"] for entree in barres.legende] == ["Pertinence", "Efficacité", "Approche participative"]


def test_la_grille_part_des_questions_et_des_criteres_du_guide():
    assert len(QUESTIONS) == 12
    groupes = [groupe for groupe, _ in CRITERES]
    assert [groupes.count(g) for g in dict.fromkeys(groupes)] == [3, 3, 3, 1]


@pytest.fixture
def exemple(troupe):
    fiche = GrillePriorisation.objects.create(mission=troupe.mission, projet=troupe.projet, titre="Nos pistes")
    remplir(fiche)
    return GrillePriorisation.objects.get(pk=fiche.pk)


def test_cinq_pistes_classees(exemple, django_assert_num_queries):
    with django_assert_num_queries(3):
        resultats = exemple.analyse.resultats
    assert [(r.rang, r.nom, r.total, r.sous_un_seuil) for r in resultats] == [
        (1, "Transformer la noisette sur place", Decimal("53.5"), False),
        (2, "Foires d’automne sans déchet", 50, False),
        (3, "Une marque de laine pour deux vallées", 46, False),
        (4, "Un festival de cinéma en trois langues", Decimal("47.5"), True),
        (5, "Vergers d’altitude", Decimal("31.5"), True),
    ]
    assert {r.maximum for r in resultats} == {Decimal("62.5")}


def test_les_pistes_viennent_des_pre_projets_et_des_pistes_decryptees(troupe):
    sur_projet = {"mission": troupe.mission, "projet": troupe.projet}
    PreProjet.objects.create(titre="a", titre_du_projet="Filière noisette", **sur_projet)
    PreProjet.objects.create(titre="b", titre_du_projet="", **sur_projet)
    DecrypterPiste.objects.create(titre="c", sujet="Filière noisette", **sur_projet)
    DecrypterPiste.objects.create(titre="d", sujet="Vergers d’altitude", mission=troupe.mission, appui=troupe.appui)
    attendues = [
        ("pistes", {"nom": "Filière noisette"}, "d’un pré-projet"),
        ("pistes", {"nom": "Vergers d’altitude"}, "d’une piste décryptée"),
    ]
    for porteur in ({"projet": troupe.projet}, {"appui": troupe.appui}, {"structure": troupe.structure}):
        assert list(GrillePriorisation(mission=troupe.mission, **porteur).connu()) == attendues


def test_une_autre_structure_ne_voit_pas_ces_pistes(troupe):
    from tests.factories import StructureFactory

    PreProjet.objects.create(titre="a", titre_du_projet="Noisette", mission=troupe.mission, projet=troupe.projet)
    autre = StructureFactory(mission=troupe.mission)
    assert list(GrillePriorisation(mission=troupe.mission, structure=autre).connu()) == []
