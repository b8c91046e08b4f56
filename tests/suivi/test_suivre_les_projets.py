"""The responsable reads the tableau de suivi des actions de coopération."""

from decimal import Decimal

import pytest
from django.urls import reverse

from appuis.models import ActionPrevue, Financement, LienProjet, Partenariat, Stade
from tests.factories import DocumentFactory, ProjetFactory, TypeFinancementFactory, il_y_a
from tests.html import Page
from tests.suivi.lecture import alertes, arbre, noms, puces, tableau

NOISETTE, REFUGES, VIDE = "Filière noisette", "Refuges sans plastique", "Zéro donnée"


@pytest.fixture
def lire(connecte, suivi):
    t = suivi.troupe
    noisette = t.projet
    noisette.cout_total, noisette.date_debut, noisette.date_fin = Decimal("42000"), il_y_a(200), il_y_a(-100)
    noisette.save()
    noisette.atteindre(Stade.LANCEMENT, il_y_a(30))
    Partenariat.objects.create(projet=noisette, structure=suivi.valle, role="Transformation")
    Partenariat.objects.create(projet=noisette, structure=suivi.elier)
    Partenariat.objects.create(projet=noisette, structure=t.structure, role="Chef de file")
    fonds = TypeFinancementFactory(libelle="LEADER")
    Financement.objects.create(projet=noisette, type=fonds, financeur="Région", montant=12500, etat="acquis")
    Financement.objects.create(projet=noisette, type=TypeFinancementFactory(libelle="Fondation"))
    ActionPrevue.objects.create(projet=noisette, intitule="Voyage d’étude", lieu="Cuneo", echeance=il_y_a(-20))
    DocumentFactory(appui=None, projet=noisette, titre="Convention", depose_par=t.agent)
    LienProjet.objects.create(projet=noisette, titre="Site", url="https://example.org/noisette")
    LienProjet.objects.create(projet=noisette, url="https://example.org/autre")
    refuges = suivi.refuges
    refuges.date_debut = il_y_a(20)
    refuges.save()
    ProjetFactory(mission=t.mission, nom=VIDE, type=None)
    client = connecte(t.responsable)
    return lambda requete="": client.get(f"{reverse('suivi_actions')}{requete}")


def test_it_works(lire):
    entetes, rangees = tableau(lire())
    assert [e[0] for e in entetes[0]] == [
        "Nom du projet de coopération",
        "Type de coopération",
        "Groupes/structures/territoires partenaires",
        "Groupe/structure/territoire chef de file",
        "Coût total du projet",
        "Type de financements",
        "État d’avancement",
        "Type d’actions prévues",
        "Calendrier prévisionnel du projet",
        "Documents, ressources, sites Internet",
    ]
    assert entetes[0][8] == ("Calendrier prévisionnel du projet", "colgroup", 2, 1)
    assert [e[0] for e in entetes[1]] == ["date de début", "date de fin"]
    assert rangees[0] == [
        [NOISETTE],
        ["Transnationale"],
        ["Commune de Saint-Élier", "Gruppo Valle Serina (Italie) · Transformation"],
        ["GAL Terres d’Aubrives"],
        ["42 000 €"],
        ["LEADER · Région · 12 500 € · acquis", "Fondation · pressenti"],
        [f"2 · Lancement, depuis le {il_y_a(30):%d/%m/%Y}"],
        [f"Voyage d’étude · Cuneo · {il_y_a(-20):%d/%m/%Y}"],
        [f"{il_y_a(200):%d/%m/%Y}"],
        [f"{il_y_a(-100):%d/%m/%Y}"],
        ["Convention", "Site : https://example.org/noisette", "https://example.org/autre"],
    ]
    assert rangees[2] == [[VIDE], [], [], [], [], [], ["1 · Émergence"], [], [], [], []]


def test_les_documents_et_les_sites_s_ouvrent(lire):
    adresses = [a.get("href") for a in arbre(lire()).find(".//tbody").iter("a")]
    assert any(a.startswith("/documents/") for a in adresses)
    assert "https://example.org/noisette" in adresses


def test_un_lien_qui_n_est_pas_une_page_web_reste_un_texte(lire, suivi):
    LienProjet.objects.create(projet=suivi.refuges, url="javascript:alert(1)")
    page = lire()
    assert "javascript:alert(1)" in page.content.decode()
    assert not [a for a in arbre(page).iter("a") if a.get("href", "").startswith("javascript")]


@pytest.mark.parametrize(
    ("tri", "attendu"),
    [
        ("", [NOISETTE, REFUGES, VIDE]),
        ("-nom", [VIDE, REFUGES, NOISETTE]),
        ("cout", [NOISETTE, REFUGES, VIDE]),
        ("-cout", [REFUGES, NOISETTE, VIDE]),
        ("-stade", [NOISETTE, VIDE, REFUGES]),
        ("type", [NOISETTE, REFUGES, VIDE]),
        ("chef", [NOISETTE, REFUGES, VIDE]),
        ("-debut", [REFUGES, NOISETTE, VIDE]),
        ("fin", [NOISETTE, REFUGES, VIDE]),
    ],
)
def test_trier(lire, tri, attendu):
    assert noms(lire(f"?tri={tri}")) == attendu


FILTRES = [
    ("stade=lancement", [NOISETTE], "État d’avancement : 2 · Lancement"),
    ("type={type}", [NOISETTE, REFUGES], "Type de coopération : Transnationale"),
    ("structure={elier}", [NOISETTE], "Structure partenaire ou chef de file : Commune de Saint-Élier"),
    ("structure={valle}", [NOISETTE, REFUGES], "Structure partenaire ou chef de file : Gruppo Valle Serina"),
    ("chef={valle}", [REFUGES], "Chef de file : Gruppo Valle Serina"),
    ("pays=IT", [NOISETTE, REFUGES], "Pays des partenaires : Italie"),
    ("financement={fonds}", [NOISETTE], "Type de financement : LEADER"),
    ("du={demain}", [NOISETTE, REFUGES], None),
    ("au={avant}", [NOISETTE], None),
    ("cout_min=50+000", [REFUGES], "Coût minimum (€) : 50 000 €"),
    ("cout_max=42000,00", [NOISETTE], "Coût maximum (€) : 42 000 €"),
    ("q=serina", [NOISETTE, REFUGES], "Rechercher : « serina »"),
]


@pytest.mark.parametrize(("requete", "attendu", "phrase"), FILTRES)
def test_filtrer(lire, suivi, requete, attendu, phrase):
    valeurs = {
        "type": suivi.refuges.type_id,
        "elier": suivi.elier.pk,
        "valle": suivi.valle.pk,
        "fonds": TypeFinancementFactory(libelle="LEADER").pk,
        "demain": il_y_a(-1).isoformat(),
        "avant": il_y_a(60).isoformat(),
    }
    reponse = lire("?" + requete.format(**valeurs))
    assert noms(reponse) == attendu
    assert phrase is None or list(puces(reponse)) == [phrase]


def test_chaque_filtre_a_son_essai():
    from appuis.filtres.projets import FiltresProjets

    assert set(FiltresProjets.base_filters) == {requete.split("=")[0] for requete, _, _ in FILTRES}


@pytest.mark.parametrize(
    ("requete", "message"),
    [
        ("cout_min=1e400", "Coût minimum (€) : Écrivez un nombre"),
        ("cout_min=NaN", "Coût minimum (€) : Écrivez un nombre"),
        ("cout_min=99999999999999999999999", "Coût minimum (€) :"),
        ("cout_min=-5", "Coût minimum (€) :"),
        ("cout_min=10&cout_max=5", "Ce maximum est inférieur au minimum."),
        ("du=2026-03-01&au=2026-02-01", "La fin de la période précède son début."),
        ("pays=XX", "Pays des partenaires : Sélectionnez un choix valide"),
    ],
)
def test_une_demande_incomprise_le_dit_et_montre_le_reste(lire, requete, message):
    reponse = lire(f"?{requete}")
    assert message in " ".join(alertes(reponse))
    assert noms(reponse) == [NOISETTE, REFUGES, VIDE]


def test_une_autre_mission_ne_voit_rien_de_la_notre(connecte, lire, suivi):
    page = connecte(suivi.troupe.etranger).get(reverse("suivi_actions"))
    assert noms(page) == []
    assert not any(mot in page.content.decode() for mot in (NOISETTE, "Refuges", "Serina", "Aubrives"))


def test_la_page_est_bien_formee(lire):
    assert Page(lire().content.decode()).fautes() == []
