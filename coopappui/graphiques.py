"""Bar charts drawn as SVG, the same on a page and on paper (composants/graphique.html).

Every bar carries its words and its figure, every series its own pattern: nothing is said by colour alone. A chart goes
with the table of its figures. Sizes are in the units of the drawing, whole numbers: a page is written in French.
"""

import textwrap
from dataclasses import dataclass, field

LARGEUR = 360
# What a line of text takes, about: characters of the two sizes of text.
CARACTERES, CARACTERES_DU_LIBELLE = 52, 24
MOTIFS, PLEINS = 6, {0, 2, 3}
# A chart with more bars than this is not read: the table says it better.
BARRES_MAX = 60


@dataclass(frozen=True)
class Texte:
    x: int
    y: int
    texte: str
    genre: str = ""  # "", petit or gras


@dataclass(frozen=True)
class Barre:
    x: int
    y: int
    largeur: int
    hauteur: int
    piste: int  # the width that 100 % would take
    motif: int = 0


@dataclass
class Graphique:
    """`ident` tells the charts of a page apart; `titre` names the drawing, `description` tells its figures."""

    ident: str
    titre: str
    description: str
    textes: list = field(default_factory=list)
    barres: list = field(default_factory=list)
    hauteur: int = 0
    largeur: int = LARGEUR

    @property
    def motifs(self):
        """Those that must be defined before they are used; the others are plain."""
        return sorted({barre.motif for barre in self.barres if barre.largeur} - PLEINS)


def barres(ident, titre, lignes, maximum):
    """One bar a line, its words above it. `lignes`: [(words, number, figure as read)]; `maximum`: a full bar."""
    dessin = Graphique(ident, titre, _description(lignes))
    y = 0
    for libelle, nombre, lu in lignes:
        for ligne in _couper(libelle, CARACTERES):
            dessin.textes.append(Texte(0, y + 12, ligne))
            y += 16
        _tracer(dessin, 0, y + 1, 14, 268, nombre, maximum, lu)
        y += 24
    dessin.hauteur = max(y - 4, 1)
    return dessin


def groupes(ident, titre, groupes):
    """A heading a group, under it one thin bar a series, always in the same order and with the same pattern.

    `groupes`: [(heading, full bar, [(words, number, figure as read)])]
    """
    dessin = Graphique(
        ident, titre, " ; ".join(f"{intitule} : {_description(lignes)}" for intitule, _, lignes in groupes)
    )
    y = 0
    for intitule, maximum, lignes in groupes:
        for ligne in _couper(intitule, CARACTERES - 4):
            dessin.textes.append(Texte(0, y + 12, ligne, "gras"))
            y += 17
        for rang, (libelle, nombre, lu) in enumerate(lignes):
            coupe = _couper(libelle, CARACTERES_DU_LIBELLE)
            for i, ligne in enumerate(coupe):
                dessin.textes.append(Texte(0, y + 10 + 12 * i, ligne, "petit"))
            _tracer(dessin, 136, y + 1, 11, 148, nombre, maximum, lu, rang % MOTIFS)
            y += 4 + 12 * len(coupe)
        y += 8
    dessin.hauteur = max(y - 8, 1)
    return dessin


def _tracer(dessin, x, y, hauteur, piste, nombre, maximum, lu, motif=0):
    part = min(nombre / maximum, 1) if maximum else 0
    dessin.barres.append(Barre(x, y, round(piste * part), hauteur, piste, motif))
    dessin.textes.append(Texte(x + piste + 6, y + hauteur - 2, lu, "petit"))


def _couper(texte, place):
    """The words on two lines at most: the table beside the drawing has them whole."""
    return textwrap.wrap(texte, place, max_lines=2, placeholder="…") or [""]


def _description(lignes):
    return ", ".join(f"{libelle} {lu}" for libelle, _, lu in lignes)
