"""Collecting a feed, in the background: read outside of any transaction, written in one."""

import logging

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from comptes.models import Sujet
from comptes.notifications import prevenir
from coopappui import dehors
from coopappui.taches import TropLong, au_plus
from coopappui.texte import en_une_ligne, guillemets, nettoyer
from missions.models import Information, Source
from missions.models.veille import ECHECS_A_DIRE
from missions.veille.fil import PasUnFil, entrees

logger = logging.getLogger(__name__)
# Below what a task may last: reading and parsing together.
DUREE = 45


def demander(source):
    """Puts the collection of this source in the queue; False when it is there already, or has just been done."""
    with transaction.atomic():
        if not source.prendre():
            return False
        relever.enqueue(source.pk)
    return True


# After the mails: a code that somebody waits for is not behind a hundred sites that do not answer.
@task(priority=-10)
def relever(pk):
    source = Source.objects.actives().exclude(flux="").select_related("mission", "lecteur").filter(pk=pk).first()
    if source is None:
        return
    try:
        with au_plus(DUREE):
            reponse = dehors.lire(source.flux, source.etag, source.modifie)
            lues = [] if reponse.inchange else entrees(reponse.contenu, reponse.adresse, _type(reponse))
        nouvelles = _ranger(source, reponse, lues)
    except (dehors.Illisible, PasUnFil) as refus:
        _echouer(source, str(refus))
    except TropLong:
        _echouer(source, "Ce fil est trop long à lire.")
    except Exception:
        # Whatever a site may answer that nobody thought of: the source must not look healthy.
        logger.exception("Source %s : échec imprévu.", source.pk)
        _echouer(source, "Ce fil n’a pas pu être lu, pour une raison imprévue : le journal du portail la donne.")
    else:
        logger.info("Source %s relevée : %d information(s) nouvelle(s).", source.pk, nouvelles)


def _type(reponse):
    return _entete(reponse, "content-type", 200)


def _entete(reponse, nom, longueur):
    """Fit to be stored, and sent back."""
    return en_une_ligne(nettoyer(reponse.entetes.get(nom, "")))[:longueur]


def _a_change(source):
    """Locks it. Was it given another feed, or deleted, while the old one was being read? What was read is then not
    the new feed's."""
    verrouillee = Source.objects.select_for_update().filter(pk=source.pk).first()
    return verrouillee is None or verrouillee.flux != source.flux


@transaction.atomic
def _ranger(source, reponse, lues):
    """Writes down what is new; returns how much. The source is locked: two workers at once write once."""
    maintenant = timezone.now()
    if _a_change(source):
        return 0
    if reponse.inchange:
        source.noter_reussite(maintenant)
        return 0
    deja = set(source.informations.values_list("identifiant", flat=True))
    source.informations.filter(identifiant__in=[e.identifiant for e in lues]).update(vue_le=maintenant)
    # The same article, through another source of the mission.
    liens = {e.lien for e in lues if e.lien}
    ailleurs = set(Information.objects.filter(mission=source.mission_id, lien__in=liens).values_list("titre", "lien"))
    nouvelles = [e for e in lues if e.identifiant not in deja and (e.titre, e.lien) not in ailleurs]
    for entree in nouvelles:
        Information(
            mission=source.mission,
            source=source,
            titre=entree.titre,
            lien=entree.lien,
            resume=entree.resume,
            publiee_le=entree.publiee_le,
            recue_le=maintenant,
            vue_le=maintenant,
            identifiant=entree.identifiant,
        ).save(force_insert=True)
    source.noter_reussite(
        maintenant,
        contenu_le=maintenant,
        etag=_entete(reponse, "etag", 300),
        modifie=_entete(reponse, "last-modified", 100),
    )
    return len(nouvelles)


@transaction.atomic
def _echouer(source, phrase):
    if _a_change(source):
        return
    echecs = source.noter_echec(timezone.now(), phrase)
    if echecs < ECHECS_A_DIRE:
        return
    equipe = source.mission.comptes()
    prevenir(
        equipe.filter(pk=source.lecteur_id) or equipe,
        Sujet.RAPPEL,
        f"Le fil de {guillemets(source)} ne se lit plus",
        source.get_absolute_url(),
        # Told once a breakdown: the last success names it.
        cle=f"veille-panne-{source.pk}-{source.reussie_le:%Y%m%d%H%M}"
        if source.reussie_le
        else f"veille-panne-{source.pk}",
    )
