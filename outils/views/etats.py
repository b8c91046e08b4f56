"""Brouillon, partagée, transmise, finalisée: each passage is one button, dated and signed in the history."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from outils import annonces
from outils.models.vie import Etat

GESTES = {
    "partager": "La fiche est partagée : les bénéficiaires peuvent la lire et la compléter.",
    "reprendre": "La fiche n’est plus partagée : seule la mission la voit.",
    "finaliser": "La fiche est finalisée : elle ne change plus tant qu’on ne la rouvre pas.",
    "rouvrir": "La fiche est rouverte : on peut de nouveau la compléter.",
}
# Where each leads, when nothing prevents it.
DEVIENT = {
    "partager": (Etat.PARTAGEE,),
    "reprendre": (Etat.BROUILLON,),
    "finaliser": (Etat.FINALISEE,),
    "rouvrir": (Etat.PARTAGEE, Etat.BROUILLON),
}


@require_POST
def changer(request, modele, pk, geste):
    if geste not in GESTES:
        raise Http404
    fiche = get_object_or_404(modele.objects.modifiables_par(request.user).verrouillees(), pk=pk)
    vu = request.POST.get("vu")
    if vu and vu != fiche.passage:
        if fiche.etat in DEVIENT[geste] and fiche.modifie_par_id == request.user.pk:
            return redirect(fiche)  # the second click
        messages.error(request, entre_temps(fiche))
        return redirect(fiche)
    avant, fiche.modifie_par = fiche.etat, request.user
    try:
        getattr(fiche, geste)()
    except ValidationError as e:
        for phrase in e.messages:
            messages.error(request, phrase)
    else:
        _annoncer(fiche, geste, avant, request.user)
        validee = geste == "finaliser" and fiche.transmise_le
        messages.success(
            request, "La fiche est validée : les bénéficiaires sont prévenus." if validee else GESTES[geste]
        )
    return redirect(fiche)


def _annoncer(fiche, geste, avant, par):
    """Its bénéficiaires are told of what changes for them."""
    if not fiche.partagee_le or fiche.etat == avant:
        return
    annonce = {"partager": annonces.partagee, "finaliser": annonces.validee, "rouvrir": annonces.rouverte}
    annonce[geste](fiche, par)


def entre_temps(fiche):
    """Somebody else decided first."""
    qui = fiche.demande.par if fiche.demande and fiche.a_reprendre else fiche.modifie_par or "Quelqu’un"
    return (
        f"{qui} a agi avant vous : la fiche est maintenant « {fiche.get_etat_display()} ». Rien d’autre n’a été fait."
    )
