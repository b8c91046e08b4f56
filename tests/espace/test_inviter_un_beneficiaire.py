"""An officer invites a person of the réseau to an appui or a project: by whom, from where, and what is refused."""

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.urls import reverse

from appuis.models import Appui, Invitation
from comptes.models import Utilisateur
from coopappui.jeton import empreinte
from missions.models import Personne
from tests.comptes.outils import code_recu, donner_le_code, est_connecte
from tests.ecritures import ecritures
from tests.espace.invitations import (
    a_un_appui,
    a_un_projet,
    erreurs,
    espace,
    inviter,
    jeton_recu,
    lien_recu,
    messages,
    titres,
)
from tests.factories import AppuiFactory, PersonneFactory, ProjetFactory, UtilisateurFactory

CONFIRMER_LE_CODE = reverse("account_confirm_login_code")


# --- from the page of the officer to the space of the invited person --------------------------


def test_de_l_invitation_a_l_espace(agathe, troupe, lucie, visiteur):
    reponse = agathe.post(a_un_appui(troupe.appui), {"personne": lucie.pk}, follow=True)
    assert messages(reponse) == ["Invitation envoyée à Lucie Berthier, lucie@example.org."]
    [courriel] = mail.outbox
    assert courriel.to == ["lucie@example.org"]
    assert courriel.subject == "Agathe Roux vous invite sur CoopAppui"
    assert "Filière noisette" in courriel.body

    page = visiteur.get(lien_recu()).content.decode()
    for attendu in ("Agathe Roux vous invite", "l’appui « Filière noisette »", "Mission Haut-Vernay", "Vos données"):
        assert attendu in page
    reponse = visiteur.post(lien_recu())
    assert reponse["Location"].startswith(CONFIRMER_LE_CODE)
    assert mail.outbox[-1].to == ["lucie@example.org"]
    reponse = visiteur.post(reponse["Location"], {"code": code_recu(), "next": espace(troupe.appui)})
    assert reponse["Location"] == espace(troupe.appui)
    assert visiteur.get(espace(troupe.appui)).status_code == 200

    lucie.refresh_from_db()
    assert (str(lucie.compte), lucie.compte.email) == ("Lucie Berthier", "lucie@example.org")
    assert lucie in troupe.appui.beneficiaires.all()
    assert lucie.history.first().history_user == lucie.compte
    assert titres(troupe.agent) == ["Lucie Berthier a accepté l’invitation : « Filière noisette »"]
    assert titres(lucie.compte) == []


def test_la_page_du_code_garde_la_suite(troupe, lucie, visiteur):
    inviter(troupe, lucie)
    page = visiteur.post(lien_recu(), follow=True)
    assert f'value="{espace(troupe.appui)}"' in page.content.decode()
    assert "lucie@example.org" in page.content.decode()


def test_a_un_projet(agathe, troupe, lucie, visiteur):
    agathe.post(a_un_projet(troupe.projet), {"personne": lucie.pk})
    assert "le projet « Filière noisette »" in visiteur.get(lien_recu()).content.decode()
    visiteur.post(lien_recu())
    assert lucie in troupe.projet.participants.all()
    assert lucie not in troupe.appui.beneficiaires.all()
    donner_le_code(visiteur, code_recu())
    assert visiteur.get(espace(troupe.projet)).status_code == 200
    assert visiteur.get(espace(troupe.appui)).status_code == 404


def test_lire_l_invitation_ne_consomme_rien(troupe, lucie, visiteur):
    invitation = inviter(troupe, lucie)
    lien, envoyes = lien_recu(), len(mail.outbox)
    with ecritures() as sql:
        for _ in range(3):
            assert visiteur.get(lien).status_code == 200
            assert visiteur.head(lien).status_code == 200
    assert not sql
    invitation.refresh_from_db()
    assert invitation.utilisable
    assert len(mail.outbox) == envoyes
    assert not Utilisateur.objects.filter(email="lucie@example.org").exists()


def test_le_lien_n_est_garde_nulle_part(troupe, lucie):
    invitation = inviter(troupe, lucie)
    jeton = jeton_recu()
    assert len(jeton) >= 43  # 32 bytes
    assert invitation.empreinte == empreinte(jeton)
    assert jeton not in str(list(Invitation.objects.values_list()))


def test_transfere_a_un_autre_le_lien_n_ouvre_rien(troupe, lucie, visiteur):
    inviter(troupe, lucie)
    visiteur.post(lien_recu())
    assert mail.outbox[-1].to == ["lucie@example.org"]
    assert not est_connecte(visiteur)
    assert visiteur.get(espace(troupe.appui)).status_code == 302


def test_deja_connecte_on_entre_aussitot(connecte, troupe, lucie):
    compte = UtilisateurFactory(email="lucie@example.org")
    inviter(troupe, lucie)
    client, envoyes = connecte(compte), len(mail.outbox)
    assert "Vous êtes déjà connecté" in client.get(lien_recu()).content.decode()
    reponse = client.post(lien_recu(), follow=True)
    assert reponse.redirect_chain == [(espace(troupe.appui), 302)]
    # Told to the officer, not to the invited person; no code.
    assert [m.to for m in mail.outbox[envoyes:]] == [[troupe.agent.email]]


def test_connecte_sous_un_autre_nom(connecte, troupe, lucie):
    invitation = inviter(troupe, lucie)
    lien, client = lien_recu(), connecte(troupe.collegue)
    for reponse in (client.get(lien), client.post(lien)):
        page = reponse.content.decode()
        assert "Vous êtes connecté avec l’adresse <b>colin@example.org</b>" in page
        assert "Accepter l’invitation" not in page
    invitation.refresh_from_db()
    assert invitation.utilisable
    reponse = client.post(reverse("account_logout"), {"next": lien})
    assert reponse["Location"] == lien
    assert "Accepter" in client.get(lien).content.decode()


def test_un_compte_existe_deja_ailleurs(troupe, lucie, visiteur):
    compte = UtilisateurFactory(email="lucie@example.org", first_name="Lucie", last_name="Dupuis")
    inviter(troupe, lucie)
    visiteur.post(lien_recu())
    lucie.refresh_from_db()
    assert lucie.compte == compte
    assert str(compte) == "Lucie Dupuis"


def test_un_compte_ferme_n_entre_pas(troupe, lucie, visiteur):
    UtilisateurFactory(email="lucie@example.org", is_active=False)
    inviter(troupe, lucie)
    envoyes = len(mail.outbox)
    reponse = visiteur.post(lien_recu())
    assert reponse["Location"].startswith(CONFIRMER_LE_CODE)
    assert [m.to for m in mail.outbox[envoyes:]] == [[troupe.agent.email]]


# --- refusals, said nicely --------------------------------------------------------------------


def test_sans_adresse(agathe, troupe):
    muette = PersonneFactory(mission=troupe.mission, courriel="")
    reponse = agathe.post(a_un_appui(troupe.appui), {"personne": muette.pk})
    assert "n’a pas d’adresse e-mail" in erreurs(reponse)
    assert not mail.outbox


def test_l_adresse_d_une_autre_personne(agathe, troupe, lucie):
    inviter(troupe, lucie)
    jumelle = PersonneFactory(mission=troupe.mission, courriel="lucie@example.org")
    reponse = agathe.post(a_un_appui(troupe.appui), {"personne": jumelle.pk})
    assert "déjà celle de Lucie Berthier" in erreurs(reponse)
    assert not Invitation.objects.filter(personne=jumelle).exists()


@pytest.mark.parametrize("etat", ["arrete", "clos"])
def test_un_appui_ferme(agathe, troupe, lucie, etat):
    Appui.objects.update(etat=etat, motif_arret="autre" if etat == "arrete" else "")
    reponse = agathe.post(a_un_appui(troupe.appui), {"personne": lucie.pk})
    assert "reprenez-le" in erreurs(reponse)


def test_deja_invitee(agathe, troupe, lucie):
    inviter(troupe, lucie)
    reponse = agathe.post(a_un_appui(troupe.appui), {"personne": lucie.pk})
    assert "attend déjà Lucie Berthier" in erreurs(reponse)
    assert "renvoyer" in erreurs(reponse)
    assert len(mail.outbox) == 1


def test_deja_beneficiaire(agathe, troupe):
    for adresse in (a_un_appui(troupe.appui), a_un_projet(troupe.projet)):
        reponse = agathe.post(adresse, {"personne": troupe.personne.pk})
        assert "y a déjà accès" in erreurs(reponse)


def test_une_personne_d_ailleurs(agathe, troupe):
    ailleurs = PersonneFactory()
    reponse = agathe.post(a_un_appui(troupe.appui), {"personne": ailleurs.pk})
    assert "personne" in reponse.context["form"].errors
    with pytest.raises(ValidationError, match="réseau de la mission"):
        inviter(troupe, ailleurs)


@pytest.mark.parametrize("donnees", [{"jeton": "x"}, {"personne": "x"}, {"personne": "9" * 30}, {"personne": "\x00"}])
def test_personne_de_choisi(agathe, troupe, donnees):
    reponse = agathe.post(a_un_appui(troupe.appui), donnees)
    assert reponse.status_code == 200
    assert erreurs(reponse)


def test_trop_d_invitations(agathe, troupe, lucie, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"inviter": "1/h/user"}
    agathe.post(a_un_appui(troupe.appui), {"personne": lucie.pk})
    autre = PersonneFactory(mission=troupe.mission)
    reponse = agathe.post(a_un_appui(troupe.appui), {"personne": autre.pk})
    assert "patientez" in erreurs(reponse)
    invitation = Invitation.objects.get()
    reponse = agathe.post(reverse("invitations:renvoyer", args=[invitation.pk]), follow=True)
    assert "patientez" in messages(reponse)[0]
    assert len(mail.outbox) == 1


# --- somebody who is not in the réseau yet ----------------------------------------------------

NOUVELLE = {
    "personne-prenom": "Marius",
    "personne-nom": "Leroux",
    "personne-courriel": "marius@example.org",
    "personne-fonction": "Maire",
}


def test_une_nouvelle_personne(agathe, troupe):
    donnees = NOUVELLE | {"personne-structure": troupe.structure.pk}
    assert agathe.post(a_un_appui(troupe.appui), donnees).status_code == 302
    marius = Personne.objects.get(nom="Leroux")
    assert (marius.mission, marius.structure, marius.fonction) == (troupe.mission, troupe.structure, "Maire")
    assert marius.history.first().history_user == troupe.agent
    assert mail.outbox[-1].to == ["marius@example.org"]


def test_les_doublons_sont_montres(agathe, troupe, lucie):
    donnees = NOUVELLE | {"personne-prenom": "Lucie", "personne-nom": "Bertier"}
    reponse = agathe.post(a_un_appui(troupe.appui), donnees)
    assert lucie.get_absolute_url() in reponse.content.decode()
    assert "C’est bien une autre personne" in reponse.content.decode()
    assert not mail.outbox
    assert agathe.post(a_un_appui(troupe.appui), donnees | {"personne-autre": "on"}).status_code == 302
    assert Personne.objects.filter(nom="Bertier").count() == 1


def test_une_adresse_deja_au_reseau(agathe, troupe, lucie):
    reponse = agathe.post(a_un_appui(troupe.appui), NOUVELLE | {"personne-courriel": "lucie@example.org"})
    assert "C’est l’adresse de Lucie Berthier" in erreurs(reponse)


@pytest.mark.parametrize("courriel", ["", "pas une adresse"])
def test_une_nouvelle_personne_sans_adresse(agathe, troupe, courriel):
    reponse = agathe.post(a_un_appui(troupe.appui), NOUVELLE | {"personne-courriel": courriel})
    assert "courriel" in reponse.context["form"].nouvelle.errors
    assert "Marius" in reponse.content.decode()
    assert not Personne.objects.filter(nom="Leroux").exists()


def test_les_deux_a_la_fois(agathe, troupe, lucie):
    reponse = agathe.post(a_un_appui(troupe.appui), NOUVELLE | {"personne": lucie.pk})
    assert "pas les deux" in erreurs(reponse)


def test_envoye_deux_fois(agathe, troupe):
    donnees = NOUVELLE | {"jeton": str(agathe.get(a_un_appui(troupe.appui)).context["form"]["jeton"].value())}
    for _ in range(2):
        assert agathe.post(a_un_appui(troupe.appui), donnees).status_code == 302
    assert Personne.objects.filter(nom="Leroux").count() == 1
    assert len(mail.outbox) == 1


# --- from the card of a person ----------------------------------------------------------------


def test_depuis_la_fiche(agathe, troupe, lucie):
    fiche = agathe.get(lucie.get_absolute_url()).content.decode()
    adresse = reverse("invitations:une_personne", args=[lucie.pk])
    assert adresse in fiche
    reponse = agathe.post(adresse, {"appui": troupe.appui.pk}, follow=True)
    assert "Invitation envoyée" in messages(reponse)[0]
    assert "Invitation envoyée le" in reponse.content.decode()


def test_depuis_la_fiche_vers_un_projet(agathe, troupe, lucie):
    adresse = reverse("invitations:une_personne", args=[lucie.pk])
    assert agathe.post(adresse, {"projet": troupe.projet.pk}).status_code == 302
    assert Invitation.objects.get().projet == troupe.projet


def test_son_appui_est_propose_d_abord(agathe, troupe, lucie):
    autre = AppuiFactory(mission=troupe.mission, charge=troupe.agent, beneficiaires=[lucie])
    form = agathe.get(reverse("invitations:une_personne", args=[lucie.pk])).context["form"]
    assert form.fields["appui"].initial == autre


def test_ni_l_appui_d_un_collegue_ni_un_projet_d_ailleurs(agathe, troupe, lucie):
    adresse = reverse("invitations:une_personne", args=[lucie.pk])
    autres = AppuiFactory(mission=troupe.mission, charge=troupe.collegue), ProjetFactory()
    for donnees in ({"appui": autres[0].pk}, {"projet": autres[1].pk}, {}, {"appui": troupe.appui.pk, "projet": 1}):
        assert agathe.post(adresse, donnees).status_code == 200
    assert not Invitation.objects.exists()
