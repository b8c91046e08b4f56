"""Loading the demonstration: once, only in DEBUG, coherent whatever the day."""

import datetime
from io import BytesIO, StringIO

import pytest
import time_machine
from django.apps import apps
from django.core.management import CommandError, call_command
from django.utils import timezone
from pypdf import PdfReader

from appuis.demo import MOT_DE_PASSE, missions_de_demo
from appuis.models import (
    Appui,
    Document,
    Engagement,
    Etape,
    Evenement,
    NoteConfidentielle,
    Projet,
    Sequence,
    Stade,
    StadeAtteint,
)
from comptes.models import Utilisateur
from missions.models import Mission, Personne, Structure

pytestmark = pytest.mark.django_db
# A Monday at eight in the morning, and a Sunday of another season.
LUNDI = datetime.datetime(2026, 11, 23, 8, 0, tzinfo=datetime.UTC)
DIMANCHE = datetime.datetime(2027, 5, 2, 20, 0, tzinfo=datetime.UTC)


def _est_a_nous(modele):
    return modele.__module__.startswith(("appuis", "missions", "comptes"))


@pytest.fixture(autouse=True)
def _debug(settings):
    settings.DEBUG = True


def charger(*options):
    sortie = StringIO()
    call_command("charger_demo", *options, stdout=sortie)
    return sortie.getvalue()


def compte(cle):
    return Utilisateur.objects.get(email=f"{cle}@example.org")


@pytest.mark.parametrize("maintenant", [LUNDI, DIMANCHE], ids=["lundi", "dimanche"])
def test_une_demonstration_coherente_a_toute_date(maintenant):
    """One load a date: everything is checked on it."""
    with time_machine.travel(maintenant, tick=False):
        assert "agent@example.org" in charger()
        for verification in (
            une_mission_entiere,
            tout_respecte_les_modeles,
            les_appuis_sont_des_recits,
            les_projets_avancent_dans_l_ordre,
            l_agente_a_de_quoi_faire,
            chacun_a_son_compte,
            les_missions_sont_etrangeres,
            les_documents_s_ouvrent,
            les_notes_restent_a_leurs_lecteurs,
            tout_est_invente,
        ):
            verification()


def une_mission_entiere():
    mission = Mission.objects.get(nom="Mission Haut-Vernay")
    assert 25 <= mission.structures.count() <= 30
    assert set(mission.structures.values_list("pays", flat=True)) == {"FR", "IT", "RO"}
    assert 45 <= mission.personnes.count() <= 50
    assert (mission.projets.count(), mission.appuis.count()) == (15, 40)
    assert set(mission.projets.values_list("stade", flat=True)) == set(Stade)
    for champ in ("etape", "etat", "origine", "forme", "rythme", "stade"):
        choix = {valeur for valeur, _ in Appui._meta.get_field(champ).choices}
        assert set(mission.appuis.values_list(champ, flat=True)) == choix, champ
    assert mission.appuis.filter(etat="arrete").order_by().values("motif_arret").distinct().count() == 4


def tout_respecte_les_modeles():
    for modele in apps.get_models():
        if _est_a_nous(modele) and not hasattr(modele, "instance_type"):  # the rows of a history are not typed
            for objet in modele._base_manager.all():
                objet.full_clean()


def les_appuis_sont_des_recits():
    """Steps passed in order, one event each, nothing before the opening, nothing lacking to what is passed."""
    for appui in Appui.objects.all():
        franchies = list(appui.etapes_franchies.order_by("pk"))
        assert [f.etape for f in franchies] == list(Etape)[: len(franchies)]
        dates = [appui.ouvert_le, *(f.le for f in franchies), timezone.localdate()]
        assert dates == sorted(dates)
        assert all(appui.manques(f.etape) == [] for f in franchies)
        assert all(s.date >= appui.ouvert_le for s in appui.sequences.all())
        _verifier_le_journal(appui, len(franchies))
    assert not Evenement.objects.filter(le__gt=timezone.now()).exists()
    assert Sequence.objects.latest("date").date >= timezone.localdate() - datetime.timedelta(days=4)


def _verifier_le_journal(appui, etapes):
    verbes = list(appui.evenements.order_by("le", "pk").values_list("verbe", flat=True))
    assert verbes[0] == Evenement.Verbe.OUVERTURE
    assert verbes.count(Evenement.Verbe.ETAPE) == etapes
    assert verbes.count(Evenement.Verbe.SEQUENCE) == appui.sequences.count()
    premiere = appui.history.earliest("history_date", "history_id")
    assert timezone.localdate(premiere.history_date) == appui.ouvert_le == timezone.localdate(appui.cree_le)
    assert {ligne.cree_le for ligne in appui.history.all()} == {appui.cree_le}


def les_projets_avancent_dans_l_ordre():
    for projet in Projet.objects.all():
        atteints = list(StadeAtteint.objects.filter(projet=projet).order_by("pk").values_list("stade", "le"))
        assert [stade for stade, _ in atteints] == [s for s in Stade if s.numero <= Stade(projet.stade).numero]
        dates = [*(le for _, le in atteints), timezone.localdate()]
        assert dates == sorted(dates)


def l_agente_a_de_quoi_faire():
    agent = compte("agent")
    a_faire = Engagement.objects.a_faire_par(agent)
    assert a_faire.en_retard().exists()
    assert a_faire.filter(echeance__gt=timezone.localdate()).exists()
    assert a_faire.filter(echeance=None).exists()
    assert Appui.objects.portes_par(agent).a_relancer().count() == 2
    assert Appui.objects.all().a_relancer().count() == 3
    en_cours = list(Appui.objects.portes_par(agent).en_cours())
    assert any(appui.manques() for appui in en_cours)
    assert any(not appui.manques() for appui in en_cours)


def chacun_a_son_compte():
    for cle in ("agent", "collegue", "responsable", "admin", "beneficiaire"):
        assert compte(cle).check_password(MOT_DE_PASSE)
    assert list(Utilisateur.objects.filter(is_staff=True)) == [compte("admin")]
    beneficiaire = compte("beneficiaire")
    assert Appui.objects.partages_avec(beneficiaire).count() >= 2
    assert Engagement.objects.partages_avec(beneficiaire).filter(personne__compte=beneficiaire, fait_le=None).exists()
    assert Document.objects.partages_avec(beneficiaire).exists()
    assert not Appui.objects.visibles_par(beneficiaire).exists()


def les_missions_sont_etrangeres():
    for modele in (Appui, Projet, Structure, Personne):
        miens, siens = (
            set(modele.objects.visibles_par(compte(cle)).values_list("pk", flat=True)) for cle in ("agent", "voisin")
        )
        assert miens
        assert siens
        assert not miens & siens


def les_documents_s_ouvrent():
    for document in Document.objects.all():
        with document.fichier.open() as fichier:
            contenu = fichier.read()
        assert len(contenu) == document.taille
        if document.extension == "pdf":
            assert document.titre in PdfReader(BytesIO(contenu)).pages[0].extract_text()


def les_notes_restent_a_leurs_lecteurs():
    assert NoteConfidentielle.objects.filter(auteur=compte("agent")).count() >= 3
    collegue = compte("collegue")
    assert NoteConfidentielle.objects.visibles_par(collegue).exclude(auteur=collegue).count() == 1
    assert not NoteConfidentielle.objects.visibles_par(compte("responsable")).exists()


def tout_est_invente():
    """Numbers of the ranges kept for fiction, addresses of example.org."""
    for modele in (Structure, Personne):
        for fiche in modele.objects.filter(mission__in=missions_de_demo()):
            assert fiche.courriel.endswith("example.org") or not fiche.courriel
            assert fiche.telephone.startswith(("01 99 00 ", "06 39 98 ")) or not fiche.telephone


def test_seulement_en_debug(settings):
    settings.DEBUG = False
    with pytest.raises(CommandError, match="DEBUG"):
        charger()
    assert not Utilisateur.objects.exists()


def test_une_seule_fois_et_recommencer(troupe, django_capture_on_commit_callbacks):
    """A second load does nothing; starting again leaves nothing behind and spares the other missions."""
    Mission.objects.filter(pk=troupe.mission.pk).update(nom="Ma vraie mission")
    charger()
    avant, anciens = _comptages(), [document.fichier for document in Document.objects.all()]
    assert "déjà chargée" in charger()
    assert _comptages() == avant
    Projet.objects.filter(mission__in=missions_de_demo()).first().save()
    Utilisateur.objects.filter(email="agent@example.org").update(is_active=False, password="perdu")
    with django_capture_on_commit_callbacks(execute=True):
        charger("--recommencer")
    assert _comptages() == avant
    assert not any(fichier.storage.exists(fichier.name) for fichier in anciens)
    assert compte("agent").is_active
    assert compte("agent").check_password(MOT_DE_PASSE)
    assert Appui.objects.filter(mission=troupe.mission).count() == 1
    assert troupe.appui.history.exists()


def _comptages():
    """How many rows in every table of ours, histories included."""
    tables = [
        modele for modele in apps.get_models() if modele.__module__.startswith(("appuis", "missions", "comptes"))
    ]
    return {modele._meta.label: modele._base_manager.count() for modele in tables}
