"""Telling whether two cards of the réseau are the same, however they were typed."""

import re
from collections import defaultdict
from difflib import SequenceMatcher
from typing import NamedTuple

from coopappui.texte import plier

_PONCTUATION = re.compile(r"[^\w]+")
# Words that people add or forget, and abbreviations that people open or not.
_VIDES = frozenset(["a", "au", "aux", "d", "de", "des", "du", "en", "et", "l", "la", "le", "les"])
# Share of letters in common from which two names are shown to the person who types one of them.
_PROCHE = 0.92
_ABREGES = {
    "asso": "association",
    "ca": "communaute agglomeration",
    "cc": "communaute communes",
    "cdc": "communaute communes",
    "gal": "groupe action locale",
    "pnr": "parc naturel regional",
    "st": "saint",
    "ste": "sainte",
}


def cle(nom):
    """What remains of a name once accents, case, punctuation, articles and usual abbreviations are set aside.

    >>> cle("C.C. du Haut-Vernay") == cle("Communauté de communes du Haut Vernay")
    True
    """
    mots = _PONCTUATION.sub(" ", plier(nom).replace(".", "")).split()
    utiles = [_ABREGES.get(mot, mot) for mot in mots if mot not in _VIDES]
    return " ".join(utiles or mots) or plier(nom)


def se_ressemblent(a, b):
    """True when the names are the same, or one letter or so apart; numbers count: « Lot 1 » is not « Lot 2 »."""
    a, b = cle(a), cle(b)
    if a == b:
        return True
    if abs(len(a) - len(b)) > 2 or min(len(a), len(b)) < 5 or _chiffres(a) != _chiffres(b):
        return False
    proches = SequenceMatcher(None, a, b, autojunk=False)
    return proches.quick_ratio() >= _PROCHE and proches.ratio() >= _PROCHE


def _chiffres(texte):
    return re.findall(r"\d+", texte)


class Paire(NamedTuple):
    """Two cards that look like the same: `a` is the older; `raisons`: « même nom », « même courriel »…"""

    a: object
    b: object
    raisons: list


def paires(objets):
    """The pairs among `objets`, of one model, that share a mission and a sign (`signes`) and that nothing tells apart.

    Three alike make two pairs: once one is merged, the page shows what is left.
    """
    par_signe = defaultdict(list)
    for objet in sorted(objets, key=lambda objet: objet.pk):
        for raison, valeur in objet.signes():
            if valeur:
                par_signe[objet.mission_id, raison, valeur].append(objet)
    trouvees = {}
    for (_, raison, _), semblables in par_signe.items():
        for i, b in enumerate(semblables):
            a = next((a for a in semblables[:i] if not a.est_distincte_de(b)), None)
            if a:
                raisons = trouvees.setdefault((a.pk, b.pk), Paire(a, b, [])).raisons
                raisons += [] if raison in raisons else [raison]
    return sorted(trouvees.values(), key=lambda paire: (plier(str(paire.a)), paire.a.pk, paire.b.pk))
