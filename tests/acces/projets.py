from tests.acces import MEMBRES, Ligne
from tests.factories import EngagementFactory

CHARGES = "agent collegue"


def _projet(troupe):
    return [troupe.projet.pk]


def _engagement(troupe):
    return [EngagementFactory(appui=None, projet=troupe.projet, charge=troupe.agent).pk]


LIGNES = [
    Ligne("projets:projet", _projet, get=MEMBRES),
    Ligne("projets:echeancier", _projet, get=MEMBRES),
    Ligne("projets:nouveau", get=f"{CHARGES} etranger", post=f"{CHARGES} etranger"),
    Ligne("projets:choisir", get=f"{MEMBRES} etranger"),
    Ligne("projets:modifier", _projet, get=CHARGES, post=CHARGES),
    Ligne("projets:stade", _projet, get=CHARGES, post=CHARGES),
    Ligne("projets:historique", _projet, get=MEMBRES),
    Ligne("projets:supprimer", _projet, get=CHARGES, post=CHARGES),
    Ligne("projets:engagement_nouveau", _projet, get=CHARGES, post=CHARGES),
    Ligne("projets:engagement_modifier", _engagement, get=CHARGES, post=CHARGES),
]
