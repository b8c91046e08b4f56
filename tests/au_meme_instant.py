"""Several gestures at the same instant, for real: see the mark `au_meme_instant` in tests/conftest.py."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial

from django.db import connections


def ensemble(gestes):
    """Does all of them at once, each in its own thread; returns what they return."""

    def faire(geste):
        try:
            return geste()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(gestes)) as fils:
        return list(fils.map(faire, gestes))


def poster_ensemble(envois):
    """`envois`: (client, address, data); returns the responses."""
    return ensemble([partial(client.post, adresse, donnees) for client, adresse, donnees in envois])
