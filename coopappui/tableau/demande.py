"""What a query string asks of a tableau: filters, order, columns, page. The page and its exports read it alike."""

from dataclasses import dataclass
from functools import cached_property

from django.core.paginator import Paginator
from django.http import QueryDict

from coopappui.tableau.filtres import FiltresTableau
from coopappui.tableau.tableau import Rangee, Tableau, entetes
from coopappui.texte import nettoyer

PAR_PAGE = (25, 50, 100)


@dataclass(frozen=True)
class Demande:
    """Whatever is not understood is told in French (`avertissements`) and left out: no query string is an error."""

    tableau: Tableau
    params: QueryDict
    utilisateur: object

    # --- rows ---------------------------------------------------------------------------------

    @cached_property
    def filtres(self) -> FiltresTableau:
        return self.tableau.filtres(self.params, self.tableau.lignes(self.utilisateur), self.utilisateur)

    @cached_property
    def lignes(self):
        """Every row asked, in order, whatever the page: what is shown, counted and exported."""
        return self.tableau.ordonner(self.filtres.qs, self.tri)

    @cached_property
    def page(self):
        page = Paginator(self.lignes, self.par_page).get_page(self._demandee or 1)
        page.object_list = [Rangee(o, self.colonnes) for o in self.tableau.charges(page.object_list)]
        return page

    # --- the rest of the query string ---------------------------------------------------------

    def _param(self, nom):
        return nettoyer(self.params.get(nom, ""))[:100].strip()

    @cached_property
    def tri(self):
        demande = self._param("tri")
        colonne = self.tableau.colonne(demande.removeprefix("-"))
        return demande if colonne and colonne.tri else self.tableau.tri

    @cached_property
    def par_page(self):
        demande = self._param("par_page")
        return int(demande) if demande in map(str, PAR_PAGE) else PAR_PAGE[1]

    @cached_property
    def _demandee(self):
        """The page asked, None when it is no number."""
        demande = self._param("page")
        return int(demande) if demande.isascii() and demande.isdigit() and len(demande) < 10 else None

    @cached_property
    def _codes(self):
        """The columns asked by name, as a set; empty when none is."""
        return {
            nettoyer(code) for valeur in self.params.getlist("colonnes") for code in valeur[:2000].split(",") if code
        }

    @cached_property
    def colonnes(self):
        choisies = tuple(c for c in self.tableau.colonnes if c.code in self._codes)
        return choisies or self.tableau.colonnes_par_defaut()

    @property
    def entetes(self):
        return entetes(self.colonnes)

    @cached_property
    def avertissements(self):
        """Sentences about what was not understood, apart from the filters, which say theirs beside each field."""
        phrases = []
        if self._param("tri") not in ("", self.tri):
            phrases.append("Ce tri n’existe pas : voici l’ordre habituel.")
        if self._param("par_page") not in ("", str(self.par_page)):
            phrases.append(f"On affiche {PAR_PAGE[0]}, {PAR_PAGE[1]} ou {PAR_PAGE[2]} lignes par page.")
        if self._param("page") and self.page.number != self._demandee:
            phrases.append(f"Cette page n’existe pas : voici la page {self.page.number}.")
        if self._codes - {c.code for c in self.tableau.colonnes}:
            phrases.append("Une des colonnes demandées n’existe pas.")
        return phrases

    # --- addresses ----------------------------------------------------------------------------

    def requete(self, sans_page=True, **changements):
        """The query string, ready to append (« ?… » or nothing); None takes a parameter away, a list repeats it."""
        requete = self.params.copy()
        if sans_page:
            requete.pop("page", None)
        for nom, valeur in changements.items():
            requete.pop(nom, None)
            if isinstance(valeur, list | tuple):
                requete.setlist(nom, valeur)
            elif valeur is not None:
                requete[nom] = str(valeur)
        habituels = {"tri": self.tableau.tri, "par_page": str(PAR_PAGE[1])}
        for nom in [n for n in requete if not any(requete.getlist(n)) or requete[n] == habituels.get(n)]:
            del requete[nom]
        return f"?{requete.urlencode()}" if requete else ""

    @cached_property
    def resume(self):
        """The filters in one line, for what is printed."""
        return " · ".join(puce.texte for puce in self.filtres.puces)
