"""The charte of a mission: written in the admin, published in dated versions, read by anybody."""

import datetime

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from missions.models import Charte, EtatDocument, VersionDeDocument
from tests.html import Page
from tests.missions.documents import CHARTE, charte, fiche, relu
from tests.saisie import saisie_de_l_admin
from tests.suivi.lecture import balises, pdf, texte_pdf

# carnet.md, « charte »: the guide's nine sections.
SECTIONS = [
    "Vous cherchez un appui pour",
    "Cette fiche présente",
    "Les appuis sont",
    "Domaines",
    "La plus-value",
    "Pour qui",
    "Comment",
    "Engagements du chargé de mission",
    "Engagements du ou des bénéficiaires",
]


@pytest.fixture
def adam(connecte, troupe):
    return connecte(troupe.admin)


def _admin(nom, *arguments):
    return reverse(f"admin:missions_charte_{nom}", args=arguments)


def _publique(mission, nom="charte"):
    return reverse(nom, args=[mission.pk])


# --- writing and publishing -------------------------------------------------------------------


def test_it_works(adam, troupe, client):
    page = adam.get(_admin("add"))
    donnees = saisie_de_l_admin(page) | CHARTE | {"mission": troupe.mission.pk}
    adam.post(_admin("add"), donnees)
    brouillon = Charte.objects.get(mission=troupe.mission)
    assert (brouillon.etat, brouillon.modifie_par) == (EtatDocument.JAMAIS, troupe.admin)
    page = adam.get(_admin("change", brouillon.pk))
    suite = adam.post(_admin("change", brouillon.pk), saisie_de_l_admin(page) | {"_publier": "oui"}, follow=True)
    assert "version 1 du" in suite.content.decode()
    version = VersionDeDocument.objects.get()
    assert (version.publiee_le, version.publiee_par) == (timezone.localdate(), troupe.admin)
    assert relu(brouillon).etat == EtatDocument.A_JOUR
    client.logout()
    assert "prendre du recul" in client.get(_publique(troupe.mission)).content.decode()


def test_toutes_les_sections_du_guide_se_lisent(client, troupe):
    document = charte(troupe.mission, **{champ.name: "Un texte" for champ in Charte.champs_du_plan()})
    document.publier(troupe.admin)
    page = client.get(_publique(troupe.mission)).content.decode()
    assert not [section for section in SECTIONS if f"<h2>{section}</h2>" not in page]


def test_chaque_champ_a_sa_consigne_montree_et_jamais_imprimee(adam, troupe):
    document = charte(troupe.mission)
    document.publier(troupe.admin)
    consignes = [champ.help_text for champ in Charte.champs_du_plan()]
    assert all(consignes)
    saisie = adam.get(_admin("change", document.pk)).content.decode()
    lus = [
        adam.get(_publique(troupe.mission)).content.decode(),
        adam.get(_admin("lire_version", document.pk, 1)).content.decode(),
        texte_pdf(pdf(adam.get(_admin("apercu_pdf", document.pk)))),
        texte_pdf(pdf(adam.get(_publique(troupe.mission, "charte_pdf")))),
    ]
    for consigne in consignes:
        assert consigne in saisie
        assert not [lu for lu in lus if consigne[:40] in lu]


@pytest.mark.parametrize(
    ("champs", "phrase"),
    [
        (dict.fromkeys(CHARTE, ""), "vide"),
        ({"nom": ""}, "Donnez le nom de l’appui."),
        ({"engagements_charge": ""}, "chargé de mission"),
    ],
)
def test_un_brouillon_vide_ou_incomplet_n_est_pas_publie(champs, phrase, adam, troupe):
    document = charte(troupe.mission, **champs)
    donnees = {"action": "publier", "_selected_action": [document.pk]}
    page = adam.post(_admin("changelist"), donnees, follow=True).content.decode()
    assert phrase in page
    assert not VersionDeDocument.objects.exists()


def test_republier_sans_rien_changer_est_refuse(adam, troupe):
    document = charte(troupe.mission)
    document.publier(troupe.admin)
    page = adam.get(_admin("change", document.pk))
    # A browser ends its lines in its own way: that changes nothing.
    donnees = {nom: str(v).replace("\n", "\r\n") for nom, v in saisie_de_l_admin(page).items()}
    suite = adam.post(_admin("change", document.pk), donnees | {"_publier": "oui"}, follow=True).content.decode()
    assert "il n’y a rien à publier" in suite
    assert VersionDeDocument.objects.count() == 1
    assert relu(document).modifie_le == document.modifie_le


def test_une_seule_charte_par_mission(adam, troupe):
    charte(troupe.mission)
    page = adam.get(_admin("add")).content.decode()
    assert f'<option value="{troupe.mission.pk}"' not in page


def test_l_historique_se_lit(adam, troupe):
    document = charte(troupe.mission)
    page = adam.get(_admin("change", document.pk))
    adam.post(_admin("change", document.pk), saisie_de_l_admin(page) | {"publics": "Les élus"})
    historique = adam.get(_admin("history", document.pk)).content.decode()
    assert "Adam Leroy" in historique
    assert "Les élus" in historique


# --- versions ---------------------------------------------------------------------------------


@pytest.fixture
def deux_versions(troupe):
    """One of June, one of September."""
    document = charte(troupe.mission)
    document.publier(troupe.admin, le=datetime.date(2026, 6, 1))
    document.engagements_charge = "garder le secret\nrépondre très vite\nrester neutre"
    document.recherche = ""
    document.save()
    document.publier(troupe.admin, le=datetime.date(2026, 9, 1))
    return document


def test_une_version_ne_change_plus(deux_versions):
    version = VersionDeDocument.objects.last()
    version.intitule = "Autre"
    for geste in (
        version.save,
        version.delete,
        VersionDeDocument.objects.all().delete,
        lambda: VersionDeDocument.objects.update(intitule="Autre"),
    ):
        with pytest.raises(ValidationError, match="ne change plus"):
            geste()
    assert not VersionDeDocument.objects.filter(intitule="Autre").exists()


def test_le_brouillon_ne_touche_pas_la_version(deux_versions, client, troupe):
    deux_versions.engagements_charge = "tout autre chose"
    deux_versions.save()
    assert relu(deux_versions).etat == EtatDocument.MODIFIE
    page = client.get(_publique(troupe.mission)).content.decode()
    assert "rester neutre" in page
    assert "tout autre chose" not in page
    assert "1er septembre 2026" in page


def test_les_differences_se_disent_mot_a_mot(deux_versions, connecte, troupe):
    agathe = connecte(troupe.agent)
    page = agathe.get(reverse("mission:differences", args=[troupe.mission.pk, "charte"])).content.decode()
    assert "2 passages changés" in page
    assert '<ins><span class="visually-hidden">[ajouté : </span> très' in page
    assert "[retiré : </span>prendre du recul\ntrouver un partenaire" in page
    assert "être volontaire" not in page
    assert not Page(page).fautes()


def test_la_meme_version_deux_fois(deux_versions, connecte, troupe):
    adresse = reverse("mission:differences", args=[troupe.mission.pk, "charte"])
    page = connecte(troupe.agent).get(adresse, {"de": "1", "a": "1"}).content.decode()
    assert "Aucune différence" in page


@pytest.mark.parametrize("requete", ["?de=x&a=9", "?de=brouillon", "?de=²&a=99999999999999999999"])
def test_une_version_qui_n_existe_pas(requete, deux_versions, connecte, troupe):
    adresse = reverse("mission:differences", args=[troupe.mission.pk, "charte"])
    page = connecte(troupe.agent).get(f"{adresse}{requete}")
    assert page.status_code == 200
    assert "brouillon" not in page.content.decode()


def test_comparer_le_brouillon_avant_de_publier(deux_versions, adam):
    deux_versions.publics = "Les élus"
    deux_versions.save()
    page = adam.get(_admin("differences", deux_versions.pk)).content.decode()
    assert "brouillon actuel" in page
    assert "Les élus" in page


def test_reprendre_une_version_dans_le_brouillon(deux_versions, adam, troupe):
    page = adam.get(_admin("versions", deux_versions.pk))
    suite = adam.post(_admin("reprendre", deux_versions.pk, 1), {"lu": page.context["lu"]}, follow=True)
    assert "Rien n’est publié" in suite.content.decode()
    brouillon = relu(deux_versions)
    assert (brouillon.recherche, brouillon.engagements_charge) == (CHARTE["recherche"], CHARTE["engagements_charge"])
    assert (brouillon.etat, brouillon.modifie_par) == (EtatDocument.MODIFIE, troupe.admin)
    assert brouillon.publier(troupe.admin).numero == 3


def test_reprendre_n_ecrase_pas_ce_que_l_on_n_a_pas_lu(deux_versions, adam, troupe):
    page = adam.get(_admin("versions", deux_versions.pk))
    deux_versions.publics = "Les élus"
    deux_versions.save()
    deux_versions.toucher(troupe.responsable)
    suite = adam.post(_admin("reprendre", deux_versions.pk, 1), {"lu": page.context["lu"]}, follow=True)
    assert "Rose Perrin, le " in suite.content.decode()
    assert relu(deux_versions).publics == "Les élus"
    assert adam.get(_admin("reprendre", deux_versions.pk, 1)).status_code == 405


def test_chaque_page_de_l_administration_s_ouvre(deux_versions, adam):
    pk = deux_versions.pk
    for adresse in (
        _admin("versions", pk),
        _admin("lire_version", pk, 1),
        _admin("version_pdf", pk, 1),
        _admin("differences", pk),
        _admin("apercu_pdf", pk),
    ):
        assert adam.get(adresse).status_code == 200
        assert adam.post(adresse).status_code in (200, 403, 405)
    assert adam.get(_admin("lire_version", pk, 9)).status_code == 404
    assert VersionDeDocument.objects.count() == 2


def test_la_liste_dit_ou_en_est_chaque_mission(deux_versions, adam):
    page = adam.get(_admin("changelist")).content.decode()
    assert "À jour" in page
    assert "n° 2 du 01/09/2026" in page
    deux_versions.publics = "Les élus"
    deux_versions.save()
    assert "Modifications non publiées" in adam.get(_admin("changelist")).content.decode()


# --- the public page --------------------------------------------------------------------------


def test_sans_version_publiee_rien_n_est_public(client, troupe):
    charte(troupe.mission)
    fiche(troupe.mission).publier(troupe.admin)
    assert client.get(_publique(troupe.mission)).status_code == 404
    assert client.get(_publique(troupe.mission, "charte_pdf")).status_code == 404


def test_la_page_publique_est_saine_en_une_requete(deux_versions, client, troupe, django_assert_num_queries):
    with django_assert_num_queries(1):
        reponse = client.get(_publique(troupe.mission))
    assert not Page(reponse.content.decode()).fautes()
    assert not reponse.cookies


def test_le_pdf_est_balise_titre_et_en_francais(deux_versions, client, troupe):
    reponse = client.get(_publique(troupe.mission, "charte_pdf"))
    assert "Charte Mission Haut-Vernay version 2.pdf" in reponse["Content-Disposition"]
    lecteur = pdf(reponse)
    racine = lecteur.trailer["/Root"]
    assert racine["/MarkInfo"]["/Marked"]
    assert racine["/Lang"] == "fr"
    assert lecteur.metadata.title == "Charte des appuis méthodologiques · Mission Haut-Vernay"
    assert b"pdfuaid:part" in racine["/Metadata"].get_object().get_data()
    assert [b.get("/S") for b in balises(racine["/StructTreeRoot"]["/K"])].count("/H1") == 1
    texte = texte_pdf(lecteur)
    assert "Version du 1er septembre 2026 (n° 2)" in texte
    assert "Page 1/1" in texte
    assert "rester neutre" in texte
    assert "Brouillon" not in texte


def test_le_pdf_du_brouillon_dit_qu_il_en_est_un(adam, troupe):
    lecteur = pdf(adam.get(_admin("apercu_pdf", charte(troupe.mission).pk)))
    assert "brouillon" in lecteur.metadata.title
    assert "ce document n’est pas publié" in texte_pdf(lecteur)


def test_un_texte_malveillant_reste_un_texte(client, troupe):
    balise = "<script>alert(1)</script><img src='file:///etc/passwd'>"
    charte(troupe.mission, recherche=f"- {balise}\n→ = 1 + 1").publier(troupe.admin)
    page = client.get(_publique(troupe.mission)).content.decode()
    assert "<script>alert" not in page
    assert "<li>&lt;script&gt;" in page
    assert "<li>= 1 + 1</li>" in page
    assert "etc/passwd" in texte_pdf(pdf(client.get(_publique(troupe.mission, "charte_pdf"))))


# --- members ----------------------------------------------------------------------------------


def test_les_membres_lisent_chaque_version(deux_versions, connecte, troupe, django_assert_num_queries):
    agathe = connecte(troupe.agent)
    with django_assert_num_queries(6):
        page = agathe.get(reverse("mission:documents", args=[troupe.mission.pk])).content.decode()
    assert "Version 1 du 1er juin 2026" in page
    assert "Pas encore publiée" in page
    premiere = VersionDeDocument.objects.get(numero=1)
    with django_assert_num_queries(7):
        lue = agathe.get(premiere.get_absolute_url()).content.decode()
    assert "prendre du recul" in lue
    assert "remplacée par la" in lue
    assert "trouver un partenaire" in texte_pdf(pdf(agathe.get(reverse("mission:document_pdf", args=[premiere.pk]))))


def test_un_etranger_ne_trouve_rien(deux_versions, troupe):
    client = Client()
    client.force_login(troupe.etranger)
    assert client.get(VersionDeDocument.objects.first().get_absolute_url()).status_code == 404
    assert client.get(reverse("mission:differences", args=[troupe.mission.pk, "charte"])).status_code == 404


@time_machine.travel("2026-11-23T23:30:00Z", tick=False)
def test_la_date_est_celle_d_ici(troupe):
    assert charte(troupe.mission).publier(troupe.admin).publiee_le == datetime.date(2026, 11, 24)
