"""What the page of a tableau shows around its rows: chips, sortable headings, choices of columns and of length."""

from dataclasses import dataclass
from functools import cached_property

from coopappui.tableau.demande import PAR_PAGE, Demande
from coopappui.tableau.filtres import TOUTES


@dataclass(frozen=True)
class Ecran:
    demande: Demande

    @property
    def tableau(self):
        return self.demande.tableau

    @cached_property
    def nombre(self):
        """« 128 appuis »"""
        return self.tableau.nombre(self.demande.page.paginator.count)

    @property
    def alertes(self):
        """What was not understood: said at the top, and beside the fields for the filters."""
        erreurs = self.demande.filtres.form.errors
        return [f"{self.demande.filtres.filters[nom].label} : {' '.join(e)}" for nom, e in erreurs.items()] + (
            self.demande.avertissements
        )

    @property
    def xlsx(self):
        return f"{self.tableau.adresse}_xlsx"

    @property
    def pdf(self):
        return f"{self.tableau.adresse}_pdf"

    # --- filters ------------------------------------------------------------------------------

    @cached_property
    def puces(self):
        """(text, query string without it) of every active filter."""
        return [(puce.texte, self._sans(puce)) for puce in self.demande.filtres.puces]

    def _sans(self, puce):
        autres = [v for v in self.demande.params.getlist(puce.nom) if v != puce.valeur]
        plusieurs = len(self.demande.params.getlist(puce.nom)) > 1
        return self.demande.requete(**{puce.nom: autres if plusieurs else self._levees.get(puce.nom)})

    @property
    def _levees(self):
        """What is filtered when nothing is asked, lifted."""
        return dict.fromkeys(self.demande.filtres.d_office, TOUTES)

    @property
    def sans_filtre(self):
        """The query string that keeps the order and the columns, and no filter."""
        return self.demande.requete(**dict.fromkeys(self.demande.filtres.filters) | self._levees)

    # --- order --------------------------------------------------------------------------------

    @property
    def entetes(self):
        """Rows of (heading, query string that sorts by it, "ascending" or "descending" when it does)."""
        return [[(e, *self._tri(e.colonne)) for e in rangee] for rangee in self.demande.entetes]

    def _tri(self, colonne):
        if not colonne or not colonne.tri:
            return "", ""
        tri = self.demande.tri
        sens = {colonne.code: "ascending", f"-{colonne.code}": "descending"}.get(tri, "")
        # Dates first come down: the latest is what one looks for.
        premier = f"-{colonne.code}" if colonne.type in ("date", "montant") else colonne.code
        return self.demande.requete(tri=_inverse(tri) if sens else premier), sens

    @property
    def tris(self):
        """(value, label) of every order, for the phone, where there are no headings."""
        return [
            (prefixe + c.code, f"{c.nom_court}, {mot}")
            for c in self.tableau.colonnes
            if c.tri
            for prefixe, mot in _SENS.get(c.type, _SENS["texte"])
        ]

    @property
    def tri_en_clair(self):
        libelle = dict(self.tris).get(self.demande.tri, "")
        return f"trié par : {libelle}" if libelle else ""

    # --- columns and pages --------------------------------------------------------------------

    @property
    def colonnes_demandees(self):
        """The codes to keep in the address; none when the columns are the usual ones."""
        habituelles = self.demande.colonnes == self.tableau.colonnes_par_defaut()
        return [] if habituelles else [c.code for c in self.demande.colonnes]

    @property
    def colonnes_habituelles(self):
        return self.demande.requete(colonnes=None)

    @property
    def champs_caches(self):
        """Every parameter the choice of columns must not lose."""
        listes = self.demande.params.lists()
        return [(nom, v) for nom, valeurs in listes if nom not in ("colonnes", "page") for v in valeurs]

    @property
    def longueurs(self):
        """(number of rows a page, its query string)"""
        return [(n, self.demande.requete(par_page=n)) for n in PAR_PAGE]


_SENS = {
    "texte": [("", "de A à Z"), ("-", "de Z à A")],
    "date": [("-", "les plus récentes d’abord"), ("", "les plus anciennes d’abord")],
    "montant": [("-", "les plus élevés d’abord"), ("", "les plus faibles d’abord")],
}


def _inverse(tri):
    return tri.removeprefix("-") if tri.startswith("-") else f"-{tri}"
