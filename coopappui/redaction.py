"""Texts written in Markdown: rendered, then cleaned by an allow-list. Nothing they hold runs, nor fetches anything."""

import html
import re

import markdown as _markdown
import nh3
from django.core.exceptions import ValidationError
from django.utils.safestring import mark_safe

BALISES = {
    *("p", "br", "hr", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "pre", "code"),
    *("strong", "em", "del", "a", "table", "thead", "tbody", "tr", "th", "td"),
}
# The parser takes ever longer on nested or unclosed marks: no line of a real text has that many.
_DEMESURE = re.compile(r"^(?:[ \t]*(?:>|[-*+]|\d+[.)])){12}|[\[*_`<!]{40}", re.MULTILINE)
_MAX = {"[": 300, "<": 300}


def rendre(texte):
    """HTML fit to be shown: titles begin at the second level (the first is the page's), links say who they trust."""
    brut = _markdown.markdown(
        texte or "",
        extensions=["tables", "sane_lists", "toc"],
        extension_configs={"toc": {"baselevel": 2, "marker": ""}},
    )
    propre = nh3.clean(
        brut,
        tags=BALISES,
        clean_content_tags={"script", "style"},
        attributes={"a": {"href", "title"}, "ol": {"start"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer nofollow",
    )
    return mark_safe(propre.replace("<th>", '<th scope="col">'))


def mots_nus(texte):
    """The text as it is read, without marks nor tags: for extracts and search."""
    return " ".join(html.unescape(nh3.clean(rendre(texte), tags=set())).split())


def exiger_une_redaction(texte):
    """Validator: a text that the parser reads in no time."""
    if _DEMESURE.search(texte) or any(texte.count(marque) > nombre for marque, nombre in _MAX.items()):
        raise ValidationError("Ce texte a trop de liens ou de marques imbriquées : simplifiez-le.")
