"""Croiser les informations, on the officer's side: ask the partners, compare, retain, chase, close."""

import io

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from appuis import retenir as retenue
from appuis.croiser import Comparaison, pour_comparer
from appuis.forms.croisements import DemandeForm
from appuis.models import Croisement, Projet
from appuis.tableaux import croisement as exports
from coopappui.plan import pdf
from coopappui.telechargements import reponse_pdf, reponse_xlsx
from coopappui.texte import numero, pluriel
from missions.appartenances import est_charge


@require_http_methods(["GET", "HEAD", "POST"])
def demander(request, pk):
    """Starts a croisement, or asks more people when one is running."""
    projet = get_object_or_404(Projet.objects.modifiables_par(request.user), pk=pk)
    if request.method == "POST":
        # Sent twice, it starts once.
        Projet.objects.select_for_update().get(pk=pk)
    ouverts = projet.croisements.ouverts()
    # Locked too: closed at this moment, it is not opened again.
    en_cours = (ouverts.select_for_update() if request.method == "POST" else ouverts).first()
    croisement = en_cours or Croisement(projet=projet, lance_par=request.user)
    tous = projet.personnes_ayant_acces().select_related("structure", "compte")
    personnes = tous.filter(compte__is_active=True)
    deja = croisement.points_de_vue.values_list("personne", flat=True) if en_cours else ()
    form = DemandeForm(request.POST or None, instance=croisement, personnes=personnes, interrogees=deja)
    if request.method == "POST" and form.is_valid():
        croisement = form.save()
        nombre = len(croisement.demander_a(form.cleaned_data["personnes"], sauf=request.user))
        s = pluriel(nombre)
        messages.success(request, f"La demande est envoyée à {nombre} personne{s}." if nombre else "C’est enregistré.")
        return redirect(croisement)
    contexte = {
        "titre": "Interroger d’autres personnes" if en_cours else "Faire confirmer le tableau de suivi",
        "form": form,
        "bouton": "Envoyer",
        "projet": projet,
        "personnes": personnes,
        "sans_acces": [p for p in tous if not (p.compte and p.compte.is_active)],
        "retour": (en_cours or projet).get_absolute_url(),
        "fil": fil(projet),
    }
    return render(request, "croisement/demander.html", contexte)


def fil(projet):
    return [("Projets", reverse("suivi_actions")), (str(projet), projet.get_absolute_url())]


def _comparaison(request, pk):
    visibles = Croisement.objects.visibles_par(request.user)
    return Comparaison(get_object_or_404(pour_comparer(visibles), pk=pk))


@require_safe
def croisement(request, pk):
    comparaison = _comparaison(request, pk)
    charge = est_charge(request.user, comparaison.projet.mission)
    seulement = "ecarts" in request.GET
    contexte = {
        "comparaison": comparaison,
        "rangees": [r for r in comparaison.rangees if r.diverge] if seulement else comparaison.rangees,
        "seulement": seulement,
        "croisement": comparaison.croisement,
        "projet": comparaison.projet,
        "charge": charge,
        "agit": charge and comparaison.croisement.ouvert,
        "fil": fil(comparaison.projet),
    }
    return render(request, "croisement/croisement.html", contexte)


@require_safe
def classeur(request, pk):
    comparaison, fichier = _comparaison(request, pk), io.BytesIO()
    exports.ecrire(comparaison, fichier)
    return reponse_xlsx(fichier, f"Croisement {comparaison.projet}")


@require_safe
def imprime(request, pk):
    comparaison = _comparaison(request, pk)
    html = render_to_string("croisement/pdf.html", {"comparaison": comparaison, "date": timezone.localdate()})
    return reponse_pdf(pdf.ecrire(html), f"Croisement {comparaison.projet}")


def _modifiable(request, pk):
    croisements = Croisement.objects.modifiables_par(request.user).select_related("projet__mission")
    return get_object_or_404(croisements, pk=pk)


def _agir(request, croisement, action):
    """Runs an action of the model; what it did or why it refuses is said in its own words."""
    try:
        messages.success(request, action())
    except ValidationError as refus:
        messages.error(request, " ".join(refus.messages))
    return redirect(croisement)


@require_POST
def retenir(request, pk):
    croisement, demande = _modifiable(request, pk), request.POST
    point, nom = numero(demande.get("point")), demande.get("cle", "")
    return _agir(
        request,
        croisement,
        lambda: retenue.retenir(croisement, demande.get("code", ""), nom, point, demande.get("empreinte", "")),
    )


@require_POST
def relancer(request, pk):
    croisement = _modifiable(request, pk)

    def action():
        nombre = croisement.relancer()
        return f"{nombre} personne{pluriel(nombre)} relancée{pluriel(nombre)}."

    return _agir(request, croisement, action)


@require_POST
def clore(request, pk):
    croisement = _modifiable(request, pk)

    def action():
        croisement.clore()
        return "Le croisement est clos : les réponses restent ici, elles ne changent plus."

    return _agir(request, croisement, action)
