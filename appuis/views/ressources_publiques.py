"""What anybody reads of the resources of a mission, on its public pages."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from appuis.filtres.ressources import FiltresRessources
from appuis.models import Ressource
from appuis.views.ressources import explorer, page_imprimee, servir_le_fichier
from coopappui import pdf_public
from missions.models import Mission


def _mission(request, adresse):
    return get_object_or_404(Mission.objects.lisibles_par(request.user), adresse_publique=adresse)


def _publique(request, adresse, pk):
    mission = _mission(request, adresse)
    return mission, get_object_or_404(Ressource.objects.du_public(mission).avec_noms(), pk=pk)


@login_not_required
@require_safe
def ressources(request, adresse):
    mission = _mission(request, adresse)
    contexte = {"mission": mission, "adresse": reverse("ressources_de_la_mission", args=[adresse])}
    return render(
        request,
        "ressources/espace_public.html",
        contexte | explorer(request, Ressource.objects.du_public(mission), FiltresRessources),
    )


@login_not_required
@require_safe
def ressource(request, adresse, pk):
    mission, ressource = _publique(request, adresse, pk)
    return render(request, "ressources/ressource_publique.html", {"mission": mission, "ressource": ressource})


@login_not_required
@require_safe
def fichier(request, adresse, pk):
    return servir_le_fichier(_publique(request, adresse, pk)[1])


@login_not_required
@require_safe
def fiche_pdf(request, adresse, pk):
    ressource = _publique(request, adresse, pk)[1]
    return pdf_public.repondre(request, page_imprimee(ressource), ressource.titre)
