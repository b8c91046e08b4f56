"""The sources of the veille: listed, described, collected, marked as read."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coopappui.retour import revenir
from missions.appartenances import mission_de
from missions.classeurs import telecharger
from missions.filtres import FiltresSources
from missions.forms.veille import LueForm, SourceForm
from missions.models import Source
from missions.veille import classeurs
from missions.veille.releve import demander
from missions.views.veille import CONSEIL, fil, fin_de_semaine

lire_ou_poster = require_http_methods(["GET", "HEAD", "POST"])
MONTREES = 10


@require_safe
def sources(request, pk):
    mission = mission_de(request, pk)
    filtres = FiltresSources(request.GET, mission.sources.select_related("lecteur"), request.user)
    contexte = {
        "mission": mission,
        "onglet": "sources",
        "filtres": filtres,
        "sources": list(filtres.qs.order_by("-etat", "recherche")[:500]),
        "dues": set(mission.sources.a_lire(fin_de_semaine()).values_list("pk", flat=True)),
        "conseil": CONSEIL,
    }
    contexte["sources"].sort(key=lambda s: not s.active)
    return render(request, "veille/sources.html", contexte)


@require_safe
def sources_xlsx(request, pk):
    mission = mission_de(request, pk)
    filtres = FiltresSources(request.GET, mission.sources.select_related("lecteur"), request.user)
    return telecharger("Sources de la veille", classeurs.SOURCES, filtres.qs.order_by("recherche"), mission)


@lire_ou_poster
def nouvelle(request, pk):
    mission = mission_de(request, pk)
    form = SourceForm(request.POST or None, mission=mission, initial={"lecteur": request.user.pk})
    if request.method == "POST" and form.is_valid():
        source = form.save()
        if not form.deja_enregistre:
            releve = demander(source)
            suite = " Son fil est en cours de lecture : revenez dans une minute." if releve else ""
            messages.success(request, f"« {source} » fait partie de vos sources.{suite}")
        return redirect(source)
    contexte = {
        "titre": "Nouvelle source",
        "form": form,
        "bouton": "Ajouter la source",
        "retour": reverse("veille:sources", args=[pk]),
        "fil": fil(mission, ("Sources", "veille:sources")),
        "conseil": CONSEIL,
    }
    return render(request, "formulaire.html", contexte)


@require_safe
def source(request, pk):
    source = _source(request, pk)
    contexte = {
        "source": source,
        "mission": source.mission,
        "lue": LueForm(initial={"le": source.lue_le}),
        "informations": list(source.informations.order_by("-recue_le", "-pk")[:MONTREES]),
        "nombre": source.informations.count(),
        "fil": fil(source.mission, ("Sources", "veille:sources")),
        "fin_de_semaine": fin_de_semaine(),
    }
    return render(request, "veille/source.html", contexte)


@lire_ou_poster
def modifier(request, pk):
    source = _source(request, pk)
    form = SourceForm(request.POST or None, instance=source)
    if request.method == "POST" and form.is_valid():
        source = form.save()
        messages.success(request, f"« {source} » est enregistrée.")
        return redirect(source)
    contexte = {
        "titre": f"Modifier « {source} »",
        "form": form,
        "retour": source.get_absolute_url(),
        "fil": fil(source.mission, ("Sources", "veille:sources")),
    }
    return render(request, "formulaire.html", contexte)


@require_POST
def relever(request, pk):
    source = _source(request, pk)
    if not source.flux or not source.active:
        messages.error(request, "Cette source n’a pas de fil à relever, ou elle est suspendue.")
    elif demander(source):
        messages.success(request, "Le fil est en cours de lecture : revenez dans une minute.")
    else:
        messages.info(request, "Ce fil vient d’être demandé : laissez-lui une minute.")
    return redirect(source)


@require_POST
def lue(request, pk):
    """Today, unless another day is typed."""
    source = _source(request, pk)
    form = LueForm(request.POST)
    if request.POST.get("le") and not form.is_valid():
        for phrase in form.errors.get("le", []):
            messages.error(request, phrase)
        return revenir(request, source)
    try:
        source.marquer_lue(form.cleaned_data["le"] if request.POST.get("le") else None)
    except ValidationError as refus:
        messages.error(request, " ".join(refus.messages))
    else:
        messages.success(request, f"« {source} » : lue le {source.lue_le:%d/%m/%Y}.")
    return revenir(request, source)


@require_POST
def basculer(request, pk):
    source = _source(request, pk)
    source.basculer()
    messages.success(request, f"« {source} » est {source.get_etat_display().lower()}.")
    return redirect(source)


@require_POST
def supprimer(request, pk):
    """What it brought stays, without its source."""
    source = _source(request, pk)
    mission = source.mission_id
    source.delete()
    messages.success(request, f"« {source} » n’est plus une source de la mission.")
    return redirect("veille:sources", mission)


def _source(request, pk):
    siennes = Source.objects.modifiables_par(request.user).select_related("mission", "lecteur")
    return get_object_or_404(siennes, pk=pk)
