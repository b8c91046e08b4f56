"""A letter as it is read: HTML for mail programs, plain text for the others, and the page that is printed."""

import html as entites
import re

import markdown
import nh3
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from coopappui.plan import pdf

# Replaced, for each recipient, by the address that unsubscribes them.
MARQUE = "@@desabonnement@@"
_BALISES = {"p", "br", "strong", "em", "ul", "ol", "li", "a", "h3", "h4", "blockquote", "code", "pre", "hr"}
_LIEN = re.compile(r"\[([^\]\n]+)\]\((\S+?)\)")
_GRAS = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
# Markdown nests quotes and lists by recursion: nobody writes a letter twenty levels deep.
_IMBRIQUE = re.compile(r"^(?:[ \t]*(?:>|[-*+][ \t]|\d+\.[ \t])){6,}", re.MULTILINE)
_RETRAIT = re.compile(r"^[ \t]{25,}", re.MULTILINE)


def en_html(texte):
    """Markdown as sober HTML: no picture, no style, nothing that runs."""
    texte = _RETRAIT.sub(" " * 24, _IMBRIQUE.sub("> ", texte))
    rendu = markdown.markdown(texte, extensions=["nl2br", "sane_lists"], output_format="html")
    # Titles keep under those of the letter.
    rendu = re.sub(r"(</?)h[12]>", r"\1h3>", rendu)
    propre = nh3.clean(rendu, tags=_BALISES, attributes={"a": {"href"}}, url_schemes={"http", "https", "mailto"})
    return mark_safe(propre)


def en_texte(texte):
    """Markdown as people read it without a program: links spelled out, no stars."""
    return entites.unescape(_GRAS.sub(r"\2", _LIEN.sub(r"\1 (\2)", texte))).strip()


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
    return render_to_string("courriels/lettre.html", variables), render_to_string("courriels/lettre.txt", variables)


def imprimer(lettre):
    """The bytes of its PDF."""
    return pdf.ecrire(render_to_string("veille/lettre_pdf.html", contexte(lettre)))
