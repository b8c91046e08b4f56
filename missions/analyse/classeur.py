"""The answers as a workbook: a row a recipient, a column a question; the counts; the marks."""

from datetime import date
from decimal import Decimal

from coopappui.plan.xlsx import Classeur, Entete
from missions.analyse.comptes import pour_cent
from missions.genres_de_question import Genre

NON_CONCERNE = "(non concerné)"
# Of each recipient, before their answers: heading -> (width, what a fiche says).
ACTEUR = {
    "Groupe, structure ou territoire": (30, lambda f: f.destinataire.son_organisme),
    "Personne": (24, lambda f: f.destinataire.qui),
    "Type d’acteur": (20, lambda f: str(f.type or "")),
    "Priorité": (11, lambda f: f.priorite_lue),
    "État": (14, lambda f: f.destinataire.etat),
    "Répondu le": (16, lambda f: f.destinataire.repondu_le),
    "Mode": (14, lambda f: f.destinataire.get_mode_display() if f.destinataire.repondu else ""),
    "Situations": (24, lambda f: "\n".join(f.situations)),
    "Premier appui": (10, lambda f: f.place),
    "Pourquoi": (28, lambda f: f.appreciation.pourquoi if f.retenue else ""),
}
COMPTES = {
    "Partie": 26,
    "N°": 7,
    "Question": 44,
    "Réponse": 34,
    "Nombre": 10,
    "% des réponses": 13,
    "% des concernés": 15,
    "Y répondent": 11,
    "Posée à": 10,
    "Non concernés": 12,
    "Réponses souhaitées": 12,
}
MARQUES = {
    "Situation": (28, lambda f, m: m.get_situation_display()),
    "Groupe, structure ou territoire": (30, lambda f, m: f.nom),
    "Personne": (24, lambda f, m: f.destinataire.qui),
    "Type d’acteur": (20, lambda f, m: str(f.type or "")),
    "Question": (44, lambda f, m: str(m.question or "")),
    "Pourquoi": (50, lambda f, m: m.note),
    "Marqué par": (20, lambda f, m: str(m.par)),
    "Le": (16, lambda f, m: m.le),
}


def ecrire(depouillement, fichier):
    enquete = depouillement.enquete
    with Classeur(f"Analyse · {enquete}", str(enquete.mission)) as classeur:
        _reponses(classeur, depouillement)
        _comptes(classeur, depouillement)
        _marques(classeur, depouillement)
        classeur.enregistrer(fichier)


# --- one row a recipient ----------------------------------------------------------------------


def _reponses(classeur, depouillement):
    questions = depouillement.questions
    haut, bas, largeurs, formats = _colonnes(questions)
    feuille = classeur.feuille(
        "Réponses",
        [haut, bas] if bas else [haut],
        largeurs=largeurs,
        formats=formats,
        en_tete_imprime=f"Réponses · {depouillement.enquete}",
    )
    for fiche in depouillement.toutes:
        acteur = [lire(fiche) for _, lire in ACTEUR.values()]
        feuille.ligne([*acteur, *(valeur for question in questions for valeur in _valeurs(fiche, question))])


def _colonnes(questions):
    """The headings on one row, or two when a table is spread; the widths; the formats."""
    hauteur = 2 if any(q.genre == Genre.TABLEAU for q in questions) else 1
    haut = [Entete(intitule, lignes=hauteur) for intitule in ACTEUR]
    bas, largeurs, formats = [], [largeur for largeur, _ in ACTEUR.values()], [""] * len(ACTEUR)
    for question in questions:
        cases = list(_cases(question))
        if cases:
            haut.append(Entete(str(question), colonnes=len(cases)))
            bas += [Entete(f"{ligne['libelle']} · {colonne['libelle']}") for ligne, colonne in cases]
        else:
            haut.append(Entete(str(question), lignes=hauteur))
        largeurs += [28] * (len(cases) or 1)
        formats += ["nombre" if question.genre == Genre.NOMBRE else ""] * (len(cases) or 1)
    return haut, bas, largeurs, formats


def _cases(question):
    """The cells of a two-sided table, each a column; none for the other questions."""
    if question.genre == Genre.TABLEAU:
        yield from ((ligne, colonne) for ligne in question.lignes for colonne in question.colonnes)


def _valeurs(fiche, question):
    """What goes in the columns of a question: its type is kept."""
    valeur, cases = fiche.valeurs.get(question.pk), list(_cases(question))
    type_ = question.genre in (Genre.NOMBRE, Genre.DATE)
    if valeur is None:
        ecartee = fiche.destinataire.repondu and question.pk not in fiche.posees and not question.retiree
        return [NON_CONCERNE if ecartee and not type_ else None] * (len(cases) or 1)
    if cases:
        return [valeur.get(ligne["cle"], {}).get(colonne["cle"]) for ligne, colonne in cases]
    if question.genre == Genre.NOMBRE:
        return [Decimal(valeur)]
    if question.genre == Genre.DATE:
        return [date.fromisoformat(valeur)]
    return [question.en_mots(valeur)]


# --- the counts -------------------------------------------------------------------------------


def _comptes(classeur, depouillement):
    feuille = classeur.feuille(
        "Comptes",
        [[Entete(intitule) for intitule in COMPTES]],
        largeurs=list(COMPTES.values()),
        en_tete_imprime=f"Comptes · {depouillement.enquete}",
    )
    for resultat in depouillement.resultats:
        question = resultat.question
        debut = [question.get_partie_display(), question.numero, question.enonce]
        fin = [
            len(resultat.repondants),
            len(resultat.interroges),
            resultat.non_concernes,
            question.minimum_de_retours,
        ]
        for libelle, nombre, parts in _decompte(resultat):
            feuille.ligne([*debut, libelle, nombre, *parts, *fin])


def _decompte(resultat):
    """(what, number, [percentages]): the answers of a closed question, the figures of the others."""
    repondants, interroges = len(resultat.repondants), len(resultat.interroges)

    def parts(nombre):
        return [pour_cent(nombre, repondants), pour_cent(nombre, interroges)]

    if resultat.ferme:
        yield from ((c.libelle, c.nombre, parts(c.nombre)) for c in resultat.comptes)
    elif resultat.tableau:
        for ligne, cases in resultat.rangees:
            for case in cases:
                yield f"{ligne['libelle']} · {case.colonne['libelle']}", case.nombre, parts(case.nombre)
    elif resultat.mesures:
        yield from ((mesure.nom, mesure.valeur, [None, None]) for mesure in resultat.mesures)
    else:
        yield "Réponses", repondants, parts(repondants)


# --- the marks --------------------------------------------------------------------------------


def _marques(classeur, depouillement):
    feuille = classeur.feuille(
        "Marques",
        [[Entete(intitule) for intitule in MARQUES]],
        largeurs=[largeur for largeur, _ in MARQUES.values()],
        en_tete_imprime=f"Marques · {depouillement.enquete}",
    )
    marques = [(fiche, marque) for fiche in depouillement.toutes for marque in fiche.marques]
    for fiche, marque in sorted(marques, key=lambda paire: paire[1].situation):
        feuille.ligne([lire(fiche, marque) for _, lire in MARQUES.values()])
