"""The public page that unsubscribes from the letters of a mission, without an account."""

from django.contrib.auth.decorators import login_not_required
from django.core.signing import BadSignature
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from missions.models import Desabonnement, Mission
from missions.veille import envoi


@csrf_exempt
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def desabonnement(request, jeton):
    """The mail program posts by itself (RFC 8058): neither session nor CSRF token."""
    if jeton == envoi.ESSAI:
        return render(request, "veille/desabonnement.html", {"etat": "essai", "mission": None})
    try:
        mission, personne, trace = envoi.lire_jeton(jeton)
    except (BadSignature, Mission.DoesNotExist, ValueError):
        return render(request, "veille/ne_sert_plus.html", status=404)
    etat = "deja" if Desabonnement.objects.de(mission, personne, trace).exists() else "abonne"
    if request.method == "POST":
        revenu = "_revenir" in request.POST
        (envoi.reabonner if revenu else envoi.desabonner)(mission, personne, trace)
        if request.POST.get("List-Unsubscribe") == "One-Click":
            return HttpResponse(status=200)
        etat = "revenu" if revenu else "desabonne"
    return render(request, "veille/desabonnement.html", {"mission": mission, "etat": etat})
