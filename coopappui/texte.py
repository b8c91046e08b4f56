"""Text as people type it: cleaned before storing, folded before searching."""

import re
import unicodedata
from numbers import Number

# C0 and C1 controls except tab, newline and carriage return; lone surrogates, what no XML holds; NUL above all, which
# PostgreSQL refuses.
_INTERDITS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_RETOUR_SEUL = re.compile(r"\r(?!\n)")
_ENTRE_LES_MOTS = re.compile(r"[^\w.@]+")
_OUVRANT, _FERMANT = re.compile(r"«\s*"), re.compile(r"\s*»")
_NUMERO = re.compile(r"[0-9]{1,18}")
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "đ": "d", "ł": "l", "’": "'"})


def nettoyer(texte):
    """The text without control characters and lone surrogates, its lines ended as usual, in NFC."""
    return unicodedata.normalize("NFC", _RETOUR_SEUL.sub("\n", _INTERDITS.sub("", texte)))


def plier(texte):
    """The text as search sees it: no accents, no case, ligatures opened, single spaces."""
    texte = unicodedata.normalize("NFKD", (texte or "").casefold().translate(_LIGATURES))
    return " ".join("".join(c for c in texte if not unicodedata.combining(c)).split())


def mots_cherches(q):
    """The folded words of a search, punctuation aside; the first ten, for a whole page may be pasted in the box."""
    return [mot for mot in _ENTRE_LES_MOTS.split(plier(q[:300])) if mot.strip(".@")][:10]


def numero(texte):
    """The primary key that an address or a form names; None when it is none, or larger than databases take."""
    return int(texte) if _NUMERO.fullmatch(texte or "") else None


def poids(octets):
    """The size of a file: « 816 octets », « 12 Ko », « 1,4 Mo », « 20 Mo »."""
    for unite, taille in (("Go", 1024**3), ("Mo", 1024**2), ("Ko", 1024)):
        if octets >= taille:
            nombre = octets / taille
            chiffres = f"{nombre:.0f}" if nombre >= 10 or nombre == int(nombre) else f"{nombre:.1f}".replace(".", ",")
            return f"{chiffres}\u00a0{unite}"
    return f"{octets}\u00a0octets"


def guillemets(texte):
    """The text between quotation marks; those it holds already become the inner ones: « Le fil “coopération” »."""
    dedans = _FERMANT.sub("”", _OUVRANT.sub("“", str(texte)))
    return f"« {dedans} »"


def pluriel(nombre, formes="s"):
    """The ending that goes with a number, or with a list, as Django's `pluralize`; in French 0 and 1 are singular.

    `pluriel(2)` is « s », `pluriel(0, "le,les")` is « le ».
    """
    nombre = nombre if isinstance(nombre, Number) else len(nombre or ())
    singulier, _, plusieurs = formes.rpartition(",")
    return plusieurs if abs(nombre) >= 2 else singulier


def en_une_ligne(texte):
    """Fit for the subject of a mail, whatever was typed."""
    return " ".join(texte.split())
