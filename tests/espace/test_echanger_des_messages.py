"""The conversation of an appui: Agathe and Béa write to each other, with files; nobody else reads."""

import re
import uuid
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from appuis.attentes import attentes
from appuis.forms.messages import FICHIERS_MAX
from appuis.models import Appui, Lecture, Message, PieceJointe
from comptes.models import Notification
from missions.models import Membre
from tests.documents.echantillons import EXE, PDF
from tests.factories import MessageFactory, PersonneFactory, PieceJointeFactory, UtilisateurFactory

HTMX = {"HX-Request": "true"}


@pytest.fixture
def adresse(troupe):
    return reverse("messages:conversation", args=[troupe.appui.pk])


@pytest.fixture
def agent(client, troupe):
    client.force_login(troupe.agent)
    return client


def fichier(nom="devis.pdf", contenu=PDF):
    return SimpleUploadedFile(nom, contenu)


def ecrire(client, adresse, texte="Bonjour", fichiers=(), **donnees):
    donnees = {"texte": texte, "jeton": str(uuid.uuid4()), **donnees}
    entetes = donnees.pop("headers", None)
    return client.post(adresse, donnees | ({"fichiers": list(fichiers)} if fichiers else {}), headers=entetes)


def texte_de(reponse):
    return " ".join(re.sub("<[^>]+>", " ", reponse.content.decode()).split())


def test_it_works(agent, client, troupe, adresse, mailoutbox):
    reponse = ecrire(agent, adresse, "Avez-vous appelé Cuneo ?", [fichier(), fichier("plan.pdf")])
    assert reponse["Location"] == f"{adresse}#suite"
    message = Message.objects.get()
    assert (message.auteur, message.appui, message.texte) == (troupe.agent, troupe.appui, "Avez-vous appelé Cuneo ?")
    assert [p.nom_d_origine for p in message.pieces.all()] == ["devis.pdf", "plan.pdf"]
    [courriel] = mailoutbox
    assert courriel.to == [troupe.beneficiaire.email]
    assert courriel.subject == "Agathe Roux vous a écrit à propos de « Filière noisette »"
    assert "Cuneo" not in courriel.body + str(courriel.alternatives)
    assert adresse in courriel.body
    client.force_login(troupe.beneficiaire)
    page = texte_de(client.get(adresse))
    assert "Avez-vous appelé Cuneo ?" in page
    assert "Messages avec Agathe Roux" in page
    assert "Seuls vous et Agathe Roux lisez ces messages" in page
    assert "Aujourd’hui" in page


def test_le_beneficiaire_repond(client, troupe, adresse):
    client.force_login(troupe.beneficiaire)
    ecrire(client, adresse, "Demain matin.")
    [annonce] = Notification.objects.all()
    assert annonce.destinataire == troupe.agent
    assert annonce.titre == "Béa Fontaine vous a écrit à propos de « Filière noisette »"
    client.force_login(troupe.agent)
    assert "ni votre responsable" in texte_de(client.get(adresse))


def test_sans_javascript_ou_avec_htmx(agent, adresse):
    reponse = ecrire(agent, adresse, "Avec htmx", headers=HTMX)
    page = reponse.content.decode()
    assert reponse.status_code == 200
    assert "<html" not in page
    assert "Avec htmx" in page
    assert "Votre message est envoyé." in page
    assert "></textarea>" in re.sub(r">\s+<", "><", page)


def test_envoye_deux_fois_ecrit_une_fois(agent, adresse, mailoutbox):
    jeton = str(uuid.uuid4())
    for _ in range(2):
        assert ecrire(agent, adresse, "Une fois", [fichier()], jeton=jeton).status_code == 302
    assert (Message.objects.count(), PieceJointe.objects.count(), len(mailoutbox)) == (1, 1, 1)


def test_un_jeton_d_ailleurs_ne_montre_rien(agent, adresse):
    ailleurs = MessageFactory(texte="Ailleurs", jeton=uuid.uuid4())
    reponse = ecrire(agent, adresse, "Bonjour", jeton=str(ailleurs.jeton))
    assert "Ailleurs" not in agent.get(reponse["Location"]).content.decode()


@pytest.mark.parametrize(
    ("texte", "fichiers", "dit"),
    [
        ("", [], "Écrivez un message, ou joignez un fichier."),
        ("x" * 5001, [], "5000"),
        ("Voici", [("virus.pdf", EXE)], "« virus.pdf » : Ce genre de fichier n’est pas accepté."),
        ("Voici", [("vide.pdf", b"")], "« vide.pdf » : Ce fichier est vide."),
        ("Voici", [(f"{i}.pdf", PDF) for i in range(FICHIERS_MAX + 1)], "5 fichiers au plus"),
    ],
)
def test_une_mauvaise_saisie_se_corrige_sans_rien_perdre(agent, adresse, texte, fichiers, dit):
    reponse = ecrire(agent, adresse, texte, [fichier(*f) for f in fichiers])
    page = texte_de(reponse)
    assert reponse.status_code == 200
    assert dit in page
    assert texte in reponse.content.decode()
    assert ("Choisissez de nouveau vos fichiers" in page) == bool(fichiers)
    assert not Message.objects.exists()


def test_la_place_de_la_mission_compte_pour_tous(agent, troupe, adresse, settings):
    PieceJointeFactory(message__appui=troupe.appui, taille=900)
    settings.DOCUMENTS_QUOTA = 950
    assert "atteint la place" in texte_de(ecrire(agent, adresse, "Trop", [fichier()]))
    settings.DOCUMENTS_QUOTA, settings.DOCUMENT_TAILLE_MAX = 10_000, 150
    assert "trop lourds ensemble" in texte_de(ecrire(agent, adresse, "Trop", [fichier(), fichier("b.pdf")]))


def test_un_texte_hostile_reste_du_texte(agent, adresse):
    ecrire(agent, adresse, "<script>alert(1)</script>\x00 javascript:alert(1) https://example.org/a")
    page = agent.get(adresse).content.decode()
    assert "<script>alert" not in page
    assert 'href="javascript:' not in page
    assert 'href="https://example.org/a" rel="nofollow"' in page


def test_un_fichier_seul_suffit(agent, adresse):
    ecrire(agent, adresse, "", [fichier()])
    assert Message.objects.get().pieces.count() == 1


# --- read, unread -----------------------------------------------------------------------------


def test_nouveau_jusqu_a_ce_qu_on_ait_lu(agent, client, troupe, adresse):
    lu = MessageFactory(appui=troupe.appui, auteur=troupe.beneficiaire, texte="Ancien")
    Lecture.noter(troupe.appui, troupe.agent, lu.pk)
    MessageFactory(appui=troupe.appui, auteur=troupe.beneficiaire, texte="Récent")
    assert "2 message" not in texte_de(agent.get("/"))
    assert "1 message non lu" in texte_de(agent.get("/"))
    assert "1 non lu" in texte_de(agent.get(troupe.appui.get_absolute_url()))
    page = agent.get(adresse)
    assert re.search("Ancien.*Nouveau.*Récent", texte_de(page))
    # Reading a page writes nothing: the page itself posts that it was read.
    assert "Nouveau" in texte_de(agent.get(adresse))
    dernier = page.context["conversation"].dernier
    arrive = MessageFactory(appui=troupe.appui, auteur=troupe.beneficiaire, texte="Entre-temps")
    assert agent.post(reverse("messages:lus", args=[troupe.appui.pk]), {"jusqu_a": dernier}).status_code == 302
    assert list(Message.objects.non_lus_par(troupe.agent)) == [arrive]
    assert re.search("Récent.*Nouveau.*Entre-temps", texte_de(agent.get(adresse)))


def test_ecrire_c_est_avoir_lu_ce_qu_on_voyait(agent, troupe, adresse):
    vu = MessageFactory(appui=troupe.appui, auteur=troupe.beneficiaire)
    arrive = MessageFactory(appui=troupe.appui, auteur=troupe.beneficiaire)
    ecrire(agent, adresse, jusqu_a=str(vu.pk))
    assert list(Message.objects.non_lus_par(troupe.agent)) == [arrive]


@pytest.mark.parametrize("valeur", ["", "-1", "abc", "9" * 30, "\x00"])
def test_une_lecture_forgee_ne_cache_rien(agent, troupe, valeur):
    MessageFactory(appui=troupe.appui, auteur=troupe.beneficiaire)
    assert agent.post(reverse("messages:lus", args=[troupe.appui.pk]), {"jusqu_a": valeur}).status_code == 302
    agent.post(reverse("messages:lus", args=[troupe.appui.pk]), {"jusqu_a": "9" * 17})
    suivant = MessageFactory(appui=troupe.appui, auteur=troupe.beneficiaire)
    assert list(Message.objects.non_lus_par(troupe.agent)) == [suivant]


def test_ce_qui_attend_le_beneficiaire(connecte, troupe):
    for _ in range(2):
        MessageFactory(appui=troupe.appui)
    [attente] = attentes(troupe.beneficiaire)
    assert attente.quoi == "Lire 2 nouveaux messages"
    page = texte_de(connecte(troupe.beneficiaire).get(f"/espace/appuis/{troupe.appui.pk}/"))
    assert "2 nouveaux" in page
    assert attentes(troupe.agent) == []
    Lecture.noter(troupe.appui, troupe.beneficiaire, 10**9)
    assert attentes(troupe.beneficiaire) == []
    assert "Écrire à Agathe Roux" in texte_de(connecte(troupe.beneficiaire).get(f"/espace/appuis/{troupe.appui.pk}/"))


def test_une_heure_une_annonce(agent, troupe, adresse, mailoutbox):
    debut = timezone.now()
    for minutes, annonces in ((0, 1), (20, 1), (59, 1), (61, 2), (100, 2)):
        with time_machine.travel(debut + timedelta(minutes=minutes), tick=False):
            agent.force_login(troupe.agent)
            ecrire(agent, adresse)
        assert (Notification.objects.count(), len(mailoutbox)) == (annonces, annonces), minutes


def test_lu_puis_de_nouveau_ecrit_annonce_de_nouveau(agent, troupe, adresse):
    ecrire(agent, adresse)
    Lecture.noter(troupe.appui, troupe.beneficiaire, Message.objects.get().pk)
    assert not Notification.objects.non_lues().exists()
    ecrire(agent, adresse)
    assert Notification.objects.count() == 2


# --- taken back -------------------------------------------------------------------------------


def test_reprendre_son_message(agent, client, troupe, adresse, django_capture_on_commit_callbacks):
    ecrire(agent, adresse, "Trop vite", [fichier()])
    message = Message.objects.get()
    chemin = Path(message.pieces.get().fichier.path)
    assert "Supprimer le message" in texte_de(agent.get(adresse))
    supprimer = reverse("messages:supprimer", args=[message.pk])
    client.force_login(troupe.beneficiaire)
    assert client.post(supprimer).status_code == 404
    client.force_login(troupe.agent)
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(supprimer)["Location"] == f"{adresse}#suite"
    assert not Message.objects.exists()
    assert not chemin.exists()


def test_apres_un_quart_d_heure_il_reste(agent, troupe, adresse):
    message = MessageFactory(appui=troupe.appui, ecrit_le=timezone.now() - timedelta(minutes=16))
    assert "Supprimer le message" not in texte_de(agent.get(adresse))
    page = agent.post(reverse("messages:supprimer", args=[message.pk]), follow=True)
    assert "ne peut plus être supprimé" in texte_de(page)
    assert Message.objects.exists()


def test_l_appui_supprime_emporte_les_fichiers(troupe, django_capture_on_commit_callbacks):
    chemin = Path(PieceJointeFactory(message__appui=troupe.appui).fichier.path)
    with django_capture_on_commit_callbacks(execute=True):
        troupe.appui.delete()
    assert not chemin.exists()


def test_le_rangement_connait_ces_fichiers(troupe, capsys):
    piece = PieceJointeFactory(message__appui=troupe.appui)
    call_command("ranger_documents", "--effacer")
    assert Path(piece.fichier.path).exists()
    piece.fichier.storage.delete(piece.fichier.name)
    call_command("ranger_documents")
    assert "pièce jointe sans fichier" in capsys.readouterr().out


# --- who ---------------------------------------------------------------------------------------


def lit(client, compte, adresse):
    client.force_login(compte)
    return client.get(adresse).status_code == 200


def test_un_fichier_se_telecharge_pendant_qu_on_y_a_droit(client, troupe):
    piece = PieceJointeFactory(message__appui=troupe.appui)
    client.force_login(troupe.beneficiaire)
    reponse = client.get(piece.get_absolute_url())
    assert reponse.getvalue().startswith(b"%PDF")
    assert reponse["Content-Disposition"].startswith("attachment")
    assert reponse["X-Content-Type-Options"] == "nosniff"
    assert reponse["Content-Security-Policy"] == "default-src 'none'; sandbox"
    troupe.appui.beneficiaires.clear()
    assert client.get(piece.get_absolute_url()).status_code == 404


def test_tous_ceux_de_l_appui_sont_prevenus(client, troupe, adresse, mailoutbox):
    paul = UtilisateurFactory()
    troupe.appui.beneficiaires.add(PersonneFactory(mission=troupe.mission, compte=paul))
    troupe.appui.co_charges.add(troupe.collegue)
    client.force_login(troupe.beneficiaire)
    ecrire(client, adresse)
    assert {m.to[0] for m in mailoutbox} == {troupe.agent.email, troupe.collegue.email, paul.email}


def test_transmettre_passe_la_conversation(client, troupe, adresse, mailoutbox):
    MessageFactory(appui=troupe.appui, texte="Ce qui s’est dit")
    assert not lit(client, troupe.collegue, adresse)
    troupe.appui.transmettre(troupe.collegue, par=troupe.responsable)
    assert lit(client, troupe.collegue, adresse)
    assert "Ce qui s’est dit" in client.get(adresse).content.decode()
    assert not lit(client, troupe.agent, adresse)
    client.force_login(troupe.beneficiaire)
    ecrire(client, adresse)
    assert [m.to for m in mailoutbox] == [[troupe.collegue.email]]
    troupe.appui.co_charges.add(troupe.agent)
    assert lit(client, troupe.agent, adresse)


def test_qui_quitte_la_mission_ne_lit_plus_et_n_est_plus_prevenu(client, troupe, adresse, mailoutbox):
    Membre.objects.filter(utilisateur=troupe.agent).update(actif=False)
    assert not lit(client, troupe.agent, adresse)
    client.force_login(troupe.beneficiaire)
    ecrire(client, adresse)
    assert not mailoutbox
    assert "Agathe" not in texte_de(client.get(adresse))


def test_un_compte_ferme_n_est_pas_prevenu(agent, troupe, adresse, mailoutbox):
    type(troupe.beneficiaire).objects.filter(pk=troupe.beneficiaire.pk).update(is_active=False)
    ecrire(agent, adresse)
    assert not mailoutbox
    assert "Aucun bénéficiaire ne peut encore vous lire." in texte_de(agent.get(adresse))


def test_l_appui_clos_on_peut_encore_ecrire(client, troupe, adresse):
    Appui.objects.update(etat=Appui.Etat.CLOS)
    client.force_login(troupe.beneficiaire)
    assert "Cet appui est clos. Vous pouvez toujours écrire" in texte_de(client.get(adresse))
    ecrire(client, adresse, "Pouvons-nous reprendre ?")
    assert Message.objects.exists()


def test_les_messages_anciens_se_lisent_page_a_page(agent, troupe, adresse):
    for i in range(70):
        MessageFactory(appui=troupe.appui, texte=f"Message n° {i}.")
    page = agent.get(adresse)
    assert "Message n° 69." in texte_de(page)
    assert "Message n° 19." not in texte_de(page)
    suite = agent.get(adresse, {"avant": page.context["conversation"].premier})
    assert "Message n° 19." in texte_de(suite)
    assert "Envoyer" not in texte_de(suite)


@pytest.mark.parametrize("role", ["agent", "beneficiaire"])
def test_le_nombre_de_requetes_ne_depend_pas_des_donnees(
    client, troupe, adresse, role, django_assert_max_num_queries, django_assert_num_queries
):
    client.force_login(getattr(troupe, role))

    def garnir():
        for _ in range(8):
            compte = UtilisateurFactory()
            troupe.appui.beneficiaires.add(PersonneFactory(mission=troupe.mission, compte=compte))
            PieceJointeFactory(message__appui=troupe.appui, message__auteur=compte)

    garnir()
    with django_assert_max_num_queries(15) as requetes:
        client.get(adresse)
    garnir()
    with django_assert_num_queries(len(requetes)):
        client.get(adresse)
