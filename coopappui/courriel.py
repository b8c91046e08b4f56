"""E-mail through the task queue: a dead mail server never stops a request.

`FileDAttente` (EMAIL_BACKEND) turns each message into a task; the worker (`manage.py db_worker`) sends it through
COURRIEL_TRANSPORT, tries again later when that fails, and wipes the message from the queue whatever happens: mails
hold sign-in codes. One given up after days leaves a failed task (`abandonnes`), so that somebody is told. A worker
killed while it sends (coopappui.taches) sends again, under the same Message-ID.
"""

import logging
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django_tasks import task
from django_tasks_db.backend import DatabaseBackend
from django_tasks_db.models import DBTaskResult

from coopappui.adresses import absolue
from coopappui.champs import est_adressable
from coopappui.taches import au_plus
from coopappui.texte import en_une_ligne

logger = logging.getLogger(__name__)

# How long to wait before each new try: nearly four days in all, more than a server down for a long weekend. A code is
# dead by then, but an invitation is not.
DELAIS = [*(timedelta(minutes=m) for m in (1, 5, 30)), *(timedelta(hours=h) for h in (2, 6, 12, 24, 24, 24))]


class Abandonne(Exception):
    """A mail will not leave: every try failed."""


class AdresseInutilisable(ValidationError):
    """No mail can be made out to this address, which was kept before addresses were checked for it."""


def ecrire(a, titre, paragraphes, bouton=None, pied=(), entetes=None):
    """Sends one mail, in text and in HTML, to the address `a`.

    `titre` is its subject and its heading, `paragraphes` its sentences (the empty ones are left out), `bouton` =
    (label, address within the site or whole), `pied` the small print. Attach nothing: give the address of a page.
    Raises AdresseInutilisable.
    """
    libelle, adresse = bouton or ("", "")
    contexte = {
        "titre": titre,
        "paragraphes": [p for p in paragraphes if p],
        "libelle": libelle,
        "adresse": absolue(adresse) if adresse.startswith("/") else adresse,
        "pied": pied,
        "site": settings.ADRESSE_DU_SITE,
    }
    message = EmailMultiAlternatives(
        en_une_ligne(titre), render_to_string("courriels/message.txt", contexte), to=[a], headers=entetes
    )
    message.attach_alternative(render_to_string("courriels/message.html", contexte), "text/html")
    remettre(message)


def remettre(message):
    """Hands a message over to the queue. Raises AdresseInutilisable, a French sentence for whoever asked."""
    for adresse in message.recipients():
        if not est_adressable(adresse):
            raise AdresseInutilisable(f"Rien ne peut être écrit à « {adresse} » : corrigez cette adresse.")
    message.send()


class FileDAttente(BaseEmailBackend):
    def send_messages(self, email_messages):
        for message in email_messages:
            livrer.enqueue(_emballer(message))
        return len(email_messages)


def faire_semblant(message):
    """Costs what sending the message would, and sends nothing: an unknown address answers as slowly as a known one."""
    if f"{__name__}.{FileDAttente.__name__}" == settings.EMAIL_BACKEND:
        # Whatever was typed: it may be no address at all.
        message.to = []
        livrer.enqueue(_emballer(message))


def _emballer(message):
    """What the task keeps. Building the message first refuses line breaks in headers (BadHeaderError)."""
    if message.attachments:
        raise NotImplementedError("Les messages en attente n’ont pas de pièce jointe : donnez plutôt une adresse.")
    mime = message.message()
    return {
        "subject": message.subject,
        "body": message.body,
        "from_email": message.from_email,
        "to": list(message.to),
        "cc": list(message.cc),
        "bcc": list(message.bcc),
        "reply_to": list(message.reply_to),
        # The same identity at each try: a mail received twice is recognised.
        "headers": {**message.extra_headers, "Message-ID": mime["Message-ID"], "Date": mime["Date"]},
        "content_subtype": message.content_subtype,
        "alternatives": [list(partie) for partie in getattr(message, "alternatives", [])],
    }


@task(takes_context=True)
def livrer(context, courriel, essai=0):
    """Sends one message, or puts it back in the queue for later. Raises Abandonne after the last try."""
    file = context.task_result.task.get_backend()
    parti = True
    try:
        with au_plus():
            _transmettre(courriel)
    except Exception:
        # Whatever the transport raises (network, refusal, certificate): the log tells it, with its trace, at each try.
        if file.supports_defer and essai < len(DELAIS):
            logger.warning("Courriel non parti (essai %d), réessayé plus tard.", essai + 1, exc_info=True)
            # Both or neither: a worker killed in between would send it twice, or never.
            with transaction.atomic():
                livrer.using(run_after=timezone.now() + DELAIS[essai]).enqueue(courriel, essai + 1)
                _oublier(file, context.task_result.id)
            return
        logger.exception("Courriel abandonné après %d essais : %s", essai + 1, courriel["subject"])
        parti = False
    _oublier(file, context.task_result.id)
    if not parti:
        # Not from the transport's error: the task keeps its trace, which may name the address.
        raise Abandonne(f"Après {essai + 1} essais.")


def retirer(vise):
    """Takes out of the queue the mails that wait and for which `vise`, given what the task keeps of one, says yes:
    those of somebody who is erased. Returns how many."""
    attendent = DBTaskResult.objects.filter(status="READY", task_path=livrer.module_path)
    vises = [t.pk for t in attendent if any(vise(courriel) for courriel in t.args_kwargs["args"][:1])]
    DBTaskResult.objects.filter(pk__in=vises).delete()
    return len(vises)


def va_a(courriel, adresse):
    """Whether what the task keeps of a mail goes to this address."""
    return adresse.casefold() in (a.casefold() for a in (*courriel["to"], *courriel["cc"], *courriel["bcc"]))


def abandonnes():
    """The mails that will not leave: every try failed, or each worker that held them died."""
    return DBTaskResult.objects.failed().filter(task_path=livrer.module_path)


def _transmettre(courriel):
    courriel = dict(courriel)
    genre = courriel.pop("content_subtype")
    message = EmailMultiAlternatives(**courriel, connection=get_connection(settings.COURRIEL_TRANSPORT))
    message.content_subtype = genre
    message.send()


def _oublier(file, id):
    """The row of the task stays, without the message."""
    if isinstance(file, DatabaseBackend):
        DBTaskResult.objects.filter(pk=id).update(args_kwargs={"args": [], "kwargs": {}})
