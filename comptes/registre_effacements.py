"""Who was erased, kept beside the database: a backup restored brings them back, this list erases them again.

One line an erasure, « date number-of-the-account » or « date kind:number » of what has no account, in
DONNEES/effacements.txt: no name, no address. Keep the latest version of the file when a backup is restored, then run
`manage.py reappliquer_effacements`.
"""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone

# {kind: (what they are, function)}, see `reapplication`.
REAPPLICATIONS = {}


def reapplication(genre, libelle):
    """Registers, for a kind, a function ({number: when it was erased}) which erases again those that came back, and
    returns how many. Each application lists its own in its `donnees.py`."""

    def inscrire(fonction):
        REAPPLICATIONS[genre] = (libelle, fonction)
        return fonction

    return inscrire


def _fichier():
    return settings.DONNEES / "effacements.txt"


def noter(pk, genre=""):
    """Once the erasure is certain: undone, it must leave no line that would erase somebody later."""
    ligne = f"{timezone.now().isoformat()} {f'{genre}:' if genre else ''}{pk}\n"
    transaction.on_commit(lambda: _ajouter(ligne))


def _ajouter(ligne):
    _fichier().parent.mkdir(parents=True, exist_ok=True)
    with _fichier().open("a", encoding="utf-8") as registre:
        registre.write(ligne)


def effaces(genre=""):
    """{number of an account, or of something of this kind: when it was erased, the last time}.

    The number alone does not name a person: a database brought back in time gives it again to somebody else, who
    joined after that date.
    """
    if not _fichier().exists():
        return {}
    lignes = [ligne.split() for ligne in _fichier().read_text(encoding="utf-8").splitlines() if ligne.strip()]
    dates = sorted((datetime.fromisoformat(date), *quoi.rpartition(":")[::2]) for date, quoi in lignes)
    return {int(pk): le for le, sien, pk in dates if sien == genre}
