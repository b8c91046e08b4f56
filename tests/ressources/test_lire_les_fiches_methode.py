"""The method sheets that come with the portal: complete, sourced, kept by the administrators, handed over as a PDF."""

import io

import pytest
from django.apps import apps
from pypdf import PdfReader

from appuis.fiches_methode import charger, lire
from appuis.models import Ressource
from missions.models import Mission

pytestmark = pytest.mark.django_db
PARTIES = ["Pour quoi faire", "Durée", "Matériel", "Déroulé", "À retenir"]


@pytest.mark.parametrize("code", sorted(lire()))
def test_it_works(code):
    fiche = Ressource.objects.get(code=code)
    fiche.full_clean()
    assert (fiche.mission, fiche.genre, fiche.audience, fiche.etat) == (None, "fiche", "public", "publiee")
    titres = [ligne.removeprefix("## ") for ligne in fiche.texte.splitlines() if ligne.startswith("## ")]
    assert titres == PARTIES
    assert 120 <= len(fiche.texte_nu.split()) <= 250
    assert "Cap Rural, guide, p. " in fiche.source
    assert fiche.stades
    assert fiche.blocages
    assert not list(fiche.manques())
    assert str(fiche.langues.get()) == "Français"


def test_celles_que_nomme_le_guide():
    titres = " ".join(Ressource.objects.filter(mission=None).values_list("titre_plie", flat=True))
    for mot in (
        "enveloppe",
        "brainstorming",
        "arbre a idees",
        "concassage",
        "chapeaux",
        "photolangage",
        "jeu de role",
    ):
        assert mot in titres
    for mot in ("cherchons ensemble", "et si", "veille", "missions et competences", "postures", "trucs et astuces"):
        assert mot in titres


def test_rien_n_ecrase_ce_que_l_administrateur_a_ecrit():
    Ressource.objects.filter(code="enveloppe").update(titre="L’enveloppe tournante")
    Ressource.objects.get(code="concassage").delete()
    combien = Ressource.objects.count()
    charger(apps)
    assert Ressource.objects.get(code="enveloppe").titre == "L’enveloppe tournante"
    assert Ressource.objects.count() == combien + 1


def test_en_pdf(troupe, connecte):
    fiche = Ressource.objects.get(code="enveloppe")
    reponse = connecte(troupe.beneficiaire).get(f"{fiche.get_absolute_url()}fiche.pdf")
    lecteur = PdfReader(io.BytesIO(reponse.content))
    texte = " ".join(page.extract_text() for page in lecteur.pages)
    for attendu in (*PARTIES, "enveloppe", "D’après Cap Rural, guide, p. 92-93"):
        assert attendu in texte
    assert len(lecteur.pages) == 1
    assert reponse["Content-Disposition"].startswith("attachment")


def test_l_admin_ne_voit_que_les_partagees(troupe, connecte):
    from tests.factories import RessourceFactory

    sienne = RessourceFactory(mission=troupe.mission, titre="Secrète")
    client = connecte(troupe.admin)
    liste = client.get("/admin/appuis/ressource/", {"q": "enveloppe"}).content.decode()
    assert "Le jeu de l’enveloppe" in liste
    assert "Secrète" not in client.get("/admin/appuis/ressource/").content.decode()
    assert client.get(f"/admin/appuis/ressource/{sienne.pk}/change/").status_code == 302


def test_chaque_mission_les_lit(troupe, connecte):
    assert Mission.objects.count() > 1
    for compte in (troupe.agent, troupe.etranger, troupe.beneficiaire):
        trouves = connecte(compte).get("/ressources/", {"q": "jeu enveloppe"}).context["page"]
        assert "Le jeu de l’enveloppe" in [r.titre for r in trouves]
