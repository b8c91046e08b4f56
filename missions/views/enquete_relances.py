"""Those who keep silent: chased by mail, called with the questions that matter most (guide, p. 19)."""

from allauth.core import ratelimit
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import F
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from coopappui.retour import revenir
from missions.envois_d_enquete import MANUELLE, ecrire_a_tous
from missions.views.enquete_destinataires import PAR_PAGE, un
from missions.views.enquetes import a_modifier, fil, lue

TROP = "Beaucoup de relances sont parties en peu de temps : patientez une heure, puis recommencez."


@require_safe
def a_contacter(request, pk):
    enquete = lue(request, pk)
    attendus = enquete.destinataires.en_attente().avec_tout().avec_dernier_contact()
    # Nobody has talked with the first ones yet.
    tous = attendus.order_by(F("dernier_contact").asc(nulls_first=True), "pk")
    contexte = {
        "enquete": enquete,
        "destinataires": Paginator(tous, PAR_PAGE).get_page(request.GET.get("page")),
        "flechees": enquete.questions_flechees(),
        "fil": fil(enquete.mission, enquete),
        "adresse": request.get_full_path(),
    }
    return render(request, "enquetes/a_contacter.html", contexte)


@require_POST
def relancer(request, pk):
    destinataire = un(request, pk)
    if not ratelimit.consume(request, action="relancer_une_enquete"):
        messages.error(request, TROP)
    else:
        _dire(request, destinataire.relancer, f"Un nouveau courriel part à {destinataire.adresse}.")
    return revenir(request, destinataire_url(destinataire))


@require_POST
def nouveau_lien(request, pk):
    destinataire = un(request, pk)
    if not ratelimit.consume(request, action="relancer_une_enquete"):
        messages.error(request, TROP)
    else:
        lien = request.POST.get("lien", "")
        fait = f"Un autre lien part à {destinataire.adresse} ; le précédent n’ouvre plus rien."
        _dire(request, lambda: destinataire.changer_de_lien(lien), fait)
    return redirect("enquetes:destinataire", pk)


@require_POST
def relancer_tous(request, pk):
    """Those who did not answer, once a day at most."""
    enquete = a_modifier(request, pk)
    if not enquete.ouverte:
        messages.error(request, "L’enquête n’est pas ouverte.")
        return redirect(enquete)
    if relances := sum(d.joignable for d in enquete.destinataires.a_relancer().select_related("personne")):
        ecrire_a_tous.enqueue(enquete.pk, MANUELLE)
        messages.success(request, f"{relances} courriel{'s' if relances > 1 else ''} de relance en route.")
    else:
        messages.info(
            request, "Personne à relancer : tous l’ont été depuis moins d’un jour, ou n’ont pas de courriel."
        )
    return redirect("enquetes:a_contacter", pk)


def destinataire_url(destinataire):
    return redirect("enquetes:destinataire", destinataire.pk).url


def _dire(request, geste, fait):
    try:
        geste()
    except ValidationError as refus:
        messages.error(request, " ".join(refus.messages))
    else:
        messages.success(request, fait)
