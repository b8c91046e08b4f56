from tests.acces import MEMBRES, Ligne
from tests.factories import DocumentFactory


def _remis(troupe):
    return [DocumentFactory(appui=troupe.appui, nature="remis").pk]


LIGNES = [
    Ligne("document", _remis, get=f"{MEMBRES} beneficiaire"),
    Ligne("document_supprimer", _remis, get="agent", post="agent"),
    Ligne("document_appui", lambda t: [t.appui.pk], get="agent", post="agent"),
    Ligne("document_projet", lambda t: [t.projet.pk], get="agent collegue", post="agent collegue"),
]
