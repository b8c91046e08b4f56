"""Filling a fiche: saved as it is typed, valid or not; nobody overwrites anybody unseen."""

from django.contrib import messages
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from coopappui.plan.avancement import avancements, total
from coopappui.plan.gestes import appliquer
from coopappui.plan.saisie import Saisie
from missions.appartenances import est_charge
from outils.remarques import de_ce_bloc, notes
from outils.views.fiches import fil

FINALISEE = (
    "Cette fiche a été finalisée pendant que vous l’écriviez : rien n’a été enregistré. Copiez ce que vous avez tapé, "
    "puis rouvrez la fiche pour la compléter."
)
TRANSMISE = (
    "Cette fiche a été transmise pendant que vous l’écriviez : rien n’a été enregistré. Copiez ce que vous avez tapé. "
    "Elle se rouvre quand le chargé d’appui demande une correction."
)


@require_http_methods(["GET", "HEAD", "POST"])
def modifier(request, modele, pk):
    if request.method != "POST":
        fiche = get_object_or_404(modele.objects.ecrits_par(request.user).avec_objet(), pk=pk)
        if fiche.finie:
            raise Http404
        # An old link, or the way back after transmitting.
        return redirect(fiche) if fiche.transmise else _page(request, Saisie(fiche))
    # Locked while what was typed is compared with what is stored.
    fiche = get_object_or_404(modele.objects.ecrits_par(request.user).verrouillees(), pk=pk)
    donnees = request.POST.copy()
    visee = appliquer(donnees.get("_geste", ""), donnees, fiche)
    saisie = Saisie(fiche, donnees)
    if not fiche.ouverte:
        saisie.erreurs.append(FINALISEE if fiche.finie else TRANSMISE)
    elif saisie.enregistrer(request.user):
        fiche.compter()
        fiche.apres_enregistrement()
    if request.headers.get("X-Enregistrement") == "auto":
        return JsonResponse(_bilan(request, saisie))
    if saisie.en_conflit or saisie.erreurs_de_tables or "_geste" in donnees:
        saisie.signaler_les_conflits()
        return _page(request, saisie, visee)
    if saisie.a_corriger:
        messages.warning(request, "Le brouillon est enregistré tel quel. Il reste des réponses à corriger.")
        return _page(request, saisie)
    if donnees.get("_suite") == "relire" and fiche.a_remplir:
        return redirect("outils:relire", modele, pk)
    messages.success(request, "La fiche est enregistrée.")
    return redirect(fiche)


def _page(request, saisie, visee=""):
    fiche, charge = saisie.fiche, est_charge(request.user, saisie.fiche.mission)
    parts = avancements(fiche)
    remarques = fiche.remarques_ouvertes if fiche.transmise_le else []
    places = saisie.annoter(notes(remarques))
    contexte = {
        "saisie": saisie,
        "fiche": fiche,
        "visee": visee,
        # One step after another on a phone, a page to review, a button to hand over: for its bénéficiaires.
        "beneficiaire": fiche.a_remplir and not charge,
        "etapes": [
            (partie, part, sum(de_ce_bloc(partie.bloc, r) for r in remarques))
            for partie, part in zip(saisie.blocs(), parts, strict=True)
        ],
        "avancement": total(parts),
        "remarques": [(remarque, places.get(remarque.ou, "")) for remarque in remarques],
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
        "avancement": _avancement(saisie.fiche),
    }


def _avancement(fiche):
    parts = avancements(fiche)
    tout = total(parts)
    return {"texte": str(tout), "faites": tout.faites, "demandees": tout.demandees, "parts": [p.court for p in parts]}


def complement(request, fiche):
    """What the fiche computes from its answers, as HTML; "" when it computes nothing."""
    if not (fiche.complement or fiche.alertes()):
        return ""
    return render_to_string("outils/_complement.html", {"fiche": fiche}, request=request)
