"""Answering an enquête from a personal link: kept as one goes, sent, corrected, declined; no account."""

import datetime
import json
import re

import pytest
from django.test import Client
from django.urls import reverse

from comptes.models import Notification
from missions.models import Destinataire, Reponse
from tests.factories import DestinataireFactory, EnqueteFactory, QuestionFactory, il_y_a

pytestmark = pytest.mark.django_db


@pytest.fixture
def enquete(troupe):
    enquete = EnqueteFactory(mission=troupe.mission, ouverte=True, titre="Vos besoins", but="Vous appuyer au mieux.")
    enquete.poser_les_questions_du_guide()
    return enquete


@pytest.fixture
def destinataire(troupe, enquete):
    return DestinataireFactory(enquete=enquete, personne=troupe.personne)


def lien(destinataire, page="enquete"):
    jeton = destinataire.jeton()
    destinataire.save(update_fields=["graine", "empreinte"])
    return reverse(f"repondre:{page}", args=[jeton])


def nom(enquete, numero):
    return f"q{enquete.questions.get(numero=numero).pk}"


def saisie(enquete, **reponses):
    """What the page posts: every question is said to be there, some are answered."""
    donnees = {f"q{pk}-la": "1" for pk in enquete.questions.values_list("pk", flat=True)}
    return donnees | {nom(enquete, numero.replace("_", " ")[1:]): valeur for numero, valeur in reponses.items()}


def ouverte(client, adresse):
    """The page, as one opens it: {"version": what it showed}."""
    return {"version": re.search(r'name="version" value="([^"]*)"', client.get(adresse).text)[1]}


def test_it_works(client, enquete, destinataire, troupe):
    accueil = client.get(lien(destinataire))
    assert "Vous appuyer au mieux." in accueil.text
    assert "20 minutes" in accueil.text
    assert "no-store" in accueil["Cache-Control"]
    assert "noindex" in accueil["X-Robots-Tag"]
    questions = lien(destinataire, "questions")
    assert "1. Menez-vous" in client.get(questions).text
    # Half of it, then one leaves.
    reponse = client.post(questions, saisie(enquete, q1="oui", q1_a="Une filière", q5=""))
    assert reponse["Location"] == questions
    reprise = client.get(lien(destinataire))
    assert "Reprendre où j’en étais" in reprise.text
    assert "Une filière" in client.get(questions).text
    assert not Reponse.objects.comptees().exists()
    # Another day, the rest.
    client.post(questions, saisie(enquete, q1="oui", q1_a="Une filière", q24="Être relus") | {"_suite": "relire"})
    assert "Être relus" in client.get(lien(destinataire, "relire")).text
    merci = client.post(lien(destinataire, "relire"), follow=True)
    assert "Merci, vos réponses sont envoyées" in merci.text
    assert Reponse.objects.comptees().count() == 3
    dites = Notification.objects.filter(destinataire=troupe.agent)
    assert [n.titre for n in dites] == ["Béa Fontaine a répondu à l’enquête « Vos besoins »"]
    assert dites[0].sujet == "mission"
    # Sent twice, told once.
    client.post(lien(destinataire, "relire"))
    assert dites.count() == 1


def test_a_question_si_oui_is_hidden_until_it_is_relevant(client, enquete, destinataire):
    page = client.get(lien(destinataire, "questions")).text

    def cachee(page, numero):
        balise = page.split(f'data-question="{nom(enquete, numero)}"')[1].split(">")[0]
        return "hidden" in balise

    assert cachee(page, "1 a")
    assert cachee(page, "6 a")
    assert not cachee(page, "5")
    client.post(lien(destinataire, "questions"), saisie(enquete, q1="en-cours", q6="non"))
    page = client.get(lien(destinataire, "questions")).text
    assert not cachee(page, "1 a")
    assert cachee(page, "6 a")


def test_saved_as_one_types(client, enquete, destinataire):
    questions = lien(destinataire, "questions")
    entetes = {"X-Enregistrement": "auto"}
    bilan = json.loads(client.post(questions, saisie(enquete, q1="non", q5="Un atelier"), headers=entetes).text)
    assert bilan["erreurs"] == []
    assert bilan["avancement"]["faites"] == 2
    # What is not sent back is emptied; what the page did not hold is left as it is.
    vue = {"version": bilan["version"]}
    client.post(questions, saisie(enquete, q1="non", q5="") | vue, headers=entetes)
    assert Reponse.objects.get().valeur == "non"
    client.post(questions, {}, headers=entetes)
    assert Reponse.objects.count() == 1


def test_every_kind_of_answer_comes_back_in_its_field(client, troupe):
    enquete = EnqueteFactory(mission=troupe.mission, ouverte=True)
    nombre = QuestionFactory(enquete=enquete, genre="nombre")
    jour = QuestionFactory(enquete=enquete, genre="date")
    choix = [{"cle": "a", "libelle": "Un", "preciser": True}, {"cle": "b", "libelle": "Deux"}]
    un = QuestionFactory(enquete=enquete, genre="un", choix=choix)
    plusieurs = QuestionFactory(enquete=enquete, genre="plusieurs", choix=choix)
    tableau = QuestionFactory(
        enquete=enquete,
        genre="tableau",
        lignes=[{"cle": "recoit", "libelle": "Qui reçoit"}],
        colonnes=[{"cle": "humaines", "libelle": "Humaines"}],
    )
    destinataire = DestinataireFactory(enquete=enquete)
    donnees = saisie(enquete) | {
        f"q{nombre.pk}": "1 234,5",
        f"q{jour.pk}": "2027-03-31",
        f"q{un.pk}": "a",
        f"q{un.pk}-p-a": "Voici",
        f"q{plusieurs.pk}": ["a", "b"],
        f"q{tableau.pk}-recoit--humaines": "Une interprète",
    }
    client.post(lien(destinataire, "questions"), donnees)
    assert destinataire.valeurs() == {
        nombre.pk: "1234.5",
        jour.pk: "2027-03-31",
        un.pk: {"choix": ["a"], "precisions": {"a": "Voici"}},
        plusieurs.pk: {"choix": ["a", "b"], "precisions": {}},
        tableau.pk: {"recoit": {"humaines": "Une interprète"}},
    }
    vue = ouverte(client, lien(destinataire, "questions"))
    page = client.get(lien(destinataire, "questions")).text
    for attendu in ('value="2027-03-31"', "Voici", "Une interprète", "234,5"):
        assert attendu in page
    relues = client.get(lien(destinataire, "relire")).text
    assert "31 mars 2027" in relues
    # Everything is unticked again.
    client.post(lien(destinataire, "questions"), saisie(enquete) | vue)
    assert destinataire.valeurs() == {}


@pytest.mark.parametrize(
    ("genre", "saisi"),
    [
        ("nombre", "beaucoup"),
        ("date", "31/02/2026"),
        ("court", "x" * 301),
        ("long", "x" * 5001),
        ("oui-non", "jamais"),
        ("nombre", "1e400"),
        ("long", "🦔" * 5001),
    ],
    ids=["mot", "jour", "court", "long", "choix", "infini", "emoji"],
)
def test_what_is_no_answer_is_said_beside_its_field_and_the_rest_is_kept(client, troupe, genre, saisi):
    enquete = EnqueteFactory(mission=troupe.mission, ouverte=True)
    mauvaise, bonne = QuestionFactory(enquete=enquete, genre=genre), QuestionFactory(enquete=enquete, genre="court")
    destinataire = DestinataireFactory(enquete=enquete)
    donnees = saisie(enquete) | {f"q{mauvaise.pk}": saisi, f"q{bonne.pk}": "Bien\x00 dit"}
    reponse = client.post(lien(destinataire, "questions"), donnees)
    assert reponse.status_code == 200
    assert "1 point à corriger" in reponse.text
    if genre != "oui-non":
        assert saisi in reponse.text
    assert destinataire.valeurs() == {bonne.pk: "Bien dit"}


def test_sent_answers_may_be_corrected_until_the_date(client, enquete, destinataire):
    questions, relire = lien(destinataire, "questions"), lien(destinataire, "relire")
    client.post(questions, saisie(enquete, q1="oui", q1_a="Une filière"))
    client.post(relire)
    assert "Corriger mes réponses" in client.get(lien(destinataire)).text
    # What is not asked any more does not count any more.
    client.post(questions, saisie(enquete, q1="non", q1_a="Une filière") | ouverte(client, questions))
    assert [r.valeur for r in Reponse.objects.comptees()] == ["non"]
    enquete.date_butoir = il_y_a(1)
    enquete.save()
    client.post(questions, saisie(enquete, q1="oui"))
    assert [r.valeur for r in Reponse.objects.comptees()] == ["non"]


def test_what_was_sent_is_read_again_after_the_date_and_after_the_end(client, enquete, destinataire, troupe):
    """For the reason that is true; the mail « Voir mes réponses » leads here."""
    client.post(lien(destinataire, "questions"), saisie(enquete, q1="oui", q1_a="Une filière"))
    client.post(lien(destinataire, "relire"))
    assert "Une filière" in client.get(lien(destinataire)).text
    enquete.date_butoir = datetime.date(2026, 5, 3)
    enquete.save()
    page = client.get(lien(destinataire, "relire"), follow=True).text
    assert "La date du 3 mai 2026 est passée : vos réponses ne changent plus." in page
    assert "L’enquête est terminée" not in page
    assert "Une filière" in page
    assert lien(destinataire, "questions") not in page
    enquete.clore(troupe.agent)
    page = client.get(lien(destinataire)).text
    assert "L’enquête est terminée : vos réponses ne changent plus." in page
    assert "Une filière" in page


def test_answering_late_one_is_not_told_of_a_day_that_is_past(client, enquete, destinataire):
    client.post(lien(destinataire, "questions"), saisie(enquete, q1="oui"))
    assert "Vous pourrez les corriger jusqu’au" in client.get(lien(destinataire, "relire")).text
    enquete.date_butoir = il_y_a(1)
    enquete.save()
    page = client.get(lien(destinataire, "relire")).text
    assert "Vous pourrez les corriger" not in page
    assert "elles ne changeront plus" in page


def test_one_is_told_who_will_read(client, destinataire):
    """The members, and whoever they present a bilan to."""
    page = client.get(lien(destinataire)).text
    assert "présenter un bilan à d’autres" in page
    assert "sans votre nom : elle ne vous y nomme qu’après vous avoir demandé votre accord." in page
    assert "seuls à les lire" not in page
    assert "eux seuls" not in client.get(reverse("donnees_personnelles")).text


def test_declining_and_changing_one_s_mind(client, enquete, destinataire):
    client.post(lien(destinataire, "questions"), saisie(enquete, q1="oui"))
    reponse = client.post(lien(destinataire, "refuser"), follow=True)
    assert "nous ne vous relancerons pas" in reponse.text
    assert not Reponse.objects.exists()
    assert client.get(lien(destinataire, "questions")).status_code == 302
    assert "Commencer" in client.post(lien(destinataire, "revenir"), follow=True).text


def test_nothing_can_be_sent_empty(client, destinataire):
    reponse = client.post(lien(destinataire, "relire"), follow=True)
    assert "Répondez au moins à une question" in reponse.text
    assert Destinataire.objects.get().repondu_le is None


@pytest.mark.parametrize("page", ["enquete", "questions", "relire"])
def test_a_link_invented_replaced_or_taken_back(client, destinataire, page):
    ancien = lien(destinataire, page)
    destinataire.changer_de_lien()
    neuf = lien(Destinataire.objects.get(), page)
    assert client.get(neuf).status_code in (200, 302)
    for mort in (ancien, reverse(f"repondre:{page}", args=["n-importe-quoi"])):
        reponse = client.get(mort)
        assert reponse.status_code == 404
        assert "Ce lien ne sert plus" in reponse.text
    destinataire.revoquer()
    assert client.get(neuf).status_code == 404


@pytest.mark.parametrize("page", ["enquete", "questions", "relire"])
def test_a_link_opens_nothing_before_the_enquete_is_sent(client, troupe, page):
    prepare = DestinataireFactory(enquete=EnqueteFactory(mission=troupe.mission), personne=troupe.personne)
    assert client.get(lien(prepare, page)).status_code == 404


def test_a_closed_enquete_says_so_and_keeps_nothing(client, enquete, destinataire, troupe):
    enquete.clore(troupe.agent)
    assert "Cette enquête est terminée" in client.get(lien(destinataire)).text
    questions = lien(destinataire, "questions")
    reponse = client.post(questions, saisie(enquete, q1="oui"), headers={"X-Enregistrement": "auto"})
    assert "ne prend plus de réponses" in json.loads(reponse.text)["erreurs"][0]
    assert not Reponse.objects.exists()


def test_the_same_mail_link_serves_after_a_reminder(client, destinataire, mailoutbox):
    destinataire.envoyer()
    destinataire.envoyer("manuelle")
    adresses = [courriel.body.split("Répondre à l’enquête : ")[1].split()[0] for courriel in mailoutbox]
    assert adresses[0] == adresses[1]
    assert client.get(adresses[0]).status_code == 200


def test_the_token_is_not_in_the_database(destinataire):
    jeton = destinataire.jeton()
    destinataire.save()
    lu = Destinataire.objects.values().get()
    assert len(jeton) >= 43
    assert jeton not in str(lu)


def test_too_many_requests_from_one_link_are_slowed(client, settings, destinataire):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "repondre_a_une_enquete": "2/m/key"}
    codes = [client.post(lien(destinataire, "questions"), {}).status_code for _ in range(3)]
    assert codes == [302, 302, 429]


# --- the same link, open twice ----------------------------------------------------------------


AUTO = {"X-Enregistrement": "auto"}


def _dites(destinataire):
    return {q.numero: q.en_mots(valeur) for q, valeur in _reponses(destinataire)}


def _reponses(destinataire):
    return [(r.question, r.valeur) for r in destinataire.reponses.select_related("question")]


def test_an_old_page_erases_nothing_of_what_was_sent_since(client, enquete, destinataire):
    """Opened on a phone, filled and sent on a computer, then a letter typed on the phone."""
    questions = lien(destinataire, "questions")
    telephone = ouverte(client, questions)
    client.post(questions, saisie(enquete, q1="oui", q24="Être relus") | ouverte(client, questions))
    client.post(lien(destinataire, "relire"))
    bilan = client.post(questions, saisie(enquete, q5="À") | telephone, headers=AUTO).json()
    assert (bilan["conflits"], bilan["adoptes"]) == ([], 2)
    assert _dites(destinataire) == {"1": "Oui", "24": "Être relus", "5": "À"}
    # The phone goes on, and still shows blanks where it read blanks.
    telephone = {"version": bilan["version"]}
    client.post(questions, saisie(enquete, q5="À deux") | telephone, headers=AUTO)
    assert _dites(destinataire) == {"1": "Oui", "24": "Être relus", "5": "À deux"}


def test_an_answer_given_on_both_is_shown_beside_what_was_typed(client, enquete, destinataire):
    questions, demande = lien(destinataire, "questions"), enquete.questions.get(numero="5")
    telephone = ouverte(client, questions)
    client.post(questions, saisie(enquete, q5="Un atelier"))
    bilan = client.post(questions, saisie(enquete, q5="Une visite", q24="Être relus") | telephone, headers=AUTO).json()
    assert bilan["conflits"] == [{"champ": str(demande), "qui": ""}]
    assert bilan["a_corriger"] == 0
    assert _dites(destinataire) == {"5": "Un atelier", "24": "Être relus"}
    # Saved again without having seen it, it is still not replaced.
    telephone = {"version": bilan["version"]}
    client.post(questions, saisie(enquete, q5="Une visite !", q24="Être relus") | telephone, headers=AUTO)
    assert _dites(destinataire)["5"] == "Un atelier"
    # « Voir les deux textes », or a browser without JavaScript.
    page = client.post(questions, saisie(enquete, q5="Une visite", q24="Être relus") | telephone).text
    for attendu in (
        "Une visite",
        "« Un atelier »",
        "une autre réponse a été enregistrée entre-temps",
        "data-a-trancher",
    ):
        assert attendu in page
    vue = {"version": re.search(r'name="version" value="([^"]*)"', page)[1]}
    client.post(questions, saisie(enquete, q5="Une visite", q24="Être relus") | vue)
    assert _dites(destinataire)["5"] == "Une visite"


@pytest.mark.parametrize("version", [None, "", "inventée"])
def test_a_page_that_does_not_say_what_it_read_fills_blanks_only(client, enquete, destinataire, version):
    questions = lien(destinataire, "questions")
    client.post(questions, saisie(enquete, q5="Un atelier"))
    vue = {} if version is None else {"version": version}
    reponse = client.post(questions, saisie(enquete, q5="", q24="Être relus") | vue)
    assert reponse.status_code == 302
    assert _dites(destinataire) == {"5": "Un atelier", "24": "Être relus"}
    assert "« Un atelier »" in client.post(questions, saisie(enquete, q5="Autre") | vue).text
    assert _dites(destinataire)["5"] == "Un atelier"


def test_what_is_not_asked_any_more_comes_back_with_its_question(client, enquete, destinataire):
    """Sent answers lose what is not asked; the page still holds it, and the person changes their mind."""
    questions = lien(destinataire, "questions")
    client.post(questions, saisie(enquete, q1="oui", q1_a="Une filière"))
    client.post(lien(destinataire, "relire"))
    vue = ouverte(client, questions)
    for q1, attendues in (("non", {"1": "Non"}), ("oui", {"1": "Oui", "1 a": "Une filière"})):
        bilan = client.post(questions, saisie(enquete, q1=q1, q1_a="Une filière") | vue, headers=AUTO).json()
        vue = {"version": bilan["version"]}
        assert _dites(destinataire) == attendues


def test_a_table_answered_on_both_is_compared_whatever_the_order_of_its_cells(client, troupe):
    enquete = EnqueteFactory(mission=troupe.mission, ouverte=True)
    axes = {
        "lignes": [{"cle": "temps-long", "libelle": "Temps long"}, {"cle": "temps", "libelle": "Temps"}],
        "colonnes": [{"cle": "plus", "libelle": "Plus"}, {"cle": "long-plus", "libelle": "Long, plus"}],
    }
    tableau = QuestionFactory(enquete=enquete, genre="tableau", **axes)
    destinataire = DestinataireFactory(enquete=enquete)
    questions = lien(destinataire, "questions")
    # Two cells whose names read alike are two answers.
    cases = {f"q{tableau.pk}-temps-long--plus": "Un", f"q{tableau.pk}-temps--long-plus": "Deux"}
    client.post(questions, saisie(enquete) | cases)
    assert destinataire.valeurs() == {tableau.pk: {"temps-long": {"plus": "Un"}, "temps": {"long-plus": "Deux"}}}
    vue = ouverte(client, questions)
    client.post(questions, saisie(enquete) | cases | {f"q{tableau.pk}-temps--plus": "Trois"} | vue)
    assert destinataire.valeurs()[tableau.pk]["temps"] == {"plus": "Trois", "long-plus": "Deux"}
    page = client.post(questions, saisie(enquete) | cases | vue).text
    assert "1 point à corriger" not in page
    assert "Temps · Plus : Trois" in client.post(questions, saisie(enquete) | vue).text


def test_a_closed_enquete_leaves_the_page_as_it_was(client, enquete, destinataire, troupe):
    questions = lien(destinataire, "questions")
    vue = ouverte(client, questions)
    enquete.clore(troupe.agent)
    assert client.post(questions, saisie(enquete, q1="oui") | vue, headers=AUTO).json()["version"] == vue["version"]


def test_a_visitor_whose_browser_refuses_cookies_is_not_asked_to_sign_in(destinataire):
    severe = Client(enforce_csrf_checks=True)
    reponse = severe.post(lien(destinataire, "questions"), {})
    assert reponse.status_code == 403
    assert "Acceptez les cookies de ce site" in reponse.text
    assert "reconnectez-vous" not in reponse.text
