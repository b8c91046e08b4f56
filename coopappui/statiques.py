"""What is collected of the libraries' static files: only what the portal's pages and the admin use."""

from django.contrib.staticfiles.apps import StaticFilesConfig


class FichiersStatiques(StaticFilesConfig):
    # Bootstrap alone brings twenty variants; compressing them all would take half a minute at each start.
    ignore_patterns = [
        *StaticFilesConfig.ignore_patterns,
        "bootstrap/js/*",
        "bootstrap/css/bootstrap-*",
        "bootstrap/css/*.rtl.*",
        "django_htmx/ext/*",
        "django_htmx/*-4*",
        "flags/*",
    ]
