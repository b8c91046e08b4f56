"""What a save would change in a fiche, before it is done; what changed from one of its frozen states to another."""

from dataclasses import dataclass
from itertools import groupby

from coopappui.plan.cases import Case


@dataclass(frozen=True)
class Difference:
    """`genre`: "modifiee", "ajoutee" or "retiree" (a row)."""

    genre: str
    ou: str
    libelle: str = ""
    avant: str = ""
    apres: str = ""


def differences(saisie):
    """Every answer that changes, every row added or removed, in the order of the page. Saves nothing."""
    trouvees = _de_morceau("", saisie.principal, saisie.lues[""])
    for relation, table in saisie.tables.items():
        lues = saisie.lues.get(relation, {})
        for i, ligne in enumerate(table.lignes, 1):
            ou = f"{table.bloc.titre}, {table.bloc.nom.lower()} {i}"
            if ligne.retiree:
                trouvees.append(Difference("retiree", ou, avant=_resume(ligne.ligne, table.modele, table.bloc)))
            elif ligne.ligne.pk is None:
                ligne.morceau.concilier(None)
                if not ligne.morceau.vide:
                    trouvees.append(Difference("ajoutee", ou, apres=_resume_saisi(ligne.morceau)))
            else:
                trouvees += _de_morceau(ou, ligne.morceau, lues.get(ligne.cle))
        trouvees += _d_ordre(table, lues)
    for relation, croise in saisie.croises.items():
        lues = saisie.lues.get(relation, {})
        for ligne, _, cellules in croise.rangees:
            for colonne, morceau in cellules:
                if not ligne.retiree and not colonne.retiree:
                    trouvees += _de_morceau(
                        f"{croise.bloc.titre}, {ligne}, {colonne}", morceau, lues.get(f"{ligne.cle}/{colonne.cle}")
                    )
    return trouvees


def _de_morceau(ou, morceau, lues):
    morceau.concilier(lues)
    avant = {nom: str(Case(morceau.objet, morceau.objet._meta.get_field(nom))) for nom in morceau.ecarts}
    apres = _saisis(morceau)
    return [
        Difference("modifiee", ou, str(morceau.fields[nom].label), avant[nom], apres[nom]) for nom in morceau.ecarts
    ]


def _d_ordre(table, lues):
    restent = {ligne.cle: ligne.nom for ligne in table.lignes if ligne.cle in lues and not ligne.retiree}
    avant = [cle for cle in lues if cle in restent]
    if avant != list(restent):
        noms = [" · ".join(restent[cle] for cle in cles) for cles in (avant, restent)]
        yield Difference("modifiee", table.bloc.titre, "Ordre", *noms)


def _saisis(morceau):
    """{field: what it would read}."""
    copie = type(morceau.objet)()
    copie.brut = {}
    for nom, valeur in morceau.cleaned_data.items():
        setattr(copie, nom, valeur)
    return {nom: str(Case(copie, copie._meta.get_field(nom))) for nom in morceau.cleaned_data}


def _resume(ligne, modele, bloc):
    cases = [str(Case(ligne, modele._meta.get_field(nom))) for nom in bloc.noms]
    return " · ".join(filter(None, cases))


def _resume_saisi(morceau):
    return " · ".join(filter(None, _saisis(morceau).values()))


def entre(avant, apres):
    """What changed between two frozen states (coopappui.plan.fige.lire): answers, then rows that are gone."""
    anciennes = {case.ou: case for _, case in _cases(avant)}
    connus = {"", *(case.rang for case in anciennes.values())}
    presents = {"", *(case.rang for _, case in _cases(apres))}
    for ou, cases in _par_rang(apres):
        if cases[0].rang not in connus:
            if resume := " · ".join(str(case) for case in cases if case):
                yield Difference("ajoutee", ou, apres=resume)
            continue
        for case in cases:
            ancienne = anciennes.get(case.ou, "")
            if str(ancienne) != str(case):
                yield Difference("modifiee", ou, case.libelle, str(ancienne), str(case))
    for ou, cases in _par_rang(avant):
        if cases[0].rang not in presents and any(cases):
            yield Difference("retiree", ou, avant=" · ".join(str(case) for case in cases if case))


def _cases(blocs):
    """(where, case), in the order of the page."""
    for bloc in blocs:
        for ou, cases in bloc.parts:
            for case in cases:
                yield ", ".join(filter(None, [bloc.titre, ou])), case


def _par_rang(blocs):
    """(where, cases of one row or of one section)."""
    for (ou, _), paires in groupby(_cases(blocs), key=lambda paire: (paire[0], paire[1].rang)):
        yield ou, [case for _, case in paires]
