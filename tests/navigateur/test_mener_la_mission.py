"""A mission in a real browser, from its creation to its first published offer: an administrator opens it and names its
officer, who follows its phases, contacts groups, writes the offer, hears what is said of it, and publishes it."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from missions.models import Mission, OffreDAppui, RemarqueSurLOffre
from tests.factories import MembreFactory, StructureFactory
from tests.missions.documents import charte
from tests.navigateur.conftest import ORDINATEUR, TELEPHONE
from tests.navigateur.regard import sain
from tests.navigateur.test_mener_un_appui import choisir

pytestmark = pytest.mark.deux_bases


def _creer(page, troupe):
    page.goto(reverse("admin:missions_mission_add"))
    page.get_by_label("Nom", exact=False).first.fill("Mission des Hauts Plateaux")
    page.locator(".select2-selection").first.click()
    page.locator(".select2-search__field").fill("etienne")
    page.locator(".select2-results__option", has_text="Étienne").click()
    page.locator("select[name$='-role']").first.select_option("charge")
    page.get_by_role("button", name="Enregistrer", exact=True).click()
    page.locator(".success").wait_for()
    return Mission.objects.get(nom="Mission des Hauts Plateaux")


def _ouvrir_les_pages_publiques(page, mission):
    """As its responsable does, from the page of the mission; what would let nobody write to it is refused."""
    page.goto(reverse("mission:mission", args=[mission.pk]))
    page.get_by_role("link", name=re.compile("Écrire et ouvrir")).click()
    page.get_by_label("Ouvrir les pages publiques").check()
    page.get_by_role("button", name="Enregistrer", exact=True).click()
    page.get_by_text("donnez un téléphone ou un courriel").first.wait_for()
    sain(page)
    page.get_by_label("Courriel").fill("appui@example.org")
    page.get_by_role("button", name="Enregistrer", exact=True).click()
    page.get_by_text("les pages publiques sont ouvertes à tous").wait_for()
    sain(page)


@pytest.mark.parametrize("taille", [ORDINATEUR, TELEPHONE], ids=["ordinateur", "telephone"])
def test_it_works(troupe, ouvrir, taille):
    mission = _creer(ouvrir(troupe.admin), troupe)
    MembreFactory(mission=mission, utilisateur=troupe.responsable, role="responsable")
    bergers = StructureFactory(mission=mission, nom="Les bergers réunis")
    charte(mission).publier(troupe.admin)
    page = ouvrir(troupe.etranger, taille)

    # The charte is to be read, and said so.
    page.goto(reverse("mission:phases", args=[mission.pk]))
    sain(page)
    page.get_by_role("link", name="La lire").click()
    page.get_by_role("button", name="J’en ai pris connaissance").click()
    page.get_by_text("C’est noté").wait_for()
    sain(page)

    # Phase 1: an action is done in one click, which the page shows without being loaded again.
    page.goto(reverse("mission:phase", args=[mission.pk, 1]))
    etats = page.get_by_role("group", name="État : Prévoir un contenu clair et illustré")
    etats.get_by_role("button", name="Fait", exact=True).click()
    page.get_by_text("1 action sur 5 faite").wait_for()
    assert mission.actions.get(code="contenu-clair").faite_le
    expect(etats.get_by_role("button", name="Fait")).to_have_attribute("aria-pressed", "true")
    sain(page)

    # Those to contact: one of the réseau, found by its name, and two that are not there.
    page.goto(reverse("mission:groupes_ajouter", args=[mission.pk]))
    choisir(page, "Structures", "berg", "Les bergers réunis")
    page.get_by_label(re.compile("^Ou des groupes")).fill("Les éleveurs du plateau\nLa chorale")
    page.get_by_label(re.compile("^Leur situation")).select_option("envie")
    sain(page)
    page.get_by_role("button", name="Ajouter à la liste").click()
    page.get_by_role("button", name="Contacté aujourd’hui : La chorale").click()
    page.get_by_text("« La chorale » : contacté aujourd’hui.").wait_for()
    sain(page)
    assert mission.groupes.get(structure=bergers).situation == "envie"
    assert mission.groupes.count() == 3

    # Phase 3: the offer.
    page.goto(reverse("offre_appui:offre", args=[mission.pk]))
    page.get_by_role("button", name="Commencer l’offre").click()
    page.get_by_label(re.compile("^Présentation")).fill("Une méthode pour coopérer.")
    page.locator("#id_publics").fill("Élus et agents")
    page.locator("#id_moyens").fill("Une journée par semaine")
    page.locator("#id_delais").fill("Sous dix jours")
    for i in range(1, 6):
        decision = "retenue" if i == 1 else "retiree"
        page.get_by_role("group", name=f"Modalité {i}").get_by_label("Décision").select_option(decision)
    premiere = page.get_by_role("group", name="Modalité 1")
    for champ, valeur in {"Publics": "Tous", "Moyens": "Deux séances", "Délais": "Un mois"}.items():
        premiere.get_by_label(champ).fill(valeur)
    page.get_by_role("button", name="Ajouter une étape").click()
    etape = page.get_by_role("group", name="Étape 1")
    etape.get_by_label(re.compile("^Quoi")).fill("Premiers appuis")
    etape.get_by_label("Début").fill("03/2027")
    page.get_by_role("button", name="Ajouter un critère").click()
    page.get_by_role("group", name="Critère 1").get_by_label(re.compile("^Critère")).fill("N’a jamais coopéré")
    sain(page)
    page.get_by_role("button", name="Enregistrer", exact=True).click()
    page.get_by_text("L’offre d’appui est enregistrée.").wait_for()
    sain(page)

    # What those surveyed say of it.
    page.get_by_role("link", name="Noter une remarque").click()
    page.get_by_label(re.compile("hors du réseau")).fill("Un élu")
    page.get_by_label(re.compile("^Ce qui a été dit")).fill("Et le soir ?")
    page.get_by_role("button", name="Enregistrer", exact=True).click()
    page.get_by_text("La remarque est notée.").wait_for()
    sain(page)
    assert RemarqueSurLOffre.objects.get().auteur == "Un élu"

    # Published, and read by anybody.
    page.goto(reverse("offre_appui:offre", args=[mission.pk]))
    page.get_by_role("button", name="Publier l’offre").click()
    sain(page)
    page.get_by_role("button", name="Publier maintenant").click()
    page.get_by_text("L’offre d’appui est publiée").wait_for()
    assert OffreDAppui.objects.get().versions.count() == 1
    _ouvrir_les_pages_publiques(ouvrir(troupe.responsable, taille), mission)
    mission.refresh_from_db()
    visiteur = ouvrir(taille=taille)
    visiteur.goto(mission.url_publique)
    visiteur.get_by_role("link", name="Lire toute notre offre d’appui").click()
    expect(visiteur.get_by_text("Appui individuel").first).to_be_visible()
    expect(visiteur.get_by_text("Formation")).to_have_count(0)
    sain(visiteur)


def test_sans_javascript_un_clic_suffit_aussi(troupe, ouvrir):
    page = ouvrir(troupe.responsable, TELEPHONE, js=False)
    page.goto(reverse("mission:phase", args=[troupe.mission.pk, 2]))
    etats = page.get_by_role("group", name=re.compile("^État : Identifier les domaines"))
    etats.get_by_role("button", name="En cours").click()
    expect(page.get_by_text("1 en cours, aucune faite sur 4")).to_be_visible()
    expect(page).to_have_url(re.compile("/phases/2/#domaines-information$"))
    assert troupe.mission.actions.get(code="domaines-information").etat == "en-cours"
