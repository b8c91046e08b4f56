"""A charte and a fiche de poste, filled enough to be published."""

from missions.models import Charte, FicheDePoste

CHARTE = {
    "nom": "Appui à la coopération",
    "recherche": "prendre du recul\ntrouver un partenaire",
    "engagements_charge": "garder le secret\nrépondre vite",
    "engagements_beneficiaire": "être volontaire",
}
FICHE = {
    "intitule": "Chargée d’appui",
    "titulaire": "Agathe Roux",
    "objectifs_poste": "Accompagner les territoires.",
    "mission_principale": "Appuyer les porteurs de projets",
}
ACTIVITES = [
    {"activite": "Conseiller", "avec_qui": "les agents", "suppleance": "Colin"},
    {"activite": "Diffuser l’information", "avec_qui": "", "suppleance": ""},
]


def charte(mission, **champs):
    return Charte.objects.create(mission=mission, **CHARTE | champs)


def fiche(mission, **champs):
    document = FicheDePoste.objects.create(mission=mission, **FICHE | champs)
    for rang, activite in enumerate(ACTIVITES, start=1):
        document.activites.create(rang=rang, **activite)
    return document


def relu(document):
    """The draft as the database has it."""
    return type(document).objects.get(pk=document.pk)
