"""Telling whether two names of the réseau are the same, however they were typed."""

import re

from coopappui.texte import plier

_PONCTUATION = re.compile(r"[^\w]+")
# Words that people add or forget, and abbreviations that people open or not.
_VIDES = frozenset(["a", "au", "aux", "d", "de", "des", "du", "en", "et", "l", "la", "le", "les"])
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
