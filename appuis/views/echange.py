"""« Noter un échange » : the quick log, from any page."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from appuis.forms.echange import EchangeForm
from appuis.models import Appui
from coopappui.texte import numero
from missions.models import Mission


@require_http_methods(["GET", "HEAD", "POST"])
def echange(request):
    missions = list(Mission.objects.avec_charge(request.user))
    demandee = request.GET.get("mission") or request.POST.get("mission") or ""
    mission = next((m for m in missions if str(m.pk) == demandee), missions[0] if missions else None)
    if mission is None:
        get_object_or_404(Mission.objects.none())
    form = EchangeForm(request.POST or None, user=request.user, mission=mission, initial=_appui(request, mission))
    if request.method == "POST" and form.is_valid():
        sequence = form.save()
        messages.success(request, f"L’échange est noté dans l’appui « {sequence.appui} ».")
        return redirect("echange" if "encore" in request.POST else sequence.appui)
    return render(request, "accueil/echange.html", {"form": form, "missions": missions, "mission": mission})


def _appui(request, mission):
    """From the page of an appui, that appui is already chosen."""
    pk = numero(request.GET.get("appui"))
    miens = Appui.objects.modifiables_par(request.user).filter(mission=mission)
    return {"appui": pk} if miens.filter(pk=pk).exists() else {}
