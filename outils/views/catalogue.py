"""The catalogue, in the order of the guide, and the page of one tool: what it is for, its blank copies, its fiches."""

from django.core.paginator import Paginator
from django.db.models import Count
from django.shortcuts import render
from django.views.decorators.http import require_safe

from appuis.models import StadeAppui
from missions.appartenances import appartenances
from outils.models import Outil
from outils.registres import REGISTRES

PAR_PAGE = 25


@require_safe
def catalogue(request):
    comptes = Outil.objects.visibles_par(request.user).order_by().values_list("genre").annotate(Count("pk"))
    nombres = dict(comptes)
    registres = REGISTRES if appartenances(request.user) else ()
    stades = [
        (
            stade,
            [(modele, nombres.get(modele.code, 0)) for modele in Outil.catalogue() if modele.stade == stade],
            [registre for registre in registres if registre.stade == stade],
        )
        for stade in StadeAppui
    ]
    recentes = Outil.objects.visibles_par(request.user).avec_objet()[:6]
    return render(
        request, "outils/catalogue.html", {"stades": stades, "recentes": recentes, "titre": "Carnet d’outils"}
    )


@require_safe
def outil(request, modele):
    siennes = Outil.objects.visibles_par(request.user).filter(genre=modele.code).avec_objet()
    page = Paginator(siennes, PAR_PAGE).get_page(request.GET.get("page"))
    contexte = {"outil": modele, "page": page, "charge": any(a.role == "charge" for a in appartenances(request.user))}
    return render(request, "outils/outil.html", contexte)
