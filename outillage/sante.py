#!/usr/bin/env python3
"""Exit 0 when the web server of this machine answers (the container's health check)."""

import http.client
import os
import sys

hote = os.environ.get("ALLOWED_HOSTS", "localhost").split(",")[0].strip().lstrip(".")
connexion = http.client.HTTPConnection("127.0.0.1", int(os.environ.get("PORT", "8000")), timeout=5)
try:
    connexion.request("GET", "/sante/", headers={"Host": hote, "X-Forwarded-Proto": "https"})
    statut = connexion.getresponse().status
except OSError as erreur:
    sys.exit(f"Pas de réponse : {erreur}")
sys.exit(0 if statut < 400 else f"Réponse {statut}")
