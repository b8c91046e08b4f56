"""The bénéficiaire's own space: what is expected from them, their projects, their feuille de route. Members read
elsewhere."""

from django.contrib import messages
from django.db.models import Prefetch
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from appuis.attentes import attentes
from appuis.feuille_de_route import Espace, FeuilleDeRoute, Suivi, appuis_partages, completer, projets_partages
from appuis.models import Appui, Document, Engagement, Invitation, Partenariat
from coopappui.plan import pdf
from coopappui.retour import revenir
from coopappui.telechargements import reponse_pdf
from missions.models import Personne


@require_safe
def espace(request):
    """The list of their projects; somebody who has only one is already on its page."""
    sien = Espace(request.user)
    if len(sien.suivis) == 1 and len(sien.feuilles) == 1:
        return _page_de_l_appui(request, sien.feuilles[0].appui, seule=True)
    if len(sien.suivis) == 1 and not sien.feuilles:
        return _page_du_projet(request, sien.suivis[0].projet.pk, seule=True)
    if not sien.suivis and not Personne.objects.filter(compte=request.user).exists():
        raise Http404
    a_faire = [(attente, sien.nom_de(attente)) for attente in attentes(request.user)]
    return render(request, "espace/espace.html", {"espace": sien, "a_faire": a_faire})


def _appui(request, pk):
    return get_object_or_404(appuis_partages(request.user), pk=pk)


@require_safe
def appui(request, pk):
    return _page_de_l_appui(request, _appui(request, pk), seule=False)


def _page_de_l_appui(request, appui, seule):
    contexte = {
        "feuille": FeuilleDeRoute(completer(appui), request.user),
        "a_faire": [(a, "") for a in attentes(request.user) if a.concerne(appui=appui)],
        "seule": seule,
    }
    return render(request, "espace/appui.html", contexte)


@require_safe
def projet(request, pk):
    return _page_du_projet(request, pk, seule=False)


def _page_du_projet(request, pk, seule):
    """What anybody who follows the project reads of it: nothing of its cost, nor of the appuis of others."""
    projets = projets_partages(request.user).prefetch_related(
        Prefetch("partenariats", Partenariat.objects.select_related("structure")),
        Prefetch("documents", Document.objects.filter(nature=Document.Nature.REMIS)),
    )
    projet = get_object_or_404(projets, pk=pk)
    contexte = {
        "suivi": Suivi(projet),
        "projet": projet,
        "a_faire": [(a, "") for a in attentes(request.user) if a.concerne(projet=projet)],
        "appuis": Appui.objects.partages_avec(request.user).filter(projet=projet),
        "invitation": Invitation.objects.recue(request.user, projet),
        "seule": seule,
    }
    return render(request, "espace/projet.html", contexte)


@require_safe
def feuille_de_route_pdf(request, pk):
    feuille = FeuilleDeRoute(completer(_appui(request, pk)), request.user)
    html = render_to_string("espace/feuille_de_route_pdf.html", {"feuille": feuille, "date": timezone.localdate()})
    return reponse_pdf(pdf.ecrire(html), f"Feuille de route {feuille.nom}")


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
