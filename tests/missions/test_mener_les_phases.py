"""The four phases of a mission: what is done, by whom, when; what changed."""

import datetime
import importlib
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from missions.forms.phases import ActionForm, DocumentDActionForm
from missions.guide import ACTIONS, PAR_NUMERO, PHASES
from missions.models import ActionDePhase, DocumentDAction, Membre
from missions.models.phases import ranger
from missions.phases import en_cours
from tests.factories import MissionFactory, il_y_a
from tests.saisie import saisie

CODE = "contenu-clair"


@pytest.fixture
def action(troupe):
    return troupe.mission.actions.get(code=CODE)


def adresse(nom, mission, *suite):
    return reverse(f"mission:{nom}", args=[mission.pk, *suite])


def texte(reponse):
    return reponse.content.decode()


# --- the guide ---------------------------------------------------------------------------------


def test_it_works(agathe, troupe, action):
    page = texte(agathe.get(adresse("phases", troupe.mission)))
    for phase in PHASES:
        assert phase.titre in page
    page = texte(agathe.get(adresse("phase", troupe.mission, 1)))
    assert "Prévoir un contenu clair et illustré" in page
    assert "guide, p. 17" in page
    agathe.post(adresse("action_etat", troupe.mission, CODE), {"etat": "fait"})
    action.refresh_from_db()
    assert (action.etat, action.faite_le) == ("fait", timezone.localdate())
    assert "1 action sur 5 faite" in texte(agathe.get(adresse("phase", troupe.mission, 1)))


@pytest.mark.parametrize("phase", PHASES, ids=lambda phase: str(phase.numero))
def test_chaque_phase_a_tout_ce_que_dit_le_guide(phase, agathe, troupe):
    page = texte(agathe.get(adresse("phase", troupe.mission, phase.numero)))
    for temps in phase.temps:
        assert temps.titre in page
        for action in temps.actions:
            assert action.titre in page
            assert all(point in page for point in action.points)
    for phrase in (*phase.prealables, *phase.but, *(p for retenir in phase.retenir for p in retenir.points)):
        assert phrase in page


def test_les_actions_sont_nommees_une_fois():
    codes = [action.code for phase in PHASES for action in phase.actions]
    assert len(codes) == len(set(codes)) == len(ACTIONS)


def test_les_liens_menent_quelque_part(agathe, troupe):
    adresses = {lien for phase in en_cours(troupe.mission) for _, lien in phase.liens}
    assert len(adresses) > 8
    for lien in adresses:
        assert agathe.get(lien).status_code == 200


def test_les_huit_domaines_d_information_du_guide():
    assert len(ACTIONS["domaines-information"].points) == 8


def test_affiner_les_priorites_suit_les_remarques(agathe, troupe):
    [phase] = en_cours(troupe.mission, 3)
    codes = [action.code for action in phase.actions]
    assert codes[codes.index("noter-remarques") + 1] == "affiner-priorites"
    page = texte(agathe.get(adresse("phase", troupe.mission, 3)))
    assert "Affiner si besoin les actions prioritaires à mettre en œuvre" in page


def test_les_missions_d_avant_recoivent_l_action_ajoutee(troupe):
    """What the migration does, for a mission that lacks it and for one that has it already."""
    migration = importlib.import_module("missions.migrations.0011_suite_des_phases")
    ailleurs = MissionFactory()
    ailleurs.actions.filter(code=migration.CODE).delete()
    troupe.mission.actions.get(code=migration.CODE).passer_a("en-cours")
    migration.poser(apps, SimpleNamespace(connection=connection))
    assert [ranger(ailleurs.actions.all()).index(a) for a in ailleurs.actions.filter(code=migration.CODE)] == [16]
    assert troupe.mission.actions.get(code=migration.CODE).etat == "en-cours"


def test_une_mission_nait_avec_ses_actions():
    assert set(ACTIONS) == {a.code for phase in PAR_NUMERO.values() for a in phase.actions}


@pytest.mark.django_db
def test_une_nouvelle_mission_a_les_actions_du_guide():
    mission = MissionFactory()
    assert set(mission.actions.values_list("code", flat=True)) == set(ACTIONS)
    mission.save()
    assert mission.actions.count() == len(ACTIONS)


# --- the state ---------------------------------------------------------------------------------


def test_un_clic_avec_htmx_rend_la_ligne_et_l_avancement(agathe, troupe):
    reponse = agathe.post(
        adresse("action_etat", troupe.mission, CODE), {"etat": "en-cours"}, headers={"hx-request": "true"}
    )
    page = texte(reponse)
    assert f'id="{CODE}"' in page
    assert 'hx-swap-oob="true"' in page
    assert "1 en cours" in page
    assert "<html" not in page


def test_un_etat_inconnu_ne_change_rien(agathe, troupe, action):
    for etat in ("", "\x00", "terminé", "x" * 5000):
        assert agathe.post(adresse("action_etat", troupe.mission, CODE), {"etat": etat}).status_code == 302
    action.refresh_from_db()
    assert action.etat == "a-faire"


def test_ce_qui_n_est_plus_fait_perd_sa_date(troupe, action):
    action.passer_a("fait")
    action.passer_a("en-cours")
    assert action.faite_le is None
    for champs in ({"etat": "fait", "faite_le": None}, {"etat": "a-faire", "faite_le": il_y_a(1)}):
        with pytest.raises(IntegrityError), transaction.atomic():
            ActionDePhase.objects.filter(pk=action.pk).update(**champs)


def test_sans_objet_ne_compte_pas(troupe):
    mission = troupe.mission
    mission.actions.filter(phase=2).update(etat="sans-objet")
    mission.actions.filter(phase=1).update(etat="fait", faite_le=il_y_a(1))
    phases = en_cours(mission)
    assert [phase.resume for phase in phases] == ["Terminée", "Sans objet", "Pas commencée", "Pas commencée"]


# --- who, when, note ---------------------------------------------------------------------------


def test_dire_qui_quand_et_quoi(agathe, troupe, action):
    form = ActionForm(instance=action)
    donnees = saisie(form, etat="fait", qui=str(troupe.collegue.pk), faite_le="12/05/2026", note="Relu à deux.")
    assert agathe.post(action.get_absolute_url(), donnees).status_code == 302
    action.refresh_from_db()
    assert (action.qui, action.faite_le, action.note) == (
        troupe.collegue,
        datetime.date(2026, 5, 12),
        "Relu à deux.",
    )
    page = texte(agathe.get(action.get_absolute_url()))
    assert "Agathe Roux" in page
    assert "Relu à deux." in page
    assert "Modification" in page
    assert "Relu à deux." in texte(agathe.get(adresse("phases_historique", troupe.mission)))


def test_ce_qui_est_fait_ne_l_est_pas_demain(agathe, troupe, action):
    form = ActionForm(instance=action)
    donnees = saisie(form, etat="fait", faite_le=il_y_a(-1).isoformat())
    refuse = agathe.post(action.get_absolute_url(), donnees).context["form"]
    assert refuse.errors == {"faite_le": ["Cette date est dans le futur."]}
    assert agathe.post(action.get_absolute_url(), donnees | {"faite_le": il_y_a(0).isoformat()}).status_code == 302


def test_une_date_sans_fait_est_dite(agathe, troupe, action):
    donnees = saisie(ActionForm(instance=action), faite_le="12/05/2026")
    page = texte(agathe.post(action.get_absolute_url(), donnees))
    assert "Choisissez l’état « Fait », ou videz cette date." in page
    assert "12/05/2026" in page


@pytest.mark.parametrize("role", ["etranger", "beneficiaire", "admin"])
def test_on_ne_nomme_que_des_membres(role, agathe, troupe, action):
    donnees = saisie(ActionForm(instance=action), qui=str(getattr(troupe, role).pk))
    assert "ActionForm" not in texte(agathe.post(action.get_absolute_url(), donnees))
    action.refresh_from_db()
    assert action.qui is None


def test_qui_est_parti_reste_nomme(troupe, action):
    action.qui = troupe.collegue
    action.save()
    Membre.objects.filter(utilisateur=troupe.collegue).update(actif=False)
    assert troupe.collegue in ActionForm(instance=action).fields["qui"].queryset


def test_deux_personnes_ecrivent_la_meme_note(agathe, troupe, action):
    donnees = saisie(ActionForm(instance=action), note="La mienne")
    action.note = "La sienne"
    action.save()
    page = texte(agathe.post(action.get_absolute_url(), donnees))
    assert "a changé ce champ pendant que vous l’écriviez" in page
    assert "La sienne" in page
    assert "La mienne" in page


# --- actions of one's own ----------------------------------------------------------------------


def test_ajouter_changer_retirer_une_action(agathe, troupe):
    mission = troupe.mission
    url = adresse("action_nouvelle", mission, 2)
    donnees = saisie(ActionForm(instance=ActionDePhase(mission=mission, phase=2)), intitule="Écrire aux mairies")
    for _ in range(2):  # a double click
        assert agathe.post(url, donnees).status_code == 302
    [notre] = mission.actions.filter(intitule="Écrire aux mairies")
    assert notre.phase == 2
    assert notre.du_guide is None
    assert "Les actions de la mission" in texte(agathe.get(adresse("phase", mission, 2)))
    agathe.post(notre.get_absolute_url(), saisie(ActionForm(instance=notre), intitule="Écrire aux maires"))
    notre.refresh_from_db()
    assert notre.titre == "Écrire aux maires"
    agathe.post(adresse("action_supprimer", mission, notre.code))
    assert not mission.actions.filter(pk=notre.pk).exists()


def test_une_action_du_guide_ne_se_supprime_pas(agathe, troupe):
    reponse = agathe.post(adresse("action_supprimer", troupe.mission, CODE), follow=True)
    assert "marquez-la « sans objet »" in texte(reponse)
    assert troupe.mission.actions.filter(code=CODE).exists()


def test_une_phase_qui_n_existe_pas(agathe, troupe):
    for numero in (0, 5, 10**17):
        assert agathe.get(adresse("phase", troupe.mission, numero)).status_code == 404
        assert agathe.get(adresse("action_nouvelle", troupe.mission, numero)).status_code == 404
    assert agathe.get(adresse("action", troupe.mission, "inconnue")).status_code == 404


# --- documents ---------------------------------------------------------------------------------


def test_deposer_lire_et_supprimer_un_document(agathe, troupe, action):
    url = adresse("action_document", troupe.mission, CODE)
    envoi = {"fichier": SimpleUploadedFile("diapo.txt", b"Cinq minutes"), "titre": "Diaporama"}
    donnees = saisie(DocumentDActionForm(action=action, par=troupe.agent)) | envoi
    assert agathe.post(url, donnees).status_code == 302
    document = DocumentDAction.objects.get()
    assert "Diaporama" in texte(agathe.get(adresse("phase", troupe.mission, 1)))
    assert b"".join(agathe.get(document.get_absolute_url()).streaming_content) == b"Cinq minutes"
    stockage, nom = document.fichier.storage, document.fichier.name
    agathe.post(adresse("document_d_action_supprimer", troupe.mission, document.pk))
    assert not DocumentDAction.objects.exists()
    assert stockage.exists(nom)  # until the transaction of the test ends


def test_un_programme_n_est_pas_un_document(agathe, troupe):
    envoi = {"fichier": SimpleUploadedFile("diapo.txt", b"MZ\x00\x01\x02\x03")}
    page = texte(agathe.post(adresse("action_document", troupe.mission, CODE), envoi))
    assert "n’est pas accepté" in page
    assert not DocumentDAction.objects.exists()


def test_la_place_est_comptee_avec_le_reste(agathe, troupe, settings):
    settings.DOCUMENTS_QUOTA = 3
    envoi = {"fichier": SimpleUploadedFile("diapo.txt", b"quatre")}
    assert "a atteint la place prévue" in texte(agathe.post(adresse("action_document", troupe.mission, CODE), envoi))
