"""Signing in without a password nor a script, protecting one's account, administering: in a real browser."""

import re

import pytest
from django.core import mail
from django.urls import reverse
from playwright.sync_api import expect

from missions.models import Membre
from tests.comptes.outils import code_de_l_application
from tests.factories import MOT_DE_PASSE
from tests.navigateur.conftest import TELEPHONE


def test_un_code_suffit_sans_script_sur_un_telephone(ouvrir, troupe):
    troupe.beneficiaire.email = "bea@example.org"
    troupe.beneficiaire.save()
    page = ouvrir(taille=TELEPHONE, js=False)
    page.goto("/")
    page.get_by_role("link", name="Recevoir un code par e-mail").click()
    page.get_by_label("Adresse e-mail").fill(" BEA@example.org ")
    page.get_by_role("button", name="Envoyer le code").click()
    page.get_by_label("Code").fill(re.search(r"\d{4}-\d{4}", mail.outbox[0].body)[0])
    page.get_by_role("button", name="Se connecter").click()
    page.wait_for_url(lambda url: "/compte/" not in url)
    page.goto(reverse("comptes:profil"))
    expect(page.get_by_text("bea@example.org")).to_be_visible()


def test_une_erreur_prend_le_focus_et_mene_au_champ(ouvrir, troupe):
    page = ouvrir()
    page.goto(reverse("account_login"))
    page.get_by_label("Mot de passe").fill("peu importe")
    page.get_by_role("button", name="Se connecter", exact=True).click()
    expect(page.locator("#erreurs")).to_be_focused()
    page.locator("#erreurs a").click()
    expect(page.get_by_label("Adresse e-mail")).to_be_focused()


def test_proteger_son_compte_puis_entrer(ouvrir, troupe):
    page = ouvrir(troupe.agent)
    page.goto(reverse("mfa_index"))
    page.get_by_role("link", name="Activer").click()
    page.get_by_label("Mot de passe").fill(MOT_DE_PASSE)
    page.get_by_role("button", name="Continuer").click()
    secret = page.locator("code.cle").inner_text()
    # The image holds the same key; the content policy lets it through.
    page.wait_for_function(
        "(() => { const i = document.querySelector('img.code-qr'); return i.complete && i.naturalWidth })()"
    )
    page.get_by_label("Code").fill(code_de_l_application(secret))
    page.get_by_role("button", name="Activer").click()
    expect(page.get_by_role("heading", name="Codes de secours")).to_be_visible()
    code = page.locator(".codes-de-secours code").first.inner_text()
    autre = ouvrir()
    autre.goto(reverse("account_login"))
    autre.get_by_label("Adresse e-mail").fill("agathe@example.org")
    autre.get_by_label("Mot de passe").fill(MOT_DE_PASSE)
    autre.get_by_role("button", name="Se connecter", exact=True).click()
    autre.get_by_label("Code").fill(code)
    autre.get_by_role("button", name="Se connecter").click()
    autre.get_by_role("heading", level=1).wait_for()
    expect(autre).to_have_url(reverse("accueil"))


@pytest.mark.parametrize("nom", ["index", "comptes_utilisateur_changelist", "comptes_utilisateur_add"])
def test_l_administration_marche_sous_notre_politique_de_contenu(nom, ouvrir, troupe):
    """A blocked script or style would be a console error, which fails the test."""
    page = ouvrir(troupe.admin)
    page.goto(reverse(f"admin:{nom}"))
    expect(page.locator("#header")).to_contain_text("CoopAppui · administration")


def test_nommer_un_membre_dans_l_administration(ouvrir, troupe):
    page = ouvrir(troupe.admin)
    page.goto(reverse("admin:missions_mission_change", args=[troupe.mission.pk]))
    page.locator(".select2-selection").last.click()
    page.locator(".select2-search__field").fill("etienne")
    page.locator(".select2-results__option", has_text="Étienne").wait_for()
    page.locator(".select2-results__option", has_text="Étienne").click()
    page.locator("select[name$='-role']").nth(3).select_option("charge")
    page.get_by_role("button", name="Enregistrer", exact=True).click()
    page.locator(".success").wait_for()
    assert Membre.objects.filter(mission=troupe.mission, utilisateur=troupe.etranger).exists()
    page.goto(reverse("admin:missions_mission_history", args=[troupe.mission.pk]))
    expect(page.locator(".historique")).to_contain_text("Étienne Vidal")
