"""The comparison of a croisement as a workbook: one line an item, one column a partner."""

from coopappui.plan.xlsx import Classeur, Entete

TITRE = "Croisement des informations"


def ecrire(comparaison, fichier):
    points = comparaison.points
    intitules = ["Information", "Au portail", *(entete(point) for point in points), "Divergences"]
    with Classeur(f"{TITRE} · {comparaison.projet}", str(comparaison.projet.mission)) as classeur:
        feuille = classeur.feuille(
            "Croisement",
            [[Entete(intitule) for intitule in intitules]],
            largeurs=[26, 32, *[32 for _ in points], 40],
            en_tete_imprime=f"{TITRE} · {comparaison.projet} · {comparaison.resume}",
        )
        for rangee in comparaison.rangees:
            cellules = [cellule.texte if cellule.repondu else "sans réponse" for cellule in rangee.cellules]
            feuille.ligne([rangee.sujet.intitule, rangee.texte, *cellules, "\n".join(rangee.raisons)])
        feuille.ligne(["Remarque", "", *(point.remarque for point in points), ""])
        classeur.enregistrer(fichier)


def entete(point):
    """« GAL Terres d’Aubrives (Béa Fontaine) »"""
    return f"{point.structure} ({point.personne})" if point.structure else str(point.personne)
