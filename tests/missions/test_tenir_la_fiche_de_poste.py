"""The fiche de poste: sections, rows of activities, versions; read in the mission, never public."""

import pytest
from django.test import Client
from django.urls import reverse

from missions.models import Activite, EtatDocument, FicheDePoste, VersionDeDocument
from tests.factories import MissionFactory
from tests.html import Page
from tests.missions.documents import fiche, relu
from tests.saisie import saisie_de_l_admin
from tests.suivi.lecture import balises, pdf, texte_pdf

# carnet.md, « fiche-de-poste », as a reader finds them.
ENTETES = [
    "Intitulé du poste",
    "Titulaire du poste",
    "Présentation du poste",
    "Lieu de travail principal",
    "Employeur",
    "Responsable politique",
    "Responsable opérationnel",
    "Temps de travail",
    "Statut",
    "Type de contrat",
    "Objectifs de la structure",
    "Objectifs du poste",
    "Périmètre d’intervention",
    "Relations hiérarchiques",
    "Sous la responsabilité administrative de",
    "Sous la responsabilité de",
    "Supérieur de",
    "Mission principale du poste",
    "Activité",
    "Avec qui",
    "Suppléance",
    "Ressources nécessaires au poste",
    "Compétences",
    "Compétences transversales",
    "Connaissances",
]


@pytest.fixture
def adam(connecte, troupe):
    return connecte(troupe.admin)


def _admin(nom, *arguments):
    return reverse(f"admin:missions_fichedeposte_{nom}", args=arguments)


def test_it_works(adam, troupe):
    document = fiche(troupe.mission)
    page = adam.get(_admin("change", document.pk))
    donnees = saisie_de_l_admin(page) | {
        "lieu": "Valence",
        "activites-2-rang": "1",
        "activites-2-activite": "Capitaliser",
        "_publier": "oui",
    }
    adam.post(_admin("change", document.pk), donnees)
    version = VersionDeDocument.objects.get(genre="fiche-de-poste")
    activites = next(bloc for bloc in version.contenu if bloc["relation"] == "activites")
    assert [ligne["textes"][0] for ligne in activites["lignes"]] == [
        "Conseiller",
        "Capitaliser",
        "Diffuser l’information",
    ]
    assert relu(document).etat == EtatDocument.A_JOUR


def test_tout_ce_que_le_guide_demande_se_lit_partout(adam, connecte, troupe):
    document = fiche(troupe.mission)
    for champ in FicheDePoste.champs_du_plan():
        setattr(document, champ.name, f"réponse {champ.name}")
    document.save()
    version = document.publier(troupe.admin)
    imprime = texte_pdf(pdf(adam.get(_admin("version_pdf", document.pk, 1))))
    saisie = adam.get(_admin("change", document.pk)).content.decode()
    page = connecte(troupe.agent).get(version.get_absolute_url()).content.decode()
    for entete in ENTETES:
        assert entete in page
        assert entete in imprime
        assert entete in saisie
    for champ in FicheDePoste.champs_du_plan():
        assert f"réponse {champ.name}" in page
        assert f"réponse {champ.name}" in imprime
    for attendu in ("Version du", "mis à jour le", "Colin", "Diffuser l’information"):
        assert attendu in page
        assert attendu in imprime


def test_les_consignes_ne_sont_jamais_imprimees(adam, connecte, troupe):
    document = fiche(troupe.mission)
    version = document.publier(troupe.admin)
    consignes = [c.help_text for c in FicheDePoste.champs_du_plan()]
    consignes += [bloc.aide for bloc in FicheDePoste.plan if bloc.aide]
    assert all(consignes)
    saisie = adam.get(_admin("change", document.pk)).content.decode()
    imprimes = [texte_pdf(pdf(adam.get(_admin(nom, *a)))) for nom, a in _pdfs(document)]
    page = connecte(troupe.agent).get(version.get_absolute_url()).content.decode()
    for consigne in consignes:
        assert consigne in saisie
        assert not [texte for texte in [*imprimes, page] if consigne[:40] in texte]


def _pdfs(document):
    return [("apercu_pdf", [document.pk]), ("version_pdf", [document.pk, 1])]


def test_le_pdf_annonce_les_colonnes(adam, troupe):
    document = fiche(troupe.mission)
    document.publier(troupe.admin)
    lecteur = pdf(adam.get(_admin("version_pdf", document.pk, 1)))
    assert lecteur.metadata.title == "Fiche de poste d’appui à la coopération · Mission Haut-Vernay"
    elements = list(balises(lecteur.trailer["/Root"]["/StructTreeRoot"]["/K"]))
    portees = [e["/A"]["/Scope"] for e in elements if e.get("/S") == "/TH"]
    assert (portees.count("/Column"), portees.count("/Row")) == (3, 2)


def test_elle_n_est_jamais_publique(troupe):
    version = fiche(troupe.mission).publier(troupe.admin)
    visiteur = Client()
    assert visiteur.get(reverse("charte", args=[troupe.mission.pk])).status_code == 404
    assert visiteur.get(version.get_absolute_url())["Location"].startswith(reverse("account_login"))
    for role in ("beneficiaire", "etranger", "admin"):
        visiteur.force_login(getattr(troupe, role))
        assert visiteur.get(version.get_absolute_url()).status_code == 404
        assert visiteur.get(reverse("mission:document_pdf", args=[version.pk])).status_code == 404


def test_une_activite_ajoutee_retiree_ou_changee_se_voit(connecte, troupe):
    document = fiche(troupe.mission)
    document.publier(troupe.admin)
    document.activites.filter(activite="Conseiller").update(suppleance="Rose")
    document.activites.filter(activite="Diffuser l’information").delete()
    document.activites.create(activite="Capitaliser", rang=5)
    relu(document).publier(troupe.admin)
    adresse = reverse("mission:differences", args=[troupe.mission.pk, "fiche-de-poste"])
    page = connecte(troupe.agent).get(adresse).content.decode()
    assert "Ligne : Conseiller · Suppléance" in page
    assert "Ligne retirée : Diffuser" in page
    assert "Ligne ajoutée : Capitaliser" in page
    assert not Page(page).fautes()


def test_reprendre_une_version_remet_ses_lignes(adam, troupe):
    document = fiche(troupe.mission)
    version = document.publier(troupe.admin)
    document.activites.first().delete()
    document.activites.create(activite="Capitaliser")
    page = adam.get(_admin("versions", document.pk))
    adam.post(_admin("reprendre", document.pk, 1), {"lu": page.context["lu"]})
    assert relu(document).figer() == version.contenu
    assert relu(document).etat == EtatDocument.A_JOUR


def test_une_version_d_une_autre_mission_ne_se_reprend_pas(adam, troupe):
    document, autre = fiche(troupe.mission), fiche(MissionFactory())
    autre.publier(troupe.admin)
    assert adam.post(_admin("reprendre", document.pk, 1)).status_code == 404


def test_les_lignes_seules_changent_la_date(adam, troupe):
    document = fiche(troupe.mission)
    page = adam.get(_admin("change", document.pk))
    adam.post(_admin("change", document.pk), saisie_de_l_admin(page) | {"activites-0-suppleance": "Rose"})
    brouillon = relu(document)
    assert brouillon.modifie_le > document.modifie_le
    assert brouillon.modifie_par == troupe.admin
    historique = adam.get(_admin("history", document.pk)).content.decode()
    assert "activité « Conseiller »" in historique


@pytest.mark.parametrize("nombre", [2, 40])
def test_la_liste_coute_autant_pour_deux_missions_que_pour_quarante(nombre, adam, django_assert_num_queries):
    for _ in range(nombre):
        fiche(MissionFactory())
    with django_assert_num_queries(6):
        adam.get(_admin("changelist"))


@pytest.mark.parametrize("nombre", [2, 60])
def test_lire_coute_autant_pour_deux_activites_que_pour_soixante(nombre, connecte, troupe, django_assert_num_queries):
    document = fiche(troupe.mission)
    Activite.objects.bulk_create([Activite(outil=document, activite=f"Activité {n}") for n in range(nombre)])
    version = relu(document).publier(troupe.admin)
    agathe = connecte(troupe.agent)
    with django_assert_num_queries(7):
        agathe.get(version.get_absolute_url())
