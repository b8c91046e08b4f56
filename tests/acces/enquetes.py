"""The enquêtes of a mission: led by its members, responsables included; answered by whoever holds the link."""

from tests.acces import MEMBRES, TOUS, Ligne
from tests.factories import DestinataireFactory, EnqueteFactory, QuestionFactory


def _enquete(t, **etat):
    enquete = EnqueteFactory(mission=t.mission, **etat)
    QuestionFactory(enquete=enquete, genre="oui-non")
    DestinataireFactory(enquete=enquete, personne=t.personne)
    return enquete


def _mission(t):
    return [t.mission.pk]


def _preparee(t):
    return [_enquete(t).pk]


def _ouverte(t):
    return [_enquete(t, ouverte=True).pk]


def _close(t):
    return [_enquete(t, close=True).pk]


def _question(t):
    return [_enquete(t).questions.get().pk]


def _question_envoyee(t):
    return [_enquete(t, ouverte=True).questions.get().pk]


def _destinataire(t):
    return [_enquete(t, ouverte=True).destinataires.get().pk]


def _importe(t):
    return [DestinataireFactory(enquete=EnqueteFactory(mission=t.mission), personne=None, nom="Zoé Dix").pk]


def _jeton(t):
    destinataire = _enquete(t, ouverte=True).destinataires.get()
    jeton = destinataire.jeton()
    destinataire.save()
    return [jeton]


def _ensemble(nom, args, get=MEMBRES, post=MEMBRES):
    return Ligne(f"enquetes:{nom}", args, get=get, post=post)


LIGNES = [
    _ensemble("enquetes", _mission, post=""),
    _ensemble("nouvelle", _mission),
    _ensemble("enquete", _ouverte, post=""),
    _ensemble("modifier", _preparee),
    _ensemble("supprimer", _preparee, get=""),
    _ensemble("ouvrir", _preparee),
    _ensemble("clore", _ouverte, get=""),
    _ensemble("rouvrir", _close),
    _ensemble("prolonger", _ouverte),
    _ensemble("questions", _preparee, post=""),
    _ensemble("question_nouvelle", _preparee),
    _ensemble("apercu", _preparee, post=""),
    _ensemble("question", _question),
    _ensemble("question_deplacer", _question, get=""),
    _ensemble("question_retirer", _question_envoyee, get=""),
    _ensemble("question_remettre", _question_envoyee, get=""),
    _ensemble("destinataires", _ouverte, post=""),
    _ensemble("choisir", _preparee),
    _ensemble("importer", _preparee),
    _ensemble("destinataires_xlsx", _ouverte, post=""),
    _ensemble("questionnaire_pdf", _ouverte, post=""),
    _ensemble("a_contacter", _ouverte, post=""),
    _ensemble("relancer_tous", _ouverte, get=""),
    _ensemble("destinataire", _destinataire),
    _ensemble("retirer", _destinataire, get=""),
    _ensemble("retablir", _destinataire, get=""),
    _ensemble("au_reseau", _importe, get="agent collegue", post="agent collegue"),
    _ensemble("effacer", _destinataire, get=""),
    _ensemble("relancer", _destinataire, get=""),
    _ensemble("nouveau_lien", _destinataire, get=""),
    _ensemble("saisir", _destinataire),
    Ligne("repondre:enquete", _jeton, get=TOUS, public=True),
    Ligne("repondre:questions", _jeton, get=TOUS, post=TOUS, public=True),
    Ligne("repondre:relire", _jeton, get=TOUS, post=TOUS, public=True),
    Ligne("repondre:refuser", _jeton, post=TOUS, public=True),
    Ligne("repondre:revenir", _jeton, post=TOUS, public=True),
]
