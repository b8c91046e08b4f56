"""My data: downloaded by oneself, erased on request, erased again after a restore."""

import io
import json
import zipfile

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.messages import get_messages
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from appuis.models import Document, Message, NoteConfidentielle
from comptes import registre_effacements
from comptes.models import DemandeDEffacement, Utilisateur
from coopappui.donnees import effacer
from missions.models import Membre, Personne
from tests.factories import DocumentFactory, EngagementFactory, MessageFactory, PieceJointeFactory

ZIP = reverse("comptes:telecharger_mes_donnees")
EFFACEMENT = reverse("comptes:demander_l_effacement")
MES_DONNEES = reverse("comptes:mes_donnees")


def _archive(client):
    reponse = client.get(ZIP)
    assert reponse["Content-Type"] == "application/zip"
    return zipfile.ZipFile(io.BytesIO(reponse.getvalue()))


def _contenu(client):
    return json.loads(_archive(client).read("mes-donnees.json"))


def test_telecharger_tout_ce_que_le_portail_garde_de_moi(troupe, connecte):
    troupe.appui.besoin_exprime = "Trouver un partenaire italien"
    troupe.appui.save()
    EngagementFactory(appui=troupe.appui, quoi="Appeler Cuneo", charge=None, personne=troupe.personne)
    contenu = _contenu(connecte(troupe.beneficiaire))
    assert contenu["Mon compte"][0]["adresse e-mail"] == "béa@example.org"
    assert contenu["Mes fiches dans le réseau des missions"][0]["structure"] == "GAL Terres d’Aubrives"
    assert contenu["Mes appuis"][0]["besoin exprimé"] == "Trouver un partenaire italien"
    assert contenu["Mes engagements"][0]["quoi"] == "Appeler Cuneo"


def test_mes_documents_y_sont_meme_quand_ils_ont_le_meme_nom(troupe, connecte):
    for texte in ("un", "deux"):
        DocumentFactory(
            appui=troupe.appui,
            nature=Document.Nature.REMIS,
            nom_d_origine="compte rendu.txt",
            fichier=ContentFile(texte.encode(), name="x.txt"),
        )
    archive = _archive(connecte(troupe.beneficiaire))
    fichiers = {nom: archive.read(nom).decode() for nom in archive.namelist() if nom.startswith("fichiers/")}
    assert fichiers.keys() == {"fichiers/compte rendu.txt", "fichiers/compte rendu (2).txt"}
    assert set(fichiers.values()) == {"un", "deux"}


def test_rien_des_autres_ni_des_notes_n_y_entre(troupe, connecte):
    NoteConfidentielle.objects.create(appui=troupe.appui, auteur=troupe.agent, texte="MARQUE-SECRETE")
    archive = _archive(connecte(troupe.beneficiaire))
    tout = b"".join(archive.read(nom) for nom in archive.namelist())
    assert b"MARQUE-SECRETE" not in tout
    assert b"colin@example.org" not in tout
    etranger = _contenu(connecte(troupe.etranger))
    assert etranger["Mes appuis"] == []


def _pieces(client):
    return {nom for nom in _archive(client).namelist() if nom.startswith("fichiers/")}


def test_ce_qu_un_ancien_membre_a_depose_reste_a_la_mission(troupe, connecte):
    DocumentFactory(appui=troupe.appui, depose_par=troupe.agent, nom_d_origine="interne.pdf")
    message = MessageFactory(appui=troupe.appui, auteur=troupe.agent)
    PieceJointeFactory(message=message, nom_d_origine="devis.pdf")
    client = connecte(troupe.agent)
    assert _pieces(client) == {"fichiers/interne.pdf", "fichiers/devis.pdf"}
    Membre.objects.filter(utilisateur=troupe.agent).update(actif=False)
    assert _pieces(client) == set()


def test_un_fichier_perdu_est_dit_dans_le_dossier(troupe, connecte):
    for nom in ("perdu.txt", "garde.txt"):
        fichier = ContentFile(nom.encode(), name="x.txt")
        document = DocumentFactory(
            appui=troupe.appui, nature=Document.Nature.REMIS, nom_d_origine=nom, fichier=fichier
        )
        if nom == "perdu.txt":
            document.fichier.storage.delete(document.fichier.name)
    archive = _archive(connecte(troupe.beneficiaire))
    assert archive.read("fichiers/garde.txt") == b"garde.txt"
    assert "fichiers/perdu.txt" not in archive.namelist()
    assert "- perdu.txt\n" in archive.read("lisez-moi.txt").decode()


def test_demander_l_effacement_previent_l_administrateur(troupe, connecte):
    client = connecte(troupe.beneficiaire)
    page = client.post(EFFACEMENT, {"precision": "Je quitte mes fonctions"}, follow=True).content.decode()
    assert "Votre demande est transmise." in page
    assert "Je quitte mes fonctions" in page
    [message] = mail.outbox
    assert message.to == [troupe.admin.email]
    assert "Je quitte mes fonctions" not in message.body


def test_une_seule_demande_a_la_fois_que_l_on_peut_retirer(troupe, connecte):
    client = connecte(troupe.beneficiaire)
    client.post(EFFACEMENT, {"precision": ""})
    page = client.post(EFFACEMENT, {"precision": "encore"})
    assert "Votre demande est déjà en attente." in page.content.decode()
    assert "encore" in page.content.decode()
    demande = DemandeDEffacement.objects.get()
    client.post(reverse("comptes:retirer_la_demande", args=[demande.pk]))
    demande.refresh_from_db()
    assert demande.etat == DemandeDEffacement.Etat.RETIREE
    assert client.post(reverse("comptes:retirer_la_demande", args=[demande.pk])).status_code == 404


def _effacer(admin, *demandes):
    donnees = {"action": "effacer", "_selected_action": [d.pk for d in demandes]}
    return admin.post(reverse("admin:comptes_demandedeffacement_changelist"), donnees, follow=True)


def test_l_administrateur_efface_et_garde_le_compte_rendu(troupe, connecte):
    Personne.objects.get(pk=troupe.personne.pk).save()
    client = Client()
    client.force_login(troupe.beneficiaire)
    demande = DemandeDEffacement.objects.create(compte=troupe.beneficiaire, precision="MARQUE")
    _effacer(connecte(troupe.admin), demande)
    demande.refresh_from_db()
    assert (demande.etat, demande.traitee_par) == ("faite", troupe.admin)
    assert "Fiches du réseau rendues anonymes : 1." in demande.compte_rendu
    assert demande.precision == ""
    personne = Personne.objects.get(pk=troupe.personne.pk)
    assert (personne.nom, personne.prenom, personne.courriel, personne.compte) == ("Personne effacée", "", "", None)
    assert "fontaine" not in personne.recherche
    assert not personne.history.filter(nom="Fontaine").exists()
    compte = Utilisateur.objects.get(pk=troupe.beneficiaire.pk)
    assert (compte.is_active, compte.first_name) == (False, "")
    assert not Utilisateur.objects.filter(email__startswith="béa").exists()
    assert not UserSession.objects.filter(user=compte).exists()
    assert client.get(reverse("comptes:profil")).status_code == 302


@pytest.mark.parametrize("ferme", ["rien", "acces", "compte"])
def test_ce_qui_fut_confie_s_efface_meme_une_fois_l_acces_ferme(troupe, ferme):
    MessageFactory(appui=troupe.appui, auteur=troupe.beneficiaire, texte="Confidence")
    MessageFactory(appui=troupe.appui, auteur=troupe.agent)
    if ferme == "acces":
        troupe.appui.beneficiaires.clear()
    if ferme == "compte":
        troupe.beneficiaire.is_active = False
        troupe.beneficiaire.save()
    assert "Messages effacés, avec leurs fichiers : 1." in effacer(troupe.beneficiaire)
    assert Message.objects.get().auteur == troupe.agent


def test_ce_qu_un_ancien_charge_a_ecrit_reste_a_l_appui(troupe):
    MessageFactory(appui=troupe.appui, auteur=troupe.collegue)
    Membre.objects.filter(utilisateur=troupe.collegue).update(actif=False)
    effacer(troupe.collegue)
    assert Message.objects.count() == 1


def test_qui_porte_des_appuis_les_transmet_d_abord(troupe, connecte):
    demande = DemandeDEffacement.objects.create(compte=troupe.agent)
    reponse = _effacer(connecte(troupe.admin), demande)
    [message] = get_messages(reponse.wsgi_request) or reponse.context["messages"]
    assert "porte 1 appui en cours : transmettez-le d’abord." in str(message)
    troupe.agent.refresh_from_db()
    assert troupe.agent.is_active
    demande.refresh_from_db()
    assert demande.etat == "attente"


@pytest.fixture
def efface(troupe, connecte, django_capture_on_commit_callbacks):
    """Béa was erased."""
    demande = DemandeDEffacement.objects.create(compte=troupe.beneficiaire)
    with django_capture_on_commit_callbacks(execute=True):
        _effacer(connecte(troupe.admin), demande)
    return troupe.beneficiaire


def _restaurer(compte, **champs):
    """The backup brings the account back."""
    champs = {"email": "bea@example.org", "first_name": "Béa", "is_active": True} | champs
    Utilisateur.objects.filter(pk=compte.pk).update(**champs)


def _revenue():
    return Utilisateur.objects.filter(first_name="Béa").exists()


def test_une_sauvegarde_restauree_est_effacee_de_nouveau(troupe, efface):
    _restaurer(efface)
    Personne.objects.filter(pk=troupe.personne.pk).update(nom="Fontaine", compte=efface)
    for _ in range(2):
        call_command("reappliquer_effacements")
        assert Personne.objects.get(pk=troupe.personne.pk).nom == "Personne effacée"
        assert not _revenue()


def test_un_compte_ferme_avant_d_etre_efface_l_est_de_nouveau(efface):
    _restaurer(efface, is_active=False)
    call_command("reappliquer_effacements")
    assert not _revenue()


def test_qui_recoit_apres_coup_le_numero_d_un_compte_efface_reste(efface):
    """The database was brought back before that account existed; its number then went to somebody else."""
    _restaurer(efface, date_joined=timezone.now())
    call_command("reappliquer_effacements")
    assert _revenue()


def test_un_compte_qui_resiste_n_arrete_pas_les_autres(troupe, efface, capsys):
    _restaurer(efface)
    registre_effacements._ajouter(f"2099-01-01T00:00:00Z {troupe.agent.pk}\n")
    with pytest.raises(CommandError, match=r"^1 compte à effacer encore"):
        call_command("reappliquer_effacements")
    assert not _revenue()
    troupe.agent.refresh_from_db()
    assert troupe.agent.is_active
    dit = capsys.readouterr()
    assert dit.out == "Comptes effacés de nouveau : 1.\n"
    assert f"Compte n° {troupe.agent.pk} : Cette personne porte 1 appui" in dit.err


def test_un_effacement_annule_ne_s_inscrit_pas(troupe, django_capture_on_commit_callbacks):
    def annuler():
        with transaction.atomic():
            effacer(troupe.beneficiaire)
            raise ValidationError("Non.")

    with django_capture_on_commit_callbacks(execute=True), pytest.raises(ValidationError):
        annuler()
    assert registre_effacements.effaces() == {}
