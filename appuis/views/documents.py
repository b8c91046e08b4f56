"""Documents: uploaded to an appui or a project, downloaded after a permission check, deleted with their file."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse_lazy
from django.views.decorators.http import require_http_methods, require_safe

from appuis.forms.documents import DocumentForm
from appuis.models import Appui, Document, Projet
from coopappui.depots import telechargement
from coopappui.texte import numero

_LISTES = {"appui": ("Appuis", reverse_lazy("suivi_appuis")), "projet": ("Projets", reverse_lazy("suivi_actions"))}


@require_safe
def document(request, pk):
    return telechargement(get_object_or_404(Document.objects.telechargeables_par(request.user), pk=pk))


@require_http_methods(["GET", "HEAD", "POST"])
def pour_un_appui(request, pk):
    appui = get_object_or_404(Appui.objects.modifiables_par(request.user), pk=pk)
    demandee = numero(request.GET.get("sequence"))
    sequence = get_object_or_404(appui.sequences, pk=demandee) if demandee else None
    return _deposer(request, appui, sequence)


@require_http_methods(["GET", "HEAD", "POST"])
def pour_un_projet(request, pk):
    return _deposer(request, get_object_or_404(Projet.objects.modifiables_par(request.user), pk=pk))


def _deposer(request, parent, sequence=None):
    envoi = (request.POST, request.FILES) if request.method == "POST" else ()
    form = DocumentForm(*envoi, parent=parent, par=request.user, sequence=sequence)
    if form.is_valid():
        document = form.save()
        messages.success(request, f"Le document « {document.titre} » est déposé.")
        return redirect(parent)
    return render(
        request,
        "documents/deposer.html",
        {
            "titre": "Déposer un document",
            "form": form,
            "bouton": "Déposer",
            "retour": parent.get_absolute_url(),
            "fil": [_LISTES[parent._meta.model_name], (str(parent), parent.get_absolute_url())],
            "sequence": sequence,
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def supprimer(request, pk):
    document = get_object_or_404(
        Document.objects.modifiables_par(request.user).select_related("appui", "projet"), pk=pk
    )
    if request.method == "POST":
        document.delete()
        messages.success(request, f"Le document « {document.titre} » est supprimé.")
        return redirect(document.parent)
    return render(request, "documents/supprimer.html", {"document": document})
