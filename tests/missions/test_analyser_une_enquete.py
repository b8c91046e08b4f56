"""The figures of an analysis, against counts made by hand on tests/missions/dix_reponses.py."""

import datetime
import io
from decimal import Decimal

import openpyxl
import pypdf
import pytest
from django.urls import reverse
from django.utils import timezone

from missions.analyse import rapport as rapports
from missions.analyse.comptes import pour_cent
from missions.analyse.croisements import Croisement, axes
from missions.analyse.lecture import Depouillement
from missions.models import Analyse, Destinataire, Marque, Question
from missions.views import analyses
from tests.factories import DestinataireFactory, EnqueteFactory, QuestionFactory, ReponseFactory
from tests.html import Page
from tests.missions.dix_reponses import dix_reponses


@pytest.fixture
def dix(troupe):
    return dix_reponses(troupe.mission, troupe.agent)


@pytest.fixture
def lu(dix):
    return Depouillement(dix.enquete)


def clair(texte):
    return texte.replace("\u00a0", " ").replace("\u202f", " ")


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


# --- pages ----------------------------------------------------------------------------------------


@pytest.fixture
def agent(connecte, troupe):
    return connecte(troupe.agent)


def lire(client, nom, pk, **requete):
    reponse = client.get(reverse(f"enquetes:{nom}", args=[pk]), requete)
    assert reponse.status_code == 200
    return clair(reponse.content.decode())


def test_it_works(agent, dix):
    page = lire(agent, "analyse", dix.enquete.pk)
    assert "Posée à 4 répondants sur 10 : 3 y répondent (75 %). 6 n’étaient pas concernés." in page
    assert "7 sur 8 souhaitées" in page
    assert "Temps 2 · 67 %" in page  # the description of the chart
    assert "Pas d’élu référent" in page


def test_ce_qui_est_commence_n_est_lu_de_personne(agent, troupe):
    enquete = EnqueteFactory(mission=troupe.mission, ouverte=True)
    en_cours = DestinataireFactory(enquete=enquete, commence_le=enquete.ouverte_le)
    ReponseFactory(destinataire=en_cours, question=QuestionFactory(enquete=enquete), valeur="zibeline")
    for nom in ("analyse", "textes", "croiser", "acteurs"):
        assert "zibeline" not in lire(agent, nom, enquete.pk)
    assert "zibeline" not in lire(agent, "acteur", en_cours.pk)


def test_choisir_la_question_d_avancement(agent, dix):
    adresse = reverse("enquetes:avancement", args=[dix.enquete.pk])
    agent.post(adresse, {"avancement": dix.q.stade.pk})
    assert Analyse.objects.get().avancement == dix.q.stade
    page = lire(agent, "croiser", dix.enquete.pk)
    assert "« 8. Où en êtes-vous ? », par type d’acteur" in page
    # Several answers, or another enquête: refused.
    for autre in (dix.q.manque.pk, 10**17, "zz"):
        agent.post(adresse, {"avancement": autre})
        assert Analyse.objects.get().avancement == dix.q.stade
    agent.post(adresse, {"avancement": ""})
    assert Analyse.objects.get().avancement is None


def test_l_avancement_se_croise_sans_rien_regler(agent, troupe):
    """The guide's first question says it; changed for a text, it does not any more."""
    enquete = EnqueteFactory(mission=troupe.mission)
    enquete.poser_les_questions_du_guide()
    projets, autre = (enquete.questions.get(numero=numero) for numero in ("1", "2"))
    fait = DestinataireFactory(enquete=enquete, repondu=True)
    for question in (projets, autre):
        ReponseFactory(destinataire=fait, question=question, valeur="en-cours")
    page = lire(agent, "croiser", enquete.pk, question=autre.pk, par="avancement")
    assert "avec d’autres pays ? », par avancement" in page
    projets.genre = "long"
    projets.save()
    page = lire(agent, "croiser", enquete.pk, question=autre.pk, par="avancement")
    assert "par avancement" not in page


def test_un_filtre_sans_resultat_se_retire(agent, dix):
    """The questions read stay those that were chosen."""
    page = lire(agent, "textes", dix.enquete.pk, q1=dix.q.cherche.pk, mots="introuvable", type="GAL")
    assert f'href="?q1={dix.q.cherche.pk}">Effacer les filtres' in page
    assert 'href="?">Effacer les filtres' in lire(agent, "textes", dix.enquete.pk, mots="introuvable")
    assert "Voir tous les acteurs" in lire(agent, "acteurs", dix.enquete.pk, situation="risque")


def test_sans_reponse_on_va_aux_destinataires(agent, troupe):
    enquete = EnqueteFactory(mission=troupe.mission, ouverte=True)
    vers = reverse("enquetes:destinataires", args=[enquete.pk])
    for nom in ("analyse", "croiser", "textes"):
        assert vers in lire(agent, nom, enquete.pk)
    assert reverse("enquetes:choisir", args=[enquete.pk]) in lire(agent, "acteurs", enquete.pk)


@pytest.mark.parametrize("requete", [{"question": "zz"}, {"question": 10**17, "par": "type"}, {"par": "avancement"}])
def test_une_adresse_forgee_ne_casse_rien(agent, dix, requete):
    lire(agent, "croiser", dix.enquete.pk, **requete)
    lire(agent, "textes", dix.enquete.pk, q1="zz", type="'", situation="\x00", mots="\x00\x07")
    lire(agent, "acteurs", dix.enquete.pk, situation="zz")


def noms(agent, dix, **requete):
    page = agent.get(reverse("enquetes:textes", args=[dix.enquete.pk]), requete)
    return [str(fiche) for fiche, _ in page.context["lignes"]]


def test_lire_les_textes_cote_a_cote(agent, dix):
    Marque.objects.poser(dix.r[4], "recurrente", dix.par)
    q1, q2 = dix.q.cherche.pk, dix.q.manque.pk
    assert noms(agent, dix) == ["Association Huit", "GAL Deux", "GAL Quatre", "GAL Un"]
    assert noms(agent, dix, q1=q1, type="GAL") == ["GAL Deux", "GAL Quatre", "GAL Un"]
    assert noms(agent, dix, q1=q1, priorite="Priorité haute") == ["Association Huit", "GAL Deux", "GAL Un"]
    assert noms(agent, dix, q1=q1, mots="PARTENAIRE") == ["Association Huit", "GAL Deux", "GAL Un"]
    assert noms(agent, dix, q1=q1, situation="recurrente") == ["GAL Quatre"]
    assert len(noms(agent, dix, q1=q1, q2=q2)) == 7
    page = lire(agent, "textes", dix.enquete.pk, q1=q1, q2=q2)
    assert "Autres : Pas d’élu référent" in page


def test_les_textes_viennent_page_par_page(agent, dix, monkeypatch):
    """The filters are kept from a page to the next; the number said is that of all."""
    monkeypatch.setattr(analyses, "ACTEURS_PAR_PAGE", 2)
    q1 = dix.q.cherche.pk
    assert noms(agent, dix, q1=q1, type="GAL", page=1) == ["GAL Deux", "GAL Quatre"]
    assert noms(agent, dix, q1=q1, type="GAL", page=2) == ["GAL Un"]
    page = lire(agent, "textes", dix.enquete.pk, q1=q1, type="GAL")
    assert "3 acteurs" in page
    assert f"?q1={q1}&amp;type=GAL&amp;page=2" in page


def test_les_pages_sont_saines(agent, dix):
    Marque.objects.poser(dix.r[1], "risque", dix.par, dix.q.cherche, "Fragile")
    pages = [(nom, dix.enquete.pk) for nom in ("analyse", "croiser", "textes", "acteurs", "premiers_appuis")]
    for nom, pk in [*pages, ("acteur", dix.r[1].pk), ("acteur", dix.r[13].pk)]:
        assert Page(agent.get(reverse(f"enquetes:{nom}", args=[pk])).content.decode()).fautes() == [], nom


# --- exports --------------------------------------------------------------------------------------


@pytest.fixture
def classeur(agent, dix):
    Marque.objects.poser(dix.r[6], "risque", dix.par, dix.q.manque, "=Fragile")
    reponse = agent.get(reverse("enquetes:analyse_xlsx", args=[dix.enquete.pk]))
    return openpyxl.load_workbook(io.BytesIO(reponse.getvalue()))


def test_le_classeur_a_une_ligne_par_destinataire(classeur):
    feuille = classeur["Réponses"]
    assert classeur.sheetnames == ["Réponses", "Comptes", "Marques"]
    assert (feuille.freeze_panes, feuille.auto_filter.ref) == ("B3", f"A2:{_derniere(feuille)}16")
    haut = {cellule.value: cellule.column for cellule in feuille[1] if cellule.value}
    lignes = {feuille.cell(n, 2).value: n for n in range(3, feuille.max_row + 1)}
    assert len(lignes) == 14

    def lue(rang, question):
        return feuille.cell(lignes[f"Ada Un{rang}"], haut[question])

    assert lue(3, "6. Combien de partenaires ?").value == 2.5
    assert lue(1, "7. Quand les recevez-vous ?").value == datetime.datetime(2027, 3, 31)
    assert lue(6, "3. Par manque de quoi ?").value == "Temps\nAutres : Pas d’élu référent"
    assert lue(1, "3. Par manque de quoi ?").value == "(non concerné)"
    assert lue(7, "3. Par manque de quoi ?").value is None
    formule = lue(2, "2. Que cherchez-vous ?")
    assert (formule.value, formule.data_type, formule.quotePrefix) == ("=1+1 partenaire roumain", "s", True)
    # The two-sided table: four columns under one heading.
    debut = haut["5. Quelles ressources ?"]
    assert [feuille.cell(2, debut + i).value for i in range(4)] == [
        "Celui qui reçoit · Humaines",
        "Celui qui reçoit · Financières",
        "Celui qui est reçu · Humaines",
        "Celui qui est reçu · Financières",
    ]
    n = lignes["Ada Un2"]
    assert [feuille.cell(n, debut + i).value for i in range(4)] == ["Deux animateurs", "LEADER", None, None]


def _derniere(feuille):
    return openpyxl.utils.get_column_letter(feuille.max_column)


def test_le_classeur_compte_et_garde_les_marques(classeur):
    lignes = [[c.value for c in ligne] for ligne in classeur["Comptes"].iter_rows(min_row=2)]
    manque = [ligne[3:] for ligne in lignes if ligne[1] == "3"]
    assert manque == [
        ["Temps", 2, 67, 50, 3, 4, 6, None],
        ["Moyens humains", 1, 33, 25, 3, 4, 6, None],
        ["Volonté locale", 0, 0, 0, 3, 4, 6, None],
        ["Autres", 2, 67, 50, 3, 4, 6, None],
    ]
    assert [ligne[3:5] for ligne in lignes if ligne[1] == "6"] == [
        *(["Minimum", 0], ["Médiane", 2.5], ["Moyenne", 3.5], ["Maximum", 10])
    ]
    (marque,) = classeur["Marques"].iter_rows(min_row=2)
    assert [c.value for c in marque][:6] == [
        *("Situation à risque", "Commune Six", "Ada Un6", "Commune", "3. Par manque de quoi ?", "=Fragile")
    ]


def rapport(agent, dix, **choix):
    reponse = agent.get(reverse("enquetes:rapport_pdf", args=[dix.enquete.pk]), choix)
    lecteur = pypdf.PdfReader(io.BytesIO(reponse.getvalue()))
    return lecteur, clair(" ".join(" ".join(page.extract_text() for page in lecteur.pages).split()))


def test_le_rapport_a_les_chiffres_sans_rien_de_confidentiel(agent, dix):
    Marque.objects.poser(dix.r[6], "risque", dix.par, note="Fragile")
    Analyse.objects.create(enquete=dix.enquete, avancement=dix.q.stade)
    lecteur, texte = rapport(agent, dix)
    assert lecteur.metadata.title == "Vos besoins · résultats de l’enquête · Mission Haut-Vernay"
    assert lecteur.trailer["/Root"]["/MarkInfo"]["/Marked"]
    for attendu in ("2 · 67 %", "6 n’étaient pas concernés", "Médiane : 2,5", "L’avancement de chaque type d’acteur"):
        assert attendu in texte
    for secret in ("italien", "Fragile", "risque", "GAL Un", "Ada Un1", "Trop loin", "Une interprète"):
        assert secret not in texte


def test_le_rapport_avec_les_textes_puis_les_noms(agent, dix):
    _, sans_noms = rapport(agent, dix, textes=1)
    assert "Un partenaire italien pour la noisette." in sans_noms
    assert "GAL Un" not in sans_noms
    _, avec = rapport(agent, dix, textes=1, noms=1)
    assert "Un partenaire italien pour la noisette. GAL Un · GAL" in avec


def test_sans_les_noms_rien_ne_dit_qui_ecrit(dix, lu):
    """Neither the structure, nor the person, nor the type of actor, nor the order, which is the one of the names."""
    page = rapports.html(lu, dix.q.stade, textes=True)
    for fiche in lu.toutes:
        assert fiche.nom not in page
        assert fiche.destinataire.qui not in page
    textes = ["=1+1 partenaire roumain", "Des financements", "Un partenaire italien", "Une méthode, et un partenaire"]
    places = [page.index(texte) for texte in textes]
    assert places == sorted(places)
    assert "GAL" not in page[places[0] : places[-1]]


def test_la_page_dit_qu_un_nom_ne_se_remet_qu_avec_un_accord(agent, dix):
    page = lire(agent, "analyse", dix.enquete.pk)
    assert "Avec leur accord seulement." in page
    for case in ("textes", "noms"):
        assert "checked" not in page.split(f'id="rapport-{case}"')[1].split(">")[0]


def test_une_moyenne_garde_deux_decimales(dix, lu):
    assert lu.resultat(dix.q.partenaires.pk).mesures[2].valeur == Decimal("3.50")
