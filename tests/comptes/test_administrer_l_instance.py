"""The Django admin: accounts, missions and reference lists; nothing of what the missions write."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.core import mail
from django.test import Client
from django.urls import NoReverseMatch, reverse

from appuis.models import NoteConfidentielle, TypeCooperation
from comptes.models import Utilisateur
from coopappui.admin import Fiche, ReferenceAdmin
from missions.models import Langue, Membre, Mission, TypeStructure
from tests.comptes.outils import demander_un_code, est_connecte, proteger, se_connecter
from tests.factories import MissionFactory, NoteFactory, StructureFactory, UtilisateurFactory
from tests.saisie import saisie_de_l_admin as _saisie

OUVERTS = {
    "comptes.Utilisateur",
    "comptes.DemandeDEffacement",
    "missions.Mission",
    "missions.Charte",
    "missions.FicheDePoste",
    "missions.TypeStructure",
    "missions.Langue",
    "appuis.Ressource",
    "appuis.TypeCooperation",
    "appuis.TypeFinancement",
}


def _menant_a_des_notes():
    """Models with a confidential note, or from which one foreign key, one many-to-many or one inline leads to some."""
    notes = NoteConfidentielle
    autour = {champ.related_model for champ in notes._meta.get_fields() if champ.is_relation}
    return {notes, notes.lecteurs.through} | {m for m in autour if m._meta.app_label == "appuis"}


@pytest.fixture
def adam(connecte, troupe):
    return connecte(troupe.admin)


def _url(objet, page="change"):
    meta = objet._meta
    arguments = [] if page in ("add", "changelist") else [objet.pk]
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_{page}", args=arguments)


def _erreurs(reponse):
    assert reponse.status_code == 200
    return re.sub(r"\s+", " ", str(reponse.context["errors"]))


# --- what is registered -----------------------------------------------------------------------


def test_seuls_les_comptes_les_missions_et_les_listes_sont_ouverts():
    assert {modele._meta.label for modele in admin.site._registry} == OUVERTS


def test_aucun_modele_ne_mene_a_une_note_confidentielle():
    confidentiels = _menant_a_des_notes()
    assert NoteConfidentielle in confidentiels
    for modele, fiche in admin.site._registry.items():
        assert modele not in confidentiels
        assert not {ligne.model for ligne in fiche.inlines} & confidentiels
        affiches = {*fiche.list_display, *fiche.search_fields, *(fiche.fields or ())}
        assert not [nom for nom in affiches if "note" in str(nom) or "appui" in str(nom)]


def test_ni_un_historique_ni_un_courriel_en_attente():
    for modele in apps.get_models(include_auto_created=True):
        nom = modele._meta.label
        if nom.startswith(("appuis.", "django_tasks_db.", "mfa.", "account.", "sessions.", "usersessions.")):
            if nom in OUVERTS:
                continue
            with pytest.raises(NoReverseMatch):
                _url(modele, "changelist")


def test_une_note_ne_parait_sur_aucune_page_de_l_administration(adam, troupe):
    NoteFactory(appui=troupe.appui, auteur=troupe.agent, texte="Secretissime")
    for modele, fiche in admin.site._registry.items():
        pages = [_url(modele, "changelist"), f"{_url(modele, 'changelist')}?q=ecretissim"]
        pages += [_url(o, page) for o in modele.objects.all() for page in ("change", "history")]
        pages += [_url(o, "delete") for o in modele.objects.all() if isinstance(fiche, ReferenceAdmin)]
        for page in pages:
            assert "Secretissime" not in adam.get(page).content.decode()


def test_supprimer_un_compte_ou_une_mission_n_est_pas_possible(adam, troupe):
    for objet in (troupe.agent, troupe.mission):
        assert adam.post(_url(objet, "delete"), {"post": "yes"}).status_code == 403
    assert Utilisateur.objects.filter(pk=troupe.agent.pk).exists()


# --- the doors --------------------------------------------------------------------------------


def test_la_connexion_est_celle_du_portail(client, troupe):
    page = client.get(reverse("admin:index"), follow=True)
    assert page.request["PATH_INFO"] == reverse("account_login")
    donnees = {"login": "adam@example.org", "password": "demo-coopappui", "next": page.request["QUERY_STRING"][5:]}
    assert client.post(reverse("account_login"), donnees)["Location"] == reverse("admin:index").replace("/", "%2F")


def test_poster_un_mot_de_passe_a_l_ancienne_page_ne_connecte_personne(client, troupe):
    client.post(reverse("admin:login"), {"username": "adam@example.org", "password": "demo-coopappui"})
    assert not est_connecte(client)


def test_se_deconnecter_et_changer_de_mot_de_passe_depuis_l_administration(adam):
    assert adam.get(reverse("admin:password_change"))["Location"] == reverse("account_change_password")
    adam.post(reverse("admin:logout"))
    assert not est_connecte(adam)


@pytest.mark.parametrize("role", ["agent", "responsable", "beneficiaire", "etranger"])
def test_les_autres_n_en_savent_rien(role, connecte, troupe):
    client = connecte(getattr(troupe, role))
    assert client.get(reverse("admin:index")).status_code == 404
    assert client.get(_url(troupe.mission)).status_code == 404


# --- accounts ---------------------------------------------------------------------------------


def _ouvrir(client, **champs):
    donnees = {"email": "nouvelle@example.org", "first_name": "Nora", "last_name": "Bel", "is_active": "on"}
    return client.post(_url(Utilisateur, "add"), {**donnees, **champs})


def test_ouvrir_un_compte_envoie_une_invitation_sans_secret(adam):
    _ouvrir(adam, email=" Nouvelle@EXAMPLE.org", inviter="on")
    compte = Utilisateur.objects.get(email="nouvelle@example.org")
    assert not compte.has_usable_password()
    [invitation] = mail.outbox
    assert invitation.to == ["nouvelle@example.org"]
    assert reverse("account_request_login_code") in invitation.body
    # Forwarded or replayed, the mail opens nothing: it holds the address of a public page and no token.
    liens = re.findall(r"https?://\S+", invitation.body)
    assert liens == [f"http://testserver{reverse('account_request_login_code')}"]


def test_ouvrir_un_compte_sans_rien_envoyer(adam):
    _ouvrir(adam)
    assert Utilisateur.objects.filter(email="nouvelle@example.org").exists()
    assert not mail.outbox


@pytest.mark.parametrize(
    ("adresse", "phrase"),
    [
        ("ＡＧＡＴＨＥ@example.org", "Un compte existe déjà avec cette adresse."),
        ("pas une adresse", "Écrivez une adresse e-mail"),
        ("", "obligatoire"),
    ],
)
def test_une_adresse_fausse_ou_deja_prise(adresse, phrase, adam):
    assert phrase in _erreurs(_ouvrir(adam, email=adresse))


def test_fermer_un_compte_ferme_ses_sessions(adam, troupe):
    agathe = Client()
    se_connecter(agathe, "agathe@example.org")
    donnees = _saisie(adam.get(_url(troupe.agent)))
    del donnees["is_active"]
    adam.post(_url(troupe.agent), donnees)
    assert not est_connecte(agathe)


def test_changer_une_adresse_previent_l_ancienne(adam, troupe):
    adam.post(_url(troupe.agent), _saisie(adam.get(_url(troupe.agent))) | {"email": "agathe.roux@example.org"})
    assert [m.to for m in mail.outbox] == [["agathe@example.org"]]
    mail.outbox.clear()
    demander_un_code(Client(), "agathe@example.org")
    assert not mail.outbox


def test_on_ne_tape_le_mot_de_passe_de_personne(adam, troupe):
    page = adam.get(_url(troupe.agent)).content.decode()
    assert 'name="password"' not in page
    assert troupe.agent.password not in page
    avant = troupe.agent.password
    adam.post(_url(troupe.agent), _saisie(adam.get(_url(troupe.agent))) | {"password": "x", "password1": "x"})
    troupe.agent.refresh_from_db()
    assert troupe.agent.password == avant


def test_nul_ne_s_enferme_dehors(adam, troupe):
    donnees = _saisie(adam.get(_url(troupe.admin)))
    donnees.pop("is_staff", None)
    donnees.pop("is_active", None)
    adam.post(_url(troupe.admin), donnees)
    troupe.admin.refresh_from_db()
    assert troupe.admin.is_staff
    assert troupe.admin.is_active


def test_seul_un_administrateur_en_nomme_un(connecte, troupe):
    """Somebody given only the right to change accounts does not promote themselves, nor touch an administrator."""
    aide = UtilisateurFactory(is_staff=True)
    aide.user_permissions.set(
        apps.get_model("auth.Permission").objects.filter(codename__in=["change_utilisateur", "view_utilisateur"])
    )
    client = connecte(aide)
    client.post(_url(troupe.agent), _saisie(client.get(_url(troupe.agent))) | {"is_staff": "on"})
    troupe.agent.refresh_from_db()
    assert not troupe.agent.is_staff
    assert client.post(_url(troupe.admin), {"email": "x@example.org"}).status_code == 403


def test_inviter_de_nouveau(adam, troupe):
    ferme = UtilisateurFactory(is_active=False)
    donnees = {"action": "envoyer_une_invitation", "_selected_action": [troupe.agent.pk, ferme.pk]}
    page = adam.post(_url(Utilisateur, "changelist"), donnees, follow=True).content.decode()
    assert "1 invitation envoyée." in page
    assert [m.to for m in mail.outbox] == [["agathe@example.org"]]


def test_retirer_le_second_facteur_d_un_telephone_perdu(adam, troupe):
    proteger(troupe.agent)
    donnees = {"action": "retirer_la_double_authentification", "_selected_action": [troupe.agent.pk]}
    adam.post(_url(Utilisateur, "changelist"), donnees)
    assert not Authenticator.objects.exists()
    assert mail.outbox[0].to == ["agathe@example.org"]
    assert LogEntry.objects.filter(object_id=troupe.agent.pk).exists()


def test_la_fiche_d_un_compte_dit_ses_missions_et_rien_de_plus(adam, troupe):
    page = adam.get(_url(troupe.agent)).content.decode()
    assert "Mission Haut-Vernay" in page
    assert troupe.appui.intitule not in page


# --- missions ---------------------------------------------------------------------------------


def test_ouvrir_une_mission_et_nommer_son_responsable(adam, troupe):
    donnees = _saisie(adam.get(_url(Mission, "add"))) | {
        "nom": "Mission Val-Sombre",
        "membres-0-utilisateur": troupe.responsable.pk,
        "membres-0-role": "responsable",
        "membres-0-actif": "on",
    }
    adam.post(_url(Mission, "add"), donnees)
    membre = Membre.objects.get(mission__nom="Mission Val-Sombre")
    assert (membre.utilisateur, membre.role) == (troupe.responsable, "responsable")


def test_l_historique_d_une_mission_se_lit(adam, troupe):
    adam.post(_url(troupe.mission), _saisie(adam.get(_url(troupe.mission))) | {"delai_relance": "60"})
    page = adam.get(_url(troupe.mission, "history")).content.decode()
    assert "Adam Leroy" in page


# --- two administrators, one page -------------------------------------------------------------


@pytest.fixture
def deux_administrateurs(troupe):
    """Each has just opened a page."""
    premier, second = Client(), Client()
    premier.force_login(troupe.admin)
    second.force_login(UtilisateurFactory(email="ada@example.org", is_staff=True, is_superuser=True))
    return premier, second


def test_un_second_enregistrement_n_ecrase_pas_le_premier(deux_administrateurs, troupe):
    premier, second = deux_administrateurs
    page = _url(troupe.mission)
    du_premier, du_second = _saisie(premier.get(page)), _saisie(second.get(page))
    assert premier.post(page, du_premier | {"delai_relance": "60"}).status_code == 302
    refus = second.post(page, du_second | {"delai_relance": "30"})
    assert "Adam Leroy, le " in _erreurs(refus)
    assert "60" in _erreurs(refus)
    troupe.mission.refresh_from_db()
    assert troupe.mission.delai_relance == 60


def test_deux_champs_differents_sont_tous_deux_gardes(deux_administrateurs, troupe):
    premier, second = deux_administrateurs
    page = _url(troupe.mission)
    du_premier, du_second = _saisie(premier.get(page)), _saisie(second.get(page))
    premier.post(page, du_premier | {"delai_relance": "60"})
    assert second.post(page, du_second | {"presentation": "Nous appuyons."}).status_code == 302
    troupe.mission.refresh_from_db()
    assert (troupe.mission.delai_relance, troupe.mission.presentation) == (60, "Nous appuyons.")


def test_la_ligne_d_un_membre_est_protegee_aussi(deux_administrateurs, troupe):
    premier, second = deux_administrateurs
    page = _url(troupe.mission)
    du_premier, du_second = _saisie(premier.get(page)), _saisie(second.get(page))
    champ = next(nom for nom, valeur in du_premier.items() if nom.endswith("-role") and valeur == "charge")
    actif = champ.replace("-role", "-actif")
    pk = du_premier[champ.replace("-role", "-id")]
    assert premier.post(page, du_premier | {champ: "responsable"}).status_code == 302
    assert second.post(page, {k: v for k, v in du_second.items() if k != actif}).status_code == 302
    membre = Membre.objects.get(pk=pk)
    assert (membre.role, membre.actif) == ("responsable", False)


def test_une_valeur_de_liste_dit_qui_l_a_changee(deux_administrateurs):
    """Reference lists have no history: the admin's journal knows."""
    premier, second = deux_administrateurs
    commune = TypeStructure.objects.create(libelle="Commune rurale")
    page = _url(commune)
    du_premier, du_second = _saisie(premier.get(page)), _saisie(second.get(page))
    premier.post(page, du_premier | {"libelle": "Village"})
    refus = second.post(page, du_second | {"libelle": "Bourg"})
    assert "Adam Leroy, le " in _erreurs(refus)
    commune.refresh_from_db()
    assert commune.libelle == "Village"


def test_sans_l_etat_lu_rien_n_est_enregistre(adam, troupe):
    donnees = _saisie(adam.get(_url(troupe.mission))) | {"delai_relance": "60", "version": "forgée"}
    assert "trop ancienne" in _erreurs(adam.post(_url(troupe.mission), donnees))


@pytest.mark.parametrize("modele", [Mission, TypeStructure, Langue, TypeCooperation, Utilisateur])
def test_toutes_les_fiches_sont_protegees(modele, adam):
    fiche = admin.site._registry[modele]
    assert issubclass(fiche.form, Fiche)
    objet = modele.objects.first() or modele.objects.create(libelle="x")
    assert 'name="version"' in adam.get(_url(objet)).content.decode()


# --- reference lists --------------------------------------------------------------------------


def test_une_valeur_employee_ne_se_supprime_pas(adam, troupe):
    secrete = MissionFactory()
    valeur = TypeStructure.objects.create(libelle="Pays")
    StructureFactory(mission=secrete, nom="Structure d’une autre mission", type=valeur)
    StructureFactory(mission=secrete, nom="Seconde", type=valeur)
    page = adam.get(_url(valeur, "delete")).content.decode()
    assert "sert à 2 structures" in page
    assert "Structure d’une autre mission" not in page
    adam.post(_url(valeur, "delete"), {"post": "yes"})
    assert TypeStructure.objects.filter(pk=valeur.pk).exists()


def test_une_langue_parlee_par_une_structure_non_plus(adam, troupe):
    langue = Langue.objects.create(libelle="occitan")
    troupe.structure.langues.add(langue)
    donnees = {"action": "delete_selected", "_selected_action": [langue.pk], "post": "yes"}
    adam.post(_url(Langue, "changelist"), donnees)
    assert troupe.structure.langues.get() == langue


def test_une_valeur_sans_emploi_se_supprime(adam):
    valeur = TypeStructure.objects.create(libelle="Erreur de frappe")
    adam.post(_url(valeur, "delete"), {"post": "yes"})
    assert not TypeStructure.objects.filter(pk=valeur.pk).exists()


def test_une_valeur_employee_s_archive(adam, troupe):
    valeur = troupe.structure.type
    donnees = _saisie(adam.get(_url(valeur)))
    del donnees["actif"]
    adam.post(_url(valeur), donnees)
    assert valeur not in TypeStructure.objects.proposees()
    troupe.structure.refresh_from_db()
    assert troupe.structure.type == valeur


def test_trouver_un_compte_sans_taper_ses_accents(troupe, connecte):
    liste = connecte(troupe.admin).get(reverse("admin:comptes_utilisateur_changelist"), {"q": "vidal ETIENNE"})
    assert [compte.email for compte in liste.context["cl"].result_list] == ["étienne@example.org"]
