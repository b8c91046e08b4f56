from appuis.models import Appui
from tests.acces import Ligne
from tests.acces.mission import charte_publiee
from tests.factories import EngagementFactory

BENEFICIAIRE = "beneficiaire"


def _appui(troupe):
    return [troupe.appui.pk]


def _qui_laisse_inviter(troupe):
    Appui.objects.filter(pk=troupe.appui.pk).update(invitations_ouvertes=True)
    return [troupe.appui.pk]


def _engagement(troupe):
    return [EngagementFactory(appui=troupe.appui, charge=None, personne=troupe.personne).pk]


LIGNES = [
    Ligne("espace:espace", get=BENEFICIAIRE),
    Ligne("espace:appui", _appui, get=BENEFICIAIRE),
    Ligne("espace:feuille_de_route_pdf", _appui, get=BENEFICIAIRE),
    Ligne("espace:projet", lambda t: [t.projet.pk], get=BENEFICIAIRE),
    Ligne("espace:inviter", _qui_laisse_inviter, get=BENEFICIAIRE, post=BENEFICIAIRE),
    Ligne("espace:mettre_fin", _appui, get=BENEFICIAIRE, post=BENEFICIAIRE),
    Ligne("espace:charte", charte_publiee, get=BENEFICIAIRE, post=BENEFICIAIRE),
    Ligne("espace:engagement_fait", _engagement, post=BENEFICIAIRE),
    Ligne("espace:engagement_rouvrir", _engagement, post=BENEFICIAIRE),
]
