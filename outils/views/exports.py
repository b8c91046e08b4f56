"""A fiche on paper and in a spreadsheet, filled or blank."""

import tempfile

from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.utils.timezone import localtime
from django.views.decorators.http import require_safe

from coopappui.plan import classeur
from coopappui.plan import pdf as noyau
from coopappui.plan.vierge import blocs_vierges
from coopappui.telechargements import reponse_pdf, reponse_xlsx


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


def _reponse_xlsx(fiche, titre, en_tete):
    fichier = tempfile.TemporaryFile()  # noqa: SIM115  (closed by the response)
    classeur.ecrire(fiche, fichier, en_tete)
    return reponse_xlsx(fichier, titre)
