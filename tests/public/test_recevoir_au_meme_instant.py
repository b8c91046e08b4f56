"""The same instant, for real, against PostgreSQL: one page sent many times, many requests, several officers."""

import pytest
from django.test import Client
from django.urls import reverse

from appuis.models import Appui, DemandeDAppui
from missions.models import Mission, Structure
from tests.au_meme_instant import poster_ensemble
from tests.factories import DemandeFactory
from tests.personnages import troupe as monter_troupe
from tests.public.visiteur import DEMANDE, ouvrir
from tests.saisie import saisie

pytestmark = pytest.mark.au_meme_instant
FOIS = 6


@pytest.fixture
def scene():
    troupe = monter_troupe()
    Mission.objects.filter(pk=troupe.mission.pk).update(publique=True, contact_courriel="appui@example.org")
    return troupe


def test_une_meme_page_est_recue_une_fois(scene, horloge):
    adresse = reverse("demander", args=[scene.mission.adresse_publique])
    donnees = ouvrir(Client(), adresse, **DEMANDE)
    horloge.shift(30)
    reponses = poster_ensemble([(Client(), adresse, donnees)] * 4)
    assert {r.status_code for r in reponses} == {302}
    assert DemandeDAppui.objects.get().numero == "D-2026-0001"


def test_chaque_demande_a_son_numero(scene, horloge):
    adresse = reverse("demander", args=[scene.mission.adresse_publique])
    pages = [ouvrir(Client(), adresse, **DEMANDE) | {"courriel": f"o{n}@example.org"} for n in range(FOIS)]
    horloge.shift(30)
    poster_ensemble([(Client(), adresse, donnees) for donnees in pages])
    rangs = DemandeDAppui.objects.values_list("rang", flat=True)
    assert sorted(rangs) == list(range(1, FOIS + 1))


def test_un_seul_charge_l_emporte(scene):
    demande = DemandeFactory(mission=scene.mission)
    envois = []
    for compte in (scene.agent, scene.collegue):
        client = Client()
        client.force_login(compte)
        form = client.get(demande.get_absolute_url()).context["form"]
        envois.append((client, demande.get_absolute_url(), saisie(form, structure="creer", personne="creer")))
    reponses = poster_ensemble(envois)
    appui = Appui.objects.exclude(pk=scene.appui.pk).get()
    assert sorted(r.url for r in reponses) == sorted([appui.get_absolute_url(), demande.get_absolute_url()])
    # What the loser had begun to write is undone.
    assert Structure.objects.filter(nom=demande.structure_nom).count() == 1
