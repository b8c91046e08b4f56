"""`manage.py boite`: the mail server of a developer's machine; what it receives is read at /courriels/."""

import signal

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from coopappui.boite import serveur


class Command(BaseCommand):
    help = "Reçoit les e-mails de cette machine et les garde ; rien ne part ailleurs. En développement seulement"

    def handle(self, **options):
        if not settings.DEBUG:
            raise CommandError("Ce serveur d’e-mails ne sert qu’au développement (DEBUG=on).")
        controleur = serveur(settings.COURRIELS_RECUS, settings.EMAIL_PORT)
        try:
            controleur.start()
        except OSError as pris:
            raise CommandError(f"Le port {settings.EMAIL_PORT} n’est pas libre : {pris}") from pris
        try:
            signal.sigwait({signal.SIGTERM, signal.SIGINT})
        finally:
            controleur.stop()
