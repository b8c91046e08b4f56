"""The picture of « qui fait quoi »: an object in the middle, its four functions around. Figures for an SVG, whose text
does not wrap by itself: lines are cut here, and what does not fit is read in the table beside it."""

from textwrap import wrap

LARGEUR, HAUTEUR = 760, 520
# Left and top of each quarter, in reading order, and its colour.
COINS = ((0, 0, "#e4eee9"), (384, 0, "#f7edd6"), (0, 264, "#f8e9e1"), (384, 264, "#f3eee3"))
LARGE, HAUT = 376, 256
INTERLIGNE = 19
LIGNES, CARACTERES = 7, 44
# The disc in the middle leaves the lower part of the upper quarters, and the upper part of the lower ones.
TITRE_EN_HAUT, TITRE_EN_BAS = 30, 86


def couper(texte, caracteres, lignes):
    """At most so many lines of so many characters; « … » where it is cut."""
    return wrap(texte, caracteres, max_lines=lignes, placeholder="…")


class Quartiers:
    largeur, large, haut = LARGEUR, LARGE, HAUT

    def __init__(self, objet, fonctions, acteurs):
        """`fonctions`: [(value, label)], four of them then the one for the others."""
        self._objet = objet
        par_fonction = {valeur: [a for a in acteurs if a.fonction == valeur] for valeur, _ in fonctions}
        *quatre, (autre, titre_des_autres) = fonctions
        self.quartiers = [
            self._quartier(titre, par_fonction[valeur], *coin)
            for (valeur, titre), coin in zip(quatre, COINS, strict=True)
        ]
        self.autres = [(a, a.autre_fonction) for a in par_fonction[autre]]
        self._titre_des_autres = titre_des_autres

    @property
    def centre(self):
        """The lines of the object, with their heights."""
        lignes = couper(self._objet or "L’objet", 26, 4)
        haut = HAUTEUR / 2 + 5 - (len(lignes) - 1) * 9
        return [{"texte": texte, "y": f"{haut + i * 18:.0f}"} for i, texte in enumerate(lignes)]

    @property
    def bandeau(self):
        """What stands under the quarters: the other functions; None when there is none."""
        if not self.autres:
            return None
        blocs = [
            (a, couper(f"{precision or self._titre_des_autres} : {a.designation}", 92, 1))
            for a, precision in self.autres
        ]
        return {"y": HAUTEUR + 8, "lignes": _empiler(blocs, 18, HAUTEUR + 54), "haut": 48 + INTERLIGNE * self._rangs}

    @property
    def hauteur(self):
        """With the other functions and the key."""
        return HAUTEUR + (56 + INTERLIGNE * self._rangs if self.autres else 0) + 30

    @property
    def legende(self):
        return self.hauteur - 8

    @property
    def _rangs(self):
        return min(len(self.autres), LIGNES)

    def _quartier(self, titre, acteurs, x, y, fond):
        y_titre = y + (TITRE_EN_BAS if y else TITRE_EN_HAUT)
        blocs = [(acteur, couper(acteur.designation, CARACTERES, 2)) for acteur in acteurs]
        return {
            "titre": titre,
            "x": x,
            "y": y,
            "fond": fond,
            "x_titre": x + 18,
            "y_titre": y_titre,
            "y_vide": y_titre + 26,
            "lignes": _empiler(blocs, x + 18, y_titre + 26),
            "acteurs": acteurs,
        }


def _empiler(blocs, x, y):
    """The lines to draw, one under the other: as many whole actors as there is room for, then how many are left."""
    tiennent = _tiennent(blocs)
    lignes = []
    for acteur, textes in blocs[:tiennent]:
        lignes += [{"texte": texte, "puce": i == 0, "acteur": acteur} for i, texte in enumerate(textes)]
    if reste := len(blocs) - tiennent:
        lignes.append({"texte": f"et {reste} autre{'s' if reste > 1 else ''}, voir le tableau", "puce": False})
    for i, ligne in enumerate(lignes):
        hauteur = y + INTERLIGNE * i
        ligne |= {"x": x + 14, "y": hauteur, "x_puce": x + 4, "y_puce": hauteur - 4}
    return lignes


def _tiennent(blocs):
    """How many of them, the last line kept to say that there are others."""
    occupees = 0
    for i, (_, textes) in enumerate(blocs):
        occupees += len(textes)
        if occupees > (LIGNES if i == len(blocs) - 1 else LIGNES - 1):
            return i
    return len(blocs)
