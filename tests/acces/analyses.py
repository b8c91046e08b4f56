"""Who reads the answers to an enquête, and what the team makes of them: every member of the mission, nobody else."""

from missions.models import Appreciation, Marque
from tests.acces import MEMBRES, Ligne
from tests.factories import DestinataireFactory, EnqueteFactory, QuestionFactory, ReponseFactory


def _enquete(t):
    enquete = t.mission.enquetes.filter(titre="Analysée").first()
    if enquete is None:
        enquete = EnqueteFactory(mission=t.mission, titre="Analysée", ouverte=True)
        ReponseFactory(question=QuestionFactory(enquete=enquete, genre="oui-non"), valeur="oui")
    return [enquete.pk]


def _acteur(t):
    return [DestinataireFactory(enquete_id=_enquete(t)[0], personne=None, nom="Zoé", repondu=True).pk]


def _retenu(t):
    (pk,) = _acteur(t)
    Appreciation.objects.create(destinataire_id=pk, rang=1, pourquoi="Besoin mûr")
    return [pk]


def _marque(t):
    return [Marque.objects.create(destinataire_id=_acteur(t)[0], situation="risque", par=t.agent).pk]


LIGNES = [
    Ligne("enquetes:analyse", _enquete, get=MEMBRES),
    Ligne("enquetes:croiser", _enquete, get=MEMBRES),
    Ligne("enquetes:avancement", _enquete, post=MEMBRES),
    Ligne("enquetes:textes", _enquete, get=MEMBRES),
    Ligne("enquetes:acteurs", _enquete, get=MEMBRES),
    Ligne("enquetes:premiers_appuis", _enquete, get=MEMBRES),
    Ligne("enquetes:analyse_xlsx", _enquete, get=MEMBRES),
    Ligne("enquetes:rapport_pdf", _enquete, get=MEMBRES),
    Ligne("enquetes:acteur", _acteur, get=MEMBRES),
    Ligne("enquetes:marquer", _acteur, post=MEMBRES),
    Ligne("enquetes:demarquer", _marque, post=MEMBRES),
    Ligne("enquetes:priorite", _acteur, post=MEMBRES),
    Ligne("enquetes:retenir", _acteur, post=MEMBRES),
    Ligne("enquetes:ne_plus_retenir", _retenu, post=MEMBRES),
    Ligne("enquetes:monter", _retenu, post=MEMBRES),
]
