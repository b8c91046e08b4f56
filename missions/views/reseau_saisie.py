"""Creating, changing and deleting the cards of the réseau; finding them from a searchable choice."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coopappui.formulaires import options_html
from coopappui.texte import numero
from missions import anonymat
from missions.models import Personne
from missions.models.fusion import usages
from missions.views.reseau import exiger_charge, exiger_membre
from missions.views.reseau_genres import STRUCTURES

CONSEILS = {
    "structures": {
        "titre": "Un annuaire qui sert",
        "points": [
            "Une fiche par structure, pour toute la mission : cherchez avant de créer.",
            "Nommez au moins un contact coopération, avec un moyen de le joindre.",
            "Écrivez des faits : tous les membres de la mission lisent cette fiche.",
        ],
        "source": "Cap Rural, guide, p. 25-27",
    },
    "personnes": {
        "titre": "Les personnes du réseau",
        "points": [
            "Demandez à la personne si elle accepte de témoigner avant de la recommander à d’autres.",
            "N’écrivez que ce qui sert à la joindre et à comprendre son rôle : elle peut lire sa fiche, la faire "
            "corriger ou effacer.",
            "Les bénéficiaires d’aujourd’hui sont le réseau de demain : tenez leurs coordonnées à jour.",
        ],
        "source": "Cap Rural, guide, p. 25-27",
    },
}


@require_http_methods(["GET", "HEAD", "POST"])
def nouveau(request, genre):
    exiger_charge(request.user)
    form = genre.form(request.POST or None, user=request.user, initial=_reprises(request))
    if request.method == "POST" and form.is_valid():
        fiche = form.save()
        if not form.deja_enregistre:
            messages.success(request, f"« {fiche} » est au réseau.")
        return redirect(fiche)
    return _formulaire(request, genre, form, titre=genre.nouveau, bouton="Ajouter au réseau", retour=genre.liste)


def _reprises(request):
    """What the address already says: « Ajouter une personne » is also reached from a structure."""
    structure = numero(request.GET.get("structure"))
    trouvee = STRUCTURES.modele.objects.modifiables_par(request.user).filter(pk=structure).first()
    return {"structure": trouvee.pk, "mission": trouvee.mission_id} if trouvee else {}


@require_http_methods(["GET", "HEAD", "POST"])
def modifier(request, genre, pk):
    fiche = get_object_or_404(genre.modele.objects.modifiables_par(request.user), pk=pk)
    form = genre.form(request.POST or None, user=request.user, instance=fiche)
    if request.method == "POST" and form.is_valid():
        fiche = form.save()
        messages.success(request, f"La fiche « {fiche} » est enregistrée.")
        return redirect(fiche)
    return _formulaire(request, genre, form, titre=f"Modifier {genre.le}", retour=fiche.get_absolute_url())


def _formulaire(request, genre, form, **contexte):
    fil = [("Réseau", STRUCTURES.liste), (genre.titre, genre.liste)]
    contexte |= {"form": form, "fil": fil, "conseil": CONSEILS.get(genre.nom)}
    return render(request, "formulaire.html", contexte)


@require_POST
def supprimer(request, genre, pk):
    """Only what is used nowhere; the rest is merged or kept."""
    fiche = get_object_or_404(genre.modele.objects.modifiables_par(request.user).select_for_update(), pk=pk)
    if phrases := usages(fiche):
        messages.error(
            request,
            f"« {fiche} » ne peut pas être supprimé{genre.e} : {', '.join(phrases)} s’y rattache"
            f"{'nt' if len(phrases) > 1 or not phrases[0].startswith('1 ') else ''}. "
            "Si c’est un doublon, fusionnez-le.",
        )
        return redirect(fiche)
    fiche.delete()
    messages.success(request, f"« {fiche} » n’est plus au réseau.")
    return redirect(genre.liste)


@require_POST
def effacer(request, pk):
    """At the request of somebody who has no account."""
    personne = get_object_or_404(Personne.objects.modifiables_par(request.user), pk=pk)
    try:
        anonymat.effacer_la_fiche(personne)
    except ValidationError as refus:
        messages.error(request, " ".join(refus.messages))
    else:
        messages.success(request, "C’est effacé : la fiche reste comptée, sans rien qui nomme la personne.")
    return redirect(personne)


@require_safe
def choisir(request, genre):
    """Answers the search of a choice; `mission` in the address keeps to one mission."""
    exiger_charge(request.user)
    return _options(request, genre, genre.modele.objects.modifiables_par(request.user))


@require_safe
def proposer(request, genre):
    """The same for what every member of the mission writes, responsables included."""
    exiger_membre(request.user)
    return _options(request, genre, genre.modele.objects.visibles_par(request.user))


def _options(request, genre, fiches):
    if mission := numero(request.GET.get("mission")):
        fiches = fiches.filter(mission=mission)
    if hasattr(genre.modele, "structure"):
        fiches = fiches.select_related("structure")
    return options_html(request, fiches)
