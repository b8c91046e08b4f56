"""`ranger_documents` finds what an accident left: files without a row, rows without a file."""

import os
import time
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from tests.factories import DocumentFactory


@pytest.fixture
def orphelin(settings):
    fichier = Path(settings.DOCUMENTS_ROOT) / "orphelin.pdf"
    fichier.write_bytes(b"%PDF")
    hier = time.time() - 86400
    os.utime(fichier, (hier, hier))
    return fichier


def ranger(*options):
    sortie = StringIO()
    call_command("ranger_documents", *options, stdout=sortie)
    return sortie.getvalue()


def test_dit_sans_toucher(troupe, orphelin):
    garde = DocumentFactory(appui=troupe.appui)
    perdu = DocumentFactory(appui=troupe.appui, titre="Envolé")
    perdu.fichier.storage.delete(perdu.fichier.name)
    sortie = ranger()
    assert "orphelin.pdf" in sortie
    assert "Envolé" in sortie
    assert garde.fichier.name not in sortie
    assert orphelin.exists()


def test_efface_quand_on_le_demande(troupe, orphelin):
    garde = DocumentFactory(appui=troupe.appui)
    ranger("--effacer")
    assert not orphelin.exists()
    assert Path(garde.fichier.path).exists()


def test_laisse_un_envoi_en_cours(db, orphelin):
    os.utime(orphelin, (time.time(), time.time()))
    ranger("--effacer")
    assert orphelin.exists()
