"""Filters of the published offers: words, theme, type of cooperation, language spoken."""

import re
from functools import cached_property
from typing import NamedTuple

from coopappui.tableau.filtres import Choix, FiltresTableau, Recherche
from coopappui.texte import mots_cherches, plier
from missions.models import Langue

_ENTRE_LES_THEMES = re.compile(r"[,;/•·\n]")


class Reperes(NamedTuple):
    """What one offer says: {value: label} of each list."""

    pk: int
    theme: dict
    type: dict
    langue: dict


class FiltresOffres(FiltresTableau):
    q = Recherche("Un produit, un métier, un lieu…")
    theme = Choix(label="Thème", method="filtrer_repere", empty_label="Tous")
    type = Choix(label="Type de coopération", method="filtrer_repere", empty_label="Tous")
    langue = Choix(label="Langue parlée", method="filtrer_repere", empty_label="Toutes")

    @cached_property
    def reperes(self):
        """Read once: themes and languages are typed freely, in one line each."""
        langues = list(Langue.objects.all())
        lues = self.queryset.values_list(
            "pk",
            "thematique",
            "langue",
            "projet__type",
            "projet__type__libelle",
            "appui__projet__type",
            "appui__projet__type__libelle",
        )
        return [
            Reperes(pk, _themes(theme), {str(t or ta): libelle or autre} if t or ta else {}, _langues(langue, langues))
            for pk, theme, langue, t, libelle, ta, autre in lues
        ]

    def filtrer_repere(self, queryset, nom, valeur):
        return queryset.filter(pk__in=[repere.pk for repere in self.reperes if valeur in getattr(repere, nom)])

    def options(self):
        listes = {nom: {} for nom in ("theme", "type", "langue")}
        for repere in self.reperes:
            for nom, liste in listes.items():
                liste |= getattr(repere, nom)
        return [(nom, valeur, libelle) for nom, liste in listes.items() for valeur, libelle in liste.items()]


def _themes(texte):
    """« Noisette, vente directe » → {"noisette": "Noisette", "vente directe": "Vente directe"}."""
    mots = (" ".join(mot.split()) for mot in _ENTRE_LES_THEMES.split(texte))
    return {plier(mot): mot[:1].upper() + mot[1:] for mot in mots if mot}


def _langues(texte, langues):
    """The languages of the réseau that the line names: « anglais écrit » names English."""
    dits = set(mots_cherches(texte))
    return {str(langue.pk): langue.libelle for langue in langues if set(mots_cherches(langue.libelle)) <= dits}
