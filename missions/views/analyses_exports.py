"""The analysis as one hands it over: a workbook for the team, a report for the others."""

import io

from django.contrib import messages
from django.http import FileResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from coopappui.fichiers import nom_sur
from coopappui.tableau.pdf import TropLong
from missions.analyse import classeur as classeurs
from missions.analyse import rapport as rapports
from missions.views.analyses import depouiller, question_d_avancement

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def classeur(request, pk):
    depouillement, fichier = depouiller(request, pk), io.BytesIO()
    classeurs.ecrire(depouillement, fichier)
    fichier.seek(0)
    nom = nom_sur(f"Analyse {depouillement.enquete}", "xlsx")
    return FileResponse(fichier, as_attachment=True, filename=nom, content_type=XLSX)


@require_safe
def rapport(request, pk):
    """`?textes=1`: with the free texts; `?noms=1`: with who says them."""
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
    nom = nom_sur(f"Rapport {depouillement.enquete}", "pdf")
    return FileResponse(io.BytesIO(octets), as_attachment=True, filename=nom, content_type="application/pdf")
