"""The répertoire of the people who agree to testify: read by members, written by officers; never by bénéficiaires."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from appuis.forms.repertoires import ChoixPersonne, RecommanderForm, TemoinForm
from appuis.tableaux.repertoires import TEMOINS, etat_du_temoin
from appuis.views import tableaux
from coopappui.texte import numero
from missions.models import Mission, Personne

CONSEIL = {
    "titre": "Demander d’abord",
    "points": [
        "Dites à quoi sert le répertoire, et que ses coordonnées seront données à des bénéficiaires d’appuis.",
        "Notez ce dont elle accepte de parler, dans quelles langues, et jusqu’à quand.",
        "Un refus se note aussi : on ne la redérangera pas.",
    ],
    "source": "Cap Rural, guide, p. 27-28",
}


@require_safe
def temoins(request):
    return tableaux.page(
        request,
        TEMOINS,
        "ressources/repertoire.html",
        creation=reverse("ressources:temoin_nouveau"),
        nouveau="Noter un témoin",
        dirigees=[],
        intro="Elles ont vécu une coopération et peuvent en parler. Demandez-leur toujours d’abord : la liste donne "
        "les coordonnées de celles qui acceptent aujourd’hui, d’aucune autre.",
    )


@require_safe
def temoins_xlsx(request):
    return tableaux.classeur(request, TEMOINS)


@require_safe
def temoins_pdf(request):
    return tableaux.imprime(request, TEMOINS)


def _fil():
    return [("Espace ressources", reverse("ressources:ressources")), ("Témoins", reverse("ressources:temoins"))]


@require_safe
def nouveau(request):
    """Who? The réseau knows them already."""
    if not Mission.objects.avec_charge(request.user).exists():
        raise Http404
    form = ChoixPersonne(request.GET or None, user=request.user)
    if form.is_bound and form.is_valid():
        return redirect("ressources:temoin", form.cleaned_data["personne"].pk)
    contexte = {"titre": "Noter un témoin", "form": form, "methode": "get", "bouton": "Continuer", "conseil": CONSEIL}
    return render(request, "formulaire.html", contexte | {"retour": reverse("ressources:temoins"), "fil": _fil()})


def _personne(request, pk):
    siennes = Personne.objects.modifiables_par(request.user)
    return get_object_or_404(siennes.select_related("mission", "structure", "demande_de_temoigner"), pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def temoin(request, pk):
    personne = _personne(request, pk)
    form = TemoinForm(request.POST if request.method == "POST" else None, personne=personne, user=request.user)
    if form.is_valid():
        form.save()
        messages.success(request, f"Le répertoire est à jour : {personne}.")
        return redirect("ressources:temoins")
    contexte = {
        "titre": f"Témoignage de {personne}",
        "form": form,
        "retour": reverse("ressources:temoins"),
        "fil": _fil(),
        "conseil": CONSEIL,
        "personne": personne,
        "etat": etat_du_temoin(personne),
        "recommandable": personne.temoigne,
    }
    return render(request, "ressources/temoin.html", contexte)


@require_http_methods(["GET", "HEAD", "POST"])
def recommander(request, pk):
    """Her name and how to reach her, given to the bénéficiaires of an appui."""
    personne = _personne(request, pk)
    if not personne.temoigne:
        if request.method == "POST":
            messages.error(request, f"{personne} n’a pas donné son accord, ou il n’est plus valable.")
        return redirect("ressources:temoin", pk)
    initial = {"appui": numero(request.GET.get("appui"))}
    form = RecommanderForm(
        request.POST if request.method == "POST" else None, personne=personne, user=request.user, initial=initial
    )
    if form.is_valid():
        try:
            faite = form.save()
        except ValidationError as refus:
            messages.error(request, " ".join(refus.messages))
            return redirect("ressources:temoin", pk)
        dit = f"Recommandation faite : les bénéficiaires ont les coordonnées de {personne} dans leur espace."
        messages.success(request, dit)
        return redirect(f"{faite.appui.get_absolute_url()}#ressources")
    contexte = {
        "titre": f"Recommander {personne}",
        "form": form,
        "bouton": "Recommander",
        "retour": reverse("ressources:temoins"),
        "fil": _fil(),
        "intro": "Les bénéficiaires de l’appui liront son nom, sa structure, ce dont elle peut parler et comment la "
        "joindre, tant que son accord tient.",
        "qui_lit": "Les bénéficiaires de l’appui choisi lisent ce que vous écrivez.",
    }
    return render(request, "formulaire.html", contexte)
