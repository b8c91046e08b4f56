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
# It nests quotes and lists by recursion: what no validator has seen (an article of a feed) is flattened.
_IMBRIQUE = re.compile(r"^(?:[ \t]*(?:>|[-*+][ \t]|\d+[.)][ \t])){12,}", re.MULTILINE)
_TITRE = re.compile(r"<h([1-6])>(.*?)</h\1>", re.DOTALL)
_RETRAIT = re.compile(r"^[ \t]{49,}", re.MULTILINE)


def rendre(texte, niveau=2, sauts=False):
    """HTML fit to be shown: titles begin at this level, whatever the marks they are typed with (those above are the
    page's), and never jump one; links say who they trust; `sauts`: a new line stays one."""
    brut = _markdown.markdown(
        _RETRAIT.sub(" " * 48, _IMBRIQUE.sub("> ", texte or "")),
        extensions=["tables", "sane_lists", *(["nl2br"] if sauts else [])],
    )
    propre = nh3.clean(
        _etager(brut, niveau),
        tags=BALISES,
        clean_content_tags={"script", "style"},
        attributes={"a": {"href", "title"}, "ol": {"start"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer nofollow",
    )
    return mark_safe(propre.replace("<th>", '<th scope="col">'))


def _etager(brut, niveau):
    rangs = {marque: rang for rang, marque in enumerate(sorted({titre[1] for titre in _TITRE.finditer(brut)}))}
    precedent = niveau - 1

    def etage(titre):
        nonlocal precedent
        precedent = min(niveau + rangs[titre[1]], precedent + 1, 6)
        return f"<h{precedent}>{titre[2]}</h{precedent}>"

    return _TITRE.sub(etage, brut)


_MARQUES = re.compile(r"([\\`*_\[\]!|])")
_MARQUES_DE_LIGNE = re.compile(r"^[ \t]*(?:([#>+-])|(\d+)([.)]))?", re.MULTILINE)
_ENTITE = re.compile(r"&(?=#?\w+;)")
_ECHAPPE = re.compile(r"\\([\\`*_{}\[\]()>#+.!|-])")


def litteral(texte):
    """A plain text as Markdown that shows it as it is: it may come from anywhere. One with more marks than a text has
    loses them: see `exiger_une_redaction`."""
    if any(texte.count(marque) > nombre for marque, nombre in _MAX.items()):
        texte = re.sub(r"[\\`*_\[\]!|<>]", " ", texte)
    texte = _MARQUES.sub(r"\\\1", _ENTITE.sub("&amp;", texte).replace("<", "&lt;"))
    return _MARQUES_DE_LIGNE.sub(lambda m: f"\\{m[1]}" if m[1] else f"{m[2]}\\{m[3]}" if m[2] else "", texte)


def sans_echappements(texte):
    """Markdown whose marks taken literally are read without their backslash."""
    return _ECHAPPE.sub(r"\1", texte)


def mots_nus(texte):
    """The text as it is read, without marks nor tags: for extracts and search."""
    return " ".join(html.unescape(nh3.clean(rendre(texte), tags=set())).split())


def exiger_une_redaction(texte):
    """Validator: a text that the parser reads in no time."""
    if _DEMESURE.search(texte) or any(texte.count(marque) > nombre for marque, nombre in _MAX.items()):
        raise ValidationError("Ce texte a trop de liens ou de marques imbriquées : simplifiez-le.")
