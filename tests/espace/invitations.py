"""What the tests of invitations do over and over."""

import re

from django.core import mail
from django.urls import reverse

from appuis.models import Appui, Invitation
from comptes.models import Notification


def inviter(troupe, personne, cible=None, par=None):
    return Invitation.objects.inviter(personne, cible or troupe.appui, par or troupe.agent)


def lien_recu(adresse=None):
    """The address of the invitation in the last mail (sent to `adresse`), within the site."""
    return re.search(r"(/invitations/lien/[\w-]+/)", dernier(adresse).body)[1]


def dernier(adresse=None):
    return next(m for m in reversed(mail.outbox) if adresse is None or m.to == [adresse])


def jeton_recu():
    return lien_recu().split("/")[-2]


def messages(reponse):
    return [str(m) for m in reponse.context["messages"]]


def erreurs(reponse):
    """Every error of the form of the page, its parts included."""
    form = reponse.context["form"]
    parties = [form, *([form.nouvelle] if hasattr(form, "nouvelle") else [])]
    return " ".join(phrase for partie in parties for phrases in partie.errors.values() for phrase in phrases)


def a_un_appui(appui):
    return reverse("invitations:a_un_appui", args=[appui.pk])


def a_un_projet(projet):
    return reverse("invitations:a_un_projet", args=[projet.pk])


def espace(cible):
    """The address of what they were invited to."""
    return reverse("espace:appui" if isinstance(cible, Appui) else "espace:projet", args=[cible.pk])


def titres(compte):
    """What they were told, in the portal."""
    return list(Notification.objects.filter(destinataire=compte).values_list("titre", flat=True))
