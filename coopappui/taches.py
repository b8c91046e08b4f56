"""Background tasks that survive their worker: bounded in time, and taken up again when it was killed."""

import logging
import signal
import threading
from contextlib import contextmanager
from datetime import timedelta

from django.utils import timezone
from django_tasks_db.models import DBTaskResult

logger = logging.getLogger(__name__)

# A task stops by itself after this many seconds…
DUREE_MAX = 60
# … so that one that runs for longer than this has lost its worker.
ABANDON = timedelta(seconds=80)
# Taken up again that many times, then marked as failed: it may be what kills the workers.
ESSAIS = 3


class TropLong(Exception):
    """A task did not end in DUREE_MAX seconds."""


@contextmanager
def au_plus(secondes=DUREE_MAX):
    """Interrupts what it surrounds after `secondes`, by raising TropLong. Signals reach the main thread only."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def interrompre(signum, frame):
        raise TropLong(f"Interrompue après {secondes} secondes.")

    precedent = signal.signal(signal.SIGALRM, interrompre)
    signal.alarm(secondes)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, precedent)


def reprendre(depuis=ABANDON):
    """Puts back in the queue what runs without a worker any more; returns (taken up again, given up).

    Safe to run at the same time elsewhere: a row changes only if nobody has changed it meanwhile.
    """
    reprises = abandonnees = 0
    for ligne in DBTaskResult.objects.running().filter(started_at__lt=timezone.now() - depuis):
        meme = DBTaskResult.objects.running().filter(pk=ligne.pk, started_at=ligne.started_at)
        if len(ligne.worker_ids) < ESSAIS:
            reprises += meme.update(status="READY", started_at=None)
            logger.warning("Tâche %s reprise : son travailleur s’est arrêté.", ligne.pk)
        else:
            # Without its content: mails hold sign-in codes.
            abandonnees += meme.update(
                status="FAILED",
                finished_at=timezone.now(),
                args_kwargs={"args": [], "kwargs": {}},
                exception_class_path=f"{TropLong.__module__}.{TropLong.__qualname__}",
                traceback=f"Son travailleur s’est arrêté {ESSAIS} fois.",
            )
            logger.error("Tâche %s abandonnée : son travailleur s’est arrêté %d fois.", ligne.pk, ESSAIS)
    return reprises, abandonnees
