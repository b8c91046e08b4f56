"""Public pages that belong to no trade, and the errors."""

from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
@login_not_required
def accessibilite(request):
    return render(request, "pages/accessibilite.html")


@require_safe
@login_not_required
def donnees_personnelles(request):
    return render(request, "pages/donnees_personnelles.html")


@require_safe
@login_not_required
def sante(request):
    """For the proxy and the watchman: the server answers and its database too."""
    with connection.cursor() as curseur:
        curseur.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")
