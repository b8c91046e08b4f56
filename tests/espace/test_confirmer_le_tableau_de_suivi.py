"""A partner confirms or corrects the row of their project; the project does not move, the others see nothing."""

import re
from datetime import date

import pytest
from django.urls import reverse

from appuis.attentes import attentes
from appuis.models import Croisement, PointDeVue
from comptes.models import Notification
from tests.factories import (
    PersonneFactory,
    ProjetFactory,
    StructureFactory,
    TypeFinancementFactory,
    UtilisateurFactory,
    il_y_a,
)
from tests.saisie import saisie


@pytest.fixture
def projet(troupe):
    projet = troupe.projet
    projet.objet, projet.cout_total = "Transformer sur place.", 50000
    projet.date_debut, projet.date_fin = date(2027, 1, 4), date(2028, 6, 30)
    projet.save()
    projet.partenariats.create(structure=StructureFactory(mission=troupe.mission, nom="Gruppo Valle Serina"))
    projet.financements.create(type=TypeFinancementFactory(), financeur="GAL", montant=30000)
    projet.actions_prevues.create(intitule="Visite croisée", lieu="Serina", echeance=date(2027, 3, 1))
    return projet


@pytest.fixture
def demande(projet, troupe):
    croisement = Croisement.objects.create(projet=projet, lance_par=troupe.agent, mot="Avant le dépôt.")
    croisement.demander_a([troupe.personne])
    return croisement


@pytest.fixture
def point(demande):
    return demande.points_de_vue.get()


@pytest.fixture
def bea(client, troupe):
    client.force_login(troupe.beneficiaire)
    return client


def adresse(nom, point):
    return reverse(f"espace:suivi{nom}", args=[point.pk])


def texte_de(reponse):
    return " ".join(re.sub("<[^>]+>", " ", reponse.content.decode()).split())


def corriger(client, point, **changements):
    """What the form shows, changed by name, then confirmed."""
    page = client.post(adresse("_commencer", point), follow=True).context["page"]
    donnees = saisie(page.form, *page.tables) | changements
    return client.post(adresse("_corriger", point), donnees)


def test_it_works(bea, troupe, demande, point, mailoutbox):
    [attente] = attentes(troupe.beneficiaire)
    assert attente.quoi == "Confirmer le tableau de suivi de « Filière noisette »"
    assert attente.adresse == adresse("", point)
    page = texte_de(bea.get(attente.adresse))
    for dit in (
        "50 000 €",
        "30/06/2028",
        "Gruppo Valle Serina",
        "Visite croisée · Serina · 01/03/2027",
        "Avant le dépôt",
    ):
        assert dit in page.replace("\xa0", " ").replace("\u202f", " "), dit
    assert "les autres partenaires ne la voient pas" in page
    assert bea.post(adresse("_exact", point)).status_code == 302
    point.refresh_from_db()
    assert point.confirme_le
    assert (point.cout_total, point.chef_de_file, point.actions.count()) == (50000, "GAL Terres d’Aubrives", 1)
    assert attentes(troupe.beneficiaire) == []
    assert "vous avez répondu aujourd’hui" in texte_de(bea.get(attente.adresse))
    assert not Notification.objects.filter(destinataire=troupe.agent).exists()


def test_la_demande_previent_sans_le_mot(demande, point, troupe, mailoutbox):
    [courriel] = mailoutbox
    assert courriel.to == [troupe.beneficiaire.email]
    assert courriel.subject == "Confirmez le tableau de suivi de « Filière noisette »"
    assert "Avant le dépôt" not in courriel.body
    assert adresse("", point) in courriel.body


def test_corriger_a_la_francaise(bea, point, projet, troupe):
    reponse = corriger(bea, point, cout_total="62 500,50 €", date_fin="31/12/2028", remarque="Trois mois de plus.")
    assert reponse["Location"] == adresse("", point)
    point.refresh_from_db()
    assert (str(point.cout_total), point.date_fin) == ("62500.50", date(2028, 12, 31))
    projet.refresh_from_db()
    assert (projet.cout_total, projet.date_fin) == (50000, date(2028, 6, 30))
    [annonce] = Notification.objects.filter(destinataire=troupe.agent)
    assert annonce.titre == "GAL Terres d’Aubrives ne connaît pas « Filière noisette » tout à fait comme le portail"
    assert "62" not in annonce.titre + annonce.detail
    page = texte_de(bea.get(adresse("", point)))
    assert "Votre réponse : 62" in page
    assert "Trois mois de plus." in page


def test_une_seule_annonce_par_jour(bea, point, troupe):
    for cout in ("1", "2", "3"):
        corriger(bea, point, cout_total=cout)
    assert Notification.objects.filter(destinataire=troupe.agent).count() == 1


def test_rien_n_est_perdu_d_une_mauvaise_saisie(bea, point):
    reponse = corriger(
        bea, point, cout_total="beaucoup", date_fin="31/02/2028", **{"actions-0-intitule": "", "nom": "Noisettes\x00"}
    )
    page = reponse.content.decode()
    assert reponse.status_code == 200
    assert "Écrivez un nombre" in page
    assert "Écrivez une date qui existe" in page
    assert 'value="beaucoup"' in page
    assert 'value="Noisettes"' in page
    point.refresh_from_db()
    assert point.confirme_le is None


def test_la_fin_ne_precede_pas_le_debut(bea, point):
    assert "La fin ne peut pas précéder le début." in corriger(bea, point, date_fin="01/01/2020").content.decode()


def test_ajouter_et_retirer_une_action(bea, point):
    page = bea.post(adresse("_commencer", point), follow=True).context["page"]
    donnees = saisie(page.form, *page.tables)
    plus = bea.post(adresse("_corriger", point), donnees | {"_ajouter": "actions"}).context["page"]
    donnees = saisie(plus.form, *plus.tables, **{"actions-0-retirer": "on", "actions-1-intitule": "Foire"})
    bea.post(adresse("_corriger", point), donnees)
    assert [a.intitule for a in point.actions.all()] == ["Foire"]


def test_changer_d_avis_tant_que_c_est_ouvert(bea, demande, point):
    corriger(bea, point, cout_total="1")
    page = bea.post(adresse("_commencer", point), follow=True).context["page"]
    assert page.form.initial["cout_total"] == 1  # the answer given, not the row again
    bea.post(adresse("_exact", point))
    point.refresh_from_db()
    assert point.cout_total == 50000
    demande.clore()
    for geste in ("_exact", "_commencer"):
        assert "ce croisement est clos" in texte_de(bea.post(adresse(geste, point), follow=True)).lower()
    donnees = saisie(page.form, *page.tables) | {"cout_total": "7"}
    page = bea.post(adresse("_corriger", point), donnees)
    assert "ce croisement est clos" in texte_de(page).lower()
    assert page.context["page"].form["cout_total"].value() == "7"  # not lost
    point.refresh_from_db()
    assert point.cout_total == 50000
    assert "C’est exact" not in texte_de(bea.get(adresse("", point)))


def test_la_ligne_a_change_avant_qu_on_reponde(bea, point, projet):
    bea.post(adresse("_commencer", point))
    projet.cout_total = 51000
    projet.save()
    assert "51" in texte_de(bea.get(adresse("", point)))
    page = bea.post(adresse("_commencer", point), follow=True).context["page"]
    assert page.form.initial["cout_total"] == 51000


def test_on_ne_voit_que_sa_reponse(bea, demande, point, troupe, client):
    compte = UtilisateurFactory(first_name="Giulia")
    autre = PersonneFactory(mission=troupe.mission, compte=compte, structure=StructureFactory(mission=troupe.mission))
    troupe.projet.participants.add(autre)
    [sien] = demande.demander_a([autre])
    client.force_login(compte)
    corriger(client, sien, cout_total="777777", remarque="Secret de la vallée")
    client.force_login(troupe.beneficiaire)
    for adresse_ in (adresse("", point), adresse("_corriger", point)):
        page = bea.get(adresse_, follow=True).content.decode()
        assert "777" not in page
        assert "Secret de la vallée" not in page
    for nom in ("", "_corriger"):
        assert bea.get(adresse(nom, sien)).status_code == 404
    for nom in ("_exact", "_commencer", "_corriger"):
        assert bea.post(adresse(nom, sien)).status_code == 404
    for nom in ("croisement", "croisement_xlsx", "croisement_pdf"):
        assert bea.get(reverse(f"projets:{nom}", args=[demande.pk])).status_code == 404


def test_rien_d_un_autre_projet(bea, point, troupe):
    ProjetFactory(mission=troupe.mission, nom="Projet voisin", cout_total=123456, chef_de_file=troupe.structure)
    bea.post(adresse("_commencer", point))
    for nom in ("", "_corriger"):
        page = bea.get(adresse(nom, point)).content.decode()
        assert "Projet voisin" not in page
        assert "123" not in page


def test_sans_acces_au_projet_plus_de_reponse(bea, point, troupe):
    assert bea.get(adresse("", point)).status_code == 200
    troupe.appui.beneficiaires.clear()
    assert bea.get(adresse("", point)).status_code == 404
    assert attentes(troupe.beneficiaire) == []


def test_l_echeance_se_dit(bea, demande, point, troupe):
    demande.echeance = il_y_a(-5)
    demande.save()
    [attente] = attentes(troupe.beneficiaire)
    assert attente.pour_le == il_y_a(-5)
    assert "réponse souhaitée pour le" in texte_de(bea.get(adresse("", point)))


@pytest.mark.parametrize("nom", ["", "_corriger"])
def test_le_nombre_de_requetes_ne_depend_pas_des_donnees(
    bea, point, projet, nom, django_assert_max_num_queries, django_assert_num_queries
):
    def garnir(n):
        for i in range(n):
            projet.actions_prevues.create(intitule=f"Action {i}")
            projet.financements.create(type=TypeFinancementFactory(), financeur=f"Fonds {i}")

    garnir(3)
    bea.post(adresse("_exact", point))
    with django_assert_max_num_queries(15) as requetes:
        bea.get(adresse(nom, point))
    nombre = len(requetes)
    garnir(20)
    bea.post(adresse("_exact", point))
    with django_assert_num_queries(nombre):
        bea.get(adresse(nom, point))
    assert PointDeVue.objects.count() == 1
