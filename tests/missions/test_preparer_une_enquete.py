"""Preparing an enquête: its questions, its recipients, its sending, what officers do next."""

import io

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from pypdf import PdfReader

from comptes.models import Notification
from missions.models import ContactDEnquete, Destinataire, Enquete, Personne, Question, Reponse
from tests.factories import (
    DestinataireFactory,
    EnqueteFactory,
    PersonneFactory,
    QuestionFactory,
    StructureFactory,
    TerritoireFactory,
)
from tests.saisie import saisie

pytestmark = pytest.mark.django_db


@pytest.fixture
def enquete(troupe):
    enquete = EnqueteFactory(mission=troupe.mission, titre="Vos besoins")
    QuestionFactory(enquete=enquete, numero="1", genre="oui-non", enonce="Coopérez-vous ?")
    return enquete


def adresse(nom, objet):
    return reverse(f"enquetes:{nom}", args=[objet.pk])


# --- the enquête -----------------------------------------------------------------------------


def test_created_with_the_24_questions(troupe, connecte):
    client = connecte(troupe.responsable)
    url = adresse("nouvelle", troupe.mission)
    donnees = saisie(client.get(url).context["form"], titre="Vos besoins", but="Vous appuyer.", temps_estime="20")
    reponse = client.post(url, donnees)
    enquete = Enquete.objects.get()
    assert reponse["Location"] == enquete.get_absolute_url()
    assert enquete.questions.count() == 48
    assert enquete.creee_par == troupe.responsable
    # The same page sent twice creates one enquête.
    client.post(url, donnees)
    assert Enquete.objects.count() == 1
    assert enquete.questions.count() == 48


def test_created_blank_or_from_a_former_one(troupe, connecte, enquete):
    client = connecte(troupe.agent)
    url = adresse("nouvelle", troupe.mission)
    for choix, nombre in (("vide", 0), (str(enquete.pk), 1)):
        form = client.get(url).context["form"]
        client.post(url, saisie(form, titre=f"Enquête {choix}", questions=choix))
        assert Enquete.objects.get(titre=f"Enquête {choix}").questions.count() == nombre


def test_the_questions_of_another_mission_are_not_offered(troupe, connecte):
    autre = EnqueteFactory()
    client = connecte(troupe.agent)
    url = adresse("nouvelle", troupe.mission)
    reponse = client.post(url, saisie(client.get(url).context["form"], titre="X", questions=str(autre.pk)))
    assert reponse.status_code == 200
    assert not Enquete.objects.filter(mission=troupe.mission).exists()


def test_only_what_was_never_sent_is_deleted(troupe, connecte, enquete):
    envoyee = EnqueteFactory(mission=troupe.mission, ouverte=True)
    client = connecte(troupe.agent)
    enquete.poser_les_questions_du_guide()
    DestinataireFactory(enquete=enquete)
    client.post(adresse("supprimer", enquete))
    client.post(adresse("supprimer", envoyee))
    assert list(Enquete.objects.all()) == [envoyee]


# --- questions --------------------------------------------------------------------------------


def test_a_question_is_written_with_its_choices_and_when_it_is_asked(troupe, connecte, enquete):
    client = connecte(troupe.agent)
    url = adresse("question_nouvelle", enquete)
    parent = enquete.questions.get()
    champs = {
        "enonce": "Dans quels domaines ?",
        "genre": "plusieurs",
        "choix": "Tourisme\nAgriculture\nAutre : préciser",
        "si": parent.pk,
    }
    reponse = client.post(url, saisie(client.get(url).context["form"], **champs))
    # Without JavaScript, the answers to choose from come once the question is known.
    assert "Dites pour quelles réponses" in reponse.text
    client.post(url, saisie(reponse.context["form"], **champs, si_valeurs=["oui"]))
    question = enquete.questions.get(enonce="Dans quels domaines ?")
    assert question.choix == [
        {"cle": "tourisme", "libelle": "Tourisme", "preciser": False},
        {"cle": "agriculture", "libelle": "Agriculture", "preciser": False},
        {"cle": "autre", "libelle": "Autre", "preciser": True},
    ]
    assert question.si == parent
    assert question.condition_en_mots == "Si vous répondez « Oui » à la question 1."


def test_a_choice_reworded_keeps_its_key(troupe, connecte, enquete):
    question = QuestionFactory(
        enquete=enquete,
        genre="un",
        choix=[{"cle": "a", "libelle": "Une ile", "preciser": False}, {"cle": "b", "libelle": "Un lac"}],
    )
    client = connecte(troupe.agent)
    form = client.get(adresse("question", question)).context["form"]
    client.post(adresse("question", question), saisie(form, choix="Une île\nUn lac\nUne baie"))
    question.refresh_from_db()
    assert [(c["cle"], c["libelle"]) for c in question.choix] == [
        ("a", "Une île"),
        ("b", "Un lac"),
        ("une-baie", "Une baie"),
    ]


@pytest.mark.parametrize(
    ("champs", "phrase"),
    [
        ({"enonce": ""}, "obligatoire"),
        ({"enonce": "Q ?", "genre": "un", "choix": "Seul"}, "au moins deux choix"),
        ({"enonce": "Q ?", "genre": "un", "choix": "A\nA"}, "la même chose"),
        ({"enonce": "Q ?", "genre": "tableau", "lignes": "A"}, "au moins une colonne"),
        (
            {
                "enonce": "Q ?",
                "genre": "tableau",
                "lignes": "A\nB\nC\nD\nE\nF\nG\nH",
                "colonnes": "1\n2\n3\n4\n5\n6\n7\n8",
            },
            "60 cases au plus, pour qu’on y réponde : ce tableau en a 64.",
        ),
        ({"enonce": "Q ?", "genre": "n-importe"}, "choix"),
        ({"enonce": "Q ?", "minimum_de_retours": "-3"}, "Ce nombre est trop petit : 0 au moins."),
    ],
    ids=["vide", "un-choix", "double", "sans-colonne", "trop-de-cases", "genre", "negatif"],
)
def test_a_question_that_cannot_be_asked_is_refused(troupe, connecte, enquete, champs, phrase):
    client = connecte(troupe.agent)
    url = adresse("question_nouvelle", enquete)
    reponse = client.post(url, saisie(client.get(url).context["form"], **champs))
    assert reponse.status_code == 200
    assert phrase in reponse.text
    assert enquete.questions.count() == 1


def test_two_officers_preparing_the_same_list_of_choices(troupe, connecte, enquete):
    """The second is shown the choices of the first, and replaces them knowingly."""
    question = QuestionFactory(enquete=enquete, genre="un", choix=[{"cle": "a", "libelle": "Un", "preciser": False}])
    url = adresse("question", question)
    agathe, rene = connecte(troupe.agent), connecte(troupe.responsable)
    lus = [client.get(url).context["form"] for client in (agathe, rene)]
    agathe.post(url, saisie(lus[0], choix="Un\nDeux : préciser"))
    donnees = saisie(lus[1], choix="Un\nTrois")
    page = rene.post(url, donnees)
    assert "Deux : préciser" in page.text
    assert [c["libelle"] for c in Question.objects.get(pk=question.pk).choix] == ["Un", "Deux"]
    rene.post(url, saisie(page.context["form"], choix="Un\nTrois"))
    assert [c["libelle"] for c in Question.objects.get(pk=question.pk).choix] == ["Un", "Trois"]
    # Who did not touch the list keeps what the other made of it.
    agathe.post(url, saisie(lus[0], enonce="Et vous ?"))
    question.refresh_from_db()
    assert ([c["libelle"] for c in question.choix], question.enonce) == (["Un", "Trois"], "Et vous ?")


def test_questions_are_ordered_with_buttons(troupe, connecte):
    enquete = EnqueteFactory(mission=troupe.mission)
    enquete.poser_les_questions_du_guide()
    client = connecte(troupe.agent)
    cinq = enquete.questions.get(numero="5")
    client.post(adresse("question_deplacer", cinq), {"sens": "monter"})
    assert [q.numero for q in enquete.questions.filter(partie=1)][-2:] == ["5", "4 a"]
    # A sub-question stays after what it depends on.
    reponse = client.post(
        adresse("question_deplacer", enquete.questions.get(numero="1 a")), {"sens": "monter"}, follow=True
    )
    assert "elle reste après" in reponse.text


def test_once_sent_a_question_is_retired_not_changed(troupe, connecte, enquete):
    DestinataireFactory(enquete=enquete, personne=troupe.personne)
    enquete.ouvrir(troupe.agent)
    question = enquete.questions.get()
    client = connecte(troupe.agent)
    form = client.get(adresse("question", question)).context["form"]
    assert "enonce" not in form.fields
    client.post(adresse("question", question), saisie(form) | {"enonce": "Autre chose ?", "genre": "long"})
    question.refresh_from_db()
    assert question.enonce == "Coopérez-vous ?"
    client.post(adresse("question_retirer", question))
    assert not enquete.questions.posees().exists()
    client.post(adresse("question_remettre", question))
    assert enquete.questions.posees().exists()


# --- recipients -------------------------------------------------------------------------------


def test_chosen_in_the_reseau_with_filters(troupe, connecte, enquete):
    territoire = TerritoireFactory(mission=troupe.mission, nom="Val Chanteuil")
    structure = StructureFactory(mission=troupe.mission, territoire=territoire, priorite=1)
    lucie = PersonneFactory(mission=troupe.mission, structure=structure, prenom="Lucie", nom="Sansmail", courriel="")
    etrangere = PersonneFactory()
    client = connecte(troupe.agent)
    url = adresse("choisir", enquete)
    assert client.get(url, {"territoire": territoire.pk}).context["personnes"] == [lucie]
    assert client.get(url, {"priorite": 1}).context["personnes"] == [lucie]
    cles = [lucie.pk, troupe.personne.pk, etrangere.pk, "9" * 30]
    reponse = client.post(url, {"personnes": cles}, follow=True)
    assert {d.personne for d in enquete.destinataires.all()} == {lucie, troupe.personne}
    assert "2 destinataires ajoutés" in reponse.text
    assert "Sans courriel, à joindre autrement : Lucie Sansmail" in reponse.text
    assert (
        "Déjà dans la liste : Béa Fontaine" in client.post(url, {"personnes": [troupe.personne.pk]}, follow=True).text
    )


def test_those_taken_out_have_a_list_of_their_own(troupe, connecte, enquete):
    """The list holds as many people as its chip says."""
    restee, retiree = (DestinataireFactory(enquete=enquete) for _ in range(2))
    enquete.ouvrir(troupe.agent)
    retiree.revoquer()
    client = connecte(troupe.agent)

    def lue(**filtre):
        page = client.get(adresse("destinataires", enquete), filtre)
        return list(page.context["destinataires"]), " ".join(page.text.split())

    tous, page = lue()
    assert tous == [restee]
    assert "Tous <b>1</b>" in page
    assert "Retirés <b>1</b>" in page
    assert lue(etat="retires")[0] == [retiree]
    assert lue(etat="delete")[0] == [restee]


def test_nobody_to_choose_is_no_dead_end(troupe, connecte, enquete):
    client = connecte(troupe.agent)
    page = client.get(adresse("choisir", enquete), {"q": "introuvable"}).text
    assert adresse("importer", enquete) in page
    assert "Effacer les filtres" in page
    Personne.objects.all().delete()
    assert "Effacer les filtres" not in client.get(adresse("choisir", enquete)).text


# --- chasing ----------------------------------------------------------------------------------


def test_the_silent_are_called_and_it_is_noted(troupe, connecte, enquete):
    troupe.personne.telephone = "06 39 98 00 01"
    troupe.personne.save()
    Question.objects.update(minimum_de_retours=3)
    destinataire = DestinataireFactory(enquete=enquete, personne=troupe.personne)
    enquete.ouvrir(troupe.agent)
    client = connecte(troupe.agent)
    page = client.get(adresse("a_contacter", enquete)).text
    for attendu in ("06 39 98 00 01", "Coopérez-vous ?", "0 sur 3 souhaitées"):
        assert attendu in page
    client.post(adresse("destinataire", destinataire), {"moyen": "telephone", "note": "Répondra lundi."})
    # The same page sent twice notes it once.
    url = adresse("destinataire", destinataire)
    donnees = saisie(client.get(url).context["form"], moyen="telephone", note="Répondra mardi.")
    client.post(url, donnees)
    client.post(url, donnees)
    assert ContactDEnquete.objects.count() == 2
    # Those nobody talked with come first.
    muet = DestinataireFactory(enquete=enquete)
    attendus = client.get(adresse("a_contacter", enquete)).context["destinataires"]
    assert [d.pk for d in attendus] == [muet.pk, destinataire.pk]
    contact = ContactDEnquete.objects.earliest("pk")
    assert (contact.par, contact.note) == (troupe.agent, "Répondra lundi.")


def test_an_officer_types_in_what_is_said_on_the_phone(troupe, connecte, enquete):
    destinataire = DestinataireFactory(enquete=enquete, personne=troupe.personne)
    enquete.ouvrir(troupe.agent)
    question = enquete.questions.get()
    client = connecte(troupe.agent)
    donnees = {"mode": "telephone", f"q{question.pk}-la": "1", f"q{question.pk}": "oui"}
    client.post(adresse("saisir", destinataire), donnees)
    destinataire.refresh_from_db()
    assert (destinataire.etat, destinataire.mode, destinataire.saisi_par) == ("répondu", "telephone", troupe.agent)
    assert Reponse.objects.comptees().get().valeur == "oui"
    # The others are told of it; who typed it knows.
    prevenus = Notification.objects.filter(cle=destinataire.cle_de_l_annonce).values_list("destinataire", flat=True)
    assert set(prevenus) == {troupe.collegue.pk, troupe.responsable.pk}


def test_what_somebody_writes_online_is_theirs_until_they_send_it(troupe, connecte, enquete):
    destinataire = DestinataireFactory(enquete=enquete, personne=troupe.personne)
    enquete.ouvrir(troupe.agent)
    question = enquete.questions.get()
    Destinataire.objects.get().enregistrer({question: "non"})
    client = connecte(troupe.agent)
    assert client.get(adresse("saisir", destinataire)).status_code == 302
    client.post(
        adresse("saisir", destinataire), {"mode": "papier", f"q{question.pk}": "oui", f"q{question.pk}-la": "1"}
    )
    assert Reponse.objects.get().valeur == "non"
    # Called, they may still say something: the pages tell why there is no button, and where to note it.
    page = client.get(adresse("destinataire", destinataire)).text
    assert "Béa Fontaine a commencé à répondre en ligne" in page
    assert "notez dans « Contacts pris » ce que cette personne vous dit" in page
    assert "Commencée en ligne : notez un contact" in client.get(adresse("a_contacter", enquete)).text
    Destinataire.objects.get().envoyer_ses_reponses()
    assert "a commencé à répondre en ligne" not in client.get(adresse("destinataire", destinataire)).text
    assert "a répondu en ligne" in client.get(adresse("saisir", destinataire), follow=True).text


def test_a_long_list_comes_page_by_page(troupe, connecte, enquete):
    """The links of the pages keep the state asked for; every recipient is on one page, once."""
    siens = DestinataireFactory.create_batch(53, enquete=enquete)
    repondu = DestinataireFactory(enquete=enquete, repondu=True)
    DestinataireFactory(enquete=enquete, envoye_le=timezone.now(), refuse_le=timezone.now())
    enquete.ouvrir(troupe.agent)
    client = connecte(troupe.agent)
    for nom, params in (("destinataires", {"etat": "silencieux"}), ("a_contacter", {})):
        pages = [client.get(adresse(nom, enquete), params | {"page": n}) for n in (1, 2)]
        vus = [d.pk for page in pages for d in page.context["destinataires"]]
        assert sorted(vus) == sorted(d.pk for d in siens)
        assert "Page 1 sur 2" in pages[0].text
    assert "?etat=silencieux&amp;page=2" in client.get(adresse("destinataires", enquete), {"etat": "silencieux"}).text
    assert "Page 1" not in client.get(adresse("destinataires", enquete), {"etat": "repondus"}).text
    assert repondu.pk not in vus


def test_those_nobody_has_talked_with_come_first(troupe, connecte, enquete):
    joint, jamais = DestinataireFactory.create_batch(2, enquete=enquete)
    enquete.ouvrir(troupe.agent)
    ContactDEnquete.objects.create(destinataire=joint, par=troupe.agent, moyen="telephone")
    page = connecte(troupe.agent).get(adresse("a_contacter", enquete))
    assert list(page.context["destinataires"]) == [jamais, joint]


def test_two_officers_typing_the_same_answers_erase_nothing_of_each_other(troupe, connecte, enquete):
    """What one typed stays, and neither changes how the person answered."""
    destinataire = DestinataireFactory(enquete=enquete, personne=troupe.personne)
    question, autre = enquete.questions.get(), QuestionFactory(enquete=enquete, numero="2", genre="court")
    enquete.ouvrir(troupe.agent)
    client, url = connecte(troupe.agent), adresse("saisir", destinataire)
    vide = {f"q{question.pk}-la": "1", f"q{autre.pk}-la": "1", "version": client.get(url).context["form"].version()}
    client.post(url, vide | {"mode": "papier", f"q{question.pk}": "oui"})
    client = connecte(troupe.responsable)
    client.post(url, vide | {"mode": "papier", f"q{autre.pk}": "Un atelier"})
    destinataire.refresh_from_db()
    assert destinataire.valeurs() == {question.pk: "oui", autre.pk: "Un atelier"}
    # The same answer, typed by both: shown, and nothing is sent over it.
    page = client.post(url, vide | {"mode": "papier", f"q{question.pk}": "non"})
    assert "« Oui »" in page.text
    assert destinataire.valeurs()[question.pk] == "oui"
    # The person opens their link on an old page, and changes nothing: it was answered on paper.
    destinataire.enregistrer({})
    destinataire.refresh_from_db()
    assert (destinataire.mode, destinataire.saisi_par) == ("papier", troupe.responsable)


# --- on paper, in a spreadsheet ---------------------------------------------------------------


def test_the_questionnaire_is_printed_with_fields_to_fill(troupe, connecte):
    enquete = EnqueteFactory(mission=troupe.mission, titre="Vos besoins")
    enquete.poser_les_questions_du_guide()
    reponse = connecte(troupe.agent).get(adresse("questionnaire_pdf", enquete))
    pdf = PdfReader(io.BytesIO(reponse.content))
    texte = " ".join(page.extract_text() for page in pdf.pages)
    assert "Si vous répondez" in texte
    assert len(pdf.get_fields()) > 60


def test_the_list_of_recipients_goes_to_a_workbook(troupe, connecte, enquete):
    DestinataireFactory(enquete=enquete, personne=None, nom="=cmd()", organisme="Amicale")
    DestinataireFactory(enquete=enquete, personne=troupe.personne, repondu=True)
    reponse = connecte(troupe.agent).get(adresse("destinataires_xlsx", enquete))
    feuille = load_workbook(io.BytesIO(reponse.getvalue())).active
    rangees = list(feuille.values)
    assert rangees[1][0] == "=cmd()"
    assert feuille["A2"].data_type == "s"
    assert rangees[2][0] == "Béa Fontaine"
    assert rangees[2][5] == "Répondu"


# --- one's own data ---------------------------------------------------------------------------


def test_one_s_answers_are_among_one_s_data_and_go_with_them(troupe, enquete):
    from coopappui.donnees import effacer, rassembler

    destinataire = DestinataireFactory(enquete=enquete, personne=troupe.personne)
    texte = QuestionFactory(enquete=enquete, genre="long")
    enquete.ouvrir(troupe.agent)
    Destinataire.objects.get().enregistrer({enquete.questions.get(numero="1"): "oui", texte: "Un secret"})
    Destinataire.objects.get().envoyer_ses_reponses()
    siennes = rassembler(troupe.beneficiaire)["Mes réponses aux enquêtes"]
    assert {r["réponse"] for r in siennes} == {"Oui", "Un secret"}
    assert "Réponses aux enquêtes rendues anonymes : 2." in effacer(troupe.beneficiaire)
    assert [r.valeur for r in Reponse.objects.all()] == ["oui"]
    destinataire.refresh_from_db()
    assert destinataire.empreinte == ""
