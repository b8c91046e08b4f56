"""The home page, by role."""

from appuis.models import Appui, Projet, Sequence
from tests.factories import AppuiFactory, EngagementFactory, MembreFactory, SequenceFactory, SourceFactory, il_y_a
from tests.missions import offres
from tests.missions.documents import charte


def remplir(troupe, n):
    for _ in range(n):
        appui = AppuiFactory(mission=troupe.mission, charge=troupe.agent, ouvert_le=il_y_a(100), projet=troupe.projet)
        SequenceFactory(appui=appui, date=il_y_a(60))
        EngagementFactory(appui=appui, echeance=il_y_a(2))


def confier(mission, compte, n=1, echeance=None):
    """What a member takes on in their mission: an action, a group to contact, a source to read."""
    for _ in range(n):
        offres.action(mission, qui=compte, echeance=echeance or il_y_a(2))
        offres.groupe(mission, qui=compte, echeance=echeance or il_y_a(2))
        SourceFactory(mission=mission, lecteur=compte, lue_le=il_y_a(9) if echeance is None else il_y_a(0))


def test_it_works(troupe, connecte):
    remplir(troupe, 2)
    EngagementFactory(appui=troupe.appui, quoi="Envoyer le contact", echeance=il_y_a(-1))
    page = connecte(troupe.agent).get("/")
    texte = page.content.decode()
    assert "Bonjour Agathe." in texte
    assert "2 j de retard" in texte
    assert "demain" in texte
    assert "Envoyer le contact" in texte
    assert page.context["chiffres"]["en_cours"] == 3
    assert page.context["nombre_a_relancer"] == 2
    assert page.context["retards"] == 2
    # Two late, one tomorrow, two to chase.
    assert page.context["presses"] == 5


def test_ce_qui_presse_dans_la_mission_attend_aussi(troupe, connecte):
    charte(troupe.mission).publier(troupe.admin)
    confier(troupe.mission, troupe.agent)
    confier(troupe.mission, troupe.agent, echeance=il_y_a(-30))
    confier(troupe.mission, troupe.collegue)
    for user, attendu in ((troupe.agent, 4), (troupe.responsable, 1)):
        page = connecte(user).get("/")
        texte = page.content.decode()
        assert page.context["presses"] == attendu
        assert "Rien ne presse" not in texte
        assert "est à lire. <a" in texte
    texte = connecte(troupe.agent).get("/").content.decode()
    assert "Quatre choses vous attendent." in texte
    for titre in ("Écrire aux mairies", "Contacter « Les éleveurs du plateau »", "Lire : Lettre de la coopération"):
        assert texte.count(f"{titre}") == 1


def test_rien_ne_presse_se_dit_quand_rien_ne_presse(troupe, connecte):
    confier(troupe.mission, troupe.agent, echeance=il_y_a(-30))
    for user in (troupe.agent, troupe.responsable):
        assert "Rien ne presse." in connecte(user).get("/").content.decode()


def test_le_responsable_suit_les_phases_de_chaque_mission(troupe, connecte):
    troupe.mission.actions.get(code="contenu-clair").passer_a("fait")
    seule = connecte(troupe.responsable).get("/").content.decode()
    assert f'<a href="/mission/{troupe.mission.pk}/phases/">Les quatre phases</a>' in seule
    assert f'<a href="/mission/{troupe.mission.pk}/phases/1/">Faire connaître</a></span> <b>1 sur 5</b>' in seule
    autre = MembreFactory(utilisateur=troupe.responsable, role="responsable").mission
    page = connecte(troupe.responsable).get("/").content.decode()
    assert f"Les quatre phases · {autre}" in page
    assert "Les quatre phases" not in connecte(troupe.agent).get("/").content.decode()


def test_relance_en_un_clic(troupe, connecte):
    Appui.objects.update(ouvert_le=il_y_a(100))
    client = connecte(troupe.agent)
    assert "À relancer" in client.get("/").content.decode()
    reponse = client.post(f"/appuis/{troupe.appui.pk}/relancer/", {"suite": "/"})
    assert reponse.url == "/"
    assert client.get("/").context["nombre_a_relancer"] == 0


def test_le_responsable_voit_les_chiffres_de_la_mission(troupe, connecte):
    remplir(troupe, 3)
    AppuiFactory(mission=troupe.mission, charge=troupe.collegue, etat=Appui.Etat.CLOS, forme=Appui.Forme.COLLECTIF)
    AppuiFactory()
    Projet.objects.update(stade="realisation")
    # The hours are those of this year, even when it has just begun.
    Sequence.objects.update(date=il_y_a(0))
    chiffres = connecte(troupe.responsable).get("/").context["chiffres_mission"]
    assert (chiffres["en_cours"], chiffres["clos"], chiffres["collectifs"]) == (4, 1, 0)
    assert chiffres["sequences"]["heures"] == 3
    assert chiffres["sequences"]["nombre"] == 3
    assert {stade.value: n for stade, n in chiffres["par_stade"]}["realisation"] == 1
    assert [ligne["n"] for ligne in chiffres["par_charge"]] == [4]
    assert chiffres["structures"] == 5


def test_l_administrateur_est_conduit_a_l_administration(troupe, connecte):
    assert "Ouvrir l’administration" in connecte(troupe.admin).get("/").content.decode()


def test_le_beneficiaire_est_conduit_a_son_espace(troupe, connecte):
    assert connecte(troupe.beneficiaire).get("/").url == "/espace/"


def test_un_compte_seul_sait_a_qui_demander(connecte, db):
    from tests.factories import UtilisateurFactory

    assert "Demandez à votre chargé d’appui" in connecte(UtilisateurFactory()).get("/").content.decode()


def test_le_nombre_de_requetes_ne_depend_pas_des_donnees(
    troupe, connecte, django_assert_max_num_queries, django_assert_num_queries
):
    charte(troupe.mission).publier(troupe.admin)
    for user in (troupe.agent, troupe.responsable):
        client = connecte(user)
        remplir(troupe, 10)
        confier(troupe.mission, user, 2)
        for adresse in ("/", "/a-faire/", "/echange/"):
            if adresse == "/echange/" and user == troupe.responsable:
                continue
            with django_assert_max_num_queries(18) as requetes:
                client.get(adresse)
            remplir(troupe, 60)
            confier(troupe.mission, user, 8)
            MembreFactory(utilisateur=troupe.responsable, role="responsable")
            with django_assert_num_queries(len(requetes)):
                client.get(adresse)


def test_le_chiffre_mene_a_la_liste_qu_il_compte(troupe, connecte):
    """The number of the home page is the number of rows of the list it opens."""
    remplir(troupe, 2)
    AppuiFactory(mission=troupe.mission, charge=troupe.collegue)
    client = connecte(troupe.agent)
    assert 'href="/appuis/?mes=on&amp;etat=en-cours"' in client.get("/").content.decode()
    page = client.get("/appuis/?mes=on&etat=en-cours").content.decode()
    assert "3 appuis" in page
