"""The five steps of an appui as the stepper shows them."""

from django.urls import reverse
from django.utils.formats import date_format

from appuis.models import Etape


def etapes_de(appui):
    """One dict a step: label, detail, etat (faite, courante, a-venir), url. Reads prefetched etapes_franchies."""
    franchies = {f.etape: f for f in appui.etapes_franchies.all()}
    return [
        {
            "label": etape.court,
            "detail": _detail(franchies.get(etape)),
            "etat": "faite" if etape in franchies else "courante" if etape == appui.etape else "a-venir",
            "url": reverse("appuis:etape", args=[appui.pk, etape.value]),
        }
        for etape in Etape
    ]


def _detail(franchie):
    return f"{date_format(franchie.le, 'j M Y')} · {franchie.par}" if franchie else ""
