"""The réseau: members of the mission read, its officers write. Somebody of another mission has their own lists."""

from tests.acces import MEMBRES, Ligne
from tests.factories import TerritoireFactory

CHARGES = "agent collegue"


def _structure(troupe):
    return [troupe.structure.pk]


def _personne(troupe):
    return [troupe.personne.pk]


def _territoire(troupe):
    return [TerritoireFactory(mission=troupe.mission).pk]


def _lignes(genre, un, nouveau, args):
    return [
        Ligne(f"reseau:{genre}", get=f"{MEMBRES} etranger"),
        Ligne(f"reseau:{un}_{nouveau}", get=f"{CHARGES} etranger", post=f"{CHARGES} etranger"),
        Ligne(f"reseau:{un}", args, get=MEMBRES),
        Ligne(f"reseau:{un}_modifier", args, get=CHARGES, post=CHARGES),
        Ligne(f"reseau:{un}_historique", args, get=MEMBRES),
        Ligne(f"reseau:{un}_supprimer", args, post=CHARGES),
    ]


LIGNES = [
    *_lignes("structures", "structure", "nouvelle", _structure),
    *_lignes("personnes", "personne", "nouvelle", _personne),
    *_lignes("territoires", "territoire", "nouveau", _territoire),
    Ligne("reseau:effacer", _personne, post=CHARGES),
    Ligne("reseau:doublons", get=f"{CHARGES} etranger"),
    Ligne("reseau:fusionner", lambda t: ["structures", t.structure.pk], get=CHARGES, post=CHARGES),
    Ligne("reseau:choisir", lambda t: ["structures"], get=f"{CHARGES} etranger"),
    Ligne("reseau:proposer", lambda t: ["structures"], get=f"{MEMBRES} etranger"),
]
