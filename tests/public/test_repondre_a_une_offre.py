"""Somebody answers a published offer: a row of the registre, a receipt, the officers told; in French or in English."""

import pytest
from django.urls import reverse

from comptes.models import Notification
from coopappui.robots import PHRASES
from outils.models import OffreCooperation, PriseDeContact
from tests.factories import il_y_a
from tests.html import Page
from tests.public.visiteur import REPONSE, envoyer, ouvrir, texte


@pytest.fixture
def offre(troupe, horloge):
    """Published the day before the one that the clock says, whatever today is."""
    return OffreCooperation.objects.create(
        mission=troupe.mission,
        projet=troupe.projet,
        titre="Offre",
        titre_du_projet="Deux vallées",
        etat="finalisee",
        date_publication=il_y_a(1),
        modifie_par=troupe.collegue,
    )


@pytest.fixture
def adresse(offre):
    return reverse("offres:repondre", args=[offre.pk])


def test_it_works(client, troupe, offre, adresse, horloge, connecte):
    assert adresse in texte(client.get(offre.adresse_publique))
    reponse, _ = envoyer(client, adresse, horloge, REPONSE)
    assert "votre message est parti" in texte(client.get(reponse.url))
    contact = PriseDeContact.objects.get()
    assert (contact.mission, contact.projet, contact.offre) == (troupe.mission, troupe.projet, offre)
    # Followed by the officer who published the offer.
    assert contact.pris_par == troupe.collegue
    assert (contact.organisme, contact.nom, contact.adresse) == ("Consorzio Nocciola", "Ranzani", "Italie")
    assert (contact.informations, contact.remarques) == (REPONSE["message"], "Langue : italien.")
    assert (contact.canal, contact.suite, str(contact.le)) == ("courriel", "courriel", "2026-11-23")
    connecte(troupe.agent)
    for page in (contact.get_absolute_url(), reverse("outils:contacts"), f"{reverse('outils:contacts')}?reponses=on"):
        assert "réponse à une offre" in texte(client.get(page))


def test_les_charges_sont_prevenus_et_l_auteur_a_un_accuse(client, troupe, offre, adresse, horloge, mailoutbox):
    envoyer(client, adresse, horloge, REPONSE)
    annonces = Notification.objects.filter(sujet="demande")
    assert {a.destinataire for a in annonces} == {troupe.agent, troupe.collegue}
    assert "Ranzani" not in annonces[0].titre
    assert "quarante tonnes" not in "".join(m.body for m in mailoutbox)
    (recu,) = [m for m in mailoutbox if m.to == [REPONSE["courriel"]]]
    assert "Nous avons bien reçu votre réponse à l’offre « Deux vallées », le 23 novembre 2026." in recu.body


def test_en_anglais(client, adresse, horloge, mailoutbox):
    page = client.get(f"{adresse}?langue=en")
    assert Page(texte(page)).fautes() == []
    for dit in ("Your organisation", "(required)", "Send my message", "Italy"):
        assert dit in texte(page)
    refus = client.post(f"{adresse}?langue=en", {"organisme": "", "courriel": "elena", "telephone": "xx"})
    for dit in ("things to correct", "This field is required.", "Enter an e-mail address", "Enter a phone number"):
        assert dit in texte(refus)
    assert "(obligatoire)" not in texte(refus)
    reponse, _ = envoyer(client, f"{adresse}?langue=en", horloge, REPONSE)
    assert "Thank you" in texte(client.get(reponse.url))
    (recu,) = [m for m in mailoutbox if m.to == [REPONSE["courriel"]]]
    assert "on November 23, 2026" in recu.body or "on 23 November 2026" in recu.body
    # What the mission reads stays in French.
    assert PriseDeContact.objects.get().adresse == "Italie"


def test_une_erreur_garde_tout(client, adresse, horloge):
    page, _ = envoyer(client, adresse, horloge, REPONSE, pays="ZZ", message="x" * 3001)
    assert set(page.context["form"].errors) == {"pays", "message"}
    assert "Consorzio Nocciola" in texte(page)
    assert not PriseDeContact.objects.exists()


def test_un_robot_est_remercie(client, adresse, horloge, mailoutbox):
    reponse, _ = envoyer(client, adresse, horloge, REPONSE, site_internet="x")
    assert "votre message est parti" in texte(client.get(reponse.url))
    assert not PriseDeContact.objects.exists()
    assert mailoutbox == []


def test_trop_vite_trop_souvent_deux_fois(client, adresse, horloge):
    page, donnees = envoyer(client, f"{adresse}?langue=en", horloge, REPONSE, attente=1)
    assert PHRASES["en"]["trop_vite"] in texte(page)
    horloge.shift(5)
    for _ in range(2):
        assert client.post(adresse, donnees).status_code == 302
    assert PriseDeContact.objects.count() == 1
    for _ in range(3):
        envoyer(client, adresse, horloge, REPONSE)
    assert envoyer(client, adresse, horloge, REPONSE)[0].status_code == 429


def test_une_offre_retiree_ne_recoit_plus_rien(client, offre, adresse, horloge):
    donnees = ouvrir(client, adresse, **REPONSE)
    OffreCooperation.objects.update(date_expiration=il_y_a(1))
    horloge.shift(30)
    assert client.get(adresse).status_code == 404
    assert client.post(adresse, donnees).status_code == 404
    assert not PriseDeContact.objects.exists()


def test_les_champs_forges_sont_ignores(client, troupe, adresse, horloge):
    envoyer(client, adresse, horloge, REPONSE, pris_par=troupe.agent.pk, remarques="forgé", interet="oui", mission=9)
    contact = PriseDeContact.objects.get()
    assert (contact.pris_par, contact.interet, contact.mission) == (troupe.collegue, "", troupe.mission)


def test_suivie_par_un_autre_quand_celui_qui_publiait_est_parti(client, troupe, adresse, horloge):
    troupe.mission.membres.filter(utilisateur=troupe.collegue).update(actif=False)
    envoyer(client, adresse, horloge, REPONSE)
    assert PriseDeContact.objects.get().pris_par == troupe.agent


def test_l_offre_partie_la_reponse_reste(client, offre, adresse, horloge, connecte, troupe):
    envoyer(client, adresse, horloge, REPONSE)
    contact = PriseDeContact.objects.get()
    offre.delete()
    contact.refresh_from_db()
    assert contact.offre is None
    assert connecte(troupe.agent).get(contact.get_absolute_url()).status_code == 200
