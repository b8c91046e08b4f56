"""Days as French writes them: the first of a month is « 1er », whatever else is said of it."""

from datetime import datetime

from django.utils import timezone
from django.utils.dateformat import format as mettre_en_forme
from django.utils.translation import get_language


def jour_long(valeur, forme="j F Y"):
    """« 1er mars 2027 », « 4 décembre 2026 »; an instant is read at the local time.

    `forme` is written as for Django's `date`. In English, a day keeps its bare number.
    """
    if not valeur:
        return ""
    if isinstance(valeur, datetime) and timezone.is_aware(valeur):
        valeur = timezone.localtime(valeur)
    premier = valeur.day == 1 and (get_language() or "fr").startswith("fr")
    return mettre_en_forme(valeur, forme.replace("j", r"1\e\r") if premier else forme)
