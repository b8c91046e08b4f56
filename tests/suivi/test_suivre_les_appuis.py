"""The responsable reads the tableau de suivi des appuis, sorts it, filters it, chooses its columns."""

import pytest
from django.urls import reverse

from appuis.models import Appui
from tests.factories import AppuiFactory, MembreFactory, MissionFactory, SequenceFactory, StructureFactory, il_y_a
from tests.html import Page
from tests.suivi.lecture import alertes, arbre, noms, puces, tableau

GAL, COLLECTIF, SEULE = "GAL Terres d’Aubrives", "Commune de Saint-Élier, Gruppo Valle Serina", "Léa Œuvrard"
TOUS = [GAL, COLLECTIF, SEULE]


@pytest.fixture
def lire(connecte, suivi):
    client = connecte(suivi.troupe.responsable)

    def _lire(requete="", **entetes):
        return client.get(f"{reverse('suivi_appuis')}{requete}", **entetes)

    return _lire


def test_it_works(lire, suivi):
    entetes, rangees = tableau(lire())
    assert entetes == [
        [
            ("Nom du territoire/groupe/acteur", "col", 1, 2),
            ("Priorité du territoire/groupe/acteur", "col", 1, 2),
            ("Enveloppe localement dédiée à la coopération", "col", 1, 2),
            ("Contacts coopération au sein du territoire/groupe/structure", "col", 1, 2),
            ("Actions d’appui menées", "colgroup", 2, 1),
            ("Personnes ayant bénéficié de l’appui", "colgroup", 3, 1),
            ("Documents étudiés, remis, récupérés", "col", 1, 2),
        ],
        [(nom, "col", 1, 1) for nom in ("date", "nature", "nom", "fonction", "coordonnées")],
    ]
    dates = [f"{il_y_a(jours):%d/%m/%Y}" for jours in (6, 20, 40)]
    assert rangees[0] == [
        [GAL],
        ["Haute"],
        ["12 500,50 €"],
        [
            "Aline Baud · Agent de développement · a@example.org",
            "Inès Nouvel · Agent de développement · i@example.org",
        ],
        [dates[0]],
        [
            f"{dates[0]} · Visioconférence · Relecture de l’offre",
            f"{dates[1]} · Visioconférence · Point sur les financements",
            f"{dates[2]} · Visioconférence · Premier échange",
        ],
        ["Béa Fontaine", "Paul Girard"],
        ["Élue", "–"],
        ["+33 4 70 00 00 01 · bea@example.org", "paul@example.org"],
        ["Étudié : Budget", "Remis : Offre de coopération"],
    ]


def test_un_appui_collectif_garde_ses_structures_en_regard(lire):
    collectif = tableau(lire())[1][1]
    assert collectif[:4] == [[COLLECTIF], ["Basse", "–"], ["–", "8 000 €"], []]


def test_un_appui_sans_structure_porte_le_nom_de_la_personne(lire):
    assert tableau(lire())[1][2][0] == [SEULE]


def test_la_premiere_cellule_mene_a_l_appui_et_dit_ou_il_en_est(lire, suivi):
    page = arbre(lire())
    th = page.find(".//tbody/tr/th")
    assert th.find("a").get("href") == suivi.troupe.appui.get_absolute_url()
    texte = " ".join("".join(th.itertext()).split())
    assert "Filière noisette" in texte
    assert "1 · Prendre contact" in texte
    assert "Agathe Roux" in texte


@pytest.mark.parametrize(
    ("tri", "attendu"),
    [
        ("", [GAL, COLLECTIF, SEULE]),
        ("date", [COLLECTIF, GAL, SEULE]),  # those without any action come last both ways
        ("-date", [GAL, COLLECTIF, SEULE]),
        ("nom", [COLLECTIF, GAL, SEULE]),
        ("-nom", [GAL, COLLECTIF, SEULE]),
        ("priorite", [GAL, COLLECTIF, SEULE]),
        ("-enveloppe", [GAL, COLLECTIF, SEULE]),
        ("enveloppe", [COLLECTIF, GAL, SEULE]),
        ("appui", [GAL, SEULE, COLLECTIF]),
        ("charge", [COLLECTIF, GAL, SEULE]),
        ("-etape", [COLLECTIF, SEULE, GAL]),
        ("-etat", [SEULE, COLLECTIF, GAL]),
        ("projet", [GAL, COLLECTIF, SEULE]),
        ("ouvert", [COLLECTIF, SEULE, GAL]),
        ("echange", [COLLECTIF, SEULE, GAL]),
    ],
)
def test_trier(lire, tri, attendu):
    assert noms(lire(f"?tri={tri}")) == attendu


def test_le_tri_ignore_les_accents_et_la_casse(lire, suivi):
    for nom in ("École des Sources", "abbaye de Corvol", "Zone verte"):
        AppuiFactory(
            mission=suivi.troupe.mission, structures=[StructureFactory(mission=suivi.troupe.mission, nom=nom)]
        )
    tries = noms(lire("?tri=nom"))
    assert [n for n in tries if n in ("École des Sources", "abbaye de Corvol", "Zone verte")] == [
        "abbaye de Corvol",
        "École des Sources",
        "Zone verte",
    ]


def test_l_entete_dit_le_tri_et_propose_l_inverse(lire):
    page = arbre(lire("?tri=nom&etat=en-cours"))
    th = next(th for th in page.iter("th") if th.get("aria-sort"))
    assert th.get("aria-sort") == "ascending"
    assert "tri=-nom" in th.find("a").get("href")
    assert "etat=en-cours" in th.find("a").get("href")


FILTRES = [
    ("etat=suspendu", [SEULE], ["État : Suspendu"]),
    ("etat=suspendu&etat=en-cours", TOUS, ["État : Suspendu", "État : En cours"]),
    ("etape=demarrage", [COLLECTIF], ["Étape : 2 · Démarrer"]),
    (
        "stade=partenariats",
        [COLLECTIF],
        ["Stade concerné : Soutenir l’émergence de partenariats opérationnels"],
    ),
    ("origine=proactive", [COLLECTIF], ["Origine : Démarche proactive"]),
    ("forme=individuel", [GAL, SEULE], ["Forme : Individuel"]),
    ("structure={elier}", [COLLECTIF], ["Structure : Commune de Saint-Élier"]),
    ("type={type}", [COLLECTIF], ["Type de structure : GAL LEADER"]),
    ("territoire={territoire}", [GAL], ["Territoire : Pays d’Aubrives"]),
    ("pays=IT", [COLLECTIF], ["Pays : Italie"]),
    ("projet={projet}", [COLLECTIF], ["Projet : Refuges sans plastique"]),
    ("charge={collegue}", [COLLECTIF, SEULE], ["Chargé d’appui : Colin Marchal"]),
    ("a_relancer=on", [COLLECTIF], ["À relancer"]),
    ("mes=on", [], ["Mes appuis"]),
    ("q=ÉLIER", [COLLECTIF], ["Rechercher : « ÉLIER »"]),
    ("q=bea+noisette", [GAL], ["Rechercher : « bea noisette »"]),
    ("q=oeuvrard", [SEULE], ["Rechercher : « oeuvrard »"]),
]


def _valeurs(suivi):
    return {
        "elier": suivi.elier.pk,
        "type": suivi.valle.type_id,
        "territoire": suivi.territoire.pk,
        "projet": suivi.refuges.pk,
        "collegue": suivi.troupe.collegue.pk,
    }


@pytest.mark.parametrize(("requete", "attendu", "phrases"), FILTRES)
def test_filtrer(lire, suivi, requete, attendu, phrases):
    reponse = lire("?" + requete.format(**_valeurs(suivi)))
    assert noms(reponse) == attendu
    assert list(puces(reponse)) == phrases


def test_chaque_filtre_a_son_essai():
    from appuis.filtres.appuis import FiltresAppuis

    essayes = {requete.split("=")[0] for requete, _, _ in FILTRES}
    assert set(FiltresAppuis.base_filters) - essayes == {"echange_du", "echange_au", "ouvert_du", "ouvert_au"}


def test_filtrer_par_periode(lire):
    du, au = il_y_a(95).isoformat(), il_y_a(8).isoformat()
    assert noms(lire(f"?echange_du={du}&echange_au={au}")) == [COLLECTIF, SEULE]
    assert noms(lire(f"?ouvert_au={il_y_a(200).isoformat()}")) == [COLLECTIF]
    assert list(puces(lire(f"?ouvert_du={du}"))) == [f"Premier contact depuis le : {il_y_a(95):%d/%m/%Y}"]


def test_les_criteres_d_une_structure_visent_la_meme(lire, suivi):
    """Italian and of the type of the French one: no structure is both."""
    type_francais = suivi.elier.type_id
    assert noms(lire(f"?pays=IT&type={type_francais}")) == []
    assert noms(lire(f"?pays=FR&type={type_francais}")) == [GAL, COLLECTIF]


def test_mes_appuis_sont_ceux_que_je_porte_seul_ou_non(connecte, suivi):
    reponse = connecte(suivi.troupe.collegue).get(reverse("suivi_appuis"), {"mes": "on"})
    assert noms(reponse) == [COLLECTIF, SEULE]


def test_retirer_un_filtre(lire, suivi):
    reponse = lire(f"?q=refuges&etat=en-cours&etat=clos&structure={suivi.elier.pk}&tri=nom&page=1")
    restes = puces(reponse)
    assert restes["État : Clos"]["etat"] == ["en-cours"]
    assert "structure" not in restes["Structure : Commune de Saint-Élier"]
    assert all(r["tri"] == ["nom"] and "page" not in r for r in restes.values())


def test_htmx_ne_recoit_que_le_tableau_et_l_adresse(lire):
    reponse = lire("?q=&etat=clos&etat=en-cours&structure=&par_page=50&tri=-date", HTTP_HX_REQUEST="true")
    assert b"<html" not in reponse.content
    assert b'id="suivi"' in reponse.content
    assert reponse["HX-Push-Url"] == "/appuis/?etat=clos&etat=en-cours"


def test_choisir_ses_colonnes(lire):
    entetes, rangees = tableau(lire("?colonnes=nom&colonnes=etape&colonnes=echange"))
    assert [e[0] for e in entetes[0]] == ["Nom du territoire/groupe/acteur", "Étape", "Dernier échange"]
    assert len(entetes) == 1
    assert rangees[1] == [[COLLECTIF], ["2 · Démarrer"], [f"{il_y_a(90):%d/%m/%Y}"]]
    assert tableau(lire("?colonnes=nom,etape"))[0][0][1][0] == "Étape"


def test_paginer(lire, suivi):
    AppuiFactory.create_batch(30, mission=suivi.troupe.mission, charge=suivi.troupe.agent, structures=[suivi.elier])
    premiere, seconde = lire("?par_page=25&tri=nom"), lire("?par_page=25&tri=nom&page=2")
    assert len(noms(premiere)) == 25
    assert len(noms(seconde)) == 8
    assert "33 appuis" in premiere.content.decode()
    liens = [a.get("href") for a in arbre(premiere).iter("a") if a.get("rel") == "next"]
    assert liens == ["?par_page=25&tri=nom&page=2"]


@pytest.mark.parametrize(
    ("requete", "message"),
    [
        ("tri=nimporte", "Ce tri n’existe pas"),
        ("tri=nature", "Ce tri n’existe pas"),
        ("tri=--nom", "Ce tri n’existe pas"),
        ("page=abc", "Cette page n’existe pas : voici la page 1."),
        ("page=0", "Cette page n’existe pas : voici la page 1."),
        ("page=99999999999999999999", "Cette page n’existe pas : voici la page 1."),
        ("page=²", "Cette page n’existe pas : voici la page 1."),
        ("page=7", "Cette page n’existe pas : voici la page 1."),
        ("par_page=7", "25, 50 ou 100 lignes"),
        ("colonnes=nom&colonnes=texte", "Une des colonnes demandées n’existe pas."),
        ("etat=perdu", "État : Sélectionnez un choix valide"),
        ("structure=abc", "Structure : Sélectionnez un choix valide"),
        ("structure=99999999999999999999999", "Structure : Sélectionnez un choix valide"),
        ("echange_du=2026-02-31", "Dernier échange depuis le : Écrivez une date qui existe"),
        ("ouvert_du=0001-01-01", "Premier contact depuis le : Cette date est trop ancienne"),
        ("ouvert_du=2026-03-01&ouvert_au=2026-02-01", "La fin de la période précède son début."),
        (f"q={'x' * 10_000}", "Cherchez avec 200 caractères au plus."),
        (f"q={'a+' * 60}", "Cherchez avec 10 mots au plus."),
    ],
)
def test_une_demande_incomprise_le_dit_et_montre_le_reste(lire, requete, message):
    reponse = lire(f"?{requete}")
    assert reponse.status_code == 200
    assert message in " ".join(alertes(reponse))
    assert len(noms(reponse)) == 3


@pytest.mark.parametrize("requete", ["q=%00", "q=%ED%A0%80", "etat=%00en-cours", "tri=%00", "page=%00", "%00=%00"])
def test_les_caracteres_de_controle_ne_cassent_rien(lire, requete):
    assert lire(f"?{requete}").status_code == 200


def test_sans_resultat_on_propose_de_tout_revoir(lire):
    reponse = lire("?q=introuvable")
    assert "Aucun résultat" in reponse.content.decode()
    assert "Effacer les filtres" in reponse.content.decode()
    assert "suivi.xlsx" not in reponse.content.decode()


@pytest.mark.parametrize(("role", "creation"), [("agent", True), ("responsable", False)])
def test_une_mission_neuve_dit_quoi_faire(connecte, db, role, creation):
    membre = MembreFactory(mission=MissionFactory(), role="charge" if role == "agent" else "responsable")
    page = connecte(membre.utilisateur).get(reverse("suivi_appuis")).content.decode()
    assert "Le tableau est encore vide" in page
    assert (reverse("appuis:nouveau") in page) == creation


def test_une_autre_mission_ne_voit_rien_de_la_notre(connecte, suivi):
    etranger = suivi.troupe.etranger
    mission = etranger.appartenances.get().mission
    sien = AppuiFactory(
        mission=mission, charge=etranger, structures=[StructureFactory(mission=mission, nom="La leur")]
    )
    SequenceFactory(appui=sien)
    reponse = connecte(etranger).get(reverse("suivi_appuis"))
    assert noms(reponse) == ["La leur"]
    page = reponse.content.decode()
    assert not any(mot in page for mot in ("Aubrives", "Élier", "Serina", "Refuges", "Œuvrard", "Marchal"))


def test_on_ne_filtre_pas_par_une_structure_d_une_autre_mission(connecte, suivi):
    reponse = connecte(suivi.troupe.etranger).get(reverse("suivi_appuis"), {"structure": suivi.valle.pk})
    assert "Sélectionnez un choix valide" in " ".join(alertes(reponse))


@pytest.mark.parametrize("role", ["admin", "beneficiaire"])
def test_sans_mission_il_n_y_a_pas_de_tableau(connecte, suivi, role):
    assert connecte(getattr(suivi.troupe, role)).get(reverse("suivi_appuis")).status_code == 404


def test_rien_n_est_execute_de_ce_que_l_on_a_tape(lire, suivi):
    Appui.objects.filter(pk=suivi.seul.pk).update(intitule="<script>alert(1)</script>")
    assert b"<script>alert" not in lire().content
    assert b"<script>alert" not in lire("?q=%3Cscript%3Ealert(1)").content


@pytest.mark.parametrize("requete", ["", "?q=introuvable", "?etat=suspendu&page=abc&ouvert_du=2026-02-31&tri=nom"])
def test_la_page_est_bien_formee(lire, requete):
    assert Page(lire(requete).content.decode()).fautes() == []
