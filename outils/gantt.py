"""A Gantt chart: activities along months, quarters or years according to how long they last. Figures for SVGs, one a
dozen activities so that each holds on a page."""

from calendar import monthrange
from datetime import date

from django.utils.formats import date_format
from django.utils.functional import cached_property

from outils.quartiers import couper

LARGEUR, NOMS = 1000, 260
ENTETE, RANG = 46, 40
PAR_PLANCHE = 12
# Months in a column, and how many such columns are readable.
PAS = ((1, 36), (3, 36), (12, 24), (60, 24), (120, 24))
COLONNE_MAX = 62


def rang_du_mois(mois):
    """Months since the year zero."""
    return mois.year * 12 + mois.month - 1


def du_rang(n):
    return date(n // 12, n % 12 + 1, 1)


class Gantt:
    largeur, rang = LARGEUR, RANG

    def __init__(self, activites, aujourd_hui):
        """`activites`: (row, first month, last month), both dates, in order."""
        self._activites, self._aujourd_hui = activites, aujourd_hui

    def __bool__(self):
        return bool(self._activites)

    @cached_property
    def _bornes(self):
        return min(rang_du_mois(d) for _, d, _ in self._activites), max(rang_du_mois(f) for _, _, f in self._activites)

    @cached_property
    def pas(self):
        premier, dernier = self._bornes
        return next((p for p, lisibles in PAS if dernier // p - premier // p < lisibles), PAS[-1][0])

    @cached_property
    def _depart(self):
        return self._bornes[0] // self.pas * self.pas

    @cached_property
    def _nombre(self):
        return self._bornes[1] // self.pas - self._bornes[0] // self.pas + 1

    @cached_property
    def _large(self):
        """The width of a column."""
        return min((LARGEUR - NOMS) / self._nombre, COLONNE_MAX)

    @property
    def droite(self):
        return f"{NOMS + self._nombre * self._large:.1f}"

    def _x(self, mois):
        """Where a month starts; takes fractions."""
        return NOMS + (mois - self._depart) / self.pas * self._large

    @cached_property
    def colonnes(self):
        """Their left sides, with the label of each and of the year that begins there."""
        mois = [self._depart + i * self.pas for i in range(self._nombre)]
        return [self._colonne(m, m == self._depart or m % 12 == 0) for m in mois]

    def _colonne(self, mois, annee):
        x = self._x(mois)
        jour = du_rang(mois)
        # A year whose December alone is shown has no room for its number.
        tient = self.pas < 12 and annee and (12 - mois % 12) / self.pas * self._large > 28
        return {
            "x": f"{x:.1f}",
            "milieu": f"{x + self._large / 2:.1f}",
            "libelle": self._libelle(jour),
            "annee": str(jour.year) if tient else "",
            "x_annee": f"{x + 4:.1f}",
            "debut_d_annee": annee and self.pas < 12,
        }

    def _libelle(self, jour):
        if self.pas == 1:
            return date_format(jour, "N") if self._large > 34 else date_format(jour, "F")[0].upper()
        return f"T{jour.month // 3 + 1}" if self.pas == 3 else str(jour.year)

    @property
    def unite(self):
        """What a column is."""
        return {1: "mois", 3: "trimestre", 12: "année"}.get(self.pas, f"{self.pas // 12} ans")

    @property
    def maintenant(self):
        """Where today stands, or None."""
        jour = self._aujourd_hui
        exact = rang_du_mois(jour) + (jour.day - 1) / monthrange(jour.year, jour.month)[1]
        if not self._depart <= exact <= self._depart + self._nombre * self.pas:
            return None
        return f"{self._x(exact):.1f}"

    @property
    def planches(self):
        """The drawings, in order."""
        lots = [self._activites[i : i + PAR_PLANCHE] for i in range(0, len(self._activites), PAR_PLANCHE)]
        return [
            {
                "rangs": [self._rang(i, *activite) for i, activite in enumerate(lot)],
                "hauteur": ENTETE + RANG * len(lot) + 18,
                "bas": ENTETE + RANG * len(lot),
                "y_maintenant": ENTETE + RANG * len(lot) + 13,
            }
            for lot in lots
        ]

    def _rang(self, i, activite, debut, fin):
        y = ENTETE + RANG * i
        gauche = self._x(rang_du_mois(debut))
        large = max((rang_du_mois(fin) - rang_du_mois(debut) + 1) / self.pas * self._large, 3)
        mois = rang_du_mois(fin) - rang_du_mois(debut) + 1
        dedans = large > 58
        lignes = couper(str(activite) or "Activité à nommer", 40, 2)
        return {
            "activite": activite,
            "pair": i % 2 == 0,
            "y": y,
            "noms": [{"texte": texte, "y": y + 13 + 12 * n} for n, texte in enumerate(lignes)],
            "responsable": couper(activite.responsable or "sans responsable", 44, 1)[0],
            "y_responsable": y + 13 + 12 * len(lignes),
            "x": f"{gauche:.1f}",
            "y_barre": y + 9,
            "large": f"{large:.1f}",
            "duree": f"{mois} mois",
            "x_duree": f"{gauche + large / 2 if dedans else gauche + large + 5:.1f}",
            "y_duree": y + 24,
            "dedans": dedans,
            "lisible": dedans or gauche + large + 50 < LARGEUR,
        }
