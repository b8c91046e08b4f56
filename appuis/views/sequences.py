"""Séquences de travail and blocages of an appui."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from appuis.conseils import CONSEILS
from appuis.forms.sequences import BlocageForm, BlocagesReperes, EngagementsPris, SequenceForm
from appuis.models import Appui, Blocage, Etape, Sequence
from appuis.views.appuis import fil_de
from coopappui.lignes import Ensemble


def appui_modifiable(request, pk):
    return get_object_or_404(Appui.objects.modifiables_par(request.user).select_related("mission"), pk=pk)


def saisir(request, appui, form, *, titre, fait, conseil=None, bouton="Enregistrer", qui_lit=""):
    """Shows a form of an appui; once valid, saves it and goes back to the appui."""
    if request.method == "POST" and form.is_valid():
        objet = form.save()
        messages.success(request, fait)
        return redirect(objet)
    contexte = {
        "titre": titre,
        "form": form,
        "bouton": bouton,
        "conseil": conseil,
        "qui_lit": qui_lit,
        "appui": appui,
        "retour": appui.get_absolute_url(),
        "fil": fil_de(appui),
    }
    return render(request, "formulaire.html", contexte)


@require_http_methods(["GET", "HEAD", "POST"])
def sequence_nouvelle(request, pk):
    appui = appui_modifiable(request, pk)
    return _sequence(request, appui, Sequence(appui=appui), "Nouvelle séquence de travail", "La séquence est notée.")


@require_http_methods(["GET", "HEAD", "POST"])
def sequence_modifier(request, pk):
    sequence = get_object_or_404(
        Sequence.objects.modifiables_par(request.user).select_related("appui__mission"), pk=pk
    )
    return _sequence(request, sequence.appui, sequence, "Modifier la séquence", "La séquence est enregistrée.")


def _sequence(request, appui, sequence, titre, fait):
    """A séquence with the engagements taken and the blocages spotted during it, saved together or not at all."""
    donnees = request.POST or None
    form = SequenceForm(donnees, appui=appui, user=request.user, instance=sequence)
    page = Ensemble(
        form,
        EngagementsPris(sequence, donnees, appui=appui, user=request.user),
        BlocagesReperes(sequence, donnees, appui=appui),
    )
    if page.is_bound and page.is_valid():
        page.save()
        messages.success(request, fait)
        return redirect(sequence)
    contexte = {"titre": titre, "form": form, "page": page, "conseil": CONSEILS[Etape.CLOTURE], "appui": appui}
    return render(
        request, "appuis/sequence.html", contexte | {"retour": appui.get_absolute_url(), "fil": fil_de(appui)}
    )


@require_POST
def sequence_supprimer(request, pk):
    sequence = get_object_or_404(Sequence.objects.modifiables_par(request.user).select_related("appui"), pk=pk)
    sequence.delete()
    messages.success(request, "La séquence est supprimée.")
    return redirect(sequence.appui)


@require_http_methods(["GET", "HEAD", "POST"])
def blocage_nouveau(request, pk):
    appui = appui_modifiable(request, pk)
    form = BlocageForm(request.POST or None, appui=appui)
    return saisir(
        request, appui, form, titre="Noter un blocage", fait="Le blocage est noté.", conseil=CONSEILS[Etape.BLOCAGES]
    )


@require_http_methods(["GET", "HEAD", "POST"])
def blocage_modifier(request, pk):
    blocage = get_object_or_404(Blocage.objects.modifiables_par(request.user).select_related("appui__mission"), pk=pk)
    form = BlocageForm(request.POST or None, appui=blocage.appui, instance=blocage)
    return saisir(
        request,
        blocage.appui,
        form,
        titre="Modifier le blocage",
        fait="Le blocage est enregistré.",
        conseil=CONSEILS[Etape.BLOCAGES],
    )


@require_POST
def blocage_lever(request, pk):
    blocage = get_object_or_404(Blocage.objects.modifiables_par(request.user).select_related("appui"), pk=pk)
    try:
        blocage.lever(request.user)
    except ValidationError as e:
        messages.error(request, " ".join(e.messages))
        return redirect("appuis:blocage_modifier", blocage.pk)
    messages.success(request, "Le blocage est levé.")
    return redirect(blocage)


@require_POST
def blocage_rouvrir(request, pk):
    blocage = get_object_or_404(Blocage.objects.modifiables_par(request.user).select_related("appui"), pk=pk)
    blocage.rouvrir()
    messages.success(request, "Le blocage est de nouveau ouvert.")
    return redirect(blocage)


@require_POST
def blocage_supprimer(request, pk):
    blocage = get_object_or_404(Blocage.objects.modifiables_par(request.user).select_related("appui"), pk=pk)
    blocage.delete()
    messages.success(request, "Le blocage est supprimé.")
    return redirect(blocage.appui)
