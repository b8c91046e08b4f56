"""From a feed to a letter received: collected, sorted, kept, put into a letter, sent, unsubscribed from."""

import pytest
from playwright.sync_api import expect

from coopappui.boite import texte
from missions.models import Information, Lettre
from tests.factories import PersonneFactory
from tests.navigateur.conftest import TELEPHONE
from tests.navigateur.regard import obstacles
from tests.veille.serveur import article, rss
from tests.veille.serveur import ouvrir as ouvrir_un_site


@pytest.fixture
def site(settings):
    site, serveur = ouvrir_un_site(0)
    settings.LECTURE_PORTS = [site.port]
    settings.LECTURE_RESEAUX_PERMIS = ["127.0.0.1/32"]
    yield site
    serveur.shutdown()
    serveur.server_close()


@pytest.fixture
def personnes(troupe):
    troupe.personne.courriel = "bea.fontaine@example.org"
    troupe.personne.save()
    return [
        troupe.personne,
        PersonneFactory(mission=troupe.mission, prenom="Hugues", nom="Rey", courriel="hugues.rey@example.org"),
    ]


@pytest.mark.deux_bases
def test_it_works(troupe, ouvrir, boite, site, personnes):
    page = ouvrir(troupe.agent)
    _relever(page, site, troupe, boite)
    _trier(page, troupe)
    _composer(page)
    _envoyer(page, personnes, boite)
    _se_desabonner(ouvrir, boite, personnes, page)


def _relever(page, site, troupe, boite):
    fil = site.repond(
        rss(
            article(1, "Les horaires de la piscine"),
            article(2, "Un jumelage entre deux vallées", "&lt;p&gt;Trois ans déjà.&lt;/p&gt;"),
            article(3, "Un appel à projets européen", "&lt;script&gt;alert(1)&lt;/script&gt;Jusqu’en mars."),
        )
    )
    page.get_by_role("link", name="Veille").first.click()
    page.get_by_role("link", name="Sources", exact=True).click()
    page.get_by_role("link", name="Nouvelle source").first.click()
    page.get_by_label("Nom").fill("Le Courrier rural")
    page.get_by_label("Famille d’outils").select_option("Agrégateurs de flux RSS")
    page.get_by_label("Fil RSS ou Atom").fill(fil)
    page.get_by_label("Alimenter les personnes accompagnées").check()
    page.get_by_label("Mots-clés").fill("jumelage, appel à projets")
    page.get_by_role("button", name="Ajouter la source").click()
    page.get_by_text("en cours de lecture").wait_for()
    boite.relever(troupe.agent)
    page.reload()
    page.get_by_text("Fil relevé aujourd’hui").wait_for()
    assert obstacles(page) == []


def _trier(page, troupe):
    page.get_by_role("link", name="Veille").first.click()
    titres = page.locator(".information-titre")
    expect(titres.nth(2)).to_contain_text("piscine")
    page.get_by_role("button", name="Écarter : Les horaires de la piscine").click()
    page.locator(".information.triee").get_by_text("écartée").wait_for()
    page.get_by_role("button", name="Garder : Un jumelage entre deux vallées").click()
    page.get_by_role("button", name="Remettre à lire : Un jumelage entre deux vallées").wait_for()
    assert obstacles(page) == []
    page.get_by_role("link", name="Classer : Un appel à projets européen").click()
    page.get_by_label("Ajouter un thème").fill("Europe, Financements")
    page.get_by_label("Stade de la coopération").select_option("envie")
    page.get_by_label("Note").fill("À montrer à la prochaine réunion.")
    page.get_by_role("button", name="Enregistrer et garder").click()
    page.get_by_text("gardée, c’est noté").wait_for()
    assert Information.objects.gardees().count() == 2
    page.get_by_label("État").select_option("gardee")
    page.locator("#informations").get_by_text("Financements").wait_for()


def _composer(page):
    page.get_by_role("link", name="Listes de diffusion").click()
    page.get_by_role("link", name="Nouvelle liste").first.click()
    page.get_by_label("Nom").fill("Les porteurs de projets")
    page.get_by_role("button", name="Continuer").click()
    page.get_by_label("Béa Fontaine").check()
    _filtrer(page, "Rey", "Béa Fontaine")
    page.get_by_label("Hugues Rey").check()
    assert obstacles(page) == []
    page.get_by_role("button", name="Ajouter les personnes cochées").click()
    page.get_by_text("2 à qui écrire").wait_for()
    page.get_by_role("link", name="Veille").first.click()
    page.get_by_role("link", name="Lettres").click()
    page.get_by_role("link", name="Nouvelle lettre").first.click()
    page.get_by_label("Titre").fill("La lettre de novembre")
    page.get_by_label("Liste de diffusion").select_option("Les porteurs de projets")
    page.get_by_label("Introduction").fill("Bonjour **à tous**,")
    page.get_by_role("button", name="Continuer").click()
    page.get_by_label("Un jumelage entre deux vallées").check()
    _filtrer(page, "européen", "Un jumelage entre deux vallées")
    page.get_by_label("Un appel à projets européen").check()
    assert obstacles(page) == []
    page.get_by_role("button", name="Ajouter à la lettre").click()
    page.get_by_text("2 informations ajoutées").wait_for()
    page.get_by_role("link", name="Écrire un article").click()
    page.get_by_label("Titre").fill("Notre journée d’idées")
    page.get_by_label("Texte").fill("Elle aura lieu au **printemps**.")
    page.get_by_role("button", name="Enregistrer").click()
    page.get_by_role("button", name="Monter « Notre journée d’idées »").click()
    page.get_by_role("button", name="Monter « Notre journée d’idées »").click()
    page.wait_for_url("**#article-*")
    expect(page.locator("ol.articles li").first).to_contain_text("Notre journée")
    page.get_by_role("button", name="Retirer Notre journée d’idées").click()
    question = page.get_by_role("dialog", name="Retirer cet article ?")
    question.wait_for()
    assert obstacles(page) == []
    question.get_by_role("button", name="Annuler").click()
    apercu = page.frame_locator("iframe.apercu")
    apercu.get_by_text("à tous").wait_for()
    assert obstacles(page) == []


def _filtrer(page, mots, coche):
    """Filtering again shows what answers, and loses nothing of what is ticked."""
    with page.expect_response(lambda r: "q=" in r.url):
        page.get_by_label("Rechercher").fill(mots)
    expect(page.get_by_label(coche)).to_be_checked()


def _envoyer(page, personnes, boite):
    page.get_by_role("button", name="Envoyer la lettre").click()
    page.get_by_role("button", name="Envoyer maintenant").click()
    page.get_by_text("part à 2 personnes").wait_for()
    for personne in personnes:
        (message,) = boite.relever(personne.courriel)
        assert message["Subject"] == "La lettre de novembre"
        assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        html = message.get_body(("html",)).get_content()
        assert "<strong>printemps</strong>" in html
        assert "script" not in html
        en_texte = texte(message)
        assert "Elle aura lieu au printemps." in en_texte
        assert "prochaine réunion" not in html + en_texte
        assert html.index("journée d’idées") < html.index("jumelage")
    page.reload()
    page.get_by_text("Ce qui est parti").wait_for()
    expect(page.get_by_role("button", name="Envoyer la lettre")).to_have_count(0)
    assert obstacles(page) == []


def _se_desabonner(ouvrir, boite, personnes, page):
    message = boite.relever(personnes[1].courriel)[0]
    visiteur = ouvrir(None, TELEPHONE)
    visiteur.goto(message["List-Unsubscribe"].strip(" <>"))
    assert obstacles(visiteur) == []
    visiteur.get_by_role("button", name="Ne plus les recevoir").click()
    visiteur.get_by_text("Vous ne recevrez plus").wait_for()
    assert obstacles(visiteur) == []
    page.get_by_role("button", name="Dupliquer").click()
    page.get_by_text("1 personne à qui écrire").wait_for()
    page.get_by_role("link", name="Les porteurs de projets").click()
    page.get_by_text("Ne veut plus de lettres").wait_for()
    assert obstacles(page) == []
    assert Lettre.objects.filter(etat="envoyee").count() == 1
