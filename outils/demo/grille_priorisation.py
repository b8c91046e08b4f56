"""Five pistes analysed and scored: one falls under a threshold although its total is good."""

from decimal import Decimal

from outils.demo.commun import poser
from outils.models.grille_priorisation import CRITERES, QUESTIONS

PISTES = (
    {
        "nom": "Transformer la noisette sur place",
        "retenue": "oui",
        "pourquoi": "Le besoin est là, les acteurs aussi ; un partenaire apporte ce que nous n’avons pas.",
    },
    {
        "nom": "Une marque de laine pour deux vallées",
        "retenue": "oui",
        "pourquoi": "Déjà portée par La Toison ; la coopération double les débouchés.",
    },
    {
        "nom": "Foires d’automne sans déchet",
        "retenue": "non",
        "pourquoi": "Utile et facile, mais faisable sans partenaire lointain.",
    },
    {
        "nom": "Un festival de cinéma en trois langues",
        "retenue": "non",
        "pourquoi": "Belle idée, sans personne pour la porter.\nÀ revoir dans deux ans.",
    },
    {
        "nom": "Vergers d’altitude",
        "retenue": "non",
        "pourquoi": "Trop tôt : nos vergers ne montent pas encore si haut.",
    },
)
# A row a criterion, a column a piste.
NOTES = (
    (5, 4, 3, 2, 2),
    (5, 4, 3, 5, 3),
    (4, 4, 5, 5, 2),
    (4, 4, 5, 5, 3),
    (3, 3, 4, 1, 2),
    (4, 3, 5, 5, 3),
    (4, 4, 5, 5, 3),
    (4, 3, 4, 4, 3),
    (5, 4, 3, 5, 2),
    (5, 4, 4, 5, 3),
)
POIDS = (2, 1, 1, 1, 2, 1, 1, 1, 1, Decimal("1.5"))
MINIMUMS = (3, None, None, None, 2, None, None, None, None, None)
REPONSES = (
    ("Garde la valeur sur place, priorité 1.", "Priorité 1 et paysages.", "Indirect.", "Accueil, un peu.", "Faible."),
    (
        "Douze producteurs formés, 90 tonnes transformées ; mesurable.",
        "Quatre tonnes de laine vendues.",
        "Cinq fêtes, zéro gobelet jeté.",
        "Trois soirées, 600 spectateurs.",
        "Un hectare planté.",
    ),
    (
        "Quarante exploitations ; puis épiceries et pâtissiers.",
        "Vingt-deux éleveurs.",
        "Bénévoles et visiteurs.",
        "Habitants, lycéens.",
        "Deux exploitations.",
    ),
    (
        "Moulin, lycée, nuciculteurs : du temps, une presse.",
        "La Toison, la Région.",
        "Comités des fêtes.",
        "À trouver.",
        "La chambre d’agriculture.",
    ),
    ("Réaliste ; l’association réunit déjà.", "Ateliers courts.", "Facile.", "Fragile.", "À construire."),
    ("Machines et recettes.", "Lavage et teinture.", "Peu.", "Les films et leurs auteurs.", "L’expérience du froid."),
    ("Non : personne ne torréfie près d’ici.", "En partie.", "Oui, seuls.", "Oui, à deux.", "Peut-être."),
    ("Un élu qui y croit, une interprète.", "Le calendrier des tontes.", "Un stockage.", "Un porteur.", "Le temps."),
    ("Récolte, langue ; dates choisies en conséquence.", "Prix de la laine.", "La pluie.", "L’usure.", "Le gel."),
    ("148 000 €, 40 jours par an.", "212 000 €.", "9 000 €, un local.", "55 000 €.", "18 000 € par an."),
    ("Oui, fiche-action coopération ; Région.", "Oui.", "Non ; communes.", "Non ; culture.", "Oui, à la marge."),
    ("Bonne : LEADER demandé, partenaires d’accord.", "Moyenne.", "Très bonne.", "Faible.", "Inconnue."),
)


def remplir(fiche):
    fiche.total_minimal = 35
    fiche.save()
    pistes = poser(fiche, "pistes", *PISTES)
    questions = poser(fiche, "questions", *({"question": question} for question in QUESTIONS))
    criteres = poser(
        fiche,
        "criteres",
        *(
            {"groupe": groupe, "critere": critere, "poids": poids, "minimum": minimum}
            for (groupe, critere), poids, minimum in zip(CRITERES, POIDS, MINIMUMS, strict=True)
        ),
    )
    _croiser(fiche.reponses, questions, pistes, "reponse", REPONSES)
    _croiser(fiche.notes, criteres, pistes, "note", NOTES)


def _croiser(cellules, lignes, colonnes, champ, valeurs):
    for ligne, siennes in zip(lignes, valeurs, strict=True):
        for colonne, valeur in zip(colonnes, siennes, strict=True):
            cellules.create(ligne=ligne, colonne=colonne, **{champ: valeur})
