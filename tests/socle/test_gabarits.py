"""Our templates, read as files: what the security policy would stop, what lets HTML through, what is ill typed."""

import re
from pathlib import Path

import pytest
from django.conf import settings

DOSSIER = Path(settings.BASE_DIR) / "templates"
GABARITS = sorted(chemin for chemin in DOSSIER.rglob("*") if chemin.suffix in (".html", ".txt", ".svg"))
# Not pages: WeasyPrint reads their style, and mail readers ignore style sheets.
HORS_PAGES = ("pdf", "email", "courriels")
# Help texts are written in the code, never typed by users; Django's own hold lists.
ECHAPPES_AILLEURS = {"bootstrap5/_aide.html"}
_CODE = re.compile(r"\{#.*?#\}|\{% comment %\}.*?\{% endcomment %\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
_BALISE = re.compile(r"<!--.*?-->|<[^>]*>", re.DOTALL)


def _pages():
    return [c for c in GABARITS if c.suffix == ".html" and not any(mot in str(c) for mot in HORS_PAGES)]


def _nom(chemin):
    return str(chemin.relative_to(DOSSIER))


INTERDITS = {
    "un script dans la page": r"<script(?![^>]*\bsrc=)(?![^>]*application/json)",
    "un style dans la page": r"<style\b|\sstyle=",
    "un gestionnaire d’événement dans la page": r"\son[a-z]+\s*=\s*[\"']",
    "hx-on, qui évalue du code": r"\shx-on[:-]",
    "une adresse javascript:": r"javascript:",
    "une ressource d’ailleurs": r"<(script|link|img|iframe)[^>]*(src|href)=[\"'](https?:)?//",
}


@pytest.mark.parametrize("chemin", _pages(), ids=_nom)
def test_rien_que_la_politique_de_securite_interdit(chemin):
    texte = _sans_commentaires(chemin)
    assert not [faute for faute, motif in INTERDITS.items() if re.search(motif, texte, re.IGNORECASE)]


@pytest.mark.parametrize("chemin", [c for c in GABARITS if _nom(c) not in ECHAPPES_AILLEURS], ids=_nom)
def test_tout_texte_saisi_est_echappe(chemin):
    texte = _sans_commentaires(chemin)
    # A text mail is not HTML.
    interdits = r"\|\s*safe\b|\|\s*safeseq\b" + ("" if chemin.suffix == ".txt" else r"|autoescape off")
    assert not re.search(interdits, texte)


@pytest.mark.parametrize("chemin", GABARITS, ids=_nom)
def test_l_apostrophe_est_typographique(chemin):
    texte = _BALISE.sub(" ", _CODE.sub(" ", chemin.read_text(encoding="utf-8")))
    droites = re.findall(r"\w*[^\W\d_]'[^\W\d_]\w*", texte)
    assert not droites


def _sans_commentaires(chemin):
    texte = chemin.read_text(encoding="utf-8")
    return re.sub(r"\{#.*?#\}|\{% comment %\}.*?\{% endcomment %\}", "", texte, flags=re.DOTALL)
