"""An officer uploads a document to an appui or a project; kept under a generated name, out of the web’s reach."""

import re
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from appuis.models import Document
from tests.documents import echantillons as e
from tests.factories import DocumentFactory, SequenceFactory
from tests.saisie import saisie


@pytest.fixture
def deposer(troupe, connecte, settings):
    """Uploads as Agathe; returns the response."""

    def _deposer(contenu=e.PDF, nom="offre.pdf", par=None, adresse=None, **champs):
        client = connecte(par or troupe.agent)
        fichier = SimpleUploadedFile("x", contenu)
        fichier._name = nom
        donnees = {"fichier": fichier, "titre": "", "nature": "remis"} | champs
        return client.post(adresse or reverse("document_appui", args=[troupe.appui.pk]), donnees)

    return _deposer


def ranges(settings):
    return [p for p in Path(settings.DOCUMENTS_ROOT).rglob("*") if p.is_file()]


def test_deposer(deposer, troupe, settings):
    reponse = deposer()
    assert reponse.status_code == 302
    assert reponse["Location"] == troupe.appui.get_absolute_url()
    document = Document.objects.get()
    assert (document.titre, document.nature, document.extension) == ("offre", "remis", "pdf")
    assert (document.type_mime, document.taille) == ("application/pdf", len(e.PDF))
    assert (document.depose_par, document.appui, document.projet) == (troupe.agent, troupe.appui, None)
    (fichier,) = ranges(settings)
    assert re.fullmatch(r"[0-9a-f]{32}\.pdf", fichier.name)
    assert fichier.read_bytes() == e.PDF


def test_le_titre_choisi_est_garde(deposer):
    deposer(titre="Offre de coopération v2")
    assert Document.objects.get().titre == "Offre de coopération v2"


def test_dans_une_sequence(deposer, troupe):
    sequence = SequenceFactory(appui=troupe.appui)
    adresse = reverse("document_appui", args=[troupe.appui.pk]) + f"?sequence={sequence.pk}"
    deposer(adresse=adresse)
    assert Document.objects.get().sequence == sequence


def test_pas_dans_la_sequence_d_un_autre_appui(deposer, troupe):
    ailleurs = SequenceFactory()
    adresse = reverse("document_appui", args=[troupe.appui.pk]) + f"?sequence={ailleurs.pk}"
    assert deposer(adresse=adresse).status_code == 404
    assert not Document.objects.exists()


def test_dans_un_projet(deposer, troupe):
    deposer(par=troupe.collegue, adresse=reverse("document_projet", args=[troupe.projet.pk]))
    document = Document.objects.get()
    assert (document.projet, document.appui) == (troupe.projet, None)


@pytest.mark.parametrize(
    ("contenu", "raison"),
    [
        (b"", "Ce fichier est vide"),
        (e.EXE, "pas accepté"),
        (e.SVG, "pas accepté"),
        (e.PDF[:50], "incomplet"),
        (e.ooxml("xlsx", parties={"xl/vbaProject.bin": "x"}), "macros"),
    ],
)
def test_un_fichier_refuse_dit_pourquoi_et_garde_la_saisie(deposer, settings, contenu, raison):
    reponse = deposer(contenu, titre="Mon titre à garder")
    assert reponse.status_code == 200
    page = reponse.content.decode()
    assert raison in page
    assert "Mon titre à garder" in page
    assert not Document.objects.exists()
    assert not ranges(settings)


def test_vingt_et_un_megaoctets(deposer, settings):
    reponse = deposer(e.PDF + bytes(21 * 1024 * 1024))
    assert "trop lourd" in reponse.content.decode()
    assert "la limite est de 20\xa0Mo" in reponse.content.decode()
    assert not ranges(settings)


def test_vingt_megaoctets(deposer):
    contenu = e.PDF[:9] + b"%" + b"x" * (20 * 1024 * 1024 - len(e.PDF) - 2) + b"\n" + e.PDF[9:]
    assert len(contenu) == 20 * 1024 * 1024
    assert deposer(contenu).status_code == 302
    assert Document.objects.get().taille == 20 * 1024 * 1024


def test_le_surplus_n_est_jamais_ecrit(settings):
    from coopappui.fichiers import Plafond

    settings.DOCUMENT_TAILLE_MAX = 100
    plafond = Plafond()
    plafond.new_file("fichier", "x", "application/pdf", None, None)
    gardes = [plafond.receive_data_chunk(b"x" * 64, i * 64) for i in range(50)]
    assert len([g for g in gardes if g]) <= 3


def test_un_envoi_demesure_est_refuse_sans_etre_lu(troupe, connecte):
    client = connecte(troupe.agent)
    adresse = reverse("document_appui", args=[troupe.appui.pk])
    reponse = client.post(adresse, {"titre": "x"}, headers={"content-length": str(2 * 1024**3)})
    assert reponse.status_code == 400


def test_sans_fichier(deposer):
    reponse = deposer(fichier="", titre="Titre")
    assert "Choisissez un fichier." in reponse.content.decode()


def test_une_autre_erreur_rappelle_de_reprendre_le_fichier(deposer):
    reponse = deposer(titre="x" * 200)
    assert "Choisissez de nouveau ce fichier" in reponse.content.decode()
    assert not Document.objects.exists()


def test_champs_caches_inventes(deposer, troupe):
    deposer(depose_par=troupe.responsable.pk, extension="html", type_mime="text/html", projet=troupe.projet.pk)
    document = Document.objects.get()
    assert (document.depose_par, document.extension, document.projet) == (troupe.agent, "pdf", None)


def test_envoye_deux_fois_range_un_seul_fichier(deposer, troupe, connecte, settings):
    adresse = reverse("document_appui", args=[troupe.appui.pk])
    jeton = saisie(connecte(troupe.agent).get(adresse).context["form"])["jeton"]
    assert deposer(jeton=jeton)["Location"] == deposer(jeton=jeton)["Location"]
    assert Document.objects.count() == 1
    assert len(ranges(settings)) == 1


def test_la_mission_a_une_place_limitee(deposer, settings, troupe):
    settings.DOCUMENTS_QUOTA = 2 * len(e.PDF)
    DocumentFactory(appui=troupe.appui, taille=len(e.PDF) + 1)
    reponse = deposer()
    assert "a atteint la place prévue" in reponse.content.decode()
    assert Document.objects.count() == 1


def test_un_compte_ne_depose_pas_des_milliers_de_fichiers(deposer, settings):
    settings.DOCUMENTS_PAR_JOUR = 2
    deposer()
    deposer()
    assert "continuez demain" in deposer().content.decode()
    assert Document.objects.count() == 2


def test_le_nom_d_un_fichier_ne_s_execute_pas(deposer, troupe, connecte):
    deposer(nom="<img src=x onerror=alert(1)>.pdf")
    document = Document.objects.get()
    assert "<" not in document.nom_d_origine
    page = connecte(troupe.agent).get(reverse("document_supprimer", args=[document.pk])).content.decode()
    assert "<img" not in page
