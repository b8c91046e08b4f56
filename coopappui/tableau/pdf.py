"""A tableau as a PDF/UA: A4 landscape, the same rows and texts as the page, repeated headings, page n/m."""

from django.template.loader import render_to_string
from django.utils import timezone

from coopappui.plan import pdf
from coopappui.tableau.tableau import Rangee, nombre_lisible

# WeasyPrint takes about 7 ms a row: above, refine the filters or take the workbook.
LIGNES_MAX = 1000


def html(demande, objets, auteur=""):
    """The page that is printed. `objets` are loaded."""
    total = sum(c.part_imprimee for c in demande.colonnes)
    return render_to_string(
        "tableau/pdf.html",
        {
            "tableau": demande.tableau,
            "colonnes": [(c, f"{100 * c.part_imprimee / total:.2f}") for c in demande.colonnes],
            "entetes": demande.entetes,
            "rangees": [Rangee(o, demande.colonnes) for o in objets],
            "nombre": demande.tableau.nombre(len(objets)),
            "filtres": demande.resume,
            "auteur": auteur,
            "date": timezone.localdate(),
        },
    )


def ecrire(demande, objets, auteur=""):
    return pdf.ecrire(html(demande, objets, auteur))


def trop_long(tableau, nombre):
    """What is said when there are too many rows."""
    return (
        f"Ce tableau compte {tableau.nombre(nombre)} et un PDF en contient {nombre_lisible(LIGNES_MAX)} au plus : "
        "affinez les filtres, ou prenez le classeur Excel, qui les contient tous."
    )
