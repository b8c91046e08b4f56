"""The officer reads a transmitted fiche, says what they think beside the answers, asks for a correction or validates;
the bénéficiaire corrects and transmits again."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from appuis.attentes import attentes
from coopappui.plan.differences import entre
from coopappui.plan.fige import figer, lire
from outils.models import (
    Demande,
    MatriceResponsabilites,
    Outil,
    PreProjet,
    Remarque,
    SelectionPartenaire,
    Transmission,
)
from tests.factories import PersonneFactory, UtilisateurFactory, il_y_a
from tests.html import Page
from tests.outils.fiches import Ecran, neuve, pleine, relue, reponses
from tests.outils.test_transmettre_une_fiche import transmettre

OBJECTIFS = "Former douze producteurs."


@pytest.fixture
def fiche(troupe):
    fiche = neuve(
        troupe, PreProjet, titre_du_projet="Noisette", objectifs=OBJECTIFS, problematique="Garder la valeur."
    )
    fiche.actions_communes.create(cle="visite", action="Visite croisée", lieu="Serina")
    fiche.demander(troupe.agent, [troupe.beneficiaire])
    fiche.transmettre(troupe.beneficiaire)
    return relue(fiche)


def adresse(fiche, nom="commenter"):
    return reverse(f"outils:{nom}", args=[fiche.genre, fiche.pk])


def commenter(client, fiche, correction=False, **champs):
    donnees = {"vu": client.get(adresse(fiche)).context["fiche"].passage, "mot": "", "echeance": ""}
    donnees |= {f"remarque-{ou}" if ou not in donnees and ou != "reglee" else ou: v for ou, v in champs.items()}
    return client.post(adresse(fiche), donnees | ({"correction": "1"} if correction else {}), follow=True)


def gestes(client, fiche, geste, **plus):
    return client.post(reverse("outils:etat", args=[fiche.genre, fiche.pk, geste]), plus, follow=True)


def test_it_works(troupe, fiche, connecte, mailoutbox):
    agent = connecte(troupe.agent)
    page = agent.get(fiche.get_absolute_url()).content.decode()
    assert "À relire" in page
    for bouton in ("Valider", "Rouvrir", "Commenter, demander une correction"):
        assert bouton in page
    page = agent.get(adresse(fiche)).content.decode()
    assert "rien de confidentiel ici" in page
    assert Page(page).fautes() == []

    remarques = {"objectifs": "Combien de temps ?", "actions_communes-visite-lieu": "Lequel des deux ?"}
    page = commenter(
        agent, fiche, correction=True, mot="Deux précisions.", echeance=il_y_a(-4).isoformat(), **remarques
    ).content.decode()
    assert "La correction est demandée" in page
    fiche = relue(fiche)
    assert fiche.etat == Outil.Etat.A_CORRIGER
    assert [r.reponse for r in fiche.remarques.all()] == [OBJECTIFS, "Serina"]
    (courriel,) = mailoutbox
    assert courriel.to == [troupe.beneficiaire.email]
    assert courriel.subject == "Une correction vous est demandée : « Fiche pré-projet »"
    for secret in ("Combien", "Deux précisions", OBJECTIFS):
        assert secret not in courriel.body
    (attente,) = attentes(troupe.beneficiaire)
    assert (attente.quoi, attente.bouton) == ("Corriger « Fiche pré-projet »", "Corriger")
    assert attente.pour_le == il_y_a(-4)

    ecran = Ecran(troupe.beneficiaire, fiche)
    assert "Agathe Roux" in ecran.aide("objectifs")
    assert "Combien de temps ?" in ecran.aide("objectifs")
    assert "Lequel des deux ?" in ecran.aide("actions_communes-visite-lieu")
    for attendu in ("Deux précisions.", "1 remarque", "#id_objectifs"):
        assert attendu in ecran.html
    assert Page(ecran.html).fautes() == []
    ecran.taper({"actions_communes-visite-lieu": "Lanière", "objectifs": "Former douze producteurs en deux ans."})
    ecran.taper({ecran.nom("postes", 0, "poste"): "Voyages"}).enregistrer()
    mailoutbox.clear()
    transmettre(connecte(troupe.beneficiaire), fiche)
    assert [t.rang for t in Transmission.objects.all()] == [2, 1]
    assert len(mailoutbox) == 2

    page = connecte(troupe.agent).get(adresse(fiche)).content.decode()
    for attendu in (
        "3 changements depuis la transmission",
        "Former douze producteurs en deux ans.",
        "Quand la remarque a été faite : « Former douze producteurs. »",
        "Combien de temps ?",
        "nouvelle ligne",
        "Voyages",
    ):
        assert attendu in page
    mailoutbox.clear()
    page = gestes(connecte(troupe.agent), fiche, "finaliser").content.decode()
    assert "La fiche est validée" in page
    assert ">Validée<" in page
    assert not Remarque.objects.filter(levee_le=None).exists()
    assert [c.subject for c in mailoutbox] == ["Votre fiche est validée : « Fiche pré-projet »"]
    assert connecte(troupe.beneficiaire).get(adresse(fiche, "modifier")).status_code == 404


def test_une_correction_dit_ce_qu_il_faut_corriger(troupe, fiche, connecte, mailoutbox):
    page = commenter(connecte(troupe.agent), fiche, correction=True).content.decode()
    assert "Écrivez au moins une remarque" in page
    assert relue(fiche).transmise
    assert mailoutbox == []
    commenter(connecte(troupe.agent), fiche, correction=True, mot="Relisez le budget.")
    assert relue(fiche).a_reprendre
    assert "Relisez le budget." in Ecran(troupe.beneficiaire, fiche).html


def test_les_remarques_s_enregistrent_d_abord(troupe, fiche, connecte, mailoutbox):
    client = connecte(troupe.agent)
    for _ in range(2):
        page = commenter(client, fiche, objectifs="Combien de temps ?").content.decode()
    assert "Rien de nouveau" in page
    assert Remarque.objects.count() == 1
    assert mailoutbox == []
    # Read by those who read the fiche, as the page says.
    assert "Combien de temps ?" in connecte(troupe.beneficiaire).get(fiche.get_absolute_url()).content.decode()
    page = commenter(connecte(troupe.agent), fiche, reglee=[Remarque.objects.get().pk, "x", "9" * 40]).content.decode()
    assert "1 réglée" in page
    assert Remarque.objects.get().levee_par == troupe.agent
    page = commenter(connecte(troupe.agent), fiche, correction=True).content.decode()
    assert "Écrivez au moins une remarque" in page


@pytest.mark.parametrize(
    ("champs", "reproche"),
    [
        ({"objectifs": "x" * 1001}, "1000 caractères au plus"),
        ({"mot": "x" * 501}, "500"),
        ({"echeance": "demain"}, "Écrivez une date qui existe"),
        ({"echeance": il_y_a(1).isoformat()}, "un jour à venir"),
    ],
    ids=["remarque", "mot", "date", "passee"],
)
def test_ce_qui_ne_va_pas_se_dit_et_rien_n_est_perdu(troupe, fiche, connecte, champs, reproche):
    donnees = {"objectifs": "Combien de temps ?"} | champs
    page = commenter(connecte(troupe.agent), fiche, correction=True, **donnees).content.decode()
    assert reproche in page
    for valeur in donnees.values():
        assert valeur in page
    assert Page(page).fautes() == []
    assert not Remarque.objects.exists()
    assert relue(fiche).transmise


def test_une_remarque_sur_ce_qui_n_est_pas_de_la_fiche(troupe, fiche, connecte):
    champs = {"mission": "x", "actions_communes-autre-lieu": "x", "titre\0": "x", "": "x"}
    commenter(connecte(troupe.agent), fiche, **champs, objectifs="Un\0 <script>")
    assert [(r.ou, r.texte) for r in Remarque.objects.all()] == [("objectifs", "Un <script>")]
    page = connecte(troupe.beneficiaire).get(fiche.get_absolute_url()).content.decode()
    assert "<script>" not in page.split("<main")[1]
    commenter(connecte(troupe.agent), fiche, correction=True)
    assert "Un &lt;script&gt;" in Ecran(troupe.beneficiaire, fiche).html


@pytest.mark.parametrize("role", ["responsable", "admin", "beneficiaire", "etranger"])
def test_seul_un_charge_commente_et_decide(troupe, fiche, connecte, role):
    client = connecte(getattr(troupe, role))
    assert client.get(adresse(fiche)).status_code == 404
    assert client.post(adresse(fiche), {"remarque-objectifs": "x", "correction": "1"}).status_code == 404
    assert gestes(client, fiche, "finaliser").status_code == 404
    assert not Remarque.objects.exists()


def test_seulement_une_fiche_transmise(troupe, connecte):
    fiche = neuve(troupe, PreProjet)
    fiche.partager()
    client = connecte(troupe.agent)
    assert client.get(adresse(fiche))["Location"] == fiche.get_absolute_url()
    page = client.post(adresse(fiche), {"remarque-objectifs": "Gardé"}).content.decode()
    assert "a agi avant vous" in page
    assert "Gardé" in page
    assert not Remarque.objects.exists()
    with pytest.raises(ValidationError):
        relue(fiche).demander_une_correction(troupe.agent, "x")


def test_une_ligne_commentee_puis_retiree(troupe, fiche, connecte):
    commenter(connecte(troupe.agent), fiche, correction=True, **{"actions_communes-visite-lieu": "Lequel ?"})
    ecran = Ecran(troupe.beneficiaire, fiche).retirer("actions_communes", 0).enregistrer()
    ecran.ouvrir()
    assert "Actions communes envisagées, Action 1, Lieu" in ecran.html
    transmettre(connecte(troupe.beneficiaire), fiche)
    page = connecte(troupe.agent).get(adresse(fiche)).content.decode()
    assert "Sur des réponses qui ne sont plus là" in page
    assert "ligne retirée" in page
    assert Page(page).fautes() == []


def test_dans_une_table_groupee_et_dans_un_croisement(troupe, connecte):
    for modele in (SelectionPartenaire, MatriceResponsabilites):
        fiche = pleine(troupe, modele)
        fiche.demander(troupe.agent, [troupe.beneficiaire])
        fiche.transmettre(troupe.beneficiaire)
        cases = [c for b in lire(figer(relue(fiche))) for _, cases in b.parts for c in cases if c and c.rang]
        commenter(connecte(troupe.agent), fiche, correction=True, **{cases[-1].ou: "Vraiment ?"})
        ecran = Ecran(troupe.beneficiaire, fiche)
        assert "Vraiment ?" in ecran.aide(cases[-1].ou)
        assert Page(ecran.html).fautes() == []


def test_la_correction_va_a_qui_on_l_avait_demandee_et_a_qui_a_transmis(troupe, fiche, connecte, mailoutbox):
    comptes = [UtilisateurFactory() for _ in range(2)]
    troupe.appui.beneficiaires.add(*(PersonneFactory(mission=troupe.mission, compte=c) for c in comptes))
    Demande.objects.get().destinataires.set([comptes[0]])
    commenter(connecte(troupe.agent), fiche, correction=True, mot="Encore.")
    assert {c.to[0] for c in mailoutbox} == {comptes[0].email, troupe.beneficiaire.email}


def test_rouvrir_sans_remarque(troupe, fiche, connecte, mailoutbox):
    gestes(connecte(troupe.agent), fiche, "rouvrir")
    assert relue(fiche).etat == Outil.Etat.PARTAGEE
    assert "rouverte" in mailoutbox[0].subject
    assert Ecran(troupe.beneficiaire, fiche).taper(objectifs="Autre").enregistrer().enregistre


def test_valider_dit_ce_qui_manque(troupe, fiche, connecte, mailoutbox):
    Outil.objects.filter(pk=fiche.pk).update()
    PreProjet.objects.update(objectifs="")
    page = gestes(connecte(troupe.agent), fiche, "finaliser").content.decode()
    assert "Donnez au moins un objectif opérationnel." in page
    assert relue(fiche).transmise
    assert mailoutbox == []


# --- two officers at the same second -----------------------------------------------------------------------


def test_deux_charges_decident_en_meme_temps(troupe, fiche, connecte, mailoutbox):
    """Both have the page open; one wins, the other is told, and one mail leaves."""
    vu = fiche.passage
    agathe, colin = Client(), Client()
    agathe.force_login(troupe.agent)
    colin.force_login(troupe.collegue)
    assert 'name="vu"' in colin.get(fiche.get_absolute_url()).content.decode()
    correction = {"vu": vu, "mot": "Relisez.", "echeance": "", "correction": "1", "remarque-objectifs": "Combien ?"}
    agathe.post(adresse(fiche), correction)
    page = gestes(colin, fiche, "finaliser", vu=vu).content.decode()
    assert "Agathe Roux a agi avant vous : la fiche est maintenant « À corriger »" in page
    assert relue(fiche).a_reprendre
    assert len(mailoutbox) == 1


def test_l_autre_ordre(troupe, fiche, connecte, mailoutbox):
    vu = fiche.passage
    gestes(connecte(troupe.agent), fiche, "finaliser", vu=vu)
    correction = {"vu": vu, "mot": "Relisez.", "echeance": "", "correction": "1", "remarque-objectifs": "Combien ?"}
    page = connecte(troupe.collegue).post(adresse(fiche), correction).content.decode()
    assert "Agathe Roux a agi avant vous : la fiche est maintenant « Validée »" in page
    assert "Combien ?" in page
    assert "Relisez." in page
    assert not Remarque.objects.exists()
    assert relue(fiche).finie
    assert len(mailoutbox) == 1


def test_une_page_d_avant_la_seconde_transmission(troupe, fiche, connecte):
    vu = fiche.passage
    fiche.demander_une_correction(troupe.agent, "Relisez.")
    relue(fiche).transmettre(troupe.beneficiaire)
    assert "a agi avant vous" in gestes(connecte(troupe.agent), fiche, "finaliser", vu=vu).content.decode()
    assert relue(fiche).transmise


def test_deux_clics_de_la_meme_personne(troupe, fiche, connecte, mailoutbox):
    client, vu = connecte(troupe.agent), fiche.passage
    adresse_ = reverse("outils:etat", args=[fiche.genre, fiche.pk, "finaliser"])
    client.post(adresse_, {"vu": vu})
    page = client.post(adresse_, {"vu": vu}, follow=True).content.decode()
    assert "a agi avant vous" not in page
    assert len(mailoutbox) == 1


# --- what changed ------------------------------------------------------------------------------------------


def test_ce_qui_a_change_entre_deux_etats(troupe):
    matrice = pleine(troupe, MatriceResponsabilites)
    avant = lire(figer(matrice))
    assert list(entre(avant, avant)) == []
    assert list(entre(avant, lire(figer(relue(matrice))))) == []
    tache = matrice.taches.first()
    tache.tache = "Autrement"
    tache.save()
    matrice.partenaires.last().delete()
    ecarts = list(entre(avant, lire(figer(relue(matrice)))))
    assert [e.apres for e in ecarts if e.genre == "modifiee"] == ["Autrement"]
    assert any(e.genre == "retiree" for e in ecarts)
    assert reponses(matrice)


def test_commenter_une_longue_fiche(troupe, fiche, connecte):
    client, comptes = connecte(troupe.agent), []
    for nombre in (5, 120):
        modele = fiche.actions_communes.model
        deja = fiche.actions_communes.count()
        modele.objects.bulk_create(modele(outil=fiche, cle=f"c{i}", action="Visite") for i in range(deja, nombre))
        Remarque.objects.bulk_create(
            Remarque(fiche_id=fiche.pk, ou="objectifs", libelle="x", texte=str(i), par=troupe.agent)
            for i in range(nombre)
        )
        with CaptureQueriesContext(connection) as requetes:
            assert client.get(adresse(fiche)).status_code == 200
        comptes.append(len(requetes))
        with CaptureQueriesContext(connection) as requetes:
            assert client.get(fiche.get_absolute_url()).status_code == 200
        comptes.append(len(requetes))
    assert comptes[:2] == comptes[2:]
    assert max(comptes) <= 16
