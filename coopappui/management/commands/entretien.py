"""`manage.py entretien`, several times an hour: the scheduled jobs, interrupted tasks, and what is over forgotten."""

from datetime import timedelta

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from coopappui import taches, travaux

# Finished tasks hold nothing but dates by then; a day is enough to look into a failure.
GARDE = timedelta(days=1)


class Command(BaseCommand):
    help = (
        "Accomplit les travaux prévus (rappels, récapitulatifs, expirations), reprend les tâches interrompues, oublie "
        "les sessions closes et les tâches finies. Sans danger à relancer"
    )

    def handle(self, **options):
        repris, abandonnees = taches.reprendre()
        finies, _ = DBTaskResult.objects.finished().filter(finished_at__lt=timezone.now() - GARDE).delete()
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
            raise CommandError(f"{echecs} travail ou travaux en échec : voyez le journal.")
