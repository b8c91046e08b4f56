"""Several partners side by side: a column each, a row for each criterion that one of them was looked at for."""

from coopappui.texte import plier

# The guide's criterion that is better absent: it is pointed out, not counted.
ALERTE = plier("Alerte sur ce qui n’est pas souhaité")


class Comparaison:
    """`fiches`: those of the partners, each with its `criteres`; `groupes`: the TextChoices of the groups.

    Criteria are the same when they stand in the same group in the same words, accents and case aside.
    """

    def __init__(self, fiches, groupes):
        self._groupes = groupes
        self._libelles = {}
        self.colonnes = [self._colonne(fiche) for fiche in fiches]

    def _colonne(self, fiche):
        points = {}
        for point in fiche.contenu.lignes("criteres"):
            cle = (point.groupe, plier(point.critere))
            if cle[1]:
                self._libelles.setdefault(cle, point.critere)
                points.setdefault(cle, point)
        reponses = [point.present for cle, point in points.items() if not cle[1].startswith(ALERTE)]
        return {
            "fiche": fiche,
            "nom": fiche.partenaire or fiche.titre,
            "points": points,
            "presents": reponses.count("oui"),
            "vus": reponses.count("oui") + reponses.count("non"),
            "alertes": [p.critere for cle, p in points.items() if cle[1].startswith(ALERTE) and p.present == "oui"],
        }

    @property
    def nombre(self):
        """How many criteria there are in all."""
        return len(self._libelles)

    @property
    def largeur(self):
        """How many columns the table has, with that of the criteria."""
        return len(self.colonnes) + 1

    @property
    def groupes(self):
        """(heading, [(criterion, the point of each partner, None when it was not looked at)])."""
        titres = [*self._groupes.choices, ("", "")]
        tous = [(titre, [self._rangee(cle) for cle in self._libelles if cle[0] == groupe]) for groupe, titre in titres]
        return [(titre, rangees) for titre, rangees in tous if rangees]

    def _rangee(self, cle):
        return self._libelles[cle], [colonne["points"].get(cle) for colonne in self.colonnes]
