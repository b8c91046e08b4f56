"""A confidential note appears nowhere in the tableaux: page, search, workbook, PDF; nor does its existence."""

import pytest
from django.urls import reverse

from tests.factories import BlocageFactory, NoteFactory
from tests.suivi.lecture import contenu, noms, pdf, texte_pdf, xml

SECRET = "zibeline"
ROLES = ("agent", "collegue", "responsable")


@pytest.fixture
def avec_notes(suivi):
    appui = suivi.troupe.appui
    texte = f"Le binôme ne s’accorde pas, mot d’ordre {SECRET}."
    NoteFactory(appui=appui, texte=texte, lecteurs=[suivi.troupe.collegue])
    NoteFactory(appui=appui, texte=texte, sequence=appui.sequences.first())
    NoteFactory(appui=appui, texte=texte, blocage=BlocageFactory(appui=appui))
    return suivi


def _toutes_les_colonnes():
    from appuis.tableaux import SUIVI_APPUIS

    return "?" + "&".join(f"colonnes={c.code}" for c in SUIVI_APPUIS.colonnes)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("tableau", ["suivi_appuis", "suivi_actions"])
def test_absente_partout_meme_pour_son_auteur(connecte, avec_notes, role, tableau):
    client = connecte(getattr(avec_notes.troupe, role))
    for requete in ("", _toutes_les_colonnes()):
        assert SECRET not in client.get(f"{reverse(tableau)}{requete}").content.decode()
        assert SECRET not in xml(contenu(client.get(f"{reverse(tableau + '_xlsx')}{requete}")))
        assert SECRET not in texte_pdf(pdf(client.get(f"{reverse(tableau + '_pdf')}{requete}")))


@pytest.mark.parametrize("role", ROLES)
def test_on_ne_la_trouve_pas_en_cherchant(connecte, avec_notes, role):
    client = connecte(getattr(avec_notes.troupe, role))
    assert noms(client.get(reverse("suivi_appuis"), {"q": SECRET})) == []


def test_les_pages_sont_les_memes_avec_et_sans(connecte, suivi):
    """Not even a count: the page does not change when a note is written."""
    client = connecte(suivi.troupe.responsable)
    avant = _sans_jetons(client.get(reverse("suivi_appuis")).content.decode())
    NoteFactory(appui=suivi.troupe.appui, texte=SECRET)
    assert _sans_jetons(client.get(reverse("suivi_appuis")).content.decode()) == avant


def _sans_jetons(page):
    return [ligne for ligne in page.splitlines() if "csrf" not in ligne.lower()]
