"""Scheduled jobs: each application lists its own in `travaux.py`, `manage.py entretien` runs them all.

    @travail
    def expirer_les_invitations():
        ...
        return "3 invitations expirées."

A job takes nothing, may run twice, or late, or be killed: it looks at what is due now, in one transaction. It returns
a short French sentence for the log, or None. Functions marked @alerte are then told which failed.
"""

import logging

from django.db import transaction
from django.utils.module_loading import autodiscover_modules

logger = logging.getLogger(__name__)
TRAVAUX, ALERTES = [], []


def travail(fonction):
    TRAVAUX.append(fonction)
    return fonction


def alerte(fonction):
    """Registers a function (names of the jobs that failed), which tells somebody."""
    ALERTES.append(fonction)
    return fonction


def accomplir():
    """Runs every job; one that fails is logged, told, and stops none of the others. Returns (sentences, failures)."""
    autodiscover_modules("travaux")
    phrases, echecs = [], []
    for fonction in TRAVAUX:
        _tenter(fonction, (), phrases, echecs)
    if rates := tuple(echecs):
        for fonction in ALERTES:
            _tenter(fonction, (rates,), phrases, echecs)
    return phrases, len(echecs)


def _tenter(fonction, arguments, phrases, echecs):
    try:
        with transaction.atomic():
            phrase = fonction(*arguments)
    except Exception:
        # Whatever it is (a file missing, the database restarting): the next run takes it up again.
        nom = f"{fonction.__module__}.{fonction.__name__}"
        logger.exception("Le travail %s a échoué.", nom)
        echecs.append(nom)
    else:
        phrases += [phrase] if phrase else []
