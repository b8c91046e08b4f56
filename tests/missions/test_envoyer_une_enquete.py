"""The mails of an enquête: the link, once to each; reminders; chased by hand."""

import datetime

import pytest
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
    assert "1 e-mail à envoyer" in client.get(adresse("ouvrir", enquete)).text
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


def test_chased_by_hand_all_but_those_just_written_to(troupe, connecte, enquete, mailoutbox):
    ancien, recent = DestinataireFactory(enquete=enquete), DestinataireFactory(enquete=enquete)
    enquete.ouvrir(troupe.agent)
    faire_partir()
    Destinataire.objects.filter(pk=ancien.pk).update(envoye_le=enquete.creee_le.replace(year=2020))
    mailoutbox.clear()
    client = connecte(troupe.agent)
    assert "1 e-mail de relance" in client.post(adresse("relancer_tous", enquete), follow=True).text
    faire_partir()
    assert [m.to for m in mailoutbox] == [[ancien.adresse]]
    assert "Personne à relancer" in client.post(adresse("relancer_tous", enquete), follow=True).text
    # One of them, by hand, an hour later.
    Destinataire.objects.filter(pk=recent.pk).update(envoye_le=timezone.now() - datetime.timedelta(hours=1))
    client.post(adresse("relancer", recent))
    assert mailoutbox[-1].to == [recent.adresse]
