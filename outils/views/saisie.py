"""Filling a fiche: saved as it is typed, valid or not; nobody overwrites anybody unseen."""

from django.contrib import messages
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from coopappui.plan.gestes import appliquer
from coopappui.plan.saisie import Saisie
from missions.appartenances import est_charge
from outils.views.fiches import fil

FINALISEE = (
    "Cette fiche a été finalisée pendant que vous l’écriviez : rien n’a été enregistré. Copiez ce que vous avez tapé, "
    "puis rouvrez la fiche pour la compléter."
)


@require_http_methods(["GET", "HEAD", "POST"])
def modifier(request, modele, pk):
    if request.method != "POST":
        fiche = get_object_or_404(modele.objects.remplissables_par(request.user).avec_objet(), pk=pk)
        return _page(request, Saisie(fiche))
    # Locked while what was typed is compared with what is stored.
    fiche = get_object_or_404(modele.objects.ecrits_par(request.user).verrouillees(), pk=pk)
    donnees = request.POST.copy()
    visee = appliquer(donnees.get("_geste", ""), donnees, fiche)
    saisie = Saisie(fiche, donnees)
    if fiche.finie:
        saisie.erreurs.append(FINALISEE)
    elif saisie.enregistrer(request.user):
        fiche.apres_enregistrement()
    if request.headers.get("X-Enregistrement") == "auto":
        return JsonResponse(_bilan(request, saisie))
    if saisie.en_conflit or saisie.erreurs_de_tables or "_geste" in donnees:
        saisie.signaler_les_conflits()
        return _page(request, saisie, visee)
    if saisie.a_corriger:
        messages.warning(request, "Le brouillon est enregistré tel quel. Il reste des réponses à corriger.")
        return _page(request, saisie)
    messages.success(request, "La fiche est enregistrée.")
    return redirect(fiche)


def _page(request, saisie, visee=""):
    fiche = saisie.fiche
    contexte = {
        "saisie": saisie,
        "fiche": fiche,
        "visee": visee,
        "charge": est_charge(request.user, fiche.mission),
        "fil": fil(type(fiche), fiche),
    }
    return render(request, "outils/modifier.html", contexte)


def _bilan(request, saisie):
    """What the page needs to go on after an automatic save."""
    heure = timezone.localtime().strftime("%H:%M")
    conflits = [
        {"champ": libelle, "id": ident, "qui": qui.rstrip(",")} for _, libelle, ident, _, qui in saisie.conflits
    ]
    return {
        "heure": heure,
        "version": saisie.version(),
        "conflits": conflits or ([{"champ": "une ligne", "id": "", "qui": ""}] if saisie.en_conflit else []),
        "erreurs": saisie.erreurs_de_tables,
        "a_corriger": len(saisie.a_corriger),
        "adoptes": saisie.adoptes,
        "complement": complement(request, saisie.fiche),
    }


def complement(request, fiche):
    """What the fiche computes from its answers, as HTML; "" when it computes nothing."""
    if not (fiche.complement or fiche.alertes()):
        return ""
    return render_to_string("outils/_complement.html", {"fiche": fiche}, request=request)
