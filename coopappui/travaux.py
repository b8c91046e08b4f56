"""Scheduled jobs: each application lists its own in `travaux.py`, `manage.py entretien` runs them all.

    @travail
    def expirer_les_invitations():
        ...
        return "3 invitations expirées."

A job takes nothing, may run twice, or late, or be killed: it looks at what is due now, in one transaction. It returns
a short French sentence for the log, or None.
"""

import logging

from django.db import transaction
from django.utils.module_loading import autodiscover_modules

logger = logging.getLogger(__name__)
TRAVAUX = []


def travail(fonction):
    TRAVAUX.append(fonction)
    return fonction


def accomplir():
    """Runs every job; one that fails is logged and stops none of the others. Returns (sentences, failures)."""
    autodiscover_modules("travaux")
    phrases, echecs = [], 0
    for fonction in TRAVAUX:
        try:
            with transaction.atomic():
                phrase = fonction()
        except Exception:
            # Whatever it is (a file missing, the database restarting): the next run takes it up again.
            logger.exception("Le travail %s.%s a échoué.", fonction.__module__, fonction.__name__)
            echecs += 1
        else:
            phrases += [phrase] if phrase else []
    return phrases, echecs
