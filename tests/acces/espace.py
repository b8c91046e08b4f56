from tests.acces import Ligne
from tests.factories import EngagementFactory

BENEFICIAIRE = "beneficiaire"


def _appui(troupe):
    return [troupe.appui.pk]


def _engagement(troupe):
    return [EngagementFactory(appui=troupe.appui, charge=None, personne=troupe.personne).pk]


LIGNES = [
    Ligne("espace:espace", get=BENEFICIAIRE),
    Ligne("espace:appui", _appui, get=BENEFICIAIRE),
    Ligne("espace:feuille_de_route_pdf", _appui, get=BENEFICIAIRE),
    Ligne("espace:engagement_fait", _engagement, post=BENEFICIAIRE),
    Ligne("espace:engagement_rouvrir", _engagement, post=BENEFICIAIRE),
]
