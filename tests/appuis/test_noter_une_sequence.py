"""Séquences de travail and blocages."""

from appuis.models import Blocage, Engagement, Evenement, Sequence
from tests.factories import BlocageFactory, SequenceFactory, il_y_a
from tests.saisie import saisie

SEQUENCE = {
    "date": il_y_a(1).isoformat(),
    "duree": "1 h 30",
    "canal": "visio",
    "nature": "Relecture de l’offre",
    "points_travailles": "Reformuler l’attente.",
    "prochaine_etape": "Appeler l’atelier",
}


def envoyer(client, adresse, **changements):
    """Posts what the page shows, changed."""
    page = client.get(adresse).context["page"]
    return client.post(adresse, saisie(page.form, *page.tables, **changements))


def test_it_works(troupe, connecte):
    adresse = f"/appuis/{troupe.appui.pk}/sequences/nouvelle/"
    reponse = envoyer(connecte(troupe.agent), adresse, **SEQUENCE, participants=[troupe.personne.pk])
    sequence = Sequence.objects.get()
    assert reponse.url == sequence.get_absolute_url()
    assert (sequence.duree, sequence.auteur) == (90, troupe.agent)
    assert list(sequence.participants.all()) == [troupe.personne]
    assert Evenement.objects.get().verbe == Evenement.Verbe.SEQUENCE


def test_pas_de_releve_sans_demande(troupe, connecte):
    adresse = f"/appuis/{troupe.appui.pk}/sequences/nouvelle/"
    page = envoyer(connecte(troupe.agent), adresse, **SEQUENCE, decisions="On écrit à l’atelier.")
    assert page.context["form"].errors["releve"]
    assert "On écrit à l’atelier." in page.content.decode()


def test_pas_dans_le_futur(troupe, connecte):
    adresse = f"/appuis/{troupe.appui.pk}/sequences/nouvelle/"
    page = envoyer(connecte(troupe.agent), adresse, **SEQUENCE | {"date": il_y_a(-1).isoformat()})
    assert page.context["form"].errors["date"]


def test_modifier_et_supprimer(troupe, connecte):
    sequence, client = SequenceFactory(appui=troupe.appui), connecte(troupe.agent)
    envoyer(client, f"/appuis/sequences/{sequence.pk}/modifier/", **SEQUENCE)
    sequence.refresh_from_db()
    assert sequence.duree == 90
    client.post(f"/appuis/sequences/{sequence.pk}/supprimer/")
    assert not Sequence.objects.exists()


def test_un_blocage_et_ce_qui_est_apporte(troupe, connecte):
    client = connecte(troupe.agent)
    blocage = {"intitule": "Pas de référent", "apports": ["methode", "relation"], "precision": "Contact donné"}
    client.post(f"/appuis/{troupe.appui.pk}/blocages/nouveau/", blocage)
    blocage = Blocage.objects.get()
    assert {a.nature for a in blocage.apports.all()} == {"methode", "relation"}
    adresse = f"/appuis/blocages/{blocage.pk}/modifier/"
    client.post(adresse, saisie(client.get(adresse).context["form"], apports=["outil"]))
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


def test_un_blocage_n_est_pas_leve_demain(troupe, connecte):
    blocage, client = BlocageFactory(appui=troupe.appui), connecte(troupe.agent)
    adresse = f"/appuis/blocages/{blocage.pk}/modifier/"
    form = client.get(adresse).context["form"]
    page = client.post(adresse, saisie(form, apports=["outil"], leve_le=il_y_a(-1).isoformat()))
    assert page.context["form"].errors["leve_le"] == ["Cette date est dans le futur."]
    blocage.refresh_from_db()
    assert not blocage.leve


def test_engagements_et_blocages_se_notent_avec_la_sequence(troupe, connecte):
    troupe.appui.beneficiaires.add(troupe.personne)
    lignes = {
        "engagements-total": "2",
        "engagements-0-quoi": "Envoyer un modèle",
        "engagements-0-qui": f"charge:{troupe.agent.pk}",
        "engagements-0-echeance": il_y_a(-5).isoformat(),
        "engagements-1-quoi": "Réunir les élus",
        "engagements-1-qui": f"personne:{troupe.personne.pk}",
        "blocages-total": "1",
        "blocages-0-intitule": "Pas de référent",
        "blocages-0-apports": ["methode"],
    }
    adresse = f"/appuis/{troupe.appui.pk}/sequences/nouvelle/"
    envoyer(connecte(troupe.agent), adresse, **SEQUENCE, **lignes)
    sequence = Sequence.objects.get()
    assert [(e.quoi, e.qui, e.appui) for e in Engagement.objects.order_by("pk")] == [
        ("Envoyer un modèle", str(troupe.agent), troupe.appui),
        ("Réunir les élus", str(troupe.personne), troupe.appui),
    ]
    blocage = Blocage.objects.get()
    assert (blocage.sequence, blocage.appui, blocage.apports.get().nature) == (sequence, troupe.appui, "methode")


def test_une_ligne_fausse_n_enregistre_rien_et_garde_tout(troupe, connecte):
    lignes = {"engagements-total": "1", "engagements-0-echeance": "bientôt", "engagements-0-quoi": "Relire"}
    adresse = f"/appuis/{troupe.appui.pk}/sequences/nouvelle/"
    page = envoyer(connecte(troupe.agent), adresse, **SEQUENCE, **lignes)
    texte = page.content.decode()
    assert "Écrivez une date qui existe" in texte
    assert "Reformuler l’attente." in texte
    assert "bientôt" in texte
    assert not Sequence.objects.exists()


def test_le_meme_envoi_deux_fois_ne_note_qu_une_sequence(troupe, connecte):
    client, adresse = connecte(troupe.agent), f"/appuis/{troupe.appui.pk}/sequences/nouvelle/"
    page = client.get(adresse).context["page"]
    envoi = saisie(page.form, *page.tables, **SEQUENCE)
    client.post(adresse, envoi)
    client.post(adresse, envoi)
    assert Sequence.objects.count() == 1
    assert Evenement.objects.count() == 1
