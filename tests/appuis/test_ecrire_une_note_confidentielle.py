"""What a bénéficiaire confides is read by the author and by the co-officers they name, by nobody else."""

import pytest

from appuis.models import NoteConfidentielle
from missions.models import Membre
from tests.factories import BlocageFactory, NoteFactory, SequenceFactory

SECRET = "Le binôme élu-technicien ne s’accorde pas"


def _lit(client, user, appui):
    client.force_login(user)
    page = client.get(appui.get_absolute_url())
    return page.status_code == 200 and SECRET in page.content.decode()


def test_it_works(troupe, connecte):
    sequence, blocage = SequenceFactory(appui=troupe.appui), BlocageFactory(appui=troupe.appui)
    saisie = {"texte": SECRET, "sequence": sequence.pk, "blocage": blocage.pk}
    connecte(troupe.agent).post(f"/appuis/{troupe.appui.pk}/notes/nouvelle/", saisie)
    note = NoteConfidentielle.objects.get()
    assert (note.auteur, note.sequence, note.blocage) == (troupe.agent, sequence, blocage)


def test_la_page_dit_qui_lira_et_rappelle_le_droit_d_acces(troupe, connecte):
    texte = connecte(troupe.agent).get(f"/appuis/{troupe.appui.pk}/notes/nouvelle/").content.decode()
    assert "Lisible par vous seul" in texte
    assert "droit d’accès" in texte


@pytest.mark.parametrize("role", ["collegue", "responsable", "admin", "beneficiaire", "etranger"])
def test_personne_d_autre_ne_la_lit(troupe, client, role):
    NoteFactory(appui=troupe.appui, texte=SECRET)
    assert _lit(client, troupe.agent, troupe.appui)
    assert not _lit(client, getattr(troupe, role), troupe.appui)


def test_un_co_charge_ne_lit_que_s_il_est_nomme(troupe, client):
    troupe.appui.co_charges.add(troupe.collegue)
    note = NoteFactory(appui=troupe.appui, texte=SECRET)
    assert not _lit(client, troupe.collegue, troupe.appui)
    note.lecteurs.add(troupe.collegue)
    assert _lit(client, troupe.collegue, troupe.appui)


def test_l_acces_cesse_avec_la_charge(troupe, client):
    troupe.appui.co_charges.add(troupe.collegue)
    NoteFactory(appui=troupe.appui, texte=SECRET, lecteurs=[troupe.collegue])
    troupe.appui.co_charges.remove(troupe.collegue)
    assert not _lit(client, troupe.collegue, troupe.appui)


def test_l_acces_cesse_avec_l_appartenance(troupe, client):
    NoteFactory(appui=troupe.appui, texte=SECRET)
    Membre.objects.filter(utilisateur=troupe.agent).update(actif=False)
    assert not NoteConfidentielle.objects.visibles_par(troupe.agent).exists()
    assert not _lit(client, troupe.agent, troupe.appui)


def test_seul_l_auteur_la_modifie(troupe, connecte):
    troupe.appui.co_charges.add(troupe.collegue)
    note = NoteFactory(appui=troupe.appui, texte=SECRET, lecteurs=[troupe.collegue])
    client = connecte(troupe.collegue)
    assert client.get(f"/appuis/notes/{note.pk}/modifier/").status_code == 404
    assert client.post(f"/appuis/notes/{note.pk}/supprimer/").status_code == 404
    assert NoteConfidentielle.objects.get().texte == SECRET


def test_on_ne_nomme_lecteur_qu_un_co_charge(troupe, connecte):
    saisie = {"texte": SECRET, "lecteurs": [troupe.responsable.pk]}
    connecte(troupe.agent).post(f"/appuis/{troupe.appui.pk}/notes/nouvelle/", saisie)
    assert not NoteConfidentielle.objects.filter(lecteurs=troupe.responsable).exists()


def test_transmettre_l_appui_avec_une_note_choisie(troupe, client):
    confiee, gardee = NoteFactory(appui=troupe.appui, texte=SECRET), NoteFactory(appui=troupe.appui, texte="gardé")
    client.force_login(troupe.agent)
    saisie = {"a": troupe.collegue.pk, "notes": [confiee.pk]}
    client.post(f"/appuis/{troupe.appui.pk}/transmettre/", saisie)
    troupe.appui.refresh_from_db()
    assert troupe.appui.charge == troupe.collegue
    lues = NoteConfidentielle.objects.visibles_par(troupe.collegue)
    assert list(lues) == [confiee]
    assert gardee not in lues


def test_le_responsable_transmet_sans_les_notes(troupe, client):
    note = NoteFactory(appui=troupe.appui, texte=SECRET)
    client.force_login(troupe.responsable)
    page = client.get(f"/appuis/{troupe.appui.pk}/transmettre/")
    assert "notes" not in page.context["form"].fields
    client.post(f"/appuis/{troupe.appui.pk}/transmettre/", {"a": troupe.collegue.pk, "notes": [note.pk]})
    troupe.appui.refresh_from_db()
    assert troupe.appui.charge == troupe.collegue
    assert not NoteConfidentielle.objects.visibles_par(troupe.collegue).exists()


def test_une_panne_ne_raconte_rien(troupe, client, monkeypatch, settings, mailoutbox):
    """The report of a crash, mailed to the administrators, says nothing of what was typed."""
    settings.ADMINS, settings.DEBUG = [("Adam", "adam@example.org")], False
    monkeypatch.setattr("appuis.forms.notes.NoteForm.save", lambda self: 1 / 0)
    client.force_login(troupe.agent)
    client.raise_request_exception = False
    reponse = client.post(f"/appuis/{troupe.appui.pk}/notes/nouvelle/", {"texte": SECRET})
    assert reponse.status_code == 500
    assert SECRET not in "".join(m.body for m in mailoutbox)
