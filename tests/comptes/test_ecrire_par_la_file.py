"""Mail leaves through the queue: a dead mail server never stops anybody, and nothing of a message stays behind."""

import datetime
import json
import time

import pytest
import time_machine
from django.core import mail
from django.core.mail import BadHeaderError, EmailMessage, EmailMultiAlternatives, send_mail
from django.core.mail.backends.base import BaseEmailBackend
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from comptes.models import Notification
from comptes.travaux import dire_les_courriels_abandonnes
from coopappui import taches, travaux
from coopappui.boite import recus, serveur, texte
from coopappui.courriel import DELAIS, abandonnes, ecrire
from coopappui.donnees import effacer
from tests.comptes.outils import code_recu, demander_un_code, donner_le_code, est_connecte

ADRESSE = "agathe@example.org"


class EnPanne(BaseEmailBackend):
    """A mail server that refuses every connection."""

    def send_messages(self, email_messages):
        raise ConnectionRefusedError("personne au guichet")


class SansFin(BaseEmailBackend):
    """A mail server that accepts the connection and says nothing more."""

    def send_messages(self, email_messages):
        time.sleep(30)
        raise AssertionError("l’envoi n’a pas été interrompu")


@pytest.fixture
def file(settings, monkeypatch, db):
    """As in production: messages wait in the database. The transport is the test outbox."""
    # Between two tasks the worker drops its connection: here, it would be that of the test's own transaction.
    monkeypatch.setattr("django_tasks_db.management.commands.db_worker.close_old_connections", lambda: None)
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    settings.EMAIL_BACKEND = "coopappui.courriel.FileDAttente"
    settings.COURRIEL_TRANSPORT = "django.core.mail.backends.locmem.EmailBackend"


@pytest.fixture
def serveur_muet(file, settings):
    settings.COURRIEL_TRANSPORT = "tests.comptes.test_ecrire_par_la_file.EnPanne"


def vider():
    """What `manage.py db_worker` does, until nothing is ready."""
    call_command("db_worker", batch=True, interval=0, startup_delay=False, reload=False, verbosity=0)


def _en_clair():
    return str(list(DBTaskResult.objects.values_list("args_kwargs", flat=True)))


def _en_attente():
    return json.dumps(list(DBTaskResult.objects.values_list("args_kwargs", flat=True)))


def test_une_adresse_inconnue_et_impossible_ne_trouble_rien(client, db, file):
    """Typed to receive a code: answered as any unknown address."""
    reponse = demander_un_code(client, f"a@{'é' * 60}.fr", follow=True)
    assert "Écrivez le code reçu" in reponse.text
    assert DBTaskResult.objects.get().args_kwargs["args"][0]["to"] == []


def test_le_message_attend_puis_part_tel_quel(file):
    message = EmailMultiAlternatives(
        "Objet é",
        "Corps",
        "CoopAppui <ici@example.org>",
        ["a@example.org"],
        bcc=["b@example.org"],
        cc=["c@example.org"],
        reply_to=["r@example.org"],
        headers={"X-Genre": "essai"},
    )
    message.attach_alternative("<p>Corps</p>", "text/html")
    assert message.send() == 1
    assert not mail.outbox
    vider()
    [parti] = mail.outbox
    assert (parti.subject, parti.body, parti.from_email) == ("Objet é", "Corps", "CoopAppui <ici@example.org>")
    assert parti.recipients() == ["a@example.org", "c@example.org", "b@example.org"]
    assert parti.reply_to == ["r@example.org"]
    assert parti.extra_headers["X-Genre"] == "essai"
    assert [tuple(a) for a in parti.alternatives] == [("<p>Corps</p>", "text/html")]


def test_un_message_en_html_le_reste(file):
    message = EmailMessage("Objet", "<p>Corps</p>", to=["a@example.org"])
    message.content_subtype = "html"
    message.send()
    vider()
    assert mail.outbox[0].message().get_content_type() == "text/html"


def test_il_ne_reste_rien_du_message_dans_la_file(file):
    send_mail("Objet", "code secret", None, ["a@example.org"])
    assert "code secret" in _en_attente()
    vider()
    assert "code secret" not in _en_attente()
    assert DBTaskResult.objects.get().status == "SUCCESSFUL"


def test_entrer_avec_un_code_passe_par_la_file(file, client, troupe):
    demander_un_code(client, ADRESSE)
    vider()
    donner_le_code(client, code_recu())
    assert est_connecte(client)


def test_un_serveur_de_courriel_muet_ne_gene_personne(serveur_muet, client, troupe):
    page = demander_un_code(client, ADRESSE, follow=True)
    assert page.status_code == 200
    assert "Écrivez le code reçu" in page.content.decode()
    assert client.post(reverse("account_reset_password"), {"email": ADRESSE}).status_code == 302
    vider()


def test_on_reessaie_jusqu_a_ce_que_le_serveur_reponde(serveur_muet, settings):
    debut = datetime.datetime(2026, 11, 23, 9, 0, tzinfo=datetime.UTC)
    with time_machine.travel(debut, tick=False) as horloge:
        send_mail("Objet", "Corps", None, ["a@example.org"])
        vider()
        assert not DBTaskResult.objects.ready().exists(), "le second essai attend son heure"
        settings.COURRIEL_TRANSPORT = "django.core.mail.backends.locmem.EmailBackend"
        horloge.shift(DELAIS[0])
        vider()
    assert [m.body for m in mail.outbox] == ["Corps"]


def test_remettre_en_file_et_oublier_vont_ensemble(serveur_muet, monkeypatch):
    """The worker stops between the two: the message is in the queue once, not twice."""

    def coupure(*args):
        raise ConnectionError("le travailleur s’arrête ici")

    monkeypatch.setattr("coopappui.courriel._oublier", coupure)
    send_mail("Objet", "Corps", None, ["a@example.org"])
    vider()
    assert DBTaskResult.objects.count() == 1


def test_le_message_garde_son_identite_d_un_essai_a_l_autre(serveur_muet, settings):
    """A server that took it but did not say so would otherwise deliver two different mails."""
    send_mail("Objet", "Corps", None, ["a@example.org"])
    identite = DBTaskResult.objects.get().args_kwargs["args"][0]["headers"]["Message-ID"]
    vider()
    settings.COURRIEL_TRANSPORT = "django.core.mail.backends.locmem.EmailBackend"
    with time_machine.travel(timezone.now() + DELAIS[0]):
        vider()
    assert mail.outbox[0].message()["Message-ID"] == identite


def test_on_finit_par_renoncer_en_le_disant(serveur_muet, caplog):
    with time_machine.travel(datetime.datetime(2026, 11, 23, 9, 0, tzinfo=datetime.UTC), tick=False) as horloge:
        send_mail("Objet", "code secret", None, ["a@example.org"])
        for delai in (datetime.timedelta(), *DELAIS):
            horloge.shift(delai)
            vider()
    assert not DBTaskResult.objects.ready().exists()
    assert DBTaskResult.objects.count() == len(DELAIS) + 1
    assert "Courriel abandonné après 10 essais : Objet" in caplog.text
    assert "code secret" not in _en_attente() + caplog.text
    tache = abandonnes().get()
    assert tache.exception_class_path == "coopappui.courriel.Abandonne"
    assert "personne au guichet" not in tache.traceback
    assert sum(DELAIS, datetime.timedelta()) > datetime.timedelta(days=3), "un serveur en panne tout un week-end"


@pytest.fixture
def abandonner(file):
    def _abandonner(le):
        send_mail("Objet", "code secret", None, ["a@example.org"])
        DBTaskResult.objects.filter(status="READY").update(status="FAILED", finished_at=le)

    return _abandonner


def test_les_administrateurs_apprennent_qu_un_courriel_est_perdu(abandonner, troupe):
    """In the portal, once a day; what was told is not told again."""
    matin = datetime.datetime(2026, 11, 23, 9, 0, tzinfo=datetime.UTC)
    heure, jour = datetime.timedelta(hours=1), datetime.timedelta(days=1)
    siennes = Notification.objects.visibles_par(troupe.admin)
    with time_machine.travel(matin, tick=False) as horloge:
        assert dire_les_courriels_abandonnes() is None
        abandonner(matin - heure)
        assert dire_les_courriels_abandonnes() == "E-mails abandonnés : 1."
        assert [n.titre for n in siennes] == ["Un e-mail n’a pas pu partir"]
        DBTaskResult.objects.filter(status="READY").delete()  # the mail that tells it
        horloge.shift(heure)
        abandonner(matin + heure)
        abandonner(matin + heure)
        assert dire_les_courriels_abandonnes() is None
        horloge.shift(jour)
        assert dire_les_courriels_abandonnes() == "E-mails abandonnés : 2."
        assert siennes.all()[0].titre == "2 e-mails n’ont pas pu partir"
        horloge.shift(jour)
        DBTaskResult.objects.filter(status="READY").delete()
        assert dire_les_courriels_abandonnes() is None
    assert not Notification.objects.exclude(destinataire=troupe.admin).exists()


def test_un_echec_est_garde_le_temps_d_etre_dit(abandonner, troupe):
    abandonner(timezone.now() - datetime.timedelta(days=2))
    call_command("entretien")
    assert Notification.objects.visibles_par(troupe.admin).get().titre == "Un e-mail n’a pas pu partir"
    abandonnes().update(finished_at=timezone.now() - datetime.timedelta(days=8))
    call_command("entretien")
    assert not abandonnes().exists()


def test_les_administrateurs_apprennent_qu_un_travail_a_echoue(troupe, monkeypatch, mailoutbox):
    def manquer():
        raise RuntimeError("panne")

    monkeypatch.setattr(travaux, "TRAVAUX", [manquer, lambda: "Fait."])
    for _ in range(2):
        with pytest.raises(CommandError, match=r"^1 travail en échec : voyez le journal\.$"):
            call_command("entretien")
    [notification] = Notification.objects.all()
    assert (notification.destinataire, notification.titre) == (troupe.admin, "Un travail prévu a échoué")
    assert "manquer. Un nouvel essai suit" in notification.detail
    monkeypatch.setattr(travaux, "TRAVAUX", [manquer, manquer])
    with pytest.raises(CommandError, match=r"^2 travaux en échec"):
        call_command("entretien")


def test_les_courriels_qui_attendent_un_nouvel_essai_s_effacent_avec_le_compte(serveur_muet, troupe):
    send_mail("Objet", "Corps", None, [troupe.beneficiaire.email])
    vider()
    assert troupe.beneficiaire.email in _en_clair()
    effacer(troupe.beneficiaire)
    assert troupe.beneficiaire.email not in _en_clair()


@pytest.mark.parametrize(
    "champs",
    [
        {"subject": "Bonjour\nBcc: tous@example.org"},
        {"to": ["a@example.org\r\nBcc: tous@example.org"]},
        {"from_email": "x@example.org\nBcc: tous@example.org"},
        {"headers": {"X-Genre": "a\r\nBcc: tous@example.org"}},
    ],
    ids=["objet", "destinataire", "expéditeur", "en-tête"],
)
def test_un_retour_a_la_ligne_dans_un_en_tete_est_refuse(champs, file):
    champs = {"subject": "Objet", "body": "Corps", "to": ["a@example.org"], **champs}
    with pytest.raises(BadHeaderError):
        EmailMessage(**champs).send()
    assert not DBTaskResult.objects.exists()


def test_une_adresse_inconnue_coute_autant_et_n_ecrit_a_personne(file, troupe):
    """The same rows are written whether the account exists or not; the worker then has nobody to write to."""
    demander_un_code(Client(), ADRESSE)
    demander_un_code(Client(), "inconnue@example.org")
    assert DBTaskResult.objects.count() == 2
    vider()
    assert [m.to for m in mail.outbox] == [[ADRESSE]]


def test_une_piece_jointe_n_est_pas_perdue_en_silence(file):
    message = EmailMessage("Objet", "Corps", to=["a@example.org"])
    message.attach("a.txt", "texte", "text/plain")
    with pytest.raises(NotImplementedError):
        message.send()


def test_un_message_interrompu_est_repris(file):
    """The worker was killed while sending."""
    send_mail("Objet", "Corps", None, ["a@example.org"])
    il_y_a_une_heure = timezone.now() - datetime.timedelta(hours=1)
    DBTaskResult.objects.update(status="RUNNING", started_at=il_y_a_une_heure, worker_ids=["a"])
    call_command("entretien", verbosity=0)
    vider()
    assert [m.body for m in mail.outbox] == ["Corps"]
    assert DBTaskResult.objects.get().worker_ids[0] == "a", "le nombre d’essais ne s’oublie pas"


def test_un_message_en_train_de_partir_n_est_pas_repris(file):
    send_mail("Objet", "Corps", None, ["a@example.org"])
    DBTaskResult.objects.update(status="RUNNING", started_at=timezone.now() - datetime.timedelta(seconds=70))
    assert taches.reprendre() == (0, 0)


def test_une_tache_qui_tue_ses_travailleurs_est_abandonnee(file):
    send_mail("Objet", "code secret", None, ["a@example.org"])
    avant = timezone.now() - datetime.timedelta(minutes=2)
    DBTaskResult.objects.update(status="RUNNING", started_at=avant, worker_ids=["a", "b", "c"])
    assert taches.reprendre() == (0, 1)
    assert DBTaskResult.objects.get().status == "FAILED"
    assert "code secret" not in _en_attente()


def test_un_envoi_qui_n_en_finit_pas_est_interrompu_puis_reessaye(file, settings, monkeypatch):
    settings.COURRIEL_TRANSPORT = "tests.comptes.test_ecrire_par_la_file.SansFin"
    monkeypatch.setattr("coopappui.courriel.au_plus", lambda: taches.au_plus(1))
    send_mail("Objet", "Corps", None, ["a@example.org"])
    vider()
    assert list(DBTaskResult.objects.order_by("enqueued_at").values_list("status", flat=True)) == [
        "SUCCESSFUL",
        "READY",
    ]
    DBTaskResult.objects.update(run_after=timezone.now())
    settings.COURRIEL_TRANSPORT = "django.core.mail.backends.locmem.EmailBackend"
    vider()
    assert [m.body for m in mail.outbox] == ["Corps"]


def test_l_entretien_oublie_les_vieilles_taches(file):
    send_mail("Objet", "Corps", None, ["a@example.org"])
    vider()
    call_command("entretien")
    assert DBTaskResult.objects.exists(), "un jour est gardé, pour comprendre une panne"
    DBTaskResult.objects.update(finished_at=timezone.now() - datetime.timedelta(days=2))
    call_command("entretien")
    assert not DBTaskResult.objects.exists()


def test_un_vrai_serveur_recoit_le_texte_et_le_html(file, settings, tmp_path, port_libre):
    """Over SMTP on loopback; resent after an interruption, the message keeps its identity and is kept once."""
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port_libre
    controleur = serveur(tmp_path / "recus", port_libre)
    controleur.start()
    try:
        settings.COURRIEL_TRANSPORT = "django.core.mail.backends.smtp.EmailBackend"
        ecrire("bea@example.org", "Une fiche à remplir", ["Bonjour à vous."], ("Ouvrir", "/espace/"))
        vider()
        DBTaskResult.objects.all().delete()
        [(_, message)] = recus(tmp_path / "recus")
        assert message["Subject"] == "Une fiche à remplir"
        assert message["To"] == "bea@example.org"
        assert "Ouvrir : http://127.0.0.1:8000/espace/" in texte(message)
        html = message.get_body(preferencelist=("html",)).get_content()
        assert '<a href="http://127.0.0.1:8000/espace/"' in html
        assert "Bonjour à vous." in html
    finally:
        controleur.stop()


def test_un_titre_sur_deux_lignes_n_ajoute_pas_d_en_tete(file):
    ecrire("a@example.org", "Objet\r\nBcc: b@example.org", ["Corps <b>gras</b>"])
    vider()
    [parti] = mail.outbox
    assert parti.subject == "Objet Bcc: b@example.org"
    assert parti.recipients() == ["a@example.org"]
    assert "&lt;b&gt;gras&lt;/b&gt;" in parti.alternatives[0][0]
