"""An officer asks the partners, lays their answers side by side, retains what is right."""

import re
from datetime import date, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from appuis.croiser import Comparaison, a_departager, pour_comparer
from appuis.models import Croisement, Financement, Stade
from tests.factories import (
    AppuiFactory,
    PersonneFactory,
    ProjetFactory,
    StructureFactory,
    TypeFinancementFactory,
    UtilisateurFactory,
    il_y_a,
)
from tests.suivi.lecture import classeur, pdf, texte_pdf


@pytest.fixture
def serina(troupe):
    structure = StructureFactory(mission=troupe.mission, nom="Gruppo Valle Serina", sigle="GVS")
    personne = PersonneFactory(
        mission=troupe.mission, prenom="Giulia", nom="Bianchi", structure=structure, compte=UtilisateurFactory()
    )
    troupe.projet.participants.add(personne)
    return personne


@pytest.fixture
def projet(troupe, serina):
    projet = troupe.projet
    projet.cout_total, projet.date_fin = 50000, date(2028, 6, 30)
    projet.save()
    projet.partenariats.create(structure=serina.structure)
    projet.actions_prevues.create(intitule="Visite croisée", lieu="Serina", echeance=date(2027, 3, 1))
    projet.financements.create(type=TypeFinancementFactory(), financeur="GAL", montant=30000)
    return projet


@pytest.fixture
def croisement(projet, troupe, serina):
    croisement = Croisement.objects.create(projet=projet, lance_par=troupe.agent)
    croisement.demander_a([troupe.personne, serina])
    return croisement


@pytest.fixture
def agent(client, troupe):
    client.force_login(troupe.agent)
    return client


def point_de(croisement, personne):
    return croisement.points_de_vue.get(personne=personne)


def repondre(croisement, personne, **champs):
    """The row, changed, and confirmed."""
    point = point_de(croisement, personne)
    point.croisement.projet.refresh_from_db()
    point.commencer()
    for champ, valeur in champs.items():
        setattr(point, champ, valeur)
    point.save()
    point.confirmer()
    return point


def comparer(croisement):
    return Comparaison(pour_comparer(Croisement.objects.filter(pk=croisement.pk)).get())


def raisons(croisement):
    return [raison for rangee in comparer(croisement).rangees for raison in rangee.raisons]


def texte_de(reponse):
    page = " ".join(re.sub("<[^>]+>", " ", reponse.content.decode()).split())
    return page.replace("\xa0", " ").replace("\u202f", " ").replace("&nbsp;", " ")


def lisible(texte):
    return texte.replace("\xa0", " ").replace("\u202f", " ")


def retenir(client, croisement, code, point, nom=None, /, **changements):
    """Presses the button of a cell, as the page shows it."""
    rangees = [r for r in comparer(croisement).rangees if r.sujet.code == code and (nom is None or nom in r.cle)]
    [(rangee, cellule)] = [(r, c) for r in rangees for c in r.cellules if c.point.pk == point.pk and c.geste]
    donnees = {"code": code, "cle": rangee.cle, "point": point.pk, "empreinte": cellule.empreinte} | changements
    return client.post(reverse("projets:croisement_retenir", args=[croisement.pk]), donnees, follow=True)


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


# --- comparing --------------------------------------------------------------------------------


def test_ce_qui_revient_au_meme_ne_diverge_pas(croisement, serina):
    point = repondre(
        croisement,
        serina,
        cout_total=Decimal("50000.00"),
        nom="FILIERE  noisette.",
        chef_de_file="Groupe d’action locale Terres d'Aubrives",
        partenaires="g.v.s.\n\n gal terres d’aubrives",
    )
    point.actions.update(intitule="visite croisee", lieu="SERINA")
    point.financements.update(financeur="g.a.l.")
    point.financements.update(financeur="gal")
    assert raisons(croisement) == []
    assert comparer(croisement).resume == "Les réponses reçues concordent avec le portail"


@pytest.mark.parametrize(
    ("champs", "dit"),
    [
        ({"cout_total": 38000}, "12 000 € de moins que le portail"),
        ({"cout_total": None}, "laissé vide"),
        ({"date_fin": date(2028, 7, 1)}, "1 jour plus tard que le portail"),
        ({"date_fin": date(2028, 1, 1)}, "6 mois plus tôt que le portail"),
        ({"date_debut": date(2027, 1, 1)}, "le portail ne le sait pas"),
        ({"chef_de_file": "Gruppo Valle Serina"}, "un autre chef de file"),
        ({"stade": Stade.CLOTURE}, "un autre état d’avancement"),
        ({"objet": "Autre chose"}, "le portail ne le sait pas"),
        ({"nom": "Noisettes en Europe"}, "un autre nom"),
        ({"partenaires": "Gruppo Valle Serina\nMoulin"}, "ajouté par ce partenaire"),
        ({"partenaires": ""}, "pas parmi ses partenaires par ce partenaire"),
    ],
)
def test_chaque_ecart_a_sa_raison(croisement, serina, champs, dit):
    repondre(croisement, serina, **champs)
    [raison] = raisons(croisement)
    assert lisible(raison) == f"Gruppo Valle Serina : {dit}"


def test_ne_pas_savoir_n_est_pas_diverger(croisement, serina):
    repondre(croisement, serina, type=None, stade="")
    assert raisons(croisement) == []


def test_les_actions_et_l_argent_ligne_a_ligne(croisement, serina, troupe):
    point = repondre(croisement, serina)
    point.actions.create(intitule="Foire", echeance=date(2028, 1, 1))
    point.actions.filter(intitule="Visite croisée").update(echeance=date(2027, 3, 31), lieu="Turin")
    point.financements.update(montant=28000, etat=Financement.Etat.ACQUIS)
    autre = repondre(croisement, troupe.personne)
    autre.actions.all().delete()
    assert [lisible(r) for r in raisons(croisement)] == [
        "Gruppo Valle Serina : 2 000 € de moins que le portail, acquis au lieu de pressenti",
        "GAL Terres d’Aubrives : pas mentionnée par ce partenaire",
        "Gruppo Valle Serina : échéance : 30 jours plus tard que le portail, un autre lieu",
        "Gruppo Valle Serina : ajoutée par ce partenaire",
    ]
    assert comparer(croisement).divergences == ["financements", "actions prévues"]


def test_deux_actions_du_meme_nom_ne_se_confondent_pas(croisement, projet, serina):
    projet.actions_prevues.create(intitule="Visite croisée", echeance=date(2027, 9, 1))
    point = repondre(croisement, serina)
    assert raisons(croisement) == []
    point.actions.last().delete()
    assert len(raisons(croisement)) == 1


# --- retaining --------------------------------------------------------------------------------


def test_retenir_ecrit_dans_le_projet_avec_son_histoire(agent, croisement, projet, serina, troupe):
    point = repondre(croisement, serina, cout_total=62000)
    assert "« 62 000 € » est retenu." in texte_de(retenir(agent, croisement, "cout_total", point))
    projet.refresh_from_db()
    assert projet.cout_total == 62000
    trace = projet.history.first()
    assert trace.history_user == troupe.agent
    assert trace.history_change_reason == "croisement des informations : Gruppo Valle Serina"
    assert raisons(croisement) == []


def test_retenir_une_structure_du_reseau_seulement(agent, croisement, projet, serina):
    point = repondre(croisement, serina, chef_de_file="gvs")
    retenir(agent, croisement, "chef_de_file", point)
    projet.refresh_from_db()
    assert projet.chef_de_file == serina.structure
    point = repondre(croisement, serina, chef_de_file="Inconnue des vallées")
    assert "n’est pas dans le réseau de la mission" in texte_de(retenir(agent, croisement, "chef_de_file", point))
    projet.refresh_from_db()
    assert projet.chef_de_file == serina.structure


def test_ajouter_changer_et_retirer_des_lignes(agent, croisement, projet, serina, troupe):
    StructureFactory(mission=troupe.mission, nom="Huilerie du Moulin")
    point = repondre(croisement, serina, partenaires="huilerie du moulin")
    point.actions.update(lieu="Turin")
    point.actions.create(intitule="Foire", lieu="Cuneo", echeance=date(2028, 1, 1))
    point.financements.all().delete()
    retenir(agent, croisement, "partenaires", point, "huilerie")
    retenir(agent, croisement, "partenaires", point, "gruppo")
    retenir(agent, croisement, "actions", point, "visite")
    retenir(agent, croisement, "actions", point, "foire")
    retenir(agent, croisement, "financements", point)
    assert [str(p) for p in projet.partenariats.all()] == ["Huilerie du Moulin"]
    assert [(a.intitule, a.lieu) for a in projet.actions_prevues.all()] == [
        ("Visite croisée", "Turin"),
        ("Foire", "Cuneo"),
    ]
    assert not projet.financements.exists()
    assert raisons(croisement) == []
    historique = texte_de(agent.get(reverse("projets:historique", args=[projet.pk])))
    assert "Ajout : action prévue « Foire »" in historique
    assert "croisement des informations : Gruppo Valle Serina" in historique


def test_ce_qui_a_change_entre_temps_n_est_pas_ecrase(agent, croisement, projet, serina):
    point = repondre(croisement, serina, cout_total=62000)
    vue = comparer(croisement).cellule("cout_total", "", point.pk)[1].empreinte
    projet.cout_total = 55000
    projet.save()
    page = retenir(agent, croisement, "cout_total", point, empreinte=vue)
    assert "a changé entre-temps" in texte_de(page)
    projet.refresh_from_db()
    assert projet.cout_total == 55000


@pytest.mark.parametrize(
    "changements",
    [{"code": "mission"}, {"code": ""}, {"cle": "x\x00"}, {"point": "0"}, {"point": "abc"}, {"empreinte": ""}],
)
def test_une_demande_forgee_n_ecrit_rien(agent, croisement, projet, serina, changements):
    point = repondre(croisement, serina, cout_total=62000)
    assert "a changé entre-temps" in texte_de(retenir(agent, croisement, "cout_total", point, **changements))
    projet.refresh_from_db()
    assert projet.cout_total == 50000


def test_les_dates_restent_dans_l_ordre(agent, croisement, projet, serina):
    point = repondre(croisement, serina, date_debut=date(2027, 1, 1))
    projet.date_fin = date(2026, 1, 1)
    projet.save()
    assert "La fin ne peut pas précéder le début" in texte_de(retenir(agent, croisement, "date_debut", point))


def test_un_stade_se_date_ailleurs(agent, croisement, projet, serina):
    repondre(croisement, serina, stade=Stade.REALISATION)
    page = agent.get(croisement.get_absolute_url()).content.decode()
    assert "Retenir cette valeur" not in page
    assert reverse("projets:stade", args=[projet.pk]) in page


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
