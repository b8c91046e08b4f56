"""What the other fiches add up and point out."""

from decimal import Decimal

import pytest

from outils.models import (
    Argumentaire,
    CahierDesCharges,
    EntretienBilan,
    PlanCommunication,
    PlanEvaluation,
    PreProjet,
    VerificationPartenariat,
)


def avec(modele, **lignes):
    """An unsaved fiche with these rows, as dicts, by relation."""
    fiche = modele()
    for bloc in modele.tableaux():
        ligne = bloc.modele(modele)
        fiche.contenu.poser(bloc.relation, [ligne(**champs) for champs in lignes.get(bloc.relation, [])])
    return fiche


def criteres(*poids):
    return [{"critere": f"Critère {n}", "poids": p and Decimal(p)} for n, p in enumerate(poids, 1)]


@pytest.mark.parametrize(
    ("poids", "total", "phrases"),
    [
        ((), "", []),
        ((None, None), "", []),
        (("60", "40"), "100", []),
        (("60", "27.50"), "87,5", ["Les poids des critères font 87,5 : ajoutez-en 12,5 pour arriver à 100."]),
        (("60", "70"), "130", ["Les poids des critères font 130 : retirez-en 30 pour arriver à 100."]),
        (("100", None), "100", ["Sans poids : « Critère 2 »."]),
    ],
)
def test_les_poids_d_un_cahier_des_charges(poids, total, phrases):
    fiche = avec(CahierDesCharges, criteres=criteres(*poids))
    assert (fiche.analyse, fiche.alertes()) == (total, phrases)


def test_le_cout_d_un_plan_de_communication():
    actions = [
        {"action": "Film", "cout": Decimal("2450.80"), "responsable": "Lycée"},
        {"action": "Stand", "cout": Decimal("1300"), "responsable": ""},
        {"action": "Article", "responsable": "Béa"},
    ]
    fiche = avec(PlanCommunication, actions=actions)
    assert fiche.analyse == {"total": Decimal("3750.80"), "sans_cout": 1}
    assert fiche.alertes() == ["Sans responsable : « Stand »."]
    assert avec(PlanCommunication).analyse["total"] is None


def test_ce_qui_manque_a_un_partenariat():
    fiche = avec(
        VerificationPartenariat,
        points_du_partenariat=[{"point": "Objectifs communs", "reponse": "oui"}, {"point": "Litiges"}],
        points_des_financements=[
            {"point": "Enveloppe", "reponse": "non", "qui": "Mehdi"},
            {"point": "Calendrier", "reponse": "partiellement"},
        ],
    )
    assert [point.point for point in fiche.analyse["manquants"]] == ["Enveloppe", "Calendrier"]
    assert [fiche.analyse[nom] for nom in ("acquis", "total", "sans_reponse")] == [1, 4, 1]
    assert fiche.alertes() == ["Personne ne s’en charge : « Calendrier »."]


@pytest.mark.parametrize(
    ("modele", "lignes", "phrases"),
    [
        (
            Argumentaire,
            {"arguments": [{"caracteristique": "Deux vallées"}], "objections": [{"objection": "Trop cher"}]},
            ["Sans preuve : « Deux vallées ».", "Sans réponse : « Trop cher »."],
        ),
        (PlanEvaluation, {"questions": [{"question": "Utile ?"}]}, ["Sans indicateur : « Utile ? »."]),
        (
            EntretienBilan,
            {"personnes": [{"nom": "Denis", "accord": "non"}, {"nom": "Giulia", "accord": "oui"}]},
            ["Accord à demander avant de les citer : « Denis »."],
        ),
    ],
)
def test_ce_qu_il_manque_a_une_ligne(modele, lignes, phrases):
    assert avec(modele, **lignes).alertes() == phrases
    assert avec(modele).alertes() == []


def test_le_pre_projet_nourrit_les_plans(troupe):
    pre_projet = PreProjet.objects.create(
        mission=troupe.mission, projet=troupe.projet, titre="Pré-projet", public_cible="Producteurs"
    )
    pre_projet.indicateurs.create(indicateur="Kilos transformés", nature="quantitatif", cible="1 500")
    communication = PlanCommunication(mission=troupe.mission, projet=troupe.projet)
    assert list(communication.connu()) == [("publics", "Producteurs", "de la fiche pré-projet")]
    evaluation = PlanEvaluation(mission=troupe.mission, appui=troupe.appui)
    attendue = {"indicateur": "Kilos transformés", "nature": "quantitatif", "cible": "1 500"}
    assert list(evaluation.connu()) == [("questions", attendue, "de la fiche pré-projet")]
