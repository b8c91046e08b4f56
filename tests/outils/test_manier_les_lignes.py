"""Rows added, duplicated, moved, removed: by buttons that need no JavaScript, one by one or two hundred at once."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from coopappui.plan.saisie import Saisie
from outils.models import CahierDesCharges, DecrypterPiste, GrillePriorisation, MatriceResponsabilites, PreProjet
from tests.html import Page
from tests.outils.fiches import Ecran, neuve, pleine, relue


@pytest.fixture
def pre_projet(troupe):
    fiche = neuve(troupe, PreProjet)
    for rang, action in enumerate(["Visite", "Essais", "Foire"]):
        fiche.actions_communes.create(cle=action.lower(), rang=rang, action=action, lieu=f"Lieu {rang}")
    return fiche


def noms(fiche, relation="actions_communes", champ="action"):
    return list(getattr(fiche, relation).order_by("rang", "pk").values_list(champ, flat=True))


def test_it_works(troupe, pre_projet):
    ecran = Ecran(troupe.agent, pre_projet)
    ecran.geste("ajouter", "actions_communes")
    ecran.taper({ecran.nom("actions_communes", 3, "action"): "Guide"})
    ecran.geste("monter", "actions_communes", ecran.cles("actions_communes")[3])
    ecran.geste("dupliquer", "actions_communes", "visite")
    ecran.geste("descendre", "actions_communes", "essais")
    assert ecran.retirer("actions_communes", 4).enregistrer().enregistre
    assert noms(pre_projet) == ["Visite", "Visite", "Guide", "Essais"]


def test_une_ligne_de_plus_prend_la_main_sans_rien_perdre(troupe, pre_projet):
    ecran = Ecran(troupe.agent, pre_projet).taper(objectifs="Former.", debut="bientôt")
    ecran.geste("ajouter", "actions_communes")
    cle = ecran.cles("actions_communes")[3]
    assert re.search(f'<fieldset [^>]*id="actions_communes-{cle}"[^>]* autofocus', ecran.html)
    assert (ecran.lu("objectifs"), ecran.lu("debut")) == ("Former.", "bientôt")
    assert Page(ecran.html).fautes() == []
    # A row left empty is not kept.
    ecran.enregistrer()
    assert noms(pre_projet) == ["Visite", "Essais", "Foire"]


def test_les_bords(troupe, pre_projet):
    ecran = Ecran(troupe.agent, pre_projet)
    gestes = ecran.formulaire.gestes
    assert "monter:actions_communes:visite" not in gestes
    assert "descendre:actions_communes:foire" not in gestes
    ecran.geste("monter", "actions_communes", "visite")
    ecran.geste("descendre", "actions_communes", "foire")
    assert noms(pre_projet) == ["Visite", "Essais", "Foire"]
    ecran.geste("monter", "actions_communes", "foire")
    assert noms(pre_projet) == ["Visite", "Foire", "Essais"]


@pytest.mark.parametrize(
    "geste",
    [
        "retourner:actions_communes:visite",
        "dupliquer:actions_communes:inconnue",
        "dupliquer:history:visite",
        "monter",
        "::",
        "ajouter:",
        "ajouter:outil_ptr",
        "dupliquer:actions_communes:visite:" + "x" * 5000,
    ],
)
def test_un_geste_invente_enregistre_et_ne_fait_rien_d_autre(troupe, pre_projet, geste):
    ecran = Ecran(troupe.agent, pre_projet).taper(objectifs="Former.").geste(geste)
    assert ecran.reponse.status_code == 200
    assert noms(pre_projet) == ["Visite", "Essais", "Foire"]
    assert relue(pre_projet).objectifs == "Former."


def test_dupliquer_emporte_ses_croisements(troupe):
    grille = neuve(troupe, GrillePriorisation)
    noisette = grille.pistes.create(cle="noisette", nom="Noisette", retenue="oui")
    critere = grille.criteres.create(cle="besoin", critere="Besoin")
    question = grille.questions.create(cle="apport", question="Apport ?")
    grille.notes.create(ligne=critere, colonne=noisette, note=4)
    grille.reponses.create(ligne=question, colonne=noisette, reponse="De la valeur\nsur place")
    ecran = Ecran(troupe.agent, grille)
    ecran.geste("dupliquer", "pistes", "noisette").geste("dupliquer", "criteres", "besoin")
    ecran.enregistrer()
    assert [(p.nom, p.retenue) for p in grille.pistes.all()] == [("Noisette", "oui")] * 2
    assert [n.note for n in grille.notes.all()] == [4] * 4
    assert [r.reponse.split() for r in grille.reponses.all()] == [["De", "la", "valeur", "sur", "place"]] * 2
    assert len({(n.ligne_id, n.colonne_id) for n in grille.notes.all()}) == 4


def test_retirer_une_ligne_emporte_ses_croisements_seulement(troupe):
    matrice = pleine(troupe, MatriceResponsabilites)
    ecran = Ecran(troupe.agent, matrice)
    partenaire = matrice.partenaires.first()
    restent = matrice.responsabilites.exclude(colonne=partenaire).count()
    assert restent < matrice.responsabilites.count()
    assert ecran.retirer("partenaires", 0).enregistrer().enregistre
    assert matrice.responsabilites.count() == restent


def test_un_tableau_transpose(troupe):
    fiche = neuve(troupe, DecrypterPiste)
    fiche.actions_envisagees.create(cle="visite", action="Visite", rang=0)
    ecran = Ecran(troupe.agent, fiche)
    ecran.geste("ajouter", "actions_envisagees").geste("dupliquer", "actions_envisagees", "visite")
    ecran.taper({ecran.nom("actions_envisagees", 2, "action"): "Foire"})
    ecran.geste("monter", "actions_envisagees", ecran.cles("actions_envisagees")[2])
    assert ecran.retirer("actions_envisagees", 0).enregistrer().enregistre
    assert noms(fiche, "actions_envisagees") == ["Foire", "Visite"]


# --- long tables ------------------------------------------------------------------------------------------


@pytest.fixture
def table_longue(monkeypatch):
    """Twelve columns, of which the tool takes two hundred rows for once."""
    bloc = next(b for b in DecrypterPiste.tableaux() if b.relation == "actions_envisagees")
    assert len(bloc.noms) == 12
    monkeypatch.setattr(bloc, "maximum", 200)
    return bloc


def rangees(fiche, bloc, nombre, texte="Réponse"):
    """What a page of that many rows posts."""
    cles = [f"cle{i}" for i in range(nombre)]
    donnees = {"version": Saisie(relue(fiche)).version(), "titre": "Longue", bloc.relation: cles}
    return donnees | {
        f"{bloc.relation}-{cle}-{champ.name}": "" if champ.choices else f"{texte} {cle}"[: champ.max_length]
        for cle in cles
        for champ in bloc.champs(type(fiche))
    }


def poster(client, fiche, donnees):
    adresse = reverse("outils:modifier", args=[fiche.code, fiche.pk])
    with CaptureQueriesContext(connection) as requetes:
        reponse = client.post(adresse, donnees)
    return reponse, len(requetes)


def test_deux_cents_lignes_de_douze_colonnes_en_une_fois(connecte, troupe, table_longue):
    client, comptes = connecte(troupe.agent), {}
    for nombre in (10, 200):
        fiche = neuve(troupe, DecrypterPiste)
        comptes[nombre] = []
        for texte in ("Réponse", "Autre"):
            reponse, requetes = poster(client, fiche, rangees(fiche, table_longue, nombre, texte))
            assert reponse.status_code == 302
            comptes[nombre].append(requetes)
        actions = list(fiche.actions_envisagees.all())
        assert [action.action for action in actions] == [f"Autre cle{i}" for i in range(nombre)]
        inverse = rangees(fiche, table_longue, nombre, "Autre")
        inverse[table_longue.relation].reverse()
        assert poster(client, fiche, inverse)[0].status_code == 302
        assert noms(fiche, "actions_envisagees")[0] == f"Autre cle{nombre - 1}"
    if connection.vendor == "sqlite":
        # SQLite takes 999 values a statement: long tables are written in a few.
        comptes[200] = [max(avant, apres - 30) for avant, apres in zip(comptes[10], comptes[200], strict=True)]
    assert comptes[200] == comptes[10]


def test_la_deux_cent_unieme_ligne_est_refusee_et_gardee(troupe):
    fiche = neuve(troupe, CahierDesCharges)
    modele = fiche.criteres.model
    modele.objects.bulk_create(modele(outil=fiche, cle=f"c{i}", rang=i, critere=f"C{i}") for i in range(200))
    ecran = Ecran(troupe.agent, fiche).geste("ajouter", "criteres")
    phrase = "Critères de sélection : 200 lignes au plus."
    assert phrase in ecran.html
    nom = ecran.nom("criteres", 200, "critere")
    bilan = ecran.taper({nom: "Un de trop"}).automatique()
    assert bilan["erreurs"] == [phrase]
    ecran.taper(contexte="Gardé").enregistrer()
    assert ecran.reponse.status_code == 200
    assert ecran.lu(nom) == "Un de trop"
    assert (fiche.criteres.count(), relue(fiche).contexte) == (200, "Gardé")
    # One row less makes room for it.
    assert ecran.retirer("criteres", 0).enregistrer().enregistre
    assert noms(fiche, "criteres", "critere")[-1] == "Un de trop"


def test_ce_que_l_autre_a_ajoute_compte_aussi(troupe, monkeypatch, pre_projet):
    bloc = next(b for b in PreProjet.tableaux() if b.relation == "actions_communes")
    monkeypatch.setattr(bloc, "maximum", 4)
    agathe, colin = Ecran(troupe.agent, pre_projet), Ecran(troupe.collegue, pre_projet)
    for ecran in (agathe, colin):
        ecran.geste("ajouter", "actions_communes")
        ecran.taper({ecran.nom("actions_communes", 3, "action"): "Quatrième"}).enregistrer()
    assert agathe.enregistre
    assert "4 lignes au plus" in colin.html
    assert pre_projet.actions_communes.count() == 4


# --- forged -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "cles",
    [
        ["Visite"],
        ["visite", "visite", "visite"],
        ["../../x", "<b>", "a-b", "", "x" * 21, "\x00"],
        ["visite\n"],
        [],
    ],
    ids=["majuscule", "répétée", "absurdes", "retour", "aucune"],
)
def test_des_cles_forgees_ne_font_rien(troupe, pre_projet, cles):
    ecran = Ecran(troupe.agent, pre_projet).taper({"actions_communes": cles, "objectifs": "Former."}).enregistrer()
    assert ecran.enregistre
    assert noms(pre_projet) == ["Visite", "Essais", "Foire"]
    assert relue(pre_projet).objectifs == "Former."


def test_la_ligne_d_une_autre_fiche_reste_a_elle(troupe, pre_projet):
    autre = neuve(troupe, PreProjet)
    autre.actions_communes.create(cle="ailleurs", action="Ailleurs")
    ecran = Ecran(troupe.agent, pre_projet).taper(
        {"actions_communes": ["ailleurs"], "actions_communes-ailleurs-action": "Volée"}
    )
    ecran.enregistrer()
    assert noms(autre) == ["Ailleurs"]
    assert sorted(noms(pre_projet)) == ["Essais", "Foire", "Visite", "Volée"]


def test_cinq_mille_lignes_inventees(troupe, pre_projet):
    cles = [f"forgee{i}" for i in range(5000)]
    ecran = Ecran(troupe.agent, pre_projet)
    ecran.taper({"actions_communes": cles} | {f"actions_communes-{cle}-action": "x" for cle in cles[:300]})
    ecran.enregistrer()
    assert ecran.reponse.status_code == 200
    assert "200 lignes au plus" in ecran.html
    assert pre_projet.actions_communes.count() == 200
    assert len(ecran.cles("actions_communes")) <= 400


def test_un_formulaire_sans_ses_listes(troupe, pre_projet):
    ecran = Ecran(troupe.agent, pre_projet)
    ecran.donnees = {"version": ecran.donnees["version"]}
    assert ecran.enregistrer().enregistre
    assert noms(pre_projet) == ["Visite", "Essais", "Foire"]


def test_les_champs_qui_ne_sont_pas_du_formulaire_sont_ignores(troupe, pre_projet):
    ecran = Ecran(troupe.beneficiaire, _partager(pre_projet))
    ecran.taper(etat="finalisee", mission="2", cree_par="1", genre="x", projet="", jeton="x", brut='{"a": 1}')
    ecran.taper({"actions_communes-visite-rang": "9", "actions_communes-visite-outil": "9"}).enregistrer()
    apres = relue(pre_projet)
    assert (apres.etat, apres.mission, apres.genre, apres.brut) == ("partagee", troupe.mission, "pre-projet", {})
    assert noms(pre_projet) == ["Visite", "Essais", "Foire"]


def _partager(fiche):
    fiche.partager()
    return fiche


# --- long and odd texts -----------------------------------------------------------------------------------


def test_trente_mille_caracteres_dans_chaque_texte(troupe):
    fiche = neuve(troupe, PreProjet)
    ecran = Ecran(troupe.agent, fiche)
    longs = {c.name: ("é’ " * 15_000)[: c.max_length - 1] + "." for c in PreProjet.champs_du_plan() if c.max_length}
    assert longs["objectifs"][29_999:] == "."
    assert ecran.taper(longs).enregistrer().enregistre
    assert {nom: getattr(relue(fiche), nom) for nom in longs} == longs
    assert Ecran(troupe.agent, fiche).lu("objectifs") == longs["objectifs"]


def test_deux_cent_mille_caracteres_restent_avec_la_limite_annoncee(troupe):
    fiche = neuve(troupe, PreProjet)
    texte = "a" * 200_000
    ecran = Ecran(troupe.agent, fiche).taper(objectifs=texte).enregistrer()
    for ouvert in (ecran, Ecran(troupe.agent, fiche)):
        assert ouvert.lu("objectifs") == texte
        assert "30000" in ouvert.reproches("objectifs").replace("\u202f", "").replace("\xa0", "")
    assert 'maxlength="30000"' in ecran.html


def test_caracteres_de_controle(troupe, pre_projet):
    ecran = Ecran(troupe.agent, pre_projet).taper(objectifs="Avant\x00\x07\x1b après", debut="2027\x00-03-01")
    ecran.taper({"actions_communes-visite-action": "Vi\x00site\x9f", "titre": "\x00"}).enregistrer()
    assert ecran.enregistre
    apres = relue(pre_projet)
    assert (apres.objectifs, f"{apres.debut}") == ("Avant après", "2027-03-01")
    assert noms(pre_projet)[0] == "Visite"
    assert apres.titre
