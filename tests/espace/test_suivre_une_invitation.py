"""An invitation is followed, sent again, taken back; it expires, once."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from appuis.models import Invitation
from appuis.travaux import dire_les_invitations_expirees
from coopappui.donnees import effacer, rassembler
from tests.comptes.outils import code_recu, donner_le_code
from tests.espace.invitations import a_un_appui, espace, inviter, lien_recu, messages, titres
from tests.factories import AppuiFactory, PersonneFactory


def acces(client, troupe, cible="appui"):
    objet = getattr(troupe, cible)
    return client.get(reverse(f"invitations:acces_a_un_{cible}", args=[objet.pk])).content.decode()


def test_suivre_une_invitation(agathe, troupe, lucie, visiteur):
    invitation = inviter(troupe, lucie)
    assert "invitation envoyée" in acces(agathe, troupe)
    Invitation.objects.update(expire_le=timezone.now() - timedelta(days=1))
    assert "Invitation expirée le" in acces(agathe, troupe)
    invitation.renvoyer(troupe.agent)
    visiteur.post(lien_recu())
    assert "Invitation acceptée le" in acces(agathe, troupe)
    invitation.revoquer(troupe.agent)
    assert "accès retiré" in acces(agathe, troupe)
    autre = inviter(troupe, PersonneFactory(mission=troupe.mission))
    autre.revoquer(troupe.agent)
    assert "Invitation révoquée le" in acces(agathe, troupe)


def test_un_collegue_lit_sans_gestes(connecte, troupe, lucie):
    inviter(troupe, lucie)
    page = acces(connecte(troupe.collegue), troupe)
    assert "Lucie Berthier" in page
    assert "Révoquer" not in page
    assert "Inviter" not in page


def test_renvoyer_tue_l_ancien_lien(agathe, troupe, lucie, visiteur):
    invitation = inviter(troupe, lucie)
    ancien = lien_recu()
    reponse = agathe.post(reverse("invitations:renvoyer", args=[invitation.pk]), follow=True)
    assert "Nouveau lien envoyé" in messages(reponse)[0]
    assert visiteur.get(ancien).status_code == 410
    assert visiteur.get(lien_recu()).status_code == 200


def test_renvoyer_part_a_la_nouvelle_adresse(troupe, lucie):
    invitation = inviter(troupe, lucie)
    lucie.courriel = "lucie.berthier@example.org"
    lucie.save()
    invitation.renvoyer(troupe.agent)
    assert mail.outbox[-1].to == ["lucie.berthier@example.org"]


def test_renvoyer_ce_qui_est_fini(agathe, troupe, lucie):
    invitation = inviter(troupe, lucie)
    invitation.revoquer(troupe.agent)
    reponse = agathe.post(reverse("invitations:renvoyer", args=[invitation.pk]), follow=True)
    assert "ne se renvoie plus" in messages(reponse)[0]
    assert len(mail.outbox) == 1


def test_apres_une_expiration_on_invite_de_nouveau(agathe, troupe, lucie):
    inviter(troupe, lucie)
    Invitation.objects.update(expire_le=timezone.now())
    assert agathe.post(a_un_appui(troupe.appui), {"personne": lucie.pk}).status_code == 302
    assert Invitation.objects.get().utilisable


def test_retirer_l_acces_ferme_la_page_suivante(agathe, connecte, troupe, lucie, visiteur):
    invitation = inviter(troupe, lucie)
    visiteur.post(lien_recu())
    donner_le_code(visiteur, code_recu())
    assert visiteur.get(espace(troupe.appui)).status_code == 200
    reponse = agathe.post(reverse("invitations:revoquer", args=[invitation.pk]), follow=True)
    assert messages(reponse) == ["Lucie Berthier n’a plus accès."]
    assert visiteur.get(espace(troupe.appui)).status_code == 404


def test_retirer_l_acces_depuis_la_fiche(agathe, troupe, lucie, visiteur):
    """The account leaves the card, and the links that wait die with it."""
    inviter(troupe, lucie)
    visiteur.post(lien_recu())
    inviter(troupe, lucie, AppuiFactory(mission=troupe.mission, charge=troupe.agent))
    lien = lien_recu()
    reponse = agathe.post(reverse("mission:retirer_acces", args=[lucie.pk]), follow=True)
    assert "n’a plus accès" in messages(reponse)[0]
    lucie.refresh_from_db()
    assert lucie.compte is None
    assert Client().post(lien).status_code == 410
    assert "accès retiré" in acces(agathe, troupe)


@pytest.mark.parametrize("role", ["collegue", "responsable", "beneficiaire", "etranger", "admin"])
def test_seuls_ceux_qui_portent_l_appui_invitent(role, connecte, troupe, lucie):
    invitation = inviter(troupe, lucie)
    client = connecte(getattr(troupe, role))
    assert client.post(a_un_appui(troupe.appui), {"personne": lucie.pk}).status_code == 404
    for geste in ("renvoyer", "revoquer"):
        assert client.post(reverse(f"invitations:{geste}", args=[invitation.pk])).status_code == 404
    invitation.refresh_from_db()
    assert invitation.utilisable


def test_l_expiration_se_dit_une_fois(troupe, lucie):
    inviter(troupe, lucie)
    assert dire_les_invitations_expirees() is None
    Invitation.objects.update(expire_le=timezone.now() - timedelta(days=3))
    assert dire_les_invitations_expirees() == "Invitations expirées annoncées : 1."
    assert dire_les_invitations_expirees() is None
    assert titres(troupe.agent) == ["L’invitation de Lucie Berthier a expiré sans réponse : « Filière noisette »"]


def test_le_nombre_de_requetes_ne_depend_pas_des_invitations(agathe, troupe):
    def compter(cible):
        with CaptureQueriesContext(connection) as requetes:
            acces(agathe, troupe, cible)
        return len(requetes)

    for cible in ("appui", "projet"):
        inviter(troupe, PersonneFactory(mission=troupe.mission), getattr(troupe, cible))
        peu = compter(cible)
        for personne in PersonneFactory.create_batch(12, mission=troupe.mission):
            inviter(troupe, personne, getattr(troupe, cible))
        assert compter(cible) == peu <= 12


def test_un_nom_sur_plusieurs_lignes_ne_casse_pas_le_courriel(troupe, lucie):
    troupe.agent.first_name = "Agathe\r\nBcc: tout@example.org"
    troupe.agent.save()
    inviter(troupe, lucie)
    assert mail.outbox[-1].subject == "Agathe Bcc: tout@example.org Roux vous invite sur CoopAppui"


def test_effacer_une_personne_oublie_ses_invitations(troupe, lucie, visiteur):
    inviter(troupe, lucie)
    visiteur.post(lien_recu())
    lucie.refresh_from_db()
    assert rassembler(lucie.compte)["Mes invitations"][0]["adresse e-mail"] == "lucie@example.org"
    assert "Invitations oubliées : 1." in effacer(lucie.compte)
    assert not Invitation.objects.exists()
