"""Who opens which page of a mission. Rose answers for it; Adam, the administrator, is no member."""

from missions.models import Charte, FicheDePoste, Membre, VersionDeDocument
from tests.acces import MEMBRES, TOUS, Ligne
from tests.missions.documents import charte, fiche


def _mission(t):
    return [t.mission.pk]


def _collegue(t):
    return [Membre.objects.get(mission=t.mission, utilisateur=t.collegue).pk]


def charte_publiee(t):
    """Published once, however many addresses of the same mission need it."""
    if not Charte.objects.filter(mission=t.mission).exists():
        charte(t.mission).publier(t.admin)
    return [t.mission.pk]


def _version(t):
    deja = VersionDeDocument.objects.filter(mission=t.mission, genre=FicheDePoste.genre).first()
    return [(deja or fiche(t.mission).publier(t.admin)).pk]


LIGNES = [
    Ligne("mission:mission", _mission, get=MEMBRES),
    Ligne("mission:modifier", _mission, get="responsable", post="responsable"),
    Ligne("mission:membre_nouveau", _mission, get="responsable", post="responsable"),
    Ligne("mission:membre", _collegue, get="responsable", post="responsable"),
    Ligne("mission:desactiver", _collegue, post="responsable"),
    Ligne("mission:reactiver", _collegue, post="responsable"),
    Ligne("mission:retirer_acces", lambda t: [t.personne.pk], post="agent collegue"),
    Ligne("mission:documents", charte_publiee, get=MEMBRES),
    Ligne("mission:document", _version, get=MEMBRES),
    Ligne("mission:document_pdf", _version, get=MEMBRES),
    Ligne("mission:differences", lambda t: [*charte_publiee(t), "charte"], get=MEMBRES),
    Ligne("charte", charte_publiee, get=TOUS, public=True),
    Ligne("charte_pdf", charte_publiee, get=TOUS, public=True),
]
