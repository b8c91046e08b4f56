"""What the look promises, seen in a browser: no obstacle found by axe, no sideways scroll, few and small requests,
the keyboard, the phone, and everything without JavaScript too."""

import gzip
import re

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from playwright.sync_api import Error, expect

from appuis.models import Engagement
from tests.acces import lignes
from tests.factories import EngagementFactory, StructureFactory
from tests.navigateur.conftest import ORDINATEUR, TELEPHONE, connecter, se_reconnecter
from tests.navigateur.regard import obstacles
from tests.personnages import troupe as monter_troupe

# Files, and what a machine asks.
SANS_PAGE = re.compile(r"pdf$|fichier$|^sante$")


@pytest.fixture
def troupe(db):
    return monter_troupe()


def est_une_page(page, adresse):
    """Goes there; False when it is a file, which is downloaded."""
    try:
        page.goto(adresse)
    except Error as erreur:
        if "Download is starting" not in erreur.message:
            raise
        return False
    return True


def chercher(page):
    return page.locator("[data-choix] input[type=search]").first


def defile_de_cote(page):
    """At 320 pixels wide, which is a zoom of 400 % on a laptop."""
    avant = page.viewport_size
    page.set_viewport_size({"width": 320, "height": 700})
    trop_large = page.evaluate("document.documentElement.scrollWidth > 320")
    page.set_viewport_size(avant)
    return trop_large


@pytest.mark.parametrize("taille", [ORDINATEUR, TELEPHONE], ids=["ordinateur", "telephone"])
@pytest.mark.parametrize("js", [True, False], ids=["js", "sans-js"])
@pytest.mark.urls("tests.navigateur.adresses_avec_galerie")
def test_the_gallery_has_no_obstacle(troupe, ouvrir, taille, js):
    page = ouvrir(troupe.agent, taille=taille, js=js)
    page.goto("/composants/")
    expect(page.get_by_role("heading", level=1, name="Composants")).to_be_visible()
    if js:
        assert obstacles(page) == []
        page.get_by_role("button", name="Supprimer…").click()
        expect(page.get_by_role("dialog", name="Supprimer ce document ?")).to_be_visible()
        assert obstacles(page) == []
    assert not defile_de_cote(page)


def publiques(troupe):
    """Every page that a visitor opens without an account."""
    ouvertes = [ligne for ligne in lignes() if ligne.public and ligne.get and not ligne.tierce]
    adresses = {reverse(ligne.nom, args=ligne.args(troupe)) for ligne in ouvertes if not SANS_PAGE.search(ligne.nom)}
    return ["/nulle-part/", "/compte/connexion/", *sorted(adresses)]


@pytest.mark.parametrize("taille", [ORDINATEUR, TELEPHONE], ids=["ordinateur", "telephone"])
def test_public_pages_have_no_obstacle(troupe, ouvrir, taille):
    adresses = publiques(troupe)
    assert reverse("demander", args=[troupe.mission.adresse_publique]) in adresses
    page = ouvrir(taille=taille)
    for adresse in adresses:
        if not est_une_page(page, adresse):
            continue
        assert obstacles(page) == [], adresse
        assert not defile_de_cote(page), adresse


@pytest.mark.urls("tests.navigateur.adresses_avec_galerie")
def test_a_page_is_light(troupe, ouvrir):
    page = ouvrir(troupe.agent)
    adresses = []
    page.on("request", lambda requete: adresses.append(requete.url))
    page.goto("/composants/")
    page.wait_for_load_state("networkidle")
    poids = {adresse: len(gzip.compress(page.request.get(adresse).body())) for adresse in set(adresses)}
    assert 5 <= len(adresses) <= 8, adresses
    assert sum(poids.values()) < 150_000, poids


@pytest.mark.urls("tests.navigateur.adresses_avec_galerie")
def test_searching_a_choice_keeps_what_is_picked(troupe, ouvrir):
    for n in range(30):
        StructureFactory(mission=troupe.mission, nom=f"Commune de Belval {n:02}")
    page = ouvrir(troupe.agent)
    page.goto("/composants/")
    groupe = page.get_by_role("group", name="Structures").first
    chercher = groupe.get_by_role("searchbox")
    chercher.press_sequentially("bélval 2")
    groupe.get_by_label("Commune de Belval 25").check()
    expect(page.locator("#annonce")).to_contain_text("12 résultats")
    chercher.fill("aubrives")
    groupe.get_by_label("GAL Terres").check()
    chercher.fill("introuvable")
    groupe.get_by_text("Aucun résultat pour « introuvable »").wait_for()
    expect(groupe.get_by_role("checkbox", checked=True)).to_have_count(2)
    expect(groupe.get_by_role("button", name="Chercher")).to_have_count(0)
    # Enter searches again rather than sending the form.
    chercher.press("Enter")
    expect(page).to_have_url("/composants/")

    seul = page.get_by_role("group", name="Référent").first
    seul.get_by_role("searchbox").fill("fontaine")
    seul.get_by_label("Béa Fontaine").check()
    expect(seul.get_by_role("radio", checked=True)).to_have_count(1)


@pytest.mark.urls("tests.navigateur.adresses_avec_galerie")
def test_the_menu_of_the_phone_needs_no_javascript(troupe, ouvrir):
    page = ouvrir(troupe.agent, taille=TELEPHONE, js=False)
    page.goto("/composants/")
    expect(page.get_by_role("link", name="À faire")).to_be_visible()
    quitter = page.get_by_role("button", name="Se déconnecter")
    expect(quitter).not_to_be_visible()
    page.get_by_role("button", name="Menu").click()
    expect(quitter).to_be_visible()
    quitter.click()
    page.wait_for_url("**/compte/connexion/**")
    assert not Session.objects.exists()


@pytest.mark.urls("tests.navigateur.adresses_avec_galerie")
def test_confirming_needs_no_javascript(troupe, ouvrir):
    page = ouvrir(troupe.agent, js=False)
    page.goto("/composants/")
    page.get_by_role("button", name="Supprimer…").click()
    page.get_by_role("dialog").get_by_role("button", name="Annuler").click()
    expect(page.get_by_role("dialog")).not_to_be_visible()
    page.get_by_role("button", name="Supprimer…").click()
    page.get_by_role("button", name="Supprimer le document").click()
    expect(page.get_by_role("status").filter(has_text="C’est fait.")).to_be_visible()
    expect(page.get_by_role("alert").filter(has_text="Cela n’a pas pu se faire.")).to_be_visible()


def test_the_first_key_leads_to_the_content(troupe, ouvrir):
    page = ouvrir(troupe.agent)
    page.goto("/accessibilite/")
    page.keyboard.press("Tab")
    lien = page.get_by_role("link", name="Aller au contenu")
    expect(lien).to_be_focused()
    expect(lien).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#contenu")).to_be_focused()


@pytest.mark.parametrize("js", [True, False], ids=["js", "sans-js"])
def test_errors_take_the_focus_and_lead_to_their_field(troupe, ouvrir, js):
    page = ouvrir(troupe.agent, js=js)
    page.goto("/echange/")
    page.get_by_role("button", name="Noter", exact=True).click()
    resume = page.locator("#erreurs")
    resume.wait_for()
    expect(page.locator("#erreurs")).to_be_focused()
    assert page.title().startswith("Erreur")
    if js:
        assert obstacles(page) == []
    resume.get_by_role("link").first.click()
    page.wait_for_function("document.activeElement.closest('fieldset, .champ')")
    champ = page.evaluate("document.activeElement.id")
    decrit = page.evaluate("document.activeElement.closest('fieldset, .champ').querySelector('.erreur-champ').id")
    assert champ
    assert decrit.startswith(champ.removesuffix("_q").removesuffix("_0"))


def test_a_line_too_long_is_told(troupe, ouvrir):
    page = ouvrir(troupe.agent)
    page.goto("/appuis/nouveau/")
    nom = page.get_by_label(re.compile("^Intitulé"))
    limite = int(nom.get_attribute("maxlength"))
    nom.fill("é" * limite)
    page.get_by_text(f"Limite atteinte : {limite} caractères").wait_for()
    assert obstacles(page) == []


def test_leaving_unsaved_typing_asks_first(troupe, ouvrir):
    page = ouvrir(troupe.agent)
    page.goto("/echange/")
    questions = []
    page.on("dialog", lambda d: (questions.append(d.type), d.accept()))
    page.get_by_label("Prochaine étape").fill("Rappeler")
    page.get_by_role("link", name="Accueil").click()
    page.wait_for_url(lambda url: "/echange/" not in url)
    assert questions == ["beforeunload"]


def test_an_expired_session_loses_nothing(troupe, ouvrir):
    """A search meets the sign-in page: the form stays, one signs in over it, then saving works again."""
    page = ouvrir(troupe.agent)
    page.goto("/echange/")
    page.get_by_label("De quoi avez-vous parlé").fill("Relecture de l’offre")
    Session.objects.all().delete()
    chercher(page).fill("noisette")
    avis = page.get_by_role("alert").filter(has_text="Votre session a expiré")
    avis.wait_for()
    avis.get_by_role("button", name="Me reconnecter ici").click()
    se_reconnecter(page, troupe.agent)
    expect(page.get_by_label("De quoi avez-vous parlé")).to_have_value("Relecture de l’offre")
    chercher(page).fill("filière")
    page.locator("[data-resultats]").get_by_label("Filière noisette").check()
    page.get_by_role("button", name="Noter", exact=True).click()
    page.wait_for_url(lambda url: "/echange/" not in url)
    assert troupe.appui.sequences.filter(nature="Relecture de l’offre").count() == 1


def test_a_session_expired_while_typing_is_noticed_before_sending(troupe, ouvrir):
    page = ouvrir(troupe.agent)
    page.clock.install()
    page.goto("/echange/")
    chercher(page).fill("filière")
    page.locator("[data-resultats]").get_by_label("Filière noisette").check()
    page.get_by_label("De quoi avez-vous parlé").fill("Relecture de l’offre")
    Session.objects.all().delete()
    page.clock.fast_forward("00:03")
    page.get_by_role("button", name="Noter", exact=True).click()
    page.get_by_role("alert").filter(has_text="Votre session a expiré").wait_for()
    connecter(page.context.new_page(), troupe.agent.email)
    page.get_by_role("button", name="Noter", exact=True).click()
    page.wait_for_url(lambda url: "/echange/" not in url)
    assert troupe.appui.sequences.filter(nature="Relecture de l’offre").count() == 1


def test_a_button_pressed_after_the_session_is_not_lost(troupe, ouvrir):
    EngagementFactory(appui=troupe.appui, quoi="Appeler Serina", charge=None, personne=troupe.personne)
    page = ouvrir(troupe.beneficiaire)
    page.clock.install()
    page.goto("/espace/")
    Session.objects.all().delete()
    page.clock.fast_forward("02:00")
    page.get_by_role("button", name="C’est fait : « Appeler Serina »").click()
    avis = page.get_by_role("alert").filter(has_text="Votre session a expiré")
    avis.get_by_role("button", name="Me reconnecter ici").click()
    se_reconnecter(page, troupe.beneficiaire)
    page.get_by_text("Rien ne vous attend pour l’instant.").wait_for()
    assert Engagement.objects.get().fait_le


def test_pressing_twice_sends_once(troupe, ouvrir):
    page = ouvrir(troupe.agent)
    page.goto("/echange/")
    envois = []
    # The first answer takes its time: it never comes.
    page.route("**/echange/", lambda route: envois.append(route))
    page.evaluate(
        "() => { const b = document.querySelector('form[data-formulaire] .btn-appel');"
        " b.click(); setTimeout(() => b.click(), 200) }"
    )
    page.wait_for_timeout(600)
    assert len(envois) == 1
    # A browser that waits for an answer for ever cannot be closed.
    envois[0].abort()


def test_a_dead_server_is_said(troupe, navigateur, live_server):
    contexte = navigateur.new_context(base_url=live_server.url)  # the failure is expected in the console
    page = contexte.new_page()
    connecter(page, troupe.agent.email)
    page.goto("/echange/")
    page.route("**/choisir/**", lambda route: route.fulfill(status=503, body="indisponible"))
    chercher(page).fill("noisette")
    avis = page.get_by_role("alert").filter(has_text="n’a pas pu être mise à jour")
    avis.wait_for()
    page.unroute("**/choisir/**")
    avis.get_by_role("button", name="Réessayer").click()
    page.get_by_text("1 résultat.").first.wait_for()
    expect(avis).not_to_be_visible()
    contexte.close()
