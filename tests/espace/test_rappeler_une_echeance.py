"""What is due soon is recalled to those it concerns today, and to nobody who has lost access since."""

import pytest
from django.core.exceptions import ValidationError

from appuis.models import Croisement
from appuis.travaux import engagements, tableaux_a_confirmer
from tests.factories import EngagementFactory, PersonneFactory, UtilisateurFactory, il_y_a

DANS_DEUX_JOURS, AUJOURD_HUI = il_y_a(-2), il_y_a(0)


def rappeles(source):
    return {rappel.compte for rappel in source(AUJOURD_HUI)}


def test_ce_que_le_beneficiaire_a_promis(troupe):
    EngagementFactory(appui=troupe.appui, charge=None, personne=troupe.personne, echeance=DANS_DEUX_JOURS)
    assert rappeles(engagements) == {troupe.beneficiaire}
    troupe.appui.beneficiaires.remove(troupe.personne)
    assert rappeles(engagements) == set()


@pytest.mark.parametrize(("jours", "attendus"), [(8, []), (7, ["j7"]), (2, ["j2"]), (-1, [])])
def test_sept_jours_avant_puis_deux(troupe, jours, attendus):
    EngagementFactory(appui=troupe.appui, charge=None, personne=troupe.personne, echeance=il_y_a(-jours))
    assert [rappel.cle.rpartition("-")[2] for rappel in engagements(AUJOURD_HUI)] == attendus


def test_rien_d_un_appui_arrete(troupe):
    EngagementFactory(appui=troupe.appui, charge=None, personne=troupe.personne, echeance=DANS_DEUX_JOURS)
    troupe.appui.arreter(troupe.agent, "autre")
    assert rappeles(engagements) == set()


def test_ce_que_les_beneficiaires_ont_promis_sans_dire_qui(troupe):
    autre = PersonneFactory(mission=troupe.mission, compte=UtilisateurFactory())
    sans_compte = PersonneFactory(mission=troupe.mission)
    troupe.appui.beneficiaires.add(autre, sans_compte)
    EngagementFactory(appui=troupe.appui, charge=None, personne=None, echeance=DANS_DEUX_JOURS)
    assert rappeles(engagements) == {troupe.beneficiaire, autre.compte}


def test_ce_que_l_agent_a_promis_n_est_rappele_a_aucun_beneficiaire(troupe):
    EngagementFactory(appui=troupe.appui, charge=troupe.agent, personne=None, echeance=DANS_DEUX_JOURS)
    assert rappeles(engagements) == set()


@pytest.fixture
def croisement(troupe):
    croisement = Croisement.objects.create(projet=troupe.projet, lance_par=troupe.agent, echeance=DANS_DEUX_JOURS)
    croisement.demander_a([troupe.personne])
    return croisement


def test_le_tableau_a_confirmer(troupe, croisement, mailoutbox):
    assert rappeles(tableaux_a_confirmer) == {troupe.beneficiaire}
    assert croisement.relancer() == 1


def test_confirme_le_tableau_n_est_plus_attendu(troupe, croisement):
    croisement.points_de_vue.get().confirmer(tel_quel=True)
    assert rappeles(tableaux_a_confirmer) == set()


def test_le_tableau_n_est_plus_attendu_de_qui_a_perdu_l_acces(troupe, croisement, mailoutbox):
    troupe.appui.beneficiaires.remove(troupe.personne)
    assert rappeles(tableaux_a_confirmer) == set()
    mailoutbox.clear()
    with pytest.raises(ValidationError, match="n’ont plus accès au projet"):
        croisement.relancer()
    assert mailoutbox == []
