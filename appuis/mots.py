"""The words of a search in the espace ressources: « offres » also finds « offre », « de » is not looked for."""

from coopappui.texte import mots_cherches

# Words that would be found everywhere, and the marks of the plural.
_MOTS_VIDES = {
    *("a", "au", "aux", "d", "de", "des", "du", "en", "et", "l", "la"),
    *("le", "les", "ou", "par", "pour", "s", "sur", "un", "une"),
}


def racines(q):
    """The words of a search, without the small ones nor their plural, unless nothing else is left."""
    return [mot[:-1] if len(mot) > 3 and mot[-1] in "sx" else mot for mot in mots_pleins(q)]


def mots_pleins(q):
    mots = mots_cherches(q)
    return [mot for mot in mots if mot not in _MOTS_VIDES] or mots
