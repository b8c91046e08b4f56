"""Phase 3 of a mission d’appui (Cap Rural, guide, p. 21-22), in our own words."""

from missions.guide.formes import Action, Phase, Retenir, Temps
from missions.guide.liens import (
    ENQUETES,
    LETTRES,
    OFFRE,
    PAGES_PUBLIQUES,
    PERSONNES,
    PROGRAMMES,
    REMARQUES,
    SUIVI_DES_APPUIS,
)

PRECISER_L_OFFRE = Phase(
    numero=3,
    titre="Préciser l’offre de service et la faire connaître",
    court="Préciser l’offre",
    page="21-22",
    prealables=(
        "Avoir assez de réponses du public ciblé.",
        "Savoir de combien de temps, d’outils et d’argent la mission dispose.",
    ),
    but=("Proposer une offre que chacun comprend, à la mesure des besoins.",),
    temps=(
        Temps(
            "Analyser les besoins prioritaires et les attentes",
            (
                Action(
                    "analyser-reponses",
                    "Analyser les réponses de l’enquête",
                    (
                        "Où en est chaque type d’acteur.",
                        "Les pistes d’action évoquées, face aux priorités de la mission.",
                    ),
                    "21",
                    (ENQUETES,),
                ),
                Action(
                    "acteurs-a-privilegier",
                    "Identifier les besoins, les attentes et les acteurs à privilégier pour les premiers appuis",
                    (
                        "Les demandes qui reviennent.",
                        "Les situations atypiques, par leur forme ou par leur sujet.",
                        "Qui a de l’expérience, et qui n’en a pas.",
                        "Les situations à risque : projet complexe, partenariat flou, longue distance.",
                    ),
                    "21",
                    (ENQUETES, SUIVI_DES_APPUIS),
                ),
            ),
        ),
        Temps(
            "Construire l’offre d’appui",
            (
                Action(
                    "reprendre-modalites",
                    "Reprendre les modalités d’action pressenties",
                    ("Appuis individuels ou collectifs, formations, veille, visites d’expériences…",),
                    "22",
                    (OFFRE,),
                ),
                Action(
                    "adapter-modalites",
                    "Apporter les adaptations nécessaires",
                    (
                        "Pour chaque modalité : les moyens, les publics, les délais.",
                        "Retirez ce qui ne sert pas, proposez ce qui manque.",
                    ),
                    "22",
                    (OFFRE,),
                ),
                Action(
                    "calendrier-offre",
                    "Élaborer un calendrier de mise en œuvre",
                    ("Ce qui commence quand, et qui s’en charge.",),
                    "22",
                    (OFFRE, PROGRAMMES),
                ),
            ),
        ),
        Temps(
            "Confronter l’offre au public ciblé",
            (
                Action(
                    "presenter-resultats",
                    "Présenter les résultats aux enquêtés",
                    ("À eux et aux principaux partenaires, de vive voix autant que possible.",),
                    "22",
                    (OFFRE, ENQUETES),
                ),
                Action(
                    "noter-remarques",
                    "Noter les remarques et les suggestions",
                    ("Notez aussi les questions : elles disent ce qui n’est pas clair, et resserviront.",),
                    "22",
                    (REMARQUES,),
                ),
                Action(
                    "affiner-priorites",
                    "Affiner si besoin les actions prioritaires à mettre en œuvre",
                    ("Revoyez les modalités et l’ordre des priorités d’après ce qui s’est dit.",),
                    "22",
                    (REMARQUES, OFFRE),
                ),
            ),
        ),
        Temps(
            "Diffuser l’offre",
            (
                Action(
                    "presentation-offre",
                    "Préparer une présentation orale et écrite de l’offre et du programme d’action annuel",
                    ("Une version à dire, une version à remettre.",),
                    "22",
                    (OFFRE, PROGRAMMES),
                ),
                Action(
                    "transmettre-offre",
                    "Transmettre l’offre au public ciblé",
                    (
                        "Demandez aux réseaux et aux personnes enquêtées de la relayer.",
                        "Diffusez large : une mission récente se voit peu.",
                    ),
                    "22",
                    (PAGES_PUBLIQUES, PERSONNES, LETTRES),
                ),
            ),
        ),
    ),
    retenir=(
        Retenir(
            (
                "Classez les actions de l’offre selon des critères choisis, si possible, avec vos partenaires.",
                "Osez montrer l’offre avant de la publier : ceux que vous écoutez s’y intéresseront davantage.",
            ),
            "22",
        ),
    ),
)
