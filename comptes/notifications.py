"""Telling people something: a notification in the portal, and a mail at once, once a day, or never."""

import logging

from django.core import signing
from django.urls import reverse

from comptes.models import ChoixDeCourriel, Notification, Rythme, Sujet, Utilisateur
from coopappui.adresses import absolue
from coopappui.courriel import AdresseInutilisable, ecrire
from coopappui.texte import en_une_ligne

logger = logging.getLogger(__name__)
SEL = "desabonnement"


def prevenir(destinataires, sujet, titre, adresse, detail="", cle="", sauf=None):
    """Tells `titre` (one short sentence) to these accounts, with the address of the page where it is.

    `detail`: a second sentence, never what a person wrote. `cle`: the same fact is told once to the same person.
    `sauf`: the account that caused it, not told of its own doing. Call it inside the transaction of the fact: the
    mail joins the queue with it, or not at all. Returns the notifications made.
    """
    sujet = Sujet(sujet)
    comptes = {c.pk: c for c in destinataires if c and c.is_active and (sauf is None or c.pk != sauf.pk)}
    if cle:
        for pk in Notification.objects.filter(destinataire__in=comptes, cle=cle).values_list(
            "destinataire", flat=True
        ):
            comptes.pop(pk, None)
    rythmes = dict(
        ChoixDeCourriel.objects.filter(utilisateur__in=comptes, sujet=sujet).values_list("utilisateur", "rythme")
    )
    faites = []
    for compte in comptes.values():
        rythme = rythmes.get(compte.pk, Rythme.IMMEDIAT)
        notification = Notification.objects.create(
            destinataire=compte,
            sujet=sujet,
            titre=en_une_ligne(titre)[:200],
            detail=en_une_ligne(detail)[:500],
            adresse=adresse,
            cle=cle or "",
            courriel=_SORT[rythme],
        )
        faites.append(notification)
        if rythme == Rythme.IMMEDIAT:
            envoyer(compte, sujet, notification.titre, [notification.detail], ("Ouvrir", adresse))
    return faites


_SORT = {
    Rythme.IMMEDIAT: Notification.Courriel.PARTI,
    Rythme.QUOTIDIEN: Notification.Courriel.RECAPITULATIF,
    Rythme.JAMAIS: Notification.Courriel.AUCUN,
}


def envoyer(compte, sujet, titre, paragraphes, bouton):
    """A mail to an account, from which one click stops the mails of this subject (RFC 8058).

    `sujet` is None for the daily mail, which holds several. One address that cannot be written to stops nobody's
    gesture: what is told is also in the portal.
    """
    adresse = absolue(reverse("desabonnement", args=[jeton_de_desabonnement(compte, sujet)]))
    pourquoi = f"vous suivez « {sujet.label} »" if sujet else "vous avez choisi un récapitulatif par jour"
    pied = [
        f"Vous recevez ce message parce que {pourquoi} sur CoopAppui.",
        f"Ne plus recevoir ces messages : {adresse}",
    ]
    entetes = {"List-Unsubscribe": f"<{adresse}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    try:
        ecrire(compte.email, titre, paragraphes, bouton, pied, entetes)
    except AdresseInutilisable:
        logger.warning("Compte %s : adresse inutilisable, rien ne lui est écrit.", compte.pk)


def jeton_de_desabonnement(compte, sujet):
    """Does not expire: an old mail must still unsubscribe. It gives access to nothing else."""
    return signing.dumps([compte.pk, Sujet(sujet).value if sujet else ""], salt=SEL)


def lire_jeton(jeton):
    """(account, subject, None for the daily mail) of a link. Raises BadSignature, ValueError or
    Utilisateur.DoesNotExist."""
    pk, sujet = signing.loads(jeton, salt=SEL)
    return Utilisateur.objects.get(pk=pk), Sujet(sujet) if sujet else None
