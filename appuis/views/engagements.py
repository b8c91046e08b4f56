"""Engagements: taken on an appui, done, chased; the officer's to-do list."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from appuis.agenda import agenda
from appuis.forms.sequences import EngagementForm
from appuis.models import DemandeDAppui, Engagement
from appuis.views.sequences import appui_modifiable, saisir
from coopappui.retour import adresse_de_retour, revenir
from missions.a_faire import a_lire_par, taches
from missions.appartenances import appartenances


@require_safe
def a_faire(request):
    """The documents to read, the requests to qualify, what I do in the mission; then what I promised and what is owed
    to me: overdue, due within seven days, later, undated."""
    engagements = _a_faire_par(request.user)
    contexte = {
        "demandes": list(DemandeDAppui.objects.a_qualifier_par(request.user)),
        "groupes": _par_urgence(engagements),
        "rien": not engagements,
        "a_lire": a_lire_par(request.user),
        "taches": taches(request.user),
    }
    return render(request, "appuis/a_faire.html", contexte)


@require_safe
def a_faire_ics(request):
    """The dated part of the to-do list, for the officer's own agenda."""
    return agenda(request, "À faire", "a-faire", _a_faire_par(request.user))


def _a_faire_par(user):
    if not appartenances(user):
        raise Http404
    return (
        Engagement.objects.visibles_par(user)
        .a_faire_par(user)
        .select_related("appui", "projet", "charge", "personne")
        .par_echeance()[:300]
    )


def _par_urgence(engagements):
    groupes = {"En retard": [], "Dans les sept jours": [], "Plus tard": [], "Sans date": []}
    for engagement in engagements:
        groupes[engagement.urgence].append(engagement)
    return groupes


@require_http_methods(["GET", "HEAD", "POST"])
def engagement_nouveau(request, pk):
    appui = appui_modifiable(request, pk)
    form = EngagementForm(request.POST or None, appui=appui, user=request.user)
    return saisir(request, appui, form, titre="Nouvel engagement", fait="L’engagement est noté.")


@require_http_methods(["GET", "HEAD", "POST"])
def engagement_modifier(request, pk):
    engagement = _engagement(request, pk)
    if engagement.appui is None:
        raise Http404
    form = EngagementForm(request.POST or None, appui=engagement.appui, user=request.user, instance=engagement)
    return saisir(request, engagement.appui, form, titre="Modifier l’engagement", fait="L’engagement est enregistré.")


def _engagement(request, pk):
    engagements = Engagement.objects.modifiables_par(request.user)
    return get_object_or_404(engagements.select_related("appui__mission", "projet", "charge", "personne"), pk=pk)


def _ligne(request, engagement, fait):
    """The line alone for htmx, else back to the page the button was on."""
    if request.htmx:
        contexte = {
            "engagement": engagement,
            "porte": True,
            "contexte": request.POST.get("contexte", ""),
            "suite": adresse_de_retour(request, engagement),
            "annonce": fait,
        }
        return render(request, "appuis/_engagement.html", contexte)
    messages.success(request, fait)
    return revenir(request, engagement)


@require_POST
def engagement_fait(request, pk):
    engagement = _engagement(request, pk)
    engagement.faire()
    return _ligne(request, engagement, f"« {engagement} » est fait.")


@require_POST
def engagement_rouvrir(request, pk):
    engagement = _engagement(request, pk)
    engagement.rouvrir()
    return _ligne(request, engagement, f"« {engagement} » est de nouveau à faire.")


@require_POST
def engagement_relancer(request, pk):
    engagement = _engagement(request, pk)
    engagement.relancer()
    return _ligne(request, engagement, f"C’est noté : relancé aujourd’hui pour « {engagement} ».")


@require_POST
def engagement_supprimer(request, pk):
    engagement = _engagement(request, pk)
    retour = engagement.appui or engagement.projet
    engagement.delete()
    messages.success(request, "L’engagement est supprimé.")
    return revenir(request, retour)
