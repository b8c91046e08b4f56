"""Five weeks before the first meeting with the Valle Serina."""

from outils.demo.commun import poser
from outils.models.checklist_premiere_rencontre import JOUR_J, ORDRE_DU_JOUR

AVANT = (
    ("fait", "Se connaître, voir l’atelier, décider si l’on continue ; un relevé d’une page"),
    ("fait", "Sept d’Aubrives, cinq de Serina, une interprète"),
    ("a-faire", "Le programme doit alterner visite, repas et travail"),
    ("a-faire", "Chacun paie son voyage ; le repas est partagé"),
    ("fait", "Giulia accueille, Béa anime, Mehdi écrit"),
    ("a-faire", "Caler une visio d’une heure avec Giulia"),
    ("fait", "Sofia Riva réservée pour deux jours"),
    ("a-faire", "Gîte retenu, il manque le car depuis la gare"),
    ("a-faire", "Reprendre la matrice des responsabilités"),
    ("a-faire", "Courriel en deux langues, réponse sous huit jours"),
    ("sans-objet", "Le comité a déjà donné son accord en mars"),
)
PENDANT = (
    ("a-faire", "Portraits croisés, vingt minutes"),
    ("a-faire", "Expliquer ce qu’est un GAL en trois phrases"),
    ("a-faire", "Un mur, deux couleurs de papier"),
    ("fait", "Traduit et envoyé"),
    ("a-faire", "Au dos du pré-projet, une colonne par partenaire"),
    ("a-faire", "Donner des ordres de grandeur, pas de tableau"),
    ("a-faire", "Marquer d’abord les récoltes"),
    ("sans-objet", "Pour la deuxième rencontre"),
    ("a-faire", "Dire que le GAL peut être chef de file"),
    ("a-faire", "Date de la visite retour\nQui prévient la presse"),
)


def _lignes(points, reponses):
    return [
        {"point": point, "etat": etat, "commentaire": commentaire}
        for point, (etat, commentaire) in zip(points, reponses, strict=True)
    ]


def remplir(fiche):
    fiche.save()
    cadeau = {
        "point": "Cadeau d’accueil",
        "etat": "a-faire",
        "commentaire": "Un coffret d’huile, 0,5 litre par personne",
    }
    poser(fiche, "preparation", *_lignes(JOUR_J, AVANT), cadeau)
    poser(fiche, "ordre_du_jour", *_lignes(ORDRE_DU_JOUR, PENDANT))
