"""People who testify, asked first; projects, whatever became of them."""

import io

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from openpyxl import load_workbook

from appuis.models import Bilan, Recommandation
from comptes.models import Notification
from missions.models import DemandeDeTemoigner, Langue, Personne, fusionner
from tests.factories import MembreFactory, PersonneFactory, ProjetFactory, StructureFactory, il_y_a
from tests.html import Page
from tests.saisie import saisie
from tests.suivi.lecture import contenu, pdf, puces, texte_pdf


def temoin(troupe, reponse="oui", **champs):
    personne = PersonneFactory(mission=troupe.mission, prenom="Lucien", nom="Barret", temoignage=reponse)
    if champs:
        DemandeDeTemoigner.objects.create(personne=personne, demande_par=troupe.agent, **champs)
    return personne


def noms(client, adresse, **params):
    return [str(rangee.objet) for rangee in client.get(adresse, params).context["page"].object_list]


def noter(client, personne, **champs):
    adresse = f"/ressources/temoins/{personne.pk}/"
    return client.post(adresse, saisie(client.get(adresse).context["form"], **champs))


def test_it_works(troupe, connecte):
    client, personne = connecte(troupe.agent), temoin(troupe, "")
    assert noms(client, "/ressources/temoins/") == []
    assert client.get("/ressources/temoins/nouveau/", {"personne": personne.pk})["Location"].endswith(
        f"{personne.pk}/"
    )
    italien = Langue.objects.get(libelle="Italien").pk
    noter(client, personne, reponse="oui", demande_le=il_y_a(2).isoformat(), sujets="fours à pain", langues=[italien])
    personne.refresh_from_db()
    demande = personne.demande_de_temoigner
    assert (personne.temoignage, demande.demande_par, demande.demande_le) == ("oui", troupe.agent, il_y_a(2))
    for params in ({}, {"etat": "oui"}, {"q": "FOUR a pain"}, {"q": "barret"}, {"langue": italien}):
        assert noms(client, "/ressources/temoins/", **params) == ["Lucien Barret"]
    for params in ({"etat": "non"}, {"q": "laine"}):
        assert noms(client, "/ressources/temoins/", **params) == []
    lignes = load_workbook(io.BytesIO(contenu(client.get("/ressources/temoins/temoins.xlsx")))).active
    assert [c.value for c in lignes[2]][3:7] == ["fours à pain", "Italien", "Accepte de témoigner", "Agathe Roux"]


def test_qui_lit_seulement_ne_trouve_rien_a_ecrire(troupe, connecte):
    """A responsable reads both répertoires; what only an officer may do is not offered to them."""
    personne = temoin(troupe, sujets="fours à pain")
    liens = {
        "/ressources/temoins/": [
            f"/ressources/temoins/{personne.pk}/",
            f"/ressources/temoins/{personne.pk}/recommander/",
        ],
        "/ressources/projets/": [f"/ressources/projets/{troupe.projet.pk}/"],
    }
    for adresse, siens in liens.items():
        for membre, offerts in ((troupe.agent, siens), (troupe.responsable, [])):
            page = Page(connecte(membre).get(adresse).content.decode())
            assert [lien for lien in page.liens if lien in siens] == offerts


def test_un_accord_depasse_ne_mene_pas_a_recommander(troupe, connecte):
    """The link would only lead back to asking again."""
    personne = temoin(troupe, valable_jusqu_au=il_y_a(1))
    page = Page(connecte(troupe.agent).get("/ressources/temoins/?etat=a-redemander").content.decode())
    assert f"/ressources/temoins/{personne.pk}/" in page.liens
    assert f"/ressources/temoins/{personne.pk}/recommander/" not in page.liens


def test_qui_l_a_demande_est_de_l_equipe(troupe, connecte):
    """A closed account is not proposed any more; it stays beside what it asked."""
    agent, personne = connecte(troupe.agent), temoin(troupe, demande_le=il_y_a(2))
    collegue = MembreFactory(mission=troupe.mission).utilisateur
    adresse = f"/ressources/temoins/{personne.pk}/"
    assert collegue in agent.get(adresse).context["form"].fields["demande_par"].queryset
    get_user_model().objects.filter(pk=collegue.pk).update(is_active=False)
    assert collegue not in agent.get(adresse).context["form"].fields["demande_par"].queryset
    DemandeDeTemoigner.objects.filter(personne=personne).update(demande_par=collegue)
    assert collegue in agent.get(adresse).context["form"].fields["demande_par"].queryset


def test_on_demande_avant_de_noter_une_reponse(troupe, connecte):
    personne = temoin(troupe, "")
    form = noter(connecte(troupe.agent), personne, reponse="oui").context["form"]
    assert form.errors == {"demande_le": ["Dites quand vous le lui avez demandé."]}
    form = noter(connecte(troupe.agent), personne, demande_le=il_y_a(-3).isoformat()).context["form"]
    assert "demande_le" in form.errors
    personne.refresh_from_db()
    assert personne.temoignage == ""


def test_une_page_ouverte_ne_revient_pas_sur_un_refus(troupe, connecte):
    """The topic is mended on a page read before the refusal: who does it is told, and nothing typed is lost."""
    personne = temoin(troupe, sujets="four a pain", demande_le=il_y_a(5))
    adresse = f"/ressources/temoins/{personne.pk}/"
    lue = connecte(troupe.agent).get(adresse).context["form"]
    noter(connecte(troupe.collegue), personne, reponse="non")
    refusee = connecte(troupe.agent).post(adresse, saisie(lue, sujets="fours à pain")).context["form"]
    (erreur,) = refusee.errors["reponse"]
    assert "Colin Marchal" in erreur
    assert "« Ne souhaite pas témoigner »" in erreur
    assert refusee["sujets"].value() == "fours à pain"
    personne.refresh_from_db()
    assert (personne.temoignage, personne.demande_de_temoigner.sujets) == ("non", "four a pain")
    # Knowingly: the answer noted is kept, the topic goes with it.
    connecte(troupe.agent).post(adresse, saisie(refusee, reponse="non"))
    personne.refresh_from_db()
    assert (personne.temoignage, personne.demande_de_temoigner.sujets) == ("non", "fours à pain")


def test_deux_premieres_reponses_ne_s_ecrasent_pas(troupe, connecte):
    personne = temoin(troupe, "")
    adresse = f"/ressources/temoins/{personne.pk}/"
    lue = connecte(troupe.agent).get(adresse).context["form"]
    noter(connecte(troupe.collegue), personne, reponse="non", demande_le=il_y_a(1).isoformat())
    page = connecte(troupe.agent).post(adresse, saisie(lue, reponse="oui", demande_le=il_y_a(2).isoformat()))
    assert {"reponse", "demande_le"} <= set(page.context["form"].errors)
    personne.refresh_from_db()
    assert (personne.temoignage, personne.demande_de_temoigner.demande_le) == ("non", il_y_a(1))


@pytest.mark.parametrize(
    ("reponse", "champs", "etat"),
    [
        ("oui", {"sujets": "x"}, "oui"),
        ("oui", {"valable_jusqu_au": il_y_a(1)}, "a-redemander"),
        ("non", {"sujets": "x"}, "non"),
        ("", {"sujets": "x"}, "a-demander"),
    ],
)
def test_chaque_reponse_se_retrouve(troupe, connecte, reponse, champs, etat):
    temoin(troupe, reponse, **champs)
    client = connecte(troupe.responsable)
    for autre in ("oui", "a-redemander", "non", "a-demander"):
        assert bool(noms(client, "/ressources/temoins/", etat=autre)) == (autre == etat), autre


def test_la_liste_commence_par_qui_accepte(troupe, connecte):
    """What is downloaded is what is seen; the others are one click away, and the filter says itself."""
    temoin(troupe, "non", demande_le=il_y_a(9))
    client, page = connecte(troupe.agent), "/ressources/temoins/"
    assert "Filtres : Réponse : Accepte de témoigner" in texte_pdf(pdf(client.get(f"{page}temoins.pdf")))
    for requete, attendus in (("", []), ("?etat=", []), ("?etat=toutes", ["Lucien Barret"])):
        assert noms(client, page + requete) == attendus
        lignes = load_workbook(io.BytesIO(contenu(client.get(f"{page}temoins.xlsx{requete}")))).active
        assert [c.value for c in lignes["A"]][1:] == attendus
    assert puces(client.get(page)) == {"Réponse : Accepte de témoigner": {"etat": ["toutes"]}}
    toutes = client.get(f"{page}?etat=toutes")
    assert not puces(toutes)
    assert "<b>1 personne</b>" in toutes.content.decode()


@pytest.mark.parametrize(
    ("reponse", "champs", "donnees"),
    [
        ("oui", {}, True),
        ("non", {"sujets": "x"}, False),
        ("", {"sujets": "x"}, False),
        ("oui", {"valable_jusqu_au": il_y_a(1)}, False),
    ],
    ids=["oui", "non", "rien", "fini"],
)
def test_seules_les_coordonnees_de_qui_accepte_sont_donnees(troupe, connecte, reponse, champs, donnees):
    personne = temoin(troupe, reponse, **champs)
    Personne.objects.filter(pk=personne.pk).update(telephone="01 99 00 12 41")
    client, page = connecte(troupe.agent), "/ressources/temoins/"
    lues = client.get(f"{page}?etat=toutes").content.decode()
    assert "Lucien Barret" in lues
    assert ("01 99 00 12 41" in lues) == donnees
    classeur = load_workbook(io.BytesIO(contenu(client.get(f"{page}temoins.xlsx?etat=toutes")))).active
    assert any("01 99 00 12 41" in str(c.value) for c in classeur[2]) == donnees
    # Whatever is listed, the title is true.
    imprime = texte_pdf(pdf(client.get(f"{page}temoins.pdf?etat=toutes")))
    assert "Témoins : qui accepte, qui reste à demander" in imprime
    assert ("01 99 00 12 41" in imprime) == donnees


def test_recommander_quelqu_un(troupe, connecte):
    personne = temoin(troupe, demande_le=il_y_a(5))
    personne.telephone = "01 99 00 12 41"
    personne.save()
    client, adresse = connecte(troupe.agent), f"/ressources/temoins/{personne.pk}/recommander/"
    donnees = saisie(client.get(adresse).context["form"], appui=troupe.appui.pk, mot="Il sait raconter.")
    assert "Recommandation faite : " in client.post(adresse, donnees, follow=True).content.decode()
    assert Recommandation.objects.get().mot == "Il sait raconter."
    dites = Notification.objects.filter(destinataire=troupe.beneficiaire).values_list("titre", flat=True)
    assert list(dites) == ["Une personne vous est recommandée."]
    espace = f"/espace/appuis/{troupe.appui.pk}/"
    lu = connecte(troupe.beneficiaire).get(espace).content.decode()
    assert "Lucien Barret" in lu
    assert "Il sait raconter." in lu
    assert "01 99 00 12 41" in lu
    # A consent withdrawn takes the name away at once.
    Personne.objects.filter(pk=personne.pk).update(temoignage="non")
    assert "Lucien Barret" not in connecte(troupe.beneficiaire).get(espace).content.decode()


@pytest.mark.parametrize(
    ("reponse", "champs"),
    [("non", {}), ("", {}), ("oui", {"valable_jusqu_au": il_y_a(1)})],
    ids=["non", "rien", "fini"],
)
def test_personne_n_est_recommande_sans_son_accord(troupe, connecte, reponse, champs):
    personne = temoin(troupe, reponse, **champs)
    with pytest.raises(ValidationError, match="accord"):
        Recommandation.objects.recommander(troupe.appui, personne, troupe.agent)
    adresse = f"/ressources/temoins/{personne.pk}/recommander/"
    assert connecte(troupe.agent).post(adresse, {"appui": troupe.appui.pk}).status_code == 302
    assert not Recommandation.objects.exists()


def test_un_temoin_d_une_autre_mission_n_a_rien_accorde_ici(troupe):
    ailleurs = PersonneFactory(temoignage="oui")
    with pytest.raises(ValidationError, match="accord"):
        Recommandation.objects.recommander(troupe.appui, ailleurs, troupe.agent)


def test_un_beneficiaire_ne_lit_jamais_la_liste(troupe, connecte):
    personne = temoin(troupe)
    client = connecte(troupe.beneficiaire)
    for adresse in ("", "temoins.xlsx", "temoins.pdf", f"{personne.pk}/"):
        assert client.get(f"/ressources/temoins/{adresse}").status_code == 404


def test_fusionner_deux_fiches_garde_une_demande(troupe):
    garde, doublon = temoin(troupe, sujets="pain"), temoin(troupe, sujets="laine", demande_le=il_y_a(9))
    fusionner(garde, doublon)
    garde.refresh_from_db()
    assert (garde.demande_de_temoigner.sujets, garde.demande_de_temoigner.demande_le) == ("pain", il_y_a(9))


# --- projects ----------------------------------------------------------------------------------


def test_les_projets_et_ce_qu_ils_ont_appris(troupe, connecte):
    roumain = StructureFactory(mission=troupe.mission, pays="RO")
    fini = ProjetFactory(mission=troupe.mission, nom="Four", stade="cloture", themes="Patrimoine, pain")
    abandonne = ProjetFactory(mission=troupe.mission, nom="Pouce", abandonne_le=il_y_a(9), chef_de_file=roumain)
    Bilan.objects.create(appui=troupe.appui, solutions="Un seul nom par tâche.")
    client, adresse = connecte(troupe.agent), "/ressources/projets/"
    assert noms(client, adresse) == ["Filière noisette", "Four", "Pouce"]
    for params, attendus in (
        ({"etat": "acheve"}, ["Four"]),
        ({"etat": "abandonne"}, ["Pouce"]),
        ({"etat": "en-cours"}, ["Filière noisette"]),
        ({"theme": "pain"}, ["Four"]),
        ({"q": "PATRIMOINE"}, ["Four"]),
        ({"pays": "RO"}, ["Pouce"]),
        ({"type": fini.type_id, "etat": "acheve"}, ["Four"]),
    ):
        assert noms(client, adresse, **params) == attendus, params
    assert "Un seul nom par tâche." in client.get(adresse).content.decode()
    page = f"/ressources/projets/{abandonne.pk}/"
    client.post(page, saisie(client.get(page).context["form"], enseignements="Se voir plus tôt."))
    lignes = load_workbook(io.BytesIO(contenu(client.get(f"{adresse}projets.xlsx", {"etat": "abandonne"})))).active
    assert [c.value for c in lignes[2]][6] == "Se voir plus tôt."
    assert noms(client, adresse, q="se voir plus tot") == ["Pouce"]


def test_on_n_abandonne_pas_demain(troupe, connecte):
    client, page = connecte(troupe.agent), f"/ressources/projets/{troupe.projet.pk}/"
    form = client.post(page, saisie(client.get(page).context["form"], abandonne_le=il_y_a(-1).isoformat())).context[
        "form"
    ]
    assert "abandonne_le" in form.errors
