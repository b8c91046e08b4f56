"""A filled workbook comes back: all of it or nothing, what is wrong told cell by cell, what it changes shown first."""

import datetime
import io
import re

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from outils.models import FilConducteur, GrillePriorisation, Outil, PlanEvaluation, PreProjet
from tests.factories import ProjetFactory
from tests.html import Page
from tests.outils.fiches import (
    Ecran,
    importer,
    neuve,
    octets_de,
    octets_xlsx,
    ouvert,
    pleine,
    questions,
    refus_de,
    relue,
    remplacer,
    reponses,
    vierge_xlsx,
)

ACTIONS, ENVELOPPE = "Actions communes envisagées", "Enveloppe financière"


@pytest.fixture
def client_agent(connecte, troupe):
    return connecte(troupe.agent)


@pytest.fixture
def fiche(troupe):
    fiche = neuve(troupe, PreProjet, titre_du_projet="Filière noisette", objectifs="Former.\nVendre.")
    fiche.actions_communes.create(cle="visite", rang=0, action="Visite", lieu="Cuneo")
    fiche.actions_communes.create(cle="foire", rang=1, action="Foire", lieu="Aubrives")
    return fiche


@pytest.fixture
def classeur(client_agent, fiche):
    """The workbook of the fiche, open in a spreadsheet."""
    return ouvert(octets_xlsx(client_agent, fiche))


def appliquer(client, fiche, reponse):
    """Presses the button under the differences."""
    contexte = reponse.context
    donnees = {nom: valeurs for nom, valeurs in contexte["saisie"].donnees.lists() if valeurs}
    return client.post(contexte["adresse"], donnees | {"version": contexte["saisie"].version_lue()})


# --- what is wrong, cell by cell ------------------------------------------------------------------------


def test_chaque_refus_dit_la_feuille_la_ligne_la_colonne_et_la_raison(client_agent, troupe, classeur):
    questions(classeur, PreProjet)["Calendrier de mise en œuvre", "Début"].value = "au printemps"
    classeur[ACTIONS]["D3"] = "31/02/2027"
    classeur[ENVELOPPE].append(["Essais", "beaucoup", "Région"])
    classeur["Indicateurs"].append(["Kilos", "les deux", "12"])
    dits = refus_de(importer(client_agent, PreProjet, octets_de(classeur), troupe.projet))
    assert len(dits) == 4
    for debut, fin in (
        ("feuille « Fiche », ligne ", ", colonne B : Écrivez une date qui existe, par exemple 31/12/2026."),
        (f"feuille « {ACTIONS} », ligne 3, colonne D : ", "Écrivez une date qui existe, par exemple 31/12/2026."),
        (f"feuille « {ENVELOPPE} », ligne 2, colonne B : ", "Écrivez un nombre, par exemple 1 234,56."),
        ("feuille « Indicateurs », ligne 2, colonne B : ", "les deux"),
    ):
        assert any(dit.startswith(debut) and fin in dit for dit in dits), dits
    assert PreProjet.objects.count() == 1


def test_tout_ou_rien_sur_une_fiche_qui_existe(client_agent, fiche, classeur):
    classeur[ACTIONS]["A2"] = "Changée"
    classeur[ACTIONS]["D2"] = "jamais"
    avant = reponses(fiche)
    assert len(refus_de(importer(client_agent, PreProjet, octets_de(classeur), sur=fiche))) == 1
    assert reponses(fiche) == avant


def test_une_fin_avant_le_debut(client_agent, fiche, classeur):
    cellules = questions(classeur, PreProjet)
    cellules["Calendrier de mise en œuvre", "Début"].value = datetime.date(2027, 3, 1)
    cellules["Calendrier de mise en œuvre", "Fin"].value = datetime.date(2027, 2, 1)
    (dit,) = refus_de(importer(client_agent, PreProjet, octets_de(classeur), sur=fiche))
    assert dit.endswith("La fin ne peut pas précéder le début.")


def test_une_colonne_qui_manque(client_agent, fiche, classeur):
    classeur[ACTIONS]["B1"] = "Endroit"
    (dit,) = refus_de(importer(client_agent, PreProjet, octets_de(classeur), sur=fiche))
    assert dit == f"feuille « {ACTIONS} », ligne 1 : la colonne « Lieu » manque."


def test_des_entetes_fusionnes(client_agent, fiche, classeur):
    classeur[ACTIONS].merge_cells("A1:C1")
    dits = refus_de(importer(client_agent, PreProjet, octets_de(classeur), sur=fiche))
    assert any("la colonne « Lieu » manque" in dit for dit in dits)


def test_des_cellules_fusionnees(client_agent, fiche, classeur):
    """What a merged cell hides would be lost: it is refused rather than emptied."""
    classeur[ACTIONS].merge_cells("B2:B3")
    (dit,) = refus_de(importer(client_agent, PreProjet, octets_de(classeur), sur=fiche))
    assert dit == f"feuille « {ACTIONS} » : des cellules sont fusionnées (B2:B3), séparez-les."


def test_une_question_que_l_on_ne_reconnait_pas(client_agent, fiche, classeur):
    cellule = questions(classeur, PreProjet)["Le sujet", "Objectifs opérationnels"]
    cellule.offset(column=-1).value = "Nos objectifs"
    (dit,) = refus_de(importer(client_agent, PreProjet, octets_de(classeur), sur=fiche))
    assert dit.startswith(f"feuille « Fiche », ligne {cellule.row}, colonne A : ")
    assert "« Nos objectifs »" in dit


def test_une_formule_sans_resultat(client_agent, fiche, classeur):
    classeur[ENVELOPPE].append(["Essais", "=10+20", "Région"])
    (dit,) = refus_de(importer(client_agent, PreProjet, octets_de(classeur), sur=fiche))
    assert dit.startswith(f"feuille « {ENVELOPPE} », ligne 2, colonne B : ")
    assert "formule" in dit


def test_une_formule_avec_son_resultat(client_agent, fiche, classeur):
    classeur[ENVELOPPE].append(["Essais", "=10+20", "Région"])
    formule = re.compile(rb"<f>10\+20</f><v ?/?>(</v>)?")
    octets = remplacer(
        octets_de(classeur),
        {f"xl/worksheets/sheet{i}.xml": lambda o: formule.sub(b"<f>10+20</f><v>30</v>", o) for i in range(1, 5)},
    )
    reponse = importer(client_agent, PreProjet, octets, sur=fiche)
    appliquer(client_agent, fiche, reponse)
    assert [str(poste.montant) for poste in fiche.postes.all()] == ["30.00"]


def test_trop_de_lignes(client_agent, fiche, classeur):
    for i in range(201):
        classeur[ENVELOPPE].append([f"Poste {i}", i, ""])
    dits = refus_de(importer(client_agent, PreProjet, octets_de(classeur), sur=fiche))
    assert dits == [f"feuille « {ENVELOPPE} », ligne 202 : 200 lignes au plus dans ce tableau."]


@pytest.mark.parametrize("ligne", [450, 1900])
def test_une_ligne_perdue_tout_en_bas(client_agent, fiche, classeur, ligne):
    classeur[ENVELOPPE].cell(ligne, 1).value = "Tout en bas"
    (dit,) = refus_de(importer(client_agent, PreProjet, octets_de(classeur), sur=fiche))
    assert dit == f"feuille « {ENVELOPPE} », ligne {ligne} : c’est trop bas, remontez cette ligne."


def test_un_texte_trop_long(client_agent, fiche, classeur):
    questions(classeur, PreProjet)["Le sujet", "Objectifs opérationnels"].value = "a" * 30_001
    (dit,) = refus_de(importer(client_agent, PreProjet, octets_de(classeur), sur=fiche))
    assert "30\u202f000" in dit or "30000" in dit or "30 000" in dit


# --- what it changes, shown first -----------------------------------------------------------------------


def test_les_differences_puis_leur_enregistrement(client_agent, fiche, classeur):
    questions(classeur, PreProjet)["Le sujet", "Titre du projet"].value = "Filière châtaigne"
    feuille = classeur[ACTIONS]
    feuille["B2"] = "Turin"
    feuille.delete_rows(3)
    feuille.append(["Guide bilingue", "À distance", "", datetime.date(2027, 3, 1)])
    reponse = importer(client_agent, PreProjet, octets_de(classeur), sur=fiche)
    page = reponse.content.decode()
    assert Page(page).fautes() == []
    assert "4 changements" in page
    for texte in ("Filière noisette", "Filière châtaigne", "Cuneo", "Turin", "ligne retirée", "Foire · Aubrives"):
        assert texte in page
    assert "Guide bilingue · À distance · 1er mars 2027" in page
    assert relue(fiche).titre_du_projet == "Filière noisette"
    assert appliquer(client_agent, fiche, reponse)["Location"] == fiche.get_absolute_url()
    assert relue(fiche).titre_du_projet == "Filière châtaigne"
    actions = fiche.actions_communes.order_by("rang")
    assert next((a.cle, a.action, a.lieu) for a in actions) == ("visite", "Visite", "Turin")
    assert [a.action for a in actions] == ["Visite", "Guide bilingue"]


def test_les_lignes_changees_de_place(client_agent, fiche, classeur):
    feuille = classeur[ACTIONS]
    rangees = [[c.value for c in rangee] for rangee in feuille.iter_rows(min_row=2, max_row=3)]
    for i, rangee in enumerate(reversed(rangees), 2):
        for j, valeur in enumerate(rangee, 1):
            feuille.cell(i, j).value = valeur
    reponse = importer(client_agent, PreProjet, octets_de(classeur), sur=fiche)
    assert "Rien à changer" not in reponse.content.decode()
    appliquer(client_agent, fiche, reponse)
    assert [a.action for a in fiche.actions_communes.order_by("rang")] == ["Foire", "Visite"]


def test_une_ligne_copiee_avec_sa_cle_cachee(client_agent, fiche, classeur):
    feuille = classeur[ACTIONS]
    feuille.append([c.value for c in feuille[2]])
    appliquer(client_agent, fiche, importer(client_agent, PreProjet, octets_de(classeur), sur=fiche))
    assert [a.action for a in fiche.actions_communes.order_by("rang")] == ["Visite", "Foire", "Visite"]


def test_quelqu_un_ecrit_entre_les_differences_et_l_enregistrement(client_agent, troupe, fiche, classeur):
    classeur[ACTIONS]["B2"] = "Turin"
    reponse = importer(client_agent, PreProjet, octets_de(classeur), sur=fiche)
    Ecran(troupe.collegue, fiche).taper({"actions_communes-visite-lieu": "Gênes"}).enregistrer()
    apres = appliquer(client_agent, fiche, reponse)
    assert apres.status_code == 200
    assert "« Gênes »" in apres.content.decode()
    assert fiche.actions_communes.get(cle="visite").lieu == "Gênes"


def test_ce_qui_reste_a_corriger_sort_tel_quel_et_se_refuse_a_l_entree(client_agent, troupe, fiche):
    Ecran(troupe.agent, fiche).taper(debut="au printemps").enregistrer()
    octets = octets_xlsx(client_agent, fiche)
    assert questions(ouvert(octets), PreProjet)["Calendrier de mise en œuvre", "Début"].value == "au printemps"
    assert "Écrivez une date" in refus_de(importer(client_agent, PreProjet, octets, sur=fiche))[0]


def test_des_reponses_comme_un_tableur_les_ecrit(client_agent, troupe):
    """Numbers typed in text cells, dates typed in French, hours that became times, booleans."""
    classeur = ouvert(vierge_xlsx(client_agent, FilConducteur))
    cellules = questions(classeur, FilConducteur)
    cellules["La rencontre", "Titre"].value = 2027
    cellules["La rencontre", "Date"].value = "31/12/2026"
    cellules["La rencontre", "Heure de début"].value = datetime.time(9, 30)
    cellules["La rencontre", "Lieu"].value = datetime.date(2027, 3, 1)
    feuille = classeur["Déroulé"]
    durees = [datetime.time(1, 30), 45, "1h15", datetime.timedelta(hours=2, minutes=5), "0:20"]
    for i, duree in enumerate(durees, 2):
        feuille.cell(i, 1).value = f"Séquence {i}"
        feuille.cell(i, 5).value = duree
    reponse = importer(client_agent, FilConducteur, octets_de(classeur), troupe.projet)
    assert reponse.status_code == 302, refus_de(reponse)
    fil = FilConducteur.objects.get()
    assert (fil.intitule, f"{fil.date}", f"{fil.debut}") == ("2027", "2026-12-31", "09:30:00")
    assert fil.lieu == "01/03/2027"
    assert [s.duree for s in fil.sequences.order_by("rang")] == [90, 45, 75, 125, 20]


def test_plusieurs_choix(client_agent, troupe):
    classeur = ouvert(vierge_xlsx(client_agent, PlanEvaluation))
    cellule = questions(classeur, PlanEvaluation)["Cadre de l’évaluation", "Quand évaluer"]
    cellule.value = "En continu ; À mi-parcours"
    reponse = importer(client_agent, PlanEvaluation, octets_de(classeur), troupe.projet)
    assert reponse.status_code == 302, refus_de(reponse)
    assert PlanEvaluation.objects.get().moments == ["continu", "mi-parcours"]
    cellule.value = "En continu\nDe temps en temps"
    dits = refus_de(importer(client_agent, PlanEvaluation, octets_de(classeur), troupe.projet))
    assert "De temps en temps" in dits[0]


# --- crossings ------------------------------------------------------------------------------------------


def test_un_croisement_rempli_a_la_main(client_agent, troupe):
    """Pistes named in their sheet, one more than the blank has; their column is found by its name."""
    classeur = ouvert(vierge_xlsx(client_agent, GrillePriorisation))
    pistes, notation = classeur["Pistes"], classeur["Notation"]
    for i, nom in enumerate(["Noisette", "Refuges", "Musées", "Forges"], 2):
        pistes.cell(i, 1).value = nom
    for ligne in range(3, notation.max_row + 1):
        for colonne in (2, 3, 4):
            notation.cell(ligne, colonne).value = colonne
    # The last column holds the keys of the rows: the fourth piste goes after it.
    derniere = notation.max_column + 1
    notation.cell(2, derniere).value = "Forges"
    notation.cell(3, derniere).value = 5
    classeur["Critères"].append(["Notre critère", 2, None, "Autres critères"])
    bas = notation.max_row + 1
    notation.cell(bas, 1).value = "Notre critère"
    notation.cell(bas, 2).value = 1
    reponse = importer(client_agent, GrillePriorisation, octets_de(classeur), troupe.projet)
    assert reponse.status_code == 302, refus_de(reponse)
    grille = GrillePriorisation.objects.get()
    notes = {(n.ligne.critere, n.colonne.nom): n.note for n in grille.notes.select_related("ligne", "colonne")}
    premier = grille.criteres.first().critere
    assert (notes[premier, "Noisette"], notes[premier, "Refuges"], notes[premier, "Musées"]) == (2, 3, 4)
    assert notes[premier, "Forges"] == 5
    assert notes["Notre critère", "Noisette"] == 1
    assert len(notes) == 10 * 3 + 2


@pytest.mark.parametrize(("ligne", "colonne", "ou"), [(14, 1, "ligne 14, colonne A"), (2, 7, "ligne 2, colonne G")])
def test_un_croisement_dont_la_ligne_ou_la_colonne_n_existe_pas(client_agent, troupe, ligne, colonne, ou):
    classeur = ouvert(vierge_xlsx(client_agent, GrillePriorisation))
    classeur["Pistes"]["A2"] = "Noisette"
    notation = classeur["Notation"]
    notation.cell(ligne, colonne).value = "Inconnu au bataillon"
    notation.cell(max(ligne, 3), max(colonne, 2)).value = 4
    (dit,) = refus_de(importer(client_agent, GrillePriorisation, octets_de(classeur), troupe.projet))
    assert dit.startswith(f"feuille « Notation », {ou} : ")
    assert "« Inconnu au bataillon »" in dit


# --- whose workbook, whose fiche ----------------------------------------------------------------------------


def test_le_classeur_d_un_autre_outil(client_agent, troupe):
    octets = octets_xlsx(client_agent, pleine(troupe, GrillePriorisation))
    (dit,) = refus_de(importer(client_agent, PreProjet, octets, troupe.projet))
    assert dit.startswith("Ce classeur ne vient pas de l’outil « Fiche pré-projet »")
    assert not PreProjet.objects.exists()


def test_un_classeur_de_quelqu_un_d_autre(client_agent, troupe):
    classeur = load_workbook(io.BytesIO(octets_xlsx(client_agent, pleine(troupe, PreProjet))))
    del classeur["Listes"]
    (dit,) = refus_de(importer(client_agent, PreProjet, octets_de(classeur), troupe.projet))
    assert dit.startswith("Ce classeur ne vient pas de l’outil")


@pytest.mark.parametrize("feuille", ["Fiche", ACTIONS])
def test_une_feuille_qui_manque(client_agent, troupe, classeur, feuille):
    del classeur[feuille]
    (dit,) = refus_de(importer(client_agent, PreProjet, octets_de(classeur), troupe.projet))
    assert f"« {feuille} »" in dit


@pytest.mark.parametrize("nom", ["classeur.xls", "classeur", "../../x.xlsx", "fdp\u202excod.exe", "é" * 200 + ".xlsx"])
def test_l_extension_ne_prouve_rien(client_agent, fiche, classeur, nom):
    """The content says what a file is: a workbook by another name is read."""
    reponse = importer(client_agent, PreProjet, octets_de(classeur), sur=fiche, nom=nom)
    assert "Rien à changer" in reponse.content.decode()


def test_sans_fichier(client_agent, fiche):
    adresse = reverse("outils:importer_sur", args=[fiche.code, fiche.pk])
    assert refus_de(client_agent.post(adresse)) == ["Choisissez un fichier."]


def test_dans_le_projet_d_une_autre_mission(client_agent, troupe, classeur):
    reponse = importer(client_agent, PreProjet, octets_de(classeur), ProjetFactory())
    assert reponse.status_code == 404
    assert Outil.objects.count() == 1


def test_sur_la_fiche_d_une_autre_mission(connecte, troupe, fiche, classeur):
    assert importer(connecte(troupe.etranger), PreProjet, octets_de(classeur), sur=fiche).status_code == 404


def test_les_cles_d_une_autre_fiche_ne_designent_rien_ailleurs(client_agent, troupe, fiche, classeur):
    """Two fiches may hold the same keys: importing into one never touches the other."""
    autre = neuve(troupe, PreProjet)
    classeur[ACTIONS]["A2"] = "Changée"
    appliquer(client_agent, autre, importer(client_agent, PreProjet, octets_de(classeur), sur=autre))
    assert [a.action for a in fiche.actions_communes.all()] == ["Visite", "Foire"]
    assert [a.action for a in autre.actions_communes.all()] == ["Changée", "Foire"]
