"""The two tableaux de suivi: a page, a workbook and a PDF each, which read the same query string."""

import io

from django.contrib import messages
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from appuis.forms.colonnes import ColonnesForm
from appuis.tableaux import SUIVI_ACTIONS, SUIVI_APPUIS, TABLEAUX
from appuis.tableaux.reglages import adapter, auteur, missions_et_colonnes
from coopappui.tableau import Demande, Ecran, pdf, xlsx
from missions.appartenances import appartenances
from missions.models import Membre, Mission

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def suivi_appuis(request):
    return _page(request, SUIVI_APPUIS, creation="appuis:nouveau", nouveau="Nouvel appui")


@require_safe
def suivi_appuis_xlsx(request):
    return _xlsx(request, SUIVI_APPUIS)


@require_safe
def suivi_appuis_pdf(request):
    return _pdf(request, SUIVI_APPUIS)


@require_safe
def suivi_actions(request):
    return _page(request, SUIVI_ACTIONS, creation="projets:nouveau", nouveau="Nouveau projet")


@require_safe
def suivi_actions_xlsx(request):
    return _xlsx(request, SUIVI_ACTIONS)


@require_safe
def suivi_actions_pdf(request):
    return _pdf(request, SUIVI_ACTIONS)


@require_http_methods(["GET", "HEAD", "POST"])
def suivi_colonnes(request, pk, tableau):
    """A responsable renames, hides and orders the columns of a tableau for the whole mission."""
    mission = get_object_or_404(Mission.objects.avec_responsable(request.user), pk=pk)
    if tableau not in TABLEAUX:
        raise Http404
    tableau = TABLEAUX[tableau]
    if "_guide" in request.POST:
        mission.colonnes_adaptees.filter(tableau=tableau.code).delete()
        messages.success(request, "Le tableau a repris les intitulés du guide.")
        return redirect(tableau.adresse)
    form = ColonnesForm(request.POST if request.method == "POST" else None, mission=mission, tableau=tableau)
    if form.is_valid():
        form.enregistrer()
        messages.success(request, "Les colonnes du tableau sont enregistrées.")
        return redirect(tableau.adresse)
    return render(request, "suivi/colonnes.html", {"form": form, "mission": mission, "tableau": tableau})


def _lire(request, tableau):
    """What is asked and in whose name; 404 for who belongs to no mission."""
    missions = missions_et_colonnes(request.user, tableau.code)
    if not missions:
        raise Http404
    return Demande(adapter(tableau, missions), request.GET, request.user), auteur(missions)


def _page(request, tableau, creation, nouveau):
    request.GET = _sans_vides(request.GET)
    demande, _ = _lire(request, tableau)
    contexte = {
        "demande": demande,
        "ecran": Ecran(demande),
        "tableau": demande.tableau,
        "page": demande.page,
        "adresse": request.path,
        "creation": reverse(creation),
        "nouveau": nouveau,
        "dirigees": [a.mission for a in appartenances(request.user) if a.role == Membre.Role.RESPONSABLE],
    }
    if request.htmx:
        reponse = render(request, "suivi/_resultats.html", contexte)
        reponse["HX-Push-Url"] = request.path + demande.requete(sans_page=False)
        return reponse
    return render(request, "suivi/page.html", contexte)


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


def _xlsx(request, tableau):
    demande, mission = _lire(request, tableau)
    if not demande.filtres.compris:
        return _retour(request, tableau)
    fichier = io.BytesIO()  # the compressed package only: rows go through temporary files
    xlsx.ecrire(demande, fichier, mission)
    fichier.seek(0)
    return _telechargement(fichier, tableau, "xlsx", XLSX)


def _pdf(request, tableau):
    demande, mission = _lire(request, tableau)
    if not demande.filtres.compris:
        return _retour(request, tableau)
    try:
        octets = pdf.ecrire(demande, pdf.charger(demande), mission)
    except pdf.TropLong as refus:
        messages.warning(request, str(refus))
        return _retour(request, tableau)
    return _telechargement(io.BytesIO(octets), tableau, "pdf", "application/pdf")


def _retour(request, tableau):
    """To the page with the same query string: it says what is wrong."""
    requete = request.META.get("QUERY_STRING", "")
    return redirect(f"{reverse(tableau.adresse)}?{requete}" if requete else tableau.adresse)


def _telechargement(fichier, tableau, extension, genre):
    nom = f"{tableau.code}-{timezone.localdate():%Y-%m-%d}.{extension}"
    return FileResponse(fichier, as_attachment=True, filename=nom, content_type=genre)
