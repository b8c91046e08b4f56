"""What a file is comes from its content; anything unknown is refused with a reason."""

import zlib

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from coopappui.fichiers import nom_sur, reconnaitre
from tests.documents import echantillons as e


def genre(contenu, nom="fichier.bin"):
    return reconnaitre(SimpleUploadedFile(nom, contenu))


@pytest.mark.parametrize(
    ("contenu", "extension"),
    [
        (e.PDF, "pdf"),
        (e.image("PNG"), "png"),
        (e.image("JPEG"), "jpg"),
        (e.image("JPEG") + b"donnees ajoutees par le telephone", "jpg"),
        (e.image("MPO", save_all=True, append_images=[Image.new("RGB", (8, 8))]), "jpg"),
        (e.image("WEBP"), "webp"),
        (e.image("GIF"), "gif"),
        (e.ooxml("docx"), "docx"),
        (e.ooxml("xlsx"), "xlsx"),
        (e.ooxml("pptx"), "pptx"),
        (e.odf("text"), "odt"),
        (e.odf("spreadsheet"), "ods"),
        (e.odf("presentation"), "odp"),
        ("Besoin exprimé : trouver un partenaire, œuvrer à l’étranger.\n".encode(), "txt"),
        ("Besoin exprimé, coût 12 €".encode("cp1252"), "txt"),
        ("\ufeffnom;pays\nGAL;Italie\nPNR;Roumanie\n".encode(), "csv"),
    ],
)
def test_accepte(contenu, extension):
    assert genre(contenu).extension == extension


def test_un_tableur_ecrit_par_openpyxl(tmp_path):
    import openpyxl

    openpyxl.Workbook().save(tmp_path / "vrai.xlsx")
    assert genre((tmp_path / "vrai.xlsx").read_bytes()).extension == "xlsx"


@pytest.mark.parametrize(
    ("contenu", "raison"),
    [
        (b"", "vide"),
        (b"  \n ", "vide"),
        (e.PDF[:60], "incomplet"),
        (e.PDF.replace(b"startxref", b"xxxxxxxxx"), "incomplet"),
        (e.PDF + e.zip_de({"a.txt": "a"}), "archive cachée"),
        (e.image("JPEG") + e.zip_de({"a.class": "a"}), "archive cachée"),
        (b"GIF" + e.PDF, "pas accepté"),
        (e.EXE, "pas accepté"),
        (e.SVG, "pas accepté"),
        (e.HTML, "pas accepté"),
        (b"Bonjour <script>alert(1)</script>", "pas accepté"),
        (b"#!/bin/sh\nrm -rf /\n", "pas accepté"),
        (rb"{\rtf1\ansi bonjour}", "pas accepté"),
        (b"texte\x00cache", "pas accepté"),
        (bytes(range(128, 256)) * 4, "pas accepté"),
        (e.OLE, "ancien format"),
        (e.zip_de({"a.txt": "bonjour"}), "archive ZIP"),
        (b"PK\x03\x04 puis rien de bon", "abîmé"),
        (e.ooxml("docx")[:-40], "abîmé"),
        (e.ooxml("xlsx", parties={"xl/vbaProject.bin": b"x"}), "macros"),
        (
            e.ooxml("docx", plus='<Default Extension="dat" ContentType="application/vnd.ms-office.vba&#80;roject"/>'),
            "macros",
        ),
        (e.ooxml("xlsx", "application/vnd.ms-excel.sheet.macroEnabled.main+xml"), "macros"),
        (e.ooxml("docx", "application/inconnu"), "pas accepté"),
        (
            e.zip_de({"[Content_Types].xml": '<!DOCTYPE a [<!ENTITY b "c">]><Types>&b;</Types>', "_rels/.rels": ""}),
            "abîmé",
        ),
        (e.odf("text", {"Basic/Standard/script.xml": "x"}), "macros"),
        (e.odf("formule-inconnue"), "pas accepté"),
        (e.image("PNG")[:40], "abîmée"),
        (e.image("JPEG")[:300], "abîmée"),
        (e.image("WEBP")[:-10], "abîmée"),
        (b"GIF89a" + b"/*" + bytes(30), "abîmée"),
    ],
)
def test_refuse(contenu, raison):
    with pytest.raises(ValidationError, match=raison):
        genre(contenu, "rapport.pdf")


def test_une_image_aux_dimensions_demesurees():
    contenu = bytearray(e.image("PNG"))
    contenu[16:24] = (60_000).to_bytes(4, "big") * 2
    contenu[29:33] = zlib.crc32(contenu[12:29]).to_bytes(4, "big")
    with pytest.raises(ValidationError, match="trop de points"):
        genre(bytes(contenu))


def test_une_bombe_a_deployer(monkeypatch):
    monkeypatch.setattr("coopappui.fichiers.DEPLOYE_MAX", 1000)
    with pytest.raises(ValidationError, match="démesuré"):
        genre(e.ooxml("docx", parties={"word/media/image1.bin": bytes(2000)}))


def test_vingt_megaoctets_et_pas_un_de_plus(settings):
    settings.DOCUMENT_TAILLE_MAX = len(e.PDF)
    assert genre(e.PDF).extension == "pdf"
    with pytest.raises(ValidationError, match="trop lourd"):
        genre(e.PDF + b"\n")


@pytest.mark.parametrize(
    ("donne", "range"),
    [
        ("offre.pdf", "offre.pdf"),
        ("Offre de coopération n° 2.PDF", "Offre de coopération n° 2.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\Béa\\offre.pdf", "offre.pdf"),
        ("facture\u202efdp.exe", "facturefdp.exe.pdf"),
        ("a\x00b\r\nSet-Cookie: x.pdf", "abSet-Cookie_ x.pdf"),
        ("CON", "_CON.pdf"),
        ("nul.txt.pdf", "_nul.txt.pdf"),
        ("🌰 noisette.pdf", "🌰 noisette.pdf"),
        ("...", "document.pdf"),
        ("", "document.pdf"),
        ('"; filename=evil.html', "_; filename=evil.html.pdf"),
    ],
)
def test_le_nom_est_nettoye(donne, range):
    assert nom_sur(donne, "pdf") == range


def test_un_nom_de_300_caracteres():
    nom = nom_sur("é" * 300 + ".pdf", "pdf")
    assert nom.endswith(".pdf")
    assert len(nom) <= 130


def test_une_photo_garde_son_suffixe():
    assert nom_sur("photo.JPEG", "jpg") == "photo.jpeg"
