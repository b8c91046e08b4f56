"""A projet de coopération: read, written on one page with its tables, taken from stage to stage."""

from django.contrib import messages
from django.db.models import Exists, OuterRef, Prefetch, Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from appuis.agenda import agenda
from appuis.conseils import CONSEILS_STADES
from appuis.forms.appuis import ChoixMission
from appuis.forms.projets import (
    Actions,
    EngagementProjetForm,
    Financements,
    Liens,
    Partenaires,
    ProjetForm,
    StadeForm,
)
from appuis.models import Appui, Document, Engagement, Financement, Partenariat, Projet, Stade
from appuis.parcours import stades_de
from coopappui.formulaires import options_html
from coopappui.historique import entrees
from coopappui.lignes import Ensemble
from coopappui.texte import numero
from missions.appartenances import appartenances, est_charge
from missions.models import Mission


@require_safe
def projet(request, pk):
    projets = Projet.objects.visibles_par(request.user).select_related("mission", "type", "chef_de_file")
    projet = get_object_or_404(
        projets.prefetch_related(
            "stades_atteints",
            "actions_prevues",
            "liens",
            Prefetch("partenariats", Partenariat.objects.select_related("structure")),
            Prefetch("financements", Financement.objects.select_related("type")),
            Prefetch("documents", Document.objects.select_related("depose_par")),
            Prefetch("appuis", Appui.objects.visibles_par(request.user).select_related("charge")),
        ),
        pk=pk,
    )
    engagements = list(_engagements(request.user, projet))
    contexte = {
        "projet": projet,
        "modifiable": est_charge(request.user, projet.mission),
        "stades": stades_de(projet),
        "plan": projet.plan_de_financement(),
        "ouverts": [e for e in engagements if not e.fait_le],
        "faits": [e for e in engagements if e.fait_le],
        "conseil": CONSEILS_STADES[Stade(projet.stade)],
    }
    return render(request, "projets/projet.html", contexte)


def _engagements(user, projet):
    """Those of the project and of its appuis; `porte` says which ones this user may mark as done."""
    modifiables = Engagement.objects.modifiables_par(user).filter(pk=OuterRef("pk"))
    return (
        Engagement.objects.visibles_par(user)
        .filter(Q(projet=projet) | Q(appui__projet=projet))
        .select_related("appui", "projet", "charge", "personne")
        .annotate(porte=Exists(modifiables))
        .par_echeance()
        .distinct()
    )


@require_safe
def echeancier(request, pk):
    """The deadlines of the project still to come or missed, and its actions prévues, for any agenda."""
    projet = get_object_or_404(Projet.objects.visibles_par(request.user), pk=pk)
    prevues = projet.actions_prevues.filter(echeance__isnull=False)
    ouverts = _engagements(request.user, projet).ouverts()
    return agenda(request, f"Échéancier : {projet}", f"echeancier-{projet.pk}", [*ouverts, *prevues])


@require_safe
def choisir(request):
    """Projects found while typing in a searchable choice; `mission` in the address keeps to one mission."""
    if not appartenances(request.user):
        raise Http404
    projets = Projet.objects.visibles_par(request.user)
    if mission := numero(request.GET.get("mission")):
        projets = projets.filter(mission=mission)
    return options_html(request, projets)


@require_http_methods(["GET", "HEAD", "POST"])
def nouveau(request):
    missions = Mission.objects.avec_charge(request.user)
    appui = _appui_sans_projet(request)
    demandee = appui.mission_id if appui else numero(request.GET.get("mission"))
    if len(missions) > 1 and not demandee:
        return render(
            request,
            "formulaire.html",
            {
                "titre": "Nouveau projet",
                "form": ChoixMission(user=request.user),
                "methode": "get",
                "bouton": "Continuer",
                "retour": reverse("suivi_actions"),
            },
        )
    mission = get_object_or_404(missions, **({"pk": demandee} if demandee else {}))
    structure = numero(request.GET.get("structure"))
    initial = {"chef_de_file": mission.structures.filter(pk=structure).first()} if structure else {}
    page = _page(request, Projet(mission=mission), initial=initial)
    if page.is_valid():
        projet = page.save()
        if appui:
            appui.projet = projet
            appui.save(update_fields=["projet", "modifie_le"])
        messages.success(request, f"Le projet « {projet} » est créé.")
        return redirect(projet)
    return _formulaire(request, page, "Nouveau projet", retour=appui or reverse("suivi_actions"))


def _appui_sans_projet(request):
    """The appui, of this officer and without project, that asked for the new one."""
    demandeur = numero(request.GET.get("appui"))
    if not demandeur:
        return None
    return get_object_or_404(Appui.objects.modifiables_par(request.user), pk=demandeur, projet=None)


@require_http_methods(["GET", "HEAD", "POST"])
def modifier(request, pk):
    projet = _modifiable(request, pk)
    page = _page(request, projet)
    if page.is_valid():
        projet = page.save()
        messages.success(request, f"Le projet « {projet} » est enregistré.")
        return redirect(projet)
    return _formulaire(request, page, "Modifier le projet", retour=projet)


def _modifiable(request, pk):
    projets = Projet.objects.modifiables_par(request.user).select_related("mission", "chef_de_file", "type")
    return get_object_or_404(projets, pk=pk)


def _page(request, projet, **options):
    donnees, mission, user = request.POST or None, projet.mission, request.user
    return Ensemble(
        ProjetForm(donnees, instance=projet, user=user, **options),
        Partenaires(projet, donnees, mission=mission, user=user),
        Financements(projet, donnees),
        Actions(projet, donnees),
        Liens(projet, donnees),
    )


def _formulaire(request, page, titre, retour):
    adresse = retour if isinstance(retour, str) else retour.get_absolute_url()
    fil = [("Projets", reverse("suivi_actions"))]
    if not isinstance(retour, str):
        fil = [*(fil if isinstance(retour, Projet) else []), (str(retour), adresse)]
    contexte = {"titre": titre, "page": page, "form": page.form, "retour": adresse, "fil": fil}
    return render(request, "projets/modifier.html", contexte)


@require_http_methods(["GET", "HEAD", "POST"])
def stade(request, pk):
    projet = _modifiable(request, pk)
    suivant = next((s for s in Stade if s.numero == Stade(projet.stade).numero + 1), projet.stade)
    form = StadeForm(request.POST or None, projet=projet, initial={"stade": suivant})
    if form.is_valid() and form.enregistrer():
        messages.success(request, f"Le projet est au stade « {projet.get_stade_display()} ».")
        return redirect(projet)
    contexte = {
        "titre": "Dater un stade",
        "form": form,
        "projet": projet,
        "stades": stades_de(projet),
        "retour": projet.get_absolute_url(),
        "fil": _fil(projet),
        "conseil": CONSEILS_STADES[Stade(projet.stade)],
    }
    return render(request, "projets/stade.html", contexte)


def _fil(projet):
    return [("Projets", reverse("suivi_actions")), (str(projet), projet.get_absolute_url())]


@require_safe
def historique(request, pk):
    projet = get_object_or_404(Projet.objects.visibles_par(request.user), pk=pk)
    traces = entrees(projet, liees=["partenariats", "financements", "actions_prevues"])
    contexte = {"projet": projet, "fil": _fil(projet), "entrees": traces}
    return render(request, "projets/historique.html", contexte)


@require_http_methods(["GET", "HEAD", "POST"])
def supprimer(request, pk):
    """Possible only while nothing hangs on the project: no appui, no document, no engagement."""
    projet = _modifiable(request, pk)
    attaches = projet.attaches()
    if request.method == "POST" and not attaches:
        projet.delete()
        messages.success(request, f"Le projet « {projet} » est supprimé.")
        return redirect("suivi_actions")
    return render(request, "projets/supprimer.html", {"projet": projet, "attaches": attaches, "fil": _fil(projet)})


@require_http_methods(["GET", "HEAD", "POST"])
def engagement_nouveau(request, pk):
    return _saisir_engagement(request, _modifiable(request, pk), None, "Nouvel engagement")


@require_http_methods(["GET", "HEAD", "POST"])
def engagement_modifier(request, pk):
    engagements = Engagement.objects.modifiables_par(request.user).filter(appui=None)
    engagement = get_object_or_404(engagements.select_related("projet__mission"), pk=pk)
    return _saisir_engagement(request, engagement.projet, engagement, "Modifier l’engagement")


def _saisir_engagement(request, projet, engagement, titre):
    form = EngagementProjetForm(request.POST or None, projet=projet, user=request.user, instance=engagement)
    if form.is_valid():
        form.save()
        messages.success(request, "L’engagement est enregistré.")
        return redirect(projet)
    contexte = {"titre": titre, "form": form, "retour": projet.get_absolute_url(), "fil": _fil(projet)}
    return render(request, "projets/engagement.html", contexte | {"engagement": engagement})
