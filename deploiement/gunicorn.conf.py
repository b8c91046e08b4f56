"""How gunicorn serves CoopAppui; the variables are described in docs/deploiement.md."""

import os
from pathlib import Path

from gunicorn.glogging import Logger

from coopappui.journaux import SansJetons, masquer

bind = f"{os.environ.get('ADRESSE', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = int(os.environ.get("WEB_THREADS", "4"))
worker_class = "gthread"

# Load the application before forking: a wrong setting stops the server at once instead of killing workers in turn.
preload_app = True
# A long table takes seconds to become a PDF; nothing honest takes a minute.
timeout = 60
graceful_timeout = 30
# Workers are renewed now and then, not all at once: what leaks does not last.
max_requests = 2000
max_requests_jitter = 400
# The heartbeat file must not wait for a slow disk.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None

accesslog = "-"
# The path without its query string: searches hold people's names.
access_log_format = '%(h)s "%(m)s %(U)s" %(s)s %(b)s %(D)sµs'

_SANS_JETONS = SansJetons()


class logger_class(Logger):
    """Personal links are logged without what opens them."""

    def setup(self, cfg):
        super().setup(cfg)
        self.error_log.addFilter(_SANS_JETONS)

    def atoms(self, *quoi):
        atomes = super().atoms(*quoi)
        return atomes | {"U": masquer(atomes["U"] or "")}


# Its runtime control socket serves nothing here, and would be shared by all the instances of an account.
control_socket_disable = True
