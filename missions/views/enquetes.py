"""The enquêtes of a mission: their list, what each says of itself, and its life: sent, put off, closed, reopened."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from missions.forms.enquetes import EnqueteForm, JusquAu, NouvelleEnqueteForm
from missions.models import Enquete, Mission

lire_ou_poster = require_http_methods(["GET", "HEAD", "POST"])
CONSEIL = {
    "titre": "Pour qu’on y réponde",
    "points": [
        "Dites à quoi servent les réponses : accompagner chacun au plus près de ses besoins.",
        "Annoncez le temps qu’il faut, et donnez une date butoir.",
        "Illustrez les questions d’exemples ; expliquez les mots-clés.",
        "Même si vous connaissez bien les acteurs, leur situation évolue : redemandez.",
    ],
    "source": "Cap Rural, guide, p. 19-20",
}


def fil(mission, enquete=None):
    fil = [("Enquêtes", reverse("enquetes:enquetes", args=[mission.pk]))]
    return [*fil, (str(enquete), enquete.get_absolute_url())] if enquete else fil


def lue(request, pk):
    return get_object_or_404(Enquete.objects.visibles_par(request.user).select_related("mission"), pk=pk)


def a_modifier(request, pk):
    return get_object_or_404(Enquete.objects.modifiables_par(request.user).select_related("mission"), pk=pk)


@require_safe
def enquetes(request, pk):
    mission = get_object_or_404(Mission.objects.visibles_par(request.user), pk=pk)
    return render(
        request,
        "enquetes/liste.html",
        {"mission": mission, "enquetes": mission.enquetes.avec_nombres(), "conseil": CONSEIL},
    )


@lire_ou_poster
def nouvelle(request, pk):
    mission = get_object_or_404(Mission.objects.visibles_par(request.user), pk=pk)
    enquete = Enquete(mission=mission, creee_par=request.user)
    form = NouvelleEnqueteForm(request.POST or None, instance=enquete, user=request.user)
    if form.is_valid():
        enquete = form.save()
        if not form.deja_enregistre:
            messages.success(request, "L’enquête est prête à être adaptée : relisez ses questions.")
        return redirect(enquete)
    contexte = {
        "titre": "Nouvelle enquête",
        "form": form,
        "bouton": "Créer l’enquête",
        "retour": reverse("enquetes:enquetes", args=[pk]),
        "fil": fil(mission),
        "conseil": CONSEIL,
    }
    return render(request, "formulaire.html", contexte)


@require_safe
def enquete(request, pk):
    enquete = lue(request, pk)
    contexte = {
        "enquete": enquete,
        "fil": fil(enquete.mission),
        "manques": list(enquete.manques()) if enquete.en_preparation else [],
        "chiffres": enquete.chiffres(),
        "flechees": enquete.questions_flechees(),
        "nombre_de_questions": enquete.questions.posees().count(),
        "conseil": CONSEIL,
    }
    return render(request, "enquetes/enquete.html", contexte)


@lire_ou_poster
def modifier(request, pk):
    enquete = a_modifier(request, pk)
    form = EnqueteForm(request.POST or None, instance=enquete)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, "C’est enregistré.")
        return redirect(enquete)
    contexte = {"titre": "Présentation de l’enquête", "form": form, "retour": enquete.get_absolute_url()}
    return render(request, "formulaire.html", contexte | {"fil": fil(enquete.mission, enquete), "conseil": CONSEIL})


@require_POST
def supprimer(request, pk):
    """Only what was never sent."""
    enquete = a_modifier(request, pk)
    try:
        enquete.delete()
    except ValidationError as refus:
        return _refuser(request, enquete, refus)
    messages.success(request, f"L’enquête « {enquete} » est supprimée.")
    return redirect("enquetes:enquetes", enquete.mission_id)


@lire_ou_poster
def ouvrir(request, pk):
    """Shows once more to whom it goes before it leaves."""
    enquete = a_modifier(request, pk)
    if request.method == "POST":
        try:
            enquete.ouvrir(request.user)
        except ValidationError as refus:
            return _refuser(request, enquete, refus)
        messages.success(request, "L’enquête est ouverte : les courriels partent.")
        return redirect(enquete)
    if not enquete.en_preparation:
        return redirect(enquete)
    actifs = list(enquete.destinataires.actifs().avec_tout())
    contexte = {
        "enquete": enquete,
        "fil": fil(enquete.mission, enquete),
        "manques": list(enquete.manques()),
        "joignables": [d for d in actifs if d.joignable],
        "sans_adresse": [d for d in actifs if not d.joignable],
    }
    return render(request, "enquetes/ouvrir.html", contexte)


@require_POST
def clore(request, pk):
    enquete = a_modifier(request, pk)
    try:
        enquete.clore(request.user)
    except ValidationError as refus:
        return _refuser(request, enquete, refus)
    messages.success(request, "L’enquête est close : elle ne prend plus de réponses.")
    return redirect(enquete)


@lire_ou_poster
def rouvrir(request, pk):
    return _changer_de_date(request, pk, "Rouvrir l’enquête", "Rouvrir", "L’enquête est rouverte.")


@lire_ou_poster
def prolonger(request, pk):
    return _changer_de_date(request, pk, "Prolonger l’enquête", "Prolonger", "L’enquête est prolongée.")


def _changer_de_date(request, pk, titre, bouton, fait):
    enquete = a_modifier(request, pk)
    form = JusquAu(request.POST or None)
    if request.method == "POST" and form.is_valid():
        geste = enquete.rouvrir if bouton == "Rouvrir" else enquete.prolonger
        try:
            geste(request.user, form.cleaned_data["jusqu_au"])
        except ValidationError as refus:
            form.add_error("jusqu_au" if hasattr(refus, "error_dict") else None, refus.messages)
        else:
            messages.success(request, fait)
            return redirect(enquete)
    contexte = {
        "titre": titre,
        "form": form,
        "bouton": bouton,
        "retour": enquete.get_absolute_url(),
        "fil": fil(enquete.mission, enquete),
        "intro": "Les liens déjà envoyés continuent de servir, jusqu’à ce que vous la clôturiez.",
    }
    return render(request, "formulaire.html", contexte)


def _refuser(request, enquete, refus):
    messages.error(request, " ".join(refus.messages))
    return redirect(enquete)
