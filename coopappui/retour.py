"""Going back to the page one came from, never to another site."""

from django.shortcuts import redirect, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme


def adresse_de_retour(request, defaut):
    """The posted `suite` when it stays on this site, else `defaut`."""
    suite = request.POST.get("suite") or request.GET.get("suite") or ""
    sure = url_has_allowed_host_and_scheme(suite, {request.get_host()}, request.is_secure())
    return suite if suite and sure else resolve_url(defaut)


def revenir(request, defaut):
    return redirect(adresse_de_retour(request, defaut))
