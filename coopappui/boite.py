"""A mail server for development and tests: real SMTP on loopback, every message kept in a folder, none sent on."""

import email
import email.policy
import re
import time
import uuid
from pathlib import Path

from aiosmtpd.controller import Controller

# The message's own identity: sent twice after an interruption, it is kept once, as a mail program would show it.
_SUR = re.compile(r"[^A-Za-z0-9]+")


class Classeur:
    """Keeps each message it is handed as a file of `dossier`; the first received come first."""

    def __init__(self, dossier):
        self.dossier = Path(dossier)
        self.dossier.mkdir(parents=True, exist_ok=True)

    async def handle_DATA(self, server, session, envelope):
        identite = _SUR.sub("-", lire(envelope.content)["Message-ID"] or uuid.uuid4().hex).strip("-")[:80]
        if not list(self.dossier.glob(f"*-{identite}.eml")):
            provisoire = self.dossier / f".{uuid.uuid4().hex}"
            provisoire.write_bytes(envelope.content)
            provisoire.rename(self.dossier / f"{time.time_ns()}-{identite}.eml")
        return "250 OK"


def serveur(dossier, port, adresse="127.0.0.1"):
    """An aiosmtpd Controller, to be started and stopped; listens in a thread of its own."""
    return Controller(Classeur(dossier), hostname=adresse, port=port)


def lire(octets):
    return email.message_from_bytes(octets, policy=email.policy.default)


def recus(dossier):
    """(file name, message), the latest first."""
    fichiers = sorted(Path(dossier).glob("*.eml"), reverse=True)
    return [(fichier.stem, lire(fichier.read_bytes())) for fichier in fichiers]


def texte(message):
    partie = message.get_body(preferencelist=("plain", "html"))
    return partie.get_content() if partie else ""
