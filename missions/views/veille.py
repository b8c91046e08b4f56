"""The veille of a mission: what there is to read, sorted with one click, kept with a theme, a stage and a note."""

from datetime import timedelta

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import push_url

from coopappui.retour import adresse_de_retour, revenir
from coopappui.texte import numero
from missions.appartenances import mission_de
from missions.classeurs import telecharger
from missions.filtres import FiltresInformations
from missions.forms.veille import InformationForm
from missions.models import Information
from missions.veille import classeurs

lire_ou_poster = require_http_methods(["GET", "HEAD", "POST"])
PAR_PAGE = 25

CONSEIL = {
    "titre": "Une veille qui tient dans la semaine",
    "points": [
        "Dites à quoi elle sert : préparer vos appuis, ou nourrir les personnes accompagnées.",
        "Peu de sources, bien choisies : chacune a sa fréquence, et quelqu’un qui la lit.",
        "Vos mots-clés font passer devant ce qui vous concerne.",
        "Gardez ce qui servira, écartez le reste : ce qui est gardé se retrouve et part dans une lettre.",
    ],
    "source": "Cap Rural, guide, p. 23-24 et 88",
}


def fil(mission, *etapes):
    """The way back: the veille, then (label, URL name) of what is in between."""
    return [
        ("Veille", reverse("veille:veille", args=[mission.pk])),
        *((libelle, reverse(adresse, args=[mission.pk])) for libelle, adresse in etapes),
    ]


def fin_de_semaine():
    """Sunday."""
    aujourd_hui = timezone.localdate()
    return aujourd_hui + timedelta(days=6 - aujourd_hui.weekday())


def _lues(mission, user):
    lignes = Information.objects.visibles_par(user).filter(mission=mission)
    return lignes.select_related("source", "triee_par").prefetch_related("themes")


@require_safe
def veille(request, pk):
    mission = mission_de(request, pk)
    filtres = FiltresInformations(request.GET, _lues(mission, request.user), request.user, mission)
    page = Paginator(filtres.qs.a_l_ordre(), PAR_PAGE).get_page(request.GET.get("page"))
    contexte = {
        "mission": mission,
        "filtres": filtres,
        "page": page,
        "sans_source": not mission.sources.exists(),
        "adresse": request.get_full_path(),
    }
    if request.htmx:
        pleins = [(n, v) for n, valeurs in request.GET.lists() for v in valeurs if v]
        adresse = f"{request.path}?{urlencode(pleins)}"
        contexte["adresse"] = adresse
        return push_url(render(request, "veille/_informations.html", contexte), adresse)
    contexte |= {
        "onglet": "veille",
        "a_lire": list(mission.sources.a_lire(fin_de_semaine()).select_related("lecteur").dans_l_ordre_de_lecture()),
        "en_panne": list(mission.sources.en_panne()),
        "conseil": CONSEIL,
    }
    return render(request, "veille/veille.html", contexte)


@require_safe
def informations_xlsx(request, pk):
    mission = mission_de(request, pk)
    filtres = FiltresInformations(request.GET, _lues(mission, request.user), request.user, mission)
    lignes = filtres.qs.a_l_ordre().iterator(chunk_size=500)
    return telecharger("Veille", classeurs.INFORMATIONS, lignes, mission)


@lire_ou_poster
def nouvelle(request, pk):
    mission = mission_de(request, pk)
    form = InformationForm(request.POST or None, mission=mission, initial=_reprises(request, mission))
    if request.method == "POST" and form.is_valid():
        information = form.save()
        if not form.deja_enregistre:
            # Who takes the trouble of typing it means to keep it.
            information.trier(Information.Etat.GARDEE, request.user)
            messages.success(request, f"« {information} » est gardée.")
        return redirect("veille:veille", pk)
    contexte = {
        "titre": "Noter une information",
        "form": form,
        "bouton": "Garder",
        "retour": reverse("veille:veille", args=[pk]),
        "fil": fil(mission),
        "intro": "Ce que vous avez lu ou entendu ailleurs : une lettre, une revue, une réunion, un partenaire.",
    }
    return render(request, "veille/information.html", contexte)


def _reprises(request, mission):
    """« Noter » is also reached from a source."""
    source = numero(request.GET.get("source"))
    return {"source": source} if source else {}


@lire_ou_poster
def information(request, pk):
    information = _information(request, pk)
    form = InformationForm(request.POST or None, instance=information)
    retour = adresse_de_retour(request, reverse("veille:veille", args=[information.mission_id]))
    if request.method == "POST" and form.is_valid():
        information = form.save()
        if request.POST.get("etat") in Information.Etat.values:
            information.trier(request.POST["etat"], request.user)
        messages.success(request, f"« {information} » : {information.get_etat_display().lower()}, c’est noté.")
        return redirect(retour)
    contexte = {
        "titre": "Classer une information",
        "information": information,
        "form": form,
        "retour": retour,
        "suite": retour,
        "fil": fil(information.mission),
    }
    return render(request, "veille/information.html", contexte)


@require_POST
def trier(request, pk):
    """One click: kept, set aside, or back to read."""
    information = _information(request, pk)
    etat = request.POST.get("etat", Information.Etat.GARDEE)
    if etat not in Information.Etat.values:
        raise Http404
    information.trier(etat, request.user)
    if request.htmx:
        contexte = {"information": information, "adresse": adresse_de_retour(request, "/"), "change": True}
        return render(request, "veille/_information.html", contexte)
    messages.success(request, f"« {information} » : {information.get_etat_display().lower()}.")
    return revenir(request, reverse("veille:veille", args=[information.mission_id]))


def _information(request, pk):
    siennes = Information.objects.modifiables_par(request.user).select_related("mission", "source", "triee_par")
    return get_object_or_404(siennes, pk=pk)
