"""What changed between two contents (missions.contenus): field by field, word by word."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from missions.contenus import textes_lus

EGAL, AJOUT, RETRAIT = "egal", "ajout", "retrait"
# Below this likeness, two texts are told apart rather than mixed word by word.
RESSEMBLANCE = 0.45
_MOTS = re.compile(r"\s*\S+|\s+")


@dataclass
class Difference:
    """`ligne`: the row it belongs to, « Ligne ajoutée : … », or ""; `segments`: [(EGAL, AJOUT or RETRAIT, text)]."""

    bloc: str
    ligne: str
    libelle: str
    segments: list

    @property
    def resume(self):
        """« 3 mots ajoutés, 1 mot retiré »."""
        parts = []
        for genre, verbe in ((AJOUT, "ajouté"), (RETRAIT, "retiré")):
            if nombre := sum(len(texte.split()) for g, texte in self.segments if g == genre):
                parts.append(f"{nombre} mot{'s' if nombre > 1 else ''} {verbe}{'s' if nombre > 1 else ''}")
        return ", ".join(parts)


def differences(avant, apres):
    """The Differences from one content to another, in the order of the document; [] when they say the same."""
    anciennes, nouvelles = _a_plat(avant), _a_plat(apres)
    trouvees = []
    for cle in _dans_l_ordre(anciennes, nouvelles):
        _, _, libelle, ancien = anciennes.get(cle, ("", "", "", ""))
        nouveau = nouvelles[cle][3] if cle in nouvelles else ""
        if ancien != nouveau:
            bloc, ligne, libelle, _ = nouvelles.get(cle) or anciennes[cle]
            titre = _titre_de_ligne(ligne, cle, anciennes, nouvelles) if ligne else ""
            trouvees.append(Difference(bloc, titre, libelle, segments(ancien, nouveau)))
    return trouvees


def _a_plat(contenu):
    """{key: (heading, row, label, text)}"""
    plat = {}
    for bloc in contenu:
        for case in bloc["cases"]:
            plat["", case["nom"]] = (bloc["titre"], "", case["libelle"], case["texte"])
        for ligne in bloc["lignes"]:
            textes = textes_lus(ligne)
            premier = next((texte for texte in textes if texte), "")
            for nom, libelle, texte in zip(bloc["noms"], bloc["entetes"], textes, strict=True):
                plat[ligne["cle"], nom] = (bloc["titre"], premier, libelle, texte)
    return plat


def _dans_l_ordre(anciennes, nouvelles):
    """The keys of the new content, each old one that is gone after the key it followed."""
    cles = list(nouvelles)
    precedente = None
    for cle in anciennes:
        if cle not in nouvelles:
            cles.insert(cles.index(precedente) + 1 if precedente in cles else 0, cle)
        precedente = cle
    return cles


def _titre_de_ligne(premier, cle, anciennes, nouvelles):
    etat = "Ligne ajoutée" if cle not in anciennes else "Ligne retirée" if cle not in nouvelles else "Ligne"
    return f"{etat} : {premier}"


def segments(avant, apres):
    """Whole lines first, so that a list is compared item by item; then words."""
    a, b = _lignes(avant), _lignes(apres)
    trouves = []
    for geste, i, j, k, m in SequenceMatcher(None, a, b).get_opcodes():
        if geste == "equal":
            trouves.append((EGAL, "".join(a[i:j])))
        else:
            trouves += _mots("".join(a[i:j]), "".join(b[k:m]))
    return [(genre, texte) for genre, texte in trouves if texte]


def _lignes(texte):
    return [f"{ligne.rstrip()}\n" for ligne in texte.splitlines()]


def _mots(avant, apres):
    a, b = _MOTS.findall(avant), _MOTS.findall(apres)
    comparaison = SequenceMatcher(None, a, b)
    if comparaison.ratio() < RESSEMBLANCE:
        return [(RETRAIT, avant), (AJOUT, apres)]
    trouves = []
    for geste, i, j, k, m in comparaison.get_opcodes():
        if geste == "equal":
            trouves.append((EGAL, "".join(a[i:j])))
        else:
            trouves += [(RETRAIT, "".join(a[i:j])), (AJOUT, "".join(b[k:m]))]
    return trouves
