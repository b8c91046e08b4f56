"""The two tableaux de suivi of the guide, and the headings that a mission gives them."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from appuis.forms.colonnes import ColonnesForm
from appuis.tableaux import SUIVI_ACTIONS, SUIVI_APPUIS, TABLEAUX
from appuis.views import tableaux
from missions.appartenances import appartenances
from missions.models import Membre, Mission


@require_safe
def suivi_appuis(request):
    return _page(request, SUIVI_APPUIS, creation="appuis:nouveau", nouveau="Nouvel appui")


@require_safe
def suivi_appuis_xlsx(request):
    return tableaux.classeur(request, SUIVI_APPUIS)


@require_safe
def suivi_appuis_pdf(request):
    return tableaux.imprime(request, SUIVI_APPUIS)


@require_safe
def suivi_actions(request):
    return _page(request, SUIVI_ACTIONS, creation="projets:nouveau", nouveau="Nouveau projet")


@require_safe
def suivi_actions_xlsx(request):
    return tableaux.classeur(request, SUIVI_ACTIONS)


@require_safe
def suivi_actions_pdf(request):
    return tableaux.imprime(request, SUIVI_ACTIONS)


def _page(request, tableau, creation, nouveau):
    dirigees = [a.mission for a in appartenances(request.user) if a.role == Membre.Role.RESPONSABLE]
    return tableaux.page(request, tableau, creation=reverse(creation), nouveau=nouveau, dirigees=dirigees)


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
