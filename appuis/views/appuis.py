"""An appui: opening it, reading it, changing it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from appuis.conseils import CONSEILS
from appuis.conversations import avec_conversation
from appuis.forms.appuis import AppuiForm, ChoixMission, FranchirForm
from appuis.models import Appui, Etape, NoteConfidentielle, RaisonConfiee
from appuis.parcours import etapes_de
from coopappui.formulaires import options_html
from coopappui.historique import entrees
from coopappui.texte import numero
from missions.appartenances import est_charge, est_responsable
from missions.models import Mission, Personne, Structure


@require_http_methods(["GET", "HEAD", "POST"])
def nouveau(request):
    missions = Mission.objects.avec_charge(request.user)
    demandee = numero(request.GET.get("mission"))
    if len(missions) > 1 and not demandee:
        return render(
            request,
            "formulaire.html",
            {
                "titre": "Nouvel appui",
                "form": ChoixMission(user=request.user),
                "methode": "get",
                "bouton": "Continuer",
                "retour": reverse("suivi_appuis"),
            },
        )
    mission = get_object_or_404(missions, **({"pk": demandee} if demandee else {}))
    form = AppuiForm(request.POST or None, user=request.user, mission=mission, initial=_reprises(request, mission))
    if request.method == "POST" and form.is_valid():
        appui = form.save()
        messages.success(request, f"L’appui « {appui} » est ouvert.")
        return redirect(appui)
    return render(
        request,
        "formulaire.html",
        {
            "titre": "Nouvel appui",
            "form": form,
            "bouton": "Ouvrir l’appui",
            "retour": reverse("suivi_appuis"),
            "fil": [("Appuis", reverse("suivi_appuis"))],
            "conseil": CONSEILS[Etape.CONTACT],
        },
    )


def _reprises(request, mission):
    """What the address already says: « Nouvel appui » is also reached from a structure, a person or a project."""
    reprises = {}
    structure, personne, projet = (numero(request.GET.get(nom)) for nom in ("structure", "personne", "projet"))
    if structure and (trouvee := Structure.objects.filter(mission=mission, pk=structure).first()):
        reprises["structures"] = [trouvee.pk]
    if personne and (elle := Personne.objects.filter(mission=mission, pk=personne).first()):
        reprises["beneficiaires"] = [elle.pk]
    if projet and (trouve := mission.projets.filter(pk=projet).first()):
        reprises["projet"] = trouve.pk
    return reprises


@require_safe
def appui(request, pk):
    visibles = Appui.objects.visibles_par(request.user).pour_sa_page()
    appui = get_object_or_404(avec_conversation(visibles, request.user), pk=pk)
    charge = est_charge(request.user, appui.mission)
    porte = charge and appui.porte_par(request.user)
    notes = NoteConfidentielle.objects.none()
    if charge:
        notes = NoteConfidentielle.objects.visibles_par(request.user).filter(appui=appui).avec_contexte()
    arrete = porte and appui.etat == Appui.Etat.ARRETE
    contexte = {
        "appui": appui,
        "porte": porte,
        "notes": notes,
        "transmissible": (porte and appui.charge_id == request.user.pk)
        or est_responsable(request.user, appui.mission),
        "etapes": etapes_de(appui, porte),
        "manques": appui.manques() if appui.ouvert else [],
        "conseil": CONSEILS[appui.etape_courante],
        "franchir": FranchirForm(),
        "bilan": getattr(appui, "bilan", None),
        "demande": getattr(appui, "demande", None),
        "charge": charge,
        "raison": RaisonConfiee.objects.visibles_par(request.user).de_l_arret(appui).first() if arrete else None,
    }
    return render(request, "appuis/appui.html", contexte)


@require_http_methods(["GET", "HEAD", "POST"])
def modifier(request, pk):
    appui = get_object_or_404(Appui.objects.modifiables_par(request.user).select_related("mission"), pk=pk)
    form = AppuiForm(request.POST or None, user=request.user, mission=appui.mission, instance=appui)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, "L’appui est enregistré.")
        return redirect(appui)
    return render(
        request,
        "formulaire.html",
        {"titre": "Modifier l’appui", "form": form, "retour": appui.get_absolute_url(), "fil": fil_de(appui)},
    )


@require_safe
def choisir(request):
    """Answers the search of a choice among the appuis one may log on."""
    if not Mission.objects.avec_charge(request.user).exists():
        raise Http404
    appuis = Appui.objects.a_choisir(request.user)
    if mission := numero(request.GET.get("mission")):
        appuis = appuis.filter(mission=mission)
    return options_html(request, appuis)


@require_safe
def historique(request, pk):
    appui = get_object_or_404(Appui.objects.visibles_par(request.user), pk=pk)
    evenements = appui.evenements.select_related("par")[:200]
    return render(
        request,
        "appuis/historique.html",
        {"appui": appui, "fil": fil_de(appui), "evenements": evenements, "entrees": entrees(appui)},
    )


def fil_de(appui):
    return [("Appuis", reverse("suivi_appuis")), (str(appui), appui.get_absolute_url())]
