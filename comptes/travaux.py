"""The daily mails: what people chose to be told once a day, and their reminders."""

from datetime import timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from comptes.models import Notification, RappelFait, Utilisateur
from comptes.rappels import rappeler
from coopappui.adresses import absolue
from coopappui.courriel import ecrire
from coopappui.travaux import travail

# Daily mails leave from this hour on, local time.
HEURE = 7
# Notifications already read are kept this long, the others twice as long.
GARDE = timedelta(days=180)


@travail
def rappels():
    if timezone.localtime().hour < HEURE:
        return None
    ecrits = rappeler(timezone.localdate())
    return f"Rappels : {ecrits} personne(s) prévenue(s)." if ecrits else None


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
    return f"Récapitulatifs : {ecrits} envoyé(s)." if ecrits else None


def _recapituler(compte, notifications):
    nombre = len(notifications)
    titre = f"Vos {nombre} nouvelles du jour" if nombre > 1 else "Une nouvelle du jour"
    ecrire(
        compte.email,
        titre,
        [f"• {n.titre}" for n in notifications],
        ("Voir mes notifications", reverse("comptes:notifications")),
        pied=[f"Pour changer de rythme ou ne plus rien recevoir : {absolue(reverse('comptes:rythmes'))}"],
    )


@travail
def oublier_les_notifications():
    maintenant = timezone.now()
    vieilles = Q(lue_le__lt=maintenant - GARDE) | Q(cree_le__lt=maintenant - 2 * GARDE)
    nombre, _ = Notification.objects.filter(vieilles).delete()
    RappelFait.objects.filter(le__lt=(maintenant - 2 * GARDE).date()).delete()
    return f"Notifications oubliées : {nombre}." if nombre else None
