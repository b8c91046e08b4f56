"""An officer asks bénéficiaires for a fiche, by a day, with a word: they are told, and find it in their space."""

import datetime

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from appuis.attentes import attentes
from comptes.models import Notification
from coopappui.templatetags.composants import jour_court
from outils.models import Demande, FicheIdentite, Outil, PreProjet
from outils.travaux import brouillons_laisses, fiches_attendues
from tests.factories import AppuiFactory, PersonneFactory, UtilisateurFactory, a_midi, il_y_a
from tests.html import Page
from tests.outils.fiches import Ecran, neuve, relue

DANS_DIX_JOURS = il_y_a(-10)
MOT = "Commencez par ce que vous savez déjà."


@pytest.fixture
def fiche(troupe):
    return neuve(troupe, PreProjet)


def adresse(fiche, nom="demander"):
    return reverse(f"outils:{nom}", args=[fiche.genre, fiche.pk])


def demander(client, fiche, comptes, **champs):
    donnees = {"destinataires": [c.pk for c in comptes], "echeance": DANS_DIX_JOURS.isoformat(), "mot": MOT}
    return client.post(adresse(fiche), donnees | champs, follow=True)


def autre_beneficiaire(troupe, **champs):
    compte = UtilisateurFactory(first_name="Paul", last_name="Abadie", **champs)
    troupe.appui.beneficiaires.add(PersonneFactory(mission=troupe.mission, compte=compte, nom="Abadie"))
    return compte


def test_it_works(troupe, fiche, connecte, mailoutbox):
    page = demander(connecte(troupe.agent), fiche, [troupe.beneficiaire]).content.decode()
    assert "La fiche est demandée" in page
    assert "Demandée à Béa Fontaine" in page
    fiche = relue(fiche)
    assert (fiche.etat, fiche.demande.par, fiche.demande.mot) == (Outil.Etat.PARTAGEE, troupe.agent, MOT)
    (attente,) = attentes(troupe.beneficiaire)
    assert (attente.quoi, attente.bouton) == ("Remplir « Fiche pré-projet »", "Remplir")
    assert attente.suite_du_bouton == " « Fiche pré-projet »"
    assert (attente.pour_le, attente.projet_id) == (DANS_DIX_JOURS, troupe.projet.pk)
    assert attente.adresse == adresse(fiche, "modifier")
    (courriel,) = mailoutbox
    assert courriel.to == [troupe.beneficiaire.email]
    assert courriel.subject == "Une fiche à remplir : « Fiche pré-projet »"
    assert MOT not in courriel.body
    client = connecte(troupe.beneficiaire)
    for page in (client.get(fiche.get_absolute_url()), client.get(adresse(fiche, "modifier"))):
        assert page.status_code == 200
    page = client.get(fiche.get_absolute_url()).content.decode()
    assert MOT in page
    assert "Agathe Roux vous demande de remplir cette fiche" in page
    page = client.get(adresse(fiche, "modifier")).content.decode()
    assert "demandée par Agathe Roux" in page
    assert f"pour le {jour_court(DANS_DIX_JOURS)}" in page
    Ecran(troupe.beneficiaire, fiche).taper(objectifs="Former").enregistrer()
    (attente,) = attentes(troupe.beneficiaire)
    assert (attente.bouton, attente.suite_du_bouton) == ("Reprendre", " : « Remplir “Fiche pré-projet” »")


def test_commencee_et_demandee_d_un_coup(troupe, connecte, mailoutbox):
    client = connecte(troupe.agent)
    vers = f"{reverse('outils:demander_nouvelle', args=[PreProjet.code])}?projet={troupe.projet.pk}"
    form = client.get(vers).context["form"]
    donnees = {
        "titre": "Pré-projet à remplir",
        "jeton": form["jeton"].value(),
        "destinataires": [troupe.beneficiaire.pk],
        "echeance": "",
        "mot": "",
    }
    for _ in range(2):
        assert client.post(vers, donnees).status_code == 302
    fiche = PreProjet.objects.get()
    assert fiche.titre_du_projet == troupe.projet.nom
    assert list(fiche.demande.destinataires.all()) == [troupe.beneficiaire]
    assert len(mailoutbox) == 1
    # From the tool, the object is asked first; from its page, it is in the address.
    depart = reverse("outils:demander_nouvelle", args=[PreProjet.code])
    assert client.post(depart, {"projet": troupe.projet.pk})["Location"] == vers
    assert vers.split("?")[0] in client.get(troupe.projet.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("champs", "reproche"),
    [
        ({"destinataires": []}, "Choisissez au moins une personne."),
        ({"destinataires": ["999999"]}, "999999"),
        ({"destinataires": ["x"]}, "x"),
        ({"destinataires": ["9" * 30]}, "9" * 30),
        ({"echeance": "hier"}, "Écrivez une date qui existe"),
        ({"echeance": il_y_a(1).isoformat()}, "un jour à venir"),
        ({"mot": "x" * 501}, "500"),
    ],
    ids=["personne", "inconnue", "forgee", "demesuree", "pas-une-date", "passee", "trop-long"],
)
def test_ce_qui_ne_va_pas_se_dit_et_rien_n_est_perdu(troupe, fiche, connecte, champs, reproche, mailoutbox):
    donnees = {"mot": MOT} | champs
    page = demander(connecte(troupe.agent), fiche, [troupe.beneficiaire], **donnees).content.decode()
    assert reproche in page
    assert donnees["mot"] in page
    assert Page(page).fautes() == []
    assert not Demande.objects.exists()
    assert relue(fiche).etat == Outil.Etat.BROUILLON
    assert mailoutbox == []


def test_un_caractere_nul_ne_gene_pas(troupe, fiche, connecte):
    demander(connecte(troupe.agent), fiche, [troupe.beneficiaire], mot="Un\0 mot")
    assert Demande.objects.get().mot == "Un mot"


def test_on_ne_demande_qu_a_qui_la_lira(troupe, fiche, connecte):
    ailleurs = UtilisateurFactory()
    assert demander(connecte(troupe.agent), fiche, [ailleurs]).context["form"].errors["destinataires"]
    assert not Demande.objects.exists()
    troupe.appui.beneficiaires.clear()
    page = connecte(troupe.agent).get(adresse(fiche)).content.decode()
    assert "Personne n’a encore accès" in page


def test_a_certains_seulement(troupe, fiche, connecte, mailoutbox):
    paul = autre_beneficiaire(troupe)
    autre_beneficiaire(troupe, is_active=False)
    client = connecte(troupe.agent)
    proposes = client.get(adresse(fiche)).context["form"].fields["destinataires"].queryset
    assert set(proposes) == {troupe.beneficiaire, paul}
    demander(client, fiche, [paul])
    assert [c.to for c in mailoutbox] == [[paul.email]]
    assert attentes(troupe.beneficiaire) == []
    assert len(attentes(paul)) == 1
    # Everybody of the project reads it all the same.
    assert connecte(troupe.beneficiaire).get(fiche.get_absolute_url()).status_code == 200


def test_demandee_de_nouveau_la_meme_demande_change(troupe, fiche, connecte, mailoutbox):
    paul, client = autre_beneficiaire(troupe), connecte(troupe.agent)
    demander(client, fiche, [troupe.beneficiaire])
    assert "rien n’a changé" in demander(client, fiche, [troupe.beneficiaire]).content.decode()
    assert len(mailoutbox) == 1
    demander(client, fiche, [troupe.beneficiaire, paul])
    assert [c.to for c in mailoutbox[1:]] == [[paul.email]]
    demander(client, fiche, [troupe.beneficiaire, paul], echeance=il_y_a(-3).isoformat())
    assert len(mailoutbox) == 4
    assert Demande.objects.get().echeance == il_y_a(-3)


def test_une_seule_demande_ouverte(troupe, fiche):
    fiche.demander(troupe.agent, [troupe.beneficiaire])
    with pytest.raises(IntegrityError), transaction.atomic():
        fiche.demandes.create(par=troupe.agent)


@pytest.mark.parametrize("role", ["responsable", "admin", "beneficiaire", "etranger"])
def test_seul_un_charge_demande(troupe, fiche, connecte, role, mailoutbox):
    fiche.partager()
    client = connecte(getattr(troupe, role))
    assert demander(client, fiche, [troupe.beneficiaire]).status_code == 404
    assert not Demande.objects.exists()
    assert mailoutbox == []


def test_elle_n_attend_plus_quand_elle_n_est_plus_partagee_ou_que_l_acces_cesse(troupe, fiche):
    fiche.demander(troupe.agent, [troupe.beneficiaire])
    troupe.appui.beneficiaires.clear()
    assert attentes(troupe.beneficiaire) == []
    troupe.appui.beneficiaires.add(troupe.personne)
    assert len(attentes(troupe.beneficiaire)) == 1
    fiche.reprendre()
    assert attentes(troupe.beneficiaire) == []
    assert Demande.objects.get().close_le


def test_finalisee_elle_ne_se_demande_plus(troupe, fiche, connecte):
    PreProjet.objects.update(etat="finalisee")
    page = demander(connecte(troupe.agent), fiche, [troupe.beneficiaire]).content.decode()
    assert "rouvrez-la d’abord" in page
    assert MOT in page


def test_une_fiche_de_structure_se_demande_a_ceux_de_la_structure(troupe):
    fiche = neuve(troupe, FicheIdentite)
    assert list(fiche.beneficiaires()) == [troupe.beneficiaire]
    fiche.demander(troupe.agent, fiche.beneficiaires())
    assert [a.quoi for a in attentes(troupe.beneficiaire)] == ["Remplir « Fiche d’identité »"]


def test_ceux_qui_la_lisent_sont_ceux_a_qui_on_la_demande(troupe):
    """The two questions, from the fiche and from the account, have one answer."""
    appui = AppuiFactory(mission=troupe.mission, charge=troupe.agent, beneficiaires=[troupe.personne])
    invitee = PersonneFactory(mission=troupe.mission, compte=UtilisateurFactory())
    troupe.projet.participants.add(invitee)
    fiches = [neuve(troupe, PreProjet), neuve(troupe, FicheIdentite)]
    fiches.append(PreProjet.objects.create(mission=troupe.mission, appui=appui, titre="Sur un appui"))
    for fiche in fiches:
        fiche.partager()
        for compte in (troupe.beneficiaire, invitee.compte, troupe.agent, troupe.etranger):
            lit = Outil.objects.partages_avec(compte).filter(pk=fiche.pk).exists()
            assert lit == (compte in fiche.beneficiaires())


def test_l_officier_voit_ce_qu_il_attend(troupe, fiche, connecte):
    fiche.demander(troupe.agent, [troupe.beneficiaire], DANS_DIX_JOURS)
    Demande.objects.update(le=timezone.now() - datetime.timedelta(days=5))
    page = connecte(troupe.agent).get(reverse("a_faire")).content.decode()
    assert "Fiches attendues" in page
    assert "Béa Fontaine · demandée il y a 5 jours" in page
    assert "Rien à faire" not in page
    assert "Fiches attendues" not in connecte(troupe.collegue).get(reverse("a_faire")).content.decode()


# --- reminders ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("jours", "quand"),
    [(8, None), (7, "j7"), (6, "j7"), (3, "j7"), (2, "j2"), (0, "j2"), (-1, None)],
)
def test_rappelee_sept_et_deux_jours_avant(troupe, fiche, jours, quand):
    fiche.demander(troupe.agent, [troupe.beneficiaire], il_y_a(-jours))
    rappels = list(fiches_attendues(timezone.localdate()))
    assert [(r.compte, r.cle.rpartition("-")[2]) for r in rappels] == ([(troupe.beneficiaire, quand)] if quand else [])
    for rappel in rappels:
        assert rappel.phrase.startswith("Remplir « Fiche pré-projet » avant le ")
        assert rappel.adresse == adresse(fiche, "modifier")
    troupe.appui.beneficiaires.clear()
    assert list(fiches_attendues(timezone.localdate())) == []


@pytest.mark.parametrize(("jours", "rappelee"), [(6, 0), (7, 1), (8, 1), (29, 1), (31, 0)])
def test_un_brouillon_laisse_sept_jours(troupe, fiche, jours, rappelee):
    fiche.partager()
    Ecran(troupe.beneficiaire, fiche).taper(objectifs="Former").enregistrer()
    Outil.objects.update(modifie_le=a_midi(il_y_a(jours)))
    laisses = list(brouillons_laisses(timezone.localdate()))
    assert [r.compte for r in laisses] == [troupe.beneficiaire] * rappelee
    # The next day tells the same fact, hence nothing.
    demain = list(brouillons_laisses(timezone.localdate() + datetime.timedelta(days=1)))
    assert not rappelee or jours > 28 or [r.cle for r in demain] == [r.cle for r in laisses]
    # Once transmitted, or when an officer wrote last, nobody is reminded.
    Outil.objects.update(etat="transmise")
    assert list(brouillons_laisses(timezone.localdate())) == []
    Outil.objects.update(etat="partagee", modifie_par=troupe.agent)
    assert list(brouillons_laisses(timezone.localdate())) == []


def test_partager_previent_aussi(troupe, fiche, connecte, mailoutbox):
    client = connecte(troupe.agent)
    for _ in range(2):
        client.post(reverse("outils:etat", args=[fiche.genre, fiche.pk, "partager"]))
    assert [c.subject for c in mailoutbox] == ["Une fiche est partagée avec vous : « Fiche pré-projet »"]
    assert Notification.objects.get().adresse == fiche.get_absolute_url()


# --- progress ----------------------------------------------------------------------------------------------


def test_l_avancement_se_lit_partout_et_se_rafraichit(troupe, fiche, connecte):
    fiche.demander(troupe.agent, [troupe.beneficiaire])
    assert str(relue(fiche).avancement) == "0 réponse sur 24"
    ecran = Ecran(troupe.beneficiaire, fiche)
    assert "0 réponse sur 24" in ecran.html
    ecran.taper({ecran.nom("actions_communes", 0, "action"): "Visite", "objectifs": "Former", "debut": "bientôt"})
    avancement = ecran.automatique()["avancement"]
    assert (avancement["texte"], avancement["parts"][:2]) == ("3 réponses sur 24", ["1/5", "1/1"])
    assert (relue(fiche).reponses_faites, relue(fiche).reponses_demandees) == (3, 24)
    liste = connecte(troupe.beneficiaire).get(reverse("espace:espace")).content.decode()
    assert "3 réponses sur 24" in liste


def test_l_espace_ne_coute_pas_plus_avec_plus_de_fiches(troupe, connecte):
    client, comptes = connecte(troupe.beneficiaire), []
    for nombre in (2, 12):
        while PreProjet.objects.count() < nombre:
            neuve(troupe, PreProjet).demander(troupe.agent, [troupe.beneficiaire], DANS_DIX_JOURS, MOT)
        with CaptureQueriesContext(connection) as requetes:
            client.get(reverse("espace:espace"))
            attentes(troupe.beneficiaire)
        comptes.append(len(requetes))
    assert comptes[0] == comptes[1]
    agent, comptes = connecte(troupe.agent), []
    for nombre in (12, 20):
        while PreProjet.objects.count() < nombre:
            neuve(troupe, PreProjet).demander(troupe.agent, [troupe.beneficiaire], DANS_DIX_JOURS, MOT)
        with CaptureQueriesContext(connection) as requetes:
            agent.get(reverse("a_faire"))
        comptes.append(len(requetes))
    assert comptes[0] == comptes[1] <= 14
