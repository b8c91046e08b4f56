"""Whole addresses, for what is read outside the site: mails, calendars."""

from django.conf import settings


def absolue(chemin):
    """« https://coopappui.example.org/espace/ » for « /espace/ »: no request is needed, hence none is believed."""
    return settings.ADRESSE_DU_SITE.rstrip("/") + chemin
