"""The requests for an appui: read, entrusted, set aside or turned into an appui by the officers of the mission."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from appuis.conseils import CONSEILS
from appuis.filtres.demandes import FiltresDemandes
from appuis.forms.demandes import ConfierForm, EcarterForm, QualificationForm
from appuis.models import DemandeDAppui, Etape
from appuis.views.demander import repondre_a
from comptes.models import Sujet
from comptes.notifications import prevenir
from coopappui.courriel import ecrire
from missions.views.reseau import exiger_charge

PAR_PAGE = 25


@require_safe
def demandes(request):
    exiger_charge(request.user)
    siennes = DemandeDAppui.objects.visibles_par(request.user).select_related("mission", "confiee_a", "traitee_par")
    filtres = FiltresDemandes(request.GET, siennes, request.user)
    page = Paginator(filtres.qs, PAR_PAGE).get_page(request.GET.get("page"))
    return render(request, "demandes/liste.html", {"filtres": filtres, "page": page})


@require_http_methods(["GET", "HEAD", "POST"])
def demande(request, pk):
    """What was typed, the cards of the réseau that look like it, and the way to open the appui."""
    demande = _demande(request, pk)
    form = QualificationForm(request.POST or None, demande=demande, user=request.user) if demande.ouverte else None
    if request.method == "POST" and form is None:
        return _deja_traitee(request, demande)
    if form and form.is_valid():
        try:
            with transaction.atomic():
                appui = form.ouvrir()
        except ValidationError as refus:
            messages.error(request, refus.messages[0])
            return redirect(demande)
        messages.success(request, f"L’appui « {appui} » est ouvert, vous le portez.")
        return redirect(appui)
    contexte = {
        "demande": demande,
        "form": form,
        "confier": ConfierForm(demande=demande),
        "conseil": CONSEILS[Etape.CONTACT],
        "fil": _fil(),
    }
    return render(request, "demandes/demande.html", contexte)


@require_POST
def confier(request, pk):
    demande = _demande(request, pk)
    form = ConfierForm(request.POST, demande=demande)
    if form.is_valid() and _jouer(request, demande, lambda: demande.confier(form.cleaned_data["a"])):
        a = form.cleaned_data["a"]
        titre = f"La demande d’appui {demande.numero} vous est confiée"
        prevenir([a], Sujet.DEMANDE, titre, demande.get_absolute_url(), sauf=request.user)
        messages.success(request, f"Demande confiée à {a}." if a else "La demande est à toute l’équipe.")
    for erreurs in form.errors.values():
        messages.error(request, " ".join(erreurs))
    return redirect(demande)


@require_http_methods(["GET", "HEAD", "POST"])
def ecarter(request, pk):
    demande = _demande(request, pk)
    if not demande.ouverte:
        return _deja_traitee(request, demande)
    form = EcarterForm(request.POST or None)
    if form.is_valid():
        if _jouer(request, demande, lambda: demande.ecarter(request.user, form.cleaned_data["motif"])):
            reponse = form.cleaned_data["reponse"]
            envoyee = bool(reponse) and _jouer(request, demande, lambda: _repondre(demande, reponse))
            messages.success(request, f"{demande} écartée{', et réponse envoyée' if envoyee else ''}.")
        return redirect("demandes:liste")
    contexte = {
        "titre": f"Écarter la demande {demande.numero}",
        "form": form,
        "bouton": "Écarter la demande",
        "retour": demande.get_absolute_url(),
        "fil": [*_fil(), (str(demande), demande.get_absolute_url())],
        "qui_lit": "Les chargés d’appui de la mission les lisent ; votre réponse part au demandeur.",
        "intro": "Elle sera effacée au bout de douze mois. D’ici là, vous pourrez la reprendre.",
    }
    return render(request, "formulaire.html", contexte)


@require_POST
def reprendre(request, pk):
    demande = _demande(request, pk)
    if _jouer(request, demande, demande.reprendre):
        messages.success(request, f"{demande} est de nouveau à qualifier.")
    return redirect(demande)


def _demande(request, pk):
    siennes = DemandeDAppui.objects.visibles_par(request.user)
    return get_object_or_404(
        siennes.select_related("mission", "structure_type", "appui", "confiee_a", "traitee_par"), pk=pk
    )


def _jouer(request, demande, geste):
    """Plays a transition; its refusal is said at the top of the next page."""
    try:
        geste()
    except ValidationError as refus:
        messages.error(request, refus.messages[0])
        return False
    return True


def _deja_traitee(request, demande):
    messages.error(request, f"{demande} déjà traitée par {demande.traitee_par}.")
    return redirect(demande)


def _repondre(demande, reponse):
    mission = demande.mission
    ecrire(
        demande.courriel,
        f"Votre demande d’appui {demande.numero}",
        ["Bonjour,", *filter(None, (p.strip() for p in reponse.splitlines())), f"« {mission} »"],
        ("La page de la mission", mission.url_publique),
        entetes=repondre_a(mission),
    )


def _fil():
    return [("Demandes d’appui", reverse("demandes:liste"))]
