"""On a phone: Béa reads, writes and joins a file; she corrects the row of her project; Agathe sees what differs."""

import pytest
from playwright.sync_api import expect

from appuis.models import Croisement, Message
from tests.factories import MessageFactory
from tests.navigateur.conftest import ORDINATEUR, TELEPHONE
from tests.navigateur.regard import obstacles, sain

pytestmark = pytest.mark.deux_bases


def test_s_ecrire(troupe, ouvrir):
    MessageFactory(appui=troupe.appui, texte="Avez-vous des nouvelles de Cuneo ?")
    page = ouvrir(troupe.beneficiaire, TELEPHONE)
    page.goto(f"/espace/appuis/{troupe.appui.pk}/")
    page.get_by_role("link", name="Lire le message").click()
    page.get_by_text("Vous avez tout lu.").wait_for()
    assert not Message.objects.non_lus_par(troupe.beneficiaire).exists()
    expect(page.get_by_text("Nouveau", exact=True)).to_be_visible()
    page.get_by_label("Votre message").fill("Oui, ils viennent en mars.")
    note = {"name": "dates.txt", "mimeType": "text/plain", "buffer": b"Le 4 mars."}
    page.get_by_label("Joindre des fichiers").set_input_files([note])
    page.get_by_role("button", name="Envoyer").click()
    page.get_by_text("Oui, ils viennent en mars.").wait_for()
    expect(page.get_by_label("Votre message")).to_have_value("")
    expect(page.locator("[name='texte']")).to_be_focused()
    expect(page.locator("#annonce")).to_have_text("Votre message est envoyé.")
    assert obstacles(page) == []
    page.get_by_role("button", name="Envoyer").click()
    page.locator("#erreurs").wait_for()
    expect(page.locator("#erreurs")).to_be_focused()
    assert obstacles(page) == []
    page.get_by_label("Joindre des fichiers").set_input_files([note | {"name": f"{i}.txt"} for i in range(6)])
    expect(page.get_by_role("alert").filter(has_text="fichiers au plus")).to_contain_text("5 fichiers au plus")
    page.get_by_role("button", name="Supprimer", exact=True).click()
    page.get_by_role("button", name="Supprimer le message").click()
    page.get_by_text("Le message est supprimé, avec ses fichiers.").wait_for()
    assert Message.objects.count() == 1


def test_sans_javascript(troupe, ouvrir):
    MessageFactory(appui=troupe.appui)
    page = ouvrir(troupe.beneficiaire, TELEPHONE, js=False)
    page.goto(f"/conversations/{troupe.appui.pk}/")
    page.get_by_role("button", name="J’ai lu").click()
    expect(page.get_by_role("button", name="J’ai lu")).to_have_count(0)
    assert not Message.objects.non_lus_par(troupe.beneficiaire).exists()
    page.get_by_label("Votre message").fill("Sans JavaScript.")
    page.get_by_role("button", name="Envoyer").click()
    expect(page.get_by_text("Sans JavaScript.")).to_be_visible()


@pytest.mark.parametrize("taille", [ORDINATEUR, TELEPHONE], ids=["ordinateur", "telephone"])
def test_croiser(troupe, ouvrir, taille):
    troupe.projet.cout_total = 50000
    troupe.projet.save()
    troupe.projet.actions_prevues.create(intitule="Visite croisée")
    croisement = Croisement.objects.create(projet=troupe.projet, lance_par=troupe.agent)
    croisement.demander_a([troupe.personne])
    page = ouvrir(troupe.beneficiaire, taille)
    page.goto(croisement.points_de_vue.get().get_absolute_url())
    assert obstacles(page) == []
    page.get_by_role("button", name="Corriger").click()
    page.get_by_label("Coût total du projet").fill("62 500,50")
    page.get_by_role("button", name="Ajouter une action").click()
    page.get_by_role("group", name="Action 2").get_by_label("Action").fill("Foire commune")
    assert obstacles(page) == []
    page.get_by_role("button", name="Confirmer ma réponse").click()
    page.get_by_text("Votre réponse est transmise à Agathe Roux.").wait_for()
    assert obstacles(page) == []
    page = ouvrir(troupe.agent, taille)
    page.goto(troupe.projet.get_absolute_url())
    page.get_by_role("link", name="Comparer les réponses").click()
    page.get_by_text("2 divergences : coût total, actions prévues.").wait_for()
    sain(page)
    page.get_by_role("button", name="Retenir cette valeur : Coût total du projet").click()
    page.get_by_text("est retenu.").wait_for()
    troupe.projet.refresh_from_db()
    assert str(troupe.projet.cout_total) == "62500.50"
    # A stranger sees nothing of it.
    etranger = ouvrir(troupe.etranger, taille)
    for objet in (croisement, croisement.points_de_vue.get(), troupe.projet):
        assert etranger.goto(objet.get_absolute_url()).status == 404
