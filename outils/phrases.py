"""How fiches name what they point out."""

from django.utils.formats import date_format, number_format
from django.utils.text import Truncator


def citer(noms, au_plus=6):
    """« A », « B » et « C »; the first ones, then how many others. Each on one line, cut when it is long."""
    noms = [f"« {Truncator(' '.join(str(nom).split())).chars(90)} »" for nom in noms]
    if len(noms) > au_plus:
        noms = [*noms[:au_plus], f"{len(noms) - au_plus} autre{'s' if len(noms) - au_plus > 1 else ''}"]
    return f"{', '.join(noms[:-1])} et {noms[-1]}" if len(noms) > 1 else "".join(noms)


def nombre(valeur):
    """A number as read in French, without useless decimals: « 12,5 », « 1 200 »."""
    entier = valeur == int(valeur)
    return number_format(int(valeur) if entier else valeur.normalize(), force_grouping=True)


def de_mois_a_mois(debut, fin):
    """« en mars 2027 », « de mars à mai 2027 », « de novembre 2027 à mai 2028 »."""
    if debut == fin:
        return f"en {date_format(debut, 'F Y')}"
    depart = date_format(debut, "F" if debut.year == fin.year else "F Y")
    return f"{'d’' if depart[0] in 'ao' else 'de '}{depart} à {date_format(fin, 'F Y')}"
