"""The general search, offered on every page to the members of a mission."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from appuis.recherche import assez_long, chercher
from coopappui.texte import nettoyer
from missions.appartenances import appartenances


@require_safe
def recherche(request):
    if not appartenances(request.user):
        raise Http404
    q = nettoyer(request.GET.get("q", "")).strip()[:200]
    groupes = chercher(request.user, q)
    contexte = {
        "q": q,
        "groupes": groupes,
        "total": sum(groupe.total for groupe in groupes),
        "trop_court": bool(q) and not assez_long(q),
    }
    return render(request, "recherche/recherche.html", contexte)
