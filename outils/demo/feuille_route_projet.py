"""The two years of the filière noisette."""

from outils.demo.commun import mois, poser

# (n°, activité, first and last month from now, cible, responsable, partenaires, résultat)
_ACTIVITES = [
    (
        "1",
        "Visites croisées des ateliers",
        -2,
        5,
        "Producteurs et transformateurs des deux vallées",
        "GAL Terres d’Aubrives",
        "Gruppo Valle Serina\nHuilerie du Moulin Blanchet",
        "Deux visites, un relevé commun des pratiques",
    ),
    (
        "2",
        "Essais de torréfaction à deux mains",
        3,
        8,
        "Atelier de Serina Piccola",
        "Gruppo Valle Serina",
        "Huilerie du Moulin Blanchet",
        "Trois recettes au point, une fiche technique en deux langues",
    ),
    (
        "3",
        "Module de formation des producteurs",
        4,
        12,
        "40 producteurs, 2 classes du lycée",
        "Lycée agricole des Trois Vallées",
        "GAL Terres d’Aubrives",
        "Un module de cinq jours, repris chaque année",
    ),
    (
        "4",
        "Charte graphique et étiquettes",
        7,
        10,
        "Consommateurs et magasins de producteurs",
        "GAL Terres d’Aubrives",
        "Gruppo Valle Serina",
        "Une étiquette pour deux pays",
    ),
    (
        "5",
        "Foire commune de la noisette",
        11,
        11,
        "Habitants, visiteurs : 2 000 personnes\nAubrives-le-Bourg",
        "Huilerie du Moulin Blanchet",
        "Tous les partenaires",
        "La gamme présentée et goûtée",
    ),
    (
        "6",
        "Vente dans six magasins",
        12,
        20,
        "Magasins de producteurs des deux vallées",
        "",
        "Gruppo Valle Serina",
        "500 kg vendus la première année",
    ),
    (
        "7",
        "Évaluation et suites",
        18,
        21,
        "Partenaires, financeurs",
        "GAL Terres d’Aubrives",
        "Tous les partenaires",
        "Un bilan partagé et une décision sur la suite",
    ),
]


def remplir(fiche):
    fiche.save()
    noms = ("numero", "activite", "debut", "fin", "cible", "responsable", "partenaires", "resultat")
    lignes = [dict(zip(noms, activite, strict=True)) for activite in _ACTIVITES]
    poser(fiche, "activites", *(ligne | {c: mois(ligne[c]) for c in ("debut", "fin")} for ligne in lignes))
