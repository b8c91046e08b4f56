"""Every address × every role × every method. An address without a row fails the suite."""

import copy
from contextlib import contextmanager

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse
from django.views.generic import RedirectView

from tests.acces import Ligne, lignes
from tests.ecritures import ecritures
from tests.personnages import Troupe

# The Django admin has its own test (test_admin.py): its addresses come from the registered models.
HORS_MATRICE = {"admin"}
# Exists only with DEBUG on, which depends on the first test that reads the addresses.
EN_DEBUG = {"composants", "courriels", "courriel"}
LIGNES = lignes()
VISITEUR = "visiteur"
FORMULAIRE = "application/x-www-form-urlencoded"
# POST comes last: it may delete what the address needs.
METHODES = ("GET", "HEAD", "PUT", "PATCH", "DELETE", "POST")


def adresses(resolveur=None, prefixe=""):
    """The names of all the patterns; a pattern without a name comes as its path, which no row can match.

    A nameless RedirectView (allauth's old addresses) only leads to an address that has its own row.
    """
    for motif in (resolveur or get_resolver()).url_patterns:
        if isinstance(motif, URLPattern):
            if not motif.name and getattr(motif.callback, "view_class", None) is RedirectView:
                continue
            yield f"{prefixe}{motif.name}" if motif.name else f"(sans nom) {motif.pattern}"
        elif motif.namespace not in HORS_MATRICE:
            yield from adresses(motif, f"{prefixe}{motif.namespace}:" if motif.namespace else prefixe)


def test_chaque_adresse_a_sa_ligne():
    oubliees = sorted(set(adresses()) - {ligne.nom for ligne in LIGNES} - EN_DEBUG)
    assert not oubliees, f"{len(oubliees)} adresses sans ligne dans tests/acces/ : {', '.join(oubliees)}"


def test_chaque_ligne_a_son_adresse():
    inconnues = sorted({ligne.nom for ligne in LIGNES} - set(adresses()))
    assert not inconnues, f"Lignes sans adresse : {', '.join(inconnues)}"


@pytest.mark.parametrize("ligne", LIGNES, ids=lambda ligne: ligne.nom)
def test_une_ligne_nomme_des_roles_connus(ligne):
    assert set(f"{ligne.get} {ligne.post}".split()) <= set(Troupe.ROLES)


def _hors_session(sql):
    return [requete for requete in sql if '"django_session"' not in requete]


def _vers_la_connexion(reponse):
    return reponse.status_code == 302 and reponse["Location"].startswith(reverse(settings.LOGIN_URL))


def _accueilli(ligne, role, methode):
    permis = ligne.roles(methode)
    return bool(permis) and ligne.public if role == VISITEUR else role in permis


def _verdict(ligne, role, methode, reponse):
    """A sentence when the answer is not the one the row promises."""
    code = reponse.status_code
    if role == VISITEUR and not ligne.public:
        return None if _vers_la_connexion(reponse) else f"{code} au lieu de la page de connexion"
    if _accueilli(ligne, role, methode):
        entre = code < 400 and (role == VISITEUR or not _vers_la_connexion(reponse))
        return None if entre else f"{code} alors que la ligne l’accueille"
    if ligne.tierce and methode not in ("GET", "HEAD", "POST"):
        return None if code < 500 else str(code)
    attendus = (404,) if ligne.roles(methode) else (404, 405)
    return None if code in attendus else f"{code} au lieu de {' ou '.join(map(str, attendus))}"


@contextmanager
def _puis_tout_annuler():
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def _fautes(ligne, role, troupe):
    adresse = reverse(ligne.nom, args=ligne.args(troupe))
    client = Client()
    if role != VISITEUR:
        client.force_login(getattr(troupe, role))
    for methode in METHODES:
        donnees = {"query_params": ligne.donnees} if methode in ("GET", "HEAD") else {}
        with ecritures() as sql:
            reponse = client.generic(methode, adresse, content_type=FORMULAIRE, **donnees)
            if reponse.streaming:
                # Reading to the end closes the file; `close()` would also close the database connection.
                reponse.getvalue()
        if verdict := _verdict(ligne, role, methode, reponse):
            yield f"{methode} {adresse} pour {role} : {verdict}"
        elif methode != "POST" or not _accueilli(ligne, role, methode):
            ecrit = _hors_session(sql) if ligne.tierce else sql
            yield from (f"{methode} {adresse} pour {role} a écrit : {requete}" for requete in ecrit)


@pytest.mark.parametrize("ligne", LIGNES, ids=lambda ligne: ligne.nom)
def test_qui_entre_ou(ligne: Ligne, troupe):
    fautes = []
    for role in (*Troupe.ROLES, VISITEUR):
        with _puis_tout_annuler():
            fautes += _fautes(ligne, role, copy.deepcopy(troupe))
    assert not fautes, "\n".join(fautes)
