"""What is missing in the phases of a mission, whom it reaches, what is exported, what it costs."""

import datetime
import io

import openpyxl
import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from comptes.rappels import rappeler
from missions.a_faire import taches
from missions.guide import ACTIONS
from missions.models import ActionDePhase, Mission
from missions.phases import en_cours
from missions.travaux import actions_de_mission
from tests.factories import DestinataireFactory, EnqueteFactory, MembreFactory, RessourceFactory, SourceFactory, il_y_a
from tests.missions import offres
from tests.missions.documents import charte, fiche

CODE = "contenu-clair"


@pytest.fixture
def action(troupe):
    return troupe.mission.actions.get(code=CODE)


def adresse(nom, mission, *suite):
    return reverse(f"mission:{nom}", args=[mission.pk, *suite])


def texte(reponse):
    return reponse.content.decode()


# --- what is missing ---------------------------------------------------------------------------


def _manques(mission, numero):
    [phase] = en_cours(mission, numero)
    return [phrase for phrase, _ in phase.manques]


def test_ce_qui_manque_se_dit_en_phrases(troupe):
    mission = troupe.mission
    assert _manques(mission, 1) == [
        "La charte n’est pas publiée : l’administrateur l’écrit et la publie.",
        "La fiche de poste n’est pas publiée : l’administrateur l’écrit et la publie.",
        "La liste des groupes à contacter est vide : commencez par le réseau.",
    ]
    assert _manques(mission, 3)[0] == "L’offre d’appui n’est pas commencée."
    charte(mission).publier(troupe.admin)
    fiche(mission).publier(troupe.admin)
    offres.groupe(mission, priorite=1)
    assert _manques(mission, 1) == [
        "3 membres n’ont pas encore lu la version en vigueur de la charte.",
        "3 membres n’ont pas encore lu la version en vigueur de la fiche de poste.",
        "1 groupe de priorité haute n’a pas encore été contacté.",
        "Personne n’est nommé pour contacter 1 groupe.",
    ]
    mission.actions.filter(code=CODE).update(echeance=datetime.date(2026, 3, 4), qui=troupe.agent)
    assert "devait être faite pour le 4 mars 2026 (Agathe Roux)." in _manques(mission, 1)[-1]


def test_ce_qui_est_fait_ne_manque_plus(troupe):
    """A group contacted, a remark followed up, an action done late: nothing is left to say of them."""
    mission = troupe.mission
    offres.groupe(mission, priorite=1, contacte_le=il_y_a(1))
    offres.offre(mission, troupe.agent).publier(troupe.agent)
    offres.remarque(mission, troupe.agent, suite="reprise")
    offres.programme(mission, annee=timezone.localdate().year)
    SourceFactory(mission=mission)
    RessourceFactory(mission=mission)
    mission.actions.filter(code=CODE).update(echeance=il_y_a(9), etat="fait", faite_le=il_y_a(1))
    assert [phrase.split(" n’est pas")[0] for phrase in _manques(mission, 1)] == ["La charte", "La fiche de poste"]
    assert _manques(mission, 3) == []
    assert _manques(mission, 4) == []


def test_ce_qui_ne_sert_plus_manque_encore(troupe):
    """The programme of last year, a source no longer read."""
    mission, annee = troupe.mission, timezone.localdate().year
    offres.programme(mission, annee=annee - 1)
    SourceFactory(mission=mission, etat="suspendue")
    assert f"Aucun programme d’action n’est écrit pour {annee}." in _manques(mission, 3)
    assert "La veille n’a aucune source active." in _manques(mission, 4)


def test_chaque_phrase_mene_la_ou_l_on_y_remedie(agathe, troupe):
    mission = troupe.mission

    def suivre():
        page = texte(agathe.get(adresse("phases", mission)))
        for phase in en_cours(mission):
            for phrase, lien in phase.manques:
                assert f'<a href="{escape(lien)}">{phrase}</a>' in page
                assert f'<a href="{escape(lien)}">{phrase}</a>' in texte(
                    agathe.get(adresse("phase", mission, phase.numero))
                )
                assert agathe.get(lien).status_code == 200
                yield phrase

    assert len(list(suivre())) == 8
    charte(mission).publier(troupe.admin)
    fiche(mission).publier(troupe.admin)
    offres.groupe(mission, priorite=1)
    offres.offre(mission, troupe.agent)
    offres.remarque(mission, troupe.agent)
    SourceFactory(mission=mission, echecs=3)
    RessourceFactory(mission=mission, etat="publiee", a_revoir_le=il_y_a(1))
    DestinataireFactory(enquete=EnqueteFactory(mission=mission, ouverte=True, date_butoir=il_y_a(1)))
    mission.actions.filter(code=CODE).update(echeance=il_y_a(1))
    assert len(list(suivre())) == 12


# --- reminders, exports, costs -----------------------------------------------------------------


def test_l_echeance_se_rappelle(troupe, action, mailoutbox):
    action.qui, action.echeance = troupe.agent, il_y_a(-2)
    action.save()
    assert [r.compte for r in actions_de_mission(timezone.localdate())] == [troupe.agent]
    assert rappeler(timezone.localdate()) == 1
    assert "Prévoir un contenu clair" in mailoutbox[0].subject
    assert rappeler(timezone.localdate()) == 0


def test_mes_actions_sont_dans_ma_liste_a_faire(agathe, troupe, action, connecte):
    action.qui, action.echeance = troupe.agent, il_y_a(-2)
    action.save()
    assert "Mes actions dans la mission" in texte(agathe.get("/a-faire/"))
    action.passer_a("fait")
    assert "Mes actions dans la mission" not in texte(agathe.get("/a-faire/"))


def test_les_sources_que_je_lis_sont_dans_ma_liste_a_faire(connecte, troupe):
    source = SourceFactory(mission=troupe.mission, nom="Le Courrier", lecteur=troupe.collegue, lue_le=il_y_a(8))
    suspendue = SourceFactory(mission=troupe.mission, nom="La Gazette", lecteur=troupe.collegue, etat="suspendue")
    page = texte(connecte(troupe.collegue).get("/a-faire/"))
    assert f'<a href="{source.get_absolute_url()}">Lire : Le Courrier</a>' in page
    assert "1 j de retard" in page
    assert suspendue.nom not in page
    assert "Le Courrier" not in texte(connecte(troupe.agent).get("/a-faire/"))
    source.marquer_lue()
    assert "Le Courrier" not in texte(connecte(troupe.collegue).get("/a-faire/"))


def test_ce_qui_presse_vient_en_tete_de_ma_liste(troupe, action):
    """Whatever its kind; what has no date comes last."""
    mission = troupe.mission
    action.qui, action.echeance = troupe.agent, il_y_a(-9)
    action.save()
    offres.action(mission, qui=troupe.agent)
    offres.groupe(mission, qui=troupe.agent, echeance=il_y_a(-2))
    SourceFactory(mission=mission, nom="Le Courrier", lecteur=troupe.agent, lue_le=il_y_a(8))
    assert [tache.titre for tache in taches(troupe.agent)] == [
        "Lire : Le Courrier",
        "Contacter « Les éleveurs du plateau »",
        action.titre,
        "Écrire aux mairies",
    ]


def test_l_avancement_en_excel(agathe, troupe, action):
    action.note, action.qui = "=1+1", troupe.agent
    action.save()
    offres.action(troupe.mission)
    troupe.mission.actions.filter(phase=1).exclude(pk=action.pk).first().passer_a("fait")
    contenu = b"".join(agathe.get(adresse("phases_xlsx", troupe.mission)).streaming_content)
    classeur = openpyxl.load_workbook(io.BytesIO(contenu))
    assert classeur.sheetnames == ["Avancement", "Actions"]
    phases = list(classeur["Avancement"].iter_rows(values_only=True))
    [premiere] = en_cours(troupe.mission, 1)
    assert [rangee[0][:2] for rangee in phases[1:]] == ["1.", "2.", "3.", "4."]
    assert phases[1][1:4] == (premiere.resume, 1, premiere.prevues)
    assert "La charte n’est pas publiée" in phases[1][4]
    assert "La liste des groupes à contacter est vide" in phases[1][4]
    lignes = list(classeur["Actions"].iter_rows(values_only=True))
    assert len(lignes) == 1 + len(ACTIONS) + 1
    assert lignes[1][:5] == ("1. Faire connaître l’appui", action.titre, "p. 17", "À faire", "Agathe Roux")
    assert lignes[1][7] == "=1+1"


# What is missing is asked of each part of the mission: the workbook reads as much as the page.
@pytest.mark.parametrize(("nom", "limite"), [("phases", 15), ("phase", 15), ("phases_xlsx", 13)])
def test_le_nombre_de_requetes_ne_depend_pas_des_donnees(
    nom, limite, agathe, troupe, django_assert_max_num_queries, django_assert_num_queries
):
    url = adresse(nom, troupe.mission, *([1] if nom == "phase" else []))
    charte(troupe.mission).publier(troupe.admin)
    agathe.get(url)
    with django_assert_max_num_queries(limite) as requetes:
        agathe.get(url)
    for _ in range(20):
        offres.action(troupe.mission, qui=troupe.collegue)
        MembreFactory(mission=troupe.mission)
        offres.groupe(troupe.mission)
    with django_assert_num_queries(len(requetes)):
        agathe.get(url)


def test_une_action_n_a_pas_deux_fois_le_meme_code(troupe):
    with pytest.raises(ValidationError, match="déjà dans la mission"):
        ActionDePhase(mission=troupe.mission, phase=1, code=CODE).full_clean()
    assert Mission.objects.get(pk=troupe.mission.pk).actions.filter(code=CODE).count() == 1
