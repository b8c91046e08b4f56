"""Forgotten, changed or first password."""

import datetime
import re

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.urls import reverse

from comptes.models import Utilisateur
from tests.comptes.outils import est_connecte, se_connecter
from tests.factories import MOT_DE_PASSE

ADRESSE = "agathe@example.org"
NOUVEAU = "quatre mots bien choisis"


def _demander(client, adresse=ADRESSE):
    return client.post(reverse("account_reset_password"), {"email": adresse}, follow=True)


def _lien():
    return re.search(r"https?://\S+", mail.outbox[-1].body)[0]


def _ouvrir(client, lien):
    """The page of the link; its address no longer holds the secret."""
    return client.get(lien, follow=True)


def _choisir(client, page, un=NOUVEAU, deux=NOUVEAU):
    return client.post(page.request["PATH_INFO"], {"password1": un, "password2": deux})


def test_un_lien_pour_choisir_un_autre_mot_de_passe(client, troupe):
    page = _demander(client, "AGATHE@example.org ")
    assert "Regardez votre messagerie" in page.content.decode()
    assert mail.outbox[0].to == [ADRESSE]
    page = _ouvrir(client, _lien())
    assert "Choisir un nouveau mot de passe" in page.content.decode()
    assert _choisir(client, page)["Location"] == reverse("accueil")
    assert est_connecte(client)
    assert mail.outbox[-1].subject == "CoopAppui · Votre mot de passe a changé"
    assert se_connecter(Client(), ADRESSE).status_code == 200
    assert se_connecter(Client(), ADRESSE, NOUVEAU).status_code == 302
    assert not EmailAddress.objects.exists()


def test_un_lien_ne_sert_qu_une_fois(client, troupe):
    _demander(client)
    lien = _lien()
    _choisir(client, _ouvrir(client, lien))
    assert "Ce lien n’est plus valable" in _ouvrir(Client(), lien).content.decode()


def test_un_lien_meurt_au_bout_de_quatre_heures(client, troupe):
    with time_machine.travel(datetime.datetime(2026, 11, 23, 9, 0, tzinfo=datetime.UTC), tick=False) as horloge:
        _demander(client)
        horloge.shift(datetime.timedelta(hours=3, minutes=59))
        assert "Choisir un nouveau" in _ouvrir(client, _lien()).content.decode()
        horloge.shift(datetime.timedelta(minutes=2))
        assert "Ce lien n’est plus valable" in _ouvrir(Client(), _lien()).content.decode()


def test_un_lien_meurt_quand_l_adresse_change(client, troupe):
    _demander(client)
    Utilisateur.objects.filter(pk=troupe.agent.pk).update(email="autre@example.org")
    assert "Ce lien n’est plus valable" in _ouvrir(client, _lien()).content.decode()


def test_la_meme_page_pour_une_adresse_inconnue(client, troupe):
    connue, inconnue = _demander(client), _demander(client, "inconnue@example.org")
    assert connue.redirect_chain == inconnue.redirect_chain
    assert connue.content == inconnue.content
    assert len(mail.outbox) == 1


def test_un_compte_ferme_ne_recoit_rien(client, troupe):
    Utilisateur.objects.filter(pk=troupe.agent.pk).update(is_active=False)
    _demander(client)
    assert not mail.outbox


@pytest.mark.parametrize(
    ("essai", "phrase"),
    [
        ("court", "12 caractères"),
        ("314159265358979", "numérique"),
        ("qwertyuiop12", "courant"),
        ("agathe@example.org", "trop semblable"),
    ],
)
def test_un_mot_de_passe_faible_est_refuse_en_francais(essai, phrase, client, troupe):
    _demander(client)
    reponse = _choisir(client, _ouvrir(client, _lien()), essai, essai)
    assert phrase in " ".join(reponse.context["form"].errors["password1"])


def test_les_deux_saisies_sont_comparees(client, troupe):
    _demander(client)
    reponse = _choisir(client, _ouvrir(client, _lien()), NOUVEAU, NOUVEAU + "!")
    assert reponse.context["form"].errors["password2"] == ["Les deux mots de passe ne sont pas les mêmes."]


def test_changer_de_mot_de_passe_ferme_les_autres_sessions(client, troupe):
    ailleurs = Client()
    se_connecter(ailleurs, ADRESSE)
    se_connecter(client, ADRESSE)
    donnees = {"oldpassword": MOT_DE_PASSE, "password1": NOUVEAU, "password2": NOUVEAU}
    reponse = client.post(reverse("account_change_password"), donnees)
    assert reponse["Location"] == reverse("comptes:profil")
    assert est_connecte(client)
    assert not est_connecte(ailleurs)


def test_sans_l_ancien_mot_de_passe_on_ne_change_rien(client, troupe):
    client.force_login(troupe.agent)
    donnees = {"oldpassword": "pas celui-là", "password1": NOUVEAU, "password2": NOUVEAU}
    reponse = client.post(reverse("account_change_password"), donnees)
    assert reponse.context["form"].errors["oldpassword"] == ["Ce n’est pas votre mot de passe actuel."]
    assert se_connecter(Client(), ADRESSE).status_code == 302


def test_un_compte_sans_mot_de_passe_en_choisit_un(client, troupe):
    troupe.agent.set_unusable_password()
    troupe.agent.save()
    client.force_login(troupe.agent)
    page = client.get(reverse("account_change_password"), follow=True)
    assert "Choisir un mot de passe" in page.content.decode()
    client.post(page.request["PATH_INFO"], {"password1": NOUVEAU, "password2": NOUVEAU})
    assert se_connecter(Client(), ADRESSE, NOUVEAU).status_code == 302
