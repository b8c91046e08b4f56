"""The accounts erased, kept beside the database: a backup restored brings them back, this list erases them again.

One line an erasure, « date number-of-the-account », in DONNEES/effacements.txt: no name, no address. Keep the latest
version of the file when a backup is restored, then run `manage.py reappliquer_effacements`.
"""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone


def _fichier():
    return settings.DONNEES / "effacements.txt"


def noter(compte):
    """Once the erasure is certain: undone, it must leave no line that would erase the account later."""
    ligne = f"{timezone.now().isoformat()} {compte.pk}\n"
    transaction.on_commit(lambda: _ajouter(ligne))


def _ajouter(ligne):
    _fichier().parent.mkdir(parents=True, exist_ok=True)
    with _fichier().open("a", encoding="utf-8") as registre:
        registre.write(ligne)


def effaces():
    """{number of an account: when it was erased, the last time}.

    The number alone does not name a person: a database brought back in time gives it again to somebody else, who
    joined after that date.
    """
    if not _fichier().exists():
        return {}
    lignes = [ligne.split() for ligne in _fichier().read_text(encoding="utf-8").splitlines() if ligne.strip()]
    return {int(pk): le for le, pk in sorted((datetime.fromisoformat(date), pk) for date, pk in lignes)}
