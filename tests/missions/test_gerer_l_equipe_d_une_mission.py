"""The responsable's page: who is in the mission, with which role; its settings."""

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from comptes.models import Utilisateur
from missions.models import Membre, Mission
from tests.factories import AppuiFactory, MembreFactory, UtilisateurFactory
from tests.saisie import saisie

CHARGE, RESPONSABLE = Membre.Role.CHARGE, Membre.Role.RESPONSABLE


@pytest.fixture
def rose(connecte, troupe):
    return connecte(troupe.responsable)


def _membre(troupe, role):
    return Membre.objects.get(mission=troupe.mission, utilisateur=getattr(troupe, role))


def _url(nom, objet):
    return reverse(f"mission:{nom}", args=[objet.pk])


# --- the page ---------------------------------------------------------------------------------


def test_chacun_voit_l_equipe(connecte, troupe):
    page = connecte(troupe.agent).get(_url("mission", troupe.mission)).content.decode()
    for attendu in ("Agathe Roux", "Colin Marchal", "Rose Perrin", "45 jours"):
        assert attendu in page
    assert "Étienne Vidal" not in page


def test_seul_le_responsable_voit_de_quoi_la_gerer(rose, troupe):
    page = _url("mission", troupe.mission)
    assert "Ajouter un membre" in rose.get(page).content.decode()
    agathe = Client()
    agathe.force_login(troupe.agent)
    assert "Ajouter un membre" not in agathe.get(page).content.decode()


@pytest.mark.parametrize("nombre", [10, 200])
def test_la_page_coute_autant_pour_dix_membres_que_pour_deux_cents(nombre, rose, troupe, django_assert_num_queries):
    comptes = [Utilisateur(email=f"m{n}@example.org", first_name=f"M{n}") for n in range(nombre)]
    Utilisateur.objects.bulk_create(comptes)
    Membre.objects.bulk_create([Membre(mission=troupe.mission, utilisateur=c, role=CHARGE) for c in comptes])
    with django_assert_num_queries(6):
        rose.get(_url("mission", troupe.mission))


def test_l_administrateur_de_l_instance_n_y_entre_pas(connecte, troupe):
    assert connecte(troupe.admin).get(_url("mission", troupe.mission)).status_code == 404


# --- settings ---------------------------------------------------------------------------------


def test_regler_le_delai_de_relance(rose, troupe):
    page = _url("modifier", troupe.mission)
    form = rose.get(page).context["form"]
    rose.post(page, saisie(form, presentation="Nous appuyons.", delai_relance="60"))
    troupe.mission.refresh_from_db()
    assert (troupe.mission.presentation, troupe.mission.delai_relance) == ("Nous appuyons.", 60)
    assert troupe.mission.history.first().history_user == troupe.responsable


@pytest.mark.parametrize("delai", ["0", "366", "-3", "1e3", "beaucoup", ""])
def test_un_delai_impossible_est_refuse(delai, rose, troupe):
    page = _url("modifier", troupe.mission)
    reponse = rose.post(page, saisie(rose.get(page).context["form"], delai_relance=delai))
    assert reponse.status_code == 200
    assert reponse.context["form"].errors
    troupe.mission.refresh_from_db()
    assert troupe.mission.delai_relance == 45


def test_deux_responsables_ne_s_ecrasent_pas(rose, troupe):
    page = _url("modifier", troupe.mission)
    form = rose.get(page).context["form"]
    Mission.objects.filter(pk=troupe.mission.pk).update(delai_relance=60)
    reponse = rose.post(page, saisie(form, delai_relance="30"))
    assert reponse.context["form"].errors["delai_relance"]


# --- joining ----------------------------------------------------------------------------------


def _ajouter(client, mission, courriel, role=CHARGE, **champs):
    donnees = {"courriel": courriel, "prenom": "Nora", "nom": "Bel", "role": role, **champs}
    return client.post(_url("membre_nouveau", mission), donnees, follow=True)


def test_ajouter_quelqu_un_qui_n_a_pas_de_compte(rose, troupe):
    page = _ajouter(rose, troupe.mission, " Nora@Example.org").content.decode()
    assert "Invitation envoyée à nora@example.org." in page
    membre = Membre.objects.get(utilisateur__email="nora@example.org")
    assert (membre.mission, membre.role, str(membre.utilisateur)) == (troupe.mission, CHARGE, "Nora Bel")
    assert not membre.utilisateur.has_usable_password()
    [invitation] = mail.outbox
    assert invitation.to == ["nora@example.org"]
    assert "Rose Perrin vous ajoute à la mission « Mission Haut-Vernay », comme chargé d’appui." in invitation.body


def test_la_meme_reponse_quand_le_compte_existe(rose, troupe):
    UtilisateurFactory(email="paul@example.org")
    UtilisateurFactory(email="ferme@example.org", is_active=False)
    inconnue = _ajouter(rose, troupe.mission, "nora@example.org")
    connu = _ajouter(rose, troupe.mission, "paul@example.org")
    ferme = _ajouter(rose, troupe.mission, "ferme@example.org")
    assert inconnue.redirect_chain == connu.redirect_chain == ferme.redirect_chain
    for reponse, adresse in ((inconnue, "nora"), (connu, "paul"), (ferme, "ferme")):
        assert [str(m) for m in reponse.context["messages"]] == [f"Invitation envoyée à {adresse}@example.org."]


def test_un_compte_qui_existe_garde_son_nom(rose, db, troupe):
    etienne = UtilisateurFactory(email="e.vidal@example.org", first_name="Émile", last_name="Vidal")
    _ajouter(rose, troupe.mission, "E.Vidal@example.org")
    etienne.refresh_from_db()
    assert str(etienne) == "Émile Vidal"
    assert Membre.objects.filter(mission=troupe.mission, utilisateur=etienne).exists()


def test_un_compte_ferme_ne_recoit_rien(rose, troupe):
    UtilisateurFactory(email="ferme@example.org", is_active=False)
    _ajouter(rose, troupe.mission, "ferme@example.org")
    assert not mail.outbox


def test_ajouter_deux_fois_ne_double_rien(rose, troupe):
    for _ in range(2):
        assert _ajouter(rose, troupe.mission, "nora@example.org").status_code == 200
    assert Membre.objects.filter(utilisateur__email="nora@example.org").count() == 1


def test_revenir_apres_un_depart(rose, troupe):
    membre = _membre(troupe, "collegue")
    membre.desactiver()
    _ajouter(rose, troupe.mission, "colin@example.org")
    membre.refresh_from_db()
    assert membre.actif


@pytest.mark.parametrize("courriel", ["", "nora", "nora@@example.org", "nora@example.org\nBcc: x@example.org"])
def test_une_adresse_mal_ecrite(courriel, rose, troupe):
    reponse = _ajouter(rose, troupe.mission, courriel)
    assert reponse.context["form"].errors["courriel"]
    assert reponse.context["form"]["prenom"].value() == "Nora"
    assert not mail.outbox


def test_un_nom_sur_deux_lignes_ne_casse_pas_le_courriel(rose, troupe):
    Utilisateur.objects.filter(pk=troupe.responsable.pk).update(last_name="Perrin\r\nBcc: tous@example.org")
    _ajouter(rose, troupe.mission, "nora@example.org")
    message = mail.outbox[0].message()
    assert message["Bcc"] is None
    assert "Rose Perrin Bcc: tous@example.org vous ajoute" in mail.outbox[0].body


def test_un_role_invente_est_refuse(rose, troupe):
    assert _ajouter(rose, troupe.mission, "nora@example.org", role="chef").context["form"].errors["role"]


# --- roles and departures ---------------------------------------------------------------------


def test_changer_de_role(rose, troupe):
    membre = _membre(troupe, "collegue")
    rose.post(_url("membre", membre), {"role": RESPONSABLE})
    membre.refresh_from_db()
    assert membre.role == RESPONSABLE
    assert membre.history.first().history_user == troupe.responsable


def test_deux_roles_dans_la_mission_ne_se_confondent_pas(rose, troupe):
    MembreFactory(mission=troupe.mission, utilisateur=troupe.collegue, role=RESPONSABLE)
    charge = Membre.objects.get(mission=troupe.mission, utilisateur=troupe.collegue, role=CHARGE)
    reponse = rose.post(_url("membre", charge), {"role": RESPONSABLE})
    assert reponse.context["form"].errors["role"] == ["Cette personne a déjà ce rôle dans la mission."]


@pytest.mark.parametrize("geste", ["role", "depart"])
def test_la_mission_garde_un_responsable(geste, rose, troupe):
    membre = _membre(troupe, "responsable")
    if geste == "role":
        reponse = rose.post(_url("membre", membre), {"role": CHARGE})
    else:
        reponse = rose.post(_url("desactiver", membre))
    assert reponse.status_code == 200
    assert "La mission doit garder un responsable" in reponse.content.decode()
    membre.refresh_from_db()
    assert membre.actif
    assert membre.role == RESPONSABLE


def test_un_responsable_au_compte_ferme_ne_compte_pas(rose, troupe):
    ferme = UtilisateurFactory(is_active=False)
    MembreFactory(mission=troupe.mission, utilisateur=ferme, role=RESPONSABLE)
    reponse = rose.post(_url("desactiver", _membre(troupe, "responsable")))
    assert "La mission doit garder un responsable" in reponse.content.decode()


def test_qui_part_n_entre_plus(rose, troupe):
    membre = _membre(troupe, "collegue")
    page = rose.post(_url("desactiver", membre), follow=True).content.decode()
    assert "Colin Marchal n’entre plus dans la mission." in page
    assert "Anciens membres" in page
    colin = Client()
    colin.force_login(troupe.collegue)
    assert colin.get(_url("mission", troupe.mission)).status_code == 404


def test_qui_porte_des_appuis_les_transmet_d_abord(rose, troupe):
    membre = _membre(troupe, "agent")
    AppuiFactory(charge=troupe.agent)
    page = rose.get(_url("membre", membre)).content.decode()
    assert "1 appui en cours à son nom" in page
    reponse = rose.post(_url("desactiver", membre))
    assert reponse.context["depart"].errors["compris"]
    membre.refresh_from_db()
    assert membre.actif
    rose.post(_url("desactiver", membre), {"compris": "on"})
    membre.refresh_from_db()
    assert not membre.actif
    troupe.appui.refresh_from_db()
    assert troupe.appui.charge == troupe.agent


def test_rouvrir_la_mission(rose, troupe):
    membre = _membre(troupe, "collegue")
    membre.desactiver()
    assert "Rouvrir la mission" in rose.get(_url("membre", membre)).content.decode()
    rose.post(_url("reactiver", membre))
    membre.refresh_from_db()
    assert membre.actif


def test_le_responsable_d_une_autre_mission_n_y_peut_rien(connecte, troupe):
    voisin = MembreFactory(role=RESPONSABLE).utilisateur
    membre = _membre(troupe, "collegue")
    for nom in ("membre", "desactiver", "reactiver"):
        assert connecte(voisin).post(_url(nom, membre), {"role": RESPONSABLE}).status_code == 404
    membre.refresh_from_db()
    assert (membre.role, membre.actif) == (CHARGE, True)
