import pytest

from tests.veille.serveur import ouvrir


@pytest.fixture
def site(settings, port_libre):
    """A site on loopback that the portal may read, as no instance may."""
    site, serveur = ouvrir(port_libre)
    settings.LECTURE_PORTS = [80, 443, site.port]
    settings.LECTURE_RESEAUX_PERMIS = ["127.0.0.1/32"]
    yield site
    serveur.shutdown()
    serveur.server_close()
