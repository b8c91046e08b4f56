"""Beside an appui: which resources to propose, and handing them over."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from appuis.conseiller import Conseils
from appuis.models import Appui, Blocage, Recommandation, Remise, Ressource
from appuis.views.appuis import fil_de
from coopappui.retour import adresse_de_retour
from coopappui.texte import numero
from missions.appartenances import est_charge


@require_safe
def de_l_appui(request, pk):
    """Loaded by the page of the appui, and a page of its own without JavaScript or for one blocage."""
    visibles = Appui.objects.visibles_par(request.user).select_related("projet", "mission")
    appui = get_object_or_404(visibles, pk=pk)
    blocage = None
    if demande := numero(request.GET.get("blocage")):
        blocage = get_object_or_404(appui.blocages, pk=demande)
    porte = est_charge(request.user, appui.mission) and appui.porte_par(request.user)
    contexte = {"conseils": Conseils(appui, request.user, blocage), "appui": appui, "porte": porte and appui.ouvert}
    if request.htmx:
        return render(request, "ressources/_de_l_appui.html", contexte)
    return render(request, "ressources/de_l_appui.html", contexte | {"fil": fil_de(appui), "blocage": blocage})


def _blocage(request, appui):
    """The blocage that the gesture answers, when it names one."""
    pk = numero(request.POST.get("blocage"))
    return get_object_or_404(Blocage, pk=pk, appui=appui) if pk else None


@require_POST
def remettre(request, pk, ressource):
    appui = get_object_or_404(Appui.objects.modifiables_par(request.user), pk=pk)
    ressource = get_object_or_404(_pour(appui, request.user), pk=ressource)
    try:
        Remise.objects.remettre(appui, ressource, request.user, _blocage(request, appui))
    except ValidationError as refus:
        messages.error(request, " ".join(refus.messages))
    else:
        messages.success(request, f"« {ressource} » est remise : les bénéficiaires la lisent dans leur espace.")
    return redirect(adresse_de_retour(request, f"{appui.get_absolute_url()}#ressources"))


def _pour(appui, user):
    """Those of the appui's mission and those that all missions share."""
    return Ressource.objects.visibles_par(user).filter(Q(mission=appui.mission_id) | Q(mission=None))


@require_POST
def reprendre(request, pk):
    """Takes back what was handed over by mistake; what the blocage says it brought is the officer's to correct."""
    remise = get_object_or_404(Remise.objects.modifiables_par(request.user).select_related("appui"), pk=pk)
    remise.delete()
    messages.success(request, f"« {remise.ressource} » n’est plus remise.")
    return redirect(f"{remise.appui.get_absolute_url()}#ressources")


@require_POST
def ne_plus_recommander(request, pk):
    faites = Recommandation.objects.modifiables_par(request.user).select_related("appui", "personne")
    recommandation = get_object_or_404(faites, pk=pk)
    recommandation.delete()
    messages.success(request, f"{recommandation.personne} n’est plus recommandé dans cet appui.")
    return redirect(f"{recommandation.appui.get_absolute_url()}#ressources")
