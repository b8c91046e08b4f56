"""Erasing what an enquête knows of somebody: with their account, or by the officer when they have none."""

import pytest
from django.core.mail import send_mail
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from appuis.models import Recommandation
from comptes import registre_effacements
from comptes.models import Notification
from coopappui.donnees import effacer, rassembler
from missions.anonymat import ce_qui_s_efface, effacer_la_fiche
from missions.anonymat import effacer as effacer_un_destinataire
from missions.models import (
    Appreciation,
    ContactDEnquete,
    DemandeDeTemoigner,
    Desabonnement,
    Destinataire,
    EnvoiDeLettre,
    GroupeAContacter,
    Marque,
    Personne,
    Reponse,
)
from tests.comptes.test_ecrire_par_la_file import file  # noqa: F401
from tests.factories import (
    DestinataireFactory,
    EnqueteFactory,
    LettreFactory,
    ListeFactory,
    PersonneFactory,
    QuestionFactory,
)
from tests.missions import offres

TELEPHONE = "06 39 98 00 01"
SECRETS = (
    "Fragile",
    "Un secret",
    "Plus d’élu",
    "Ada",
    "Lovelace",
    "ada@example.org",
    "Amicale",
    "Appelée lundi",
    TELEPHONE,
)


@pytest.fixture
def enquete(troupe):
    return EnqueteFactory(mission=troupe.mission, ouverte=True)


@pytest.fixture
def questions(enquete):
    choix = [{"cle": "temps", "libelle": "Temps", "preciser": True}]
    return (
        QuestionFactory(enquete=enquete, genre="plusieurs", choix=choix),
        QuestionFactory(enquete=enquete, genre="long"),
    )


def _repond(destinataire, questions, par):
    cochee, texte = questions
    valeurs = {cochee: {"choix": ["temps"], "precisions": {"temps": "Plus d’élu"}}, texte: "Un secret"}
    destinataire.enregistrer(valeurs)
    destinataire.envoyer_ses_reponses()
    Marque.objects.poser(destinataire, "risque", par, note="Fragile")
    Appreciation.objects.create(destinataire=destinataire, priorite=1).retenir(par, "Fragile")
    ContactDEnquete.objects.create(destinataire=destinataire, par=par, note="Appelée lundi")


def _efface(connecte, troupe, destinataire):
    client = connecte(troupe.agent)
    assert "Effacer ses réponses" in client.get(reverse("enquetes:destinataire", args=[destinataire.pk])).text
    return client, client.post(reverse("enquetes:effacer", args=[destinataire.pk]), follow=True).text


@pytest.mark.parametrize("du_reseau", [True, False])
def test_the_officer_erases_what_somebody_without_account_said(troupe, connecte, enquete, questions, du_reseau):
    ada = PersonneFactory(
        mission=troupe.mission,
        prenom="Ada",
        nom="Lovelace",
        courriel="ada@example.org",
        telephone=TELEPHONE,
        structure=troupe.structure,
    )
    importee = {"personne": None, "nom": "Ada Lovelace", "organisme": "Amicale", "courriel": "ada@example.org"}
    importee["telephone"] = TELEPHONE
    destinataire = DestinataireFactory(enquete=enquete, **({"personne": ada} if du_reseau else importee))
    lien = destinataire.jeton()
    destinataire.save()
    _repond(destinataire, questions, troupe.agent)
    client, page = _efface(connecte, troupe, destinataire)
    page += client.get(reverse("enquetes:acteur", args=[destinataire.pk])).text
    for secret in SECRETS:
        assert secret not in page
    assert "Effacer ses réponses" not in page
    efface = Destinataire.objects.get()
    assert (efface.personne, efface.organisme, efface.courriel, efface.telephone) == (None, "", "", "")
    assert (efface.repondu, efface.type_d_acteur) == (True, troupe.structure.type if du_reseau else None)
    assert not Destinataire.objects.du_lien(lien).exists()
    assert Reponse.objects.comptees().get().valeur == {"choix": ["temps"], "precisions": {}}
    assert enquete.chiffres()["repondus"] == 1
    assert not Appreciation.objects.retenues().exists()


def test_what_was_only_begun_goes_whole_and_is_not_awaited(troupe, connecte, enquete, questions):
    destinataire = DestinataireFactory(enquete=enquete)
    destinataire.enregistrer({questions[0]: {"choix": ["temps"], "precisions": {}}})
    _efface(connecte, troupe, destinataire)
    assert not Reponse.objects.exists()
    assert enquete.chiffres()["destinataires"] == 0


def test_a_refusal_still_counts(troupe, connecte, enquete, questions):
    destinataire = DestinataireFactory(enquete=enquete)
    destinataire.refuser()
    _efface(connecte, troupe, destinataire)
    assert enquete.chiffres()["refus"] == 1


def test_what_the_team_wrote_goes_with_an_account(troupe, enquete, questions):
    destinataire = DestinataireFactory(enquete=enquete, personne=troupe.personne)
    _repond(destinataire, questions, troupe.agent)
    groupe = GroupeAContacter(mission=troupe.mission, personne=troupe.personne, note="Fragile")
    groupe.save()
    autre = GroupeAContacter.objects.create(
        mission=troupe.mission, nom="La chorale", interlocuteur=troupe.personne, note="Fragile"
    )
    siennes = rassembler(troupe.beneficiaire)["Ce que la mission retient de mes réponses à une enquête"]
    assert ["Fragile" in ligne.values() for ligne in siennes] == [True, True]
    assert "Prises de contact rendues anonymes : 2." in effacer(troupe.beneficiaire)
    for un in (groupe, autre):
        un.refresh_from_db()
        assert un.note == ""
        assert not un.history.filter(note="Fragile").exists()
    assert Marque.objects.get().note == ""
    assert Appreciation.objects.get().pourquoi == ""


@pytest.mark.parametrize("avec_compte", [True, False])
def test_what_they_said_of_the_offer_goes_too(troupe, connecte, avec_compte):
    """It stays counted, with what was made of it."""
    fiche = troupe.personne if avec_compte else PersonneFactory(mission=troupe.mission)
    offres.remarque(troupe.mission, troupe.agent, personne=fiche, de_qui="", suite="reprise", precision="Fragile")
    autre = offres.remarque(troupe.mission, troupe.agent, texte="Et le midi ?")
    if avec_compte:
        assert "Remarques sur l’offre rendues anonymes : 1." in effacer(troupe.beneficiaire)
    else:
        effacer_la_fiche(fiche)
    page = connecte(troupe.agent).get(reverse("offre_appui:remarques", args=[troupe.mission.pk])).text
    for dit in ("Et le soir ?", "Fragile", "Personne effacée"):
        assert dit not in page
    assert "L’offre en tient compte" in page
    assert autre.texte in page


# --- nothing is found again ----------------------------------------------------------------------


@pytest.fixture
def ada(troupe):
    """Of the réseau, without an account."""
    champs = {"prenom": "Ada", "nom": "Lovelace", "courriel": "Ada@example.org", "telephone": TELEPHONE}
    return PersonneFactory(mission=troupe.mission, **champs)


@pytest.fixture
def registre(settings, tmp_path):
    settings.DONNEES = tmp_path
    return tmp_path / "effacements.txt"


def _en_file():
    return [c.args_kwargs["args"][0]["subject"] for c in DBTaskResult.objects.filter(task_path__endswith="livrer")]


def test_neither_the_team_nor_the_queue_names_them_any_more(troupe, file, enquete, questions, ada):  # noqa: F811
    destinataire = DestinataireFactory(enquete=enquete, personne=ada)
    autre = DestinataireFactory(enquete=enquete, personne=PersonneFactory(courriel="pas-ada@example.org"))
    for un in (destinataire, autre):
        un.relancer()
        un.enregistrer({questions[1]: "Un secret"})
        un.envoyer_ses_reponses()
    send_mail("Tout autre chose", "Corps", None, ["ada@example.org"])
    assert Notification.objects.filter(titre__contains="Ada").exists()
    effacer_un_destinataire(destinataire)
    assert not Notification.objects.filter(titre__contains="Ada").exists()
    assert not any("Ada" in objet for objet in _en_file())
    restent = {m.args_kwargs["args"][0]["to"][0] for m in DBTaskResult.objects.filter(task_path__endswith="livrer")}
    assert {"pas-ada@example.org", "ada@example.org"} <= restent
    assert "Tout autre chose" in _en_file()
    assert Notification.objects.filter(cle=autre.cle_de_l_annonce).exists()


def test_erased_with_an_account_they_are_not_awaited(troupe, enquete, questions):
    destinataire = DestinataireFactory(enquete=enquete, personne=troupe.personne)
    destinataire.enregistrer({questions[0]: {"choix": ["temps"], "precisions": {}}})
    effacer(troupe.beneficiaire)
    assert enquete.chiffres()["destinataires"] == 0
    assert not Reponse.objects.exists()


def test_a_backup_does_not_bring_them_back(
    troupe, registre, enquete, questions, django_capture_on_commit_callbacks, capsys
):
    destinataire = DestinataireFactory(enquete=enquete, personne=None, nom="Ada Lovelace")
    _repond(destinataire, questions, troupe.agent)
    sauvegarde = Destinataire.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        effacer_un_destinataire(destinataire)
    assert "Ada" not in registre.read_text()
    assert registre_effacements.effaces() == {}
    assert list(registre_effacements.effaces("destinataire")) == [destinataire.pk]
    sauvegarde.save()
    call_command("reappliquer_effacements")
    assert "Destinataires d’enquêtes effacés de nouveau : 1." in capsys.readouterr().out
    assert Destinataire.objects.get().nom == "Personne effacée"
    call_command("reappliquer_effacements")
    assert "Destinataires" not in capsys.readouterr().out
    # Another recipient who was given the same number since.
    Destinataire.objects.update(nom="Grace", repondu_le=None, commence_le=None, envoye_le=timezone.now())
    call_command("reappliquer_effacements")
    assert Destinataire.objects.get().nom == "Grace"


def test_a_card_without_account_is_erased(
    troupe,
    connecte,
    enquete,
    questions,
    ada,
    registre,
    file,  # noqa: F811
    django_capture_on_commit_callbacks,
):
    _repond(DestinataireFactory(enquete=enquete, personne=ada), questions, troupe.agent)
    liste = ListeFactory(mission=troupe.mission, personnes=[ada])
    lettre = LettreFactory(mission=troupe.mission, liste=liste)
    EnvoiDeLettre.objects.create(lettre=lettre, personne=ada, nom="Ada Lovelace", courriel="ada@example.org")
    Desabonnement.objects.create(mission=troupe.mission, personne=ada, empreinte="e")
    GroupeAContacter.objects.create(mission=troupe.mission, personne=ada, note="Fragile")
    DemandeDeTemoigner.objects.create(personne=ada, sujets="Fragile")
    Recommandation.objects.create(appui=troupe.appui, personne=ada, par=troupe.agent, mot="Fragile")
    send_mail("Bonjour", "Corps", None, ["ada@example.org"])
    client = connecte(troupe.agent)
    assert "Effacer ses données" in client.get(ada.get_absolute_url()).text
    with django_capture_on_commit_callbacks(execute=True):
        page = client.post(reverse("reseau:effacer", args=[ada.pk]), follow=True).text
    assert "C’est effacé" in page
    for adresse in (lettre.get_absolute_url(), reverse("enquetes:destinataires", args=[enquete.pk])):
        page += client.get(adresse).text
    for secret in (*SECRETS, "Ada@example.org"):
        assert secret not in page
    assert "Bonjour" not in _en_file()
    ada.refresh_from_db()
    assert (str(ada), ada.courriel, ada.telephone) == ("Personne effacée", "", "")
    assert not ada.history.filter(nom="Lovelace").exists()
    # Nobody is told any more that she testifies, nor was asked.
    assert not Recommandation.objects.exists()
    assert not DemandeDeTemoigner.objects.exists()
    assert not DemandeDeTemoigner.history.exists()
    assert EnvoiDeLettre.objects.get().courriel == ""
    assert not liste.inscriptions.exists()
    assert list(registre_effacements.effaces("fiche")) == [ada.pk]
    # A backup brings the card back, with its history.
    ada.history.all().delete()
    Personne.objects.filter(pk=ada.pk).update(nom="Lovelace")
    ada.history.create(**{c: getattr(ada, c) for c in ("id", "nom", "mission_id")}, history_date=enquete.creee_le)
    call_command("reappliquer_effacements")
    assert Personne.objects.get(pk=ada.pk).nom == "Personne effacée"


def test_what_goes_is_said_before(troupe, connecte, enquete, questions, ada):
    """All of it, in the words of each part that erases: nothing goes that was not announced."""
    page = connecte(troupe.agent).get(ada.get_absolute_url()).text
    assert len(ce_qui_s_efface()) == 9
    for annonce in (
        *ce_qui_s_efface(),
        "le nom de sa structure gardé avec ses réponses",
        "sa place parmi les premiers",
    ):
        assert annonce in page
    destinataire = DestinataireFactory(enquete=enquete, personne=ada)
    page = connecte(troupe.agent).get(reverse("enquetes:destinataire", args=[destinataire.pk])).text
    for annonce in ("le nom de sa structure", "sa place parmi les premiers appuis"):
        assert annonce in page


def test_who_has_an_account_asks_for_it_themselves(troupe, connecte):
    client = connecte(troupe.agent)
    assert "Effacer ses données" not in client.get(troupe.personne.get_absolute_url()).text
    assert "a un compte" in client.post(reverse("reseau:effacer", args=[troupe.personne.pk]), follow=True).text
    assert Personne.objects.get(pk=troupe.personne.pk).nom == troupe.personne.nom
