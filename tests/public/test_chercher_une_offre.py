"""Anybody looks for a partner among the published offers of a mission: words, theme, type, language."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from missions.models import Langue
from outils.models import OffreCooperation
from tests.factories import AppuiFactory, MissionFactory, ProjetFactory, TypeCooperationFactory, il_y_a
from tests.public.visiteur import texte


@pytest.fixture
def offrir(mission):
    def _offrir(titre, publication=1, expiration=None, etat="finalisee", **champs):
        if not {"projet", "appui"} & set(champs):
            champs["projet"] = ProjetFactory(mission=champs.get("mission", mission))
        return OffreCooperation.objects.create(
            titre=titre,
            titre_du_projet=titre,
            etat=etat,
            date_publication=il_y_a(publication),
            date_expiration=None if expiration is None else il_y_a(expiration),
            **{"mission": mission} | champs,
        )

    return _offrir


@pytest.fixture
def adresse(mission):
    return reverse("offres_de_la_mission", args=[mission.adresse_publique])


@pytest.fixture
def chercher(client, adresse):
    def _chercher(**requete):
        return {offre.titre for offre in client.get(adresse, requete).context["page"]}

    return _chercher


def test_it_works(client, adresse, offrir):
    offrir("Noisette", groupe="GAL Terres d’Aubrives", thematique="noisette, torréfaction")
    page = texte(client.get(adresse))
    assert "1 offre</b>" in page
    assert "GAL Terres d’Aubrives" in page
    assert "<title>Offres de coopération · Mission Haut-Vernay · CoopAppui</title>" in page
    assert '<meta name="description" content="Les offres de coopération publiées par Mission Haut-Vernay' in page


def test_seulement_les_offres_publiees_de_la_mission(offrir, chercher, troupe):
    ailleurs = MissionFactory(nom="Mission des Brandes")
    offrir("Publiée")
    offrir("Dernier jour", expiration=0)
    offrir("Expirée", publication=30, expiration=1)
    offrir("À venir", publication=-1)
    offrir("Rouverte", etat="partagee")
    offrir("D’ailleurs", mission=ailleurs)
    assert chercher() == {"Publiée", "Dernier jour"}
    assert chercher(q="expiree") == set()


@pytest.mark.parametrize("q", ["torrefaction", "TORRÉFACTION vallées", "gal œuvre", "oeuvre"])
def test_par_mots_quels_que_soient_les_accents(offrir, chercher, q):
    offrir("Noisette", thematique="torréfaction", contexte="Deux vallées à l’œuvre", groupe="Le GAL")
    offrir("Laine")
    assert chercher(q=q) == {"Noisette"}


def test_par_theme(client, adresse, offrir, chercher):
    offrir("Noisette", thematique="noisette, Vente directe ; formation")
    offrir("Laine", thematique="laine / vente directe", contexte="Avec une formation")
    assert chercher(theme="vente directe") == {"Noisette", "Laine"}
    assert chercher(theme="formation") == {"Noisette"}
    themes = [nom for _, nom in client.get(adresse).context["filtres"].form.fields["theme"].choices]
    assert themes == ["Tous", "Formation", "Laine", "Noisette", "Vente directe"]


def test_par_langue_comme_on_l_ecrit(offrir, chercher):
    italien, anglais = (Langue.objects.get_or_create(libelle=nom)[0] for nom in ("Italien", "Anglais"))
    offrir("Noisette", langue="Français, italien ; anglais écrit")
    offrir("Laine", langue="italien")
    offrir("Lait")
    assert chercher(langue=italien.pk) == {"Noisette", "Laine"}
    assert chercher(langue=anglais.pk) == {"Noisette"}


def test_par_type_de_cooperation_du_projet(offrir, chercher, mission):
    transnationale, voisine = TypeCooperationFactory(), TypeCooperationFactory(libelle="Interterritoriale")
    offrir("Noisette", projet=ProjetFactory(mission=mission, type=transnationale))
    appui = AppuiFactory(mission=mission, projet=ProjetFactory(mission=mission, type=transnationale))
    offrir("Laine", appui=appui)
    offrir("Lait", projet=ProjetFactory(mission=mission, type=voisine))
    assert chercher(type=transnationale.pk) == {"Noisette", "Laine"}
    assert chercher(type=voisine.pk, q="lait") == {"Lait"}


@pytest.mark.parametrize("requete", [{"theme": "inconnu"}, {"langue": "x'"}, {"type": "99"}, {"q": "a " * 20}])
def test_un_filtre_incompris_se_dit(client, adresse, offrir, requete):
    offrir("Noisette")
    page = client.get(adresse, requete)
    assert page.status_code == 200
    assert page.context["filtres"].form.errors


def test_une_page_de_douze_et_le_compte_annonce(client, adresse, offrir):
    for n in range(13):
        offrir(f"Offre {n}", thematique="laine")
    page = client.get(adresse, {"theme": "laine", "page": "2"})
    assert len(page.context["page"]) == 1
    assert "<b>13 offres</b> pour Thème : Laine" in texte(page)
    assert "theme=laine&amp;page=1" in texte(page)


def test_en_autant_de_requetes_quel_que_soit_le_nombre(client, adresse, offrir):
    comptes = []
    for nombre in (2, 11):
        while OffreCooperation.objects.count() < nombre:
            offrir("Noisette", thematique="laine", langue="italien")
        with CaptureQueriesContext(connection) as requetes:
            client.get(adresse, {"q": "noisette", "theme": "laine"})
        comptes.append(len(requetes))
    assert comptes[0] == comptes[1] <= 8


def test_changer_l_offre_change_ce_qu_on_trouve(offrir, chercher):
    offre = offrir("Noisette")
    offre.thematique = "châtaigne"
    offre.save()
    assert chercher(q="chataigne") == {"Noisette"}
    assert not any("recherche" in champ.name for champ in OffreCooperation.history.model._meta.fields)
