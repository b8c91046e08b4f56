"""The report of an enquête, to hand over: figures, charts, texts. Neither marks nor actors retained are ever
in it; nor a name, unless it is asked for."""

from django.template.loader import render_to_string
from django.utils import timezone

from coopappui.plan import pdf
from missions.analyse.croisements import Croisement, axe_des_types


def html(depouillement, avancement=None, *, textes=False, noms=False):
    """The page that is printed; `textes`: the free texts too; `noms`: with who says each."""
    resultat = depouillement.resultat(avancement.pk) if avancement else None
    return render_to_string(
        "analyse/rapport_pdf.html",
        {
            "enquete": depouillement.enquete,
            "depouillement": depouillement,
            "types": axe_des_types(depouillement).parts(depouillement.fiches),
            "croisement": Croisement(resultat, axe_des_types(depouillement)) if resultat else None,
            "textes": textes,
            "noms": noms,
            "date": timezone.localdate(),
        },
    )


def ecrire(depouillement, avancement=None, **choix):
    """The bytes of the PDF. Raises TropLong."""
    sinon = "demandez le rapport sans les textes, ou prenez le classeur Excel, qui les contient tous."
    return pdf.ecrire(html(depouillement, avancement, **choix), trop_long=sinon)
