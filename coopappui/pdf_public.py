"""PDFs that anybody may ask for: made once a day for the same content, and braked.

They take seconds of a server that has few threads. What names a PDF is the page it is made of, so that it is never
stale and nothing has to be forgotten; after a day it is made again, for the style of the portal may have changed.
Only for what is read without an account: a private document is never kept.
"""

import hashlib

from allauth.core.internal import ratelimit
from django.core.cache import caches

from coopappui.plan import pdf
from coopappui.telechargements import reponse_pdf

FREIN = "imprimer_une_page_publique"


def repondre(request, html, titre):
    """The PDF of this page. Raises TropLong."""
    cle = hashlib.sha256(html.encode()).hexdigest()
    octets = caches["pdf"].get(cle)
    if octets is None:
        # Unless told so, allauth brakes no GET.
        if not ratelimit.consume(request, app="allauth.account", action=FREIN, key=cle, limit_get=True):
            return ratelimit.respond_429(request)
        octets = pdf.ecrire(html)
        caches["pdf"].set(cle, octets)
    return reponse_pdf(octets, titre)
