"""What is written in a conversation stays there: every address, every role, every table, every mail."""

import copy

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import models, transaction
from django.test import Client
from django.urls import reverse

from appuis.models import Lecture, Message, PieceJointe
from tests.acces import lignes
from tests.personnages import Troupe
from tests.suivi.lecture import contenu, xml

SECRET = "zibeline"
LECTEURS = {"agent", "beneficiaire"}
AUTRES = [role for role in (*Troupe.ROLES, "visiteur") if role not in LECTEURS]


def client_de(troupe, role):
    client = Client()
    if role != "visiteur":
        client.force_login(getattr(troupe, role))
    return client


@pytest.fixture
def confidence(troupe):
    """Béa writes to Agathe, who answers with a file."""
    adresse = reverse("messages:conversation", args=[troupe.appui.pk])
    client_de(troupe, "beneficiaire").post(adresse, {"texte": f"Le maire hésite, {SECRET}."})
    fichier = SimpleUploadedFile(f"{SECRET}.txt", SECRET.encode())
    client_de(troupe, "agent").post(adresse, {"texte": f"Je comprends, {SECRET}.", "fichiers": [fichier]})
    assert Message.objects.count() == 2
    return troupe


def _lu(reponse):
    octets, entetes = contenu(reponse), str(dict(reponse.items()))
    if reponse.get("Content-Type", "").endswith(("sheet", "/zip")):
        return entetes + xml(octets)
    return entetes + octets.decode(errors="replace")


@pytest.mark.parametrize("role", [*AUTRES, *sorted(LECTEURS)])
def test_aucune_autre_page_ne_le_montre(confidence, role):
    trouvees = set()
    for ligne in lignes():
        with transaction.atomic():
            scene = copy.deepcopy(confidence)
            adresse = reverse(ligne.nom, args=ligne.args(scene))
            if SECRET in _lu(client_de(scene, role).get(adresse, query_params=ligne.donnees)):
                trouvees.add(ligne.nom)
            transaction.set_rollback(True)
    # Whoever wrote it finds it again among their own data.
    assert trouvees == ({"messages:conversation", "comptes:telecharger_mes_donnees"} if role in LECTEURS else set())


@pytest.mark.parametrize("role", AUTRES)
def test_ni_les_fichiers_ni_les_gestes(confidence, role):
    client, message, piece = client_de(confidence, role), Message.objects.first(), PieceJointe.objects.get()
    attendu = 302 if role == "visiteur" else 404
    assert client.get(piece.get_absolute_url()).status_code == attendu
    assert client.get(reverse("messages:conversation", args=[confidence.appui.pk])).status_code == attendu
    for nom, pk in (("supprimer", message.pk), ("lus", confidence.appui.pk), ("conversation", confidence.appui.pk)):
        assert client.post(reverse(f"messages:{nom}", args=[pk]), {"texte": "x"}).status_code == attendu
    assert Message.objects.count() == 2


@pytest.mark.parametrize("role", ["agent", "collegue", "responsable"])
def test_on_ne_le_trouve_pas_en_cherchant(confidence, role):
    client = client_de(confidence, role)
    for nom in ("recherche", "suivi_appuis", "suivi_actions"):
        assert confidence.appui.get_absolute_url() not in _lu(client.get(reverse(nom), {"q": SECRET}))


def test_il_ne_laisse_de_trace_nulle_part(confidence, caplog):
    genres = (models.CharField, models.TextField, models.JSONField)
    for modele in apps.get_models():
        champs = [c.attname for c in modele._meta.concrete_fields if isinstance(c, genres)]
        if champs and modele not in (Message, PieceJointe):
            for rangee in modele._base_manager.values_list(*champs):
                assert SECRET not in " ".join(map(str, rangee)), modele
    assert not any(SECRET in str(session.get_decoded()) for session in Session.objects.all())
    assert mail.outbox
    assert SECRET not in "".join(f"{m.subject}{m.body}{m.alternatives}" for m in mail.outbox)
    assert SECRET not in caplog.text


def test_ni_historique_ni_administration_ni_droit(db):
    for modele in (Message, PieceJointe, Lecture):
        assert not hasattr(modele, "history")
        assert modele._meta.default_permissions == ()
        assert modele not in admin.site._registry
        assert str(modele()) == modele._meta.verbose_name.capitalize()


@pytest.mark.parametrize("role", ["collegue", "responsable"])
def test_rien_ne_laisse_deviner_qu_on_s_ecrit(troupe, role):
    """For the rest of the mission, the page of the appui is the same with and without messages."""

    def page():
        html = client_de(troupe, role).get(troupe.appui.get_absolute_url()).content.decode()
        return [ligne for ligne in html.splitlines() if "csrf" not in ligne.lower()]

    avant = page()
    Message.objects.create(appui=troupe.appui, auteur=troupe.agent, texte=SECRET)
    assert page() == avant
