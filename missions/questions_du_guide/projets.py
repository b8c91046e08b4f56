"""« I. Vos projets de coopération » (Cap Rural, guide, p. 82)."""

from missions.genres_de_question import Genre
from missions.questions_du_guide.formes import DEJA_OU_BIENTOT, choix

QUESTIONS = [
    {
        "partie": 1,
        "numero": "1",
        "enonce": "Menez-vous des projets de coopération avec d’autres groupes, structures ou territoires en France ?",
        "genre": Genre.NUANCE,
        "aide": "Coopérer, c’est bâtir ensemble un projet commun : plus qu’une visite ou un échange d’informations.",
    },
    {
        "partie": 1,
        "numero": "1 a",
        "enonce": "Présentez-les en quelques mots.",
        "genre": Genre.LONG,
        "aide": "Pour chacun : son nom, ses partenaires, ce qu’il vise.",
        "si": "1",
        "si_valeurs": DEJA_OU_BIENTOT,
    },
    {
        "partie": 1,
        "numero": "2",
        "enonce": "Menez-vous des projets de coopération avec d’autres pays ?",
        "genre": Genre.NUANCE,
        "aide": "Par exemple un échange de savoir-faire entre apiculteurs roumains et français.",
    },
    {
        "partie": 1,
        "numero": "2 a",
        "enonce": "Présentez-les en quelques mots.",
        "genre": Genre.LONG,
        "aide": "Pour chacun : son nom, ses partenaires et leur pays, ce qu’il vise.",
        "si": "2",
        "si_valeurs": DEJA_OU_BIENTOT,
    },
    {
        "partie": 1,
        "numero": "3",
        "enonce": "Si vous n’avez aucun projet de coopération, que vous manque-t-il ?",
        "genre": Genre.PLUSIEURS,
        "choix": choix(
            ("temps", "Du temps"),
            ("humains", "Des moyens humains"),
            ("financiers", "Des moyens financiers"),
            ("volonte", "Une volonté locale"),
            ("autre", "Autre chose"),
            preciser=("autre",),
        ),
    },
    {
        "partie": 1,
        "numero": "4",
        "enonce": "Des solutions ou des moyens sont-ils déjà en place pour y remédier ?",
        "genre": Genre.OUI_NON,
        "aide": "Si vous n’avez aucun projet de coopération.",
    },
    {
        "partie": 1,
        "numero": "4 a",
        "enonce": "Lesquels ?",
        "genre": Genre.LONG,
        "si": "4",
        "si_valeurs": ["oui"],
    },
    {
        "partie": 1,
        "numero": "5",
        "enonce": "Quel type de projet aimeriez-vous mener en coopération ?",
        "genre": Genre.LONG,
        "aide": "Un thème, une idée, même vague : une filière à faire connaître, un métier à transmettre…",
    },
]
