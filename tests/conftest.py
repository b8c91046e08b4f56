"""A severe test environment: undefined template variables fail, no network, uploads in a temporary folder."""

import socket

import pytest
from django.core.cache import cache
from django.db import connection
from xdist.scheduler import LoadScopeScheduling

from tests.gabarits import rendre_severe
from tests.personnages import troupe as monter_troupe

# What these tests judge does not depend on the database: `make test` plays them once, in its second pass.
UNE_FOIS = {
    "test_composants.py",
    "test_compter_les_requetes.py",
    "test_confidentialite.py",
    "test_deployer.py",
    "test_gabarits.py",
    "test_garder_les_messages_secrets.py",
    "test_imprimer_chaque_outil.py",
    "test_lire_une_page.py",
    "test_matrice.py",
    "test_noyau_des_classeurs.py",
    "test_noyau_des_pdf.py",
    "test_outillage.py",
    "test_pages_saines.py",
    "test_parcourir_la_demonstration.py",
    "test_reconnaitre_un_fichier.py",
    "test_refuser_un_classeur_piege.py",
    "test_servir.py",
}

# These share something that takes long to make, a server or a table: one process plays the whole file.
D_UN_SEUL_TENANT = {"test_servir.py", "test_outil_jouet.py"}


class ParFichierOuParTest(LoadScopeScheduling):
    """What a process takes at a time. The marks of xdist's own `loadgroup` are not seen by pytest 9.2."""

    def _split_scope(self, nodeid):
        fichier = nodeid.partition("::")[0]
        return fichier if fichier.rpartition("/")[2] in D_UN_SEUL_TENANT else nodeid


def pytest_xdist_make_scheduler(config, log):
    return ParFichierOuParTest(config, log)


def pytest_collection_modifyitems(items):
    for item in items:
        if item.path.name in UNE_FOIS:
            item.add_marker(pytest.mark.une_fois)
        if item.get_closest_marker("au_meme_instant"):
            item.add_marker(pytest.mark.django_db(transaction=True, serialized_rollback=True))
            if connection.vendor != "postgresql":
                item.add_marker(pytest.mark.skip(reason="plusieurs écritures à la fois : PostgreSQL seulement"))


@pytest.fixture(autouse=True)
def _environnement(settings, tmp_path):
    rendre_severe()
    # Sign-in attempts are counted there, and everybody has the same address here.
    cache.clear()
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(tmp_path)},
        },
    }
    # Each process has its own: one would empty the other's.
    settings.CACHES = {**settings.CACHES, "pdf": {**settings.CACHES["pdf"], "LOCATION": tmp_path / "pdf"}}
    settings.DOCUMENTS_ROOT = settings.DONNEES = tmp_path
    # Static files are looked up when asked for: no collected folder to warn about, no walk at each new client.
    settings.WHITENOISE_AUTOREFRESH = True
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def troupe(db):
    return monter_troupe()


@pytest.fixture
def connecte(client):
    """`connecte(user)` returns a client signed in as this user."""

    def _connecte(user):
        client.force_login(user)
        return client

    return _connecte


@pytest.fixture
def agathe(connecte, troupe):
    """The browser of the officer who carries the appui."""
    return connecte(troupe.agent)


@pytest.fixture
def port_libre():
    with socket.socket() as prise:
        prise.bind(("127.0.0.1", 0))
        return prise.getsockname()[1]
