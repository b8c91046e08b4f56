"""As many queries for ten resources as for a hundred, and few."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from appuis.models import Remise
from missions.models import DemandeDeTemoigner, Langue
from tests.factories import AppuiFactory, BlocageFactory, PersonneFactory, ProjetFactory, RessourceFactory
from tests.suivi.lecture import contenu


def peupler(troupe, nombre):
    francais = Langue.objects.get(libelle="Français")
    BlocageFactory(appui=troupe.appui, porte_sur="idee")
    for rang in range(nombre):
        ressource = RessourceFactory(mission=troupe.mission, blocages=["idee"], stades=["envie"])
        ressource.langues.add(francais)
        if rang % 2:
            Remise.objects.create(appui=troupe.appui, ressource=ressource, par=troupe.agent)
        personne = PersonneFactory(mission=troupe.mission, temoignage="oui", structure=troupe.structure)
        DemandeDeTemoigner.objects.create(personne=personne, demande_par=troupe.agent).langues.add(francais)
        AppuiFactory(mission=troupe.mission, charge=troupe.agent, projet=ProjetFactory(mission=troupe.mission))


def compter(client, adresse):
    with CaptureQueriesContext(connection) as requetes:
        reponse = client.get(adresse)
        assert reponse.status_code == 200
        contenu(reponse)
    assert not [r["sql"] for r in requetes if not r["sql"].lstrip("( ").upper().startswith(("SELECT", "DECLARE"))]
    return len(requetes)


@pytest.mark.parametrize(
    ("role", "adresse", "maximum"),
    [
        ("agent", "/ressources/?q=relancer", 12),
        ("beneficiaire", "/ressources/", 12),
        ("agent", "/ressources/ressources.xlsx", 8),
        ("agent", "/ressources/appuis/{appui}/", 12),
        ("agent", "/ressources/temoins/?par_page=100", 12),
        ("agent", "/ressources/temoins/temoins.xlsx", 8),
        ("agent", "/ressources/projets/?par_page=100", 12),
        ("agent", "/ressources/projets/projets.xlsx", 8),
    ],
)
def test_autant_a_dix_qu_a_cent(troupe, connecte, role, adresse, maximum):
    client, adresse = connecte(getattr(troupe, role)), adresse.format(appui=troupe.appui.pk)
    peupler(troupe, 10)
    a_dix = compter(client, adresse)
    peupler(troupe, 50)
    assert compter(client, adresse) == a_dix <= maximum


def test_la_carte_d_une_ressource(troupe, connecte):
    ressource = RessourceFactory(mission=troupe.mission)
    assert compter(connecte(troupe.agent), ressource.get_absolute_url()) <= 12
