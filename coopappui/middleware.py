"""Shared computers: after signing out, the Back button shows nothing personal."""

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
