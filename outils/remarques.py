"""The remarks of an officer as they are shown beside the answers of a form."""

from django.utils.html import format_html, format_html_join

from coopappui.jours import jour_long


def notes(remarques):
    """{answer: the HTML of its remarks}, for Saisie.annoter."""
    par_reponse = {}
    for remarque in remarques:
        par_reponse.setdefault(remarque.ou, []).append(remarque)
    return {ou: _note(liste) for ou, liste in par_reponse.items()}


def _note(remarques):
    lignes = format_html_join(
        "",
        '<span class="remarque"><b>{}, le {} :</b> {}</span>',
        ((r.par, jour_long(r.le, "j F"), r.texte) for r in remarques),
    )
    return format_html('<span class="remarques-du-champ">{}</span>', lignes)


def de_ce_bloc(bloc, remarque):
    """Is the remark about an answer of this block of the plan?"""
    tete, _, suite = remarque.ou.partition("-")
    return tete == bloc.relation if suite and hasattr(bloc, "relation") else not suite and tete in bloc.noms
