"""The quick log: who, when, what, next step."""

from appuis.models import Appui, Engagement, Sequence
from missions.models import Structure
from tests.factories import AppuiFactory, StructureFactory, il_y_a

ECHANGE = {
    "quoi": "Point sur l’offre",
    "date": il_y_a(0).isoformat(),
    "canal": "telephone",
    "duree": "15 min",
    "qui": "moi",
}


def test_it_works(troupe, connecte):
    saisie = ECHANGE | {"appui": troupe.appui.pk, "suite": "Envoyer un modèle", "echeance": il_y_a(-7).isoformat()}
    reponse = connecte(troupe.agent).post("/echange/", saisie)
    assert reponse.url == troupe.appui.get_absolute_url()
    sequence = Sequence.objects.get()
    assert (sequence.appui, sequence.nature, sequence.duree) == (troupe.appui, "Point sur l’offre", 15)
    assert sequence.prochaine_etape == "Envoyer un modèle"
    engagement = Engagement.objects.get()
    assert (engagement.quoi, engagement.charge, engagement.echeance) == ("Envoyer un modèle", troupe.agent, il_y_a(-7))


def test_la_suite_peut_revenir_au_beneficiaire(troupe, connecte):
    saisie = ECHANGE | {"appui": troupe.appui.pk, "suite": "Relire", "qui": "beneficiaire"}
    connecte(troupe.agent).post("/echange/", saisie)
    assert Engagement.objects.get().attendu
    assert Engagement.objects.a_faire_par(troupe.agent).exists()


def test_avec_une_structure_un_appui_s_ouvre(troupe, connecte):
    structure = StructureFactory(mission=troupe.mission)
    connecte(troupe.agent).post("/echange/", ECHANGE | {"structure": structure.pk})
    appui = Appui.objects.exclude(pk=troupe.appui.pk).get()
    assert (appui.charge, appui.intitule) == (troupe.agent, "Point sur l’offre")
    assert list(appui.structures.all()) == [structure]


def test_avec_une_structure_nouvelle(troupe, connecte):
    connecte(troupe.agent).post("/echange/", ECHANGE | {"structure-nom": "Les Sentiers Partagés"})
    assert Structure.objects.get(nom="Les Sentiers Partagés").appuis.get().charge == troupe.agent


def test_sans_dire_avec_qui(troupe, connecte):
    page = connecte(troupe.agent).post("/echange/", ECHANGE)
    assert "Dites avec qui" in page.content.decode()
    assert "Point sur l’offre" in page.content.decode()
    assert not Sequence.objects.exists()


def test_demain_n_est_pas_encore_arrive(troupe, connecte):
    saisie = ECHANGE | {"appui": troupe.appui.pk, "date": il_y_a(-1).isoformat()}
    page = connecte(troupe.agent).post("/echange/", saisie)
    assert "cette date est à venir" in page.content.decode()


def test_pas_sur_l_appui_d_un_collegue(troupe, connecte):
    autre = AppuiFactory(mission=troupe.mission, charge=troupe.collegue)
    page = connecte(troupe.agent).post("/echange/", ECHANGE | {"appui": autre.pk})
    assert page.context["form"].errors["appui"]
    assert not Sequence.objects.exists()


def test_en_ajouter_un_autre(troupe, connecte):
    reponse = connecte(troupe.agent).post("/echange/", ECHANGE | {"appui": troupe.appui.pk, "encore": "1"})
    assert reponse.url == "/echange/"


def test_les_durees_se_disent_de_plusieurs_facons(troupe, connecte):
    client = connecte(troupe.agent)
    for dite, minutes in {"1 h 30": 90, "1h30": 90, "1:30": 90, "45": 45, "45 min": 45, "2 h": 120}.items():
        client.post("/echange/", ECHANGE | {"appui": troupe.appui.pk, "duree": dite})
        assert Sequence.objects.latest("pk").duree == minutes
    page = client.post("/echange/", ECHANGE | {"appui": troupe.appui.pk, "duree": "un moment"})
    assert "Écrivez une durée" in page.content.decode()
