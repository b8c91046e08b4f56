"""« IV. Mise en œuvre opérationnelle ; V. La mission et vos attentes » (Cap Rural, guide, p. 82)."""

from missions.genres_de_question import Genre

QUESTIONS = [
    {
        "partie": 4,
        "numero": "21",
        "enonce": "Avez-vous demandé ou reçu une subvention pour votre projet de coopération ?",
        "genre": Genre.OUI_NON,
    },
    {
        "partie": 4,
        "numero": "22",
        "enonce": "La mise en œuvre vous a-t-elle posé des difficultés ?",
        "genre": Genre.OUI_NON,
    },
    {
        "partie": 4,
        "numero": "22 a",
        "enonce": "Lesquelles ?",
        "genre": Genre.LONG,
        "si": "22",
        "si_valeurs": ["oui"],
    },
    {
        "partie": 4,
        "numero": "22 b",
        "enonce": "Quelles solutions avez-vous proposées ?",
        "genre": Genre.LONG,
        "si": "22",
        "si_valeurs": ["oui"],
    },
    {
        "partie": 5,
        "numero": "23 a",
        "enonce": "De quoi avez-vous besoin pour développer des projets de coopération ?",
        "genre": Genre.LONG,
        "aide": "Des contacts, une méthode, du temps d’animation, une formation, des financements…",
    },
    {
        "partie": 5,
        "numero": "23 b",
        "enonce": "De quoi avez-vous besoin pour répondre au prochain appel à coopérer de l’autorité de gestion ?",
        "genre": Genre.LONG,
    },
    {
        "partie": 5,
        "numero": "23 c",
        "enonce": "Qu’attendez-vous du Réseau rural ?",
        "genre": Genre.LONG,
    },
    {
        "partie": 5,
        "numero": "24",
        "enonce": "Quelles sont vos attentes vis-à-vis de la mission d’appui ?",
        "genre": Genre.LONG,
    },
]
