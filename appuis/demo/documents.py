"""The documents of the mission and its logo: a draft, then each version published on its day by the administrator."""

import io
from datetime import timedelta

from django.core.files.base import ContentFile
from django.db import transaction
from PIL import Image, ImageDraw

from appuis.demo.jours import signer
from missions.models import Activite, Charte, FicheDePoste, Modalite

BROUILLONS = {modele.genre: modele for modele in (Charte, FicheDePoste)}


def monter_documents(scene, fiches):
    """Nothing for a mission without documents."""
    if fiches:
        scene.mission.logo.save("logo.png", ContentFile(_logo()), save=False)
        signer(scene.mission, scene.comptes["admin"], scene.calendrier.instant(-611)).save()
    for fiche in fiches.values():
        _document(scene, **fiche)


def _document(scene, *, genre, versions, activites=(), **champs):
    par, premier = scene.comptes["admin"], scene.calendrier.instant(versions[0]["jour"])
    brouillon = scene.creer(BROUILLONS[genre], premier, par, mission=scene.mission, modifie_par=par, **champs)
    for rang, activite in enumerate(activites, start=1):
        scene.creer(Activite, premier, par, outil=brouillon, rang=10 * rang, **activite)
    for version in versions:
        _publier(scene, brouillon, par, **version)


def _publier(scene, brouillon, par, *, jour, **changements):
    """The text is written the day before it is published."""
    quand = scene.calendrier.instant(jour)
    for champ, texte in changements.items():
        setattr(brouillon, champ, texte)
    brouillon.modifie_le = quand - timedelta(days=1)
    signer(brouillon, par, quand).save()
    brouillon.publier(par, le=scene.calendrier.jour(jour))


def oublier_documents(mission):
    """Before the mission goes: a function that, once it is gone, erases what no cascade takes."""
    activites = list(Activite.objects.filter(outil__mission=mission).values_list("pk", flat=True))
    modalites = list(Modalite.objects.filter(outil__mission=mission).values_list("pk", flat=True))
    logo = mission.logo

    def finir():
        Modalite.history.filter(id__in=modalites).delete()
        Activite.history.filter(id__in=activites).delete()
        if logo:
            transaction.on_commit(lambda: logo.storage.delete(logo.name))

    return finir


def _logo():
    """Three hills and a path, drawn on the fly."""
    image = Image.new("RGBA", (480, 240), (0, 0, 0, 0))
    crayon = ImageDraw.Draw(image)
    for x, y, rayon, couleur in ((120, 250, 130, "#1f4d3f"), (350, 260, 150, "#2b6854"), (240, 280, 130, "#163a2f")):
        crayon.ellipse((x - rayon, y - rayon, x + rayon, y + rayon), fill=couleur)
    crayon.ellipse((214, 34, 266, 86), fill="#b4532a")
    crayon.line([(60, 236), (170, 200), (250, 222), (420, 176)], fill="#faf7f1", width=9, joint="curve")
    sortie = io.BytesIO()
    image.save(sortie, "PNG", optimize=True)
    return sortie.getvalue()
