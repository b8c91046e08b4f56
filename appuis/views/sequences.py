"""Séquences de travail and blocages of an appui."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from appuis.conseils import CONSEILS
from appuis.forms.sequences import BlocageForm, SequenceForm
from appuis.models import Appui, Blocage, Etape, Sequence
from appuis.views.appuis import fil_de


def appui_modifiable(request, pk):
    return get_object_or_404(Appui.objects.modifiables_par(request.user).select_related("mission"), pk=pk)


def saisir(request, appui, form, *, titre, fait, conseil=None, bouton="Enregistrer"):
    """Shows a form of an appui; once valid, saves it and goes back to the appui."""
    if request.method == "POST" and form.is_valid():
        objet = form.save()
        messages.success(request, fait)
        return redirect(objet)
    contexte = {"titre": titre, "form": form, "bouton": bouton, "conseil": conseil, "appui": appui}
    return render(request, "formulaire.html", contexte | {"retour": appui.get_absolute_url(), "fil": fil_de(appui)})


@require_http_methods(["GET", "HEAD", "POST"])
def sequence_nouvelle(request, pk):
    appui = appui_modifiable(request, pk)
    form = SequenceForm(request.POST or None, appui=appui, user=request.user)
    titre = "Nouvelle séquence de travail"
    return saisir(request, appui, form, titre=titre, fait="La séquence est notée.", conseil=CONSEILS[Etape.CLOTURE])


@require_http_methods(["GET", "HEAD", "POST"])
def sequence_modifier(request, pk):
    sequence = get_object_or_404(
        Sequence.objects.modifiables_par(request.user).select_related("appui__mission"), pk=pk
    )
    form = SequenceForm(request.POST or None, appui=sequence.appui, user=request.user, instance=sequence)
    return saisir(request, sequence.appui, form, titre="Modifier la séquence", fait="La séquence est enregistrée.")


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
