"""When something goes wrong: a page in French that says what to do next."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpResponse, HttpResponseServerError
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.csrf import requires_csrf_token


def jeton_refuse(request, reason=""):
    """The form was opened too long ago, or in another session: nothing was saved, and Back brings the text again."""
    # What anybody may write needs no account: nothing to sign in to.
    sans_compte = not getattr(request.resolver_match.func, "login_required", True)
    return render(request, "403_csrf.html", {"sans_compte": sans_compte}, status=403)


@requires_csrf_token
def serveur(request):
    """No context processor, no database, no manifest of static files: each may be what failed."""
    if isinstance(sys.exc_info()[1], (OperationalError, InterfaceError)):
        return HttpResponse(render_to_string("503.html"), status=503, headers={"Retry-After": "30"})
    return HttpResponseServerError(render_to_string("500.html"))
