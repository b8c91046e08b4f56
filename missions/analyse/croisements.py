"""A question crossed with who answers it: by type of actor, by stage of progress, by priority (guide, p. 21)."""

from dataclasses import dataclass
from functools import cached_property

from coopappui.graphiques import BARRES_MAX, groupes
from missions.analyse.comptes import en_pour_cent
from missions.analyse.lecture import SANS_TYPE
from missions.genres_de_question import Genre
from missions.models import Structure

SANS_PRIORITE, SANS_REPONSE = "Sans priorité", "Sans réponse"
# Those that put each respondent in one group.
A_UNE_REPONSE = (Genre.OUI_NON, Genre.NUANCE, Genre.UN)


@dataclass(frozen=True)
class Axe:
    code: str
    nom: str
    groupes: list  # [(key, label)], in the order shown; those without anybody included
    cle_de: object  # fiche -> key

    def parts(self, fiches):
        """[(label, fiches)], the groups without anybody left out."""
        parts = [(libelle, [f for f in fiches if self.cle_de(f) == cle]) for cle, libelle in self.groupes]
        return [(libelle, siennes) for libelle, siennes in parts if siennes]


def axe_des_types(depouillement):
    types = {f.type.pk: f.type for f in depouillement.fiches if f.type}
    ordre = sorted(types.values(), key=lambda t: (t.ordre, t.libelle))
    return Axe(
        "type",
        "type d’acteur",
        [*((t.pk, t.libelle) for t in ordre), (None, SANS_TYPE)],
        lambda fiche: fiche.type.pk if fiche.type else None,
    )


def axe_des_priorites(depouillement):
    return Axe(
        "priorite",
        "priorité",
        [*((p.value, f"Priorité {p.label.lower()}") for p in Structure.Priorite), (None, SANS_PRIORITE)],
        lambda fiche: fiche.priorite,
    )


def axe_d_avancement(depouillement, question):
    def cle_de(fiche):
        valeur = fiche.valeurs.get(question.pk)
        return next(iter(question.cles(valeur)), None) if valeur is not None else None

    possibles = [*question.reponses_possibles(), (None, SANS_REPONSE)]
    return Axe("avancement", "avancement", possibles, cle_de)


def questions_d_avancement(depouillement):
    """Those that may say how far somebody is: one answer, ticked."""
    return [q for q in depouillement.questions if q.genre in A_UNE_REPONSE and not q.retiree]


def axes(depouillement, avancement=None):
    """{code: axe}; without a question that says it, there is no stage to cross with."""
    tous = [axe_des_types(depouillement), axe_des_priorites(depouillement)]
    if avancement is not None:
        tous.insert(1, axe_d_avancement(depouillement, avancement))
    return {axe.code: axe for axe in tous}


@dataclass(frozen=True)
class Groupe:
    """A column of the table: those of one group who were asked."""

    libelle: str
    comptes: list
    interroges: int
    repondants: int
    total: int  # those of the group who answered the enquête

    @property
    def non_concernes(self):
        return self.total - self.interroges

    @property
    def taux(self):
        return en_pour_cent(self.repondants, self.interroges)


class Croisement:
    """A closed question against an axe: a table of counts and a chart, percentages within each group."""

    def __init__(self, resultat, axe):
        self.resultat, self.axe = resultat, axe

    @cached_property
    def groupes(self):
        return [self._groupe(libelle, fiches) for libelle, fiches in self.axe.parts(self.resultat.fiches)]

    def _groupe(self, libelle, fiches):
        cle = self.resultat.question.pk
        interroges = [fiche for fiche in fiches if cle in fiche.posees]
        repondants = sum(cle in fiche.valeurs for fiche in interroges)
        return Groupe(libelle, self.resultat.comptes_de(interroges), len(interroges), repondants, len(fiches))

    @property
    def rangees(self):
        """[(answer, its count in each group, its count in all)]"""
        return [
            (ensemble.libelle, [groupe.comptes[rang] for groupe in self.groupes], ensemble)
            for rang, ensemble in enumerate(self.resultat.comptes)
        ]

    @property
    def titre(self):
        return f"« {self.resultat.question} », par {self.axe.nom}"

    @property
    def graphique(self):
        """None when nobody answered, or when there would be too many bars to read."""
        parts = [
            (f"{g.libelle} ({g.repondants})", g.repondants, [compte.barre for compte in g.comptes])
            for g in self.groupes
            if g.repondants
        ]
        if not parts or sum(len(lignes) for _, _, lignes in parts) > BARRES_MAX:
            return None
        return groupes(f"x{self.resultat.question.pk}-{self.axe.code}", self.titre, parts)
