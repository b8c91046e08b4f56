"""An enquête from its preparation to ten answers, through real mails; on both databases."""

import datetime
import re

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from missions.models import Destinataire, Enquete, Reponse
from tests.factories import DestinataireFactory, EnqueteFactory, PersonneFactory, il_y_a
from tests.navigateur.conftest import ORDINATEUR, TELEPHONE
from tests.navigateur.fiches import attendre_l_enregistrement, etat
from tests.navigateur.regard import sain

pytestmark = pytest.mark.deux_bases
DIX = [f"acteur{n}@example.org" for n in range(10)]


@pytest.fixture
def reseau(troupe):
    """Béa and ten people who may be appuyés, one of whom will keep silent."""
    return [
        PersonneFactory(
            mission=troupe.mission, structure=troupe.structure, prenom="Acteur", nom=f"N{n}", courriel=adresse
        )
        for n, adresse in enumerate([*DIX, "muet@example.org"])
    ]


def preparer(page, troupe):
    page.goto(reverse("enquetes:enquetes", args=[troupe.mission.pk]))
    page.get_by_role("link", name="Nouvelle enquête").click()
    page.get_by_label(re.compile("^Titre")).fill("Vos besoins d’appui")
    page.get_by_role("button", name="Créer l’enquête").click()
    page.get_by_text("Avant de l’envoyer").wait_for()
    sain(page)
    page.get_by_role("link", name="Modifier la présentation").click()
    page.get_by_label("À quoi elle sert").fill("Construire avec vous notre offre d’appui.")
    page.get_by_label(re.compile("^Temps pour répondre")).fill("20")
    page.get_by_label("Date butoir").fill(il_y_a(-10).isoformat())
    page.get_by_role("button", name="Enregistrer", exact=True).click()
    page.get_by_text("C’est enregistré").wait_for()

    # A question of one's own, after the guide's.
    page.get_by_role("link", name="Adapter les questions").click()
    sain(page)
    page.get_by_role("button", name="Descendre la question 1", exact=True).click()
    page.get_by_text("elle reste après").wait_for()
    page.get_by_role("link", name="Ajouter une question").first.click()
    page.get_by_label(re.compile("^Question")).fill("Préférez-vous un appui seul ou en groupe ?")
    page.get_by_label(re.compile("^Genre de réponse")).select_option("un")
    page.get_by_label(re.compile("^Les choix")).fill("Seul\nEn groupe\nAutrement : préciser")
    page.get_by_label(re.compile("^Nombre de réponses souhaité")).fill("8")
    sain(page)
    page.get_by_role("button", name="Ajouter la question").click()
    page.get_by_text("La question est enregistrée").wait_for()


def choisir_et_envoyer(page, enquete):
    page.goto(reverse("enquetes:choisir", args=[enquete.pk]))
    sain(page)
    page.get_by_label("Rechercher").fill("Acteur")
    page.get_by_text("11 personnes").wait_for()
    page.get_by_label("Tout cocher").check()
    # Filtering again loses none of them, wherever they are shown.
    page.get_by_label("Rechercher").fill("introuvable")
    page.get_by_text("Personne à choisir").wait_for()
    page.get_by_label("Rechercher").fill("")
    expect(page.locator("#liste input[name=personnes]:checked")).to_have_count(11)
    page.get_by_label("Rechercher").fill("introuvable")
    page.get_by_role("link", name="Effacer les filtres").click()
    expect(page.get_by_label("Rechercher")).to_have_value("")
    expect(page.locator("#liste input[name=personnes]:checked")).to_have_count(11)
    page.get_by_role("button", name="Ajouter à l’enquête").click()
    page.get_by_text("11 destinataires ajoutés").wait_for()
    page.goto(reverse("enquetes:ouvrir", args=[enquete.pk]))
    sain(page)
    page.get_by_role("button", name="Ouvrir et envoyer").click()
    page.get_by_text("L’enquête est ouverte").wait_for()


def repondre_sur_un_telephone(ouvrir, boite, adresse):
    """Half of it, then one leaves; the rest another time, from the same mail."""
    lien = boite.lien(adresse)
    page = ouvrir(taille=TELEPHONE)
    page.goto(lien)
    sain(page)
    page.get_by_role("link", name="Commencer").click()
    page.get_by_role("heading", name="Partie 1 sur 6").wait_for()
    sain(page)
    projets = page.get_by_label("1 a. Présentez-les en quelques mots.")
    expect(projets).not_to_be_visible()
    page.get_by_role("group", name=re.compile(r"^1\. Menez-vous")).get_by_label("En cours").check()
    projets.fill("Une filière noisette.")
    attendre_l_enregistrement(page)
    page.close()

    page = ouvrir(taille=TELEPHONE)
    page.goto(lien)
    page.get_by_role("link", name="Reprendre où j’en étais").click()
    expect(page.get_by_label("1 a. Présentez-les en quelques mots.")).to_have_value("Une filière noisette.")
    # Until the page is taken part by part, all of them are shown.
    page.get_by_role("button", name="Suivant").wait_for()
    while not page.get_by_role("group", name=re.compile("Préférez-vous")).is_visible():
        page.get_by_role("button", name="Suivant").click()
        sain(page)
    groupe = page.get_by_role("group", name=re.compile("Préférez-vous"))
    expect(page.get_by_label("Autrement : précisez")).not_to_be_visible()
    groupe.get_by_label("Autrement", exact=True).check()
    page.get_by_label("Autrement : précisez").fill("À deux")
    page.get_by_role("button", name="Relire et envoyer").click()
    page.get_by_role("heading", name="Relisez vos réponses").wait_for()
    page.get_by_text("Autrement : À deux").wait_for()
    sain(page)
    page.get_by_role("button", name="Envoyer mes réponses").click()
    page.get_by_role("heading", name="Merci, vos réponses sont envoyées").wait_for()
    sain(page)


def repondre(lien, enquete, attente):
    """Over HTTP, as a browser without JavaScript does."""
    chemin = lien.split("/e/")[1].strip("/")
    client, questions = Client(), {q.numero: q for q in enquete.questions.all()}
    donnees = {f"q{q.pk}-la": "1" for q in questions.values()}
    donnees |= {f"q{questions['1'].pk}": "non", f"q{questions['24'].pk}": attente}
    assert client.post(reverse("repondre:questions", args=[chemin]), donnees).status_code == 302
    assert client.post(reverse("repondre:relire", args=[chemin])).status_code == 302


def rappels(boite, adresse, mots="plus que quelques jours"):
    call_command("entretien", verbosity=0)
    return [message["Subject"] for message in boite.relever(adresse) if mots in message["Subject"]]


def voyager(butoir):
    """What was received was received long ago; the date butoir becomes this day."""
    passe = timezone.now() - datetime.timedelta(days=6)
    Destinataire.objects.update(envoye_le=passe)
    Destinataire.objects.filter(relance_avant_le__isnull=False).update(relance_avant_le=passe)
    Enquete.objects.update(date_butoir=butoir)


def analyser(page, enquete):
    """The figures of the answers just given: ten of eleven, of which one « en cours » and nine « non »."""
    page.goto(reverse("enquetes:analyse", args=[enquete.pk]))
    texte = " ".join(page.locator("main").inner_text().split())
    assert re.search(r"(10 Ont répondu|Ont répondu 10) 91 %", texte, re.IGNORECASE), texte
    for chiffre in (
        "Posée à 10 répondants sur 10 : 10 y répondent (100 %).",
        "Posée à 1 répondant sur 10 : 1 y répond (100 %). 9 n’étaient pas concernés.",
    ):
        assert chiffre in texte
    sain(page)


def test_it_works(troupe, reseau, ouvrir, boite):
    agent = ouvrir(troupe.agent)
    preparer(agent, troupe)
    enquete = Enquete.objects.get()
    choisir_et_envoyer(agent, enquete)

    repondre_sur_un_telephone(ouvrir, boite, DIX[0])
    for n, adresse in enumerate(DIX[1:]):
        repondre(boite.lien(adresse), enquete, f"Attente {n}")
    assert enquete.destinataires.repondus().count() == 10
    assert Reponse.objects.comptees().filter(question__numero="24").count() == 9
    assert any("a répondu à l’enquête" in message["Subject"] for message in boite.relever(troupe.agent))

    analyser(agent, enquete)

    # Six days later, four before the date: one reminder, to the one who keeps silent, however often it is looked at.
    voyager(il_y_a(-4))
    assert len(rappels(boite, "muet@example.org")) == 1
    assert len(rappels(boite, "muet@example.org")) == 1
    assert rappels(boite, DIX[0]) == []
    # Past the date: one more, to the same.
    voyager(il_y_a(1))
    assert len(rappels(boite, "muet@example.org", "encore temps")) == 1
    assert len(rappels(boite, "muet@example.org", "encore temps")) == 1
    assert [adresse for adresse in DIX if rappels(boite, adresse, "encore temps")] == []

    # What the team sees: who answered, who is to be called.
    agent.goto(enquete.get_absolute_url())
    agent.get_by_role("link", name="Contacter ceux qui ne répondent pas").click()
    agent.get_by_role("link", name="Acteur N10", exact=True).wait_for()
    expect(agent.get_by_text("1 sur 8 souhaitées")).to_be_visible()
    sain(agent)

    # A stranger sees nothing of all this.
    etranger = ouvrir(troupe.etranger)
    for nom in ("enquete", "questions", "destinataires", "a_contacter", "destinataires_xlsx"):
        assert etranger.goto(reverse(f"enquetes:{nom}", args=[enquete.pk])).status == 404


def _questionnaire(troupe):
    """(its recipient, the address of their questions), without a mail."""
    enquete = EnqueteFactory(mission=troupe.mission, ouverte=True)
    enquete.poser_les_questions_du_guide()
    destinataire = DestinataireFactory(enquete=enquete)
    jeton = destinataire.jeton()
    destinataire.save()
    return destinataire, reverse("repondre:questions", args=[jeton])


def _dites(destinataire):
    lues = destinataire.reponses.select_related("question")
    return {reponse.question.numero: str(reponse) for reponse in lues}


def test_on_a_phone_while_a_computer_answers_too(troupe, ouvrir):
    destinataire, adresse = _questionnaire(troupe)
    telephone, ordinateur = ouvrir(taille=TELEPHONE), ouvrir(taille=ORDINATEUR)
    for page in (telephone, ordinateur):
        page.goto(adresse)
    premiere = re.compile(r"^1\. Menez-vous")
    ordinateur.get_by_role("group", name=premiere).get_by_label("Oui").check()
    ordinateur.get_by_label(re.compile(r"^24\.")).fill("Être relus")
    attendre_l_enregistrement(ordinateur)

    telephone.get_by_role("group", name=premiere).get_by_label("En cours").check()
    etat(telephone).filter(has_text="a reçu une autre réponse entre-temps").wait_for()
    telephone.get_by_role("button", name="Voir les deux textes").click()
    telephone.get_by_text("« Oui »").wait_for()
    sain(telephone)
    # Until one is chosen nothing is replaced; the rest is saved.
    telephone.get_by_label("1 a. Présentez-les en quelques mots.").fill("Une filière")
    etat(telephone).filter(has_text="sauf ce qui a été répondu ailleurs aussi").wait_for()
    assert _dites(destinataire) == {"1": "Oui", "1 a": "Une filière", "24": "Être relus"}
    telephone.get_by_role("button", name="Garder la mienne").click()
    attendre_l_enregistrement(telephone)
    expect(telephone.locator("[data-a-trancher]")).to_have_count(0)
    assert _dites(destinataire) == {"1": "En cours", "1 a": "Une filière", "24": "Être relus"}


def test_a_browser_that_refuses_cookies_is_told_so(troupe, ouvrir):
    _, adresse = _questionnaire(troupe)
    page = ouvrir(taille=TELEPHONE, pannes=True)
    page.goto(adresse)
    page.context.clear_cookies()
    page.get_by_role("group", name=re.compile(r"^1\. Menez-vous")).get_by_label("Oui").check()
    etat(page).filter(has_text="votre navigateur refuse les cookies de ce site").wait_for()
    expect(page.get_by_role("button", name="Me reconnecter")).not_to_be_visible()
