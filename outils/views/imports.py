"""A filled workbook makes a fiche, or shows what it would change in one: all of it or nothing."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from coopappui.plan.differences import differences
from coopappui.plan.lecture import Lecture
from coopappui.plan.saisie import Saisie
from outils.commencer import fiche_sur
from outils.forms.classeurs import ClasseurForm
from outils.views.fiches import choisir_l_objet, exiger_charge, fil, objet_demande


@require_http_methods(["GET", "HEAD", "POST"])
def nouvelle(request, modele):
    exiger_charge(request)
    _, objet = objet_demande(request, modele)
    if objet is None:
        return choisir_l_objet(request, modele, "outils:importer", "Reprendre un classeur")
    fiche = fiche_sur(modele, objet, request.user)
    form, lecture, saisie = _lire(request, fiche)
    if saisie and not lecture.refus_de(saisie):
        fiche.save()
        saisie = Saisie(fiche, lecture.donnees, lues=saisie.lues)
        saisie.enregistrer(request.user)
        fiche.compter()
        fiche.apres_enregistrement()
        messages.success(request, "Le classeur est repris : relisez la fiche.")
        return redirect(fiche)
    contexte = {"titre": f"Reprendre un classeur : {modele._meta.verbose_name!s}", "retour": objet.get_absolute_url()}
    return _page(request, form, lecture, saisie, contexte | {"outil": modele, "objet": objet, "fil": fil(modele)})


@require_http_methods(["GET", "HEAD", "POST"])
def sur(request, modele, pk):
    """Shows the differences first; the button under them saves through the form of the fiche."""
    fiche = get_object_or_404(modele.objects.remplissables_par(request.user).avec_objet(), pk=pk)
    form, lecture, saisie = _lire(request, fiche)
    contexte = {"titre": "Reprendre un classeur rempli", "retour": fiche.get_absolute_url(), "fil": fil(modele, fiche)}
    if saisie and not lecture.refus_de(saisie):
        contexte |= {"fiche": fiche, "saisie": saisie, "donnees": saisie.donnees.lists()}
        contexte |= {"differences": differences(saisie), "adresse": reverse("outils:modifier", args=[modele, pk])}
        return render(request, "outils/differences.html", contexte)
    return _page(request, form, lecture, saisie, contexte | {"outil": modele, "objet": fiche.objet})


def _lire(request, fiche):
    """The form, what was read and what it makes: (form, None, None) as long as there is nothing to read."""
    if request.method != "POST":
        return ClasseurForm(), None, None
    form = ClasseurForm(request.POST, files=request.FILES)
    if not form.is_valid():
        return form, None, None
    try:
        lecture = Lecture(fiche, form.cleaned_data["classeur"])
    except ValidationError as e:
        form.add_error("classeur", e)
        return form, None, None
    lues = Saisie(fiche).empreintes()
    # Rows of the fiche that the workbook no longer holds are to be removed.
    for bloc in fiche.tableaux():
        presentes = lecture.donnees.getlist(bloc.relation)
        for ligne in fiche.contenu.lignes(bloc.relation):
            if ligne.cle not in presentes:
                lecture.donnees.appendlist(bloc.relation, ligne.cle)
                lecture.donnees[f"{bloc.relation}-{ligne.cle}-retirer"] = "on"
    return form, lecture, Saisie(fiche, lecture.donnees, lues=lues)


def _page(request, form, lecture, saisie, contexte):
    refus = lecture.refus_de(saisie) if lecture else []
    return render(
        request, "outils/importer.html", contexte | {"form": form, "refus": refus, "bouton": "Lire le classeur"}
    )
