"""Numbers that come in addresses: an overlong one is no address, in a page as after a question mark."""

import pytest
from django.urls import URLPattern, get_resolver
from django.urls.converters import IntConverter

DEMESURE = 10**30


def motifs(resolveur=None):
    for motif in (resolveur or get_resolver()).url_patterns:
        yield motif
        if not isinstance(motif, URLPattern):
            yield from motifs(motif)


def test_aucune_adresse_ne_prend_n_importe_quel_nombre():
    libres = [
        str(motif.pattern)
        for motif in motifs()
        if IntConverter in map(type, getattr(motif.pattern, "converters", {}).values())
    ]
    assert not libres, f"<cle:…> ou <annee:…> plutôt que <int:…> : {', '.join(libres)}"


@pytest.mark.parametrize("adresse", ["/charte/{}/", "/charte/{}/charte.pdf", "/m/haut-vernay/ressources/{}/"])
def test_un_visiteur_ne_trouve_rien_a_un_numero_demesure(client, db, adresse):
    assert client.get(adresse.format(DEMESURE)).status_code == 404


@pytest.mark.parametrize(
    "adresse", ["/mission/{}/phases/", "/mission/1/phases/{}/", "/mission/1/phases/programmes/{}/", "/appuis/{}/"]
)
def test_un_membre_non_plus(troupe, connecte, adresse):
    assert connecte(troupe.agent).get(adresse.format(DEMESURE)).status_code == 404


@pytest.mark.parametrize("numero", [str(DEMESURE), "²", "x", "-1"])
def test_un_numero_demesure_apres_le_point_d_interrogation(troupe, connecte, numero):
    client = connecte(troupe.agent)
    for adresse in (
        "/appuis/choisir/?mission={}",
        "/appuis/nouveau/?mission={0}&structure={0}&projet={0}&personne={0}",
        "/projets/nouveau/?mission={0}&structure={0}&appui={0}",
        "/echange/?appui={0}",
        f"/veille/{troupe.mission.pk}/informations/nouvelle/?source={{}}",
        f"/appuis/{troupe.appui.pk}/notes/nouvelle/?sequence={{0}}&blocage={{0}}",
        f"/documents/appuis/{troupe.appui.pk}/nouveau/?sequence={{}}",
    ):
        assert client.get(adresse.format(numero)).status_code == 200, adresse
    assert client.post("/compte/sessions/fermer/", {"session": numero}).status_code == 302
