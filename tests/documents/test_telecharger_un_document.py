"""A document is served after a permission check, as a file to save, and its address dies with the right to read it."""

from pathlib import Path

import pytest
from django.urls import reverse

from appuis.models import Document
from tests.factories import DocumentFactory


@pytest.fixture
def document(troupe):
    return DocumentFactory(appui=troupe.appui, nature=Document.Nature.REMIS, nom_d_origine="Été à l’étranger.pdf")


def telecharger(client, document):
    reponse = client.get(document.get_absolute_url())
    reponse.contenu = reponse.getvalue()  # reading to the end closes the file
    return reponse


def test_un_membre_telecharge(connecte, troupe, document):
    reponse = telecharger(connecte(troupe.responsable), document)
    assert reponse.contenu.startswith(b"%PDF")
    assert reponse["Content-Type"] == "application/pdf"
    assert reponse["Content-Disposition"].startswith("attachment; filename*=utf-8''%C3%89t%C3%A9%20%C3%A0")
    assert reponse["X-Content-Type-Options"] == "nosniff"
    assert reponse["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert "no-store" in reponse["Cache-Control"]


def test_le_beneficiaire_n_a_que_les_documents_remis(connecte, troupe, document):
    client = connecte(troupe.beneficiaire)
    assert telecharger(client, document).status_code == 200
    for nature in (Document.Nature.ETUDIE, Document.Nature.RECUPERE):
        Document.objects.update(nature=nature)
        assert telecharger(client, document).status_code == 404


def test_un_autre_beneficiaire_ne_l_a_pas(connecte, troupe, document):
    troupe.appui.beneficiaires.clear()
    assert telecharger(connecte(troupe.beneficiaire), document).status_code == 404


@pytest.mark.parametrize(("nature", "code"), [("remis", 200), ("etudie", 404), ("recupere", 404)])
def test_un_document_de_projet_remis_est_aux_personnes_du_projet(connecte, troupe, nature, code):
    document = DocumentFactory(appui=None, projet=troupe.projet, nature=nature, depose_par=troupe.agent)
    assert telecharger(connecte(troupe.collegue), document).status_code == 200
    assert telecharger(connecte(troupe.beneficiaire), document).status_code == code
    assert telecharger(connecte(troupe.etranger), document).status_code == 404


@pytest.mark.parametrize("perdre", ["appartenance", "compte"])
def test_l_adresse_ne_sert_plus_apres_le_droit(connecte, troupe, document, perdre):
    client = connecte(troupe.collegue)
    assert telecharger(client, document).status_code == 200
    if perdre == "appartenance":
        troupe.collegue.appartenances.update(actif=False)
        assert telecharger(client, document).status_code == 404
    else:
        type(troupe.collegue).objects.filter(pk=troupe.collegue.pk).update(is_active=False)
        assert telecharger(client, document).status_code in (302, 404)


def test_ni_apres_la_suppression_ni_apres_la_deconnexion(
    connecte, troupe, document, settings, django_capture_on_commit_callbacks
):
    client = connecte(troupe.agent)
    chemin = document.fichier.path
    with django_capture_on_commit_callbacks(execute=True):
        reponse = client.post(reverse("document_supprimer", args=[document.pk]))
    assert reponse["Location"] == troupe.appui.get_absolute_url()
    assert telecharger(client, document).status_code == 404
    assert not Path(chemin).exists()
    client.logout()
    reponse = telecharger(client, document)
    assert reponse.status_code == 302
    assert reponse["Location"].startswith(reverse("account_login"))


def test_le_stockage_n_a_pas_d_adresse_publique(client, document):
    for adresse in (f"/media/{document.fichier.name}", f"/documents/{document.fichier.name}", "/documents/"):
        assert client.get(adresse).status_code in (302, 404)
        assert "attachment" not in client.get(adresse).headers.get("Content-Disposition", "")


def test_un_fichier_perdu_n_est_pas_une_panne(connecte, troupe, document):
    document.fichier.storage.delete(document.fichier.name)
    assert telecharger(connecte(troupe.agent), document).status_code == 404


def test_la_page_de_suppression_ne_supprime_pas(connecte, troupe, document):
    reponse = connecte(troupe.agent).get(reverse("document_supprimer", args=[document.pk]))
    assert document.titre in reponse.content.decode()
    assert Document.objects.filter(pk=document.pk).exists()
