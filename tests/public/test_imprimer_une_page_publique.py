"""PDFs that anybody may ask for: made once for the same content, braked, bounded; a private one is never kept."""

import pytest
from django.core.cache import caches
from django.test import Client
from django.urls import reverse

from coopappui.plan import pdf as noyau
from outils.models import OffreCooperation
from tests.factories import RessourceFactory, il_y_a
from tests.missions.documents import charte
from tests.missions.offres import offre, programme
from tests.suivi.lecture import pdf, texte_pdf


@pytest.fixture
def ecrits(monkeypatch):
    """The pages that were made into a PDF."""
    pages, vrai = [], noyau.ecrire
    monkeypatch.setattr(noyau, "ecrire", lambda html, **options: pages.append(html) or vrai(html, **options))
    return pages


def publics(mission, troupe):
    """The addresses of one PDF of each kind."""
    charte(mission).publier(troupe.admin)
    offre(mission, troupe.agent).publier(troupe.agent)
    fiche = RessourceFactory(mission=mission, audience="public")
    projet = OffreCooperation.objects.create(
        mission=mission, projet=troupe.projet, titre="x", etat="finalisee", date_publication=il_y_a(1)
    )
    return [
        reverse("charte_pdf", args=[mission.pk]),
        reverse("public:offre_d_appui_pdf", args=[mission.adresse_publique]),
        reverse("ressource_publique_pdf", args=[mission.adresse_publique, fiche.pk]),
        reverse("offres:pdf", args=[projet.pk]),
    ]


def test_un_meme_document_n_est_fait_qu_une_fois(client, mission, troupe, ecrits):
    for adresse in publics(mission, troupe):
        avant = len(ecrits)
        premier = client.get(adresse)
        assert premier.content.startswith(b"%PDF-")
        assert client.get(adresse).content == premier.content
        assert len(ecrits) == avant + 1, adresse


def test_un_contenu_change_est_refait(client, mission, ecrits):
    fiche = RessourceFactory(mission=mission, audience="public")
    adresse = reverse("ressource_publique_pdf", args=[mission.adresse_publique, fiche.pk])
    client.get(adresse)
    fiche.texte = "Un autre texte."
    fiche.save()
    assert "Un autre texte." in texte_pdf(pdf(client.get(adresse)))
    # Nor is what closes given because it was made.
    fiche.audience = "membres"
    fiche.save()
    assert client.get(adresse).status_code == 404


def test_un_document_prive_n_est_pas_garde(connecte, mission, troupe, ecrits, monkeypatch):
    monkeypatch.setattr(type(caches["pdf"]), "set", lambda *_: pytest.fail("gardé"))
    fiche = RessourceFactory(mission=mission, audience="public")
    version = charte(mission).publier(troupe.admin)
    client = connecte(troupe.agent)
    for adresse in (
        reverse("ressources:fiche_pdf", args=[fiche.pk]),
        reverse("mission:document_pdf", args=[version.pk]),
    ):
        client.get(adresse)
        client.get(adresse)
    assert len(ecrits) == 4


def test_trop_de_documents_a_faire_d_un_meme_endroit(mission, settings):
    """Those that are made already are always given."""
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "imprimer_une_page_publique": "1/m/ip"}
    adresses = [
        reverse(
            "ressource_publique_pdf",
            args=[mission.adresse_publique, RessourceFactory(mission=mission, audience="public").pk],
        )
        for _ in range(2)
    ]
    assert [Client().get(adresse).status_code for adresse in (*adresses, adresses[0])] == [200, 429, 200]


def test_trop_long_pour_un_pdf(connecte, mission, troupe, monkeypatch):
    monkeypatch.setattr(noyau, "HTML_MAX", 100)
    programme(mission)
    client = connecte(troupe.agent)
    prives = [reverse("offre_appui:programme_pdf", args=[mission.pk, 2027])]
    for adresse in publics(mission, troupe) + prives:
        reponse = client.get(adresse)
        assert reponse.status_code == 422
        assert "contient trop de texte pour un PDF : lisez-le à l’écran." in reponse.content.decode()


def test_une_image_n_est_pas_du_texte(monkeypatch):
    html = '<html lang="fr"><title>x</title><body><img alt="" src="data:image/png;base64,{}">'
    monkeypatch.setattr(noyau, "HTML_MAX", 1000)
    assert noyau.ecrire(html.format("A" * 5000)).startswith(b"%PDF-")
