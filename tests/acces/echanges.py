"""A conversation is for officers and bénéficiaires; a croisement is the mission's, each answer its author's."""

from appuis.models import Croisement, Message
from tests.acces import MEMBRES, Ligne
from tests.factories import PieceJointeFactory

CONVERSANTS, CHARGES, BENEFICIAIRE = "agent beneficiaire", "agent collegue", "beneficiaire"


def _appui(t):
    return [t.appui.pk]


def _message(t):
    return [Message.objects.create(appui=t.appui, auteur=t.agent, texte="Bonjour").pk]


def _piece(t):
    return [PieceJointeFactory(message__appui=t.appui).pk]


def _croisement_en_cours(t):
    croisement, _ = Croisement.objects.get_or_create(projet=t.projet, clos_le=None, defaults={"lance_par": t.agent})
    croisement.demander_a([t.personne])
    return croisement


def _croisement(t):
    return [_croisement_en_cours(t).pk]


def _point(t):
    point = _croisement_en_cours(t).points_de_vue.get()
    point.commencer()
    return [point.pk]


def _du_croisement(nom, **droits):
    return Ligne(f"projets:croisement{nom}", _croisement, **droits)


LIGNES = [
    Ligne("messages:conversation", _appui, get=CONVERSANTS, post=CONVERSANTS),
    Ligne("messages:lus", _appui, post=CONVERSANTS),
    Ligne("messages:supprimer", _message, post="agent"),
    Ligne("messages:piece", _piece, get=CONVERSANTS),
    Ligne("projets:croisement_demander", lambda t: [t.projet.pk], get=CHARGES, post=CHARGES),
    _du_croisement("", get=MEMBRES),
    _du_croisement("_xlsx", get=MEMBRES),
    _du_croisement("_pdf", get=MEMBRES),
    _du_croisement("_retenir", post=CHARGES),
    _du_croisement("_relancer", post=CHARGES),
    _du_croisement("_clore", post=CHARGES),
    Ligne("espace:suivi", _point, get=BENEFICIAIRE),
    Ligne("espace:suivi_exact", _point, post=BENEFICIAIRE),
    Ligne("espace:suivi_commencer", _point, post=BENEFICIAIRE),
    Ligne("espace:suivi_corriger", _point, get=BENEFICIAIRE, post=BENEFICIAIRE),
]
