"""Asking the bénéficiaires to fill a fiche: one that is there, or a new one begun and asked for in one go."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from outils import annonces
from outils.commencer import fiche_sur
from outils.forms.demandes import DemandeForm, NouvelleDemandeForm
from outils.views.fiches import choisir_l_objet, exiger_charge, fil, objet_demande

DEMANDEE = "La fiche est demandée : les personnes choisies sont prévenues."


@require_http_methods(["GET", "HEAD", "POST"])
def demander(request, modele, pk):
    fiches = modele.objects.modifiables_par(request.user)
    fiche = get_object_or_404(fiches.verrouillees() if request.method == "POST" else fiches.avec_objet(), pk=pk)
    form = DemandeForm(request.POST or None, fiche=fiche)
    if form.is_valid():
        fiche.modifie_par = request.user
        try:
            demande, prevenus = form.demander(fiche, request.user)
        except ValidationError as e:
            form.add_error(None, e)
        else:
            annonces.demandee(demande, prevenus)
            messages.success(request, DEMANDEE if prevenus else "La fiche était déjà demandée : rien n’a changé.")
            return redirect(fiche)
    titre = "Changer la demande" if fiche.demande else "Demander de remplir"
    return _page(request, modele, form, fiche, titre, fiche.get_absolute_url(), fil(modele, fiche))


@require_http_methods(["GET", "HEAD", "POST"])
def nouvelle(request, modele):
    exiger_charge(request)
    _, objet = objet_demande(request, modele)
    if objet is None:
        return choisir_l_objet(request, modele, "outils:demander_nouvelle", "Demander une fiche")
    fiche = fiche_sur(modele, objet, request.user)
    form = NouvelleDemandeForm(request.POST or None, instance=fiche)
    if form.is_valid():
        fiche = form.save()
        if not form.deja_enregistre:
            demande, prevenus = form.demander(fiche, request.user)
            annonces.demandee(demande, prevenus)
            messages.success(request, DEMANDEE)
        return redirect(modele.objects.get(pk=fiche.pk))
    titre = f"Demander une fiche\u00a0: {str(modele._meta.verbose_name).lower()}"
    return _page(request, modele, form, fiche, titre, objet.get_absolute_url(), fil(modele))


def _page(request, modele, form, fiche, titre, retour, fil):
    contexte = {"titre": titre, "outil": modele, "fiche": fiche, "form": form, "fil": fil, "retour": retour}
    return render(request, "outils/demander.html", contexte | {"bouton": "Demander", "personne": form.personne})
