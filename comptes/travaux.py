"""The daily mails: what people chose to be told once a day, and their reminders; what the administrators must know."""

from datetime import timedelta

from django.db.models import Max, Q
from django.urls import reverse
from django.utils import timezone

from comptes.models import Notification, RappelFait, Sujet, Utilisateur
from comptes.notifications import envoyer, prevenir
from comptes.rappels import rappeler
from coopappui.courriel import abandonnes
from coopappui.texte import pluriel
from coopappui.travaux import alerte, travail

# Daily mails leave from this hour on, local time.
HEURE = 7
# Notifications already read are kept this long, the others twice as long.
GARDE = timedelta(days=180)
ABANDONNES = "courriels-abandonnes-"


@travail
def rappels():
    if timezone.localtime().hour < HEURE:
        return None
    ecrits = rappeler(timezone.localdate())
    s = pluriel(ecrits)
    return f"Rappels : {ecrits} personne{s} prévenue{s}." if ecrits else None


@travail
def recapitulatifs():
    """One mail a day to whoever prefers it so. The account is locked: two workers at once write once."""
    if timezone.localtime().hour < HEURE:
        return None
    aujourd_hui, ecrits = timezone.localdate(), 0
    en_attente = Notification.objects.a_recapituler().values("destinataire")
    comptes = Utilisateur.objects.filter(pk__in=en_attente).exclude(recapitule_le=aujourd_hui)
    for compte in comptes.select_for_update():
        notifications = list(compte.notifications.a_recapituler().order_by("cree_le"))
        if not notifications:
            continue
        compte.recapitule_le = aujourd_hui
        compte.save(update_fields=["recapitule_le"])
        Notification.objects.filter(pk__in=[n.pk for n in notifications]).update(courriel=Notification.Courriel.PARTI)
        _recapituler(compte, notifications)
        ecrits += 1
    return f"Récapitulatifs : {ecrits} envoyé{pluriel(ecrits)}." if ecrits else None


def _recapituler(compte, notifications):
    nombre = len(notifications)
    titre = f"Vos {nombre} nouvelles du jour" if nombre > 1 else "Une nouvelle du jour"
    bouton = ("Voir mes notifications", reverse("comptes:notifications"))
    envoyer(compte, None, titre, [f"• {n.titre}" for n in notifications], bouton)


@travail
def dire_les_courriels_abandonnes():
    """To the administrators, in the portal for the mails themselves may not leave: once a day, what is new."""
    deja = Notification.objects.filter(cle__startswith=ABANDONNES).aggregate(le=Max("cree_le"))["le"]
    nouveaux = abandonnes().filter(finished_at__gt=deja) if deja else abandonnes()
    if not (nombre := nouveaux.count()):
        return None
    titre = f"{nombre} e-mails n’ont pas pu partir" if nombre > 1 else "Un e-mail n’a pas pu partir"
    detail = "Le serveur d’envoi ne répond pas ou les refuse, malgré plusieurs essais : voyez le journal du worker."
    dites = _prevenir_les_administrateurs(titre, detail, ABANDONNES)
    return f"E-mails abandonnés : {nombre}." if dites else None


@alerte
def dire_les_travaux_en_echec(noms):
    titre = f"{len(noms)} travaux prévus ont échoué" if len(noms) > 1 else "Un travail prévu a échoué"
    detail = f"{', '.join(noms)}. Un nouvel essai suit d’ici dix minutes ; sinon, voyez le journal du worker."
    _prevenir_les_administrateurs(titre, detail, "travaux-en-echec-")


def _prevenir_les_administrateurs(titre, detail, cle):
    """Once a day."""
    cle = f"{cle}{timezone.localdate()}"
    administrateurs = Utilisateur.objects.administrateurs()
    return prevenir(administrateurs, Sujet.ACCES, titre, reverse("admin:index"), detail=detail, cle=cle)


@travail
def oublier_les_notifications():
    maintenant = timezone.now()
    vieilles = Q(lue_le__lt=maintenant - GARDE) | Q(cree_le__lt=maintenant - 2 * GARDE)
    nombre, _ = Notification.objects.filter(vieilles).delete()
    RappelFait.objects.filter(le__lt=(maintenant - 2 * GARDE).date()).delete()
    return f"Notifications oubliées : {nombre}." if nombre else None
