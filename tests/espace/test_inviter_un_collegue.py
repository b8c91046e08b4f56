"""A bénéficiaire invites a colleague of the project, when the officer lets them; learns nothing of the directory."""

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from appuis.models import Appui, Invitation, Partenariat
from comptes.models import Notification
from missions.models import Personne
from tests.comptes.outils import code_recu, donner_le_code
from tests.espace.invitations import erreurs, inviter, lien_recu, messages
from tests.factories import AppuiFactory, PersonneFactory, StructureFactory, UtilisateurFactory
from tests.saisie import saisie

COLLEGUE = {"prenom": "Paul", "nom": "Abadie", "courriel": "Paul@Example.org", "fonction": "Président"}


@pytest.fixture
def adresse(troupe):
    troupe.appui.invitations_ouvertes = True
    troupe.appui.save()
    return reverse("espace:inviter", args=[troupe.appui.pk])


@pytest.fixture
def bea(connecte, troupe):
    return connecte(troupe.beneficiaire)


def page_de_l_appui(client, troupe):
    return client.get(reverse("espace:appui", args=[troupe.appui.pk])).content.decode()


def test_inviter_un_collegue(bea, troupe, adresse):
    assert adresse in page_de_l_appui(bea, troupe)
    partenaire = StructureFactory(mission=troupe.mission)
    Partenariat.objects.create(projet=troupe.projet, structure=partenaire)
    reponse = bea.post(adresse, COLLEGUE | {"structure": partenaire.pk}, follow=True)
    assert messages(reponse) == ["Invitation envoyée à paul@example.org."]
    paul = Personne.objects.get(nom="Abadie")
    assert (paul.mission, paul.structure, paul.fonction) == (troupe.mission, partenaire, "Président")
    assert paul.history.first().history_user == troupe.beneficiaire
    [invitation] = [m for m in mail.outbox if m.to == ["paul@example.org"]]
    assert "Béa Fontaine vous invite à suivre le projet « Filière noisette »" in invitation.body
    [notification] = Notification.objects.filter(destinataire=troupe.agent)
    assert notification.titre == "Béa Fontaine a invité Paul Abadie au projet « Filière noisette »"
    assert notification.adresse == troupe.projet.get_absolute_url()
    assert "Paul Abadie" in reponse.content.decode()


def test_tous_ceux_qui_portent_l_appui_en_sont_prevenus(bea, troupe, adresse):
    troupe.appui.co_charges.add(troupe.collegue)
    bea.post(adresse, COLLEGUE)
    assert {n.destinataire for n in Notification.objects.all()} == {troupe.agent, troupe.collegue}


def test_le_collegue_suit_le_projet_et_l_agent_peut_le_retirer(bea, troupe, adresse):
    bea.post(adresse, COLLEGUE)
    paul, agathe = Client(), Client()
    paul.post(lien_recu("paul@example.org"))
    donner_le_code(paul, code_recu())
    projet = reverse("espace:projet", args=[troupe.projet.pk])
    assert paul.get(projet).status_code == 200
    assert paul.get(reverse("espace:appui", args=[troupe.appui.pk])).status_code == 404
    agathe.force_login(troupe.agent)
    agathe.post(reverse("invitations:revoquer", args=[Invitation.objects.get().pk]))
    assert paul.get(projet).status_code == 404


@pytest.mark.parametrize("geste", ["reglage", "sans projet", "arrete", "quitte"])
def test_seulement_quand_on_le_peut(geste, bea, troupe, adresse):
    appuis = Appui.objects.filter(pk=troupe.appui.pk)
    if geste == "reglage":
        appuis.update(invitations_ouvertes=False)
    elif geste == "sans projet":
        appuis.update(projet=None)
    elif geste == "arrete":
        appuis.update(etat="arrete", motif_arret="autre")
    else:
        troupe.appui.beneficiaires.clear()
    if geste != "quitte":
        assert adresse not in page_de_l_appui(bea, troupe)
    assert bea.get(adresse).status_code == 404
    assert bea.post(adresse, COLLEGUE).status_code == 404
    assert not Invitation.objects.exists()


def test_le_reglage_est_dans_l_appui(connecte, troupe):
    agathe, adresse = connecte(troupe.agent), reverse("appuis:modifier", args=[troupe.appui.pk])
    donnees = saisie(agathe.get(adresse).context["form"])
    assert agathe.post(adresse, donnees | {"invitations_ouvertes": "on"}).status_code == 302
    troupe.appui.refresh_from_db()
    assert troupe.appui.invitations_ouvertes


def test_seulement_les_structures_du_projet(bea, troupe, adresse):
    autre = StructureFactory(mission=troupe.mission)
    choix = bea.get(adresse).context["form"].fields["structure"].queryset
    assert list(choix) == [troupe.structure]
    reponse = bea.post(adresse, COLLEGUE | {"structure": autre.pk})
    assert "structure" in reponse.context["form"].errors
    assert "Abadie" in reponse.content.decode()


def test_une_adresse_connue_garde_sa_fiche(bea, troupe, adresse):
    """The card found by its address is not rewritten, and its name is not shown."""
    connue = PersonneFactory(mission=troupe.mission, prenom="Paule", nom="Abadit", courriel="paul@example.org")
    reponse = bea.post(adresse, COLLEGUE, follow=True)
    assert messages(reponse) == ["Invitation envoyée à paul@example.org."]
    connue.refresh_from_db()
    assert str(connue) == "Paule Abadit"
    assert Invitation.objects.get().personne == connue


def test_un_nom_connu_ne_suffit_pas(bea, troupe, adresse):
    """Whoever enters with somebody's card would read their appuis."""
    homonyme = PersonneFactory(mission=troupe.mission, prenom="Paul", nom="Abadie", courriel="")
    AppuiFactory(mission=troupe.mission, beneficiaires=[homonyme])
    bea.post(adresse, COLLEGUE)
    assert Invitation.objects.get().personne != homonyme
    homonyme.refresh_from_db()
    assert homonyme.courriel == ""


def test_la_meme_reponse_pour_tous_les_refus(bea, troupe, adresse):
    """Already invited, already in, somebody else's account: nothing tells which."""
    deja = PersonneFactory(mission=troupe.mission, courriel="paul@example.org")
    inviter(troupe, deja, troupe.projet)
    prise = PersonneFactory(mission=troupe.mission, compte=UtilisateurFactory(email="prise@example.org"))
    troupe.projet.participants.add(prise)
    type(troupe.beneficiaire).objects.filter(pk=troupe.beneficiaire.pk).update(email="bea@example.org")
    phrases = set()
    for courriel in ("paul@example.org", "prise@example.org", "bea@example.org"):
        phrases.add(erreurs(bea.post(adresse, COLLEGUE | {"courriel": courriel})))
    assert phrases == {"Cette personne a déjà un accès ou une invitation. Un doute ? Voyez avec Agathe Roux."}
    assert Invitation.objects.count() == 1


@pytest.mark.parametrize("donnees", [{"nom": ""}, {"courriel": "x"}, {"prenom": "p" * 300}, {"nom": "\x00"}])
def test_rien_de_tape_n_est_perdu(bea, troupe, adresse, donnees):
    reponse = bea.post(adresse, COLLEGUE | donnees)
    assert reponse.status_code == 200
    assert "Président" in reponse.content.decode()
    assert not Invitation.objects.exists()


def test_trop_d_invitations(bea, troupe, adresse, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"inviter_un_collegue": "1/h/user"}
    bea.post(adresse, COLLEGUE)
    reponse = bea.post(adresse, COLLEGUE | {"courriel": "autre@example.org"})
    assert "patientez" in erreurs(reponse)


def test_envoye_deux_fois(bea, troupe, adresse):
    donnees = saisie(bea.get(adresse).context["form"]) | COLLEGUE
    for _ in range(2):
        assert bea.post(adresse, donnees).status_code == 302
    assert Personne.objects.filter(nom="Abadie").count() == 1
    assert Notification.objects.filter(destinataire=troupe.agent).count() == 1
