"""Letters on their way: one mail a recipient, through the queue of mails, each once; and how one unsubscribes."""

import logging

from django.core import signing
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django_tasks import task

from coopappui.adresses import absolue
from coopappui.courriel import AdresseInutilisable, remettre
from coopappui.texte import en_une_ligne
from missions.models import Desabonnement, EnvoiDeLettre, Lettre, Mission, Personne
from missions.models.diffusion import empreinte
from missions.veille.redaction import MARQUE, rediger

logger = logging.getLogger(__name__)
SEL = "veille-desabonnement"
# Handed over by one task, which then asks for another: each keeps well within the time a task has.
PAR_TACHE = 50
# The token of a letter sent to oneself to try it: it unsubscribes nobody.
ESSAI = "essai"


# --- unsubscribing -----------------------------------------------------------------------------


def jeton(envoi):
    """Does not expire: an old letter must still unsubscribe. It gives access to nothing else."""
    return signing.dumps([envoi.lettre.mission_id, envoi.personne_id, empreinte(envoi.courriel)], salt=SEL)


def lire_jeton(jeton):
    """(mission, person or None, print of the address). Raises BadSignature or Mission.DoesNotExist."""
    mission, personne, trace = signing.loads(jeton, salt=SEL)
    return Mission.objects.get(pk=mission), Personne.objects.filter(pk=personne, mission=mission).first(), trace


def desabonner(mission, personne, trace):
    """Told once, or ten times: the same."""
    Desabonnement.objects.get_or_create(mission=mission, empreinte=trace, defaults={"personne": personne})


def reabonner(mission, personne, trace):
    Desabonnement.objects.de(mission, personne, trace).delete()


# --- sending -----------------------------------------------------------------------------------


def envoyer(lettre, par):
    """The letter is closed and its mails are asked for, or neither. Raises ValidationError. Returns how many."""
    with transaction.atomic():
        # Locked first: what is written below is what its rows say now.
        html, texte = rediger(lettre.en_preparation())
        nombre = lettre.envoyer(par, html, texte)
        distribuer.enqueue(lettre.pk)
    return nombre


@task()
def distribuer(pk, apres=0):
    """Hands the mails over to the queue of mails, one by one, from the row after `apres`; what was handed over is not
    handed over again. A row that fails is left for later (see travaux.finir_les_envois), and stops none."""
    lettre = Lettre.objects.select_related("mission", "envoyee_par").filter(pk=pk, etat=Lettre.Etat.ENVOYEE).first()
    if lettre is None:
        return
    attendent = lettre.envois.filter(etat=EnvoiDeLettre.Etat.A_REMETTRE, pk__gt=apres).order_by("pk")
    lot = list(attendent.values_list("pk", flat=True)[:PAR_TACHE])
    for numero in lot:
        try:
            _remettre(lettre, numero)
        except Exception:
            logger.exception("Lettre %s : l’envoi %s n’a pas été remis.", pk, numero)
    if len(lot) == PAR_TACHE:
        distribuer.enqueue(pk, lot[-1])


@transaction.atomic
def _remettre(lettre, numero):
    """The mail joins the queue and its row says so, or neither."""
    envoi = EnvoiDeLettre.objects.select_for_update().get(pk=numero)
    if envoi.etat != EnvoiDeLettre.Etat.A_REMETTRE:
        return
    envoi.lettre = lettre
    if not envoi.courriel or envoi.se_desabonne():
        envoi.etat = EnvoiDeLettre.Etat.DESABONNE
    else:
        adresse = absolue(reverse("veille:desabonnement", args=[jeton(envoi)]))
        try:
            _ecrire(lettre, envoi.courriel, adresse)
        except AdresseInutilisable:
            envoi.etat = EnvoiDeLettre.Etat.IMPOSSIBLE
        else:
            envoi.etat, envoi.remis_le = EnvoiDeLettre.Etat.REMIS, timezone.now()
    envoi.save()


def essayer(lettre, compte):
    """Sends it to oneself, as it would leave now. Raises ValidationError."""
    _ecrire(lettre, compte.email, adresse_d_essai(), essai=True)
    return True


def adresse_d_essai():
    return absolue(reverse("veille:desabonnement", args=[ESSAI]))


def _ecrire(lettre, a, desabonnement, essai=False):
    html, texte = rediger(lettre)
    titre = f"[Essai] {lettre.titre}" if essai else lettre.titre
    repondre = lettre.mission.contact_courriel
    message = EmailMultiAlternatives(
        en_une_ligne(titre),
        texte.replace(MARQUE, desabonnement),
        to=[a],
        reply_to=[repondre] if repondre else None,
        headers={"List-Unsubscribe": f"<{desabonnement}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"},
    )
    message.attach_alternative(html.replace(MARQUE, desabonnement), "text/html")
    remettre(message)
