"""Phase 4 of a mission d’appui (Cap Rural, guide, p. 23-28), in our own words."""

from missions.guide.formes import Action, Phase, Retenir, Temps
from missions.guide.liens import (
    CATALOGUE,
    FICHE_IDENTITE,
    LETTRES,
    PERSONNES,
    PRESENTATION_TERRITOIRE,
    REPERTOIRE_DES_PROJETS,
    RESSOURCES,
    SOURCES,
    STRUCTURES,
    SUIVI_DES_ACTIONS,
    SUIVI_DES_APPUIS,
    TEMOINS,
    VEILLE,
)

METTRE_EN_PLACE_LES_OUTILS = Phase(
    numero=4,
    titre="Mettre en place les outils de l’appui",
    court="Mettre en place les outils",
    page="23-28",
    prealables=("Avoir fixé les contours de la mission d’appui.",),
    but=("Suivre ce qui bouge, et faire vivre des réseaux.", "Réunir les ressources au même endroit."),
    temps=(
        Temps(
            "Mettre en place une veille adaptée",
            (
                Action(
                    "veille-cooperation",
                    "Se tenir informé sur la coopération et l’environnement du public ciblé",
                    (
                        "Définir la finalité : préparer vos appuis, nourrir les personnes accompagnées, ou les deux.",
                        "Lister vos besoins : outils, partenaires, pistes, centres de ressources, actualités.",
                        "Repérer les sources : sites, lettres, structures ressources, livres, revues.",
                        "Organiser la collecte auprès de partenaires : réunions, échanges informels, abonnements.",
                        "Se doter d’une grille de lecture et de mots-clés, pour ne garder que l’utile.",
                        "Diffuser les résultats : lettre, blog, articles, réseaux sociaux.",
                    ),
                    "23-24",
                    (VEILLE, SOURCES, LETTRES),
                ),
                Action(
                    "devenir-des-projets",
                    "Se tenir informé sur le devenir des projets de coopération ayant bénéficié d’un appui",
                    (
                        "Faire le point à chaque rencontre, à chaque appel.",
                        "Suivre le cadre du bénéficiaire : quelques réunions, des comptes rendus, les documents "
                        "produits, les changements notés au tableau de suivi.",
                        "Croiser avec les personnes appuyées : faites-leur valider le tableau de suivi.",
                        "Croiser entre partenaires d’un même projet : un écart signale une fragilité.",
                    ),
                    "24",
                    (SUIVI_DES_APPUIS, SUIVI_DES_ACTIONS),
                ),
            ),
        ),
        Temps(
            "Créer et développer des réseaux",
            (
                Action(
                    "mettre-en-place-reseaux",
                    "Mettre en place des réseaux",
                    (
                        "Montrer l’intérêt de l’échange, par des exemples venus d’ailleurs.",
                        "Identifier structures, personnes et réseaux, anciens bénéficiaires compris.",
                        "Prendre contact au-dedans et au-dehors, avec ceux qui font le même métier d’abord.",
                        "Faire connaissance : leur mission, la vôtre, ce que chacun cherche.",
                        "Varier les moyens : rencontres, formation, témoignages, partenariats.",
                    ),
                    "25",
                    (STRUCTURES, PERSONNES),
                ),
                Action(
                    "alimenter-reseaux",
                    "Alimenter des réseaux",
                    (
                        "Diffuser ce que font les membres : articles, fiches d’expérience.",
                        "Informer de vos actions et des coopérations en cours, en s’adaptant à qui écoute.",
                        "Partager ressources, outils et méthodes.",
                        "Proposer des actions communes, sur un problème que plusieurs rencontrent.",
                    ),
                    "26",
                    (LETTRES, CATALOGUE),
                ),
                Action(
                    "mobiliser-reseaux",
                    "Mobiliser des réseaux",
                    (
                        "Pour faire connaître la mission : un texte prêt à relayer.",
                        "Pour parler des projets appuyés : ce qu’ils ont apporté, là où ils sont.",
                        "Pour lever une difficulté : le projet, où il en est, ce qu’il cherche, qui appeler, un ou "
                        "deux documents à laisser.",
                    ),
                    "26",
                    (SUIVI_DES_ACTIONS, FICHE_IDENTITE, PRESENTATION_TERRITOIRE),
                ),
            ),
        ),
        Temps(
            "Créer et développer un espace ressources",
            (
                Action(
                    "espace-adapte",
                    "Définir un espace ressources adapté et utile",
                    (
                        "Vérifier qu’il répond à ce dont vous avez besoin.",
                        "Savoir quels outils les personnes accompagnées ont déjà sous la main.",
                        "Récupérer des outils par la veille et les réseaux.",
                        "En fabriquer et en essayer avec des bénéficiaires qui en sont au même point.",
                    ),
                    "27",
                    (RESSOURCES,),
                ),
                Action(
                    "recueillir-matiere",
                    "Recueillir de la matière et créer l’espace ressources",
                    (
                        "Un répertoire de personnes d’expérience, avec leur accord pour être recommandées.",
                        "Un répertoire de projets achevés, en cours, abandonnés.",
                        "Documents, sons, vidéos, guides nés de la coopération.",
                        "Le suivi des appuis, et les ressources qui leur ont servi.",
                    ),
                    "27",
                    (RESSOURCES, TEMOINS, REPERTOIRE_DES_PROJETS),
                ),
                Action(
                    "organiser-espace",
                    "Organiser l’espace ressources",
                    (
                        "Par étape de la coopération, ou par particularité de l’appui.",
                        "En mêlant les supports : numérique, papier, vidéo.",
                        "En mettant à part, et en avant, ce que vous avez produit.",
                    ),
                    "28",
                    (RESSOURCES,),
                ),
                Action(
                    "actualiser-espace",
                    "L’actualiser en continu",
                    ("Ajouter, retirer, dater : un espace que l’on ne tient plus ne sert plus.",),
                    "28",
                    (RESSOURCES,),
                ),
            ),
        ),
    ),
    retenir=(
        Retenir(("Peu de temps pour la veille ? Restez simple.",), "24", "la veille"),
        Retenir(
            (
                "Prévoyez du temps : un réseau s’entretient.",
                "Préférez le contact direct.",
                "Comptez sur vos bénéficiaires : ils deviendront membres, puis prescripteurs.",
                "Ne tenez aucun partenariat pour acquis.",
            ),
            "27",
            "pour trouver des partenaires",
        ),
        Retenir(
            (
                "Une information groupée et rangée vaut mieux qu’un fil continu.",
                "Quand plusieurs bénéficiaires se retrouvent, faites le point sur la coopération.",
                "Ayez un tableau de suivi à jour avant chaque rencontre.",
                "Parlez des projets à chaque occasion, et mettez les gens en relation.",
                "Sur tout document : le contact du projet, et où en savoir plus.",
            ),
            "27",
            "pour informer et mobiliser les partenaires",
        ),
        Retenir(
            (
                "Faites-le évoluer, et rangez-y ce que vous produisez.",
                "Gardez les principaux outils sur papier, pour les appuis.",
            ),
            "28",
            "l’espace ressources",
        ),
    ),
)
