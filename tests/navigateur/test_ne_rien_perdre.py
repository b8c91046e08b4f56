"""Nothing typed in a fiche is ever lost: the tab that closes, the network that fails, the session that ends, the other
person who writes at the same time."""

import re
import time

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from outils.models import GrillePriorisation, PreProjet
from tests.navigateur.conftest import TELEPHONE, se_reconnecter
from tests.navigateur.fiches import attendre_l_enregistrement, enregistrer, etat, rang
from tests.outils.fiches import Ecran

OBJECTIFS = "Objectifs opérationnels"
ATTENTES = "Attentes vis-à-vis des partenaires"


@pytest.fixture
def fiche(troupe):
    fiche = PreProjet.objects.create(mission=troupe.mission, projet=troupe.projet, titre="Pré-projet noisette")
    fiche.actions_communes.create(cle="visite", action="Visite croisée", lieu="Cuneo")
    fiche.actions_communes.create(cle="foire", rang=1, action="Foire")
    return fiche


@pytest.fixture
def remplir(fiche, ouvrir):
    """`remplir(user)`: this fiche, open in their browser."""

    def _remplir(user, **options):
        page = ouvrir(user, **options)
        page.goto(f"{fiche.get_absolute_url()}modifier/")
        return page

    return _remplir


def lu(fiche, champ="objectifs"):
    return getattr(PreProjet.objects.get(pk=fiche.pk), champ).replace("\r\n", "\n")


def tomber(page, comment):
    """From now on, what is sent to the server fails."""

    def refuser(route):
        if route.request.method != "POST":
            route.continue_()
        elif comment == "coupure":
            route.abort("internetdisconnected")
        else:
            route.fulfill(status=comment, body="indisponible")

    page.route("**/modifier/", refuser)


def revenir(page):
    page.unroute("**/modifier/")


class Retenue:
    """What is sent to the server waits, until it is let go."""

    def __init__(self, page):
        self.page, self.envois, self._libre = page, [], False
        page.route("**/modifier/", self._voir)

    def _voir(self, route):
        if self._libre or route.request.method != "POST":
            route.continue_()
        else:
            self.envois.append(route)

    def attendre(self, nombre=1):
        while len(self.envois) < nombre:
            self.page.wait_for_timeout(50)

    def lacher(self):
        self._libre = True
        for route in self.envois:
            route.continue_()


# --- saved as one types -------------------------------------------------------------------------------------


def test_it_works(troupe, fiche, remplir):
    page = remplir(troupe.agent)
    questions = []
    page.on("dialog", lambda d: (questions.append(d.type), d.accept()))
    page.get_by_label(OBJECTIFS).press_sequentially("Former douze producteurs.", delay=10)
    attendre_l_enregistrement(page)
    expect(etat(page)).to_have_text(re.compile(r"^Enregistré à \d\d:\d\d$"))
    assert lu(fiche) == "Former douze producteurs."
    # A choice is saved at once, what is not a value yet is kept as typed and told.
    page.get_by_label("Montant").fill("beaucoup")
    etat(page).filter(has_text="1 réponse à corriger").wait_for()
    assert PreProjet.objects.get().postes.get().brut == {"montant": "beaucoup"}
    page.reload()
    expect(page.get_by_label("Montant")).to_have_value("beaucoup")
    assert questions == []


def test_l_onglet_se_ferme_trois_secondes_apres_la_derniere_touche(troupe, fiche, remplir):
    page = remplir(troupe.agent, taille=TELEPHONE)
    texte = "« Où ça ? » — 1 234,56 € pour l’œuvre d’été…\n" * 4
    page.get_by_label(OBJECTIFS).press_sequentially(texte)
    page.get_by_role("button", name="Ajouter une action").click()
    page.keyboard.type("Séjour des élèves")
    page.wait_for_timeout(3000)
    page.close()
    autre = page.context.new_page()
    autre.goto(f"{fiche.get_absolute_url()}modifier/")
    assert autre.get_by_label(OBJECTIFS).input_value().rstrip("\n") == texte.rstrip("\n")
    expect(rang(autre, "Action", 3).get_by_label("Action", exact=True)).to_have_value("Séjour des élèves")


def test_l_onglet_est_tue_en_pleine_frappe(troupe, fiche, remplir):
    """Without a pause of two seconds: what is missing was typed in the last two."""
    page = remplir(troupe.agent)
    page.get_by_label(OBJECTIFS).focus()
    debut, quand = time.monotonic(), []
    while time.monotonic() - debut < 3.5:
        page.keyboard.type("abcde ")
        quand.append(time.monotonic())
        page.wait_for_timeout(120)
    fin = time.monotonic()
    page.close()
    assert len(lu(fiche)) >= 6 * len([instant for instant in quand if instant < fin - 2]) - 1


def test_l_onglet_passe_derriere_un_autre(troupe, fiche, remplir):
    """On a phone one leaves for another application without waiting."""
    page = remplir(troupe.agent)
    page.get_by_label(OBJECTIFS).fill("Former.")
    page.evaluate(
        "Object.defineProperty(document, 'hidden', { value: true });"
        "document.dispatchEvent(new Event('visibilitychange'))"
    )
    page.wait_for_timeout(600)
    assert lu(fiche) == "Former."


def test_rien_ne_reste_dans_le_navigateur(troupe, fiche, remplir):
    page = remplir(troupe.agent)
    page.get_by_label(OBJECTIFS).fill("Former.")
    page.get_by_role("button", name="Ajouter une action").click()
    attendre_l_enregistrement(page)
    rien = page.evaluate(
        "(async () => [localStorage.length, (await indexedDB.databases()).length,"
        " (await navigator.serviceWorker?.getRegistrations() ?? []).length])()"
    )
    assert rien == [0, 0, 0]
    assert "Former" not in page.evaluate("JSON.stringify(sessionStorage)")


# --- leaving ------------------------------------------------------------------------------------------------


def test_partir_avec_une_saisie_non_enregistree_demande(troupe, fiche, remplir):
    page = remplir(troupe.agent, pannes=True)
    questions = []
    page.on("dialog", lambda d: (questions.append(d.type), d.dismiss()))
    tomber(page, 500)
    page.get_by_label(OBJECTIFS).fill("Former.")
    page.get_by_role("link", name="Fermer").click()
    page.wait_for_timeout(300)
    assert questions == ["beforeunload"]
    expect(page.get_by_label(OBJECTIFS)).to_have_value("Former.")
    revenir(page)
    attendre_l_enregistrement(page)
    page.get_by_role("link", name="Fermer").click()
    page.wait_for_url(re.compile(r"/pre-projet/\d+/$"))
    assert questions == ["beforeunload"]
    expect(page.get_by_text("Former.")).to_be_visible()


def test_enregistrer_n_attend_pas_la_pause_et_ne_se_contredit_pas(troupe, fiche, remplir):
    """The button is pressed while an automatic save is on its way, and one has typed since."""
    page = remplir(troupe.agent)
    retenue = Retenue(page)
    page.get_by_label(OBJECTIFS).fill("Former.")
    retenue.attendre()
    page.get_by_label(OBJECTIFS).press_sequentially(" Vendre.")
    page.locator(".barre-fiche .btn-primary").click()
    assert len(retenue.envois) == 1
    retenue.lacher()
    page.wait_for_url(re.compile(r"/pre-projet/\d+/$"))
    expect(page.get_by_text("La fiche est enregistrée.")).to_be_visible()
    assert lu(fiche).endswith("Vendre.")


def test_retirer_par_erreur_puis_se_raviser(troupe, fiche, remplir):
    page = remplir(troupe.agent)
    ligne = rang(page, "Action", 1)
    ligne.get_by_label("Retirer").check()
    attendre_l_enregistrement(page)
    assert list(fiche.actions_communes.values_list("action", flat=True)) == ["Foire"]
    ligne.get_by_label("Retirer").uncheck()
    page.locator("#enregistrement.en-attente").wait_for()
    attendre_l_enregistrement(page)
    assert list(fiche.actions_communes.values_list("action", "lieu")) == [("Visite croisée", "Cuneo"), ("Foire", "")]


# --- the network, the server --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("comment", "raison"),
    [(503, "le serveur a rencontré une difficulté"), ("coupure", "le serveur ne répond pas")],
)
def test_une_panne_se_dit_et_l_enregistrement_reprend(troupe, fiche, remplir, comment, raison):
    page = remplir(troupe.agent, pannes=True)
    tomber(page, comment)
    page.get_by_label(OBJECTIFS).fill("Former.")
    etat(page).filter(has_text=raison).wait_for()
    expect(etat(page)).to_contain_text("Votre texte est toujours là")
    # One goes on: rows too, without the server.
    page.get_by_role("button", name="Ajouter une action").click()
    page.keyboard.type("Séjour")
    revenir(page)
    if comment == 503:
        page.get_by_role("button", name="Réessayer").click()
    attendre_l_enregistrement(page)
    assert lu(fiche) == "Former."
    assert fiche.actions_communes.last().action == "Séjour"
    expect(page.get_by_role("button", name="Réessayer")).to_have_count(0)


def test_hors_ligne_un_moment(troupe, fiche, remplir):
    page = remplir(troupe.agent, pannes=True)
    page.context.set_offline(True)
    page.get_by_label(OBJECTIFS).fill("Former.")
    etat(page).filter(has_text="le serveur ne répond pas").wait_for()
    page.get_by_label(ATTENTES).fill("Montrer.")
    page.get_by_role("button", name="Descendre action 1").click()
    # The button does not leave for a page that cannot come.
    page.locator(".barre-fiche .btn-primary").click()
    page.wait_for_timeout(300)
    expect(page.get_by_label(OBJECTIFS)).to_have_value("Former.")
    page.context.set_offline(False)
    attendre_l_enregistrement(page)
    assert (lu(fiche), lu(fiche, "attentes")) == ("Former.", "Montrer.")
    assert list(fiche.actions_communes.values_list("action", flat=True)) == ["Foire", "Visite croisée"]


def test_un_serveur_qui_tarde_se_dit(troupe, fiche, remplir):
    page = remplir(troupe.agent)
    retenue = Retenue(page)
    page.get_by_label(OBJECTIFS).fill("Former.")
    etat(page).filter(has_text="tarde à répondre").wait_for()
    retenue.lacher()
    attendre_l_enregistrement(page)


def test_ce_qui_est_tape_pendant_que_le_serveur_redessine(troupe, ouvrir):
    """A piste is a column of two tables: the server draws them again, and the text typed meanwhile is carried over."""
    grille = GrillePriorisation.objects.create(mission=troupe.mission, projet=troupe.projet, titre="Grille")
    grille.pistes.create(cle="noisette", nom="Noisette")
    page = ouvrir(troupe.agent)
    page.goto(f"{grille.get_absolute_url()}modifier/")
    retenue = Retenue(page)
    page.get_by_role("button", name="Ajouter une piste").click()
    rang(page, "Piste", 1).get_by_label("Piste", exact=True).fill("Noisette et noix")
    page.get_by_label("Total minimal").fill("30")
    assert len(retenue.envois) == 1
    retenue.lacher()
    rang(page, "Piste", 2).wait_for()
    expect(page.locator("[name='total_minimal']")).to_be_focused()
    expect(rang(page, "Piste", 1).get_by_label("Piste", exact=True)).to_have_value("Noisette et noix")
    attendre_l_enregistrement(page)
    assert GrillePriorisation.objects.get().total_minimal == 30
    assert grille.pistes.get().nom == "Noisette et noix"


# --- the session --------------------------------------------------------------------------------------------


def test_la_session_expire_pendant_qu_on_ecrit(troupe, fiche, remplir):
    page = remplir(troupe.agent)
    texte = "Former, vendre, montrer. " * 200
    Session.objects.all().delete()
    page.get_by_label(OBJECTIFS).fill(texte)
    etat(page).filter(has_text="Votre session a expiré").wait_for()
    # The button keeps the page, and the text with it.
    page.locator(".barre-fiche .btn-primary").click()
    page.wait_for_timeout(300)
    expect(page.get_by_label(OBJECTIFS)).to_have_value(texte)
    page.get_by_role("button", name="Me reconnecter ici").click()
    se_reconnecter(page, troupe.agent)
    attendre_l_enregistrement(page)
    assert lu(fiche) == texte.strip()
    # Signing in changed the token of the forms: everything goes on.
    page.get_by_label(ATTENTES).fill("Montrer.")
    enregistrer(page)
    assert lu(fiche, "attentes") == "Montrer."


def test_le_jeton_change(troupe, fiche, remplir):
    page = remplir(troupe.agent)
    cookies = [c for c in page.context.cookies() if c["name"] == "csrftoken"]
    page.context.add_cookies([cookies[0] | {"value": "b" * 32}])
    page.get_by_label(OBJECTIFS).fill("Former.")
    attendre_l_enregistrement(page)
    assert lu(fiche) == "Former."


# --- two people, two tabs -----------------------------------------------------------------------------------


@pytest.fixture
def conflit(troupe, fiche, remplir):
    """Colin wrote the objectives while Agathe had them before her eyes; she writes her own."""
    agathe, son_texte = remplir(troupe.agent), "Planter des noyers.\n" * 40 + "Fin."
    Ecran(troupe.collegue, fiche).taper(objectifs=son_texte).automatique()
    agathe.get_by_label(OBJECTIFS).fill("Former des producteurs.")
    avis = etat(agathe).filter(has_text="a changé « Objectifs opérationnels » en même temps que vous")
    avis.wait_for()
    expect(avis).to_contain_text(re.compile(r"Colin Marchal, le \d+ .+ à \d\d:\d\d"))
    assert lu(fiche) == son_texte
    agathe.get_by_role("button", name="Voir les deux textes").click()
    agathe.locator("#erreurs").wait_for()
    return agathe, son_texte


def test_les_deux_textes_se_lisent(conflit, fiche):
    agathe, son_texte = conflit
    expect(agathe.locator("#erreurs")).to_be_focused()
    expect(agathe.locator(".texte-autre")).to_have_text(f"« {son_texte} »")
    expect(agathe.locator("#id_objectifs_error")).to_contain_text(re.compile(r"Colin Marchal, le \d+ .+ à \d\d:\d\d"))
    expect(agathe.get_by_label(OBJECTIFS)).to_have_value("Former des producteurs.")
    # Until she chooses, what she types elsewhere is saved and his text stays.
    agathe.get_by_label(ATTENTES).fill("Montrer.")
    etat(agathe).filter(has_text="sauf ce que quelqu’un d’autre a écrit aussi").wait_for()
    assert (lu(fiche), lu(fiche, "attentes")) == (son_texte, "Montrer.")


@pytest.mark.parametrize(
    ("choix", "attendu"), [("Prendre ce texte", "Planter"), ("Garder le mien", "Former"), ("Enregistrer", "Former")]
)
def test_choisir_entre_les_deux(conflit, fiche, choix, attendu):
    agathe, _ = conflit
    if choix == "Enregistrer":
        enregistrer(agathe)
    else:
        agathe.get_by_role("button", name=choix).click()
        expect(agathe.locator("#id_objectifs")).to_be_focused()
        attendre_l_enregistrement(agathe)
        expect(agathe.get_by_label(OBJECTIFS)).to_have_value(re.compile(f"^{attendu}"))
    assert lu(fiche).startswith(attendu)


def test_deux_champs_a_deux(troupe, fiche, remplir):
    agathe = remplir(troupe.agent)
    Ecran(troupe.collegue, fiche).taper(objectifs="Planter.").automatique()
    agathe.get_by_label(ATTENTES).fill("Montrer.")
    etat(agathe).filter(has_text="Quelqu’un d’autre écrit aussi").wait_for()
    assert (lu(fiche), lu(fiche, "attentes")) == ("Planter.", "Montrer.")


def test_deux_onglets_de_la_meme_personne(troupe, fiche, remplir):
    premier, second = remplir(troupe.agent), remplir(troupe.agent)
    premier.get_by_label(OBJECTIFS).fill("Former.")
    attendre_l_enregistrement(premier)
    second.get_by_label(OBJECTIFS).fill("Planter.")
    second.get_by_role("button", name="Voir les deux textes").click()
    expect(second.locator(".texte-autre")).to_have_text("« Former. »")
    expect(second.get_by_label(OBJECTIFS)).to_have_value("Planter.")


def test_la_ligne_ou_l_on_ecrit_est_retiree_par_un_autre(troupe, fiche, remplir):
    agathe = remplir(troupe.agent)
    Ecran(troupe.collegue, fiche).retirer("actions_communes", 0).automatique()
    rang(agathe, "Action", 1).get_by_label("Lieu").fill("Turin")
    agathe.get_by_role("button", name="Voir les deux textes").click()
    ligne = rang(agathe, "Action", 1)
    ligne.get_by_text("Quelqu’un a retiré cette ligne").wait_for()
    expect(ligne.get_by_label("Lieu")).to_have_value("Turin")
    # Elsewhere, one goes on; the row comes back when one writes in it again.
    agathe.get_by_label(ATTENTES).fill("Montrer.")
    etat(agathe).filter(has_text="sauf").wait_for()
    assert fiche.actions_communes.count() == 1
    ligne.get_by_label("Porteur").fill("Le GAL")
    attendre_l_enregistrement(agathe)
    agathe.wait_for_timeout(400)
    assert ("Visite croisée", "Turin", "Le GAL") in fiche.actions_communes.values_list("action", "lieu", "porteur")


def test_la_fiche_est_finalisee_pendant_qu_on_ecrit(troupe, fiche, remplir):
    page = remplir(troupe.agent)
    PreProjet.objects.update(etat="finalisee")
    page.get_by_label(OBJECTIFS).fill("Former.")
    etat(page).filter(has_text="finalisée pendant que vous l’écriviez").wait_for()
    expect(page.get_by_label(OBJECTIFS)).to_have_value("Former.")
    assert lu(fiche) == ""
