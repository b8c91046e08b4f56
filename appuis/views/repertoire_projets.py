"""The répertoire of projects: finished, running, given up, and what each has taught."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from appuis.forms.repertoires import MemoireForm
from appuis.models import Projet
from appuis.tableaux.repertoires import PROJETS
from appuis.views import tableaux


@require_safe
def projets(request):
    return tableaux.page(
        request,
        PROJETS,
        "ressources/repertoire.html",
        creation=reverse("projets:nouveau"),
        nouveau="Nouveau projet",
        dirigees=[],
        intro="Les projets achevés, en cours, et ceux qui n’ont pas abouti : on apprend de tous.",
    )


@require_safe
def projets_xlsx(request):
    return tableaux.classeur(request, PROJETS)


@require_safe
def projets_pdf(request):
    return tableaux.imprime(request, PROJETS)


@require_http_methods(["GET", "HEAD", "POST"])
def memoire(request, pk):
    projet = get_object_or_404(Projet.objects.modifiables_par(request.user), pk=pk)
    form = MemoireForm(request.POST if request.method == "POST" else None, instance=projet)
    if form.is_valid():
        form.save()
        messages.success(request, "Le répertoire est à jour.")
        return redirect("ressources:projets")
    contexte = {
        "titre": f"Ce que « {projet} » a appris",
        "form": form,
        "retour": reverse("ressources:projets"),
        "fil": [
            ("Espace ressources", reverse("ressources:ressources")),
            ("Répertoire des projets", reverse("ressources:projets")),
        ],
    }
    return render(request, "formulaire.html", contexte)
