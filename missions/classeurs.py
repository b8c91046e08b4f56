"""Lists of a mission as workbooks: columns that say heading and value at once."""

import io

from django.utils import timezone

from coopappui.plan.xlsx import Classeur
from coopappui.tableau.tableau import entetes
from coopappui.telechargements import reponse_xlsx


def telecharger(titre, colonnes, objets, mission):
    """The workbook of these objects, as a download."""
    fichier = io.BytesIO()
    with Classeur(titre, mission.nom) as classeur:
        feuille = classeur.feuille(
            titre,
            entetes(colonnes),
            largeurs=[c.largeur for c in colonnes],
            en_tete_imprime=f"{titre} · {mission.nom}",
        )
        for objet in objets:
            feuille.ligne([colonne.pour_classeur(objet) for colonne in colonnes])
        classeur.enregistrer(fichier)
    return reponse_xlsx(fichier, f"{titre} {timezone.localdate():%Y-%m-%d}")
