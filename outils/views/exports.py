"""A fiche on paper and in a spreadsheet, filled or blank."""

import tempfile

from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.utils.http import content_disposition_header
from django.utils.timezone import localtime
from django.views.decorators.http import require_safe

from coopappui.fichiers import nom_sur
from coopappui.plan import classeur
from coopappui.plan import pdf as noyau
from coopappui.plan.vierge import blocs_vierges

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def html_de(fiche, gabarit="outils/pdf.html"):
    """The document that is printed: the body of the page, between its heading and its footer."""
    return render_to_string(gabarit, {"fiche": fiche, "maintenant": localtime()})


@require_safe
def pdf(request, modele, pk):
    fiche = get_object_or_404(modele.objects.visibles_par(request.user).avec_objet(), pk=pk)
    return reponse_pdf(noyau.ecrire(html_de(fiche)), fiche.titre)


@require_safe
def xlsx(request, modele, pk):
    fiche = get_object_or_404(modele.objects.visibles_par(request.user).avec_objet(), pk=pk)
    return _reponse_xlsx(fiche, fiche.titre, classeur.en_tete_de(fiche))


@require_safe
def vierge_pdf(request, modele):
    html = render_to_string("outils/vierge.html", {"outil": modele, "blocs": blocs_vierges(modele)})
    return reponse_pdf(noyau.ecrire(html, a_remplir=True), f"{modele.nom()} à remplir")


@require_safe
def vierge_xlsx(request, modele):
    return _reponse_xlsx(classeur.vierge(modele), f"{modele.nom()} à remplir", modele.nom())


def reponse_pdf(contenu, titre):
    reponse = HttpResponse(contenu, content_type="application/pdf")
    reponse.headers["Content-Disposition"] = content_disposition_header(True, nom_sur(titre, "pdf"))
    return reponse


def _reponse_xlsx(fiche, titre, en_tete):
    fichier = tempfile.TemporaryFile()  # noqa: SIM115  (closed by the response)
    classeur.ecrire(fiche, fichier, en_tete)
    fichier.seek(0)
    return FileResponse(fichier, as_attachment=True, filename=nom_sur(titre, "xlsx"), content_type=XLSX)
