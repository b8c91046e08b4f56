"""Reading an address that somebody typed, on the Internet only: never anything inside.

What could be abused is bounded here, once: the scheme and the port; the name resolved once, and the connection made
to that very address, so that a second answer of the DNS changes nothing; every address that is not public refused
(private, loopback, link-local, shared, reserved, multicast, those of clouds), in IPv4, in IPv6 and in IPv6 that hides
an IPv4; every redirection judged again; the time in all; the bytes received, also once decompressed. No cookie, no
password.
"""

import ipaddress
import socket
import threading
import time
from dataclasses import dataclass, field
from urllib.parse import quote, urljoin, urlsplit

import certifi
import urllib3
from django.conf import settings
from urllib3.util import Timeout

REDIRECTIONS = 3
DUREE = 20  # seconds in all, redirections included
CONNEXION = 5  # seconds to open the connection
TAILLE = 5 * 1024 * 1024  # bytes, once decompressed
_PORTS = {"http": 80, "https": 443}
_REDIRIGE = {301, 302, 303, 307, 308}
_AGENT = "CoopAppui (veille)"

# What `is_global` lets through: IPv6 that carries an IPv4 (translation, 6to4, Teredo, compatible), the old site-local
# addresses, the relays of 6to4, and the address where a cloud answers its own machines.
_INTERDITS = [
    ipaddress.ip_network(reseau)
    for reseau in (
        "::/96",
        "64:ff9b::/96",
        "64:ff9b:1::/48",
        "2001::/32",
        "2002::/16",
        "fec0::/10",
        "100.64.0.0/10",
        "192.0.0.0/24",
        "192.88.99.0/24",
        "168.63.129.16/32",
    )
]


class Illisible(Exception):
    """Says in French why nothing could be read."""


@dataclass
class Reponse:
    adresse: str
    contenu: bytes = b""
    inchange: bool = False
    entetes: dict = field(default_factory=dict)


def lire(adresse, etag="", modifie=""):
    """What is at this address. Raises Illisible. With `etag` or `modifie`, it may answer that nothing has changed."""
    fin = time.monotonic() + DUREE
    entetes = {"User-Agent": _AGENT, "Accept-Encoding": "gzip", "Accept": "*/*"}
    if etag:
        entetes["If-None-Match"] = etag
    if modifie:
        entetes["If-Modified-Since"] = modifie
    for _ in range(REDIRECTIONS + 1):
        reponse, suite = _demander(adresse, entetes, fin)
        if suite is None:
            return reponse
        try:
            adresse = urljoin(adresse, suite)
        except ValueError as faute:
            raise Illisible("Cette adresse renvoie vers une autre, qui n’en est pas une.") from faute
    raise Illisible("Cette adresse renvoie trop de fois vers une autre.")


# --- addresses ---------------------------------------------------------------------------------


def decouper(adresse):
    """(scheme, host, port, path with its query) of an address that may be read. Raises Illisible."""
    try:
        parties = urlsplit(adresse)
        hote, port = (parties.hostname or "").rstrip("."), parties.port
    except ValueError as faute:
        raise Illisible("Cette adresse n’est pas celle d’une page.") from faute
    if parties.scheme not in _PORTS or not hote:
        raise Illisible("Seules les adresses en http:// ou https:// se lisent.")
    if parties.username is not None or parties.password is not None:
        raise Illisible("Une adresse ne contient ni identifiant ni mot de passe.")
    if any(c.isspace() or ord(c) < 32 or c == "\\" for c in adresse):
        raise Illisible("Cette adresse n’est pas celle d’une page.")
    port = _PORTS[parties.scheme] if port is None else port
    if port not in settings.LECTURE_PORTS:
        raise Illisible(f"Le port {port} n’est pas un port de site Internet.")
    try:
        hote = hote if ":" in hote else hote.encode("idna").decode("ascii")
    except UnicodeError as faute:
        raise Illisible("Ce nom de site n’existe pas.") from faute
    chemin = quote(parties.path or "/", safe="/%:@!$&'()*+,;=~-._")
    requete = quote(parties.query, safe="/%:@!$&'()*+,;=~-._?")
    return parties.scheme, hote, port, f"{chemin}?{requete}" if requete else chemin


def est_public(ip):
    """On the Internet, and for everybody; or in a network that the settings allow."""
    ip = getattr(ip, "ipv4_mapped", None) or ip
    if any(ip in ipaddress.ip_network(reseau) for reseau in settings.LECTURE_RESEAUX_PERMIS):
        return True
    refusee = ip.is_multicast or ip.is_reserved or ip.is_private or ip.is_loopback or ip.is_link_local
    return ip.is_global and not refusee and not any(ip in reseau for reseau in _INTERDITS)


def resoudre(hote, port):
    """The one address to connect to. A name that also answers with an inner address is refused whole."""
    try:
        reponses = socket.getaddrinfo(hote, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as faute:
        raise Illisible("Ce site est introuvable : son nom ne mène nulle part.") from faute
    adresses = [ipaddress.ip_address(r[4][0].split("%")[0]) for r in reponses]
    if not adresses or not all(est_public(ip) for ip in adresses):
        raise Illisible("Cette adresse mène à un réseau privé : elle n’est pas lue.")
    return str(adresses[0])


# --- one request -------------------------------------------------------------------------------


def _demander(adresse, entetes, fin):
    """(answer, None) or (None, where it redirects)."""
    schema, hote, port, chemin = decouper(adresse)
    ip = resoudre(hote, port)
    reste = _reste(fin)
    delais = {"timeout": Timeout(connect=min(CONNEXION, reste), read=reste), "retries": False, "maxsize": 1}
    if schema == "https":
        sur = {"server_hostname": hote, "assert_hostname": hote, "cert_reqs": "CERT_REQUIRED"}
        bassin = urllib3.HTTPSConnectionPool(ip, port, ca_certs=certifi.where(), **sur, **delais)
    else:
        bassin = urllib3.HTTPConnectionPool(ip, port, **delais)
    nom = f"[{hote}]" if ":" in hote else hote
    entetes = {**entetes, "Host": nom if port == _PORTS[schema] else f"{nom}:{port}"}
    try:
        with bassin, _Couperet(bassin, fin):
            reponse = bassin.urlopen(
                "GET", chemin, headers=entetes, redirect=False, preload_content=False, assert_same_host=False
            )
            try:
                return _recevoir(adresse, reponse, fin)
            finally:
                reponse.close()
    except (urllib3.exceptions.HTTPError, OSError) as faute:
        raise Illisible(_phrase(faute, fin)) from faute


def _recevoir(adresse, reponse, fin):
    if reponse.status in _REDIRIGE and reponse.headers.get("Location"):
        return None, reponse.headers["Location"]
    lus = {nom.lower(): valeur for nom, valeur in reponse.headers.items()}
    if reponse.status == 304:
        return Reponse(adresse, inchange=True, entetes=lus), None
    if reponse.status != 200:
        raise Illisible(_REFUS.get(reponse.status, f"Le site a répondu par une erreur ({reponse.status})."))
    annonce = lus.get("content-length", "")
    if annonce.isdecimal() and int(annonce[:18]) > TAILLE:
        raise Illisible(_TROP_GROS)
    contenu = bytearray()
    # Decompressed piece by piece: what a few bytes unfold to never is in memory whole.
    for morceau in reponse.stream(64 * 1024, decode_content=True):
        contenu += morceau
        if len(contenu) > TAILLE:
            raise Illisible(_TROP_GROS)
        _reste(fin)
    _reste(fin)
    return Reponse(adresse, bytes(contenu), entetes=lus), None


_TROP_GROS = f"Ce contenu est trop gros : plus de {TAILLE // 1024**2} Mo."
_TROP_LONG = f"Le site est trop lent : rien de complet en {DUREE} secondes."
_REFUS = {
    401: "Le site demande un mot de passe.",
    403: "Le site refuse d’être lu par le portail.",
    404: "Il n’y a plus rien à cette adresse (404).",
    410: "Il n’y a plus rien à cette adresse (410).",
    429: "Le site demande d’attendre avant de revenir.",
}


def _reste(fin):
    reste = fin - time.monotonic()
    if reste <= 0:
        raise Illisible(_TROP_LONG)
    return reste


def _phrase(faute, fin):
    if isinstance(faute, urllib3.exceptions.NewConnectionError | ConnectionError):
        return "Le site ne répond pas."
    if time.monotonic() >= fin - 0.05 or isinstance(faute, urllib3.exceptions.TimeoutError | TimeoutError):
        return _TROP_LONG
    if isinstance(faute, urllib3.exceptions.SSLError):
        return "Le certificat du site n’est pas valable."
    if isinstance(faute, urllib3.exceptions.DecodeError):
        return "Le site répond dans un format compressé qui ne se lit pas."
    return "La lecture s’est interrompue."


class _Couperet:
    """Cuts the connection when the time is over: a server that sends a byte now and then never times out by itself."""

    def __init__(self, bassin, fin):
        self._prises, ancienne = [], bassin.ConnectionCls

        class Connexion(ancienne):
            def connect(connexion):
                super().connect()
                self._prises.append(connexion.sock)

        bassin.ConnectionCls = Connexion
        self._minuterie = threading.Timer(max(fin - time.monotonic(), 0), self._couper)
        self._minuterie.daemon = True

    def _couper(self):
        for prise in self._prises:
            try:
                # Of the socket itself: that of TLS would first say goodbye, and wait.
                socket.socket.shutdown(prise, socket.SHUT_RDWR)
            except OSError:
                continue  # closed already: there is nothing left to cut

    def __enter__(self):
        self._minuterie.start()

    def __exit__(self, *erreur):
        self._minuterie.cancel()
