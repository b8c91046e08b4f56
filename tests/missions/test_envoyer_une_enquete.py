"""The mails of an enquête: the link, once to each; reminders; chased by hand."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from coopappui.travaux import accomplir
from missions.models import Destinataire, Enquete
from missions.travaux import finir_d_inviter, rappeler_les_enquetes
from tests.factories import DestinataireFactory, EnqueteFactory, PersonneFactory, QuestionFactory, il_y_a
from tests.missions.envois import faire_partir

pytestmark = pytest.mark.django_db


@pytest.fixture
def enquete(troupe):
    enquete = EnqueteFactory(mission=troupe.mission, titre="Vos besoins")
    QuestionFactory(enquete=enquete, numero="1", genre="oui-non", enonce="Coopérez-vous ?")
    return enquete


def adresse(nom, objet):
    return reverse(f"enquetes:{nom}", args=[objet.pk])


def test_opened_it_is_sent_once_to_each(troupe, connecte, enquete, mailoutbox):
    DestinataireFactory(enquete=enquete, personne=troupe.personne)
    DestinataireFactory(enquete=enquete, personne=None, nom="Jean")
    client = connecte(troupe.agent)
    assert "1 courriel à envoyer" in client.get(adresse("ouvrir", enquete)).text
    client.post(adresse("ouvrir", enquete))
    client.post(adresse("ouvrir", enquete))
    faire_partir()
    assert len(mailoutbox) == 1
    corps = mailoutbox[0].body
    for attendu in ("Mission Haut-Vernay", "Construire avec vous notre offre", "20 minutes", "/e/"):
        assert attendu in corps
    # Whoever is added later is written to at once.
    tard = PersonneFactory(mission=troupe.mission, courriel="tard@example.org")
    client.post(adresse("choisir", enquete), {"personnes": [tard.pk]})
    faire_partir()
    assert mailoutbox[-1].to == ["tard@example.org"]


def test_many_are_written_to_little_by_little_and_none_twice(troupe, enquete, mailoutbox, monkeypatch):
    """However many tasks are asked for, or stop on the way."""
    monkeypatch.setattr("missions.envois_d_enquete.PAR_TACHE", 2)
    for _ in range(5):
        DestinataireFactory(enquete=enquete)
    enquete.ouvrir(troupe.agent)
    assert mailoutbox == []
    assert finir_d_inviter() is None
    DBTaskResult.objects.all().delete()
    Enquete.objects.update(ouverte_le=timezone.now() - datetime.timedelta(hours=1))
    assert finir_d_inviter() == "Envois d’enquêtes repris : 1."
    finir_d_inviter()
    assert faire_partir() == 4
    assert sorted(m.to[0] for m in mailoutbox) == sorted(d.adresse for d in enquete.destinataires.all())
    assert finir_d_inviter() is None


def test_one_reminder_before_and_one_after(troupe, enquete, mailoutbox):
    muet, refus, fait, recent = (DestinataireFactory(enquete=enquete) for _ in range(4))
    enquete.ouvrir(troupe.agent)
    faire_partir()
    mailoutbox.clear()
    envois = Destinataire.objects.exclude(pk=recent.pk)
    envois.update(envoye_le=enquete.creee_le.replace(year=2020))
    Destinataire.objects.get(pk=refus.pk).refuser()
    Destinataire.objects.filter(pk=fait.pk).update(repondu_le=enquete.creee_le)

    def rappeler(butoir):
        Enquete.objects.update(date_butoir=butoir)
        mailoutbox.clear()
        rappeler_les_enquetes()
        faire_partir()
        return [courriel.to[0] for courriel in mailoutbox]

    assert rappeler(il_y_a(-20)) == []
    assert rappeler(il_y_a(-4)) == [muet.adresse]
    assert rappeler(il_y_a(-3)) == []
    # Never the day after another mail.
    assert rappeler(il_y_a(1)) == []
    Destinataire.objects.filter(pk=muet.pk).update(relance_avant_le=enquete.creee_le.replace(year=2020))
    assert rappeler(il_y_a(1)) == [muet.adresse]
    assert "il est encore temps" in mailoutbox[0].subject
    assert rappeler(il_y_a(2)) == []
    assert accomplir()[1] == 0
    assert mailoutbox == []


def _muet(enquete, par, butoir):
    """One recipient, written to long ago."""
    DestinataireFactory(enquete=enquete)
    enquete = enquete.ouvrir(par)
    faire_partir()
    Destinataire.objects.update(envoye_le=enquete.creee_le.replace(year=2020))
    Enquete.objects.update(date_butoir=butoir)
    return Enquete.objects.get()


def test_once_closed_nobody_is_reminded_any_more(troupe, enquete, mailoutbox):
    """Even when it is closed between the reminder asked for and the mail."""
    ouverte = _muet(enquete, troupe.agent, il_y_a(-4))
    mailoutbox.clear()
    assert rappeler_les_enquetes() == "Rappels d’enquêtes en route : 1."
    ouverte.clore(troupe.agent)
    faire_partir()
    assert rappeler_les_enquetes() is None
    # Nor by hand.
    muet = Destinataire.objects.get()
    for geste in (muet.relancer, muet.changer_de_lien):
        with pytest.raises(ValidationError, match="pas ouverte"):
            geste()
    assert mailoutbox == []


def test_long_after_the_date_nobody_is_reminded_any_more(troupe, enquete):
    _muet(enquete, troupe.agent, il_y_a(31))
    assert rappeler_les_enquetes() is None
    Enquete.objects.update(date_butoir=il_y_a(30))
    assert rappeler_les_enquetes() == "Rappels d’enquêtes en route : 1."


@pytest.mark.parametrize("passee", [False, True])
def test_no_mail_gives_until_a_day_that_is_past(troupe, enquete, mailoutbox, passee):
    """Chased by hand, given another link, or added late."""
    enquete.date_butoir = il_y_a(1 if passee else -1)
    enquete.etat, enquete.ouverte_le = "ouverte", timezone.now()
    enquete.save()
    destinataire = DestinataireFactory(enquete=enquete)
    destinataire.inviter()
    # What has just left is not sent again.
    Destinataire.objects.update(envoye_le=timezone.now() - datetime.timedelta(days=2))
    destinataire.relancer()
    destinataire.changer_de_lien()
    assert len(mailoutbox) == 3
    for message in mailoutbox:
        assert "20 minutes" in message.body
        assert (f"vous avez jusqu’au {enquete.date_butoir:%d/%m/%Y}" in message.body) is not passee


def test_chased_by_hand_all_but_those_just_written_to(troupe, connecte, enquete, mailoutbox):
    ancien, recent = DestinataireFactory(enquete=enquete), DestinataireFactory(enquete=enquete)
    enquete.ouvrir(troupe.agent)
    faire_partir()
    Destinataire.objects.filter(pk=ancien.pk).update(envoye_le=enquete.creee_le.replace(year=2020))
    mailoutbox.clear()
    client = connecte(troupe.agent)
    assert "1 courriel de relance" in client.post(adresse("relancer_tous", enquete), follow=True).text
    faire_partir()
    assert [m.to for m in mailoutbox] == [[ancien.adresse]]
    assert "Personne à relancer" in client.post(adresse("relancer_tous", enquete), follow=True).text
    # One of them, by hand, an hour later.
    Destinataire.objects.filter(pk=recent.pk).update(envoye_le=timezone.now() - datetime.timedelta(hours=1))
    client.post(adresse("relancer", recent))
    assert mailoutbox[-1].to == [recent.adresse]


# A domain whose name is too long to be asked for; addresses were once kept without that being checked.
INUTILISABLE = f"a@{'é' * 60}.fr"


@pytest.fixture
def bloquante(enquete):
    """The first of three recipients, whose address no mail can be made out to."""
    bloquante = DestinataireFactory(
        enquete=enquete, personne=PersonneFactory(mission=enquete.mission, courriel=INUTILISABLE)
    )
    DestinataireFactory.create_batch(2, enquete=enquete)
    return bloquante


def test_an_address_that_cannot_be_written_to_stops_nobody(troupe, connecte, enquete, bloquante, mailoutbox):
    assert "2 courriels à envoyer" in connecte(troupe.agent).get(adresse("ouvrir", enquete)).text
    enquete.ouvrir(troupe.agent)
    faire_partir()
    assert len(mailoutbox) == 2
    bloquante.refresh_from_db()
    assert (bloquante.envoye_le, bloquante.etat) == (None, "adresse inutilisable")
    page = connecte(troupe.agent).get(adresse("destinataires", enquete)).text
    assert page.lower().count("adresse inutilisable") == 1
    # Nor is it tried again and again.
    Enquete.objects.update(ouverte_le=timezone.now() - datetime.timedelta(hours=1))
    assert finir_d_inviter() is None
    bloquante.personne.courriel = "enfin@example.org"
    bloquante.personne.save()
    assert finir_d_inviter() == "Envois d’enquêtes repris : 1."
    faire_partir()
    assert mailoutbox[-1].to == ["enfin@example.org"]


def test_nor_does_it_stop_the_reminders_of_anybody(troupe, enquete, bloquante, mailoutbox):
    autre = EnqueteFactory(mission=troupe.mission, titre="Une autre")
    QuestionFactory(enquete=autre)
    ailleurs = DestinataireFactory(enquete=autre)
    for une in (enquete, autre):
        une.ouvrir(troupe.agent)
    Enquete.objects.update(date_butoir=il_y_a(-4))
    Destinataire.objects.update(envoye_le=enquete.creee_le.replace(year=2020))
    DBTaskResult.objects.all().delete()
    assert rappeler_les_enquetes() == "Rappels d’enquêtes en route : 2."
    # Nothing is written while the job holds its transaction.
    assert mailoutbox == []
    faire_partir()
    assert len(mailoutbox) == 3
    assert [ailleurs.adresse] in [m.to for m in mailoutbox]
    assert rappeler_les_enquetes() is None


def test_reminders_leave_little_by_little_and_once(troupe, enquete, mailoutbox, monkeypatch):
    monkeypatch.setattr("missions.envois_d_enquete.PAR_TACHE", 2)
    DestinataireFactory.create_batch(5, enquete=enquete)
    enquete.ouvrir(troupe.agent)
    DBTaskResult.objects.all().delete()
    Enquete.objects.update(date_butoir=il_y_a(-4))
    Destinataire.objects.update(envoye_le=enquete.creee_le.replace(year=2020))
    # Asked for twice before the worker comes.
    rappeler_les_enquetes()
    rappeler_les_enquetes()
    faire_partir()
    assert len(mailoutbox) == 5
    # The worker was away for long: « plus que quelques jours » is not said after the date.
    Destinataire.objects.update(relance_avant_le=None)
    rappeler_les_enquetes()
    Enquete.objects.update(date_butoir=il_y_a(1))
    faire_partir()
    assert len(mailoutbox) == 5


def test_what_fails_for_one_is_logged_and_stops_no_other(troupe, enquete, mailoutbox, monkeypatch, caplog):
    premier = DestinataireFactory(enquete=enquete)
    DestinataireFactory(enquete=enquete)
    enquete.ouvrir(troupe.agent)
    inviter = Destinataire.inviter
    monkeypatch.setattr(Destinataire, "inviter", lambda d: inviter(d) if d.pk != premier.pk else 1 / 0)
    faire_partir()
    assert len(mailoutbox) == 1
    assert f"Destinataire {premier.pk}" in caplog.text


def test_chased_by_hand_it_is_said_in_french(troupe, connecte, enquete, bloquante, mailoutbox):
    enquete.ouvrir(troupe.agent)
    client = connecte(troupe.agent)
    for geste in ("relancer", "nouveau_lien"):
        assert "corrigez cette adresse" in client.post(adresse(geste, bloquante), follow=True).text
    bloquante.refresh_from_db()
    assert (bloquante.relance_le, bloquante.graine) == (None, "")


@pytest.mark.parametrize("courriel", [INUTILISABLE, "jean@chez@example.org"], ids=["domaine", "forme"])
def test_such_an_address_is_not_taken_any_more(troupe, connecte, enquete, courriel):
    personne = troupe.personne
    personne.courriel = courriel
    with pytest.raises(ValidationError, match="courriel valide"):
        personne.full_clean()
    page = connecte(troupe.agent).post(adresse("importer", enquete), {"liste": f"Jean;{courriel}"}).text
    assert "n’est pas une adresse de courriel" in page
    assert not enquete.destinataires.exists()
