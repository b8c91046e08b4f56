"""What a save would change in a fiche, before it is done."""

from dataclasses import dataclass

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
