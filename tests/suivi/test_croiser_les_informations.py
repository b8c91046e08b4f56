"""An officer asks the partners of a project, follows who answers, exports what they say."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from appuis.croiser import a_departager
from appuis.models import Croisement
from tests.factories import AppuiFactory, PersonneFactory, ProjetFactory, StructureFactory, UtilisateurFactory, il_y_a
from tests.suivi.croisements import comparer, lisible, repondre, texte_de
from tests.suivi.lecture import classeur, pdf, texte_pdf


@pytest.fixture
def agent(client, troupe):
    client.force_login(troupe.agent)
    return client


# --- asking -----------------------------------------------------------------------------------


def test_it_works(agent, troupe, projet, serina, mailoutbox):
    page = agent.get(projet.get_absolute_url())
    assert "Faire confirmer par les partenaires" in texte_de(page)
    adresse = reverse("projets:croisement_demander", args=[projet.pk])
    lue = texte_de(agent.get(adresse))
    assert "Béa Fontaine · GAL Terres d’Aubrives" in lue
    assert "Giulia Bianchi · Gruppo Valle Serina" in lue
    donnees = {"personnes": [troupe.personne.pk, serina.pk], "echeance": il_y_a(-10), "mot": "Merci !"}
    for _ in range(2):  # sent twice, started once
        page = agent.post(adresse, donnees, follow=True)
    croisement = Croisement.objects.get()
    assert page.redirect_chain == [(croisement.get_absolute_url(), 302)]
    assert len(mailoutbox) == 2
    assert "Personne n’a encore répondu" in texte_de(page)
    assert (
        "N’ont pas encore répondu : Giulia Bianchi (Gruppo Valle Serina), demandé aujourd’hui ; Béa Fontaine"
        in texte_de(page)
    )
    repondre(croisement, serina, cout_total=62000, date_fin=date(2028, 9, 30))
    repondre(croisement, troupe.personne)
    page = texte_de(agent.get(croisement.get_absolute_url()))
    assert "2 divergences : coût total, date de fin. 2 réponses sur 2." in page
    assert "12 000 € de plus que le portail" in page
    assert "3 mois plus tard que le portail" in page
    for endroit in (projet.get_absolute_url(), "/a-faire/"):
        assert "2 divergences : coût total, date de fin" in texte_de(agent.get(endroit)), endroit


def test_on_ne_demande_qu_a_qui_a_acces(agent, troupe, projet):
    sans_compte = PersonneFactory(mission=troupe.mission, nom="Sanscompte")
    etrangere = PersonneFactory(mission=troupe.mission, nom="Ailleurs", compte=UtilisateurFactory())
    projet.participants.add(sans_compte)
    adresse = reverse("projets:croisement_demander", args=[projet.pk])
    page = texte_de(agent.get(adresse))
    assert "Sans accès au portail pour l’instant : Lucie Sanscompte" in page
    assert "Ailleurs" not in page
    for personne in (sans_compte, etrangere):
        assert agent.post(adresse, {"personnes": [personne.pk]}).status_code == 200
    for donnees in ({}, {"personnes": ["9" * 30]}, {"personnes": ["x"]}, {"echeance": il_y_a(1)}):
        assert agent.post(adresse, donnees).status_code == 200
    assert not Croisement.objects.exists()


def test_interroger_une_personne_de_plus(agent, croisement, troupe, mailoutbox):
    nouvelle = PersonneFactory(mission=troupe.mission, compte=UtilisateurFactory())
    troupe.projet.participants.add(nouvelle)
    mailoutbox.clear()
    adresse = reverse("projets:croisement_demander", args=[troupe.projet.pk])
    assert "(déjà interrogée)" in texte_de(agent.get(adresse))
    agent.post(adresse, {"personnes": [nouvelle.pk, troupe.personne.pk]})
    assert croisement.points_de_vue.count() == 3
    assert len(mailoutbox) == 1


def test_relancer_une_fois_par_jour(agent, croisement, serina, troupe, mailoutbox):
    repondre(croisement, serina)
    mailoutbox.clear()
    adresse = reverse("projets:croisement_relancer", args=[croisement.pk])
    assert "1 personne relancée." in texte_de(agent.post(adresse, follow=True))
    assert "déjà relancés aujourd’hui" in texte_de(agent.post(adresse, follow=True))
    assert [m.to for m in mailoutbox] == [[troupe.beneficiaire.email]]
    with time_machine.travel(timezone.now() + timedelta(days=1), tick=False):
        agent.force_login(troupe.agent)
        agent.post(adresse)
    assert len(mailoutbox) == 2
    repondre(croisement, troupe.personne)
    with time_machine.travel(timezone.now() + timedelta(days=2), tick=False):
        agent.force_login(troupe.agent)
        assert "Tout le monde a répondu." in texte_de(agent.post(adresse, follow=True))


def test_clore(agent, croisement, serina, projet):
    point = repondre(croisement, serina, cout_total=1)
    cellule = comparer(croisement).cellule("cout_total", "", point.pk)[1]
    agent.post(reverse("projets:croisement_clore", args=[croisement.pk]))
    page = texte_de(agent.get(croisement.get_absolute_url()))
    assert "Retenir cette valeur" not in page
    assert "Lancer un nouveau croisement" in page
    donnees = {"code": "cout_total", "cle": "", "point": point.pk, "empreinte": cellule.empreinte}
    adresse = reverse("projets:croisement_retenir", args=[croisement.pk])
    assert "est clos" in texte_de(agent.post(adresse, donnees, follow=True))
    assert "divergences" not in texte_de(agent.get(projet.get_absolute_url()))
    assert "Informations à départager" not in texte_de(agent.get("/a-faire/"))
    assert agent.post(reverse("projets:croisement_clore", args=[croisement.pk])).status_code == 302


# --- who --------------------------------------------------------------------------------------


def test_le_responsable_lit_sans_agir(connecte, troupe, croisement, serina):
    repondre(croisement, serina, cout_total=1)
    page = connecte(troupe.responsable).get(croisement.get_absolute_url())
    assert "1 divergence : coût total" in texte_de(page)
    for geste in ("Retenir cette valeur", "Relancer", "Clore le croisement"):
        assert geste not in texte_de(page)


def test_la_liste_a_faire_est_celle_de_qui_s_en_occupe(troupe, croisement, serina):
    repondre(croisement, serina, cout_total=1)
    assert len(a_departager(troupe.agent)) == 1
    assert a_departager(troupe.collegue) == []
    AppuiFactory(mission=troupe.mission, charge=troupe.collegue, projet=troupe.projet)
    assert len(a_departager(troupe.collegue)) == 1
    assert a_departager(troupe.etranger) == []


def test_un_projet_que_l_on_croise_ne_se_supprime_pas(agent, croisement, projet):
    projet.appuis.update(projet=None)
    assert "1 croisement des informations" in projet.attaches()


def test_un_seul_a_la_fois(croisement, troupe):
    with pytest.raises(ValidationError, match="Un croisement est déjà en cours"):
        Croisement(projet=croisement.projet, lance_par=troupe.agent).full_clean()


# --- exports ----------------------------------------------------------------------------------


def test_la_comparaison_s_exporte(connecte, troupe, croisement, serina):
    repondre(croisement, serina, cout_total=62000, remarque="=1+1")
    client = connecte(troupe.responsable)
    feuille = classeur(client.get(reverse("projets:croisement_xlsx", args=[croisement.pk]))).active
    rangees = [[lisible(str(c or "")) for c in r] for r in feuille.iter_rows(values_only=True)]
    titres = [
        "Information",
        "Au portail",
        "GAL Terres d’Aubrives (Béa Fontaine)",
        "Gruppo Valle Serina (Giulia Bianchi)",
    ]
    assert rangees[0] == [*titres, "Divergences"]
    cout = next(r for r in rangees if r[0] == "Coût total du projet")
    assert cout == [
        *("Coût total du projet", "50 000 €", "sans réponse", "62 000 €"),
        "Gruppo Valle Serina : 12 000 € de plus que le portail",
    ]
    texte = lisible(texte_pdf(pdf(client.get(reverse("projets:croisement_pdf", args=[croisement.pk])))))
    assert "12 000 € de plus que le portail" in texte
    assert "1 divergence : coût total" in texte


@pytest.mark.parametrize(
    ("nom", "limite"), [("croisement", 15), ("croisement_xlsx", 12), ("croisement_pdf", 12), ("projet", 17)]
)
def test_le_nombre_de_requetes_ne_depend_pas_des_donnees(
    agent, croisement, projet, troupe, nom, limite, django_assert_max_num_queries, django_assert_num_queries
):
    def garnir(n):
        for i in range(n):
            projet.actions_prevues.create(intitule=f"Action {i}")
            structure = StructureFactory(mission=troupe.mission)
            projet.partenariats.create(structure=structure)
            personne = PersonneFactory(mission=troupe.mission, structure=structure, compte=UtilisateurFactory())
            projet.participants.add(personne)
            croisement.demander_a([personne])
            repondre(croisement, personne, cout_total=i)

    adresse = reverse(f"projets:{nom}", args=[projet.pk if nom == "projet" else croisement.pk])
    garnir(2)
    with django_assert_max_num_queries(limite) as requetes:
        agent.get(adresse)
    garnir(5)
    with django_assert_num_queries(len(requetes)):
        agent.get(adresse)


def test_la_liste_a_faire_coute_peu(agent, troupe, django_assert_max_num_queries, django_assert_num_queries):
    def garnir():
        for _ in range(3):
            projet = ProjetFactory(mission=troupe.mission, cout_total=5)
            projet.participants.add(troupe.personne)
            croisement = Croisement.objects.create(projet=projet, lance_par=troupe.agent)
            croisement.demander_a([troupe.personne])
            repondre(croisement, troupe.personne, cout_total=1)

    garnir()
    with django_assert_max_num_queries(18) as requetes:
        assert agent.get("/a-faire/").content.decode().count("1 divergence") == 3
    garnir()
    with django_assert_num_queries(len(requetes)):
        agent.get("/a-faire/")
