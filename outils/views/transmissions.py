"""Reading again before handing over, handing over once, and the receipt."""

import hashlib
import json

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.timezone import localtime
from django.views.decorators.http import require_http_methods, require_safe

from coopappui.plan import pdf as noyau
from coopappui.plan.fige import figer
from coopappui.plan.saisie import Saisie
from coopappui.telechargements import reponse_pdf
from outils import annonces
from outils.models import Transmission
from outils.views.fiches import fil


@require_http_methods(["GET", "HEAD", "POST"])
def relire(request, modele, pk):
    fiches = modele.objects.transmissibles_par(request.user)
    fiche = get_object_or_404(fiches.verrouillees() if request.method == "POST" else fiches.avec_objet(), pk=pk)
    if not fiche.a_remplir:
        return _deja(request, fiche)
    if request.method == "POST":
        if request.POST.get("lue") != _empreinte(fiche):
            messages.warning(
                request, "La fiche a changé depuis que vous l’avez ouverte : relisez-la, puis transmettez."
            )
            return _page(request, fiche)
        try:
            transmission = fiche.transmettre(request.user)
        except ValidationError as e:
            for phrase in e.messages:
                messages.error(request, phrase)
            return _page(request, fiche)
        annonces.transmise(transmission)
        messages.success(request, "C’est transmis. Un accusé de réception vous est envoyé par e-mail.")
        return redirect(transmission)
    return _page(request, fiche)


def _deja(request, fiche):
    """Sent twice, or by two people: there is one transmission, and this is its receipt."""
    transmission = fiche.derniere_transmission
    if request.method != "POST" or transmission is None:
        return redirect(fiche)
    if transmission.par_id != request.user.pk:
        messages.info(request, f"{transmission.par} a déjà transmis cette fiche.")
    return redirect(transmission)


def _empreinte(fiche):
    """What its reader has before their eyes: once an answer or the state changes, it is another."""
    contenu = json.dumps([fiche.titre, fiche.passage, figer(fiche)], sort_keys=True)
    return hashlib.blake2b(contenu.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _page(request, fiche):
    modele = type(fiche)
    contexte = {
        "fiche": fiche,
        "fil": fil(modele, fiche),
        "lue": _empreinte(fiche),
        "adresse": reverse("outils:modifier", args=[fiche.genre, fiche.pk]),
        "manques": fiche.manques(),
        "a_corriger": Saisie(fiche).a_corriger if fiche.a_corriger() else [],
    }
    return render(request, "outils/relire.html", contexte)


def _transmission(request, modele, pk, numero):
    transmissions = Transmission.objects.visibles_par(request.user).filter(fiche=pk, fiche__genre=modele.code)
    return get_object_or_404(transmissions.select_related("fiche", "mission", "par"), pk=numero)


@require_safe
def recu(request, modele, pk, numero):
    transmission = _transmission(request, modele, pk, numero)
    fiche = transmission.fiche
    contexte = {"transmission": transmission, "fiche": fiche, "sienne": transmission.par_id == request.user.pk}
    return render(request, "outils/recu.html", contexte | {"fil": fil(modele, fiche)})


@require_safe
def recu_pdf(request, modele, pk, numero):
    transmission = _transmission(request, modele, pk, numero)
    contexte = {"transmission": transmission, "outil": modele, "maintenant": localtime()}
    html = render_to_string("outils/recu_pdf.html", contexte)
    return reponse_pdf(noyau.ecrire(html), f"Accusé de réception {transmission.numero}")
