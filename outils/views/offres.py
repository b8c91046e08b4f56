"""The published offers, read by anybody until they expire: those of a mission, and one, in French or in English."""

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.utils.translation import override
from django.views.decorators.http import require_safe

from coopappui import pdf_public
from missions.models import Mission
from outils.filtres.offres import FiltresOffres
from outils.models import OffreCooperation

# What the pages say around the answers, in both languages.
MOTS = {
    "fr": {
        "titre": "Offre de coopération",
        "valable": "Offre valable jusqu’au",
        "autre": "English version",
        "autre_langue": "en",
        "note": "",
        "repondre": "Répondre à cette offre",
    },
    "en": {
        "titre": "Cooperation offer",
        "valable": "Offer valid until",
        "autre": "Version française",
        "autre_langue": "fr",
        "note": "Answers are given in the language of the group that makes the offer.",
        "repondre": "Answer this offer",
    },
}


PAR_PAGE = 12


@login_not_required
@require_safe
def de_la_mission(request, adresse):
    mission = get_object_or_404(Mission.objects.lisibles_par(request.user), adresse_publique=adresse)
    siennes = OffreCooperation.objects.publiees().filter(mission=mission)
    filtres = FiltresOffres(request.GET, siennes, request.user)
    page = Paginator(filtres.qs.order_by("-date_publication", "-pk"), PAR_PAGE).get_page(request.GET.get("page"))
    return render(request, "public/offres.html", {"mission": mission, "filtres": filtres, "page": page})


def publiee(pk):
    """Raises Http404 for an offer that is not finished, not published yet or expired."""
    return get_object_or_404(OffreCooperation.objects.publiees().select_related("mission"), pk=pk)


def langue_de(request):
    return "en" if request.GET.get("langue") == "en" else "fr"


def _contexte(request, pk):
    offre, langue = publiee(pk), langue_de(request)
    with override(langue):
        parties = [
            (
                _dit(langue, bloc.titre, bloc.titre),
                [(_dit(langue, c.nom, c.libelle), c, str(c)) for c in bloc.cases if c],
            )
            for bloc in offre.blocs()
            if bloc
        ]
    return {"offre": offre, "langue": langue, "mots": MOTS[langue], "parties": parties}


def _dit(langue, cle, en_francais):
    return OffreCooperation.en[cle] if langue == "en" else en_francais


@login_not_required
@require_safe
def offre(request, pk):
    return render(request, "outils/offres/offre.html", _contexte(request, pk))


@login_not_required
@require_safe
def pdf(request, pk):
    contexte = _contexte(request, pk)
    html = render_to_string("outils/offres/offre_pdf.html", contexte)
    return pdf_public.repondre(request, html, f"{contexte['mots']['titre']} {contexte['offre'].titre_du_projet}")
