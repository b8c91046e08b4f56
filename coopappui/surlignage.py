"""The words one searched, shown in what was found, whatever their accents and their case."""

import unicodedata

from django.utils.html import conditional_escape
from django.utils.safestring import mark_safe

from coopappui.texte import mots_cherches, plier


def _places(texte, mots):
    """(start, end) of each hit in `texte`, in order and apart. Folding may lengthen a text: « œ » is read « oe »."""
    plie, origine = "", []
    for i, caractere in enumerate(texte):
        morceau = " " if caractere.isspace() else plier(caractere)
        plie += morceau
        origine += [i] * len(morceau)
    trouvees = []
    for mot in mots:
        debut = plie.find(mot)
        while debut >= 0:
            fin = debut + len(mot)
            trouvees.append((origine[debut], _avec_ses_accents(texte, origine[fin - 1] + 1)))
            debut = plie.find(mot, fin)
    places = []
    for debut, fin in sorted(trouvees):
        if places and debut <= places[-1][1]:
            places[-1] = (places[-1][0], max(fin, places[-1][1]))
        else:
            places.append((debut, fin))
    return places


def _avec_ses_accents(texte, fin):
    while fin < len(texte) and unicodedata.combining(texte[fin]):
        fin += 1
    return fin


def surligner(texte, q):
    """`texte` escaped, the words of the search `q` in <mark>."""
    texte, html, position = str(texte or ""), "", 0
    for debut, fin in _places(texte, mots_cherches(q)):
        html += f"{conditional_escape(texte[position:debut])}<mark>{conditional_escape(texte[debut:fin])}</mark>"
        position = fin
    return mark_safe(html + conditional_escape(texte[position:]))


def extrait(texte, q, largeur=180):
    """The part of a long text around the first word found, "" when none is there."""
    texte = " ".join(str(texte or "").split())
    places = _places(texte, mots_cherches(q))
    if not places:
        return ""
    debut = max(places[0][0] - largeur // 3, 0)
    fin = min(debut + largeur, len(texte))
    if debut:
        debut = texte.find(" ", debut, places[0][0] + 1) + 1 or debut
    return f"{'… ' if debut else ''}{texte[debut:fin]}{' …' if fin < len(texte) else ''}"
