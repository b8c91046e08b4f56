"""The five steps: the work of each, beside the guide's advice."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from appuis.conseils import CONSEILS
from appuis.forms.appuis import BilanForm, ContactForm, DemarrageForm, FranchirForm
from appuis.models import Appui, Bilan, Etape
from appuis.parcours import etapes_de
from appuis.views.appuis import fil_de


def _etape(code):
    try:
        return Etape(code)
    except ValueError as e:
        raise Http404("Étape inconnue") from e


def _formulaire(request, appui, etape):
    """The form of the step; steps 3 and 4 are made of séquences, blocages and engagements, listed instead."""
    if etape == Etape.BILAN:
        return BilanForm(request.POST or None, instance=getattr(appui, "bilan", None) or Bilan(appui=appui))
    classe = {Etape.CONTACT: ContactForm, Etape.DEMARRAGE: DemarrageForm}.get(etape)
    return classe and classe(request.POST or None, user=request.user, mission=appui.mission, instance=appui)


@require_http_methods(["GET", "HEAD", "POST"])
def etape(request, pk, etape):
    """Saves the step's form, then, when asked, passes the step; what it lacks is said and nothing typed is lost."""
    etape = _etape(etape)
    appui = get_object_or_404(Appui.objects.modifiables_par(request.user).pour_sa_page(), pk=pk)
    form = _formulaire(request, appui, etape)
    franchir = FranchirForm(request.POST if "franchir" in request.POST else None, initial={"le": timezone.localdate()})
    if request.method == "POST" and (form is None or form.is_valid()):
        if form:
            form.save()
        if "franchir" not in request.POST:
            messages.success(request, "C’est enregistré.")
            return redirect("appuis:etape", appui.pk, etape.value)
        if franchir.is_valid() and _franchir(request, appui, etape, franchir):
            return redirect(appui)
        # What was just saved, as it now stands.
        appui = Appui.objects.pour_sa_page().get(pk=appui.pk)
    return render(
        request,
        "appuis/etape.html",
        {
            "appui": appui,
            "etape": etape,
            "etapes": etapes_de(appui),
            "form": form,
            "franchir": franchir,
            "franchissable": etape == appui.etape
            and appui.etat == Appui.Etat.EN_COURS
            and not _franchie(appui, etape),
            "franchie": _franchie(appui, etape),
            "manques": appui.manques(etape),
            "conseil": CONSEILS[etape],
            "fil": fil_de(appui),
            "porte": True,
        },
    )


def _franchie(appui, etape):
    return next((f for f in appui.etapes_franchies.all() if f.etape == etape), None)


def _franchir(request, appui, etape, form):
    """Passes the step on a fresh reading of the appui; False when it lacks something, which the page then says."""
    try:
        Appui.objects.get(pk=appui.pk).franchir(etape, par=request.user, le=form.cleaned_data["le"])
    except ValidationError as e:
        form.add_error(None, "Enregistré, mais l’étape n’est pas franchie : " + " ".join(e.messages))
        return False
    suivante = etape.suivante
    messages.success(
        request,
        f"Étape « {etape.court} » franchie."
        + (f" Étape suivante : {suivante.court}." if suivante else " Vous pouvez clore l’appui."),
    )
    return True


@require_POST
def rouvrir(request, pk, etape):
    appui = get_object_or_404(Appui.objects.modifiables_par(request.user), pk=pk)
    try:
        appui.rouvrir_etape(_etape(etape), par=request.user)
        messages.success(request, f"L’appui est revenu à l’étape « {appui.etape_courante.court} ».")
    except ValidationError as e:
        messages.error(request, " ".join(e.messages))
    return redirect(appui)
