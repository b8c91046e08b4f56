"""The access matrix: one row an address, in one module a zone; `test_matrice.py` plays every row.

    from tests.acces import MEMBRES, Ligne

    LIGNES = [Ligne("reseau:structure", lambda t: [t.structure.pk], get=MEMBRES)]

A role listed for a method is answered (status < 400, never sent to sign-in). When a method is granted to some roles,
the others get 404; when it is granted to none, everybody gets 404 or 405. PUT, PATCH and DELETE are always refused.
Somebody signed out is sent to sign-in, unless the row is public. Nothing is written by a GET nor by a refused request.
"""

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass, field

MEMBRES = "agent collegue responsable"
TOUS = "agent collegue responsable admin beneficiaire etranger"


@dataclass(frozen=True)
class Ligne:
    """`args` makes the arguments of the address from the troupe; it may create what the address needs.

    `donnees`: query string of the GETs (mapping). POSTs have an empty body.
    `tierce`: a view of a library, which may answer PUT like POST and write its own session on a GET.
    """

    nom: str
    args: Callable = field(default=lambda troupe: [])
    get: str = ""
    post: str = ""
    public: bool = False
    donnees: dict = field(default_factory=dict)
    tierce: bool = False

    def roles(self, methode):
        return {"GET": self.get, "HEAD": self.get, "POST": self.post}.get(methode, "").split()


def lignes():
    """Every row of every module of this folder."""
    trouvees = []
    for module in pkgutil.iter_modules(__path__):
        if module.name.startswith("test_"):
            continue
        trouvees += getattr(importlib.import_module(f"{__name__}.{module.name}"), "LIGNES", [])
    return trouvees
