"""The pages of an analysis, its workbook and its report: what they say, and of whom."""

import datetime
import io
from decimal import Decimal

import openpyxl
import pypdf
import pytest
from django.urls import reverse

from missions.analyse import rapport as rapports
from missions.models import Analyse, Marque
from missions.views import analyses
from tests.factories import DestinataireFactory, EnqueteFactory, QuestionFactory, ReponseFactory
from tests.html import Page
from tests.missions.dix_reponses import clair

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
