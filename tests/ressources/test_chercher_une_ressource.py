"""Searching the espace ressources: French, whatever the accents; ranked, counted, exported as it is filtered."""

import io

import pytest
from openpyxl import load_workbook

from appuis.models import Ressource
from appuis.mots import racines
from missions.models import Langue
from tests.factories import AppuiFactory, MissionFactory, RessourceFactory
from tests.suivi.lecture import contenu


def titres(client, adresse="/ressources/", **params):
    return [r.titre for r in client.get(adresse, params).context["page"]]


@pytest.fixture
def rayon(troupe):
    """Four resources that say « noisette » in different places."""
    Ressource.objects.filter(mission=None).delete()
    faire = RessourceFactory
    faire(mission=troupe.mission, titre="Zèbre", resume="Rien.", texte="Une page sur les **noisettes** râpées.")
    faire(mission=troupe.mission, titre="Yack", resume="La noisette en dix mots.")
    faire(
        mission=troupe.mission, titre="Noisettes d’Aubrives", stades=["envie"], blocages=["idee"], audience="membres"
    )
    faire(
        mission=troupe.mission, titre="Filière noisette", production_propre=True, genre="lien", adresse="https://a.fr/"
    )
    return troupe


def test_it_works(rayon, connecte):
    client = connecte(rayon.agent)
    attendus = ["Filière noisette", "Noisettes d’Aubrives", "Yack", "Zèbre"]
    for q in ("noisette", "NOISETTES", "noisétte", "les noisettes"):
        assert titres(client, q=q) == attendus
    assert titres(client, q="noisettes rapees") == ["Zèbre"]
    page = client.get("/ressources/", {"q": "noisettes rapees"}).content.decode()
    assert "<mark>noisettes</mark> <mark>râpées</mark>" in page


def test_le_titre_passe_avant_le_resume_et_le_resume_avant_le_texte(rayon, connecte):
    """Even a production of the mission, even the first by its title."""
    nous = {"mission": rayon.mission, "production_propre": True}
    RessourceFactory(**nous, titre="Abeilles", resume="Sous les noisetiers, la noisette.")
    RessourceFactory(**nous, titre="Agneaux", texte="Une noisette dans le texte.")
    assert titres(connecte(rayon.agent), q="noisette") == [
        *("Filière noisette", "Noisettes d’Aubrives"),
        *("Abeilles", "Yack"),
        *("Agneaux", "Zèbre"),
    ]


def test_les_themes_et_la_source_se_cherchent_aussi(rayon, connecte):
    RessourceFactory(mission=rayon.mission, titre="Fiche", themes="Élevage, laine", source="Réseau des bergères")
    client = connecte(rayon.agent)
    for q in ("elevage", "bergeres", "laines réseau"):
        assert titres(client, q=q) == ["Fiche"]


def test_tous_les_mots(rayon, connecte):
    client = connecte(rayon.agent)
    assert titres(client, q="noisette mots") == ["Yack"]
    assert titres(client, q="noisette girafe") == []
    assert "Rien ne correspond" in client.get("/ressources/", {"q": "girafe"}).content.decode()


@pytest.mark.parametrize(
    ("q", "attendu"),
    [("les jeux de l’enveloppe", ["jeu", "enveloppe"]), ("de la", ["de", "la"]), ("bus", ["bus"]), ("", [])],
)
def test_les_petits_mots_et_les_pluriels(q, attendu):
    assert racines(q) == attendu


def test_sans_recherche_les_productions_de_la_mission_d_abord(rayon, connecte):
    assert titres(connecte(rayon.agent)) == ["Filière noisette", "Noisettes d’Aubrives", "Yack", "Zèbre"]


@pytest.mark.parametrize(
    ("filtre", "attendus"),
    [
        ({"stade": "envie"}, ["Noisettes d’Aubrives"]),
        ({"blocage": ["idee", "moyens"]}, ["Noisettes d’Aubrives"]),
        ({"blocage": "moyens"}, []),
        ({"genre": "lien"}, ["Filière noisette"]),
        ({"propre": "on"}, ["Filière noisette"]),
        ({"audience": "membres"}, ["Noisettes d’Aubrives"]),
        ({"etat": "archivee"}, []),
        ({"stade": "envie", "q": "yack"}, []),
    ],
)
def test_filtrer(rayon, connecte, filtre, attendus):
    assert titres(connecte(rayon.agent), **filtre) == attendus


def test_filtrer_par_langue_et_compter_par_rubrique(rayon, connecte):
    yack = Ressource.objects.get(titre="Yack")
    yack.langues.add(Langue.objects.get(libelle="Italien"))
    yack.rubrique = "evaluer"
    yack.save()
    client = connecte(rayon.agent)
    assert titres(client, langue=Langue.objects.get(libelle="Italien").pk) == ["Yack"]
    reponse = client.get("/ressources/", {"rubrique": "evaluer"})
    nombres = {rubrique.value: nombre for rubrique, nombre in reponse.context["rubriques"]}
    assert (nombres["evaluer"], nombres["guides"], reponse.context["total"]) == (1, 3, 4)
    assert list(nombres)[:4] == ["definition", "parler", "textes", "guides"]  # the guide's order


def test_les_archivees_se_demandent(rayon, connecte):
    Ressource.objects.get(titre="Yack").archiver()
    client = connecte(rayon.agent)
    assert "Yack" not in titres(client)
    assert titres(client, etat="archivee") == ["Yack"]


@pytest.mark.parametrize("q", ["\x00", "'; DROP TABLE", "%_", "a" * 300, "\\", "œ", "[[["])
def test_une_recherche_hostile_est_une_recherche(rayon, connecte, q):
    assert connecte(rayon.agent).get("/ressources/", {"q": q}).status_code == 200


@pytest.mark.parametrize(
    "params", [{"rubrique": "x"}, {"stade": "x"}, {"langue": "9" * 30}, {"page": "x"}, {"etat": "?"}]
)
def test_un_filtre_force_n_est_pas_une_erreur(rayon, connecte, params):
    assert connecte(rayon.agent).get("/ressources/", params).status_code == 200


def test_le_classeur_dit_ce_qui_est_filtre(rayon, connecte):
    classeur = contenu(connecte(rayon.agent).get("/ressources/ressources.xlsx", {"q": "noisettes", "stade": "envie"}))
    lignes = list(load_workbook(io.BytesIO(classeur)).active.iter_rows(values_only=True))
    assert [ligne[0] for ligne in lignes] == ["Titre", "Noisettes d’Aubrives"]
    tout = contenu(connecte(rayon.agent).get("/ressources/ressources.xlsx", {"q": "noisette"}))
    lignes = list(load_workbook(io.BytesIO(tout)).active.iter_rows(values_only=True))
    assert [ligne[0] for ligne in lignes[1:]] == ["Filière noisette", "Noisettes d’Aubrives", "Yack", "Zèbre"]


def test_la_recherche_generale_trouve_les_ressources(rayon, connecte):
    page = connecte(rayon.agent).get("/recherche/", {"q": "aubrives"}).content.decode()
    assert "d’<mark>Aubrives</mark>" in page
    assert Ressource.objects.get(titre="Noisettes d’Aubrives").get_absolute_url() in page


# --- who reads what ----------------------------------------------------------------------------


def test_un_beneficiaire_lit_ce_qui_lui_est_ouvert(rayon, connecte):
    RessourceFactory(titre="D’une autre mission", audience="beneficiaires")
    RessourceFactory(mission=rayon.mission, titre="Proposée", etat="proposee")
    assert titres(connecte(rayon.beneficiaire)) == ["Filière noisette", "Yack", "Zèbre"]


def test_le_public_lit_ce_qui_est_public(rayon, client):
    rayon.mission.publique, rayon.mission.contact_courriel = True, "a@example.org"
    rayon.mission.save()
    Ressource.objects.filter(titre="Yack").update(audience="public")
    adresse = f"/m/{rayon.mission.adresse_publique}/ressources/"
    assert titres(client, adresse) == ["Yack"]
    assert titres(client, adresse, q="zebre") == []
    cachee = Ressource.objects.get(titre="Zèbre").pk
    assert client.get(f"{adresse}{cachee}/").status_code == 404
    assert client.get(f"{adresse}{cachee}/fiche.pdf").status_code == 404


def test_le_public_ne_lit_ni_les_propositions_ni_les_ressources_des_autres(rayon, client):
    """Public, each of them; but not published, or of another mission."""
    rayon.mission.publique, rayon.mission.contact_courriel = True, "a@example.org"
    rayon.mission.save()
    siennes = {"mission": rayon.mission, "audience": "public", "fichier_joint": True}
    RessourceFactory(mission=None, titre="De toutes les missions", audience="public")
    cachees = [
        *(RessourceFactory(**siennes, etat=etat) for etat in ("proposee", "archivee")),
        RessourceFactory(**siennes | {"mission": MissionFactory(publique=True, contact_courriel="b@example.org")}),
    ]
    adresse = f"/m/{rayon.mission.adresse_publique}/ressources/"
    assert titres(client, adresse) == ["De toutes les missions"]
    for cachee in cachees:
        for suite in ("", "fichier/", "fiche.pdf"):
            assert client.get(f"{adresse}{cachee.pk}/{suite}").status_code == 404


def test_une_ressource_de_toutes_les_missions_attend_d_etre_publiee(rayon, connecte):
    partagee = RessourceFactory(mission=None, titre="Partagée", etat="proposee")
    client = connecte(rayon.agent)
    assert "Partagée" not in titres(client)
    assert client.get(partagee.get_absolute_url()).status_code == 404
    partagee.publier()
    assert "Partagée" in titres(client)


def test_une_mission_fermee_au_public_le_reste(rayon, client):
    assert client.get(f"/m/{rayon.mission.adresse_publique}/ressources/").status_code == 404


def test_chaque_mission_a_son_espace(rayon, connecte):
    assert titres(connecte(rayon.etranger)) == []
    autre = MissionFactory()
    AppuiFactory(mission=autre)
    assert connecte(rayon.etranger).get(Ressource.objects.first().get_absolute_url()).status_code == 404
