"""The analysis of an enquête: its figures, its crossings, its texts side by side (Cap Rural, guide, p. 21)."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from coopappui.texte import numero
from missions.analyse.croisements import A_UNE_REPONSE, Croisement, axes
from missions.analyse.lecture import Depouillement
from missions.forms.analyses import AvancementForm, CroisementDemande, TextesDemandes
from missions.models import Analyse, Enquete
from missions.models.analyses import Situation

# Each with long texts.
ACTEURS_PAR_PAGE = 25


def depouiller(request, pk):
    """The enquête as its members read it; 404 to others."""
    enquetes = Enquete.objects.visibles_par(request.user).select_related("mission")
    return Depouillement(get_object_or_404(enquetes, pk=pk))


def contexte_de(depouillement, onglet):
    """What the pages with tabs share."""
    enquete = depouillement.enquete
    return {
        "enquete": enquete,
        "depouillement": depouillement,
        "onglet": onglet,
        "fil": [
            ("Enquêtes", reverse("enquetes:enquetes", args=[enquete.mission_id])),
            (str(enquete), enquete.get_absolute_url()),
        ],
    }


def question_d_avancement(enquete):
    """The guide's, or the one the team chose; None when there is none, or when it takes another kind of answer now."""
    dites = Analyse.objects.filter(enquete=enquete, avancement__genre__in=A_UNE_REPONSE)
    analyse = dites.select_related("avancement").first()
    return analyse.avancement if analyse else None


@require_safe
def analyse(request, pk):
    """One part of the questionnaire at a time: whole, it would be as long as the questionnaire."""
    depouillement = depouiller(request, pk)
    parties = dict(depouillement.parties)
    demandee = numero(request.GET.get("partie"))
    lue = next((partie for partie in parties if partie == demandee), next(iter(parties), None))
    contexte = {
        "lue": lue,
        "resultats": parties.get(lue, []),
        "suivante": next((partie for partie in parties if partie > (lue or 0)), None),
    }
    return render(request, "analyse/analyse.html", contexte_de(depouillement, "analyse") | contexte)


@require_safe
def croiser(request, pk):
    """Unasked, it shows how far each type of actor is, when a question says it."""
    depouillement = depouiller(request, pk)
    choisie = question_d_avancement(depouillement.enquete)
    tous, fermes = axes(depouillement, choisie), depouillement.fermes
    premiere = choisie or (fermes[0].question if fermes else None)
    defaut = {"question": premiere.pk if premiere else "", "par": "type"}
    donnees = request.GET if "question" in request.GET else defaut
    demande = CroisementDemande(donnees, fermes=fermes, axes=tous)
    resultat = depouillement.resultat(int(demande.lire("question") or 0))
    contexte = {
        "demande": demande,
        "croisement": Croisement(resultat, tous[demande.lire("par") or "type"]) if resultat else None,
        "avancement": AvancementForm(
            depouillement=depouillement, initial={"avancement": str(choisie.pk) if choisie else ""}
        ),
        "choisie": choisie,
    }
    return render(request, "analyse/croiser.html", contexte_de(depouillement, "croiser") | contexte)


@require_POST
def avancement(request, pk):
    """Which question says how far each actor is."""
    depouillement = depouiller(request, pk)
    form = AvancementForm(request.POST, depouillement=depouillement)
    if not form.is_valid():
        messages.error(request, "Choisissez une question de cette enquête, à une seule réponse.")
        return redirect("enquetes:croiser", pk)
    Analyse.objects.update_or_create(enquete=depouillement.enquete, defaults={"avancement": form.choisie()})
    messages.success(request, "C’est enregistré.")
    return redirect("enquetes:croiser", pk)


@require_safe
def textes(request, pk):
    depouillement = depouiller(request, pk)
    demande = TextesDemandes(request.GET, depouillement=depouillement, axes=axes(depouillement))
    colonnes = demande.colonnes()
    contexte = {
        "demande": demande,
        "colonnes": colonnes,
        "lignes": Paginator(demande.lignes(colonnes), ACTEURS_PAR_PAGE).get_page(request.GET.get("page")),
        "situations": Situation,
    }
    return render(request, "analyse/textes.html", contexte_de(depouillement, "textes") | contexte)
