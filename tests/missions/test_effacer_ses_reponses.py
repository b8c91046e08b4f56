"""Erasing what an enquête knows of somebody: with their account, or by the officer when they have none."""

import pytest
from django.urls import reverse

from coopappui.donnees import effacer, rassembler
from missions.models import Appreciation, ContactDEnquete, Destinataire, GroupeAContacter, Marque, Reponse
from tests.factories import DestinataireFactory, EnqueteFactory, PersonneFactory, QuestionFactory

SECRETS = ("Fragile", "Un secret", "Plus d’élu", "Ada", "Lovelace", "ada@example.org", "Amicale", "Appelée lundi")


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
        structure=troupe.structure,
    )
    importee = {"personne": None, "nom": "Ada Lovelace", "organisme": "Amicale", "courriel": "ada@example.org"}
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
    siennes = rassembler(troupe.beneficiaire)["Ce que la mission retient de mes réponses à une enquête"]
    assert ["Fragile" in ligne.values() for ligne in siennes] == [True, True]
    assert "Prises de contact rendues anonymes : 1." in effacer(troupe.beneficiaire)
    groupe.refresh_from_db()
    assert groupe.note == ""
    assert not groupe.history.filter(note="Fragile").exists()
    assert Marque.objects.get().note == ""
    assert Appreciation.objects.get().pourquoi == ""
