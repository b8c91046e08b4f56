"""Engagements taken on an appui make the officer's to-do list."""

import pytest
from django.db import IntegrityError, transaction

from appuis.models import Engagement
from tests.factories import AppuiFactory, EngagementFactory, il_y_a


def test_it_works(troupe, connecte):
    saisie = {"quoi": "Relire l’offre", "qui": f"charge:{troupe.agent.pk}", "echeance": il_y_a(-3).isoformat()}
    client = connecte(troupe.agent)
    client.post(f"/appuis/{troupe.appui.pk}/engagements/nouveau/", saisie)
    assert Engagement.objects.get().charge == troupe.agent
    texte = client.get("/a-faire/").content.decode()
    assert "Relire l’offre" in texte
    assert "Dans les sept jours" in texte


def test_attendu_du_beneficiaire(troupe, connecte):
    troupe.appui.beneficiaires.add(troupe.personne)
    saisie = {"quoi": "Réunir les élus", "qui": f"personne:{troupe.personne.pk}"}
    client = connecte(troupe.agent)
    client.post(f"/appuis/{troupe.appui.pk}/engagements/nouveau/", saisie)
    engagement = Engagement.objects.get()
    assert (engagement.personne, engagement.attendu) == (troupe.personne, True)
    assert "attendu de Béa Fontaine" in client.get("/a-faire/").content.decode()


def test_seul_ce_qui_me_regarde(troupe, connecte):
    EngagementFactory(appui=AppuiFactory(mission=troupe.mission, charge=troupe.collegue), quoi="Affaire de Colin")
    assert "Affaire de Colin" not in connecte(troupe.agent).get("/a-faire/").content.decode()


def test_fait_puis_rouvert(troupe, connecte):
    engagement, client = EngagementFactory(appui=troupe.appui), connecte(troupe.agent)
    client.post(f"/appuis/engagements/{engagement.pk}/fait/")
    engagement.refresh_from_db()
    assert engagement.fait_le == il_y_a(0)
    client.post(f"/appuis/engagements/{engagement.pk}/rouvrir/")
    engagement.refresh_from_db()
    assert engagement.fait_le is None


def test_htmx_ne_rend_que_la_ligne(troupe, connecte):
    engagement = EngagementFactory(appui=troupe.appui)
    reponse = connecte(troupe.agent).post(f"/appuis/engagements/{engagement.pk}/fait/", headers={"HX-Request": "true"})
    texte = reponse.content.decode()
    assert texte.strip().startswith("<li")
    assert "<html" not in texte
    assert "fait le" in texte


def test_on_revient_d_ou_l_on_vient_mais_jamais_ailleurs(troupe, connecte):
    engagement, client = EngagementFactory(appui=troupe.appui), connecte(troupe.agent)
    adresse = f"/appuis/engagements/{engagement.pk}/relancer/"
    assert client.post(adresse, {"suite": "/a-faire/"}).url == "/a-faire/"
    assert client.post(adresse, {"suite": "https://ailleurs.example.org/"}).url.startswith(
        f"/appuis/{troupe.appui.pk}/"
    )


def test_les_retards(troupe):
    assert EngagementFactory(appui=troupe.appui, echeance=il_y_a(3)).retard == 3
    assert EngagementFactory(appui=troupe.appui, echeance=il_y_a(3), fait_le=il_y_a(2)).retard == 0
    assert Engagement.objects.en_retard().count() == 1


def test_une_seule_personne_s_engage(troupe):
    with pytest.raises(IntegrityError), transaction.atomic():
        EngagementFactory(appui=troupe.appui, charge=troupe.agent, personne=troupe.personne)
    with pytest.raises(IntegrityError), transaction.atomic():
        Engagement.objects.create(quoi="Rien")
