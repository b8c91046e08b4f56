"""The bénéficiaire's own space: their project, what to do now, their feuille de route. Members read elsewhere."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from appuis.feuille_de_route import Espace, FeuilleDeRoute, appuis_partages
from appuis.models import Engagement
from coopappui.fichiers import nom_sur
from coopappui.plan import pdf
from coopappui.retour import revenir
from missions.models import Personne


@require_safe
def espace(request):
    if not Personne.objects.filter(compte=request.user).exists():
        raise Http404
    sien = Espace(request.user)
    if len(sien.feuilles) == 1:
        return render(request, "espace/appui.html", {"feuille": sien.feuilles[0], "seule": True})
    return render(request, "espace/espace.html", {"espace": sien})


def _feuille(request, pk):
    return FeuilleDeRoute(get_object_or_404(appuis_partages(request.user), pk=pk), request.user)


@require_safe
def appui(request, pk):
    return render(request, "espace/appui.html", {"feuille": _feuille(request, pk), "seule": False})


@require_safe
def feuille_de_route_pdf(request, pk):
    feuille = _feuille(request, pk)
    html = render_to_string("espace/feuille_de_route_pdf.html", {"feuille": feuille, "date": timezone.localdate()})
    reponse = HttpResponse(pdf.ecrire(html), content_type="application/pdf")
    nom = nom_sur(f"Feuille de route {feuille.nom}", "pdf")
    reponse.headers["Content-Disposition"] = content_disposition_header(True, nom)
    return reponse


@require_POST
def engagement_fait(request, pk):
    engagement = _engagement(request, pk)
    engagement.faire()
    messages.success(request, f"Bravo : « {engagement} » est fait.")
    return _retour(request, engagement)


@require_POST
def engagement_rouvrir(request, pk):
    engagement = _engagement(request, pk)
    engagement.rouvrir()
    messages.success(request, f"« {engagement} » est de nouveau à faire.")
    return _retour(request, engagement)


def _engagement(request, pk):
    return get_object_or_404(Engagement.objects.du_beneficiaire(request.user), pk=pk)


def _retour(request, engagement):
    return revenir(request, reverse("espace:appui", args=[engagement.appui_id]))
