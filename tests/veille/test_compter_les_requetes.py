"""As many queries for ten rows as for fifty, and few; a GET never writes."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from missions.models import Theme
from missions.veille.envoi import envoyer
from tests.factories import (
    ArticleFactory,
    InformationFactory,
    LettreFactory,
    ListeFactory,
    PersonneFactory,
    SourceFactory,
)


class Peuple:
    def __init__(self, troupe, nombre):
        mission = troupe.mission
        theme = Theme.objects.create(mission=mission, nom=f"Thème {nombre}")
        self.mission = mission.pk
        personnes = [
            PersonneFactory(mission=mission, structure=troupe.structure, courriel=f"p{nombre}-{n}@example.org")
            for n in range(nombre)
        ]
        liste = ListeFactory(mission=mission, personnes=personnes)
        lettre = LettreFactory(mission=mission, liste=liste)
        for _n in range(nombre):
            source = SourceFactory(mission=mission, lecteur=troupe.agent, erreur="Non", echecs=1)
            InformationFactory(mission=mission, source=source).themes.add(theme)
            InformationFactory(mission=mission, source=source, etat="gardee", triee_par=troupe.agent)
            ArticleFactory(lettre=lettre)
            LettreFactory(mission=mission, liste=liste)
        self.source = source.pk
        partie = LettreFactory(mission=mission, liste=liste)
        ArticleFactory(lettre=partie)
        envoyer(partie, troupe.agent)
        self.partie, self.lettre, self.liste = partie.pk, lettre.pk, liste.pk
        self.vide = ListeFactory(mission=mission).pk


PAGES = [
    ("veille", "mission", 14),
    ("informations_xlsx", "mission", 8),
    ("sources", "mission", 12),
    ("sources_xlsx", "mission", 8),
    ("source", "source", 12),
    ("lettres", "mission", 12),
    ("lettre", "lettre", 15),
    ("lettre", "partie", 15),
    ("lettre_xlsx", "partie", 8),
    ("lettre_choisir", "lettre", 14),
    ("listes", "mission", 12),
    ("listes_xlsx", "mission", 8),
    ("liste", "liste", 12),
    ("liste_xlsx", "liste", 8),
    ("liste_ajouter", "vide", 14),
]


def _compter(client, adresse):
    with CaptureQueriesContext(connection) as requetes:
        reponse = client.get(adresse)
        assert reponse.status_code == 200
        if reponse.streaming:
            reponse.getvalue()
    return len([r for r in requetes if "SAVEPOINT" not in r["sql"]])


@pytest.mark.parametrize(("nom", "de", "maximum"), PAGES, ids=[f"{nom}-{de}" for nom, de, _ in PAGES])
def test_autant_de_requetes_a_10_qu_a_50(connecte, troupe, nom, de, maximum):
    client = connecte(troupe.agent)

    def mesurer(nombre):
        return _compter(client, reverse(f"veille:{nom}", args=[getattr(Peuple(troupe, nombre), de)]))

    mesurer(2)
    peu, beaucoup = mesurer(10), mesurer(50)
    assert beaucoup <= peu
    assert beaucoup <= maximum
