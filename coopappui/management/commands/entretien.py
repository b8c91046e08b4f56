"""`manage.py entretien`, every hour (cron): resends interrupted mails, forgets what is over."""

from datetime import timedelta

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from coopappui import courriel

# Finished tasks hold nothing but dates by then; a day is enough to look into a failure.
GARDE = timedelta(days=1)


class Command(BaseCommand):
    help = "Reprend les courriels interrompus, oublie les sessions closes et les tâches finies. À lancer chaque heure"

    def handle(self, **options):
        repris = courriel.reprendre()
        taches, _ = DBTaskResult.objects.finished().filter(finished_at__lt=timezone.now() - GARDE).delete()
        call_command("clearsessions")
        closes, _ = UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()
        self.stdout.write(
            f"Courriels repris : {repris}. Tâches oubliées : {taches}. Sessions closes oubliées : {closes}."
        )
