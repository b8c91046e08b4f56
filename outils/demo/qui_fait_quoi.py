"""Who does what for the foire commune de la noisette."""

from outils.demo.commun import poser


def _acteur(acteur, organisme, fonction, role, mobilise, autre_fonction=""):
    return {
        "acteur": acteur,
        "organisme": organisme,
        "fonction": fonction,
        "role": role,
        "mobilise": mobilise,
        "autre_fonction": autre_fonction,
    }


def remplir(fiche):
    fiche.objet_etudie = "La foire commune de la noisette"
    fiche.mode = "devrait"
    fiche.save()
    poser(
        fiche,
        "acteurs",
        _acteur(
            "Hugues Rey",
            "GAL Terres d’Aubrives",
            "politique",
            "Porter la foire devant le comité de programmation",
            "oui",
        ),
        _acteur("Paolo Ferri", "Gruppo Valle Serina", "politique", "Engager les communes de la vallée", "a-mobiliser"),
        _acteur(
            "Béa Fontaine",
            "GAL Terres d’Aubrives",
            "technique",
            "Coordonner la préparation, tenir le calendrier",
            "oui",
        ),
        _acteur("Giulia Bianchi", "Gruppo Valle Serina", "technique", "Réunir les exposants italiens", "oui"),
        _acteur("Sofia Riva", "Indépendante", "technique", "Traduire les affiches et les échanges", "a-mobiliser"),
        _acteur(
            "Mehdi Saïdi",
            "GAL Terres d’Aubrives",
            "financiere",
            "Monter le dossier LEADER,\nsuivre les factures",
            "oui",
        ),
        _acteur("Denis Blanchet", "Huilerie du Moulin Blanchet", "realisation", "Presser devant le public", "oui"),
        _acteur(
            "Classe de première",
            "Lycée agricole des Trois Vallées",
            "realisation",
            "Monter les stands, tenir la buvette",
            "a-mobiliser",
        ),
        _acteur(
            "Camille Noguier", "Indépendante", "autre", "Photographier la journée", "a-mobiliser", "Mémoire du projet"
        ),
    )
