"""A picture shown by the portal itself (a logo): recognised by its content, decoded and made anew as a small PNG.

What is stored is what Pillow has drawn, never the bytes that were sent: nothing hides behind the picture.
"""

import io

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from PIL import Image, ImageOps

from coopappui.fichiers import IMAGES, reconnaitre
from coopappui.texte import poids

POIDS_MAX = 2 * 1024 * 1024
PIXELS_MAX = 25_000_000
COTE_MAX = 600
ACCEPTEES = (IMAGES["PNG"], IMAGES["JPEG"])


def _refus(message):
    return ValidationError(message, code="image")


def en_png(fichier):
    """The picture as a new file. Raises ValidationError with the reason in French."""
    if fichier.size > POIDS_MAX:
        raise _refus(f"Cette image est trop lourde : la limite est de {poids(POIDS_MAX)}.")
    if reconnaitre(fichier) not in ACCEPTEES:
        raise _refus("Déposez une image PNG ou JPEG.")
    try:
        with Image.open(fichier, formats=["PNG", "JPEG"]) as image:
            if image.width * image.height > PIXELS_MAX:
                raise _refus("Cette image a trop de points : réduisez ses dimensions.")
            # Phones turn the picture in a note beside it.
            image = ImageOps.exif_transpose(image).convert("RGBA")
            image.thumbnail((COTE_MAX, COTE_MAX))
            sortie = io.BytesIO()
            image.save(sortie, "PNG", optimize=True)
    except (OSError, SyntaxError, ValueError, EOFError, MemoryError) as erreur:
        raise _refus("Cette image est incomplète ou abîmée.") from erreur
    return ContentFile(sortie.getvalue(), name="image.png")


class ImageWidget(forms.ClearableFileInput):
    """Shows the picture itself: uploads have no address of their own."""

    template_name = "administration/image.html"
    clear_checkbox_label = "retirer cette image"

    def get_context(self, name, value, attrs):
        contexte = super().get_context(name, value, attrs)
        contexte["widget"]["en_ligne"] = self.en_ligne() if contexte["widget"]["is_initial"] else ""
        return contexte

    def en_ligne(self):
        """The address of the stored picture, set by the form."""
        return ""


class ImageField(forms.FileField):
    """An uploaded picture, cleaned to a PNG; an empty one keeps the picture there is."""

    widget = ImageWidget

    def clean(self, data, initial=None):
        propre = super().clean(data, initial)
        return en_png(propre) if data and propre is data else propre
