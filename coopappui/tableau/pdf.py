"""A tableau as a PDF/UA: A4 landscape, the same rows and texts as the page, repeated headings, page n/m."""

from django.template.loader import render_to_string
from django.utils import timezone

from coopappui.plan import pdf
from coopappui.plan.pdf import TropLong
from coopappui.tableau.tableau import Rangee, nombre_lisible

# WeasyPrint takes 7 ms a bare row, three times more when its cells hold many lines: bounded, since somebody waits.
LIGNES_MAX = 1000
PARTS_A_L_AISE = 320  # above, the text is smaller: more columns than the guide's


def charger(demande):
    """The objects of the rows, loaded. Raises TropLong."""
    tableau = demande.tableau
    objets = tableau.charges(demande.lignes[: LIGNES_MAX + 1])
    if len(objets) > LIGNES_MAX:
        raise TropLong(
            f"Ce tableau compte {tableau.nombre(demande.lignes.count())} et un PDF en contient "
            f"{nombre_lisible(LIGNES_MAX)} au plus : affinez les filtres, ou prenez le classeur Excel, "
            "qui les contient tous."
        )
    return objets


def html(demande, objets, auteur=""):
    """The page that is printed."""
    total = sum(c.part_imprimee for c in demande.colonnes)
    return render_to_string(
        "tableau/pdf.html",
        {
            "tableau": demande.tableau,
            "colonnes": [(c, f"{100 * c.part_imprimee / total:.2f}") for c in demande.colonnes],
            "serre": total > PARTS_A_L_AISE,
            "entetes": demande.entetes,
            "rangees": [Rangee(o, demande.colonnes) for o in objets],
            "nombre": demande.tableau.nombre(len(objets)),
            "filtres": demande.resume,
            "auteur": auteur,
            "date": timezone.localdate(),
        },
    )


def ecrire(demande, objets, auteur=""):
    """The bytes of the PDF. Raises TropLong."""
    sinon = "affinez les filtres, masquez des colonnes, ou prenez le classeur Excel."
    return pdf.ecrire(html(demande, objets, auteur), trop_long=sinon)
