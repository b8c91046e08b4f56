"""Who invites, who follows the invitations, and the link that anybody may open."""

import secrets

from appuis.models import Invitation
from coopappui.jeton import empreinte
from tests.acces import MEMBRES, TOUS, Ligne
from tests.factories import PersonneFactory

CHARGES = "agent collegue"


def _appui(t):
    return [t.appui.pk]


def _projet(t):
    return [t.projet.pk]


def _invitation(t):
    return Invitation.objects.inviter(PersonneFactory(mission=t.mission), t.appui, t.agent)


def _pk(t):
    return [_invitation(t).pk]


def _lien(t):
    jeton = secrets.token_urlsafe(32)
    invitation = _invitation(t)
    invitation.empreinte = empreinte(jeton)
    invitation.save()
    return [jeton]


LIGNES = [
    Ligne("invitations:a_un_appui", _appui, get="agent", post="agent"),
    Ligne("invitations:a_un_projet", _projet, get=CHARGES, post=CHARGES),
    Ligne("invitations:acces_a_un_appui", _appui, get=MEMBRES),
    Ligne("invitations:acces_a_un_projet", _projet, get=MEMBRES),
    Ligne("invitations:une_personne", lambda t: [t.personne.pk], get=CHARGES, post=CHARGES),
    Ligne("invitations:renvoyer", _pk, post="agent"),
    Ligne("invitations:revoquer", _pk, post="agent"),
    Ligne("invitations:ouvrir", _lien, get=TOUS, post=TOUS, public=True),
]
