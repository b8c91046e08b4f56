"""The ranking of pistes as bars to draw: one a piste, one segment a group of criteria. Figures for an SVG."""

from django.utils.text import Truncator

LARGEUR = 720
PAS, HAUT, EPAISSEUR = 50, 22, 18
# One a group, in their order, dark and light in turn: neighbours differ without colours. (fill, text)
TEINTES = (
    ("#1f4d3f", "#ffffff"),
    ("#b9d2c7", "#22302b"),
    ("#b4532a", "#ffffff"),
    ("#e4cf9f", "#22302b"),
    ("#55645e", "#ffffff"),
    ("#e2dccf", "#22302b"),
)
COLONNES_LEGENDE = 3


class Barres:
    largeur = LARGEUR
    epaisseur = EPAISSEUR

    def __init__(self, notation):
        self._notation = notation
        self.maximum = notation.maximum

    @property
    def legende(self):
        """The groups, with where each stands under the bars."""
        colonne = LARGEUR // COLONNES_LEGENDE
        return [
            {"groupe": groupe, "teinte": fond, "x": str(i % COLONNES_LEGENDE * colonne), "y": str(self._y_legende(i))}
            for i, (groupe, (fond, _)) in enumerate(zip(self._notation.groupes, TEINTES, strict=False))
        ]

    @property
    def barres(self):
        return [self._barre(i, resultat) for i, resultat in enumerate(self._classes)]

    @property
    def seuil(self):
        """Where the total asked for stands, or None."""
        minimum = self._notation.minimum
        if not minimum or minimum > self.maximum:
            return None
        bas = PAS * len(self._classes)
        a_gauche = minimum > self.maximum / 2
        return {
            "x": self._x(minimum),
            "bas": str(bas),
            "y": str(bas + 4),
            "cote": "end" if a_gauche else "start",
            "ecart": "-5" if a_gauche else "5",
            "points": minimum,
        }

    @property
    def hauteur(self):
        return str(self._y_legende(len(self._notation.groupes) - 1) + 14)

    @property
    def _classes(self):
        return [resultat for resultat in self._notation.resultats if resultat.rang]

    def _barre(self, i, resultat):
        y, x, segments = PAS * i, 0, []
        for part, (fond, encre) in zip(resultat.parts, TEINTES, strict=False):
            debut, x = x, x + part.points
            large = float(part.points / self.maximum) * LARGEUR
            segments.append(
                {
                    "part": part,
                    "x": self._x(debut),
                    "milieu": self._x(debut + part.points / 2),
                    "largeur": f"{large:.1f}",
                    "lisible": large > 28,
                    "teinte": fond,
                    "encre": encre,
                }
            )
        return {
            "resultat": resultat,
            "nom": Truncator(resultat.nom).chars(74),
            "y_nom": str(y + 15),
            "y": str(y + HAUT),
            "y_points": str(y + HAUT + 13),
            "segments": segments,
        }

    def _x(self, points):
        """A length, written as SVG reads numbers whatever the language."""
        return f"{float(points / self.maximum) * LARGEUR:.1f}"

    def _y_legende(self, i):
        return PAS * len(self._classes) + 26 + 22 * (i // COLONNES_LEGENDE)
