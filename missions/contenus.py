"""What a document of the mission says, taken out of its model: kept in a version, read on a page, printed, compared.

A content is what JSON keeps, a list of blocks that all have the same keys:

    {"titre": "Présentation du poste", "cases": [{"nom", "libelle", "texte", "liste"}],
     "relation": "", "noms": [], "entetes": [], "lignes": []}
    {"titre": "Activités", "cases": [], "relation": "activites", "noms": ["activite", …], "entetes": ["Activité", …],
     "lignes": [{"cle": "4f…", "textes": ["…", …]}]}

A row whose fields are not all texts also has "lus": what is read of its choices and dates.
"""

import hashlib
import json
import re

from django.db import models

from coopappui.champs import Texte
from coopappui.concurrence import forme

# What people type or paste before each item of a list.
_PUCE = re.compile(r"^\s*(?:[-–—•▪→*·]\s+|→)")


class Liste(Texte):
    """A text whose every line is an item of a list."""


def figer(fiche):
    """The content of a draft, empty answers included: a version says all that it was asked."""
    return [_tableau(bloc) if bloc.genre == "tableau" else _section(bloc, fiche) for bloc in fiche.blocs()]


def _section(bloc, fiche):
    cases = [
        {
            "nom": case.nom,
            "libelle": str(case.libelle),
            "texte": forme(getattr(fiche, case.nom)),
            "liste": isinstance(case.champ, Liste),
        }
        for case in bloc.cases
    ]
    return {"titre": bloc.titre, "cases": cases, "relation": "", "noms": [], "entetes": [], "lignes": []}


def _tableau(bloc):
    noms = [champ.name for champ in bloc.champs]
    types = any(champ.choices or not isinstance(champ, models.CharField | models.TextField) for champ in bloc.champs)
    lignes = []
    for ligne, cases in bloc.lignes:
        lignes.append({"cle": ligne.cle, "textes": [forme(getattr(ligne, n)) for n in noms]})
        if types:
            lignes[-1]["lus"] = [str(case) for case in cases]
    return {
        "titre": bloc.titre,
        "cases": [],
        "relation": bloc.bloc.relation,
        "noms": noms,
        "entetes": bloc.entetes,
        "lignes": lignes,
    }


def empreinte(contenu):
    return hashlib.sha256(json.dumps(contenu, sort_keys=True).encode()).hexdigest()


def est_vide(contenu):
    return not any(bloc["lignes"] or any(case["texte"] for case in bloc["cases"]) for bloc in contenu)


def lire(contenu):
    """What is read and printed: answers only. `puces`: the items of a list, when there are several; `seule`: the
    answer that stands alone under a heading which says the same as its label."""
    lus = []
    for bloc in contenu:
        cases = [
            case | {"puces": puces(case["texte"]) if case["liste"] else []} for case in bloc["cases"] if case["texte"]
        ]
        if cases or bloc["lignes"]:
            seule = len(cases) == 1 and cases[0]["libelle"] == bloc["titre"]
            lignes = [
                ligne | {"cellules": list(zip(bloc["entetes"], textes_lus(ligne), strict=True))}
                for ligne in bloc["lignes"]
            ]
            lus.append(bloc | {"cases": cases, "seule": seule, "lignes": lignes})
    return lus


def textes_lus(ligne):
    """What is read of a row."""
    return ligne.get("lus", ligne["textes"])


def puces(texte):
    """The items of a list, without the dashes and arrows typed before them; nothing for a single one."""
    items = [_PUCE.sub("", ligne).strip() for ligne in texte.splitlines()]
    items = [item for item in items if item]
    return items if len(items) > 1 else []


def remettre(fiche, contenu):
    """Writes a content back into the draft. What the document no longer asks is left out; rows keep their key."""
    champs = {champ.name for champ in fiche.champs_du_plan()}
    for case in [case for bloc in contenu for case in bloc["cases"] if case["nom"] in champs]:
        setattr(fiche, case["nom"], case["texte"])
    fiche.save()
    par_relation = {bloc["relation"]: bloc for bloc in contenu if bloc["relation"]}
    for tableau in fiche.tableaux():
        if bloc := par_relation.get(tableau.relation):
            _remettre_les_lignes(fiche, tableau, bloc)
    # Rows were read once: they have changed.
    fiche.__dict__.pop("contenu", None)


def _remettre_les_lignes(fiche, tableau, bloc):
    presentes = {ligne.cle: ligne for ligne in getattr(fiche, tableau.relation).all()}
    modele: type[models.Model] = tableau.modele(type(fiche))
    for rang, voulue in enumerate(bloc["lignes"], start=1):
        ligne = presentes.pop(voulue["cle"], None) or modele(outil=fiche, cle=voulue["cle"])
        for nom, texte in zip(bloc["noms"], voulue["textes"], strict=True):
            if nom in tableau.noms:
                setattr(ligne, nom, texte)
        ligne.rang = 10 * rang
        ligne.save()
    for ligne in presentes.values():
        ligne.delete()
