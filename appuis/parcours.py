"""The five steps of an appui and the four stages of a project, as the stepper shows them."""

from django.urls import reverse

from appuis.models import Etape, Stade
from coopappui.jours import jour_long


def etapes_de(appui, porte=True):
    """One dict a step: label, detail, etat (faite, courante, a-venir). Reads prefetched etapes_franchies.

    `porte`: the reader carries the appui, so each step leads to its form (url).
    """
    franchies = {f.etape: f for f in appui.etapes_franchies.all()}
    return [
        {
            "label": etape.court,
            "detail": _detail(franchies.get(etape)),
            "etat": "faite" if etape in franchies else "courante" if etape == appui.etape else "a-venir",
            "url": reverse("appuis:etape", args=[appui.pk, etape.value]) if porte else "",
        }
        for etape in Etape
    ]


def _detail(franchie):
    return f"{jour_long(franchie.le, 'j N Y')} · {franchie.par}" if franchie else ""


def stades_de(projet, noms=None):
    """One dict a stage: label, detail, etat. Reads prefetched stades_atteints. `noms`: other labels."""
    dates = {s.stade: s.le for s in projet.stades_atteints.all()}
    courant = Stade(projet.stade)
    return [
        {
            "label": (noms or {}).get(stade, stade.label),
            "detail": f"depuis le {jour_long(dates[stade], 'j N Y')}" if stade in dates else "",
            "etat": "courante" if stade == courant else "faite" if stade.numero < courant.numero else "a-venir",
        }
        for stade in Stade
    ]
