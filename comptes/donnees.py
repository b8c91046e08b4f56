"""The account itself, what it was told, and where it is open."""

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.auth.hashers import make_password
from django.contrib.sessions.models import Session

from comptes import registre_effacements
from comptes.models import DemandeDEffacement, Notification
from comptes.models.utilisateur import EFFACE
from coopappui.courriel import retirer, va_a
from coopappui.donnees import effaceur, partie, rangees


@partie("Mon compte")
def compte(compte):
    yield from rangees([compte], "first_name", "last_name", "email", "telephone", "date_joined", "last_login")


@partie("Mes choix d’e-mails")
def choix(compte):
    yield from rangees(compte.choix_de_courriel.all(), "sujet", "rythme")


@partie("Mes notifications")
def notifications(compte):
    yield from rangees(Notification.objects.visibles_par(compte), "titre", "detail", "cree_le", "lue_le")


@partie("Mes sessions ouvertes")
def sessions(compte):
    for session in UserSession.objects.filter(user=compte):
        yield {"depuis": session.created_at, "adresse IP": session.ip, "appareil": session.user_agent}


@partie("Mes demandes d’effacement")
def demandes(compte):
    yield from rangees(DemandeDEffacement.objects.filter(compte=compte), "demandee_le", "etat", "precision")


@effaceur
def fermer_le_compte(compte):
    """What the person wrote in common stays, signed by nobody."""
    ancienne = compte.email
    cles = list(UserSession.objects.filter(user=compte).values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=cles).delete()
    UserSession.objects.filter(user=compte).delete()
    Authenticator.objects.filter(user=compte).delete()
    Notification.objects.filter(destinataire=compte).delete()
    compte.choix_de_courriel.all().delete()
    compte.rappels_faits.all().delete()
    en_file = retirer(lambda courriel: va_a(courriel, ancienne))
    compte.first_name, compte.last_name, compte.telephone = "", "", ""
    compte.email, compte.password = f"efface-{compte.pk}{EFFACE}", make_password(None)
    compte.is_active = compte.is_staff = compte.is_superuser = False
    compte.save()
    registre_effacements.noter(compte.pk)
    return f"Compte fermé et rendu anonyme ; sessions closes : {len(cles)} ; e-mails retirés de la file : {en_file}."
