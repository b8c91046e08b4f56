"""The four functions around an object: the picture, its words, the empty ones pointed out."""

import pytest

from outils.models import QuiFaitQuoi
from outils.models.qui_fait_quoi import ActeurMobilisable
from outils.quartiers import CARACTERES, couper


def analyse(*acteurs, objet="La foire commune"):
    """An unsaved fiche; each actor: (name, function) or (name, function, organisation)."""
    fiche = QuiFaitQuoi(objet_etudie=objet)
    lignes = [
        ActeurMobilisable(acteur=nom, fonction=fonction, organisme="".join(organisme))
        for nom, fonction, *organisme in acteurs
    ]
    fiche.contenu.poser("acteurs", lignes)
    return fiche


def lignes(quartier):
    return [ligne["texte"] for ligne in quartier["lignes"]]


def test_it_works():
    fiche = analyse(
        ("Hugues Rey", "politique", "GAL"), ("Béa", "technique"), ("Mehdi", "financiere"), ("Denis", "realisation")
    )
    quartiers = fiche.analyse.quartiers
    assert [q["titre"] for q in quartiers] == ["Politique-décision", "Technique", "Financière", "Réalisation"]
    assert [lignes(q) for q in quartiers] == [["Hugues Rey (GAL)"], ["Béa"], ["Mehdi"], ["Denis"]]
    assert [ligne["texte"] for ligne in fiche.analyse.centre] == ["La foire commune"]
    assert fiche.alertes() == []


def test_une_fonction_vide_est_signalee():
    fiche = analyse(("Béa", "technique"), ("Hugues", "politique"), ("Inconnu", ""))
    assert fiche.alertes() == [
        "Personne n’assure la fonction « Financière ».",
        "Personne n’assure la fonction « Réalisation ».",
        "Sans fonction : « Inconnu ».",
    ]
    assert [bool(q["acteurs"]) for q in fiche.analyse.quartiers] == [True, True, False, False]


def test_une_fiche_vide_ne_dit_rien():
    fiche = QuiFaitQuoi()
    assert fiche.alertes() == []
    assert [ligne["texte"] for ligne in fiche.analyse.centre] == ["L’objet"]


@pytest.mark.parametrize("nombre", [7, 8, 60])
def test_ce_qui_ne_tient_pas_est_compte(nombre):
    quartier = analyse(*((f"Acteur {n}", "technique") for n in range(nombre))).analyse.quartiers[1]
    textes = lignes(quartier)
    assert len(textes) == 7
    assert textes[-1] == ("Acteur 6" if nombre == 7 else f"et {nombre - 6} autres, voir le tableau")
    # All of them are in the table beside.
    assert len(quartier["acteurs"]) == nombre
    assert quartier["y"] < min(li["y"] for li in quartier["lignes"]) <= max(li["y"] for li in quartier["lignes"]) < 520


def test_les_longs_textes_sont_coupes():
    nom = "Communauté de communes " * 12 + "x" * 90
    fiche = analyse((nom, "financiere"), (nom, "autre"), objet="Le plan de partenariat " * 12)
    quartier = fiche.analyse.quartiers[2]
    assert len(lignes(quartier)) == 2
    assert max(map(len, lignes(quartier))) <= CARACTERES
    assert lignes(quartier)[-1].endswith("…")
    assert len(fiche.analyse.centre) == 4
    assert couper("x" * 300, 50, 2)[0] == "x" * 50


def test_les_autres_fonctions_ont_leur_place():
    fiche = analyse(("Camille", "autre"), ("Béa", "technique"))
    fiche.contenu.lignes("acteurs")[0].autre_fonction = "Mémoire du projet"
    dessin = fiche.analyse
    assert lignes(dessin.bandeau) == ["Mémoire du projet : Camille"]
    assert dessin.hauteur > dessin.bandeau["y"] + dessin.bandeau["haut"]
    assert analyse(("Béa", "technique")).analyse.bandeau is None


def test_la_page_montre_le_dessin_et_la_liste(troupe, connecte):
    fiche = QuiFaitQuoi.objects.create(
        mission=troupe.mission, projet=troupe.projet, titre="Analyse", objet_etudie="Foire <b>", mode="devrait"
    )
    fiche.acteurs.create(acteur="Béa & Co", fonction="technique", mobilise="a-mobiliser", role="Coordonner")
    page = connecte(troupe.agent).get(f"/outils/qui-fait-quoi/{fiche.pk}/").content.decode()
    assert "Quatre fonctions autour de l’objet « Foire &lt;b&gt; »" in page
    assert "Béa &amp; Co : Coordonner" in page
    assert "Qui devrait faire quoi" in page
    assert "(à mobiliser)" in page
