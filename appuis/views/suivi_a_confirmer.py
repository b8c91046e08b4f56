"""Croiser les informations, on the partner's side: read the row of one's project, confirm it or correct it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from appuis.croiser import Comparaison, pour_comparer
from appuis.forms.croisements import ActionsVues, FinancementsVus, PointDeVueForm
from appuis.models import Croisement, PointDeVue
from coopappui.lignes import Ensemble


def _point(request, pk):
    siens = PointDeVue.objects.partages_avec(request.user)
    return get_object_or_404(siens.select_related("croisement__projet", "personne__compte", "structure"), pk=pk)


def _comparaison(point):
    """The row and this answer alone: a partner sees no other."""
    croisement = pour_comparer(Croisement.objects.filter(pk=point.croisement_id)).get()
    return Comparaison(croisement, [p for p in croisement.points_de_vue.all() if p.pk == point.pk])


@require_safe
def suivi(request, pk):
    comparaison = _comparaison(_point(request, pk))
    [point], croisement = comparaison.points, comparaison.croisement
    contexte = {"comparaison": comparaison, "point": point, "croisement": croisement, "projet": comparaison.projet}
    return render(request, "croisement/suivi.html", contexte)


@require_POST
def exact(request, pk):
    """All of it, in one button."""
    return _confirmer(request, _point(request, pk), tel_quel=True)


def _confirmer(request, point, tel_quel=False):
    try:
        point.confirmer(tel_quel)
    except ValidationError as refus:
        messages.error(request, " ".join(refus.messages))
        return redirect(point)
    if _comparaison(point).divergences:
        point.annoncer_un_ecart()
    messages.success(request, f"Merci ! Votre réponse est transmise à {point.croisement.lance_par}.")
    return redirect(point)


@require_POST
def commencer(request, pk):
    """To the form, filled with the row as the portal knows it now, or with the answer already given."""
    point = _point(request, pk)
    try:
        point.commencer()
    except ValidationError as refus:
        messages.error(request, " ".join(refus.messages))
        return redirect(point)
    return redirect("espace:suivi_corriger", pk)


@require_http_methods(["GET", "HEAD", "POST"])
def corriger(request, pk):
    point = _point(request, pk)
    if request.method == "POST":
        # An answer that arrives while the croisement is being closed is before or after, not in between.
        point.croisement.refresh_from_db(from_queryset=Croisement.objects.select_for_update())
    clos = not point.croisement.ouvert
    if point.commence_le is None or (clos and request.method != "POST"):
        return redirect(point)
    donnees = request.POST or None
    page = Ensemble(
        PointDeVueForm(donnees, instance=point), FinancementsVus(point, donnees), ActionsVues(point, donnees)
    )
    if clos:
        # What was typed stays on the page, to be copied elsewhere.
        page.form.add_error(None, Croisement.CLOS)
    elif page.is_valid():
        return _confirmer(request, page.save())
    contexte = {"page": page, "form": page.form, "point": point, "projet": point.croisement.projet}
    return render(request, "croisement/corriger.html", contexte)
