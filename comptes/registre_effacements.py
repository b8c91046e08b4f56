"""The accounts erased, kept beside the database: a backup restored brings them back, this list erases them again.

One line an erasure, « date number-of-the-account », in DONNEES/effacements.txt: no name, no address. Keep the latest
version of the file when a backup is restored, then run `manage.py reappliquer_effacements`.
"""

from django.conf import settings
from django.utils import timezone


def _fichier():
    return settings.DONNEES / "effacements.txt"


def noter(compte):
    _fichier().parent.mkdir(parents=True, exist_ok=True)
    with _fichier().open("a", encoding="utf-8") as registre:
        registre.write(f"{timezone.now():%Y-%m-%dT%H:%M:%SZ} {compte.pk}\n")


def effaces():
    """The numbers of the accounts erased so far."""
    if not _fichier().exists():
        return set()
    return {int(ligne.split()[1]) for ligne in _fichier().read_text(encoding="utf-8").splitlines() if ligne.strip()}
