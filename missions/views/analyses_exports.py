"""The analysis as one hands it over: a workbook for the team, a report for the others."""

import io

from django.contrib import messages
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from coopappui.plan.pdf import TropLong
from coopappui.telechargements import reponse_pdf, reponse_xlsx
from missions.analyse import classeur as classeurs
from missions.analyse import rapport as rapports
from missions.views.analyses import depouiller, question_d_avancement


@require_safe
def classeur(request, pk):
    depouillement, fichier = depouiller(request, pk), io.BytesIO()
    classeurs.ecrire(depouillement, fichier)
    return reponse_xlsx(fichier, f"Analyse {depouillement.enquete}")


@require_safe
def rapport(request, pk):
    """`?textes=1`: with the free texts; `?noms=1`: with who says them, who agreed to it."""
    depouillement = depouiller(request, pk)
    try:
        octets = rapports.ecrire(
            depouillement,
            question_d_avancement(depouillement.enquete),
            textes="textes" in request.GET,
            noms="noms" in request.GET,
        )
    except TropLong as refus:
        messages.warning(request, str(refus))
        return redirect("enquetes:analyse", pk)
    return reponse_pdf(octets, f"Rapport {depouillement.enquete}")
