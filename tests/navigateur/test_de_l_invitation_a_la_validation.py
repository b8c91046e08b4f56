"""The whole way of a bénéficiaire on a phone: from the mail received to the fiches validated; on both databases."""

import re

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from playwright.sync_api import expect

from appuis.models import Invitation
from outils.models import PreProjet, SelectionPartenaire
from tests.factories import PersonneFactory
from tests.navigateur.conftest import TELEPHONE
from tests.navigateur.fiches import attendre_l_enregistrement, etat, rang, texte_du_pdf
from tests.navigateur.regard import sain

pytestmark = pytest.mark.deux_bases
OBJECTIFS = "Former les producteurs et vendre ensemble."
REMARQUE = "Précisez avec qui."
COMPLEMENTS = "Une coopérative de quarante producteurs."
CORRIGE = "Former les producteurs de deux vallées et vendre ensemble."


@pytest.fixture
def lucie(troupe):
    """Somebody of the réseau, without any account yet."""
    return PersonneFactory(
        mission=troupe.mission,
        structure=troupe.structure,
        prenom="Lucie",
        nom="Berthier",
        courriel="lucie@example.org",
    )


def inviter(page, troupe, lucie):
    page.goto(reverse("invitations:a_un_appui", args=[troupe.appui.pk]))
    page.get_by_role("searchbox").or_(page.locator(".choix-recherche input")).first.fill("Berthier")
    page.get_by_label(re.compile("Lucie Berthier")).first.check()
    page.get_by_role("button", name=re.compile("Inviter|Envoyer")).first.click()
    page.get_by_text("Invitation envoyée à Lucie Berthier").wait_for()


def entrer_par_l_invitation(page, boite, lucie):
    page.goto(boite.lien(lucie.courriel))
    sain(page)
    page.reload()
    page.get_by_role("button", name="Accepter l’invitation").click()
    page.get_by_role("heading", name="Écrivez le code reçu").wait_for()
    page.get_by_label(re.compile("Code")).fill(boite.code(lucie.courriel))
    page.get_by_role("button", name="Se connecter").click()
    page.get_by_role("heading", name="À faire maintenant").wait_for()


def demander(page, troupe, outil):
    """The officer asks for a fiche, begun with what the portal knows."""
    page.goto(f"{reverse('outils:demander_nouvelle', args=[outil.code])}?appui={troupe.appui.pk}")
    page.get_by_label("Lucie Berthier").check()
    page.get_by_role("button", name="Demander").click()
    page.wait_for_url(re.compile(rf"/outils/{outil.code}/\d+/"))
    fiche = outil.objects.latest("pk")
    # What was said on the phone already: the rest is hers.
    if outil is PreProjet:
        outil.objects.filter(pk=fiche.pk).update(titre_du_projet="Noisette", problematique="Chacun vend seul.")
        fiche.actions_communes.create(cle="visite", action="Visite croisée")
    else:
        outil.objects.filter(pk=fiche.pk).update(partenaire="Gruppo Valle Serina")
    return fiche


def signer_de_nouveau(page, boite, compte):
    """The session ended while typing: one enters again by a code, over the text."""
    page.get_by_role("button", name="Me reconnecter ici").click()
    fenetre = page.get_by_role("dialog", name="Se reconnecter")
    fenetre.get_by_role("link", name="Recevoir un code par e-mail").click()
    fenetre.get_by_role("button", name="Envoyer le code").click()
    champ = fenetre.get_by_label(re.compile("Code"))
    champ.wait_for()
    champ.fill(boite.code(compte))
    fenetre.get_by_role("button", name="Se connecter").click()
    fenetre.wait_for(state="detached")


def aller_a(page, champ):
    """Step by step, until the part of this field."""
    while not champ.is_visible():
        page.get_by_role("button", name="Suivant").click()


def transmettre(page, fiche):
    page.goto(reverse("outils:relire", args=[fiche.genre, fiche.pk]))
    sain(page)
    page.get_by_role("button", name="Transmettre", exact=True).click()
    page.get_by_role("heading", name="Accusé de réception").wait_for()
    sain(page)
    return page.locator(".numero-recu").inner_text()


def test_it_works(troupe, lucie, ouvrir, boite):
    agent = ouvrir(troupe.agent)
    inviter(agent, troupe, lucie)
    page = ouvrir(taille=TELEPHONE)
    entrer_par_l_invitation(page, boite, lucie)
    compte = type(lucie).objects.get(pk=lucie.pk).compte
    assert Invitation.objects.get().acceptee_le

    # Asked for two fiches; the mail tells it, the space leads to them.
    pre_projet, selection = (demander(agent, troupe, outil) for outil in (PreProjet, SelectionPartenaire))
    assert any("Fiche pré-projet" in m["Subject"] for m in boite.relever(compte))
    page.goto("/espace/")
    sain(page)
    page.get_by_role("link", name=re.compile("Remplir.*pré-projet")).first.click()
    page.wait_for_url(re.compile(r"/modifier/"))
    sain(page)

    # The session ends while she types: nothing is lost, she goes on where she was.
    champ = page.get_by_label("Objectifs opérationnels")
    aller_a(page, champ)
    Session.objects.all().delete()
    champ.fill(OBJECTIFS)
    etat(page).filter(has_text="Votre session a expiré").wait_for()
    signer_de_nouveau(page, boite, compte)
    attendre_l_enregistrement(page)
    expect(champ).to_have_value(OBJECTIFS)
    assert PreProjet.objects.get().objectifs == OBJECTIFS
    numero = transmettre(page, pre_projet)
    assert any(numero in m["Subject"] + m.get_body(("plain",)).get_content() for m in boite.relever(compte))

    # The officer comments one answer and asks for a correction.
    agent = ouvrir(troupe.agent)
    agent.goto(reverse("outils:commenter", args=[pre_projet.genre, pre_projet.pk]))
    reponse = agent.locator(".commentaire").filter(has_text=OBJECTIFS)
    reponse.get_by_text("Commenter").click()
    reponse.get_by_role("textbox").fill(REMARQUE)
    agent.get_by_role("button", name="Demander une correction").click()
    agent.wait_for_url(re.compile(rf"/{pre_projet.pk}/$"))

    # The remark is beside the field; she corrects, and transmits again.
    page.goto("/espace/")
    page.get_by_role("link", name=re.compile("Corriger")).first.click()
    page.get_by_text(REMARQUE).first.wait_for()
    sain(page)
    aller_a(page, champ)
    champ.fill(CORRIGE)
    attendre_l_enregistrement(page)
    assert transmettre(page, pre_projet) != numero

    # Then the other fiche, where she says what she knows of the partner.
    page.goto("/espace/")
    page.get_by_role("link", name=re.compile("Remplir.*partenaire")).first.click()
    page.wait_for_url(re.compile(rf"/{selection.pk}/modifier/"))
    complements = rang(page, "Critère", 1).get_by_label("Compléments/remarques")
    aller_a(page, complements)
    complements.fill(COMPLEMENTS)
    attendre_l_enregistrement(page)
    transmettre(page, selection)

    # Validated: both PDFs say what she wrote.
    for fiche in (PreProjet.objects.get(), SelectionPartenaire.objects.get()):
        agent.goto(fiche.get_absolute_url())
        agent.get_by_role("button", name="Valider").first.click()
        agent.get_by_text("La fiche est validée").wait_for()
    page.goto(pre_projet.get_absolute_url())
    page.get_by_text("Vous pouvez la relire et la télécharger").wait_for()
    assert CORRIGE in texte_du_pdf(page)
    page.goto(selection.get_absolute_url())
    assert COMPLEMENTS in texte_du_pdf(page)

    # A stranger sees nothing of all this; a visitor is sent to sign in.
    etranger, visiteur = ouvrir(troupe.etranger), ouvrir()
    for adresse in (pre_projet.get_absolute_url(), selection.get_absolute_url(), "/espace/"):
        assert etranger.goto(adresse).status == 404
        visiteur.goto(adresse)
        expect(visiteur.get_by_role("heading", level=1)).to_have_text("Se connecter")
        expect(visiteur).to_have_url(re.compile("/compte/connexion/"))
