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


def test_ce_que_doit_un_partenaire_du_projet(troupe, connecte):
    # Carried twice, through its chargé and its co-chargé: listed once all the same.
    AppuiFactory(mission=troupe.mission, charge=troupe.collegue, co_charges=[troupe.agent], projet=troupe.projet)
    EngagementFactory(appui=None, projet=troupe.projet, charge=None, quoi="Réserver la salle")
    for user in (troupe.agent, troupe.collegue):
        texte = connecte(user).get("/a-faire/").content.decode()
        assert texte.count(">Réserver la salle</a>") == 1
        assert "Filière noisette · attendu d’un partenaire" in " ".join(texte.split())
    assert "Réserver la salle" not in connecte(troupe.responsable).get("/a-faire/").content.decode()
    assert "Réserver la salle" in connecte(troupe.agent).get("/").content.decode()


def test_plus_rien_a_attendre_quand_les_appuis_du_projet_sont_finis(troupe):
    EngagementFactory(appui=None, projet=troupe.projet, charge=None)
    assert Engagement.objects.a_faire_par(troupe.agent).count() == 1
    troupe.appui.etat = "clos"
    troupe.appui.save()
    assert not Engagement.objects.a_faire_par(troupe.agent).exists()


def suivis(projet):
    return sorted(Engagement.objects.filter(projet=projet).values_list("quoi", "echeance"))


def test_une_fiche_tient_ses_engagements_a_jour(troupe, django_assert_num_queries):
    projet, suivre = troupe.projet, Engagement.objects.suivre
    a_la_main = EngagementFactory(appui=None, projet=projet, charge=None, quoi="À la main", echeance=il_y_a(1))
    suivre(projet, "fiche:1", [("a", "Inviter", il_y_a(-3)), ("b", "Accueillir", il_y_a(-9))])
    suivre(projet, "fiche:12", [("a", "Autre fiche", il_y_a(-9))])
    main, autre = ("À la main", a_la_main.echeance), ("Autre fiche", il_y_a(-9))
    assert suivis(projet) == sorted([main, autre, ("Inviter", il_y_a(-3)), ("Accueillir", il_y_a(-9))])
    # Nothing changed: one reading, nothing written (the savepoint counts for two).
    with django_assert_num_queries(3):
        suivre(projet, "fiche:1", [("a", "Inviter", il_y_a(-3)), ("b", "Accueillir", il_y_a(-9))])
    suivre(projet, "fiche:1", [("a", "Inviter les élus", il_y_a(-4)), ("c", "x" * 400, il_y_a(-5))])
    assert suivis(projet) == sorted([main, autre, ("Inviter les élus", il_y_a(-4)), ("x" * 249 + "…", il_y_a(-5))])


def test_ce_qui_est_fait_reste(troupe):
    Engagement.objects.suivre(troupe.projet, "fiche:1", [("a", "Inviter", il_y_a(-3)), ("b", "Ranger", il_y_a(-3))])
    Engagement.objects.get(quoi="Inviter").faire()
    Engagement.objects.suivre(troupe.projet, "fiche:1", [])
    assert [e.quoi for e in Engagement.objects.all()] == ["Inviter"]
