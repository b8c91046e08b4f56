"""A web server on loopback that answers what a test asks, and remembers how it was asked."""

import contextlib
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0"><channel><title>Le Courrier</title><link>http://exemple.fr/</link><description>d</description>
{}</channel></rss>"""


def article(n, titre="", resume="", guid="", lien=""):
    return (
        f"<item><title>{titre or f'Article {n}'}</title><link>{lien or f'http://exemple.fr/{n}'}</link>"
        f"<guid>{guid or f'g-{n}'}</guid><description>{resume}</description>"
        f"<pubDate>Mon, 0{n % 9 + 1} Jun 2026 08:00:00 GMT</pubDate></item>"
    )


def rss(*articles):
    return RSS.format("".join(articles)).encode()


@dataclass
class Site:
    """`reponses`: {path: (status, headers, bytes or a function that writes them)}."""

    port: int = 0
    reponses: dict = field(default_factory=dict)
    demandes: list = field(default_factory=list)

    def adresse(self, chemin="/fil"):
        return f"http://127.0.0.1:{self.port}{chemin}"

    def repond(self, corps, chemin="/fil", statut=200, **entetes):
        self.reponses[chemin] = (statut, {n.replace("_", "-"): v for n, v in entetes.items()}, corps)
        return self.adresse(chemin)


def ouvrir(port):
    site = Site()

    class Reponse(BaseHTTPRequestHandler):
        def do_GET(self):
            site.demandes.append((self.path, dict(self.headers)))
            statut, entetes, corps = site.reponses.get(self.path, (404, {}, b""))
            etag = entetes.get("ETag")
            if etag and self.headers.get("If-None-Match") == etag:
                statut, corps = 304, b""
            self.send_response(statut)
            for nom, valeur in entetes.items():
                self.send_header(nom, valeur)
            if not callable(corps):
                self.send_header("Content-Length", str(len(corps)))
            self.end_headers()
            with contextlib.suppress(OSError):  # the reader has left, as the test wants
                corps(self.wfile) if callable(corps) else self.wfile.write(corps)

        def log_message(self, *args):
            pass

    serveur = ThreadingHTTPServer(("127.0.0.1", port), Reponse)
    serveur.daemon_threads = True
    site.port = serveur.server_address[1]
    threading.Thread(target=serveur.serve_forever, daemon=True).start()
    return site, serveur
