"""Adding, duplicating, moving rows: what the button of a page asks for, done on what was posted.

A gesture is the value of the button `_geste`: « ajouter:actions », « dupliquer:actions:3f2a… », « monter:… »,
« descendre:… ». Without JavaScript the page comes back with the row; with it, only the fiche is replaced.
"""

from coopappui.plan.modeles import cle_neuve
from coopappui.plan.parties import CLE


def appliquer(geste, donnees, fiche):
    """Changes `donnees` (a mutable QueryDict). Returns the id of the row that takes the focus, or ""."""
    genre, _, suite = geste.partition(":")
    relation, _, cle = suite.partition(":")
    bloc = next((b for b in fiche.tableaux() if b.relation == relation), None)
    if bloc is None or genre not in _GESTES:
        return ""
    cles = [c for c in donnees.getlist(relation) if CLE.fullmatch(c)]
    if genre != "ajouter" and cle not in cles:
        return ""
    cle = _GESTES[genre](fiche, donnees, relation, cles, cle)
    donnees.setlist(relation, cles)
    return f"{relation}-{cle}"


def _ajouter(fiche, donnees, relation, cles, cle):
    cles.append(cle_neuve())
    return cles[-1]


def _dupliquer(fiche, donnees, relation, cles, cle):
    copie = cle_neuve()
    cles.insert(cles.index(cle) + 1, copie)
    for nom, valeurs in list(donnees.lists()):
        if (autre := _renomme(fiche, nom, relation, cle, copie)) and not nom.endswith("-retirer"):
            donnees.setlist(autre, valeurs)
    return copie


def _renomme(fiche, nom, relation, cle, copie):
    """The name of the same field for the copy of the row: in the table, and in the crossings it takes part in."""
    parties = nom.split("-")
    if parties[:2] == [relation, cle]:
        return "-".join([relation, copie, *parties[2:]])
    for croise in fiche.croises():
        if len(parties) == 4 and parties[0] == croise.relation:
            place = 1 if croise.lignes == relation else 2 if croise.colonnes == relation else 0
            if place and parties[place] == cle:
                parties[place] = copie
                return "-".join(parties)
    return ""


def _monter(fiche, donnees, relation, cles, cle):
    i = cles.index(cle)
    if i:
        cles[i - 1 : i + 1] = [cles[i], cles[i - 1]]
    return cle


def _descendre(fiche, donnees, relation, cles, cle):
    i = cles.index(cle)
    cles[i : i + 2] = reversed(cles[i : i + 2])
    return cle


_GESTES = {"ajouter": _ajouter, "dupliquer": _dupliquer, "monter": _monter, "descendre": _descendre}
