"""The team marks what it reads, gives priorities, retains the actors of the first appuis and opens them."""

from functools import partial

import pytest
from django.apps import apps
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from appuis.models import Appui
from missions.models import Analyse, Appreciation, Destinataire, Marque, fusionner
from missions.models.analyses import Situation
from tests.au_meme_instant import ensemble
from tests.factories import (
    AppuiFactory,
    DestinataireFactory,
    EnqueteFactory,
    PersonneFactory,
    ReponseFactory,
    StructureFactory,
)
from tests.missions.dix_reponses import dix_reponses
from tests.personnages import troupe as monter_troupe


@pytest.fixture
def agent(connecte, troupe):
    return connecte(troupe.agent)


def envoyer(client, nom, pk, **donnees):
    return client.post(reverse(f"enquetes:{nom}", args=[pk]), donnees)


def lire(client, nom, pk, **requete):
    return client.get(reverse(f"enquetes:{nom}", args=[pk]), requete)


# --- marks ----------------------------------------------------------------------------------------


def test_marquer_un_acteur_et_une_reponse(agent, troupe, dix):
    envoyer(agent, "marquer", dix.r[6].pk, situation="risque", note="Partenariat flou")
    envoyer(agent, "marquer", dix.r[6].pk, situation="recurrente", question=dix.q.manque.pk)
    ensemble, reponse = Marque.objects.order_by("pk")
    assert (ensemble.question, ensemble.note, ensemble.par) == (None, "Partenariat flou", troupe.agent)
    assert (reponse.question, reponse.situation) == (dix.q.manque, "recurrente")
    page = lire(agent, "acteurs", dix.enquete.pk)
    nombres = {situation.value: nombre for situation, nombre in page.context["nombres"]}
    assert nombres == dict.fromkeys(Situation.values, 0) | {"risque": 1, "recurrente": 1}
    assert "Partenariat flou" in page.content.decode()
    par_situation = lire(agent, "acteurs", dix.enquete.pk, situation="risque").context["fiches"]
    assert [fiche.pk for fiche in par_situation] == [dix.r[6].pk]


def test_marquer_deux_fois_change_la_note(agent, dix):
    for note in ("Une fois", "Mieux dit"):
        envoyer(agent, "marquer", dix.r[6].pk, situation="risque", note=note)
    assert Marque.objects.get().note == "Mieux dit"


def test_on_n_est_pas_experimente_et_non_experimente(agent, dix):
    envoyer(agent, "marquer", dix.r[1].pk, situation="experimente")
    page = envoyer(agent, "marquer", dix.r[1].pk, situation="non-experimente", note="Gardé à l’écran")
    assert "déjà marqué « Acteur expérimenté »" in page.content.decode()
    assert "Gardé à l’écran" in page.content.decode()
    assert Marque.objects.count() == 1


def test_on_ne_marque_qu_une_reponse_donnee(agent, dix):
    page = envoyer(agent, "marquer", dix.r[1].pk, situation="risque", question=dix.q.manque.pk)
    assert "question" in page.context["marquer"].errors
    with pytest.raises(ValidationError, match="pas de réponse à marquer"):
        Marque.objects.poser(dix.r[9], Situation.RISQUE, dix.par, dix.q.stade)
    for forge in ({"situation": "zz"}, {"situation": "risque", "question": "10" * 20}, {}):
        assert envoyer(agent, "marquer", dix.r[1].pk, **forge).status_code == 200
    assert not Marque.objects.exists()


def test_retirer_une_marque(agent, dix):
    marque = Marque.objects.poser(dix.r[1], "risque", dix.par)
    envoyer(agent, "demarquer", marque.pk)
    assert not Marque.objects.exists()


def test_ce_qui_est_ecrit_ne_s_efface_pas_sans_demander(agent, dix):
    """The page asks first, and one comes back where one was."""
    marque = Marque.objects.poser(dix.r[6], "risque", dix.par, note="Partenariat flou")
    envoyer(agent, "retenir", dix.r[6].pk, pourquoi="Besoin mûr")
    acteur = lire(agent, "acteur", dix.r[6].pk).text
    assert f'popovertarget="demarquer-{marque.pk}"' in acteur
    assert "La raison écrite avec elle est effacée." in acteur
    assert 'popovertarget="ne-plus-retenir"' in acteur
    premiers = lire(agent, "premiers_appuis", dix.enquete.pk).text
    assert f'popovertarget="oublier-{dix.r[6].pk}"' in premiers
    suite = reverse("enquetes:premiers_appuis", args=[dix.enquete.pk])
    assert f'name="suite" value="{suite}"' in premiers
    assert envoyer(agent, "ne_plus_retenir", dix.r[6].pk, suite=suite)["Location"] == suite


def test_un_lien_retire_ne_se_lit_plus(agent, dix):
    assert lire(agent, "acteur", dix.r[15].pk).status_code == 404


# --- priorities -----------------------------------------------------------------------------------


def test_la_priorite_du_reseau_l_emporte(agent, dix):
    page = lire(agent, "acteur", dix.r[1].pk)
    assert page.context["fiche"].priorite == 1
    assert "la fiche de la structure" in page.content.decode()


def test_donner_une_priorite(agent, dix):
    envoyer(agent, "priorite", dix.r[6].pk, priorite="2")
    assert Appreciation.objects.get(destinataire=dix.r[6]).priorite == 2
    assert "priorite" in envoyer(agent, "priorite", dix.r[6].pk, priorite="9").context["priorite"].errors
    envoyer(agent, "priorite", dix.r[6].pk, priorite="")
    assert Appreciation.objects.get(destinataire=dix.r[6]).priorite is None


# --- the first appuis -----------------------------------------------------------------------------


def ordre(dix):
    return list(Appreciation.objects.retenues().values_list("destinataire", flat=True))


def test_it_works(agent, troupe, dix):
    for rang in (6, 1, 10):
        envoyer(agent, "retenir", dix.r[rang].pk, pourquoi=f"Raison {rang}")
    assert ordre(dix) == [dix.r[6].pk, dix.r[1].pk, dix.r[10].pk]
    envoyer(agent, "monter", dix.r[10].pk)
    envoyer(agent, "monter", dix.r[6].pk)  # the first one stays
    assert ordre(dix) == [dix.r[6].pk, dix.r[10].pk, dix.r[1].pk]
    envoyer(agent, "ne_plus_retenir", dix.r[10].pk)
    assert ordre(dix) == [dix.r[6].pk, dix.r[1].pk]
    page = lire(agent, "premiers_appuis", dix.enquete.pk).content.decode()
    assert "Raison 6" in page
    assert "Raison 10" not in page


def test_qui_est_retire_n_est_plus_parmi_les_premiers(agent, dix):
    """Nor does one have to be moved past somebody whom no page shows."""
    for rang in (6, 1, 10):
        envoyer(agent, "retenir", dix.r[rang].pk, pourquoi="Mûr")
    dix.r[1].revoquer()
    envoyer(agent, "monter", dix.r[10].pk)
    assert ordre(dix) == [dix.r[10].pk, dix.r[6].pk]


def test_sans_raison_on_ne_retient_pas(agent, dix):
    page = envoyer(agent, "retenir", dix.r[6].pk, pourquoi="  ")
    assert "pourquoi" in page.context["retenir"].errors
    with pytest.raises(ValidationError, match="pourquoi commencer"):
        Appreciation.objects.create(destinataire=dix.r[6]).retenir(dix.par, "")
    assert ordre(dix) == []


def test_ouvrir_l_appui_d_ici(agent, troupe, dix):
    personne = dix.r[6].personne
    envoyer(agent, "retenir", dix.r[6].pk, pourquoi="Besoin mûr")
    page = lire(agent, "premiers_appuis", dix.enquete.pk).content.decode()
    adresse = (
        f"/appuis/nouveau/?mission={troupe.mission.pk}&amp;personne={personne.pk}"
        f"&amp;structure={personne.structure_id}"
    )
    assert adresse in page
    form = agent.get(adresse.replace("&amp;", "&")).context["form"]
    assert form.initial["structures"] == [personne.structure_id]
    assert form.initial["beneficiaires"] == [personne.pk]
    AppuiFactory(mission=troupe.mission, intitule="Démêler le partenariat", structures=[personne.structure])
    page = lire(agent, "premiers_appuis", dix.enquete.pk).content.decode()
    assert "Démêler le partenariat" in page
    assert "Ouvrir un autre appui" in page


def test_une_personne_d_ailleurs_n_est_pas_reprise(agent, troupe):
    for personne in (PersonneFactory().pk, "zz", "9" * 40):
        form = agent.get("/appuis/nouveau/", {"personne": personne}).context["form"]
        assert "beneficiaires" not in form.initial


def test_un_responsable_lit_mais_n_ouvre_pas(connecte, troupe, dix):
    client = connecte(troupe.responsable)
    envoyer(client, "retenir", dix.r[6].pk, pourquoi="Besoin mûr")
    assert "appuis/nouveau" not in lire(client, "premiers_appuis", dix.enquete.pk).content.decode()


# --- merging, confidence, queries -----------------------------------------------------------------


def test_fusionner_deux_personnes_garde_les_marques(dix, troupe):
    """Both were asked, both are marked, one is retained."""
    un, deux = dix.r[5], dix.r[6]
    for destinataire in (un, deux):
        Marque.objects.poser(destinataire, "risque", dix.par)
    Marque.objects.poser(deux, "recurrente", dix.par)
    Appreciation.objects.pour(deux).retenir(dix.par, "Besoin mûr")
    fusionner(un.personne, deux.personne)
    assert set(un.marques.values_list("situation", flat=True)) == {"risque", "recurrente"}
    assert (un.appreciation.rang, un.appreciation.pourquoi) == (1, "Besoin mûr")


def test_ni_historique_ni_recherche_ni_administration():
    for modele in (Analyse, Marque, Appreciation):
        assert modele not in admin.site._registry
        assert not hasattr(modele, "history")
        assert not hasattr(modele, "recherche")
        assert modele._meta.default_permissions == ()
        assert apps.get_model("missions", modele.__name__) is modele


PAGES = ("analyse", "croiser", "textes", "acteurs", "premiers_appuis")


def _grossir(dix):
    for rang in range(20):
        structure = StructureFactory(mission=dix.enquete.mission, priorite=1)
        personne = PersonneFactory(mission=dix.enquete.mission, structure=structure)
        destinataire = DestinataireFactory(enquete=dix.enquete, personne=personne, repondu=True)
        ReponseFactory(destinataire=destinataire, question=dix.q.projets, valeur="oui")
        ReponseFactory(destinataire=destinataire, question=dix.q.cherche, valeur="Un partenaire")
        Marque.objects.poser(destinataire, "risque", dix.par, dix.q.cherche)
        Appreciation.objects.create(destinataire=destinataire, rang=rang + 10, pourquoi="Mûr")
        AppuiFactory(mission=dix.enquete.mission, structures=[structure], beneficiaires=[personne], projet=None)


def test_le_nombre_de_requetes_ne_depend_pas_des_reponses(agent, dix):
    Analyse.objects.create(enquete=dix.enquete, avancement=dix.q.stade)
    envoyer(agent, "retenir", dix.r[1].pk, pourquoi="Mûr")
    AppuiFactory(mission=dix.enquete.mission, structures=[dix.r[1].personne.structure])
    adresses = {nom: reverse(f"enquetes:{nom}", args=[dix.enquete.pk]) for nom in (*PAGES, "analyse_xlsx")}
    adresses["acteur"] = reverse("enquetes:acteur", args=[dix.r[1].pk])
    comptes = {}
    for taille in range(2):
        if taille:
            _grossir(dix)
        for nom, adresse in adresses.items():
            with CaptureQueriesContext(connection) as requetes:
                agent.get(adresse).getvalue() if nom.endswith("xlsx") else agent.get(adresse)
            comptes.setdefault(nom, []).append(len(requetes))
    assert all(avant == apres for avant, apres in comptes.values()), comptes
    assert all(max(comptes[nom]) <= 15 for nom in (*PAGES, "acteur")), comptes
    assert comptes["analyse_xlsx"][0] <= 8, comptes


def test_un_appui_d_une_autre_mission_ne_se_voit_pas(agent, dix):
    envoyer(agent, "retenir", dix.r[1].pk, pourquoi="Mûr")
    autre = AppuiFactory(intitule="Ailleurs")
    autre.structures.add(dix.r[1].personne.structure)
    assert "Ailleurs" not in lire(agent, "premiers_appuis", dix.enquete.pk).content.decode()
    assert Appui.objects.count() == 2


@pytest.mark.au_meme_instant
def test_retenus_au_meme_instant_ils_ont_chacun_leur_rang():
    """Several members choose at once: each actor has a rank of its own."""
    troupe = monter_troupe()
    dix = dix_reponses(troupe.mission, troupe.agent)

    @transaction.atomic
    def retenir(rang):
        Appreciation.objects.pour(dix.r[rang]).retenir(dix.par, "Mûr")

    ensemble([partial(retenir, rang) for rang in (1, 2, 3, 4, 5, 6)])
    rangs = Appreciation.objects.retenues().values_list("rang", flat=True)
    assert sorted(rangs) == [1, 2, 3, 4, 5, 6]


def test_qui_vient_d_une_liste_entre_au_reseau_puis_son_appui_s_ouvre(troupe, connecte):
    """Its look-alikes are proposed; nothing is typed twice, and the appui knows who it is for."""
    enquete = EnqueteFactory(mission=troupe.mission, ouverte=True)
    importes = [
        DestinataireFactory(enquete=enquete, personne=None, repondu=True, **champs)
        for champs in (
            {"nom": "Zoé Dix", "organisme": "Amicale du Val", "courriel": "zoe@example.org"},
            {"nom": str(troupe.personne), "organisme": troupe.structure.nom},
        )
    ]
    for destinataire in importes:
        Appreciation.objects.create(destinataire=destinataire).retenir(troupe.agent, "Un projet mûr")
    client = connecte(troupe.agent)
    premiers = reverse("enquetes:premiers_appuis", args=[enquete.pk])
    nouveau, connu = (reverse("enquetes:au_reseau", args=[d.pk]) for d in importes)
    assert nouveau in client.get(premiers).text
    form = client.get(nouveau).context["form"]
    reponse = client.post(nouveau, {nom: form.get_initial_for_field(c, nom) for nom, c in form.fields.items()})
    assert reponse["Location"] == premiers
    zoe = Destinataire.objects.get(pk=importes[0].pk).personne
    assert (zoe.prenom, zoe.nom, zoe.courriel) == ("Zoé", "Dix", "zoe@example.org")
    assert zoe.structure.nom == "Amicale du Val"
    page = client.get(premiers).text
    assert f"personne={zoe.pk}&amp;structure={zoe.structure_id}" in page
    assert nouveau not in page

    assert "déjà au réseau" in client.get(connu).text
    assert "Choisissez une réponse" in client.post(connu, {}).text
    client.post(connu, {"personne": troupe.personne.pk, "structure": troupe.structure.pk})
    assert Destinataire.objects.get(pk=importes[1].pk).personne == troupe.personne
    double = DestinataireFactory(enquete=enquete, personne=None, nom=str(troupe.personne))
    url = reverse("enquetes:au_reseau", args=[double.pk])
    assert "déjà destinataire" in client.post(url, {"personne": troupe.personne.pk}).text
    assert "Donnez le nom" in client.post(url, {"personne": "creer"}).text
