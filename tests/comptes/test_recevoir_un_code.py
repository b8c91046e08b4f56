"""Signing in with a code received by e-mail: no password to remember."""

import datetime

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.urls import reverse

from comptes.models import Utilisateur
from tests.comptes.outils import code_recu, demander_un_code, donner_le_code, est_connecte

ADRESSE = "agathe@example.org"


def test_un_code_ouvre_la_porte(client, troupe):
    reponse = demander_un_code(client, ADRESSE, follow=True)
    assert "Écrivez le code reçu" in reponse.content.decode()
    [message] = mail.outbox
    assert message.to == [ADRESSE]
    assert message.subject == "CoopAppui · Votre code de connexion"
    assert code_recu() not in message.subject
    assert donner_le_code(client, code_recu())["Location"] == reverse("accueil")
    assert est_connecte(client)


def test_le_code_part_a_l_adresse_du_compte_pas_a_celle_qui_est_tapee(client, troupe):
    """Kelvin sign and full-width letters fold to the account's address: the mail goes there, not to a look-alike."""
    Utilisateur.objects.filter(pk=troupe.agent.pk).update(email="kim@example.org")
    demander_un_code(client, "\u212aｉｍ@example.org")
    assert mail.outbox[0].to == ["kim@example.org"]


def test_le_code_se_tape_avec_ou_sans_tiret(client, troupe):
    demander_un_code(client, ADRESSE)
    donner_le_code(client, code_recu().replace("-", " "))
    assert est_connecte(client)


@pytest.mark.parametrize("ferme", [False, True], ids=["inconnu", "fermé"])
def test_rien_ne_distingue_un_compte_inconnu_ou_ferme(ferme, client, troupe):
    if ferme:
        Utilisateur.objects.filter(pk=troupe.agent.pk).update(is_active=False)
    adresse = ADRESSE if ferme else "inconnue@example.org"
    page = demander_un_code(client, adresse, follow=True)
    connue = demander_un_code(Client(), "colin@example.org", follow=True)
    assert page.redirect_chain == connue.redirect_chain
    texte, attendu = page.content.decode(), connue.content.decode()
    assert _sans_jeton(texte).replace(adresse, "…") == _sans_jeton(attendu).replace("colin@example.org", "…")
    assert [m.to for m in mail.outbox] == [["colin@example.org"]]
    assert not donner_le_code(client, "").context["form"].is_valid()
    assert not est_connecte(client)


def _sans_jeton(page):
    return "\n".join(ligne for ligne in page.splitlines() if "csrf" not in ligne.lower())


def test_trois_codes_faux_et_il_faut_recommencer(client, troupe):
    demander_un_code(client, ADRESSE)
    for _ in range(2):
        assert donner_le_code(client, "0000-0000").context["form"].errors["code"] == ["Ce code n’est pas le bon."]
    donner_le_code(client, "0000-0000")
    donner_le_code(client, code_recu())
    assert not est_connecte(client)


def test_un_code_ne_sert_qu_une_fois_et_dans_sa_fenetre(client, troupe):
    demander_un_code(client, ADRESSE)
    code, ailleurs = code_recu(), Client()
    donner_le_code(ailleurs, code)
    assert not est_connecte(ailleurs)
    donner_le_code(client, code)
    assert est_connecte(client)
    client.post(reverse("account_logout"))
    donner_le_code(client, code)
    assert not est_connecte(client)


def test_un_code_meurt_au_bout_d_un_quart_d_heure(client, troupe):
    with time_machine.travel(datetime.datetime(2026, 11, 23, 9, 0, tzinfo=datetime.UTC), tick=False) as horloge:
        demander_un_code(client, ADRESSE)
        horloge.shift(datetime.timedelta(minutes=15, seconds=1))
        donner_le_code(client, code_recu())
        assert not est_connecte(client)


def test_on_peut_demander_un_autre_code(client, troupe):
    demander_un_code(client, ADRESSE)
    page = client.post(reverse("account_logout"), {"next": reverse("account_request_login_code")}, follow=True)
    assert "Recevoir un code par e-mail" in page.content.decode()


def test_l_adresse_changee_par_l_administrateur_est_la_seule_qui_ouvre(client, troupe):
    """allauth's own table of addresses stays empty: nothing remembers the former one."""
    demander_un_code(client, ADRESSE)
    donner_le_code(client, code_recu())
    client.post(reverse("account_logout"))
    troupe.agent.email = "agathe.roux@example.org"
    troupe.agent.save()
    mail.outbox.clear()
    demander_un_code(client, ADRESSE)
    assert not mail.outbox
    assert not EmailAddress.objects.exists()
