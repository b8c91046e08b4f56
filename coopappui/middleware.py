"""What every request goes through, beyond what Django and our libraries bring."""

from django.db import transaction
from django.utils.cache import add_never_cache_headers


class JamaisEnCache:
    """Pages of signed-in people are never kept by browsers or proxies (static files are served before)."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        reponse = self.get_response(request)
        if request.user.is_authenticated:
            add_never_cache_headers(reponse)
        return reponse


class EcritureAtomique:
    """A POST is all or nothing; a GET, which never writes, pays for no transaction."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if request.method in ("GET", "HEAD", "OPTIONS"):
            return None
        return transaction.atomic(view)(request, *args, **kwargs)
