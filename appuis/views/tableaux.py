"""A tableau as people get it: a page, a workbook, a PDF, which read the same query string."""

import io

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from appuis.tableaux.reglages import adapter, auteur, missions_et_colonnes
from coopappui.tableau import Demande, Ecran, pdf, xlsx
from coopappui.telechargements import reponse_pdf, reponse_xlsx
from missions.appartenances import ou_charge


def page(request, tableau, gabarit="suivi/page.html", **contexte):
    """`contexte`: `creation` (address) and `nouveau` (label) of the button that adds a row, `dirigees` (missions whose
    columns this user may adapt), and what `gabarit` needs."""
    request.GET = _sans_vides(request.GET)
    demande, _ = _lire(request, tableau)
    contexte |= {
        "demande": demande,
        "ecran": Ecran(demande),
        "tableau": demande.tableau,
        "page": demande.page,
        "adresse": request.path,
        "ou_charge": ou_charge(request.user),
    }
    if request.htmx:
        reponse = render(request, "suivi/_resultats.html", contexte)
        reponse["HX-Push-Url"] = request.path + demande.requete(sans_page=False)
        return reponse
    return render(request, gabarit, contexte)


def classeur(request, tableau, lecture=Demande):
    """`lecture`: how the query string is read, when rows are not ordered as others are."""
    demande, mission = _lire(request, tableau, lecture)
    if not demande.filtres.compris:
        return _retour(request, tableau)
    fichier = io.BytesIO()  # the compressed package only: rows go through temporary files
    xlsx.ecrire(demande, fichier, mission)
    return reponse_xlsx(fichier, _titre(tableau))


def imprime(request, tableau):
    demande, mission = _lire(request, tableau)
    if not demande.filtres.compris:
        return _retour(request, tableau)
    try:
        octets = pdf.ecrire(demande, pdf.charger(demande), mission)
    except pdf.TropLong as refus:
        messages.warning(request, str(refus))
        return _retour(request, tableau)
    return reponse_pdf(octets, _titre(tableau))


def _lire(request, tableau, lecture=Demande):
    """What is asked and in whose name; 404 for who belongs to no mission."""
    missions = missions_et_colonnes(request.user, tableau.code)
    if not missions:
        raise Http404
    return lecture(adapter(tableau, missions), request.GET, request.user), auteur(missions)


def _sans_vides(params):
    """The query string without the fields left empty: short addresses, easy to share."""
    params = params.copy()
    for nom, valeurs in list(params.lists()):
        pleines = [v for v in valeurs if v.strip()]
        if pleines:
            params.setlist(nom, pleines)
        else:
            del params[nom]
    return params


def _retour(request, tableau):
    """To the page with the same query string: it says what is wrong."""
    requete = request.META.get("QUERY_STRING", "")
    return redirect(f"{reverse(tableau.adresse)}?{requete}" if requete else tableau.adresse)


def _titre(tableau):
    return f"{tableau.code}-{timezone.localdate():%Y-%m-%d}"
