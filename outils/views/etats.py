"""Brouillon, partagée, finalisée: each passage is one button, dated and signed in the history."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

GESTES = {
    "partager": "La fiche est partagée : les bénéficiaires peuvent la lire et la compléter.",
    "reprendre": "La fiche n’est plus partagée : seule la mission la voit.",
    "finaliser": "La fiche est finalisée : elle ne change plus tant qu’on ne la rouvre pas.",
    "rouvrir": "La fiche est rouverte : on peut de nouveau la compléter.",
}


@require_POST
def changer(request, modele, pk, geste):
    if geste not in GESTES:
        raise Http404
    fiche = get_object_or_404(modele.objects.modifiables_par(request.user).verrouillees(), pk=pk)
    fiche.modifie_par = request.user
    try:
        getattr(fiche, geste)()
    except ValidationError as e:
        for phrase in e.messages:
            messages.error(request, phrase)
    else:
        messages.success(request, GESTES[geste])
    return redirect(fiche)
