"""Somebody asks for an appui on the public pages: a number, a receipt, the officers told; robots get nothing."""

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.test import Client
from django.urls import reverse

from appuis.models import DemandeDAppui
from comptes.models import Notification
from coopappui.donnees import effacer, rassembler
from coopappui.robots import PHRASES
from missions.models import Mission, TypeStructure
from tests.factories import DemandeFactory
from tests.missions import offres
from tests.public.visiteur import DEMANDE, envoyer, ouvrir, texte

FR = PHRASES["fr"]


@pytest.fixture
def adresse(mission):
    return reverse("demander", args=[mission.adresse_publique])


def test_it_works(client, adresse, mission, horloge, mailoutbox):
    epci = TypeStructure.objects.create(libelle="Syndicat de rivière")
    reponse, _ = envoyer(client, adresse, horloge, DEMANDE, structure_type=epci.pk, pays="RO")
    demande = DemandeDAppui.objects.get()
    assert (demande.mission, demande.numero, demande.etat) == (mission, "D-2026-0001", "a-qualifier")
    assert (demande.telephone, demande.structure_type, demande.pays) == ("01 99 00 16 05", epci, "RO")
    assert (demande.sujet, demande.besoin, demande.stade) == (DEMANDE["sujet"], DEMANDE["besoin"], "partenariats")
    recu = texte(client.get(reponse.url))
    for dit in ("D-2026-0001", "23 novembre 2026", DEMANDE["sujet"]):
        assert dit in recu
    assert "zibeline" not in recu


def test_l_accuse_de_reception_ne_repete_que_le_sujet(client, adresse, horloge, mailoutbox):
    envoyer(client, adresse, horloge, DEMANDE)
    (recu,) = [m for m in mailoutbox if m.to == [DEMANDE["courriel"]]]
    assert recu.subject == "Votre demande d’appui D-2026-0001"
    assert "Sujet : Trouver un partenaire roumain" in recu.body
    assert recu.extra_headers["Reply-To"] == "appui@haut-vernay.example.org"
    for tu in ("zibeline", "Brădet", "Mardi", "Odile"):
        assert tu not in recu.body + str(recu.alternatives)


def test_les_delais_sont_ceux_de_l_offre_publiee(client, troupe, adresse, horloge, mailoutbox):
    Mission.objects.update(delais="Sous un an.")
    offres.offre(troupe.mission, troupe.agent).publier(troupe.agent)
    reponse, _ = envoyer(client, adresse, horloge, DEMANDE)
    (recu,) = [m for m in mailoutbox if m.to == [DEMANDE["courriel"]]]
    assert "Délais habituels : Sous dix jours" in recu.body
    page = texte(client.get(reponse.url))
    assert "Sous dix jours" in page
    assert "Sous un an." not in page + recu.body


def test_les_charges_sont_prevenus_sans_un_mot_du_besoin(client, troupe, adresse, horloge, mailoutbox):
    envoyer(client, adresse, horloge, DEMANDE)
    annonces = Notification.objects.filter(sujet="demande")
    assert set(annonces.values_list("destinataire", flat=True)) == {troupe.agent.pk, troupe.collegue.pk}
    dit = "".join(f"{a.titre}{a.detail}" for a in annonces) + "".join(
        m.body for m in mailoutbox if m.to != [DEMANDE["courriel"]]
    )
    assert "D-2026-0001" in dit
    for tu in ("zibeline", DEMANDE["sujet"], DEMANDE["nom"], DEMANDE["structure_nom"]):
        assert tu not in dit


def test_une_erreur_garde_tout_ce_qui_est_ecrit(client, adresse, horloge):
    page, _ = envoyer(client, adresse, horloge, DEMANDE, courriel="odile chez example", nom=None)
    assert page.status_code == 200
    dit = texte(page)
    for garde in ("odile chez example", DEMANDE["besoin"], DEMANDE["disponibilites"], "Écrivez une adresse e-mail"):
        assert garde in dit
    assert not DemandeDAppui.objects.exists()


@pytest.mark.parametrize("sujet", ["Voir https://vendeur.example", "www.vendeur.example", "HTTP://x"])
def test_nos_courriels_ne_portent_pas_les_liens_des_autres(client, adresse, horloge, mailoutbox, sujet):
    page, _ = envoyer(client, adresse, horloge, DEMANDE, sujet=sujet)
    assert "Pas d’adresse Internet dans le sujet" in texte(page)
    assert mailoutbox == []


@pytest.mark.parametrize("poison", ["\x00", "\ud800", "\x08", "💥"])
def test_les_caracteres_de_travers_ne_cassent_rien(client, adresse, horloge, poison):
    donnees = ouvrir(client, adresse, **DEMANDE)
    horloge.shift(30)
    corps = "&".join(f"{nom}={_encoder(valeur)}" for nom, valeur in donnees.items() if nom != "sujet")
    corps += f"&sujet={_encoder('Noi')}{_encoder(poison)}{_encoder('sette')}"
    client.generic("POST", adresse, corps, content_type="application/x-www-form-urlencoded")
    sujet = DemandeDAppui.objects.get().sujet
    assert sujet.startswith("Noi")
    assert sujet.endswith("sette")
    assert poison == "💥" or poison not in sujet


def _encoder(texte_tape):
    return "".join(f"%{octet:02X}" for octet in str(texte_tape).encode("utf-8", "surrogatepass"))


def test_trop_long_se_dit_a_cote_du_champ(client, adresse, horloge):
    page, _ = envoyer(client, adresse, horloge, DEMANDE, besoin="x" * 5001, sujet="y" * 151)
    assert set(page.context["form"].errors) == {"besoin", "sujet"}


# --- robots -------------------------------------------------------------------------------------


def test_un_robot_est_remercie_et_rien_n_est_cree(client, adresse, horloge, mailoutbox):
    reponse, _ = envoyer(client, adresse, horloge, DEMANDE, site_internet="https://vendeur.example")
    page = client.get(reponse.url)
    assert page.templates[0].name == "public/demande_recue.html"
    # A number that no request ever has: an officer who is told it knows what happened.
    assert "D-2026-0000" in texte(page)
    assert not DemandeDAppui.objects.exists()
    assert not Notification.objects.exists()
    assert mailoutbox == []


def test_le_piege_ne_se_voit_ni_ne_s_atteint(client, adresse):
    page = texte(client.get(adresse))
    piege = page[page.index('<div class="leurre"') :].split("</div>")[0]
    for attendu in ('aria-hidden="true"', 'tabindex="-1"', 'autocomplete="off"', "Ne remplissez pas ce champ"):
        assert attendu in piege


def test_trop_vite_se_dit_et_se_reprend(client, adresse, horloge):
    page, donnees = envoyer(client, adresse, horloge, DEMANDE, attente=2)
    assert FR["trop_vite"] in texte(page)
    assert DEMANDE["besoin"] in texte(page)
    horloge.shift(5)
    assert client.post(adresse, donnees).status_code == 302
    assert DemandeDAppui.objects.count() == 1


@pytest.mark.parametrize("attente", [13 * 3600, None])
def test_une_page_ouverte_depuis_longtemps_ou_forgee_se_renvoie(client, adresse, horloge, attente):
    changements = {} if attente else {"jeton": "forge:de:toutes-pieces"}
    page, donnees = envoyer(client, adresse, horloge, DEMANDE | changements, attente=attente or 30)
    assert FR["expire"] in texte(page)
    assert DEMANDE["besoin"] in texte(page)
    assert not DemandeDAppui.objects.exists()
    neuf = page.context["form"]["jeton"].value()
    assert neuf != donnees["jeton"]
    horloge.shift(5)
    assert client.post(adresse, donnees | {"jeton": neuf}).status_code == 302


def test_envoyee_deux_fois_recue_une_fois(client, adresse, horloge, mailoutbox):
    premiere, donnees = envoyer(client, adresse, horloge, DEMANDE)
    courriels = len(mailoutbox)
    seconde = client.post(adresse, donnees)
    assert DemandeDAppui.objects.count() == 1
    assert len(mailoutbox) == courriels
    assert "D-2026-0001" in texte(client.get(premiere.url))
    assert "D-2026-0001" in texte(client.get(seconde.url))


def test_une_meme_adresse_ne_recoit_pas_plus_de_quatre_messages_par_heure(client, adresse, horloge):
    for _ in range(4):
        assert envoyer(client, adresse, horloge, DEMANDE)[0].status_code == 302
    page, donnees = envoyer(client, adresse, horloge, DEMANDE, courriel="ODILE.Garnier@example.org ")
    assert page.status_code == 429
    assert FR["freine"] in texte(page)
    assert DEMANDE["besoin"] in texte(page)
    assert DemandeDAppui.objects.count() == 4
    # Sent again once the hour is over, from the same page.
    horloge.shift(3601)
    assert client.post(adresse, donnees).status_code == 302


def test_un_meme_lieu_n_en_envoie_pas_plus_de_vingt_par_heure(client, adresse, horloge):
    for n in range(20):
        assert envoyer(client, adresse, horloge, DEMANDE, courriel=f"o{n}@example.org")[0].status_code == 302
    assert envoyer(client, adresse, horloge, DEMANDE, courriel="autre@example.org")[0].status_code == 429
    # Sent twice, the last one accepted is not one more.
    assert DemandeDAppui.objects.count() == 20


def test_la_page_se_protege_du_csrf(adresse, horloge):
    client = Client(enforce_csrf_checks=True)
    assert client.post(adresse, DEMANDE).status_code == 403


# --- numbers, access, erasure -------------------------------------------------------------------


def test_les_numeros_se_suivent_par_mission_et_par_an(mission, horloge, troupe):
    assert [DemandeFactory(mission=mission).numero for _ in range(2)] == ["D-2026-0001", "D-2026-0002"]
    autre = Mission.objects.exclude(pk=mission.pk).first()
    assert DemandeFactory(mission=autre).numero == "D-2026-0001"
    horloge.shift(60 * 24 * 3600)
    assert DemandeFactory(mission=mission).numero == "D-2027-0001"


def test_une_mission_fermee_ne_recoit_rien_des_visiteurs(client, adresse, mission, horloge):
    donnees = ouvrir(client, adresse, **DEMANDE)
    mission.publique = False
    mission.save()
    horloge.shift(30)
    assert client.get(adresse).status_code == 404
    assert client.post(adresse, donnees).status_code == 404


def test_un_compte_connecte_ne_retape_pas_son_nom(troupe, connecte, adresse):
    form = connecte(troupe.beneficiaire).get(adresse).context["form"]
    assert (form["prenom"].value(), form["courriel"].value()) == ("Béa", "béa@example.org")


def test_un_recu_ne_se_devine_pas_et_ne_dure_pas(client, adresse, mission, horloge):
    reponse, _ = envoyer(client, adresse, horloge, DEMANDE)
    assert client.get(reverse("demande_recue", args=[mission.adresse_publique, "1:2:3"])).status_code == 404
    horloge.shift(25 * 3600)
    assert client.get(reponse.url).status_code == 404


def test_une_demande_ecartee_a_une_raison(troupe, mission):
    demande = DemandeFactory(mission=mission)
    demande.etat, demande.motif = "ecartee", ""
    with pytest.raises(ValidationError, match="une raison"), transaction.atomic():
        demande.validate_constraints()


def test_la_page_dit_a_quoi_servent_les_donnees(client, adresse):
    page = texte(client.get(adresse))
    for dit in ("rien d’autre", "douze mois", "intérêt légitime", reverse("donnees_personnelles")):
        assert dit in page


def test_personne_d_autre_que_les_charges_n_en_lit_rien(client, adresse, horloge, troupe, connecte):
    envoyer(client, adresse, horloge, DEMANDE)
    demande = DemandeDAppui.objects.get()
    for role in ("responsable", "admin", "beneficiaire", "etranger"):
        connecte(getattr(troupe, role))
        assert client.get(demande.get_absolute_url()).status_code == 404
        for page in ("/", "/recherche/?q=zibeline", "/a-faire/", "/compte/notifications/", "/demandes/"):
            dit = texte(client.get(page, follow=True)).replace("?q=zibeline", "").replace('"zibeline"', "")
            assert DEMANDE["sujet"] not in dit
            assert "Notre président" not in dit


def test_mes_demandes_sont_dans_mes_donnees_et_s_effacent(troupe, mission, settings, tmp_path):
    settings.DONNEES = tmp_path
    courriel = troupe.beneficiaire.email
    ouverte, qualifiee = (DemandeFactory(mission=mission, courriel=courriel) for _ in range(2))
    autre = DemandeFactory(mission=mission)
    qualifiee.ouvrir_l_appui(troupe.agent, troupe.structure, troupe.personne, intitule="Abeilles")
    siennes = rassembler(troupe.beneficiaire)["Mes demandes d’appui"]
    assert {d["besoin exprimé"] for d in siennes} == {ouverte.besoin, ""}
    assert "Demandes d’appui effacées : 1." in effacer(troupe.beneficiaire)
    assert set(DemandeDAppui.objects.values_list("pk", "nom")) == {
        (qualifiee.pk, "Personne effacée"),
        (autre.pk, autre.nom),
    }
