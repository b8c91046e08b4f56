"""The public pages of the missions: read by anybody, without an account."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from missions.annonce import annonce
from missions.models import Genre, Mission


@login_not_required
@require_safe
def missions(request):
    """The only public mission at once; a choice when there are several."""
    publiques = list(Mission.objects.publiques())
    if len(publiques) == 1:
        return redirect(publiques[0].url_publique)
    return render(request, "public/missions.html", {"missions": publiques})


@login_not_required
@require_safe
def mission(request, adresse):
    mission = get_object_or_404(Mission.objects.lisibles_par(request.user), adresse_publique=adresse)
    charte = mission.versions.publiques().filter(genre=Genre.CHARTE).exists()
    contexte = {"mission": mission, "charte": charte, "annonce": annonce(mission)}
    return render(request, "public/mission.html", contexte)
