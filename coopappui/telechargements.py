"""What a view gives to download: a PDF, a workbook; named after its title, with nothing in the name that harms."""

from django.http import FileResponse, HttpResponse
from django.utils.http import content_disposition_header

from coopappui.fichiers import nom_sur

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _nom(titre, extension):
    """« Rapport 2026/2027 » is one name, not a folder and a file."""
    return nom_sur(titre.replace("/", "-").replace("\\", "-"), extension)


def reponse_pdf(contenu, titre):
    reponse = HttpResponse(contenu, content_type="application/pdf")
    reponse.headers["Content-Disposition"] = content_disposition_header(True, _nom(titre, "pdf"))
    return reponse


def reponse_xlsx(fichier, titre):
    """`fichier`: open and just written; the response closes it."""
    fichier.seek(0)
    return FileResponse(fichier, as_attachment=True, filename=_nom(titre, "xlsx"), content_type=XLSX)
