"""What the missions ask to be done while nobody looks: see coopappui.travaux."""

from datetime import timedelta

from django.utils import timezone

from comptes import rappels as echeances
from comptes.rappels import Rappel, moment, source
from coopappui.jours import jour_long
from coopappui.texte import guillemets, pluriel
from coopappui.travaux import travail
from missions.envois_d_enquete import APRES, AVANT, INVITATION, ecrire_a_tous
from missions.models import (
    ActionDePhase,
    Destinataire,
    Enquete,
    GroupeAContacter,
    Information,
    Lettre,
    Membre,
    Source,
)
from missions.veille.envoi import distribuer
from missions.veille.releve import demander


@source
def actions_de_mission(aujourd_hui):
    """The actions that a member took on, seven days before they are due, then two."""
    ouvertes = ActionDePhase.objects.ouvertes().filter(echeance__range=_bientot(aujourd_hui))
    for action, membre in _confies(ouvertes.select_related("qui", "mission"), "qui"):
        yield Rappel(
            membre,
            f"action-{action.pk}-{moment(action.echeance, aujourd_hui)}",
            f"{guillemets(action.titre)} est prévu pour le {jour_long(action.echeance, 'j F')}.",
            action.get_absolute_url(),
        )


@source
def groupes_a_contacter(aujourd_hui):
    """Those that a member is to contact, seven days before the date, then two."""
    dus = GroupeAContacter.objects.a_contacter().filter(echeance__range=_bientot(aujourd_hui))
    for groupe, membre in _confies(dus.avec_liens(), "qui"):
        yield Rappel(
            membre,
            # The date is in it: who is to be called again, later, is recalled again.
            f"groupe-{groupe.pk}-{groupe.echeance}-{moment(groupe.echeance, aujourd_hui)}",
            f"{guillemets(groupe)} est à contacter avant le {jour_long(groupe.echeance, 'j F')}.",
            groupe.get_absolute_url(),
        )


@source
def sources_a_lire(aujourd_hui):
    """Those whose turn has come, once each time."""
    for lue, membre in _confies(Source.objects.a_lire(aujourd_hui).select_related("lecteur"), "lecteur"):
        yield Rappel(
            membre,
            f"source-{lue.pk}-{lue.a_lire_le or 'jamais'}",
            f"{guillemets(lue)} est à lire pour la veille ({lue.get_frequence_display().lower()}).",
            lue.get_absolute_url(),
        )


def _bientot(aujourd_hui):
    return aujourd_hui, aujourd_hui + timedelta(days=max(echeances.AVANT))


def _confies(objets, champ):
    """(what is entrusted to somebody, who), for those who still are members of its mission."""
    presents = set(Membre.objects.actifs().values_list("mission", "utilisateur"))
    for objet in objets.exclude(**{champ: None}):
        membre = getattr(objet, champ)
        if (objet.mission_id, membre.pk) in presents:
            yield objet, membre


# Days before the date butoir; nobody is reminded of what they have just received, nor long after the date.
JOURS_AVANT, JOURS_APRES = 5, 30


@travail
def rappeler_les_enquetes():
    """One reminder before the date butoir and one after, to those from whom an answer is still hoped for."""
    jour = timezone.localdate()
    ouvertes = Enquete.objects.ouvertes()
    bientot = ouvertes.filter(date_butoir__range=(jour, jour + timedelta(days=JOURS_AVANT)))
    passees = ouvertes.filter(date_butoir__range=(jour - timedelta(days=JOURS_APRES), jour - timedelta(days=1)))
    nombre = _faire_ecrire(bientot, AVANT) + _faire_ecrire(passees, APRES)
    return f"Rappels d’enquêtes en route : {nombre}." if nombre else None


def _faire_ecrire(enquetes, genre):
    """Asks for the mails of those where somebody can be written to, lot by lot; returns how many enquêtes."""
    attendus = Destinataire.objects.filter(enquete__in=enquetes).a_ecrire(genre).select_related("personne")
    concernees = sorted({d.enquete_id for d in attendus if d.joignable})
    for enquete in concernees:
        ecrire_a_tous.enqueue(enquete, genre)
    return len(concernees)


# A letter, or an enquête, is on its way for that long, at least, before anybody worries.
EN_ROUTE = timedelta(minutes=15)


@travail
def finir_d_inviter():
    """Enquêtes whose worker stopped on the way: who was written to is not again."""
    partis = timezone.now() - EN_ROUTE
    ouvertes = Enquete.objects.ouvertes().filter(ouverte_le__lt=partis, date_butoir__gte=timezone.localdate())
    nombre = _faire_ecrire(ouvertes, INVITATION)
    return f"Envois d’enquêtes repris : {nombre}." if nombre else None


@travail
def relever_les_sources():
    demandees = sum(demander(source) for source in Source.objects.a_relever())
    return f"Fils à relever : {demandees}." if demandees else None


@travail
def oublier_les_informations_ecartees():
    nombre = Information.objects.a_oublier().count()
    Information.objects.a_oublier().delete()
    s = pluriel(nombre)
    return f"{nombre} information{s} écartée{s} oubliée{s}." if nombre else None


@travail
def finir_les_envois():
    """Letters whose worker stopped on the way: what has left does not leave again."""
    lettres = Lettre.objects.filter(envois__etat="a-remettre", envoyee_le__lt=timezone.now() - EN_ROUTE).distinct()
    for lettre in lettres:
        distribuer.enqueue(lettre.pk)
    return f"Envois de lettres repris : {len(lettres)}." if lettres else None
