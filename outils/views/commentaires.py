"""The officer answers a transmitted fiche: remarks beside its answers, then a correction asked for, or not."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from coopappui.plan.differences import entre
from coopappui.plan.fige import figer, lire
from outils import annonces
from outils.forms.remarques import CommentairesForm
from outils.views.etats import entre_temps
from outils.views.fiches import fil


@require_http_methods(["GET", "HEAD", "POST"])
def commenter(request, modele, pk):
    fiches = modele.objects.modifiables_par(request.user)
    fiche = get_object_or_404(fiches.verrouillees() if request.method == "POST" else fiches.avec_objet(), pk=pk)
    blocs = lire(figer(fiche))
    form = CommentairesForm(request.POST or None, fiche=fiche, blocs=blocs)
    if request.method == "POST" and (phrase := _trop_tard(request, fiche)):
        form.is_valid()
        form.add_error(None, phrase)
    elif not (fiche.transmise or fiche.a_reprendre):
        return redirect(fiche)
    elif form.is_valid():
        fiche.modifie_par = request.user
        neuves, reglees = form.save(request.user)
        if "correction" not in request.POST:
            messages.success(request, _bilan(neuves, reglees))
            return redirect("outils:commenter", modele, pk)
        try:
            demande = fiche.demander_une_correction(
                request.user, form.cleaned_data["mot"], form.cleaned_data["echeance"]
            )
        except ValidationError as e:
            form.add_error(None, e)
        else:
            annonces.correction_demandee(demande)
            messages.success(request, "La correction est demandée : la fiche est rouverte aux bénéficiaires.")
            return redirect(fiche)
    return _page(request, fiche, form, blocs)


def _trop_tard(request, fiche):
    """Why nothing can be said any more, or ""."""
    if not (fiche.transmise or fiche.a_reprendre):
        return entre_temps(fiche)
    vu = request.POST.get("vu")
    return entre_temps(fiche) if vu and vu != fiche.passage else ""


def _bilan(neuves, reglees):
    phrases = []
    if neuves:
        phrases.append(f"{neuves} remarque{'s' if neuves > 1 else ''} enregistrée{'s' if neuves > 1 else ''}")
    if reglees:
        phrases.append(f"{reglees} réglée{'s' if reglees > 1 else ''}")
    return f"{', '.join(phrases)}." if phrases else "Rien de nouveau à enregistrer."


def _page(request, fiche, form, blocs):
    remarques = {}
    for remarque in fiche.remarques.select_related("par", "levee_par"):
        remarques.setdefault(remarque.ou, []).append(remarque)
    changements = _changements(fiche, blocs)
    contexte = {
        "fiche": fiche,
        "fil": fil(type(fiche), fiche),
        "form": form,
        "parties": [(bloc, _parts(bloc, form, remarques)) for bloc in blocs],
        "perdues": [r for ou, liste in remarques.items() if ou not in form.cases for r in liste],
        "ouvertes": sum(r.ouverte for liste in remarques.values() for r in liste),
        "changements": changements,
        "reference": _reference(fiche),
        "reglees": form.reglees if form.is_bound else set(),
    }
    return render(request, "outils/commenter.html", contexte)


def _parts(bloc, form, remarques):
    """[(what they are about, [(case, its remarks, what was typed, why it is refused)])], the empty rows left out."""
    parts = []
    for ou, cases in bloc.parts:
        # A crossing where nothing is said has nothing to be said of.
        if ou and bloc.genre == "croise" and not any(cases):
            continue
        lignes = [(c, remarques.get(c.ou, []), form.saisies.get(c.ou, ""), form.refus.get(c.ou, "")) for c in cases]
        parts.append((ou, lignes))
    return parts


def _reference(fiche):
    """The transmission before the one that is read; the last one when the fiche is being corrected."""
    dernieres = list(fiche.transmissions.all()[:2])
    if fiche.transmise:
        dernieres = dernieres[1:]
    return dernieres[0] if dernieres else None


def _changements(fiche, blocs):
    reference = _reference(fiche)
    return list(entre(reference.blocs(), blocs)) if reference else []
