"""The main journey, in a real browser: an officer carries an appui from the first call to its bilan, confides a note;
nobody else reads it; the responsable exports what is on the screen."""

import re
from io import BytesIO
from pathlib import Path

import openpyxl
import pypdf
import pytest
from playwright.sync_api import expect

from appuis.models import Appui, Engagement, NoteConfidentielle
from tests.factories import il_y_a
from tests.navigateur.conftest import ORDINATEUR, TELEPHONE, connecter

SECRET = "Le binôme élu-technicien ne s’accorde pas sur le portage"


def choisir(page, groupe, recherche, nom):
    """Searches a choice by its first letters and picks a result."""
    bloc = page.get_by_role("group", name=re.compile(f"^{groupe}"))
    bloc.get_by_role("searchbox").press_sequentially(recherche, delay=20)
    bloc.get_by_label(nom).first.check()


def franchir(page, bouton="Franchir l’étape"):
    page.get_by_role("button", name=bouton).click()
    page.wait_for_url(re.compile(r"/appuis/\d+/$"))


@pytest.mark.parametrize("taille", [ORDINATEUR, TELEPHONE], ids=["ordinateur", "telephone"])
def test_it_works(troupe, ouvrir, tmp_path, taille):
    page = ouvrir(taille=taille)
    connecter(page, troupe.agent.email)

    # Opening: the structure is created on the fly.
    page.goto("/appuis/nouveau/")
    page.get_by_text("Nouvelle structure").click()
    page.get_by_label("Nom de la structure").fill("Syndicat du Val Chanteuil")
    choisir(page, "Bénéficiaires", "fontai", re.compile("Béa Fontaine"))
    page.get_by_label(re.compile("^Intitulé")).fill("Trouver un moulin partenaire")
    page.get_by_label(re.compile("^Besoin exprimé")).fill("Nous cherchons un moulin.")
    page.get_by_role("button", name="Ouvrir l’appui").click()
    page.wait_for_url(re.compile(r"/appuis/\d+/$"))
    adresse = page.url
    expect(page.get_by_role("link", name="Syndicat du Val Chanteuil").first).to_be_visible()

    # Step 1.
    page.get_by_role("link", name="Franchir l’étape « Prendre contact »").click()
    franchir(page, "Enregistrer et franchir l’étape")
    # Step 2 says what it lacks, then passes.
    page.get_by_role("link", name="Travailler cette étape").click()
    page.get_by_role("button", name="Enregistrer et franchir l’étape").click()
    expect(page.get_by_text("Reformulez le besoin avec le bénéficiaire.").first).to_be_visible()
    page.get_by_label(re.compile("^Besoin reformulé")).fill("Trouver qui moud à façon.")
    page.get_by_label(re.compile("^Points à travailler")).fill("Relire l’offre.")
    franchir(page, "Enregistrer et franchir l’étape")

    # Step 3: a séquence with an engagement and a blocage.
    page.goto(f"{adresse}sequences/nouvelle/")
    page.get_by_label(re.compile("^Durée")).fill("1 h 30")
    page.get_by_label(re.compile("^Nature")).fill("Relecture de l’offre")
    page.get_by_label(re.compile("^Prochaine étape")).fill("Appeler le moulin")
    engagement = page.get_by_role("group", name="Engagement 1")
    engagement.get_by_label(re.compile("^Quoi")).fill("Envoyer un modèle d’offre")
    engagement.get_by_label(re.compile("^Pour le")).fill(il_y_a(-3).isoformat())
    page.get_by_role("button", name="Ajouter un blocage").click()
    blocage = page.get_by_role("group", name="Blocage 1")
    blocage.get_by_label(re.compile("^Blocage")).fill("Pas de référent au moulin")
    blocage.get_by_label("Mise en relation").check()
    page.get_by_role("button", name="Enregistrer", exact=True).click()
    page.wait_for_url(re.compile(r"#sequence-\d+$"))
    expect(page.get_by_text("Pas de référent au moulin").first).to_be_visible()

    # A document.
    fichier = tmp_path / "offre.txt"
    fichier.write_text("Offre de coopération", encoding="utf-8")
    page.goto(adresse)
    page.get_by_role("link", name=re.compile("Document$")).click()
    page.get_by_label(re.compile("^Titre")).fill("Offre, première version")
    page.get_by_label(re.compile("^Fichier")).set_input_files(fichier)
    page.get_by_role("button", name=re.compile("Déposer|Enregistrer|Joindre")).last.click()
    page.get_by_role("link", name="Offre, première version", exact=True).wait_for()
    page.goto(adresse)
    expect(page.get_by_role("link", name="Offre, première version", exact=True)).to_be_visible()

    # A confidential note.
    page.get_by_role("link", name="Écrire une note").click()
    page.get_by_label(re.compile("^Note confidentielle")).fill(SECRET)
    page.get_by_role("button", name="Enregistrer", exact=True).click()
    page.wait_for_url(re.compile(r"#notes$"))
    expect(page.get_by_text(SECRET)).to_be_visible()

    # Steps 3, 4 and 5.
    for etape in ("blocages", "cloture"):
        page.goto(f"{adresse}etapes/{etape}/")
        franchir(page)
    page.goto(f"{adresse}etapes/bilan/")
    for champ in ("Difficultés", "Solutions", "Arguments", "Actions"):
        page.get_by_label(re.compile(f"^{champ}")).fill("Un fait utile aux suivants.")
    franchir(page, "Enregistrer et franchir l’étape")
    page.get_by_role("button", name="Clore l’appui").first.click()
    page.get_by_role("dialog").get_by_role("button", name="Clore l’appui").click()
    page.get_by_text("L’appui est clos").wait_for()

    appui = Appui.objects.get(intitule="Trouver un moulin partenaire")
    assert appui.etat == Appui.Etat.CLOS
    assert appui.etapes_franchies.count() == 5
    assert Engagement.objects.get(quoi="Envoyer un modèle d’offre").appui == appui
    page.goto("/a-faire/")
    expect(page.get_by_text("Envoyer un modèle d’offre").first).to_be_visible()
    assert NoteConfidentielle.objects.get().appui == appui


@pytest.mark.parametrize("role", ["collegue", "responsable", "admin", "etranger", "beneficiaire"])
def test_la_note_n_est_lue_nulle_part_ailleurs(troupe, ouvrir, role):
    NoteConfidentielle.objects.create(appui=troupe.appui, auteur=troupe.agent, texte=SECRET)
    page = ouvrir(getattr(troupe, role))
    visitees, a_visiter = (
        set(),
        [
            "/",
            f"/appuis/{troupe.appui.pk}/",
            "/appuis/",
            "/projets/",
            "/recherche/?q=bin%C3%B4me",
            "/reseau/",
            "/espace/",
            f"/appuis/{troupe.appui.pk}/historique/",
            f"/espace/appuis/{troupe.appui.pk}/",
            "/admin/",
        ],
    )
    while a_visiter and len(visitees) < 25:
        adresse = a_visiter.pop(0)
        if adresse in visitees:
            continue
        visitees.add(adresse)
        page.goto(adresse)
        assert (
            "binôme" not in page.locator("main, #content, body").first.inner_text().replace("q=binôme", "")
            or "recherche" in adresse
        )
        assert SECRET not in page.content()
        liens = page.eval_on_selector_all("a[href]", "as => as.map(a => a.getAttribute('href'))")
        a_visiter += [
            lien.split("#")[0]
            for lien in liens
            if lien.startswith("/")
            and not re.search(r"\.(pdf|xlsx|zip|ics)|/documents/|/courriels/|/admin/(?!$)|deconnexion|logout", lien)
        ]
    assert len(visitees) >= 10


def test_le_responsable_exporte_ce_qu_il_voit(troupe, ouvrir):
    for titre in ("Un moulin", "Une laine", "Un festival"):
        appui = Appui.objects.create(mission=troupe.mission, intitule=titre, charge=troupe.agent, ouvert_le=il_y_a(9))
        appui.structures.set([troupe.structure])
    autre = Appui.objects.create(mission=troupe.mission, intitule="Ailleurs", charge=troupe.collegue, etat="clos")
    page = ouvrir(troupe.responsable)
    page.goto("/appuis/?etat=en-cours")
    lignes = page.locator("table tbody tr")
    nombre = lignes.count()
    assert nombre == Appui.objects.filter(etat="en-cours").count()
    expect(page.get_by_role("link", name=str(autre), exact=True)).to_have_count(0)
    with page.expect_download() as attente:
        page.get_by_role("link", name=re.compile("Excel")).click()
    classeur = openpyxl.load_workbook(BytesIO(Path(attente.value.path()).read_bytes()))
    feuille = classeur.worksheets[0]
    contenu = [ligne for ligne in feuille.iter_rows(min_row=3, values_only=True) if ligne[0]]
    assert len(contenu) == nombre
    assert [ligne[0] for ligne in contenu] == [troupe.structure.nom] * nombre
    with page.expect_download() as attente:
        page.get_by_role("link", name=re.compile("PDF")).click()
    texte = "".join(p.extract_text() for p in pypdf.PdfReader(BytesIO(Path(attente.value.path()).read_bytes())).pages)
    assert texte.count("GAL Terres") >= nombre


def test_sans_javascript_on_note_aussi_un_echange(troupe, ouvrir):
    page = ouvrir(troupe.agent, TELEPHONE, js=False)
    page.get_by_role("link", name="Noter un échange").first.click()
    page.get_by_label(re.compile("Filière noisette")).first.check()
    page.get_by_label(re.compile("^De quoi")).fill("Point sur l’offre")
    page.get_by_label(re.compile("^Prochaine étape")).fill("Relire l’offre")
    page.get_by_role("button", name="Noter", exact=True).click()
    expect(page.get_by_text("L’échange est noté")).to_be_visible()
    # Searching a choice without JavaScript: the button brings the results, nothing typed is lost.
    page.goto("/appuis/nouveau/")
    page.get_by_label(re.compile("^Intitulé")).fill("Un moulin")
    page.get_by_label("Chercher : structures").fill("aubrives")
    page.locator("button[name=_chercher][value=structures]").click()
    expect(page.get_by_label(re.compile("GAL Terres d’Aubrives")).first).to_be_visible()
    expect(page.get_by_label(re.compile("^Intitulé"))).to_have_value("Un moulin")


def test_noter_un_echange_en_huit_gestes(troupe, ouvrir):
    """From home: open, choose the appui, say what, next step, date, save: six interactions."""
    page = ouvrir(troupe.agent, TELEPHONE)
    gestes = [
        lambda: page.get_by_role("link", name="Noter un échange").first.click(),
        lambda: page.get_by_label(re.compile("Filière noisette")).first.check(),
        lambda: page.get_by_label(re.compile("^De quoi")).fill("Point sur l’offre"),
        lambda: page.get_by_label(re.compile("^Prochaine étape")).fill("Relire l’offre"),
        lambda: page.get_by_label(re.compile("^Pour quand")).fill(il_y_a(-7).isoformat()),
        lambda: page.get_by_role("button", name="Noter", exact=True).click(),
    ]
    for geste in gestes:
        geste()
    page.get_by_text("L’échange est noté").wait_for()
    assert len(gestes) <= 8
    assert Engagement.objects.get().echeance == il_y_a(-7)


def test_se_deconnecter_ferme_tout(troupe, ouvrir):
    page = ouvrir(troupe.agent)
    page.goto(f"/appuis/{troupe.appui.pk}/")
    page.get_by_role("button", name="Se déconnecter").first.click()
    page.wait_for_url("**/compte/connexion/**")
    page.go_back()
    page.wait_for_load_state()
    assert "Filière noisette" not in page.content()
    connecter(page, troupe.collegue.email)
    expect(page.get_by_role("heading", name=re.compile("Colin"))).to_be_visible()
