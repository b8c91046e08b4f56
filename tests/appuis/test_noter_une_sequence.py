"""Séquences de travail and blocages."""

from appuis.models import Blocage, Evenement, Sequence
from tests.factories import BlocageFactory, SequenceFactory, il_y_a

SEQUENCE = {
    "date": il_y_a(1).isoformat(),
    "duree": "1 h 30",
    "canal": "visio",
    "nature": "Relecture de l’offre",
    "points_travailles": "Reformuler l’attente.",
    "prochaine_etape": "Appeler l’atelier",
}


def test_it_works(troupe, connecte):
    saisie = SEQUENCE | {"participants": [troupe.personne.pk]}
    reponse = connecte(troupe.agent).post(f"/appuis/{troupe.appui.pk}/sequences/nouvelle/", saisie)
    sequence = Sequence.objects.get()
    assert reponse.url == sequence.get_absolute_url()
    assert (sequence.duree, sequence.auteur) == (90, troupe.agent)
    assert list(sequence.participants.all()) == [troupe.personne]
    assert Evenement.objects.get().verbe == Evenement.Verbe.SEQUENCE


def test_pas_de_releve_sans_demande(troupe, connecte):
    saisie = SEQUENCE | {"decisions": "On écrit à l’atelier."}
    page = connecte(troupe.agent).post(f"/appuis/{troupe.appui.pk}/sequences/nouvelle/", saisie)
    assert page.context["form"].errors["releve"]
    assert "On écrit à l’atelier." in page.content.decode()


def test_pas_dans_le_futur(troupe, connecte):
    saisie = SEQUENCE | {"date": il_y_a(-1).isoformat()}
    page = connecte(troupe.agent).post(f"/appuis/{troupe.appui.pk}/sequences/nouvelle/", saisie)
    assert page.context["form"].errors["date"]


def test_modifier_et_supprimer(troupe, connecte):
    sequence, client = SequenceFactory(appui=troupe.appui), connecte(troupe.agent)
    client.post(f"/appuis/sequences/{sequence.pk}/modifier/", SEQUENCE)
    sequence.refresh_from_db()
    assert sequence.duree == 90
    client.post(f"/appuis/sequences/{sequence.pk}/supprimer/")
    assert not Sequence.objects.exists()


def test_un_blocage_et_ce_qui_est_apporte(troupe, connecte):
    saisie = {"intitule": "Pas de référent", "apports": ["methode", "relation"], "precision": "Contact donné"}
    client = connecte(troupe.agent)
    client.post(f"/appuis/{troupe.appui.pk}/blocages/nouveau/", saisie)
    blocage = Blocage.objects.get()
    assert {a.nature for a in blocage.apports.all()} == {"methode", "relation"}
    client.post(f"/appuis/blocages/{blocage.pk}/modifier/", saisie | {"apports": ["outil"]})
    assert [a.nature for a in blocage.apports.all()] == ["outil"]


def test_on_ne_leve_pas_un_blocage_sans_rien_apporter(troupe, connecte):
    blocage, client = BlocageFactory(appui=troupe.appui), connecte(troupe.agent)
    reponse = client.post(f"/appuis/blocages/{blocage.pk}/lever/", follow=True)
    assert "Dites ce qui a été apporté" in reponse.content.decode()
    blocage.apports.create(nature="methode")
    client.post(f"/appuis/blocages/{blocage.pk}/lever/")
    blocage.refresh_from_db()
    assert blocage.leve_le == il_y_a(0)
    client.post(f"/appuis/blocages/{blocage.pk}/rouvrir/")
    blocage.refresh_from_db()
    assert not blocage.leve
