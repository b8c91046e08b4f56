"""Filters of the tableaux."""

from html import escape

from django import template
from django.utils.safestring import mark_safe

register = template.Library()

# Lines of a cell in sight; the others are folded.
EN_VUE = 3


@register.filter
def coupures(intitule):
    """A heading that may break after each slash: « territoire/groupe/acteur » fits a narrow column."""
    return mark_safe(escape(intitule).replace("/", "/<wbr>"))


@register.filter
def cellule(lignes):
    """The lines of a cell. Written here rather than in a template: a page has thousands of them."""
    if not lignes:
        return mark_safe('<span class="doux">–</span>')
    if len(lignes) == 1:
        return mark_safe(_ligne(lignes[0]))
    html, suite = _liste(lignes[:EN_VUE]), lignes[EN_VUE:]
    if suite:
        resume = f"<summary>{len(suite)} de plus</summary>"
        html += f'<details class="lignes-suite">{resume}{_liste(suite)}</details>'
    return mark_safe(html)


@register.filter
def cellule_imprimee(lignes, en_regard):
    """The lines of a cell on paper: one block of text, which is laid out twice as fast as paragraphs, unless the lines
    answer those of the neighbours and must be told apart."""
    if en_regard and len(lignes) > 1:
        return mark_safe("".join(f"<p>{escape(ligne)}</p>" for ligne in lignes))
    return mark_safe("\n".join(escape(ligne) for ligne in lignes))


def _liste(lignes):
    return f'<ul class="lignes-cellule">{"".join(f"<li>{_ligne(ligne)}</li>" for ligne in lignes)}</ul>'


def _ligne(ligne):
    """The escaped text, a link when it is one (coopappui.tableau.Lien)."""
    adresse = getattr(ligne, "url", "")
    return f'<a href="{escape(adresse)}">{escape(ligne)}</a>' if adresse else escape(ligne)
