"""Duplicates of the réseau: the likely ones, and merging two cards."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from coopappui.texte import nettoyer, numero
from missions.forms.reseau import FusionForm
from missions.models import fusionner as fusionner_fiches
from missions.models.doublons import paires
from missions.models.fusion import comparer, obstacles, usages
from missions.views.reseau import contexte_de_liste, exiger_charge
from missions.views.reseau_genres import GENRES

# Shown at once; the next ones come as these are merged.
PAIRES_MONTREES = 50
CANDIDATES = 20


@require_safe
def doublons(request):
    exiger_charge(request.user)
    sections = []
    for genre in GENRES.values():
        trouvees = paires(_fiches(genre, request.user))
        sections.append((genre, trouvees[:PAIRES_MONTREES], max(len(trouvees) - PAIRES_MONTREES, 0)))
    contexte = contexte_de_liste(request.user, "doublons") | {
        "sections": [section for section in sections if section[1]],
    }
    return render(request, "reseau/doublons.html", contexte)


@require_http_methods(["GET", "HEAD", "POST"])
def fusionner(request, genre, pk):
    """First the other card (`avec` in the address), then which one is kept."""
    fiche = get_object_or_404(_fiches(genre, request.user), pk=pk)
    avec = numero(request.POST.get("avec") or request.GET.get("avec"))
    if avec is None:
        return _chercher_l_autre(request, genre, fiche)
    autre = get_object_or_404(_fiches(genre, request.user), pk=avec)
    form = FusionForm(request.POST or None, fiches=[fiche, autre], initial={"garder": fiche.pk})
    if request.method == "POST" and form.is_valid():
        garde, doublon = (fiche, autre) if form.cleaned_data["garder"] == fiche.pk else (autre, fiche)
        if _fusionner(request, garde, doublon):
            return redirect(garde)
    contexte = {
        "genre": genre,
        "fiche": fiche,
        "autre": autre,
        "form": form,
        "obstacles": obstacles(fiche, autre),
        "lignes": comparer(fiche, autre),
        "usages": [usages(fiche), usages(autre)],
        "comptes": _qui_lira(fiche, autre),
    }
    return render(request, "reseau/fusionner.html", contexte)


def _fusionner(request, garde, doublon):
    nom = str(doublon)
    try:
        fusionner_fiches(garde, doublon)
    except ValidationError as refus:
        for phrase in refus.messages:
            messages.error(request, phrase)
        return False
    messages.success(request, f"« {nom} » a rejoint « {garde} » : tout ce qui s’y rattachait y est désormais.")
    return True


def _qui_lira(*fiches):
    """A person with an account will also read the appuis of the other card: said before merging."""
    comptes = [fiche.compte for fiche in fiches if getattr(fiche, "compte", None)]
    if len(comptes) != 1:
        return ""
    return f"Le compte {comptes[0].email} suivra les appuis des deux fiches. Vérifiez que c’est bien la même personne."


def _chercher_l_autre(request, genre, fiche):
    autres = _fiches(genre, request.user).filter(mission=fiche.mission_id).exclude(pk=fiche.pk)
    q = nettoyer(request.GET.get("q", "")).strip()[:200]
    trouvees = autres.cherchant(q) if q else autres.semblables(_nom(fiche, autres))
    contexte = {"genre": genre, "fiche": fiche, "q": q, "candidates": trouvees[:CANDIDATES]}
    return render(request, "reseau/fusionner_avec.html", contexte)


def _nom(fiche, fiches):
    return " ".join(getattr(fiche, champ) for champ in fiches.champs_du_nom)


def _fiches(genre, user):
    """Cards the user may merge, with what tells them apart."""
    fiches = genre.modele.objects.modifiables_par(user)
    return fiches.select_related("structure", "compte") if genre.nom == "personnes" else fiches
