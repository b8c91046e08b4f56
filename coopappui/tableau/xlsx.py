"""A tableau as a workbook: every row asked, with typed dates and amounts; a second sheet when there is an annexe."""

from coopappui.plan.xlsx import Classeur
from coopappui.tableau.tableau import entetes


def ecrire(demande, fichier, auteur=""):
    """Writes the workbook in `fichier`, row by row: memory does not grow with the number of rows."""
    tableau, annexe = demande.tableau, demande.tableau.annexe
    with Classeur(tableau.titre, auteur) as classeur:
        titre = " · ".join(filter(None, [tableau.titre, auteur]))
        feuille = _feuille(classeur, tableau.titre_court, demande.colonnes, titre)
        detail = annexe and _feuille(classeur, annexe.titre, annexe.colonnes, f"{titre} · {annexe.titre}")
        for objet in tableau.par_lots(demande.lignes):
            feuille.ligne([colonne.pour_classeur(objet) for colonne in demande.colonnes])
            for sous_objet in annexe.objets(objet) if annexe else ():
                detail.ligne([colonne.pour_classeur(sous_objet) for colonne in annexe.colonnes])
        classeur.enregistrer(fichier)


def _feuille(classeur, nom, colonnes, titre):
    return classeur.feuille(
        nom,
        entetes(colonnes),
        largeurs=[c.largeur for c in colonnes],
        formats=[c.type if c.numerique else "" for c in colonnes],
        en_tete_imprime=titre,
    )
