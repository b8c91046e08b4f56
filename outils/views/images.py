"""The photo or the logo of a fiche d'identité, changed on its own page."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from outils.forms.images import ImageForm
from outils.models import FicheIdentite
from outils.views.fiches import fil


@require_http_methods(["GET", "HEAD", "POST"])
def image(request, pk):
    fiches = FicheIdentite.objects.remplissables_par(request.user).avec_objet()
    fiche = get_object_or_404(fiches.verrouillees() if request.method == "POST" else fiches, pk=pk)
    form = ImageForm(request.POST, files=request.FILES) if request.method == "POST" else ImageForm()
    if form.is_valid():
        fiche.modifie_par = request.user
        fiche.changer_d_image(form.cleaned_data["image"])
        messages.success(request, "L’image est enregistrée." if fiche.image else "L’image est retirée.")
        return redirect(fiche)
    contexte = {"titre": "Photo ou logo", "form": form, "retour": fiche.get_absolute_url()}
    return render(request, "formulaire.html", contexte | {"fil": fil(FicheIdentite, fiche)})
