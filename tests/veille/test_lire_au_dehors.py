"""Reading an address that somebody typed: the Internet only, within limits of time and size."""

import gzip
import ipaddress
import socket
import time
import zlib

import pytest

from coopappui import dehors
from coopappui.dehors import Illisible, decouper, est_public, lire, resoudre
from tests.veille.serveur import rss


def test_it_works(site):
    adresse = site.repond(rss(), Content_Type="application/rss+xml")
    reponse = lire(adresse)
    assert reponse.contenu == rss()
    assert reponse.entetes["content-type"] == "application/rss+xml"
    _, entetes = site.demandes[0]
    assert entetes["Host"] == f"127.0.0.1:{site.port}"
    assert "Cookie" not in entetes


def test_ce_qui_est_compresse_se_lit(site):
    assert lire(site.repond(gzip.compress(b"bonjour" * 100), Content_Encoding="gzip")).contenu == b"bonjour" * 100


def test_une_redirection_qui_ne_mene_nulle_part_est_dite(site):
    with pytest.raises(Illisible, match="n’en est pas une"):
        lire(site.repond(b"", statut=302, Location="http://[x"))


@pytest.mark.parametrize(
    "ip",
    [
        "127.0.0.1",
        "127.8.8.8",
        "0.0.0.0",
        "10.0.0.1",
        "172.16.5.4",
        "192.168.1.1",
        "100.64.0.1",
        "169.254.169.254",
        "168.63.129.16",
        "192.0.0.8",
        "192.0.2.1",
        "198.18.0.1",
        "203.0.113.9",
        "192.88.99.1",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::127.0.0.1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "::ffff:169.254.169.254",
        "64:ff9b::a00:1",
        "2002:7f00:1::",
        "2001:0:53aa:64c::1",
        "fc00::1",
        "fd00:ec2::254",
        "fe80::1",
        "fec0::1",
        "ff02::1",
        "2001:db8::1",
    ],
)
def test_aucune_adresse_interieure(ip):
    assert not est_public(ipaddress.ip_address(ip))


@pytest.mark.parametrize("ip", ["1.1.1.1", "93.184.216.34", "2606:4700::1111", "::ffff:1.1.1.1"])
def test_les_adresses_publiques_se_lisent(ip):
    assert est_public(ipaddress.ip_address(ip))


@pytest.mark.parametrize(
    ("adresse", "phrase"),
    [
        ("file:///etc/passwd", "http:// ou https://"),
        ("ftp://exemple.fr/", "http:// ou https://"),
        ("gopher://exemple.fr/", "http:// ou https://"),
        ("javascript:alert(1)", "http:// ou https://"),
        ("http:///fil", "http:// ou https://"),
        ("http://moi:secret@exemple.fr/", "mot de passe"),
        ("http://moi@exemple.fr/", "mot de passe"),
        ("http://exemple.fr:22/", "port 22"),
        ("http://exemple.fr:8080/", "port 8080"),
        ("http://exemple.fr:99999/", "pas celle d’une page"),
        ("http://[::1/", "pas celle d’une page"),
        ("http://exemple.fr/ a", "pas celle d’une page"),
        ("http://exemple.fr\\@127.0.0.1/", "mot de passe"),
        (f"http://{'a' * 70}.fr/", "n’existe pas"),
    ],
)
def test_ces_adresses_sont_refusees(adresse, phrase):
    with pytest.raises(Illisible, match=phrase):
        decouper(adresse)


@pytest.mark.parametrize(
    "hote", ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "127.1", "0177.0.0.1", "::1", "::ffff:127.0.0.1"]
)
def test_aucune_ecriture_de_la_boucle_locale(hote):
    with pytest.raises(Illisible):
        resoudre(hote, 80)


def _dns(monkeypatch, *ips):
    demandes = []

    def repondre(hote, port, *args, **kwargs):
        demandes.append(hote)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, port)) for ip in ips]

    monkeypatch.setattr(dehors.socket, "getaddrinfo", repondre)
    return demandes


@pytest.mark.parametrize("ips", [["10.0.0.1"], ["93.184.216.34", "10.0.0.1"]], ids=["privee", "les-deux"])
def test_un_nom_qui_mene_a_un_reseau_prive(monkeypatch, ips):
    _dns(monkeypatch, *ips)
    with pytest.raises(Illisible, match="réseau privé"):
        lire("http://fil.exemple.fr/")


def test_un_nom_introuvable(monkeypatch):
    def echouer(*args, **kwargs):
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(dehors.socket, "getaddrinfo", echouer)
    with pytest.raises(Illisible, match="introuvable"):
        lire("http://nulle-part.exemple.fr/")


def test_le_nom_est_resolu_une_fois_et_la_connexion_va_la(site, monkeypatch):
    """A second answer of the DNS, that would lead elsewhere, is never asked for."""
    vrai = socket.getaddrinfo
    demandes = []

    def repondre(hote, port, *args, **kwargs):
        if hote == "fil.exemple.fr":
            demandes.append(hote)
            return vrai("127.0.0.1" if len(demandes) == 1 else "127.0.0.9", port, *args, **kwargs)
        return vrai(hote, port, *args, **kwargs)

    monkeypatch.setattr(dehors.socket, "getaddrinfo", repondre)
    site.repond(b"oui")
    assert lire(f"http://fil.exemple.fr:{site.port}/fil").contenu == b"oui"
    assert demandes == ["fil.exemple.fr"]
    assert site.demandes[0][1]["Host"] == f"fil.exemple.fr:{site.port}"


def test_les_redirections_sont_suivies_trois_fois(site):
    site.repond(b"", "/1", 302, Location="/2")
    site.repond(b"", "/2", 301, Location=site.adresse("/3"))
    site.repond(b"", "/3", 308, Location="4")
    site.repond(b"voici", "/4")
    assert lire(site.adresse("/1")).contenu == b"voici"
    site.repond(b"", "/0", 307, Location="/1")
    with pytest.raises(Illisible, match="trop de fois"):
        lire(site.adresse("/0"))


@pytest.mark.parametrize(
    "vers",
    ["http://127.0.0.2/", "http://169.254.169.254/latest/", "file:///etc/passwd", "http://[::1]/", "//10.0.0.1/"],
    ids=["boucle", "nuage", "fichier", "ipv6", "prive"],
)
def test_une_redirection_vers_l_interieur(site, vers):
    with pytest.raises(Illisible):
        lire(site.repond(b"", statut=302, Location=vers))


def test_un_contenu_trop_gros(site, monkeypatch):
    monkeypatch.setattr(dehors, "TAILLE", 1000)
    with pytest.raises(Illisible, match="trop gros"):
        lire(site.repond(b"x" * 1001))
    with pytest.raises(Illisible, match="trop gros"):
        lire(site.repond(lambda sortie: sortie.write(b"x" * 5000)))


def test_une_bombe_compressee(site):
    """500 MB of zeros in half a megabyte: refused, never unfolded whole."""
    presse = zlib.compressobj(9, zlib.DEFLATED, 31)
    bombe = b"".join([presse.compress(b"\0" * 10_000_000) for _ in range(50)] + [presse.flush()])
    with pytest.raises(Illisible, match="trop gros"):
        lire(site.repond(bombe, Content_Encoding="gzip"))


def test_un_contenu_mal_compresse(site):
    with pytest.raises(Illisible, match="compressé"):
        lire(site.repond(b"pas du gzip", Content_Encoding="gzip"))


def _goutte_a_goutte(sortie):
    for _ in range(100):
        sortie.write(b"x")
        sortie.flush()
        time.sleep(0.1)


def test_un_serveur_qui_repond_goutte_a_goutte(site, monkeypatch):
    monkeypatch.setattr(dehors, "DUREE", 1)
    with pytest.raises(Illisible, match="trop lent"):
        lire(site.repond(_goutte_a_goutte))


def test_un_serveur_qui_se_tait(settings, port_libre, monkeypatch):
    monkeypatch.setattr(dehors, "DUREE", 1)
    settings.LECTURE_PORTS, settings.LECTURE_RESEAUX_PERMIS = [port_libre], ["127.0.0.1/32"]
    with socket.create_server(("127.0.0.1", port_libre)), pytest.raises(Illisible, match="trop lent"):
        lire(f"http://127.0.0.1:{port_libre}/")


def test_des_en_tetes_sans_fin(settings, port_libre, monkeypatch):
    """The headers themselves come byte after byte."""
    import threading

    monkeypatch.setattr(dehors, "DUREE", 1)
    settings.LECTURE_PORTS, settings.LECTURE_RESEAUX_PERMIS = [port_libre], ["127.0.0.1/32"]
    serveur = socket.create_server(("127.0.0.1", port_libre))

    def repondre():
        prise, _ = serveur.accept()
        with prise:
            for octet in b"HTTP/1.1 200 OK\r\nX-Long: " + b"a" * 100:
                try:
                    prise.send(bytes([octet]))
                except OSError:
                    return
                time.sleep(0.1)

    fil = threading.Thread(target=repondre, daemon=True)
    fil.start()
    with pytest.raises(Illisible, match="trop lent"):
        lire(f"http://127.0.0.1:{port_libre}/")
    fil.join(5)
    serveur.close()


def test_un_site_ferme(settings, port_libre):
    settings.LECTURE_PORTS, settings.LECTURE_RESEAUX_PERMIS = [port_libre], ["127.0.0.1/32"]
    with pytest.raises(Illisible, match="ne répond pas"):
        lire(f"http://127.0.0.1:{port_libre}/")


@pytest.mark.parametrize(("statut", "phrase"), [(404, "plus rien"), (403, "refuse"), (500, "erreur"), (401, "mot de")])
def test_un_refus_est_dit(site, statut, phrase):
    with pytest.raises(Illisible, match=phrase):
        lire(site.repond(b"non", statut=statut))


def test_ce_qui_n_a_pas_change(site):
    adresse = site.repond(b"oui", ETag='"v1"')
    premiere = lire(adresse)
    assert lire(adresse, etag=premiere.entetes["etag"]).inchange
