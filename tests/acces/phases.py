"""Who runs a mission: all its members, chargés d'appui and responsables alike, and nobody else."""

from django.core.files.base import ContentFile

from missions.models import DocumentDAction, Mission
from tests.acces import MEMBRES, TOUS, Ligne
from tests.acces.mission import charte_publiee
from tests.missions import offres
from tests.missions.documents import charte

GUIDE = "contenu-clair"


def _mission(t):
    return [t.mission.pk]


def _action(t):
    return [t.mission.pk, GUIDE]


def _notre(t):
    return [t.mission.pk, offres.action(t.mission).code]


def _document(t):
    document = DocumentDAction(
        action=t.mission.actions.get(code=GUIDE),
        titre="Diaporama",
        nom_d_origine="diaporama.txt",
        extension="txt",
        type_mime="text/plain",
        taille=3,
        depose_par=t.agent,
    )
    document.fichier.save("d.txt", ContentFile(b"oui"))
    return [t.mission.pk, document.pk]


def _groupe(t):
    return [t.mission.pk, offres.groupe(t.mission, nom=f"Groupe {t.mission.groupes.count()}").pk]


def _lue(t):
    return [(t.mission.versions.filter(genre="charte").first() or charte(t.mission).publier(t.admin)).pk]


def _offre(t):
    if not hasattr(Mission.objects.get(pk=t.mission.pk), "offredappui"):
        offres.offre(t.mission, t.agent)
    return _mission(t)


def _publiee(t):
    _offre(t)
    if not t.mission.versions.offres().exists():
        Mission.objects.get(pk=t.mission.pk).offredappui.publier(t.agent)
    Mission.objects.filter(pk=t.mission.pk).update(publique=True, contact_courriel="appui@example.org")
    return [t.mission.adresse_publique]


def _remarque(t):
    return [t.mission.pk, offres.remarque(t.mission, t.agent).pk]


def _programme(t):
    if not t.mission.programmes.exists():
        offres.programme(t.mission)
    return [t.mission.pk, 2027]


LUS = {"get": MEMBRES}
ECRITS = {"get": MEMBRES, "post": MEMBRES}
GESTES = {"post": MEMBRES}

LIGNES = [
    Ligne("mission:phases", _mission, **LUS),
    Ligne("mission:phases_xlsx", _mission, **LUS),
    Ligne("mission:phases_historique", _mission, **LUS),
    Ligne("mission:phase", lambda t: [t.mission.pk, 1], **LUS),
    Ligne("mission:action_nouvelle", lambda t: [t.mission.pk, 4], **ECRITS),
    Ligne("mission:action", _action, **ECRITS),
    Ligne("mission:action_etat", _action, **GESTES),
    Ligne("mission:action_supprimer", _notre, **GESTES),
    Ligne("mission:action_document", _action, **ECRITS),
    Ligne("mission:document_d_action", _document, **LUS),
    Ligne("mission:document_d_action_supprimer", _document, **GESTES),
    Ligne("mission:groupes", _mission, **LUS),
    Ligne("mission:groupes_xlsx", _mission, **LUS),
    Ligne("mission:groupes_ajouter", _mission, **ECRITS),
    Ligne("mission:groupe", _groupe, **ECRITS),
    Ligne("mission:groupe_au_reseau", _groupe, get="agent collegue", post="agent collegue"),
    Ligne("mission:groupe_contacte", _groupe, **GESTES),
    Ligne("mission:groupe_supprimer", _groupe, **GESTES),
    Ligne("mission:lectures", charte_publiee, **LUS),
    Ligne("mission:lectures_xlsx", charte_publiee, **LUS),
    Ligne("mission:document_lu", _lue, **GESTES),
    Ligne("offre_appui:offre", _offre, **LUS),
    Ligne("offre_appui:commencer", _mission, **GESTES),
    Ligne("offre_appui:modifier", _offre, **ECRITS),
    Ligne("offre_appui:publier", _offre, **GESTES),
    Ligne("offre_appui:pdf", _offre, **LUS),
    Ligne("offre_appui:xlsx", _offre, **LUS),
    Ligne("offre_appui:remarques", _mission, **LUS),
    Ligne("offre_appui:remarques_xlsx", _mission, **LUS),
    Ligne("offre_appui:remarque_nouvelle", _mission, **ECRITS),
    Ligne("offre_appui:remarque", _remarque, **ECRITS),
    Ligne("offre_appui:remarque_supprimer", _remarque, **GESTES),
    Ligne("offre_appui:programmes", _mission, **LUS),
    Ligne("offre_appui:programme_nouveau", _mission, **ECRITS),
    Ligne("offre_appui:programme", _programme, **LUS),
    Ligne("offre_appui:programme_modifier", _programme, **ECRITS),
    Ligne("offre_appui:programme_pdf", _programme, **LUS),
    Ligne("offre_appui:programme_xlsx", _programme, **LUS),
    Ligne("offre_appui:programme_supprimer", _programme, **GESTES),
    Ligne("public:offre_d_appui", _publiee, get=TOUS, public=True),
    Ligne("public:offre_d_appui_pdf", _publiee, get=TOUS, public=True),
]
