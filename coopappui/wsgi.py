"""Entry point of the web server (gunicorn)."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coopappui.settings")

application = get_wsgi_application()
