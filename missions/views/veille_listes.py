"""The listes de diffusion: people of the réseau, several at once; those who unsubscribed are marked."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coopappui.texte import pluriel
from missions.appartenances import mission_de
from missions.classeurs import telecharger
from missions.forms.destinataires import FiltresDestinataires
from missions.forms.veille import CocherForm, ListeForm
from missions.models import Desabonnement, Inscription, ListeDeDiffusion, Personne
from missions.veille import classeurs
from missions.views.veille import fil

lire_ou_poster = require_http_methods(["GET", "HEAD", "POST"])
PAR_PAGE, A_COCHER = 50, 100


@require_safe
def listes(request, pk):
    mission = mission_de(request, pk)
    siennes = mission.listes_de_diffusion.annotate(nombre=Count("inscriptions"))
    return render(request, "veille/listes.html", {"mission": mission, "onglet": "listes", "listes": siennes})


@require_safe
def listes_xlsx(request, pk):
    mission = mission_de(request, pk)
    siennes = Inscription.objects.filter(liste__mission=mission).order_by("liste__nom", "personne__recherche", "pk")
    return _telecharger("Listes de diffusion", siennes, mission)


def _telecharger(titre, inscriptions, mission):
    lignes = list(inscriptions.select_related("liste", "personne__structure", "par"))
    refus = Desabonnement.objects.parmi(mission, [i.personne for i in lignes])
    return telecharger(titre, classeurs.inscriptions(refus), lignes, mission)


@lire_ou_poster
def nouvelle(request, pk):
    mission = mission_de(request, pk)
    form = ListeForm(request.POST or None, mission=mission)
    if request.method == "POST" and form.is_valid():
        return redirect("veille:liste_ajouter", form.save().pk)
    contexte = {
        "titre": "Nouvelle liste de diffusion",
        "form": form,
        "bouton": "Continuer",
        "retour": reverse("veille:listes", args=[pk]),
        "fil": fil(mission, ("Listes", "veille:listes")),
    }
    return render(request, "formulaire.html", contexte)


@require_safe
def liste(request, pk):
    liste = _liste(request, pk)
    inscriptions = liste.inscriptions.select_related("personne__structure")
    page = Paginator(inscriptions, PAR_PAGE).get_page(request.GET.get("page"))
    contexte = {
        "liste": liste,
        "mission": liste.mission,
        "page": page,
        "refus": Desabonnement.objects.parmi(liste.mission_id, [i.personne for i in page]),
        "destinataires": len(liste.destinataires()),
        "fil": fil(liste.mission, ("Listes", "veille:listes")),
    }
    return render(request, "veille/liste.html", contexte)


@require_safe
def personnes_xlsx(request, pk):
    liste = _liste(request, pk)
    return _telecharger(f"Liste {liste}", liste.inscriptions.all(), liste.mission)


@lire_ou_poster
def modifier(request, pk):
    liste = _liste(request, pk)
    form = ListeForm(request.POST or None, instance=liste)
    if request.method == "POST" and form.is_valid():
        return redirect(form.save())
    contexte = {
        "titre": "Modifier la liste",
        "form": form,
        "retour": liste.get_absolute_url(),
        "fil": fil(liste.mission, ("Listes", "veille:listes")),
    }
    return render(request, "formulaire.html", contexte)


@lire_ou_poster
def ajouter(request, pk):
    """The people of the réseau who have an address and are not in the list: filtered, ticked, or all those found."""
    liste = _liste(request, pk)
    joignables = Personne.objects.filter(mission=liste.mission).exclude(courriel="")
    restent = joignables.exclude(inscriptions__liste=liste).select_related("structure").order_by("recherche", "pk")
    filtres = FiltresDestinataires(request.GET, restent, request.user)
    toutes = "_toutes" in request.POST
    form = CocherForm(request.POST if request.method == "POST" and not toutes else None, parmi=restent)
    if toutes or form.is_valid():
        nombre = liste.inscrire(filtres.qs if toutes else form.cleaned_data["coches"], request.user)
        s = pluriel(nombre)
        messages.success(request, f"{nombre} personne{s} ajoutée{s} à « {liste} ».")
        return redirect(liste)
    personnes = list(filtres.qs[:A_COCHER])
    contexte = {
        "liste": liste,
        "form": form,
        "filtres": filtres,
        "personnes": personnes,
        "nombre": filtres.qs.count(),
        "refus": Desabonnement.objects.parmi(liste.mission_id, personnes),
        "fil": [*fil(liste.mission, ("Listes", "veille:listes")), (liste.nom, liste.get_absolute_url())],
    }
    return render(request, "veille/ajouter.html", contexte)


@require_POST
def retirer(request, pk):
    siennes = Inscription.objects.filter(liste__in=ListeDeDiffusion.objects.modifiables_par(request.user))
    inscription = get_object_or_404(siennes.select_related("liste", "personne"), pk=pk)
    inscription.delete()
    messages.success(request, f"{inscription.personne} n’est plus dans la liste.")
    return redirect(inscription.liste)


@require_POST
def supprimer(request, pk):
    """The letters it received keep the names of those who received them."""
    liste = _liste(request, pk)
    mission = liste.mission_id
    liste.delete()
    messages.success(request, f"La liste « {liste} » est supprimée.")
    return redirect("veille:listes", mission)


def _liste(request, pk):
    return get_object_or_404(ListeDeDiffusion.objects.modifiables_par(request.user).select_related("mission"), pk=pk)
