"""The actors of an enquête: situations marked, priorities, those retained for the first appuis."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from coopappui.retour import revenir
from missions.appartenances import est_charge
from missions.forms.analyses import MarqueForm, PrioriteForm, RetenirForm
from missions.models import Appreciation, Destinataire, Marque
from missions.models.analyses import Situation
from missions.views.analyses import contexte_de, depouiller


@require_safe
def acteurs(request, pk):
    """Everybody asked, with their marks; or those who carry one."""
    depouillement = depouiller(request, pk)
    voulue = request.GET.get("situation", "")
    situation = Situation(voulue) if voulue in Situation.values else None
    fiches = depouillement.toutes
    nombres = [(s, sum(any(m.situation == s for m in f.marques) for f in fiches)) for s in Situation]
    if situation:
        fiches = [f for f in fiches if any(m.situation == situation for m in f.marques)]
    contexte = {"fiches": fiches, "situation": situation, "nombres": nombres}
    return render(request, "analyse/acteurs.html", contexte_de(depouillement, "acteurs") | contexte)


@require_safe
def premiers_appuis(request, pk):
    depouillement = depouiller(request, pk)
    contexte = {"charge": est_charge(request.user, depouillement.enquete.mission)}
    return render(request, "analyse/premiers_appuis.html", contexte_de(depouillement, "premiers_appuis") | contexte)


# --- one actor --------------------------------------------------------------------------------


@require_safe
def acteur(request, pk):
    return _page(request, _destinataire(request, pk))


def _destinataire(request, pk):
    siens = Destinataire.objects.modifiables_par(request.user).actifs()
    return get_object_or_404(siens, pk=pk)


def _page(request, destinataire, **formulaires):
    """All they answered, beside what the team makes of it; with the form that was refused, if any."""
    depouillement = depouiller(request, destinataire.enquete_id)
    fiche = next((f for f in depouillement.toutes if f.pk == destinataire.pk), None)
    if fiche is None:
        raise Http404
    appreciation = fiche.appreciation
    contexte = {
        "fiche": fiche,
        "parties": _reponses(depouillement, fiche),
        "marquer": MarqueForm(fiche=fiche, questions=depouillement.questions, initial=_question(request)),
        "priorite": PrioriteForm(initial={"priorite": appreciation.priorite if appreciation else ""}),
        "retenir": RetenirForm(initial={"pourquoi": appreciation.pourquoi if appreciation else ""}),
    }
    return render(request, "analyse/acteur.html", contexte_de(depouillement, "acteurs") | contexte | formulaires)


def _question(request):
    """From an answer, its question is already chosen."""
    return {"question": request.GET.get("question", "")}


def _reponses(depouillement, fiche):
    """[(part, [(question, text, its marks)])] of what this actor answered."""
    parties = []
    for partie, resultats in depouillement.parties:
        dites = [r.question for r in resultats if r.question.pk in fiche.valeurs]
        if dites:
            parties.append((partie, [(q, fiche.en_mots(q), fiche.marques_de(q)) for q in dites]))
    return parties


@require_POST
def marquer(request, pk):
    destinataire = _destinataire(request, pk)
    depouillement = depouiller(request, destinataire.enquete_id)
    fiche = next(f for f in depouillement.toutes if f.pk == pk)
    form = MarqueForm(request.POST, fiche=fiche, questions=depouillement.questions)
    if form.is_valid():
        try:
            form.poser(Marque.objects, destinataire, request.user)
        except ValidationError as refus:
            form.add_error("situation", refus)
        else:
            messages.success(request, "C’est marqué.")
            return redirect("enquetes:acteur", pk)
    return _page(request, destinataire, marquer=form)


@require_POST
def demarquer(request, pk):
    marque = get_object_or_404(Marque.objects.modifiables_par(request.user), pk=pk)
    marque.delete()
    messages.success(request, "La marque est retirée.")
    return revenir(request, _adresse(marque.destinataire_id))


def _adresse(pk):
    return reverse("enquetes:acteur", args=[pk])


@require_POST
def priorite(request, pk):
    """Given here when the réseau says nothing of the structure."""
    destinataire = _destinataire(request, pk)
    form = PrioriteForm(request.POST)
    if not form.is_valid():
        return _page(request, destinataire, priorite=form)
    appreciation = Appreciation.objects.pour(destinataire)
    appreciation.priorite = form.cleaned_data["priorite"]
    appreciation.save(update_fields=["priorite"])
    messages.success(request, "La priorité est enregistrée.")
    return redirect("enquetes:acteur", pk)


@require_POST
def retenir(request, pk):
    destinataire = _destinataire(request, pk)
    form = RetenirForm(request.POST)
    if not form.is_valid():
        return _page(request, destinataire, retenir=form)
    Appreciation.objects.pour(destinataire).retenir(request.user, form.cleaned_data["pourquoi"])
    messages.success(request, f"{destinataire} est parmi les premiers appuis.")
    return redirect("enquetes:acteur", pk)


def _retenue(request, pk):
    return get_object_or_404(Appreciation.objects.retenues(), destinataire=_destinataire(request, pk))


@require_POST
def ne_plus_retenir(request, pk):
    retenue = _retenue(request, pk)
    retenue.ne_plus_retenir()
    messages.success(request, f"{retenue} n’est plus parmi les premiers appuis.")
    return revenir(request, _adresse(pk))


@require_POST
def monter(request, pk):
    retenue = _retenue(request, pk)
    retenue.monter()
    return redirect("enquetes:premiers_appuis", retenue.destinataire.enquete_id)
