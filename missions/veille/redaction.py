"""A letter as it is read: HTML for mail programs, plain text for the others, and the page that is printed."""

import html as entites
import re

from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from coopappui.plan import pdf
from coopappui.redaction import rendre, sans_echappements

# Replaced, for each recipient, by the address that unsubscribes them.
MARQUE = "@@desabonnement@@"
# Mail programs read inline styles only, and show as theirs the links that say nothing.
COULEUR_DES_LIENS = "#97421f"
_LIEN = re.compile(r"(?<!\\)\[([^\]\n]+)(?<!\\)\]\((\S+?)\)")
_GRAS = re.compile(r"(?<!\\)(\*\*|__)(?=\S)(.+?)(?<=[^\s\\])\1")


def en_html(texte):
    """Markdown as sober HTML, its titles under those of the letter."""
    return rendre(texte, niveau=3, sauts=True)


def _colorer(redige):
    """What was rendered, its links in the colour of those of the letter."""
    return mark_safe(redige.replace("<a ", f'<a style="color:{COULEUR_DES_LIENS}" '))


def en_texte(texte):
    """Markdown as people read it without a program: links spelled out, no stars."""
    return entites.unescape(sans_echappements(_GRAS.sub(r"\2", _LIEN.sub(r"\1 (\2)", texte)))).strip()


def contexte(lettre):
    return {
        "lettre": lettre,
        "mission": lettre.mission,
        "introduction": en_html(lettre.introduction),
        "introduction_en_texte": en_texte(lettre.introduction),
        "articles": [(a, en_html(a.texte), en_texte(a.texte)) for a in lettre.articles.all()],
        "marque": MARQUE,
    }


def rediger(lettre):
    """(HTML, text) of the letter, with MARQUE where each one's address goes; what left, once it has left."""
    if lettre.envoyee:
        return lettre.html, lettre.texte
    variables = contexte(lettre)
    courriel = variables | {
        "introduction": _colorer(variables["introduction"]),
        "articles": [(article, _colorer(html), texte) for article, html, texte in variables["articles"]],
        "couleur_des_liens": COULEUR_DES_LIENS,
    }
    return render_to_string("courriels/lettre.html", courriel), render_to_string("courriels/lettre.txt", variables)


def imprimer(lettre):
    """The bytes of its PDF."""
    return pdf.ecrire(render_to_string("veille/lettre_pdf.html", contexte(lettre)))
