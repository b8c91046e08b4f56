"""Suspending, stopping, resuming, closing, chasing, handing over: each dated, signed, with its reason."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from appuis.forms.appuis import ArretForm, ReportForm, SuspensionForm, TransmissionForm
from appuis.models import Appui
from appuis.views.appuis import fil_de
from coopappui.retour import revenir


def _appui(request, pk):
    return get_object_or_404(Appui.objects.modifiables_par(request.user).select_related("mission"), pk=pk)


def _agir(request, appui, action, fait):
    """Runs a transition of the model and says what happened; a refusal is shown in the model's own words."""
    try:
        action()
    except ValidationError as e:
        messages.error(request, " ".join(e.messages))
        return False
    messages.success(request, fait)
    return True


def _page(request, appui, form, titre, bouton, intro=""):
    contexte = {"titre": titre, "form": form, "bouton": bouton, "intro": intro}
    return render(request, "formulaire.html", contexte | {"retour": appui.get_absolute_url(), "fil": fil_de(appui)})


@require_http_methods(["GET", "HEAD", "POST"])
def suspendre(request, pk):
    appui = _appui(request, pk)
    form = SuspensionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        _agir(
            request, appui, lambda: appui.suspendre(request.user, form.cleaned_data["motif"]), "L’appui est suspendu."
        )
        return redirect(appui)
    return _page(request, appui, form, "Suspendre l’appui", "Suspendre")


@require_http_methods(["GET", "HEAD", "POST"])
def arreter(request, pk):
    appui = _appui(request, pk)
    form = ArretForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        d = form.cleaned_data
        _agir(
            request,
            appui,
            lambda: appui.arreter(request.user, d["raison"], d["motif"]),
            "L’appui est arrêté. Vous pourrez le reprendre plus tard.",
        )
        return redirect(appui)
    intro = "Arrêter n’efface rien ; l’appui pourra reprendre. (Cap Rural, guide, p. 35)"
    return _page(request, appui, form, "Arrêter l’appui", "Arrêter l’appui", intro)


@require_POST
def reprendre(request, pk):
    appui = _appui(request, pk)
    _agir(request, appui, lambda: appui.reprendre(request.user), "L’appui reprend.")
    return redirect(appui)


@require_POST
def clore(request, pk):
    appui = _appui(request, pk)
    if not _agir(request, appui, lambda: appui.clore(request.user), "L’appui est clos. Merci pour le bilan."):
        return redirect("appuis:etape", appui.pk, "bilan")
    return redirect(appui)


@require_POST
def relancer(request, pk):
    appui = _appui(request, pk)
    _agir(request, appui, lambda: appui.relancer(request.user), f"C’est noté : {appui} relancé aujourd’hui.")
    return revenir(request, appui)


@require_http_methods(["GET", "HEAD", "POST"])
def reporter(request, pk):
    appui = _appui(request, pk)
    form = ReportForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            appui.reporter(request.user, form.cleaned_data["au"])
        except ValidationError as e:
            form.add_error("au" if hasattr(e, "error_dict") else None, e.messages)
        else:
            messages.success(request, f"La relance est reportée au {appui.reporte_au:%d/%m/%Y}.")
            return revenir(request, appui)
    return _page(request, appui, form, "Reporter la relance", "Reporter")


@require_http_methods(["GET", "HEAD", "POST"])
def transmettre(request, pk):
    appui = get_object_or_404(
        Appui.objects.transmissibles_par(request.user).select_related("mission", "charge"), pk=pk
    )
    form = TransmissionForm(request.POST if request.method == "POST" else None, user=request.user, appui=appui)
    if request.method == "POST" and form.is_valid():
        d = form.cleaned_data
        fait = _agir(
            request,
            appui,
            lambda: appui.transmettre(d["a"], request.user, d.get("notes", ()), d["garder"]),
            f"L’appui est transmis à {d['a']}.",
        )
        if fait:
            return redirect(appui)
    if not form.fields["a"].queryset.exists():
        messages.warning(request, "Personne d’autre n’est chargé d’appui dans cette mission.")
        return redirect(reverse("mission:mission", args=[appui.mission_id]))
    intro = f"{appui.charge} porte aujourd’hui cet appui."
    return _page(request, appui, form, "Transmettre l’appui", "Transmettre", intro)
