"""What visitors read of what a mission offers: its published offre d’appui, or what was typed until there is one."""

from typing import NamedTuple

from missions.contenus import lire, textes_lus
from missions.models import Modalite, VersionDeDocument


class Annonce(NamedTuple):
    """`propositions` and `publics` are read like the answers of a document (missions/documents/_texte.html)."""

    propositions: dict | None
    modalites: list
    publics: dict | None
    delais: str
    # The offer it comes from, when there is one.
    version: VersionDeDocument | None


def annonce(mission):
    """One source at a time: two would end up contradicting each other."""
    version = mission.versions.offres().first()
    if version is None:
        return Annonce(_case(mission.propositions), [], _case(mission.publics), mission.delais, None)
    lecture = lire(version.contenu)
    cases = {case["nom"]: case for bloc in lecture for case in bloc["cases"]}
    modalites = [_modalite(bloc["noms"], ligne) for bloc in lecture for ligne in _modalites(bloc)]
    delais = cases.get("delais", {}).get("texte", "")
    return Annonce(cases.get("presentation"), modalites, cases.get("publics"), delais, version)


def _case(texte):
    return {"texte": texte, "puces": []} if texte else None


def _modalites(bloc):
    return bloc["lignes"] if bloc["relation"] == "modalites" else []


def _modalite(noms, ligne):
    """Its name, then what it consists in: « Autre » says nothing, what it consists in names it."""
    nature = dict(zip(noms, ligne["textes"], strict=True))["nature"]
    lus = dict(zip(noms, textes_lus(ligne), strict=True))
    if nature == Modalite.Nature.AUTRE:
        return lus["intitule"], ""
    return lus["nature"], lus["intitule"]
