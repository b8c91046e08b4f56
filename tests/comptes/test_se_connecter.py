"""Signing in with an address, however it is typed, and a password."""

from urllib.parse import urlencode

import pytest
from django.urls import NoReverseMatch, reverse
from hypothesis import given
from hypothesis import strategies as st

from comptes.models import Utilisateur, normaliser_courriel
from tests.comptes.outils import CONNEXION, est_connecte, se_connecter
from tests.factories import MOT_DE_PASSE, UtilisateurFactory


def _erreur(reponse):
    assert reponse.status_code == 200
    return reponse.context["form"].non_field_errors()


def test_avec_un_mot_de_passe(client, troupe):
    reponse = se_connecter(client, "agathe@example.org")
    assert reponse.status_code == 302
    assert reponse["Location"] == reverse("accueil")
    assert est_connecte(client)


@pytest.mark.parametrize(
    "saisie",
    [
        "Agathe@Example.ORG",
        "  agathe@example.org\u00a0",
        "\u3000agathe@example.org",
        "ａｇａｔｈｅ＠ｅｘａｍｐｌｅ．ｏｒｇ",
        "agathe@example.org\u200b",
        "\u202aagathe@example.org\u202c",
    ],
    ids=["casse", "espaces", "espace idéographique", "pleine chasse", "espace sans largeur", "sens d’écriture"],
)
def test_quelle_que_soit_l_ecriture(saisie, client, troupe):
    assert se_connecter(client, saisie).status_code == 302
    assert est_connecte(client)


@pytest.mark.parametrize(
    "saisie", ["RENÉ@école.example", "rene\u0301@e\u0301cole.example"], ids=["casse", "décomposé"]
)
def test_avec_des_accents_composes_ou_non(saisie, client, db):
    UtilisateurFactory(email="rené@école.example")
    assert se_connecter(client, saisie).status_code == 302


@pytest.mark.parametrize("autre", ["adm\u0131n@example.org", "ADM\u0130N@example.org", "аdmin@example.org"])
def test_une_lettre_qui_ressemble_n_est_pas_la_meme(autre, client, db):
    """Turkish dotless and dotted i, Cyrillic a: other addresses, other accounts."""
    UtilisateurFactory(email="admin@example.org")
    assert _erreur(se_connecter(client, autre))
    assert UtilisateurFactory(email=autre).email != "admin@example.org"


def test_une_adresse_n_ouvre_qu_un_compte(db):
    compte = Utilisateur.objects.create_user(" Agathe@EXAMPLE.org ", MOT_DE_PASSE)
    assert compte.email == "agathe@example.org"
    assert Utilisateur.objects.get_by_natural_key("ＡＧＡＴＨＥ@example.org") == compte


@given(st.text(max_size=60))
def test_la_forme_d_une_adresse_est_stable(texte):
    forme = normaliser_courriel(texte)
    assert normaliser_courriel(forme) == forme
    assert normaliser_courriel(texte.upper().lower()) == normaliser_courriel(texte.upper())


def test_la_meme_phrase_pour_un_mot_de_passe_faux_et_un_compte_inconnu(client, troupe):
    faux = _erreur(se_connecter(client, "agathe@example.org", "pas-le-bon-du-tout"))
    inconnu = _erreur(se_connecter(client, "personne@example.org", "pas-le-bon-du-tout"))
    ferme = UtilisateurFactory(is_active=False)
    ferme = _erreur(se_connecter(client, ferme.email, "pas-le-bon-du-tout"))
    assert faux == inconnu == ferme == ["L’adresse e-mail ou le mot de passe ne convient pas."]


@pytest.mark.parametrize("saisie", ["", "agathe", "a b@example.org", "\x00", "@", "x" * 300 + "@example.org"])
def test_une_adresse_mal_ecrite_se_corrige(saisie, client, troupe):
    reponse = se_connecter(client, saisie)
    assert reponse.context["form"].errors["login"]
    assert not est_connecte(client)


def test_ce_qui_est_tape_reste_sauf_le_mot_de_passe(client, troupe):
    page = se_connecter(client, "agathe@example.org", "pas-le-bon-du-tout").content.decode()
    assert 'value="agathe@example.org"' in page
    assert "pas-le-bon-du-tout" not in page


def test_un_compte_ferme_n_entre_pas(client, troupe):
    troupe.agent.is_active = False
    troupe.agent.save()
    reponse = se_connecter(client, "agathe@example.org", follow=True)
    assert "Ce compte est fermé" in reponse.content.decode()
    assert not est_connecte(client)


def test_on_revient_a_la_page_demandee(client, troupe):
    voulue = reverse("comptes:sessions")
    reponse = client.get(voulue)
    assert reponse["Location"] == f"{CONNEXION}?next={voulue}"
    reponse = client.post(CONNEXION, {"login": "agathe@example.org", "password": MOT_DE_PASSE, "next": voulue})
    assert reponse["Location"] == voulue


def _bouton_sans_session(client, d_ou):
    """« Tout marquer comme lu », pressed once the session has ended."""
    return client.post(reverse("comptes:tout_lire"), headers={"referer": d_ou}, follow=True)


def test_apres_un_bouton_on_revient_a_la_page_ou_il_est(client, troupe):
    d_ou = f"{reverse('comptes:notifications')}?page=2"
    reponse = _bouton_sans_session(client, f"http://testserver{d_ou}")
    assert reponse.redirect_chain == [(f"{CONNEXION}?{urlencode({'next': d_ou}, safe='/')}", 302)]
    assert "Ce que vous veniez d’envoyer n’a pas été enregistré" in reponse.content.decode()


@pytest.mark.parametrize("d_ou", ["", "https://mechant.example/piege/", "http://testserver.mechant.example/"])
def test_apres_un_bouton_on_ne_part_pas_ailleurs(client, troupe, d_ou):
    reponse = _bouton_sans_session(client, d_ou)
    assert reponse.redirect_chain == [(f"{CONNEXION}?next=/", 302)]


def test_un_script_le_dit_sur_sa_page(client, troupe):
    reponse = client.post(reverse("comptes:tout_lire"), headers={"sec-fetch-mode": "cors"}, follow=True)
    assert "n’a pas été enregistré" not in reponse.content.decode()


def test_l_adresse_d_un_bouton_n_est_pas_une_page(connecte, troupe):
    reponse = connecte(troupe.agent).get(reverse("comptes:tout_lire"))
    assert (reponse.status_code, reponse["Allow"]) == (405, "POST")
    assert "C’est celle d’un bouton" in reponse.content.decode()


@pytest.mark.parametrize("ailleurs", ["https://mechant.example/", "//mechant.example/", "javascript:alert(1)"])
def test_on_ne_part_pas_ailleurs(ailleurs, client, troupe):
    reponse = client.post(CONNEXION, {"login": "agathe@example.org", "password": MOT_DE_PASSE, "next": ailleurs})
    assert reponse["Location"] == reverse("accueil")


def test_on_se_deconnecte_en_postant(client, troupe):
    client.force_login(troupe.agent)
    assert client.get(reverse("account_logout")).status_code == 200
    assert est_connecte(client)
    reponse = client.post(reverse("account_logout"), follow=True)
    assert "Vous êtes déconnecté." in reponse.content.decode()
    assert not est_connecte(client)


def test_il_n_y_a_pas_d_inscription(client, db):
    for reponse in (
        client.get(reverse("account_signup")),
        client.post(reverse("account_signup"), {"email": "x@example.org", "password1": "une-longue-phrase-secrete"}),
    ):
        assert reponse.status_code == 200
        assert "On n’ouvre pas de compte ici" in reponse.content.decode()
    assert not Utilisateur.objects.exists()


@pytest.mark.parametrize("nom", ["account_email", "account_confirm_email", "socialaccount_connections"])
def test_les_pages_sans_objet_n_existent_pas(nom):
    with pytest.raises(NoReverseMatch):
        reverse(nom)


def test_les_pages_de_connexion_sont_publiques_et_ne_se_gardent_pas(client, db):
    for nom in ("account_login", "account_request_login_code", "account_reset_password"):
        reponse = client.get(reverse(nom))
        assert reponse.status_code == 200
        assert '<html lang="fr"' in reponse.content.decode()
