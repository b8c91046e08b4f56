"""Brouillon, partagée, finalisée, rouverte: who reads and who writes in each state, and nothing typed is lost."""

import datetime

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from appuis.models import Engagement
from coopappui.plan.saisie import Saisie
from outils.commencer import dupliquer
from outils.models import FicheIdentite, GrillePriorisation, MatriceResponsabilites, Outil, PlanEvaluation, PreProjet
from outils.views.saisie import FINALISEE
from tests.factories import ProjetFactory
from tests.html import Page
from tests.outils.fiches import Ecran, neuve, pleine, relue, reponses
from tests.personnages import Troupe

PASSAGES = {"partager": "Partagée", "finaliser": "Finalisée", "rouvrir": "Partagée"}
SECRET = "Une réponse que peu lisent"


@pytest.fixture
def fiche(troupe):
    fiche = neuve(troupe, PreProjet, titre_du_projet=SECRET, problematique="Garder la valeur.", objectifs="Former.")
    fiche.actions_communes.create(action="Visite")
    return fiche


def gestes(client, fiche, geste):
    return client.post(reverse("outils:etat", args=[fiche.genre, fiche.pk, geste]), follow=True)


def _adresse(nom, fiche):
    return reverse(f"outils:{nom}", args=[fiche.genre, fiche.pk])


def qui_lit(fiche):
    lecteurs = set()
    for role in Troupe.ROLES:
        client = Client()
        client.force_login(getattr(fiche.troupe, role))
        page = client.get(fiche.get_absolute_url())
        assert (SECRET in page.content.decode()) == (page.status_code == 200)
        if page.status_code == 200:
            lecteurs.add(role)
        liste = client.get(reverse("outils:outil", args=[fiche.genre])).content.decode()
        assert (fiche.titre in liste) == (page.status_code == 200)
    return lecteurs


def qui_ecrit(fiche):
    ecrivains = set()
    for role in Troupe.ROLES:
        client = Client()
        client.force_login(getattr(fiche.troupe, role))
        avant = relue(fiche).objectifs
        code = client.get(_adresse("modifier", fiche)).status_code
        reponse = client.post(_adresse("modifier", fiche), {"objectifs": f"De {role}", "version": version(fiche)})
        change = relue(fiche).objectifs != avant
        assert change == (reponse.status_code == 302)
        assert (code == 200) == change
        if change:
            ecrivains.add(role)
    return ecrivains


def version(fiche):
    return Saisie(relue(fiche)).version()


@pytest.mark.parametrize(
    ("passages", "lisent", "ecrivent"),
    [
        ([], "agent collegue responsable", "agent collegue"),
        (["partager"], "agent collegue responsable beneficiaire", "agent collegue beneficiaire"),
        (["partager", "reprendre"], "agent collegue responsable", "agent collegue"),
        (["finaliser"], "agent collegue responsable", ""),
        (["partager", "finaliser"], "agent collegue responsable beneficiaire", ""),
        (["finaliser", "rouvrir"], "agent collegue responsable", "agent collegue"),
        (
            ["partager", "finaliser", "rouvrir"],
            "agent collegue responsable beneficiaire",
            "agent collegue beneficiaire",
        ),
    ],
    ids=lambda valeur: "-".join(valeur) if isinstance(valeur, list) else "",
)
def test_qui_lit_et_qui_ecrit(troupe, fiche, passages, lisent, ecrivent):
    for passage in passages:
        getattr(fiche, passage)()
    fiche.troupe = troupe
    assert qui_lit(fiche) == set(lisent.split())
    assert qui_ecrit(fiche) == set(ecrivent.split())


@pytest.mark.parametrize("role", ["responsable", "admin", "beneficiaire", "etranger"])
def test_seul_un_charge_de_la_mission_change_l_etat(troupe, fiche, connecte, role):
    fiche.partager()
    for geste in ("reprendre", "finaliser", "rouvrir", "partager"):
        assert gestes(connecte(getattr(troupe, role)), fiche, geste).status_code == 404
    assert relue(fiche).etat == Outil.Etat.PARTAGEE


def test_un_geste_inconnu(troupe, fiche, connecte):
    assert gestes(connecte(troupe.agent), fiche, "delete").status_code == 404
    assert gestes(connecte(troupe.agent), fiche, "full-clean").status_code == 404


def test_l_acces_cesse_avec_le_partage_et_avec_l_appui(troupe, fiche, connecte):
    client = connecte(troupe.beneficiaire)
    fiche.partager()
    assert client.get(fiche.get_absolute_url()).status_code == 200
    troupe.appui.beneficiaires.clear()
    assert client.get(fiche.get_absolute_url()).status_code == 404


def test_une_fiche_de_structure_se_partage_avec_ceux_de_la_structure(troupe, connecte):
    fiche = neuve(troupe, FicheIdentite)
    fiche.partager()
    assert connecte(troupe.beneficiaire).get(fiche.get_absolute_url()).status_code == 200
    assert connecte(troupe.etranger).get(fiche.get_absolute_url()).status_code == 404


def test_un_beneficiaire_ne_lit_pas_les_brouillons_d_avant_le_partage(troupe, fiche, connecte):
    """The history shows what was erased before sharing: it stays in the mission."""
    fiche.partager()
    assert connecte(troupe.agent).get(_adresse("historique", fiche)).status_code == 200
    assert connecte(troupe.beneficiaire).get(_adresse("historique", fiche)).status_code == 404
    page = connecte(troupe.beneficiaire).get(fiche.get_absolute_url()).content.decode()
    assert _adresse("historique", fiche) not in page


def test_l_etat_se_lit_partout_et_l_historique_dit_qui_et_pourquoi(troupe, fiche, connecte):
    client = connecte(troupe.agent)
    for minute, (geste, mot) in enumerate(PASSAGES.items()):
        with time_machine.travel(timezone.now() + datetime.timedelta(minutes=minute)):
            page = gestes(client, fiche, geste).content.decode()
        assert mot in page
        assert f">{mot}<" in client.get(reverse("outils:outil", args=[fiche.genre])).content.decode()
    historique = client.get(_adresse("historique", fiche)).content.decode()
    for raison in ("partagée avec les bénéficiaires", "finalisée", "rouverte"):
        assert raison in historique
    assert historique.count("Agathe Roux") >= 3


def test_l_historique_dit_chaque_reponse_avant_et_apres(troupe, connecte):
    matrice = neuve(troupe, MatriceResponsabilites)
    matrice.taches.create(cle="inviter", tache="Inviter")
    matrice.partenaires.create(cle="gal", nom="GAL")
    case = "responsabilites-inviter-gal-tache"
    Ecran(troupe.agent, matrice).taper({case: "Écrire aux élus"}).enregistrer()
    Ecran(troupe.collegue, matrice).taper({case: "Téléphoner", "partenaires-gal-nom": "GAL Sud"}).enregistrer()
    page = connecte(troupe.agent).get(_adresse("historique", matrice)).content.decode()
    for texte in ("Écrire aux élus", "Téléphoner", "GAL Sud", "Colin Marchal"):
        assert texte in page
    for quoi in ("Ajout : responsabilités « Inviter, GAL", "Modification : partenaire « GAL Sud »"):
        assert quoi in page


def test_l_historique_se_lit_sans_jargon(troupe, connecte):
    plan = neuve(troupe, PlanEvaluation, moments=["amont"])
    Ecran(troupe.agent, plan).taper(moments=["amont", "ex-post"]).enregistrer()
    page = connecte(troupe.agent).get(_adresse("historique", plan)).content.decode()
    assert "En amont du projet, Ex-post, après la fin du projet" in page
    assert Page(page).fautes() == []


# --- finished, reopened -----------------------------------------------------------------------------------


def test_finalisee_pendant_que_l_on_ecrit(troupe, fiche):
    ecran = Ecran(troupe.collegue, fiche)
    geste = "ajouter", "actions_communes"
    ecran.geste(*geste)
    nom = ecran.nom("actions_communes", -1, "action")
    fiche.finaliser()
    ecran.taper({"objectifs": "Tapé trop tard", "debut": "bientôt", nom: "Une action de plus"}).enregistrer()
    for _ in range(2):
        assert ecran.reponse.status_code == 200
        assert FINALISEE.split(" :")[0] in ecran.html
        assert ecran.lu("objectifs") == "Tapé trop tard"
        assert ecran.lu("debut") == "bientôt"
        assert ecran.lu(nom) == "Une action de plus"
        assert relue(fiche).objectifs != "Tapé trop tard"
        ecran.enregistrer()
    bilan = ecran.automatique()
    assert bilan["erreurs"] == [FINALISEE]
    # Reopened in another tab, what was typed goes in; nothing was forgotten in between.
    relue(fiche).rouvrir()
    ecran.taper(debut="2027-03-01").enregistrer()
    assert ecran.enregistre
    assert relue(fiche).objectifs == "Tapé trop tard"
    assert fiche.actions_communes.filter(action="Une action de plus").exists()


def test_une_fiche_finalisee_ne_bouge_plus(troupe, fiche, connecte):
    client = connecte(troupe.agent)
    fiche.finaliser()
    avant = reponses(fiche)
    for nom in ("modifier", "importer_sur"):
        assert client.get(_adresse(nom, fiche)).status_code == 404
    assert "rouvrez-la d’abord" in gestes(client, fiche, "partager").content.decode()
    assert client.post(_adresse("supprimer", fiche)).status_code == 200
    assert reponses(fiche) == avant
    assert relue(fiche).etat == Outil.Etat.FINALISEE
    with pytest.raises(ValidationError):
        relue(fiche).reprendre()


def test_rouvrir_une_fiche_ouverte(troupe, fiche, connecte):
    assert "déjà ouverte" in gestes(connecte(troupe.agent), fiche, "rouvrir").content.decode()


# --- copied, removed ---------------------------------------------------------------------------------------


def test_dupliquer_sur_un_autre_projet_sans_les_decisions(troupe, connecte):
    grille = pleine(troupe, GrillePriorisation)
    grille.partager()
    grille.finaliser()
    autre = ProjetFactory(mission=troupe.mission, nom="Refuges")
    client = connecte(troupe.agent)
    page = client.get(_adresse("dupliquer", grille))
    donnees = {"titre": "Grille 2028", "projet": autre.pk, "jeton": page.context["form"].initial["jeton"]}
    reponses_http = [client.post(_adresse("dupliquer", grille), donnees) for _ in range(2)]
    copie = GrillePriorisation.objects.exclude(pk=grille.pk).get()
    assert {r["Location"] for r in reponses_http} == {_adresse("modifier", copie)}
    assert (copie.titre, copie.projet, copie.etat, copie.partagee_le) == ("Grille 2028", autre, "brouillon", None)
    assert copie.cree_par == troupe.agent
    avant, apres = reponses(grille), reponses(copie)
    pistes = avant.pop("Pistes"), apres.pop("Pistes")
    assert [[nom, None, None] for nom, *_ in pistes[0]] == pistes[1]
    assert [decision for _, *decision in pistes[0] if any(decision)]
    assert {**avant, "titre": ""} == {**apres, "titre": ""}
    cles = [set(g.pistes.values_list("cle", flat=True)) for g in (grille, copie)]
    assert not cles[0] & cles[1]


def test_une_decision_mal_ecrite_n_est_pas_copiee_non_plus(troupe):
    grille = neuve(troupe, GrillePriorisation)
    grille.pistes.create(nom="Noisette", brut={"retenue": "peut-être", "nom": "x"})
    copie = dupliquer(grille, troupe.projet, troupe.agent, "Copie", None)
    assert copie.pistes.get().brut == {"nom": "x"}


def test_une_reponse_a_corriger_se_copie_telle_quelle(troupe):
    plan = neuve(troupe, PlanEvaluation)
    plan.questions.create(question="Utile ?", brut={"nature": "les deux"}, valeur_constatee="12")
    copie = dupliquer(plan, troupe.projet, troupe.agent, "Copie", None)
    question = copie.questions.get()
    assert (question.brut, question.valeur_constatee) == ({"nature": "les deux"}, "")


def test_on_ne_copie_pas_vers_une_autre_mission(troupe, fiche, connecte):
    ailleurs = ProjetFactory()
    client = connecte(troupe.agent)
    assert client.post(_adresse("dupliquer", fiche), {"titre": "Volée", "projet": ailleurs.pk}).status_code == 200
    assert PreProjet.objects.count() == 1


def test_supprimer_emporte_ses_engagements_et_demande_confirmation(troupe, connecte):
    client = connecte(troupe.agent)
    matrice = pleine(troupe, MatriceResponsabilites)
    Ecran(troupe.agent, matrice).taper(titre="Matrice").enregistrer()
    assert Engagement.objects.filter(projet=troupe.projet).exists()
    assert "On ne peut pas revenir en arrière" in client.get(_adresse("supprimer", matrice)).content.decode()
    assert MatriceResponsabilites.objects.exists()
    reponse = client.post(_adresse("supprimer", matrice))
    assert reponse["Location"] == troupe.projet.get_absolute_url()
    assert not MatriceResponsabilites.objects.exists()
    assert not Engagement.objects.filter(projet=troupe.projet).exists()


def test_effacee_pendant_que_l_on_ecrit(troupe, fiche):
    ecran = Ecran(troupe.collegue, fiche)
    fiche.delete()
    assert ecran.client.post(ecran.adresse, ecran.donnees).status_code == 404
