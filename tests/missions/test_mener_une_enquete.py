"""An enquête from its preparation to its end, and where each recipient stands."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from missions.forms.questions import QuestionForm
from missions.models import Appreciation, Destinataire, Reponse, fusionner
from missions.phases import enquetes
from tests.factories import (
    DestinataireFactory,
    EnqueteFactory,
    PersonneFactory,
    QuestionFactory,
    UtilisateurFactory,
    il_y_a,
)
from tests.saisie import saisie

pytestmark = pytest.mark.django_db


@pytest.fixture
def par(db):
    return UtilisateurFactory()


def test_what_is_missing_is_said(par):
    enquete = EnqueteFactory(but="", temps_estime=None, date_butoir=None)
    assert len(list(enquete.manques())) == 5
    with pytest.raises(ValidationError, match="date butoir"):
        enquete.ouvrir(par)


def test_a_time_too_long_says_how_long_it_may_be(troupe, connecte):
    enquete, client = EnqueteFactory(mission=troupe.mission), connecte(troupe.agent)
    url = reverse("enquetes:modifier", args=[enquete.pk])
    reponse = client.post(url, saisie(client.get(url).context["form"], temps_estime="300"))
    assert reponse.context["form"].errors["temps_estime"] == ["Ce nombre est trop grand : 240 au plus."]


def test_closed_then_opened_again(par):
    enquete = EnqueteFactory(ouverte=True, date_butoir=il_y_a(2))
    close = enquete.clore(par)
    assert close.close
    with pytest.raises(ValidationError, match="close"):
        enquete.clore(par)
    with pytest.raises(ValidationError, match="à venir"):
        close.rouvrir(par, il_y_a(1))
    ouverte = close.rouvrir(par, il_y_a(-5))
    assert ouverte.ouverte
    with pytest.raises(ValidationError, match="plus lointaine"):
        ouverte.prolonger(par, il_y_a(-5))
    assert ouverte.prolonger(par, il_y_a(-9)).date_butoir == il_y_a(-9)


def test_answers_are_kept_then_counted_once_sent(par):
    enquete = EnqueteFactory(ouverte=True)
    oui_non = QuestionFactory(enquete=enquete, genre="oui-non")
    suite = QuestionFactory(enquete=enquete, si=oui_non, si_valeurs=["oui"])
    destinataire = DestinataireFactory(enquete=enquete)
    destinataire.enregistrer({oui_non: "oui", suite: "La Roumanie"})
    assert Destinataire.objects.get().etat == "commencé"
    assert not Reponse.objects.comptees().exists()
    # The sub-question is not asked any more: its answer does not go.
    destinataire.enregistrer({oui_non: "non"})
    assert destinataire.envoyer_ses_reponses() is True
    assert Reponse.objects.comptees().get().valeur == "non"
    assert destinataire.envoyer_ses_reponses() is False
    destinataire.revoquer()
    assert not Reponse.objects.comptees().exists()
    destinataire.retablir()
    assert Reponse.objects.comptees().exists()


def test_nothing_is_written_once_the_link_is_taken_back_or_the_enquete_closed(par):
    enquete = EnqueteFactory(ouverte=True)
    q = QuestionFactory(enquete=enquete)
    destinataire = DestinataireFactory(enquete=enquete)
    destinataire.revoquer()
    with pytest.raises(ValidationError, match="ne prend plus"):
        destinataire.enregistrer({q: "Trop tard"})
    destinataire.retablir()
    enquete.clore(par)
    with pytest.raises(ValidationError, match="ne prend plus"):
        destinataire.enregistrer({q: "Trop tard"})


def test_after_the_date_one_may_answer_but_not_change_what_was_sent(par):
    enquete = EnqueteFactory(ouverte=True, date_butoir=il_y_a(1))
    tard = DestinataireFactory(enquete=enquete)
    fait = DestinataireFactory(enquete=enquete, repondu=True)
    assert tard.peut_repondre
    assert not fait.peut_repondre


def test_who_declines_is_asked_nothing_more(par):
    enquete = EnqueteFactory(ouverte=True)
    q = QuestionFactory(enquete=enquete)
    destinataire = DestinataireFactory(enquete=enquete)
    destinataire.enregistrer({q: "Un début"})
    destinataire.refuser()
    destinataire = Destinataire.objects.get()
    assert destinataire.etat == "ne souhaite pas répondre"
    assert not Reponse.objects.exists()
    with pytest.raises(ValidationError, match="plus à relancer"):
        destinataire.relancer()
    destinataire.revenir()
    assert Destinataire.objects.get().peut_repondre


def test_the_days_around_the_date_butoir():
    enquete = EnqueteFactory(ouverte=True, date_butoir=il_y_a(0))
    assert not enquete.butoir_passee
    enquete.date_butoir -= datetime.timedelta(days=1)
    assert enquete.butoir_passee


def test_two_cards_merged_make_one_recipient():
    enquete = EnqueteFactory(ouverte=True)
    q = QuestionFactory(enquete=enquete)
    garde, doublon = (PersonneFactory(mission=enquete.mission) for _ in range(2))
    DestinataireFactory(enquete=enquete, personne=garde)
    autre = DestinataireFactory(enquete=enquete, personne=doublon)
    autre.enregistrer({q: "Une formation"})
    fusionner(garde, doublon)
    destinataire = Destinataire.objects.get()
    assert destinataire.personne == garde
    assert list(destinataire.valeurs().values()) == ["Une formation"]


@pytest.fixture
def deux():
    """Two cards of one person, both written to: (enquête, question, the recipient kept, the other)."""
    enquete = EnqueteFactory(ouverte=True)
    siens = [DestinataireFactory(enquete=enquete) for _ in range(2)]
    for destinataire in siens:
        destinataire.envoyer()
    return enquete, QuestionFactory(enquete=enquete), *siens


def test_answers_sent_to_the_other_card_still_count_once_merged(deux):
    enquete, q, muet, autre = deux
    lien = autre.jeton()
    autre.enregistrer({q: "Une formation"})
    autre.envoyer_ses_reponses()
    fusionner(muet.personne, autre.personne)
    destinataire = Destinataire.objects.get()
    assert destinataire.repondu
    assert destinataire.pk == muet.pk
    assert Reponse.objects.comptees().get().valeur == "Une formation"
    assert Destinataire.objects.du_lien(lien).get() == destinataire
    assert destinataire.rappeler("avant") is False
    assert enquete.chiffres()["silencieux"] == 0


def test_a_refusal_outlives_a_merge(deux):
    _, q, muet, autre = deux
    muet.enregistrer({q: "Un début"})
    autre.refuser()
    fusionner(muet.personne, autre.personne)
    assert Destinataire.objects.get().etat == "ne souhaite pas répondre"
    assert not Reponse.objects.exists()


def test_of_two_sets_of_answers_sent_the_latest_is_kept_whole(deux):
    enquete, q, premier, dernier = deux
    autre_question = QuestionFactory(enquete=enquete)
    for destinataire, valeurs in ((premier, {q: "Avant", autre_question: "Avant aussi"}), (dernier, {q: "Après"})):
        destinataire.enregistrer(valeurs)
        destinataire.envoyer_ses_reponses()
    fusionner(premier.personne, dernier.personne)
    assert list(Destinataire.objects.get().valeurs().values()) == ["Après"]


def test_an_actor_chosen_under_the_other_card_stays_chosen(deux, par):
    _, _, muet, autre = deux
    Appreciation.objects.create(destinataire=muet, priorite=1)
    Appreciation.objects.create(destinataire=autre).retenir(par, "Un projet mûr")
    fusionner(muet.personne, autre.personne)
    appreciation = Appreciation.objects.retenues().get()
    assert (appreciation.priorite, appreciation.pourquoi, appreciation.retenu_par) == (1, "Un projet mûr", par)


def _vieillir(destinataire, **delai):
    """What they received, they received that long ago."""
    le = timezone.now() - datetime.timedelta(**delai)
    noms = ("envoye_le", "relance_le", "relance_avant_le", "relance_apres_le")
    recu = Destinataire.objects.get(pk=destinataire.pk)
    recus = {nom: le for nom in noms if getattr(recu, nom)}
    Destinataire.objects.filter(pk=destinataire.pk).update(**recus)


def test_nobody_is_written_to_twice_within_a_day(deux, mailoutbox):
    """Whichever way it goes, and whatever the page that was read says."""
    _, _, muet, _ = deux
    _vieillir(muet, days=6)
    mailoutbox.clear()
    lu = Destinataire.objects.get(pk=muet.pk)
    assert Destinataire.objects.get(pk=muet.pk).relancer_si_besoin() is True
    assert lu.relancer_si_besoin() is False
    assert lu.rappeler("avant") is False
    _vieillir(muet, hours=25)
    assert lu.rappeler("avant") is True
    assert lu.rappeler("apres") is False
    assert lu.relancer_si_besoin() is False
    assert len(mailoutbox) == 2


def test_chased_twice_by_the_same_button_one_mail_leaves(deux, connecte, troupe, mailoutbox):
    enquete, _, muet, _ = deux
    enquete.mission.membres.create(utilisateur=troupe.agent, role="charge")
    client, bouton = connecte(troupe.agent), reverse("enquetes:relancer", args=[muet.pk])
    Destinataire.objects.filter(pk=muet.pk).update(envoye_le=timezone.now() - datetime.timedelta(hours=1))
    mailoutbox.clear()
    client.post(bouton)
    assert "vient de partir" in client.post(bouton, follow=True).text
    assert len(mailoutbox) == 1


def test_from_a_recipient_one_reads_what_they_sent(deux, connecte, troupe):
    enquete, q, _, fait = deux
    enquete.mission.membres.create(utilisateur=troupe.agent, role="charge")
    client = connecte(troupe.agent)
    page, analyse = (reverse(f"enquetes:{nom}", args=[fait.pk]) for nom in ("destinataire", "acteur"))
    fait.enregistrer({q: "Une formation"})
    # What is not sent is read by nobody.
    assert analyse not in client.get(page).text
    fait.envoyer_ses_reponses()
    assert analyse in client.get(page).text
    assert "Une formation" in client.get(analyse).text
    fait.revoquer()
    assert analyse not in client.get(page).text


def test_another_link_suits_where_one_stands(deux, connecte, troupe, mailoutbox):
    enquete, q, refus, fait = deux
    enquete.mission.membres.create(utilisateur=troupe.agent, role="charge")
    client = connecte(troupe.agent)
    bouton = reverse("enquetes:nouveau_lien", args=[fait.pk])
    fait.enregistrer({q: "Une formation"})
    fait.envoyer_ses_reponses()
    refus.refuser()
    mailoutbox.clear()
    assert bouton in client.get(reverse("enquetes:destinataire", args=[fait.pk])).text
    lien = Destinataire.objects.get(pk=fait.pk).empreinte
    assert f'value="{lien}"' in client.get(reverse("enquetes:destinataire", args=[fait.pk])).text
    client.post(bouton, {"lien": lien})
    # Asked twice, the link that has just left still opens.
    assert "déjà été changé" in client.post(bouton, {"lien": lien}, follow=True).text
    assert len(mailoutbox) == 1
    assert "a bien reçu vos réponses" in mailoutbox[0].body
    assert "Vous ne souhaitez pas répondre" not in mailoutbox[0].body
    bouton = reverse("enquetes:nouveau_lien", args=[refus.pk])
    assert bouton not in client.get(reverse("enquetes:destinataire", args=[refus.pk])).text
    assert "ne souhaite pas répondre" in client.post(bouton, follow=True).text
    assert len(mailoutbox) == 1


def test_a_new_date_calls_for_its_own_reminders(deux, par, mailoutbox):
    """One before and one after, to those still awaited; and never two within a day."""
    enquete, q, muet, fait = deux
    for destinataire in (muet, fait):
        _vieillir(destinataire, days=6)
        assert destinataire.rappeler("avant") is True
    fait.enregistrer({q: "Une formation"})
    fait.envoyer_ses_reponses()
    enquete.prolonger(par, il_y_a(-40))
    assert muet.rappeler("avant") is False
    assert Destinataire.objects.get(pk=muet.pk).derniere_relance is not None
    assert Destinataire.objects.get(pk=fait.pk).relance_avant_le is not None
    _vieillir(muet, days=2)
    assert muet.rappeler("avant") is True
    _vieillir(muet, days=2)
    assert muet.rappeler("avant") is False
    assert muet.rappeler("apres") is True
    _vieillir(muet, days=2)
    enquete.clore(par).rouvrir(par, il_y_a(-60))
    assert muet.rappeler("apres") is True


def test_the_help_of_a_question_sent_does_not_change_either(deux):
    _, q, _, _ = deux
    assert "aide" not in QuestionForm(instance=q).fields
    q.aide = "Dites plutôt non."
    with pytest.raises(ValidationError, match="ne change plus"):
        q.save()


def test_who_declined_is_not_awaited_any_more(deux, django_assert_max_num_queries):
    enquete, _, muet, refus = deux
    refus.refuser()
    EnqueteFactory(mission=enquete.mission)
    with django_assert_max_num_queries(1):
        phrases = [phrase for phrase, _ in enquetes(enquete.mission)]
    assert phrases == [f"1 réponse encore attendue à « {enquete} »."]
    muet.revoquer()
    assert list(enquetes(enquete.mission)) == []
    enquete.date_butoir = il_y_a(1)
    enquete.save()
    phrase = f"« {enquete} » a passé sa date butoir : prolongez-la, ou mettez-y fin."
    assert list(enquetes(enquete.mission)) == [(phrase, enquete.get_absolute_url())]
