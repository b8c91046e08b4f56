"""Phase 2 of a mission d’appui (Cap Rural, guide, p. 19-20), in our own words."""

from missions.guide.formes import Action, Phase, Retenir, Temps
from missions.guide.liens import ENQUETES, GROUPES

AFFINER_LES_BESOINS = Phase(
    numero=2,
    titre="Affiner la connaissance des besoins d’appui",
    court="Affiner les besoins",
    page="19-20",
    prealables=(
        "Savoir à qui la mission s’adresse, et qui sont ses grands partenaires.",
        "Savoir de combien de temps, d’outils et d’argent elle dispose.",
    ),
    but=(
        "Savoir quelles actions sont engagées, et où elles en sont.",
        "Savoir quels partenariats existent ou se préparent.",
        "Mieux voir les attentes, les besoins, les difficultés.",
    ),
    temps=(
        Temps(
            "Définir les informations nécessaires",
            (
                Action(
                    "domaines-information",
                    "Identifier les domaines d’information et les données",
                    (
                        "Thématiques et projets de coopération en cours.",
                        "Partenariats envisagés ou en cours.",
                        "Moyens disponibles et manquants : humains, financiers, méthode, technique.",
                        "Aisance des porteurs de projets avec la démarche de coopération.",
                        "Stade d’avancement des projets engagés.",
                        "Difficultés rencontrées, leviers essayés.",
                        "Outils d’aide à la coopération déjà connus.",
                        "Ce que l’on attend de la mission.",
                    ),
                    "19",
                    (ENQUETES,),
                ),
            ),
        ),
        Temps(
            "Choisir un outil de collecte de l’information",
            (
                Action(
                    "outil-collecte",
                    "Choisir l’outil, illustrer les questions, expliciter les mots-clés",
                    (
                        "Papier, en ligne, ou entretien avec un groupe : ce que vos publics rempliront vraiment.",
                        "Un exemple par question difficile, une définition par mot du métier.",
                    ),
                    "19",
                    (ENQUETES,),
                ),
                Action(
                    "transmettre-enquete",
                    "Transmettre l’enquête à tous les bénéficiaires potentiels",
                    (
                        "Dites à quoi elle sert : les accompagner au plus près de ce dont ils ont besoin.",
                        "Annoncez le temps de réponse et une date butoir.",
                    ),
                    "19",
                    (ENQUETES,),
                ),
                Action(
                    "contacter-silencieux",
                    "Prendre contact avec les acteurs ne répondant pas",
                    (
                        "Choisissez d’avance les questions dont il vous faut un minimum de réponses.",
                        "Profitez de l’appel pour recueillir le plus possible.",
                    ),
                    "19",
                    (ENQUETES, GROUPES),
                ),
            ),
        ),
    ),
    retenir=(
        Retenir(
            (
                "Une date butoir et une finalité dite clairement : c’est ce qui fait répondre.",
                "Lisez les réponses avec leur contexte, et d’un œil critique.",
                "Ne sautez pas cette étape parce que vous connaissez les acteurs : leur situation change.",
            ),
            "20",
        ),
    ),
)
