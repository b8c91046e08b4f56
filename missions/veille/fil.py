"""What a feed says, RSS or Atom: bytes in, plain texts out. feedparser reads; it never fetches anything."""

import calendar
import hashlib
import html
import io
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlsplit

import feedparser
import nh3
from django.utils import timezone

from coopappui.texte import nettoyer

# Of a feed that says a lot, the first ones: they are the latest.
ENTREES_MAX = 100
TITRE_MAX, RESUME_MAX, LIEN_MAX = 300, 2000, 1000
_ENTITE = "<!ENTITY"
_ENTITES = [_ENTITE.encode(codage) for codage in ("ascii", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")]
_BLOC = re.compile(r"<(?:/?(?:p|div|li|ul|ol|h[1-6]|tr|td|blockquote)\b|br\b)", re.IGNORECASE)


class PasUnFil(Exception):
    """Says in French why these bytes are no feed."""


@dataclass(frozen=True)
class Entree:
    identifiant: str
    titre: str
    lien: str
    resume: str
    publiee_le: datetime | None


def entrees(octets, adresse="", type_mime=""):
    """The entries of a feed, each once. Raises PasUnFil."""
    # Feeds declare no entity: who does means to make them grow, or to read a file.
    if any(entite in octets.upper() for entite in _ENTITES):
        raise PasUnFil("Ce fil n’est pas écrit d’une façon sûre : il n’est pas lu.")
    entetes = {"content-location": adresse} | ({"content-type": type_mime} if type_mime else {})
    # As a file: bytes alone could be taken for the name of one.
    lu = feedparser.parse(io.BytesIO(octets), response_headers=entetes)
    if not lu.get("version"):
        raise PasUnFil("Cette adresse ne donne pas un fil RSS ou Atom.")
    trouvees = {}
    for entree in lu.entries[:ENTREES_MAX]:
        lue = _entree(entree)
        if lue.titre or lue.lien:
            trouvees.setdefault(lue.identifiant, lue)
    return list(trouvees.values())


def en_clair(texte):
    """HTML as plain text: no tag, no script, one space between words."""
    sans_balises = nh3.clean(_BLOC.sub(lambda m: f" {m[0]}", texte or ""), tags=set())
    return " ".join(nettoyer(html.unescape(sans_balises)).split())


def _entree(entree):
    titre, lien = _couper(en_clair(entree.get("title")), TITRE_MAX), _lien(entree.get("link"))
    resume = entree.get("summary") or next((c.get("value", "") for c in entree.get("content", [])), "")
    resume = _couper(en_clair(resume), RESUME_MAX)
    cle = entree.get("id") or lien or f"{titre}\n{resume}"
    return Entree(
        hashlib.sha256(cle.encode("utf-8", "replace")).hexdigest(),
        titre or _couper(resume, 120) or lien[:TITRE_MAX],
        lien,
        resume,
        _date(entree.get("published_parsed") or entree.get("updated_parsed")),
    )


def _lien(lien):
    """A web address, or nothing: javascript: and the like are no links."""
    lien = nettoyer(lien or "").strip()
    try:
        schema = urlsplit(lien).scheme
    except ValueError:
        return ""
    return lien if schema in ("http", "https") and len(lien) <= LIEN_MAX and not re.search(r"\s", lien) else ""


def _date(moment):
    """When it was published; a date to come, or that does not exist, is no date."""
    try:
        date = datetime.fromtimestamp(calendar.timegm(moment), UTC) if moment else None
    except (ValueError, OverflowError, OSError):
        return None
    return date if date and datetime(1990, 1, 1, tzinfo=UTC) < date <= timezone.now() else None


def _couper(texte, longueur):
    if len(texte) <= longueur:
        return texte
    return texte[: longueur - 1].rsplit(" ", 1)[0].rstrip(",.;: ") + "…"
