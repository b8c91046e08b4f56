"""`manage.py entretien`, several times an hour: the scheduled jobs, interrupted tasks, and what is over forgotten."""

from datetime import timedelta

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from coopappui import taches, travaux

# Finished tasks hold nothing but dates by then. The failed ones are kept long enough to be told, even by a late run.
GARDE, GARDE_DES_ECHECS = timedelta(days=1), timedelta(days=7)


class Command(BaseCommand):
    help = (
        "Accomplit les travaux prévus (rappels, récapitulatifs, expirations), reprend les tâches interrompues, oublie "
        "les sessions closes et les tâches finies. Sans danger à relancer"
    )

    def handle(self, **options):
        repris, abandonnees = taches.reprendre()
        finies = _oublier(DBTaskResult.objects.successful(), GARDE)
        finies += _oublier(DBTaskResult.objects.failed(), GARDE_DES_ECHECS)
        call_command("clearsessions")
        closes, _ = UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()
        self.stdout.write(
            f"Tâches reprises : {repris}, abandonnées : {abandonnees}, oubliées : {finies}. "
            f"Sessions closes oubliées : {closes}."
        )
        phrases, echecs = travaux.accomplir()
        for phrase in phrases:
            self.stdout.write(phrase)
        if echecs:
            combien = f"{echecs} travaux" if echecs > 1 else "1 travail"
            raise CommandError(f"{combien} en échec : voyez le journal.")


def _oublier(taches, garde):
    return taches.filter(finished_at__lt=timezone.now() - garde).delete()[0]
