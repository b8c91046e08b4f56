"""The figures of an analysis, against counts made by hand on tests/missions/dix_reponses.py."""

import datetime

import pytest
from django.utils import timezone

from missions.analyse.comptes import pour_cent
from missions.analyse.croisements import Croisement, axes
from missions.analyse.lecture import Depouillement
from missions.models import Destinataire, Question
from tests.factories import DestinataireFactory, QuestionFactory, ReponseFactory
from tests.missions.dix_reponses import clair


def comptes(lu, question):
    """[(answer, number, % of those who answer, % of those asked)]"""
    resultat = lu.resultat(question.pk)
    return [(c.libelle, c.nombre, clair(c.des_repondants), clair(c.des_interroges)) for c in resultat.comptes]


# --- questions that change on the way ---------------------------------------------------------------


def test_une_question_ajoutee_en_route_n_a_pas_ete_posee_aux_premiers(dix):
    """Six had answered; four answer since, three of whom answer it. One of the six comes back to it."""
    il_y_a_une_heure = timezone.now() - datetime.timedelta(hours=1)
    Destinataire.objects.filter(pk__in=[dix.r[n].pk for n in range(1, 7)]).update(repondu_le=il_y_a_une_heure)
    Question.objects.filter(enquete=dix.enquete).update(posee_le=il_y_a_une_heure)
    ajoutee = QuestionFactory(enquete=dix.enquete, partie=6, genre="oui-non")
    Destinataire.objects.filter(pk__in=[dix.r[n].pk for n in range(7, 11)]).update(repondu_le=timezone.now())
    for rang in (1, 7, 8, 9):
        ReponseFactory(destinataire=dix.r[rang], question=ajoutee, valeur="oui")
    effectifs = clair(Depouillement(dix.enquete).resultat(ajoutee.pk).effectifs)
    assert effectifs.startswith("Posée à 5 répondants sur 10 : 4 y répondent")


def _effectifs(dix, question):
    return clair(Depouillement(dix.enquete).resultat(question.pk).effectifs)


def test_une_question_retiree_puis_reposee_reste_posee_a_ceux_qui_l_ont_vue(dix):
    """R8, R9 and R10 left it blank; then R10 had answered while it was retired."""
    question = Question.objects.get(pk=dix.q.besoins.pk)
    avant = _effectifs(dix, question)
    question.retirer()
    blanc = Destinataire.objects.filter(pk=dix.r[10].pk)
    blanc.update(commence_le=timezone.now(), repondu_le=timezone.now())
    question.remettre()
    question.remettre()
    assert avant.startswith("Posée à 10 répondants sur 10 : 7 y répondent")
    assert _effectifs(dix, question).startswith("Posée à 9 répondants sur 10 : 7 y répondent")
    # Who had begun before had it before their eyes.
    blanc.update(commence_le=timezone.now() - datetime.timedelta(days=1))
    assert _effectifs(dix, question) == avant


def test_une_suite_repondue_pendant_que_sa_question_etait_retiree(dix):
    """It was asked to everybody then: its answer counts, once the question is back."""
    projets, manque = (Question.objects.get(pk=q.pk) for q in (dix.q.projets, dix.q.manque))
    avant = Depouillement(dix.enquete).resultat(manque.pk)
    projets.retirer()
    nouveau = DestinataireFactory(enquete=dix.enquete, repondu=True, commence_le=timezone.now())
    ReponseFactory(destinataire=nouveau, question=manque, valeur={"choix": ["temps"], "precisions": {}})
    projets.remettre()
    assert len(Depouillement(dix.enquete).resultat(manque.pk).repondants) == len(avant.repondants) + 1


def test_une_question_retiree_decide_encore_de_ses_suites(dix):
    """« manque » is still of R5, R6, R7 and R10, though « projets », on which it depends, is asked no more."""
    avant = clair(Depouillement(dix.enquete).resultat(dix.q.manque.pk).effectifs)
    Question.objects.get(pk=dix.q.projets.pk).retirer()
    assert clair(Depouillement(dix.enquete).resultat(dix.q.manque.pk).effectifs) == avant
    # Who answers since is asked it, as everybody.
    Destinataire.objects.filter(pk=dix.r[9].pk).update(repondu_le=timezone.now())
    apres = clair(Depouillement(dix.enquete).resultat(dix.q.manque.pk).effectifs)
    assert apres.startswith("Posée à 5 répondants sur 10 : 3 y répondent")


# --- who ------------------------------------------------------------------------------------------


def test_qui_a_repondu(lu):
    """R15, whose link was taken back, is not among them; 10 of 14 is 71.4 %."""
    assert lu.participation | {"taux": clair(lu.participation["taux"])} == {
        "interroges": 14,
        "repondu": 10,
        "refuse": 1,
        "commence": 1,
        "silence": 2,
        "taux": "71 %",
    }


# --- each question --------------------------------------------------------------------------------


def test_une_question_posee_a_tous(dix, lu):
    assert comptes(lu, dix.q.projets) == [
        ("Oui", 4, "44 %", "40 %"),
        ("En cours", 1, "11 %", "10 %"),
        ("En devenir", 1, "11 %", "10 %"),
        ("Non", 3, "33 %", "30 %"),
    ]
    effectifs = "Posée à 10 répondants sur 10 : 9 y répondent (90 %)."
    assert clair(lu.resultat(dix.q.projets.pk).effectifs) == effectifs


def test_une_question_posee_a_certains(dix, lu):
    """R5, R6, R7 and R10 said non or en devenir; R7 left it blank."""
    assert comptes(lu, dix.q.manque) == [
        ("Temps", 2, "67 %", "50 %"),
        ("Moyens humains", 1, "33 %", "25 %"),
        ("Volonté locale", 0, "0 %", "0 %"),
        ("Autres", 2, "67 %", "50 %"),
    ]
    resultat = lu.resultat(dix.q.manque.pk)
    assert clair(resultat.effectifs) == (
        "Posée à 4 répondants sur 10 : 3 y répondent (75 %). 6 n’étaient pas concernés."
    )
    assert [(libelle, [(str(d.fiche), d.texte) for d in dits]) for libelle, dits in resultat.precisions] == [
        ("Autres", [("Commune Six", "Pas d’élu référent"), ("Zoé Dix", "Trop loin")])
    ]


def test_une_suite_de_suite(dix, lu):
    resultat = lu.resultat(dix.q.remede.pk)
    assert clair(resultat.effectifs) == ("Posée à 2 répondants sur 10 : 1 y répond (50 %). 8 n’étaient pas concernés.")
    assert [(str(d.fiche), d.texte) for d in resultat.dits] == [("Commune Six", "En nommer un")]


def test_ce_qui_n_est_plus_demande_ne_compte_pas(dix, lu):
    """R5 wrote what they were looking for, then said they had no project."""
    dits = [str(d.fiche) for d in lu.resultat(dix.q.cherche.pk).dits]
    assert dits == ["Association Huit", "GAL Deux", "GAL Quatre", "GAL Un"]
    assert clair(lu.resultat(dix.q.cherche.pk).effectifs) == (
        "Posée à 5 répondants sur 10 : 4 y répondent (80 %). 5 n’étaient pas concernés."
    )


def test_un_nombre(dix, lu):
    """0, 2, 2.5, 3, 10: 17.5 in all."""
    mesures = lu.resultat(dix.q.partenaires.pk).mesures
    assert [(m.nom, m.lue) for m in mesures] == [
        ("Minimum", "0"),
        ("Médiane", "2,5"),
        ("Moyenne", "3,5"),
        ("Maximum", "10"),
    ]


def test_une_date(dix, lu):
    mesures = lu.resultat(dix.q.visite.pk).mesures
    assert [(m.nom, m.lue) for m in mesures] == [("Première", "1er décembre 2026"), ("Dernière", "31 mars 2027")]


def test_un_tableau_a_double_entree(dix, lu):
    rangees = lu.resultat(dix.q.moyens.pk).rangees
    assert [(ligne["libelle"], [case.nombre for case in cases]) for ligne, cases in rangees] == [
        ("Celui qui reçoit", [2, 1]),
        ("Celui qui est reçu", [1, 0]),
    ]
    assert [d.texte for d in rangees[0][1][0].dits] == ["Deux animateurs", "Une interprète"]


def test_une_question_flechee_manque_de_reponses(dix, lu):
    assert comptes(lu, dix.q.besoins) == [("Oui", 5, "71 %", "50 %"), ("Non", 2, "29 %", "20 %")]
    assert [(r.question, r.manque_de_retours) for r in lu.insuffisants] == [(dix.q.besoins, 1)]


def test_une_question_retiree_garde_ses_reponses(dix, lu):
    assert dix.q.oubliee not in [r.question for r in lu.resultats]
    assert lu.resultat(dix.q.retiree.pk).effectifs == "Question retirée depuis : 1 réponse gardée."


def test_dans_l_ordre_des_parties(dix, lu):
    assert [(partie.value, [r.question.numero for r in resultats]) for partie, resultats in lu.parties] == [
        (1, ["1", "2", "3", "4"]),
        (2, ["5", "6", "7"]),
        (3, ["8"]),
        (5, ["9", "10"]),
    ]


@pytest.mark.parametrize(
    ("nombre", "total", "attendu"),
    [(1, 8, 13), (3, 8, 38), (1, 3, 33), (2, 3, 67), (1, 200, 1), (1, 201, 0), (0, 5, 0), (5, 5, 100), (0, 0, None)],
)
def test_un_pourcentage_s_arrondit_au_plus_pres(nombre, total, attendu):
    assert pour_cent(nombre, total) == attendu


# --- crossings ------------------------------------------------------------------------------------


def croiser(lu, question, axe, avancement=None):
    """{group: (number of each answer, those who answer, those asked, those not concerned)}"""
    croisement = Croisement(lu.resultat(question.pk), axes(lu, avancement)[axe])
    return {
        g.libelle: ([c.nombre for c in g.comptes], g.repondants, g.interroges, g.non_concernes)
        for g in croisement.groupes
    }


def test_l_avancement_de_chaque_type_d_acteur(dix, lu):
    """Une idée, en montage, en réalisation."""
    assert croiser(lu, dix.q.stade, "type") == {
        "Association": ([0, 1, 0], 1, 2, 0),
        "Commune": ([3, 0, 0], 3, 3, 0),
        "GAL": ([0, 2, 2], 4, 4, 0),
        "Type non précisé": ([1, 0, 0], 1, 1, 0),
    }
    croisement = Croisement(lu.resultat(dix.q.stade.pk), axes(lu)["type"])
    parts = {g.libelle: [clair(c.des_repondants) for c in g.comptes] for g in croisement.groupes}
    assert parts["GAL"] == ["0 %", "50 %", "50 %"]
    assert parts["Association"] == ["0 %", "100 %", "0 %"]


def test_croiser_par_avancement(dix, lu):
    """Oui, non. R8 and R10 do not say; R9 says neither."""
    assert croiser(lu, dix.q.besoins, "avancement", dix.q.stade) == {
        "Une idée": ([2, 1], 3, 4, 0),
        "En montage": ([1, 1], 2, 3, 0),
        "En réalisation": ([2, 0], 2, 2, 0),
        "Sans réponse": ([0, 0], 0, 1, 0),
    }


def test_croiser_par_priorite(dix, lu):
    """R1 is haute in the réseau, whatever was said here; R4 and R8 have the one given here."""
    assert croiser(lu, dix.q.besoins, "priorite") == {
        "Priorité haute": ([2, 0], 2, 3, 0),
        "Priorité moyenne": ([1, 0], 1, 1, 0),
        "Priorité basse": ([1, 1], 2, 2, 0),
        "Sans priorité": ([1, 1], 2, 4, 0),
    }


def test_croiser_une_question_posee_a_certains(dix, lu):
    """Temps, moyens humains, volonté, autres."""
    assert croiser(lu, dix.q.manque, "type") == {
        "Association": ([0, 0, 0, 0], 0, 0, 2),
        "Commune": ([2, 1, 0, 1], 2, 3, 0),
        "GAL": ([0, 0, 0, 0], 0, 0, 4),
        "Type non précisé": ([0, 0, 0, 1], 1, 1, 0),
    }


def test_les_parts_d_un_croisement_font_le_tout(dix, lu):
    for resultat in lu.fermes:
        for axe in axes(lu, dix.q.stade).values():
            croisement = Croisement(resultat, axe)
            for _, comptes_des_groupes, ensemble in croisement.rangees:
                assert sum(c.nombre for c in comptes_des_groupes) == ensemble.nombre


def _parts_dessinees(graphique):
    return [round(100 * barre.largeur / barre.piste) for barre in graphique.barres]


def test_les_barres_ont_la_longueur_de_ce_qu_elles_disent(dix, lu):
    """Of those who answer; crossed, of those of each group who do: communes, GAL, associations, the others."""
    assert _parts_dessinees(lu.resultat(dix.q.projets.pk).graphique) == [44, 11, 11, 33]
    croisement = Croisement(lu.resultat(dix.q.stade.pk), axes(lu)["type"])
    assert _parts_dessinees(croisement.graphique) == [
        *(100, 0, 0),
        *(0, 50, 50),
        *(0, 100, 0),
        *(100, 0, 0),
    ]
