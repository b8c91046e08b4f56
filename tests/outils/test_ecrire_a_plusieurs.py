"""Two people in the same fiche: nobody overwrites anybody unseen, whatever they do and in whatever order."""

import random

import pytest
from django.core import signing
from django.http import QueryDict

from coopappui.plan.saisie import TROP_ANCIENNE, Saisie
from outils.models import MatriceResponsabilites, PreProjet
from tests.outils.fiches import Ecran, neuve, relue


@pytest.fixture
def fiche(troupe):
    fiche = neuve(troupe, PreProjet, titre_du_projet="Filière noisette")
    fiche.actions_communes.create(cle="visite", rang=0, action="Visite croisée", lieu="Cuneo")
    fiche.actions_communes.create(cle="foire", rang=1, action="Foire", lieu="Aubrives")
    return fiche


@pytest.fixture
def matrice(troupe):
    matrice = neuve(troupe, MatriceResponsabilites)
    matrice.taches.create(cle="inviter", etape="Rencontre", tache="Inviter")
    matrice.partenaires.create(cle="gal", nom="GAL")
    return matrice


@pytest.fixture
def a_deux(troupe):
    """The same fiche, open in the browsers of Agathe and of Colin."""
    return lambda fiche: (Ecran(troupe.agent, fiche), Ecran(troupe.collegue, fiche))


def actions(fiche):
    return list(fiche.actions_communes.values_list("action", "lieu"))


# --- the same answer ------------------------------------------------------------------------------------


def test_le_meme_champ_est_refuse_puis_remplace_en_connaissance_de_cause(a_deux, fiche):
    agathe, colin = a_deux(fiche)
    assert agathe.taper(titre_du_projet="Filière châtaigne").enregistrer().enregistre
    colin.taper(titre_du_projet="Filière noix", objectifs="Planter.").enregistrer()
    assert not colin.enregistre
    assert "écrit dans cette fiche en même temps que vous" in colin.html
    reproche = colin.reproches("titre_du_projet")
    assert "Agathe Roux, le " in reproche
    assert " à " in reproche
    assert "« Filière châtaigne »" in reproche
    assert colin.lu("titre_du_projet") == "Filière noix"
    assert (relue(fiche).titre_du_projet, relue(fiche).objectifs) == ("Filière châtaigne", "Planter.")
    assert colin.enregistrer().enregistre
    assert relue(fiche).titre_du_projet == "Filière noix"


def test_deux_champs_differents_sont_gardes(a_deux, fiche):
    agathe, colin = a_deux(fiche)
    agathe.taper(titre_du_projet="Filière châtaigne").enregistrer()
    assert colin.taper(objectifs="Planter.").enregistrer().enregistre
    assert (relue(fiche).titre_du_projet, relue(fiche).objectifs) == ("Filière châtaigne", "Planter.")


def test_le_meme_texte_n_est_pas_un_conflit(a_deux, fiche):
    agathe, colin = a_deux(fiche)
    agathe.taper(titre_du_projet="Filière noix").enregistrer()
    assert colin.taper(titre_du_projet="Filière noix").enregistrer().enregistre


def test_ce_qui_n_est_pas_encore_une_valeur_se_defend_aussi(a_deux, fiche):
    agathe, colin = a_deux(fiche)
    agathe.taper(debut="bientôt").enregistrer()
    colin.taper(debut="2027-03-01").enregistrer()
    assert "« bientôt »" in colin.reproches("debut")
    assert relue(fiche).brut == {"debut": "bientôt"}
    assert colin.enregistrer().enregistre
    assert (relue(fiche).brut, f"{relue(fiche).debut}") == ({}, "2027-03-01")


def test_le_titre_efface_n_inquiete_personne(a_deux, fiche):
    agathe, _ = a_deux(fiche)
    bilan = agathe.taper(titre="").automatique()
    assert not bilan["conflits"]
    assert not agathe.automatique()["adoptes"]
    assert relue(fiche).titre


# --- rows -----------------------------------------------------------------------------------------------


def test_la_meme_ligne(a_deux, fiche):
    agathe, colin = a_deux(fiche)
    action, lieu = (agathe.nom("actions_communes", 0, champ) for champ in ("action", "lieu"))
    agathe.taper({lieu: "Turin"}).enregistrer()
    assert colin.taper({action: "Visite"}).enregistrer().enregistre
    assert actions(fiche)[0] == ("Visite", "Turin")
    agathe.ouvrir().taper({lieu: "Milan"}).enregistrer()
    colin.taper({lieu: "Gênes"}).enregistrer()
    assert "« Milan »" in colin.reproches(lieu)
    assert actions(fiche)[0] == ("Visite", "Milan")


def test_deux_lignes_differentes_et_deux_ajouts(a_deux, fiche):
    agathe, colin = a_deux(fiche)
    agathe.geste("ajouter", "actions_communes")
    colin.geste("ajouter", "actions_communes")
    agathe.taper(
        {agathe.nom("actions_communes", 0, "lieu"): "Turin", agathe.nom("actions_communes", 2, "action"): "A"}
    )
    colin.taper(
        {colin.nom("actions_communes", 1, "lieu"): "Le Bourg", colin.nom("actions_communes", 2, "action"): "C"}
    )
    assert agathe.enregistrer().enregistre
    assert colin.enregistrer().enregistre
    assert sorted(actions(fiche)) == [("A", ""), ("C", ""), ("Foire", "Le Bourg"), ("Visite croisée", "Turin")]


def test_une_ligne_retiree_ailleurs(a_deux, fiche):
    agathe, colin = a_deux(fiche)
    agathe.retirer("actions_communes", 0).enregistrer()
    assert colin.taper(objectifs="Planter.").enregistrer().enregistre
    assert actions(fiche) == [("Foire", "Aubrives")]


def test_une_ligne_retiree_ailleurs_pendant_qu_on_y_ecrit(a_deux, fiche):
    agathe, colin = a_deux(fiche)
    agathe.retirer("actions_communes", 0).enregistrer()
    lieu = colin.nom("actions_communes", 0, "lieu")
    colin.taper({lieu: "Turin"}).enregistrer()
    assert "Quelqu’un a retiré cette ligne" in colin.html
    assert colin.lu(lieu) == "Turin"
    assert actions(fiche) == [("Foire", "Aubrives")]
    assert colin.enregistrer().enregistre
    assert sorted(actions(fiche)) == [("Foire", "Aubrives"), ("Visite croisée", "Turin")]


def test_une_ligne_retiree_ailleurs_que_l_on_retire_alors(a_deux, fiche):
    agathe, colin = a_deux(fiche)
    agathe.retirer("actions_communes", 0).enregistrer()
    colin.taper({colin.nom("actions_communes", 0, "lieu"): "Turin"}).enregistrer()
    assert colin.retirer("actions_communes", 0).enregistrer().enregistre
    assert actions(fiche) == [("Foire", "Aubrives")]


def test_retirer_une_ligne_que_l_autre_vient_de_changer(a_deux, fiche):
    agathe, colin = a_deux(fiche)
    agathe.taper({agathe.nom("actions_communes", 0, "lieu"): "Turin"}).enregistrer()
    colin.retirer("actions_communes", 0).enregistrer()
    assert "Agathe Roux, le " in colin.html
    assert "a changé cette ligne" in colin.html
    assert ("Visite croisée", "Turin") in actions(fiche)
    assert colin.enregistrer().enregistre
    assert actions(fiche) == [("Foire", "Aubrives")]


def test_changer_d_avis_apres_avoir_voulu_la_retirer(a_deux, fiche):
    """Once told, unticking « Retirer » keeps what the other wrote, unless one's own text is sent again knowingly."""
    agathe, colin = a_deux(fiche)
    agathe.taper({agathe.nom("actions_communes", 0, "lieu"): "Turin"}).enregistrer()
    colin.retirer("actions_communes", 0).enregistrer()
    colin.taper({f"actions_communes-{colin.cles('actions_communes')[0]}-retirer": None}).enregistrer()
    assert actions(fiche)[0] == ("Visite croisée", "Turin")


def test_l_ordre_de_l_un_survit_a_l_enregistrement_de_l_autre(a_deux, fiche):
    agathe, colin = a_deux(fiche)
    agathe.geste("monter", "actions_communes", "foire")
    assert actions(fiche)[0][0] == "Foire"
    colin.taper(objectifs="Planter.").automatique()
    assert actions(fiche)[0][0] == "Foire"


def test_une_ligne_creee_puis_changee_par_l_autre_avant_que_la_reponse_n_arrive(a_deux, fiche):
    """The answer to an automatic save is lost: the page does not know that its row exists."""
    agathe, colin = a_deux(fiche)
    agathe.geste("ajouter", "actions_communes")
    version = agathe.donnees["version"]
    action = agathe.nom("actions_communes", 2, "action")
    agathe.taper({action: "Atelier"}).automatique()
    colin.ouvrir().taper({action: "Atelier à deux"}).enregistrer()
    agathe.taper({action: "Atelier d’hiver"}, version=version)
    bilan = agathe.automatique()
    assert [conflit["champ"] for conflit in bilan["conflits"]] == ["Action"]
    assert ("Atelier à deux", "") in actions(fiche)
    agathe.taper(version=version).retirer("actions_communes", 2).enregistrer()
    assert not agathe.enregistre
    assert ("Atelier à deux", "") in actions(fiche)


def test_un_croisement(a_deux, matrice):
    agathe, colin = a_deux(matrice)
    tache, echeance = "responsabilites-inviter-gal-tache", "responsabilites-inviter-gal-echeance"
    agathe.taper({tache: "Écrire aux élus"}).enregistrer()
    assert colin.taper({echeance: "2027-03-01"}).enregistrer().enregistre
    cellule = matrice.responsabilites.get()
    assert (cellule.tache, f"{cellule.echeance}") == ("Écrire aux élus", "2027-03-01")
    colin.taper({tache: "Téléphoner"}).enregistrer()
    assert "« Écrire aux élus »" in colin.reproches(tache)
    assert matrice.responsabilites.get().tache == "Écrire aux élus"
    colin.enregistrer()
    assert matrice.responsabilites.get().tache == "Téléphoner"


def test_retirer_une_colonne_ou_l_autre_vient_d_ecrire(a_deux, matrice):
    agathe, colin = a_deux(matrice)
    tache = "responsabilites-inviter-gal-tache"
    agathe.taper({tache: "Écrire aux élus"}).enregistrer()
    colin.retirer("partenaires", 0).enregistrer()
    assert "a changé cette ligne" in colin.html
    assert colin.lu(tache) == "Écrire aux élus"
    assert matrice.partenaires.filter(cle="gal").exists()
    assert colin.enregistrer().enregistre
    assert not matrice.partenaires.filter(cle="gal").exists()


def test_ecrire_au_croisement_d_une_colonne_sans_nom(a_deux, matrice):
    agathe, _ = a_deux(matrice)
    agathe.geste("ajouter", "partenaires")
    nom = agathe.croisement("responsabilites", ("taches", 0), ("partenaires", 1), "tache")
    agathe.taper({nom: "Réserver la salle"}).automatique()
    assert [c.tache for c in matrice.responsabilites.all()] == ["Réserver la salle"]
    assert agathe.ouvrir().lu(nom) == "Réserver la salle"


def test_un_croisement_dont_la_colonne_a_disparu(a_deux, matrice):
    agathe, colin = a_deux(matrice)
    agathe.retirer("partenaires", 0).enregistrer()
    colin.taper({"responsabilites-inviter-gal-tache": "Téléphoner"}).enregistrer()
    # Its column is gone: what was typed there is shown again, with the column, rather than dropped.
    assert "Quelqu’un a retiré cette ligne" in colin.html
    assert colin.lu("responsabilites-inviter-gal-tache") == "Téléphoner"
    assert colin.enregistrer().enregistre
    assert matrice.responsabilites.get().tache == "Téléphoner"


# --- automatic saves ------------------------------------------------------------------------------------


def test_un_enregistrement_automatique(a_deux, fiche):
    agathe, colin = a_deux(fiche)
    bilan = agathe.taper(objectifs="Former.", debut="bientôt").automatique()
    assert (bilan["conflits"], bilan["erreurs"], bilan["a_corriger"], bilan["adoptes"]) == ([], [], 1, False)
    assert len(bilan["heure"]) == 5
    assert relue(fiche).objectifs == "Former."
    bilan = colin.taper(attentes="Montrer.").automatique()
    assert (bilan["conflits"], bilan["adoptes"]) == ([], True)


def test_un_enregistrement_automatique_n_ecrase_jamais(a_deux, fiche):
    agathe, colin = a_deux(fiche)
    agathe.taper(objectifs="Former.").automatique()
    for _ in range(3):
        bilan = colin.taper(objectifs="Planter.").automatique()
        assert [(c["champ"], c["id"]) for c in bilan["conflits"]] == [("Objectifs opérationnels", "id_objectifs")]
        assert bilan["conflits"][0]["qui"].startswith("Agathe Roux, le ")
        assert relue(fiche).objectifs == "Former."
    # « Voir les deux textes » sends the page, which is refused once, then decides.
    assert "« Former. »" in colin.enregistrer().reproches("objectifs")
    assert colin.enregistrer().enregistre
    assert relue(fiche).objectifs == "Planter."


def test_un_troisieme_texte_pendant_que_l_on_choisit_entre_deux(a_deux, fiche):
    """While two texts are shown, automatic saves leave that answer out: nothing newer is replaced unseen."""
    agathe, colin = a_deux(fiche)
    agathe.taper(objectifs="Former.").enregistrer()
    colin.taper(objectifs="Planter.").enregistrer()
    agathe.ouvrir().taper(objectifs="Former et planter.").enregistrer()
    colin.taper(objectifs=None, attentes="Montrer.").automatique()
    colin.taper(objectifs="Planter.").enregistrer()
    assert "« Former et planter. »" in colin.reproches("objectifs")
    assert relue(fiche).objectifs == "Former et planter."


def test_deux_onglets_de_la_meme_personne(troupe, fiche):
    premier, second = Ecran(troupe.agent, fiche), Ecran(troupe.agent, fiche)
    premier.taper(objectifs="Former.").automatique()
    assert second.taper(objectifs="Planter.").automatique()["conflits"]
    assert relue(fiche).objectifs == "Former."


# --- two hundred random interleavings -------------------------------------------------------------------

CHAMPS = ["objectifs", "debut", "actions_communes-visite-lieu", "actions_communes-foire-action"]
TEXTES = {"debut": ["", "2027-01-01", "2027-02-01", "bientôt"]}
VOCABULAIRE = ["", "un", "deux", "trois", "é'’\r\nquatre"]


class _Page:
    """What one person has before their eyes, and what their page has read."""

    def __init__(self, user, fiche):
        self.user = user
        saisie = Saisie(relue(fiche))
        self.version = saisie.version()
        self.donnees = QueryDict(mutable=True)
        for nom, champ in saisie.principal.fields.items():
            self.donnees[nom] = champ.widget.format_value(saisie.principal[nom].value()) or ""
        for relation, table in saisie.tables.items():
            self.donnees.setlist(relation, [ligne.cle for ligne in table.lignes])
            for ligne in table.lignes:
                for champ in ligne.morceau:
                    valeur = champ.field.widget.format_value(champ.value()) or ""
                    self.donnees[champ.html_name] = valeur[0] if isinstance(valeur, list) else valeur
        self.lu = {nom: self.donnees[nom] for nom in CHAMPS}

    def enregistrer(self, fiche):
        self.donnees["version"] = self.version
        saisie = Saisie(relue(fiche), self.donnees.copy())
        saisie.enregistrer(self.user)
        self.version = saisie.version()
        return {morceau.add_prefix(nom) for _, morceau in saisie.morceaux() for nom in morceau.conflits}


def _stocke(fiche):
    """As a page that opens now would show it."""
    fiche = relue(fiche)
    lignes = {ligne.cle: ligne for ligne in fiche.contenu.lignes("actions_communes")}
    return {
        "objectifs": fiche.objectifs,
        "debut": fiche.brut.get("debut", f"{fiche.debut or ''}"),
        "actions_communes-visite-lieu": lignes["visite"].lieu,
        "actions_communes-foire-action": lignes["foire"].action,
    }


@pytest.mark.parametrize("graine", range(10))
def test_des_enchainements_au_hasard_n_ecrasent_rien_en_silence(troupe, fiche, graine):
    """20 interleavings a seed, against a model of what must happen: text by text, who had read what."""
    hasard = random.Random(graine)
    for _ in range(20):
        attendu = _stocke(fiche)
        pages = [_Page(troupe.agent, fiche), _Page(troupe.collegue, fiche)]
        for _ in range(hasard.randint(2, 6)):
            page = hasard.choice(pages)
            for nom in hasard.sample(CHAMPS, hasard.randint(0, 2)):
                page.donnees[nom] = hasard.choice(TEXTES.get(nom, VOCABULAIRE))
            conflits = set()
            for nom in CHAMPS:
                tape = page.donnees[nom]
                if tape == attendu[nom]:
                    page.lu[nom] = tape
                elif page.lu[nom] == attendu[nom]:
                    attendu[nom] = page.lu[nom] = tape
                elif page.lu[nom] != tape:
                    conflits.add(nom)
            assert page.enregistrer(fiche) == conflits
            assert _stocke(fiche) == attendu


# --- forged ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("version", ["absente", "illisible", "maquillée", "d’une autre fiche", "vide"])
def test_une_version_forgee_n_enregistre_rien_et_garde_le_texte(troupe, fiche, version):
    ecran = Ecran(troupe.agent, fiche)
    vraie = ecran.lu("version")
    autre = Ecran(troupe.agent, neuve(troupe, PreProjet)).lu("version")
    forgee = {
        "absente": None,
        "illisible": "n’importe quoi \ud800",
        "maquillée": vraie[:-1] + ("a" if vraie[-1] != "a" else "b"),
        "d’une autre fiche": autre,
        "vide": "",
    }[version]
    if forgee and "\ud800" in forgee:
        forgee = "n’importe quoi \x00"
    ecran.taper(version=forgee, objectifs="Tapé pour rien ?", debut="bientôt").enregistrer()
    for _ in range(2):
        assert ecran.reponse.status_code == 200
        assert TROP_ANCIENNE in ecran.html
        assert ecran.lu("objectifs") == "Tapé pour rien ?"
        assert ecran.lu("debut") == "bientôt"
        assert relue(fiche).objectifs == ""
        # Sent again, it is refused again: nothing is taken for read that was not.
        ecran.enregistrer()
    bilan = ecran.taper(version=forgee).automatique()
    assert bilan["erreurs"] == [TROP_ANCIENNE]


def test_une_version_signee_mais_absurde(troupe, fiche):
    ecran = Ecran(troupe.agent, fiche)
    for charge in ({"": ""}, {"": "", "actions_communes": {"visite": "x"}}):
        version = signing.dumps(charge, salt=f"coopappui.plan:{fiche.pk}")
        ecran.taper(version=version, titre_du_projet="Autre").enregistrer()
        assert relue(fiche).titre_du_projet == "Filière noisette"
