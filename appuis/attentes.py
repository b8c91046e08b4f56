"""What is expected from a bénéficiaire now, in one list: their engagements, a fiche to fill, a row to confirm…

Each part of the portal adds its own source, `source(user) -> iterable of Attente`, from the `ready` of its
application: the space shows them without knowing them.
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Attente:
    """`quoi`: « Remplir le pré-projet »; `adresse`: where; `bouton`: « Remplir ». `appui` and `projet`: what it is
    about, when it is about one. `pour_le`: its due date, if any; `detail`: a few words under it."""

    quoi: str
    adresse: str
    bouton: str
    icone: str
    pour_le: date | None = None
    detail: str = ""
    appui_id: int | None = None
    projet_id: int | None = None


SOURCES = []


def attentes(user):
    """All of them, the most pressing first, undated last."""
    toutes = [attente for source in SOURCES for attente in source(user)]
    return sorted(toutes, key=lambda a: (a.pour_le is None, a.pour_le or date.max))
