"""What a retained piste becomes."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from outils.models import GrillePriorisation
from outils.pistes import en_offre, en_projet


def _piste(request, pk, cle):
    """Raises Http404 for a piste that is not retained in a grille of this officer's missions."""
    grilles = GrillePriorisation.objects.modifiables_par(request.user).avec_objet()
    grille = get_object_or_404(grilles, pk=pk)
    return grille, get_object_or_404(grille.pistes, cle=cle, retenue="oui")


@require_POST
def projet(request, pk, cle):
    grille, piste = _piste(request, pk, cle)
    projet, neuf = en_projet(grille, piste, request.user)
    if neuf:
        messages.success(request, f"Le projet « {projet} » est créé à partir de la piste : complétez-le.")
    else:
        messages.info(request, f"Le projet « {projet} » existe déjà.")
    return redirect(projet)


@require_POST
def offre(request, pk, cle):
    grille, piste = _piste(request, pk, cle)
    offre, neuve = en_offre(grille, piste, request.user)
    if offre is None:
        messages.error(request, "Une offre porte sur un projet : faites d’abord de la piste un projet.")
        return redirect(grille)
    if not neuve:
        messages.info(request, "L’offre de cette piste existe déjà.")
        return redirect(offre)
    messages.success(request, "L’offre est commencée avec ce que la piste disait déjà : relisez-la.")
    return redirect("outils:modifier", offre.code, offre.pk)
