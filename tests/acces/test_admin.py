"""Every page of the Django admin: closed to whoever is not staff, and working for the instance administrator."""

import pytest
from django.conf import settings
from django.contrib import admin
from django.urls import NoReverseMatch, URLPattern, get_resolver, reverse

from tests.personnages import Troupe

MODELES = sorted(admin.site._registry, key=lambda modele: modele._meta.label)
# Signing in and out of the admin is public by nature.
OUVERTES = {"login", "logout"}
CONNEXION = (reverse("admin:login"), reverse(settings.LOGIN_URL))


def _motifs(resolveur):
    for motif in resolveur.url_patterns:
        if isinstance(motif, URLPattern):
            yield motif
        else:
            yield from _motifs(motif)


def _adresse(nom):
    """An address of the admin, with the arguments it asks for."""
    for arguments in ([], ["1"], ["1", "1"], [MODELES[0]._meta.app_label]):
        try:
            return reverse(f"admin:{nom}", args=arguments)
        except NoReverseMatch:
            continue
    raise AssertionError(f"Arguments inconnus pour admin:{nom}")


def _noms():
    racine = next(m for m in get_resolver().url_patterns if getattr(m, "namespace", None) == "admin")
    return sorted({motif.name for motif in _motifs(racine) if motif.name} - OUVERTES)


def _refuse(reponse):
    vers_connexion = reponse.status_code == 302 and reponse["Location"].startswith(CONNEXION)
    return vers_connexion or reponse.status_code in (403, 404)


@pytest.mark.parametrize("nom", _noms())
def test_l_admin_est_fermee(nom, troupe, client):
    adresse = _adresse(nom)
    assert _refuse(client.get(adresse)), "visiteur"
    for role in Troupe.ROLES:
        if role != "admin":
            client.force_login(getattr(troupe, role))
            assert _refuse(client.get(adresse)), role
            assert _refuse(client.post(adresse)), role


@pytest.mark.parametrize("modele", MODELES, ids=lambda modele: modele._meta.label)
def test_la_liste_et_la_fiche_s_affichent(modele, troupe, connecte):
    client = connecte(troupe.admin)
    base = f"admin:{modele._meta.app_label}_{modele._meta.model_name}"
    assert client.get(reverse(f"{base}_changelist")).status_code == 200
    assert client.get(reverse(f"{base}_changelist"), {"q": "é’"}).status_code == 200
    assert client.get(reverse(f"{base}_add")).status_code in (200, 403)
    if objet := modele._default_manager.first():
        assert client.get(reverse(f"{base}_change", args=[objet.pk])).status_code == 200
