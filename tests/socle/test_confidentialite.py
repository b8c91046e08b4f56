"""What is confided stays with its author and the readers they named: every address, every role, every channel.

The expected readings are compared as a whole: one more is a leak, one less is a note lost.
"""

import copy
import io
import re

import pypdf
import pytest
import time_machine
from django.apps import apps
from django.contrib import admin
from django.contrib.sessions.models import Session
from django.core import mail
from django.db import models, transaction
from django.test import Client
from django.urls import reverse

from appuis.models import NoteConfidentielle
from missions.models import Membre
from tests.acces import MEMBRES, lignes
from tests.ecritures import ecritures
from tests.factories import BlocageFactory, NoteFactory, SequenceFactory
from tests.personnages import Troupe
from tests.suivi.lecture import contenu, texte_pdf, xml

# Words that nothing else holds: one for each note.
SUR_L_APPUI, SUR_LA_SEQUENCE, SUR_LE_BLOCAGE, PARTAGEE = "zibeline", "xylophage", "wapitis", "kumquat"
SECRETS = (SUR_L_APPUI, SUR_LA_SEQUENCE, SUR_LE_BLOCAGE, PARTAGEE)
ROLES = (*Troupe.ROLES, "visiteur")


@pytest.fixture
def confidences(troupe):
    """Agathe's notes, one shared with Colin, who carries the appui with her."""
    appui = troupe.appui
    appui.co_charges.add(troupe.collegue)
    sequence, blocage = SequenceFactory(appui=appui), BlocageFactory(appui=appui)
    confier(troupe, sequence, blocage)
    return troupe


def confier(troupe, sequence, blocage):
    phrase = "Il doute, mot d’ordre {}.".format
    NoteFactory(appui=troupe.appui, texte=phrase(SUR_L_APPUI))
    NoteFactory(appui=troupe.appui, texte=phrase(SUR_LA_SEQUENCE), sequence=sequence)
    NoteFactory(appui=troupe.appui, texte=phrase(SUR_LE_BLOCAGE), blocage=blocage)
    NoteFactory(appui=troupe.appui, texte=phrase(PARTAGEE), lecteurs=[troupe.collegue])


def lire(reponse):
    """All that can be read of an answer: page, workbook, PDF, headers."""
    genre, octets = reponse.get("Content-Type", ""), contenu(reponse)
    en_tetes = "".join(f"{nom}: {valeur}\n" for nom, valeur in reponse.items())
    if "spreadsheet" in genre:
        return en_tetes + xml(octets)
    if octets.startswith(b"%PDF") and b"startxref" in octets:  # the documents of the factories are stubs
        lecteur = pypdf.PdfReader(io.BytesIO(octets))
        return en_tetes + texte_pdf(lecteur) + str(lecteur.metadata)
    return en_tetes + octets.decode(errors="replace")


def secrets(texte):
    return {secret for secret in SECRETS if secret in texte.casefold()}


def client_de(troupe, role):
    client = Client()
    if role != "visiteur":
        client.force_login(getattr(troupe, role))
    return client


def lectures(troupe):
    """{(address name, role): secrets read there}, over the whole access matrix."""
    trouvees = {}
    for ligne in lignes():
        for role in ROLES:
            with transaction.atomic():
                scene = copy.deepcopy(troupe)
                adresse = reverse(ligne.nom, args=ligne.args(scene))
                reponse = client_de(scene, role).get(adresse, query_params=ligne.donnees)
                if lus := secrets(lire(reponse)):
                    trouvees.setdefault((ligne.nom, role), set()).update(lus)
                transaction.set_rollback(True)
    return trouvees


def test_toutes_les_adresses_pour_tous_les_roles(confidences):
    assert lectures(confidences) == {
        ("appuis:appui", "agent"): set(SECRETS),
        ("appuis:appui", "collegue"): {PARTAGEE},
        # Where the author picks the notes that go with the appui.
        ("appuis:transmettre", "agent"): set(SECRETS),
    }


def test_la_fiche_d_une_note_n_est_ouverte_qu_a_son_auteur(confidences):
    for note in NoteConfidentielle.objects.all():
        for role in ROLES:
            reponse = client_de(confidences, role).get(reverse("appuis:note_modifier", args=[note.pk]))
            assert bool(secrets(lire(reponse))) == (role == "agent"), role


def _sans_jetons(texte):
    """Without what changes at each request: tokens and what depends on their size."""
    texte = re.sub(r'name="(csrfmiddlewaretoken|jeton)" value="[\w-]+"|"X-CSRFToken": ?"\w+"', "", texte)
    return re.sub(r"(ETag|Content-Length): .*\n", "", texte)


@pytest.mark.parametrize("role", [role for role in ROLES if role != "agent"])
def test_rien_ne_laisse_deviner_qu_une_note_existe(role, troupe):
    """Not even a count: for all but the author, no answer changes when notes are written, nor when the page is asked
    with the words of the note."""
    troupe.appui.co_charges.add(troupe.collegue)
    sequence, blocage = SequenceFactory(appui=troupe.appui), BlocageFactory(appui=troupe.appui)
    adresses = _adresses_fixes(troupe)
    with time_machine.travel("2026-11-23T10:00:00+01:00", tick=False):
        avant = _reponses(troupe, role, adresses)
        confier(troupe, sequence, blocage)
        NoteConfidentielle.objects.filter(texte__contains=PARTAGEE).delete()
        apres = _reponses(troupe, role, adresses)
    assert [adresse for adresse in adresses if avant[adresse] != apres[adresse]] == []


def _adresses_fixes(troupe):
    """The addresses of the matrix that need nothing but the troupe; the lists are also searched with a secret word."""
    adresses = set()
    for ligne in lignes():
        with transaction.atomic(), ecritures() as sql:
            adresse = reverse(ligne.nom, args=ligne.args(troupe))
            transaction.set_rollback(True)
        if not sql and ligne.get:
            adresses |= {adresse} if re.search(r"\d", adresse) else {adresse, f"{adresse}?q={SUR_L_APPUI}"}
    return sorted(adresses)


def _reponses(troupe, role, adresses):
    client = client_de(troupe, role)
    return {adresse: _sans_jetons(lire(client.get(adresse))) for adresse in adresses}


@pytest.mark.parametrize("role", MEMBRES.split())
def test_chercher_un_mot_d_une_note_ne_trouve_rien(confidences, role):
    client = client_de(confidences, role)
    for nom in ("recherche", "suivi_appuis", "suivi_actions", "reseau:structures", "reseau:personnes"):
        trouve = lire(client.get(reverse(nom), {"q": confidences.appui.intitule[:8]}))
        for secret in SECRETS:
            reponse = client.get(reverse(nom), {"q": secret})
            assert reponse.status_code == 200
            assert reverse("appuis:appui", args=[confidences.appui.pk]) not in lire(reponse)
        if nom in ("recherche", "suivi_appuis"):  # the search does work
            assert reverse("appuis:appui", args=[confidences.appui.pk]) in trouve


# --- what is kept elsewhere ------------------------------------------------------------------


def _textes_de_la_base():
    """(table, text) of every text column but that of the notes themselves."""
    genres = (models.CharField, models.TextField, models.JSONField)
    for modele in apps.get_models():
        champs = [c.attname for c in modele._meta.concrete_fields if isinstance(c, genres)]
        if champs and modele is not NoteConfidentielle:
            for rangee in modele._base_manager.values_list(*champs):
                yield modele._meta.label, " ".join(map(str, rangee))
    for session in Session.objects.all():
        yield "session", str(session.get_decoded())


def test_une_note_ne_laisse_de_trace_nulle_part(confidences, caplog):
    """Written, changed, shared, handed over, deleted: nothing of it in the other tables, the mails and the logs."""
    appui, agent = confidences.appui, client_de(confidences, "agent")
    nouvelle = reverse("appuis:note_nouvelle", args=[appui.pk])
    agent.post(nouvelle, {"texte": f"Nouvelle {SUR_L_APPUI}", "lecteurs": [confidences.collegue.pk]})
    agent.post(nouvelle, {"texte": "", "lecteurs": [confidences.collegue.pk]})
    note = NoteConfidentielle.objects.get(texte__startswith="Nouvelle")
    agent.post(reverse("appuis:note_modifier", args=[note.pk]), {"texte": f"Changée {SUR_LE_BLOCAGE}"})
    agent.post(
        reverse("appuis:transmettre", args=[appui.pk]),
        {"a": confidences.collegue.pk, "notes": [note.pk], "garder": "on"},
    )
    assert NoteConfidentielle.objects.visibles_par(confidences.collegue).filter(pk=note.pk).exists()
    agent.post(reverse("appuis:note_supprimer", args=[note.pk]))
    assert not NoteConfidentielle.objects.filter(pk=note.pk).exists()
    assert [ou for ou, texte in _textes_de_la_base() if secrets(texte)] == []
    assert not secrets("".join(f"{m.subject}{m.body}{m.alternatives}" for m in mail.outbox))
    assert not secrets(caplog.text)


def test_les_notes_n_ont_ni_historique_ni_administration_ni_droit(confidences):
    assert not hasattr(NoteConfidentielle, "history")
    assert NoteConfidentielle._meta.default_permissions == ()
    inscrits = set(admin.site._registry)
    assert NoteConfidentielle not in inscrits
    en_ligne = {i.model for m in admin.site._registry.values() for i in m.inlines}
    assert not en_ligne & {NoteConfidentielle, NoteConfidentielle.lecteurs.through}


def test_l_administration_ne_montre_rien(confidences):
    """Every page of every object, its history and the confirmation of its deletion, which lists what hangs on it."""
    client, vues = client_de(confidences, "admin"), 0
    for modele in admin.site._registry:
        base = f"admin:{modele._meta.app_label}_{modele._meta.model_name}"
        adresses = [reverse(f"{base}_changelist")]
        for objet in modele._default_manager.all()[:3]:
            adresses += [reverse(f"{base}_{page}", args=[objet.pk]) for page in ("change", "history", "delete")]
        for adresse in adresses:
            texte = lire(client.get(adresse))
            assert not secrets(texte), adresse
            assert "note confidentielle" not in texte.casefold(), adresse
            vues += 1
    assert vues > 20


# --- readers who no longer are ----------------------------------------------------------------


def lit(troupe, role):
    page = client_de(troupe, role).get(reverse("appuis:appui", args=[troupe.appui.pk]))
    return secrets(lire(page)) if page.status_code == 200 else set()


def test_le_co_charge_retire_ne_lit_plus(confidences):
    confidences.appui.co_charges.remove(confidences.collegue)
    assert lit(confidences, "collegue") == set()
    assert lit(confidences, "agent") == set(SECRETS)


def test_le_lecteur_retire_ne_lit_plus(confidences):
    note = NoteConfidentielle.objects.get(texte__contains=PARTAGEE)
    adresse = reverse("appuis:note_modifier", args=[note.pk])
    client_de(confidences, "agent").post(adresse, {"texte": note.texte})
    assert lit(confidences, "collegue") == set()


@pytest.mark.parametrize("role", ["agent", "collegue"])
def test_qui_quitte_la_mission_ne_lit_plus(confidences, role):
    Membre.objects.filter(utilisateur=getattr(confidences, role)).update(actif=False)
    assert lit(confidences, role) == set()


def test_un_compte_ferme_ne_lit_plus(confidences):
    client = client_de(confidences, "agent")
    type(confidences.agent).objects.filter(pk=confidences.agent.pk).update(is_active=False)
    reponse = client.get(reverse("appuis:appui", args=[confidences.appui.pk]))
    assert reponse.status_code == 302
    assert not secrets(lire(reponse))


def test_qui_devient_responsable_ne_lit_plus(confidences):
    Membre.objects.filter(utilisateur=confidences.agent).update(role=Membre.Role.RESPONSABLE)
    assert lit(confidences, "agent") == set()


@pytest.mark.parametrize("role", ["responsable", "beneficiaire", "etranger", "admin"])
def test_etre_nomme_ne_suffit_pas_sans_porter_l_appui(confidences, role):
    """A row forged in the table of readers opens nothing."""
    for note in NoteConfidentielle.objects.all():
        note.lecteurs.add(getattr(confidences, role))
    assert lit(confidences, role) == set()


def test_transmettre_ne_passe_que_les_notes_choisies(confidences):
    confiee = NoteConfidentielle.objects.get(texte__contains=SUR_LA_SEQUENCE)
    confidences.appui.transmettre(confidences.collegue, par=confidences.agent, notes=[confiee])
    assert lit(confidences, "collegue") == {PARTAGEE, SUR_LA_SEQUENCE}
    # The author keeps reading what she wrote.
    assert lit(confidences, "agent") == set(SECRETS)


def test_le_responsable_transmet_sans_rien_ouvrir(confidences):
    adresse = reverse("appuis:transmettre", args=[confidences.appui.pk])
    toutes = list(NoteConfidentielle.objects.values_list("pk", flat=True))
    client_de(confidences, "responsable").post(adresse, {"a": confidences.collegue.pk, "notes": toutes})
    confidences.appui.refresh_from_db()
    assert confidences.appui.charge == confidences.collegue
    assert lit(confidences, "collegue") == {PARTAGEE}
