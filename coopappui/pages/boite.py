"""What the developer's own mail server received; these pages do not exist in production."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from coopappui.boite import recus, texte


@login_not_required
@require_safe
def courriels(request):
    liste = [
        {"nom": nom, "sujet": message["Subject"], "a": message["To"], "date": message["Date"].datetime}
        for nom, message in recus(settings.COURRIELS_RECUS)[:200]
    ]
    return render(request, "pages/courriels.html", {"courriels": liste})


@login_not_required
@require_safe
def courriel(request, nom):
    message = dict(recus(settings.COURRIELS_RECUS)).get(nom)
    if message is None:
        raise Http404
    return render(request, "pages/courriel.html", {"message": message, "texte": texte(message)})
