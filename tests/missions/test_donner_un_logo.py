"""The logo of a mission: an administrator uploads a picture, which is drawn anew and printed on its documents."""

import io

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image, PngImagePlugin

from coopappui import images
from tests.missions.documents import charte
from tests.saisie import saisie_de_l_admin
from tests.suivi.lecture import balises, pdf


def image(format="PNG", taille=(300, 200), **options):
    sortie = io.BytesIO()
    Image.new("RGB", taille, "#1f4d3f").save(sortie, format, **options)
    return SimpleUploadedFile(f"logo.{format.lower()}", sortie.getvalue())


@pytest.fixture
def adam(connecte, troupe):
    return connecte(troupe.admin)


@pytest.fixture
def deposer(adam, troupe, django_capture_on_commit_callbacks):
    page = reverse("admin:missions_mission_change", args=[troupe.mission.pk])

    def _deposer(**fichiers):
        with django_capture_on_commit_callbacks(execute=True):
            reponse = adam.post(page, saisie_de_l_admin(adam.get(page)) | fichiers)
        troupe.mission.refresh_from_db()
        return reponse

    return _deposer


def _stocke(mission):
    with mission.logo.open() as fichier:
        return fichier.read()


def test_it_works(deposer, adam, troupe, client):
    assert deposer(logo=image("JPEG", (2000, 1000))).status_code == 302
    logo = Image.open(io.BytesIO(_stocke(troupe.mission)))
    assert (logo.format, logo.size) == ("PNG", (600, 300))
    assert troupe.mission.logo_en_ligne().startswith("data:image/png;base64,iVBOR")
    charte(troupe.mission).publier(troupe.admin)
    page = client.get(reverse("charte", args=[troupe.mission.pk])).content.decode()
    assert 'alt="Logo de Mission Haut-Vernay"' in page
    lecteur = pdf(client.get(reverse("charte_pdf", args=[troupe.mission.pk])))
    [figure] = [b for b in balises(lecteur.trailer["/Root"]["/StructTreeRoot"]["/K"]) if b.get("/S") == "/Figure"]
    assert figure["/Alt"] == "Logo de Mission Haut-Vernay"
    assert (
        "data:image/png"
        in adam.get(reverse("admin:missions_mission_change", args=[troupe.mission.pk])).content.decode()
    )


def test_rien_de_ce_qui_etait_cache_dans_l_image_ne_reste(deposer, troupe):
    commentaire = PngImagePlugin.PngInfo()
    commentaire.add_text("Comment", "Secretissime")
    deposer(logo=image(pnginfo=commentaire))
    assert b"Secretissime" not in _stocke(troupe.mission)


@pytest.mark.parametrize("mode", ["P", "LA", "1", "I;16", "CMYK"])
def test_toutes_les_couleurs(mode):
    sortie = io.BytesIO()
    Image.new(mode, (50, 40)).save(sortie, "JPEG" if mode == "CMYK" else "PNG")
    assert Image.open(images.en_png(SimpleUploadedFile("logo", sortie.getvalue()))).mode == "RGBA"


def test_sans_rien_deposer_le_logo_reste(deposer, troupe):
    deposer(logo=image())
    nom = troupe.mission.logo.name
    deposer(delai_relance="60")
    assert troupe.mission.logo.name == nom
    assert default_storage.exists(nom)


def test_un_nouveau_logo_efface_l_ancien(deposer, troupe):
    deposer(logo=image())
    ancien = troupe.mission.logo.name
    deposer(logo=image("JPEG"))
    assert troupe.mission.logo.name != ancien
    assert default_storage.listdir("logos")[1] == [troupe.mission.logo.name.removeprefix("logos/")]


def test_retirer_le_logo(deposer, troupe):
    deposer(logo=image())
    deposer(**{"logo-clear": "on"})
    assert troupe.mission.logo_en_ligne() == ""
    assert default_storage.listdir("logos")[1] == []


def test_un_fichier_perdu_n_arrete_rien(deposer, troupe, client):
    deposer(logo=image())
    default_storage.delete(troupe.mission.logo.name)
    charte(troupe.mission).publier(troupe.admin)
    assert client.get(reverse("charte_pdf", args=[troupe.mission.pk])).status_code == 200
    assert deposer(logo=image()).status_code == 302


@pytest.mark.parametrize(
    ("fichier", "phrase"),
    [
        (lambda: image("GIF"), "PNG ou JPEG"),
        (lambda: SimpleUploadedFile("logo.png", b"<svg onload=alert(1)>"), "pas accepté"),
        (lambda: SimpleUploadedFile("logo.png", image().read()[:200]), "abîmée"),
        (lambda: SimpleUploadedFile("logo.png", b"%PDF-1.4"), "abîmé"),
        (lambda: SimpleUploadedFile("logo.png", b"\x89PNG\r\n\x1a\n" + b"0" * 3_000_000), "trop lourde"),
    ],
)
def test_ce_qui_n_est_pas_une_image(fichier, phrase, deposer, troupe):
    reponse = deposer(logo=fichier())
    assert phrase in str(reponse.context["errors"])
    assert not troupe.mission.logo


def test_une_image_demesuree(monkeypatch):
    monkeypatch.setattr(images, "PIXELS_MAX", 1000)
    with pytest.raises(ValidationError, match="trop de points"):
        images.en_png(image())
