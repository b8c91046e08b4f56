"""Being told: in the portal, by mail at one's own rhythm, once, and never again when one says so."""

import datetime
import re

import pytest
import time_machine
from django.core import mail
from django.urls import reverse

from comptes.models import ChoixDeCourriel, Notification, Rythme, Sujet
from comptes.notifications import jeton_de_desabonnement, prevenir
from comptes.rappels import SOURCES, Rappel, moment, rappeler
from comptes.travaux import oublier_les_notifications, rappels, recapitulatifs
from tests.missions.documents import charte

NOTIFICATIONS = reverse("comptes:notifications")
MATIN = datetime.datetime(2026, 11, 23, 7, 30, tzinfo=datetime.timezone(datetime.timedelta(hours=1)))


def _prevenir(*comptes, **options):
    return prevenir(comptes, Sujet.FICHE, "Une fiche vous attend", "/espace/", **options)


def _choisir(compte, rythme, sujet=Sujet.FICHE):
    ChoixDeCourriel.objects.choisir(compte, sujet, rythme)


def _lien_de_desabonnement(message):
    return re.search(r"<(http://[^/]+)?(/[^>]+)>", message.extra_headers["List-Unsubscribe"])[2]


def test_on_est_prevenu_sur_le_portail_et_par_courriel(troupe, connecte):
    _prevenir(troupe.beneficiaire, detail="Pour le 30 novembre.")
    [message] = mail.outbox
    assert message.to == [troupe.beneficiaire.email]
    assert message.subject == "Une fiche vous attend"
    assert "Ouvrir : http://127.0.0.1:8000/espace/" in message.body
    assert message.alternatives[0].mimetype == "text/html"
    page = connecte(troupe.beneficiaire).get(NOTIFICATIONS).content.decode()
    assert "Une fiche vous attend" in page
    assert "Pour le 30 novembre." in page


def test_une_adresse_inutilisable_n_empeche_pas_de_prevenir_les_autres(troupe):
    troupe.agent.email = f"a@{'é' * 60}.fr"
    assert len(_prevenir(troupe.agent, troupe.beneficiaire)) == 2
    assert [m.to for m in mail.outbox] == [[troupe.beneficiaire.email]]


def test_chacun_ne_lit_que_les_siennes(troupe, connecte):
    [notification] = _prevenir(troupe.beneficiaire)
    client = connecte(troupe.agent)
    assert "Une fiche vous attend" not in client.get(NOTIFICATIONS).content.decode()
    assert client.post(reverse("comptes:notification", args=[notification.pk])).status_code == 404


def test_l_ouvrir_la_marque_comme_lue_et_y_mene(troupe, connecte):
    [notification] = _prevenir(troupe.beneficiaire)
    client = connecte(troupe.beneficiaire)
    assert ">1<span" in client.get(NOTIFICATIONS).content.decode()
    reponse = client.post(reverse("comptes:notification", args=[notification.pk]))
    assert (reponse.status_code, reponse["Location"]) == (302, "/espace/")
    assert "Vous avez tout lu." in client.get(NOTIFICATIONS).content.decode()


def test_tout_marquer_comme_lu(troupe, connecte):
    _prevenir(troupe.beneficiaire)
    _prevenir(troupe.beneficiaire, troupe.agent)
    page = connecte(troupe.beneficiaire).post(reverse("comptes:tout_lire"), follow=True).content.decode()
    assert "2 notifications marquées comme lues." in page
    assert Notification.objects.non_lues().get().destinataire == troupe.agent


def test_le_meme_fait_n_est_annonce_qu_une_fois(troupe):
    assert len(_prevenir(troupe.beneficiaire, cle="fiche-1")) == 1
    assert _prevenir(troupe.beneficiaire, cle="fiche-1") == []
    assert len(_prevenir(troupe.beneficiaire, troupe.agent, cle="fiche-1")) == 1
    assert len(mail.outbox) == 2


def test_ni_qui_l_a_fait_ni_un_compte_ferme_ne_sont_prevenus(troupe):
    troupe.collegue.is_active = False
    troupe.collegue.save()
    _prevenir(troupe.agent, troupe.collegue, troupe.agent, troupe.beneficiaire, sauf=troupe.agent)
    assert [m.to for m in mail.outbox] == [[troupe.beneficiaire.email]]


def test_un_titre_saisi_sur_deux_lignes_reste_un_titre(troupe):
    prevenir([troupe.agent], Sujet.MESSAGE, "Béa\r\nBcc: x@example.org vous a écrit", "/")
    assert mail.outbox[0].subject == "Béa Bcc: x@example.org vous a écrit"


def test_choisir_ses_courriels(troupe, connecte):
    client = connecte(troupe.beneficiaire)
    adresse = reverse("comptes:rythmes")
    choix = dict.fromkeys(Sujet.values, "immediat") | {"fiche": "jamais", "message": "quotidien"}
    assert "(obligatoire)" not in client.get(adresse).text
    client.post(adresse, choix)
    assert "Vos choix sont enregistrés." in client.get(adresse).content.decode()
    _prevenir(troupe.beneficiaire)
    prevenir([troupe.beneficiaire], Sujet.MESSAGE, "On vous a écrit", "/espace/")
    assert mail.outbox == []
    assert Notification.objects.visibles_par(troupe.beneficiaire).count() == 2


def test_couper_les_fiches_ne_coupe_pas_la_charte(troupe):
    for sujet in (Sujet.FICHE, Sujet.DEMANDE, Sujet.APPUI):
        _choisir(troupe.agent, Rythme.JAMAIS, sujet)
    charte(troupe.mission).publier(troupe.admin)
    [message] = [m for m in mail.outbox if m.to == [troupe.agent.email]]
    assert "vous suivez « La vie de la mission : documents à lire" in message.body


def test_un_clic_arrete_la_vie_de_la_mission_et_elle_seule(troupe, client):
    prevenir([troupe.agent], Sujet.MISSION, "Une charte est à lire", "/")
    lien = _lien_de_desabonnement(mail.outbox[0])
    assert "documents à lire, enquêtes, ressources proposées" in client.get(lien).content.decode()
    client.post(lien, {"List-Unsubscribe": "One-Click"})
    prevenir([troupe.agent], Sujet.MISSION, "Une charte est à lire", "/")
    prevenir([troupe.agent], Sujet.FICHE, "Une fiche vous attend", "/")
    assert [m.subject for m in mail.outbox] == ["Une charte est à lire", "Une fiche vous attend"]


def test_seuls_les_membres_d_une_mission_choisissent_ce_qui_la_concerne(troupe, connecte):
    propres = {Sujet.DEMANDE, Sujet.MISSION}
    adresse = reverse("comptes:rythmes")
    assert connecte(troupe.responsable).get(adresse).context["form"].fields.keys() == set(Sujet.values)
    assert connecte(troupe.beneficiaire).get(adresse).context["form"].fields.keys() == set(Sujet.values) - propres


def test_un_choix_inconnu_est_dit_a_cote_du_sujet(troupe, connecte):
    choix = dict.fromkeys(Sujet.values, "immediat") | {"fiche": "parfois"}
    page = connecte(troupe.beneficiaire).post(reverse("comptes:rythmes"), choix)
    assert page.context["form"].errors.keys() == {"fiche"}
    assert not ChoixDeCourriel.objects.exists()


def test_un_clic_de_la_messagerie_desabonne_sans_session(troupe, client):
    """RFC 8058: the mail program posts by itself, without cookie nor CSRF token."""
    _prevenir(troupe.beneficiaire)
    lien = _lien_de_desabonnement(mail.outbox[0])
    assert mail.outbox[0].extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    severe = client.__class__(enforce_csrf_checks=True)
    assert severe.post(lien, {"List-Unsubscribe": "One-Click"}).status_code == 200
    _prevenir(troupe.beneficiaire)
    assert len(mail.outbox) == 1


def test_ouvrir_le_lien_ne_desabonne_pas_encore(troupe, client):
    _prevenir(troupe.beneficiaire)
    lien = _lien_de_desabonnement(mail.outbox[0])
    assert "Ne plus recevoir ces e-mails ?" in client.get(lien).content.decode()
    assert not ChoixDeCourriel.objects.exists()
    assert "C’est noté" in client.post(lien).content.decode()
    assert ChoixDeCourriel.objects.get().rythme == Rythme.JAMAIS


@pytest.mark.parametrize("rythme", [Rythme.IMMEDIAT, Rythme.QUOTIDIEN])
def test_le_lien_suivi_une_seconde_fois_dit_ou_l_on_en_est(troupe, client, rythme):
    """Of one subject, then of the daily mail; a new choice since makes it a question again."""
    _choisir(troupe.beneficiaire, rythme)
    with time_machine.travel(MATIN, tick=False):
        _prevenir(troupe.beneficiaire)
        recapitulatifs()
    lien = _lien_de_desabonnement(mail.outbox[0])
    client.post(lien)
    page = client.get(lien).content.decode()
    assert "Vous ne recevez plus ces e-mails" in page
    assert "<form" not in page
    _choisir(troupe.beneficiaire, rythme)
    assert "Ne plus recevoir ces e-mails ?" in client.get(lien).content.decode()


@pytest.mark.parametrize("jeton", ["faux", "WzEsMl0:1abc:xyz"])
def test_un_lien_de_desabonnement_fabrique_est_inconnu(db, client, jeton):
    assert client.get(reverse("desabonnement", args=[jeton])).status_code == 404


def test_un_recapitulatif_par_jour_au_plus(troupe):
    _choisir(troupe.beneficiaire, Rythme.QUOTIDIEN)
    with time_machine.travel(MATIN, tick=False) as horloge:
        _prevenir(troupe.beneficiaire)
        _prevenir(troupe.beneficiaire)
        recapitulatifs()
        recapitulatifs()
        [message] = mail.outbox
        assert message.subject == "Vos 2 nouvelles du jour"
        assert message.body.count("Une fiche vous attend") == 2
        _prevenir(troupe.beneficiaire)
        horloge.shift(datetime.timedelta(hours=5))
        recapitulatifs()
        assert len(mail.outbox) == 1, "la suite attend demain"
        horloge.shift(datetime.timedelta(hours=20))
        recapitulatifs()
        assert [m.subject for m in mail.outbox] == ["Vos 2 nouvelles du jour", "Une nouvelle du jour"]


def test_un_clic_arrete_le_recapitulatif(troupe, client):
    """The subjects that go in it, and what waits for the next one; those told at once are still told."""
    _choisir(troupe.beneficiaire, Rythme.QUOTIDIEN)
    with time_machine.travel(MATIN, tick=False) as horloge:
        _prevenir(troupe.beneficiaire)
        recapitulatifs()
        [message] = mail.outbox
        assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        lien = _lien_de_desabonnement(message)
        assert lien in message.body
        _prevenir(troupe.beneficiaire)
        assert "récapitulatif envoyé une fois par jour" in client.get(lien).content.decode()
        assert "plus le récapitulatif de chaque jour" in client.post(lien).content.decode()
        _prevenir(troupe.beneficiaire)
        horloge.shift(datetime.timedelta(days=1))
        recapitulatifs()
        assert len(mail.outbox) == 1
    assert ChoixDeCourriel.objects.get().rythme == Rythme.JAMAIS
    prevenir([troupe.beneficiaire], Sujet.MESSAGE, "On vous a écrit", "/espace/")
    assert len(mail.outbox) == 2


@pytest.mark.parametrize("moyen", ["page", "lien"])
def test_ce_qui_attendait_ne_part_plus(troupe, connecte, moyen):
    _choisir(troupe.beneficiaire, Rythme.QUOTIDIEN)
    _choisir(troupe.beneficiaire, Rythme.QUOTIDIEN, Sujet.MESSAGE)
    client = connecte(troupe.beneficiaire)
    with time_machine.travel(MATIN, tick=False):
        _prevenir(troupe.beneficiaire)
        prevenir([troupe.beneficiaire], Sujet.MESSAGE, "On vous a écrit", "/espace/")
        if moyen == "page":
            choix = dict.fromkeys(Sujet.values, "immediat") | {"fiche": "jamais", "message": "quotidien"}
            client.post(reverse("comptes:rythmes"), choix)
        else:
            jeton = jeton_de_desabonnement(troupe.beneficiaire, Sujet.FICHE)
            client.post(reverse("desabonnement", args=[jeton]), {"List-Unsubscribe": "One-Click"})
        recapitulatifs()
    [message] = mail.outbox
    assert "On vous a écrit" in message.body
    assert "Une fiche vous attend" not in message.body
    assert Notification.objects.visibles_par(troupe.beneficiaire).count() == 2


def test_rien_ne_part_la_nuit(troupe):
    _choisir(troupe.beneficiaire, Rythme.QUOTIDIEN)
    with time_machine.travel(MATIN - datetime.timedelta(hours=3), tick=False):
        _prevenir(troupe.beneficiaire)
        assert recapitulatifs() is None
        assert rappels() is None
    assert mail.outbox == []


@pytest.fixture
def a_rappeler(monkeypatch):
    """The reminders that a part of the portal would give."""
    dus = []
    monkeypatch.setattr("comptes.rappels.SOURCES", [lambda aujourd_hui: dus])
    return dus


def test_un_rappel_n_est_fait_qu_une_fois_meme_en_retard(troupe, a_rappeler):
    jour = datetime.date(2026, 11, 23)
    a_rappeler.append(Rappel(troupe.beneficiaire, "fiche-1-j7", "« Pré-projet » est attendu le 30 novembre", "/f/"))
    assert rappeler(jour) == 1
    assert rappeler(jour) == 0
    assert rappeler(jour + datetime.timedelta(days=1)) == 0
    [message] = mail.outbox
    assert message.subject == "« Pré-projet » est attendu le 30 novembre"


def test_un_seul_courriel_de_rappel_par_jour(troupe, a_rappeler):
    jour = datetime.date(2026, 11, 23)
    a_rappeler += [
        Rappel(troupe.beneficiaire, "a", "La première est attendue demain", "/a/"),
        Rappel(troupe.beneficiaire, "b", "La seconde est attendue demain", "/b/"),
    ]
    assert rappeler(jour) == 1
    a_rappeler.append(Rappel(troupe.beneficiaire, "c", "La troisième est attendue demain", "/c/"))
    assert rappeler(jour) == 0, "celle-ci attend demain"
    assert rappeler(jour + datetime.timedelta(days=1)) == 1
    assert [m.subject for m in mail.outbox] == ["2 choses vous attendent", "La troisième est attendue demain"]
    assert "La première est attendue demain · La seconde est attendue demain" in mail.outbox[0].body


@pytest.mark.parametrize(("nombre", "dit"), [(1, "1 personne prévenue"), (2, "2 personnes prévenues")])
def test_le_journal_dit_combien_de_personnes_sont_prevenues(troupe, a_rappeler, nombre, dit):
    for compte in (troupe.beneficiaire, troupe.agent)[:nombre]:
        a_rappeler.append(Rappel(compte, "a", "Elle est attendue demain", "/a/"))
        _choisir(compte, Rythme.QUOTIDIEN)
        _prevenir(compte)
    with time_machine.travel(MATIN, tick=False):
        assert rappels() == f"Rappels : {dit}."
        assert recapitulatifs() == ("Récapitulatifs : 1 envoyé." if nombre == 1 else "Récapitulatifs : 2 envoyés.")


@pytest.mark.parametrize(
    ("jours", "attendu"), [(8, ""), (7, "j7"), (3, "j7"), (2, "j2"), (0, "j2"), (-1, ""), (None, "")]
)
def test_quand_une_echeance_se_rappelle(jours, attendu):
    jour = datetime.date(2026, 11, 23)
    echeance = None if jours is None else jour + datetime.timedelta(days=jours)
    assert moment(echeance, jour) == attendu


def test_les_vieilles_notifications_s_oublient(troupe):
    with time_machine.travel(MATIN - datetime.timedelta(days=400)):
        _prevenir(troupe.agent)
    [recente] = _prevenir(troupe.agent)
    oublier_les_notifications()
    assert list(Notification.objects.all()) == [recente]


def test_la_page_coute_autant_pour_cent_notifications(troupe, connecte, django_assert_max_num_queries):
    client = connecte(troupe.beneficiaire)
    for _ in range(30):
        _prevenir(troupe.beneficiaire)
    with django_assert_max_num_queries(8):
        client.get(NOTIFICATIONS)


def test_chaque_source_de_rappels_repond(troupe):
    for source in SOURCES:
        assert list(source(datetime.date(2026, 11, 23))) is not None
