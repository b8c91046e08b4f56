"""Tables that follow the portal: what comes after the fiche was begun is proposed in its form, and saved with it."""

import pytest
from django.urls import reverse

from appuis.models import Partenariat
from coopappui.plan.saisie import Saisie
from outils.commencer import fiche_sur, remplir_de_ce_qui_est_connu
from outils.models import GrillePriorisation, MatriceResponsabilites, PreProjet
from tests.factories import StructureFactory


@pytest.fixture
def matrice(troupe):
    return remplir_de_ce_qui_est_connu(fiche_sur(MatriceResponsabilites, troupe.projet, troupe.agent), troupe.agent)


def _ouvrir(fiche):
    return Saisie(type(fiche).objects.get(pk=fiche.pk))


def test_un_partenaire_qui_arrive_a_sa_colonne(connecte, troupe, matrice):
    assert [str(ligne) for ligne in matrice.contenu.lignes("partenaires")] == ["GAL Terres d’Aubrives"]
    piemont = StructureFactory(mission=troupe.mission, nom="GAL Piémont")
    Partenariat.objects.create(projet=troupe.projet, structure=piemont)
    saisie = _ouvrir(matrice)
    colonnes = saisie.tables["partenaires"].lignes
    assert [str(ligne) for ligne in colonnes] == ["GAL Terres d’Aubrives", "GAL Piémont"]
    page = connecte(troupe.agent).get(reverse("outils:modifier", args=[matrice.code, matrice.pk])).content.decode()
    assert "repris du projet" in page
    # Nothing was written by looking.
    assert matrice.partenaires.count() == 1


def test_la_colonne_proposee_s_enregistre_avec_la_fiche(connecte, troupe, matrice):
    Partenariat.objects.create(
        projet=troupe.projet, structure=StructureFactory(mission=troupe.mission, nom="GAL Piémont")
    )
    saisie = _ouvrir(matrice)
    donnees = {
        "version": saisie.version(),
        "partenaires": [ligne.cle for ligne in saisie.tables["partenaires"].lignes],
    }
    for ligne in saisie.tables["partenaires"].lignes:
        donnees |= {champ.html_name: champ.value() or "" for champ in ligne.morceau}
    connecte(troupe.agent).post(reverse("outils:modifier", args=[matrice.code, matrice.pk]), donnees)
    assert [str(ligne) for ligne in matrice.partenaires.all()] == ["GAL Terres d’Aubrives", "GAL Piémont"]
    assert [str(ligne) for ligne in _ouvrir(matrice).tables["partenaires"].lignes] == [
        "GAL Terres d’Aubrives",
        "GAL Piémont",
    ]


def test_un_nouveau_pre_projet_devient_une_piste(troupe):
    grille = remplir_de_ce_qui_est_connu(fiche_sur(GrillePriorisation, troupe.projet, troupe.agent), troupe.agent)
    PreProjet.objects.create(
        mission=troupe.mission, projet=troupe.projet, titre="Une", titre_du_projet="Pressoir commun"
    )
    assert [str(ligne) for ligne in _ouvrir(grille).tables["pistes"].lignes] == ["Pressoir commun"]
