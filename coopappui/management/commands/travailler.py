"""`manage.py travailler`: the background worker, watched, and the scheduled jobs. One per instance is enough."""

import logging
import signal
import subprocess
import sys
import time

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import close_old_connections
from django.db.utils import DatabaseError

from coopappui import taches

logger = logging.getLogger(__name__)

VEILLE = 10  # seconds between two looks at the worker and at interrupted tasks
ENTRETIEN = 10 * 60  # seconds between two runs of the scheduled jobs


class Arret(BaseException):
    """Asked to stop: no « except Exception » on the way may hold it back."""


class Command(BaseCommand):
    help = "Vide la file des tâches (db_worker), reprend celles qu’un arrêt a interrompues, lance `entretien`"

    def handle(self, **options):
        for numero in (signal.SIGTERM, signal.SIGINT):
            signal.signal(numero, self._arreter)
        travailleur = None
        prochain = time.monotonic()
        try:
            while True:
                if travailleur is None or travailleur.poll() is not None:
                    if travailleur is not None:
                        logger.error(
                            "Le travailleur s’est arrêté (code %s) : un autre le remplace.", travailleur.poll()
                        )
                    travailleur = self._lancer()
                self._reprendre()
                if time.monotonic() >= prochain:
                    self._entretenir()
                    prochain = time.monotonic() + ENTRETIEN
                time.sleep(VEILLE)
        except Arret:
            logger.info("Arrêt demandé.")
        finally:
            if travailleur and travailleur.poll() is None:
                # It ends the task at hand, which is bounded.
                travailleur.terminate()
                travailleur.wait(timeout=taches.DUREE_MAX + 5)

    def _arreter(self, signum, frame):
        raise Arret

    def _lancer(self):
        return subprocess.Popen([sys.executable, sys.argv[0], "db_worker", "--no-reload"])

    def _reprendre(self):
        close_old_connections()
        try:
            taches.reprendre()
        except DatabaseError:
            logger.warning("La base de données ne répond pas.", exc_info=True)

    def _entretenir(self):
        try:
            call_command("entretien", stdout=self.stdout)
        except (CommandError, DatabaseError) as echec:
            logger.error("Entretien incomplet : %s", echec)
