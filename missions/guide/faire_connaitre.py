"""Phase 1 of a mission d’appui (Cap Rural, guide, p. 17-18), in our own words."""

from missions.guide.formes import Action, Phase, Retenir, Temps
from missions.guide.liens import DOCUMENTS, ENQUETES, GROUPES, LETTRES, PAGES_PUBLIQUES, PERSONNES, STRUCTURES

FAIRE_CONNAITRE = Phase(
    numero=1,
    titre="Faire connaître l’appui",
    court="Faire connaître",
    page="17-18",
    prealables=(
        "Savoir à qui la mission s’adresse, et qui sont ses grands partenaires.",
        "Savoir de combien de temps, d’outils et d’argent elle dispose.",
    ),
    but=("Que partenaires et publics sachent que la mission existe, et comment la mobiliser.",),
    temps=(
        Temps(
            "Élaborer des supports de communication",
            (
                Action(
                    "contenu-clair",
                    "Prévoir un contenu clair et illustré",
                    (
                        "Le contexte : qui crée l’appui, dans quel cadre, pour quoi, avec quel argent.",
                        "Les objectifs, et les publics auxquels il s’adresse.",
                        "Offre de service ou passage obligé, gratuit ou payant : dites-le d’emblée.",
                        "Les actions prévues, dans leur ordre de priorité : méthode, partenaires, financements…",
                        "Les moyens : une personne, des prestations, des documents.",
                        "À qui s’adresser : un nom, des coordonnées, des disponibilités.",
                    ),
                    "17",
                    (DOCUMENTS, PAGES_PUBLIQUES),
                ),
                Action(
                    "outils-supports",
                    "Prévoir des outils supports adaptés à différentes situations",
                    (
                        "Quelques diapositives, pour cinq minutes devant un groupe.",
                        "Une feuille à laisser : le mode d’emploi de la mission.",
                        "Un article prêt à publier, pour les sites, lettres et journaux que lisent vos publics.",
                    ),
                    "17",
                    (DOCUMENTS,),
                ),
            ),
        ),
        Temps(
            "Diffuser et partager l’information au sein des réseaux",
            (
                Action(
                    "personnes-relais",
                    "Prendre contact avec les personnes relais d’information",
                    (
                        "Repérez qui parle déjà à vos publics : prescripteurs, têtes de réseau, collègues.",
                        "Donnez-leur des exemples d’actions possibles : on relaie mieux ce que l’on se représente.",
                    ),
                    "17",
                    (PERSONNES, GROUPES),
                ),
            ),
        ),
        Temps(
            "Diffuser et partager l’information auprès du ou des publics ciblés",
            (
                Action(
                    "informations-generales",
                    "Partager des informations générales en utilisant toutes les opportunités",
                    (
                        "Les rencontres qui les réunissent déjà, ou une réunion faite pour cela.",
                        "Un courrier ou un courriel groupé.",
                        "L’enquête sur leurs besoins : elle fait aussi connaître la mission.",
                    ),
                    "18",
                    (ENQUETES, LETTRES),
                ),
                Action(
                    "communication-ciblee",
                    "Mettre en place une communication directe et ciblée",
                    (
                        "Faites la liste des groupes, territoires et structures à contacter : retours des "
                        "partenaires, prises de contact, candidatures à un programme.",
                        "Situez chacun : n’y pense pas, en a envie sans savoir comment, a déjà commencé.",
                        "Donnez-vous des priorités, trouvez la personne qui travaillera la coopération, et "
                        "préférez l’échange direct.",
                    ),
                    "18",
                    (GROUPES, STRUCTURES),
                ),
            ),
        ),
    ),
    retenir=(
        Retenir(
            (
                "Une mission met du temps à être connue et comprise. Peu de gens se sentent concernés d’emblée : "
                "expliquez-leur, avec leurs mots, ce qu’ils gagneraient à être appuyés.",
                "Soyez net sur le cadre, le coût et les objectifs : votre légitimité en dépend.",
                "Montrez du concret, des exemples.",
                "Faites le premier pas : demander de l’aide n’est facile pour personne.",
                "Soignez le premier contact : toute la suite s’y joue.",
                "Partagez largement ce que vous savez des projets ; gardez pour vous ce qui mettrait quelqu’un en "
                "difficulté, ses compétences en premier.",
            ),
            "18",
        ),
    ),
)
