"""Adding a tool is one file, one import line, one migration: a toy declared here gets all the rest."""

import importlib.util
import io
import sys
from pathlib import Path

import pypdf
import pytest
from django.apps import apps
from django.core import checks
from django.db import connection
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations import CreateModel
from django.db.migrations.state import ProjectState
from django.urls import reverse

from outils.models import Outil
from tests.html import Page
from tests.outils.fiches import (
    Ecran,
    importer,
    neuve,
    octets_de,
    octets_xlsx,
    ouvert,
    questions,
    relue,
    reponses,
    serre,
    textes,
    vierge_xlsx,
)
from tests.suivi.lecture import texte_pdf

pytestmark = pytest.mark.django_db
MODULE = "outils.models.jouet"

REPONSES = {
    "titre": "Toupie",
    "nom_du_jouet": "Toupie d’Aubrives",
    "histoire": "Tournée au moulin.\r\nEn noisetier.",
    "fabrique_le": "2027-03-01",
    "revu_le": "15/04/2027",
    "mois": "mai 2027",
    "prix": "1 234,50 €",
    "poids": "0,35",
    "duree": "1 h 30",
    "heure": "16:30",
    "joueurs": "4",
    "solide": "oui",
    "nature": "qualitatif",
    "couleurs": ["bleu", "vert"],
    "courriel": "toupie@example.org",
    "site": "example.org/toupie",
}


def _importer_le_fichier():
    """Declares the toy as a file of outils/models would, though queries were made already: the history of the toy
    copies the fields of Outil, and must not copy what a query left in them."""
    for champ in Outil._meta.fields:
        champ.__dict__.pop("cached_col", None)
    spec = importlib.util.spec_from_file_location(MODULE, Path(__file__).with_name("jouet.py"))
    module = sys.modules[MODULE] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    apps.clear_cache()
    return module.Jouet


def _oublier(modeles):
    for modele in modeles:
        del apps.all_models["outils"][modele._meta.model_name]
    del sys.modules[MODULE]
    del Outil.jouet
    apps.clear_cache()


@pytest.fixture(scope="module")
def declare(django_db_setup, django_db_blocker):
    """(the toy, what its declaration asks of the database); once the tests are over nothing of it remains."""
    codes, connus, etat = (
        [m.code for m in Outil.catalogue()],
        {*apps.all_models["outils"]},
        ProjectState.from_apps(apps),
    )
    jouet = _importer_le_fichier()
    modeles = [modele for nom, modele in apps.all_models["outils"].items() if nom not in connus]
    changements = MigrationAutodetector(etat, ProjectState.from_apps(apps)).changes(MigrationLoader(None).graph)
    with django_db_blocker.unblock():
        with connection.schema_editor() as editeur:
            for modele in modeles:
                editeur.create_model(modele)
        yield jouet, changements
        with connection.schema_editor() as editeur:
            for modele in reversed(modeles):
                editeur.delete_model(modele)
    _oublier(modeles)
    assert [m.code for m in Outil.catalogue()] == codes
    assert {*apps.all_models["outils"]} == connus


@pytest.fixture
def jouet(declare):
    return declare[0]


@pytest.fixture
def fiche(troupe, jouet):
    """Filled in the browser."""
    fiche = neuve(troupe, jouet)
    ecran = Ecran(troupe.agent, fiche)
    ecran.geste("ajouter", "pieces")
    ecran.geste("ajouter", "essais")
    ecran.taper(REPONSES)
    for rang, (piece, nombre, livree) in enumerate([("Vis", "12", ""), ("Corps", "1", "2027-01-31")]):
        for champ, valeur in (("piece", piece), ("nombre", nombre), ("livree", livree)):
            ecran.taper({ecran.nom("pieces", rang, champ): valeur})
    for rang, (qui, avis) in enumerate([("Élise", "Tourne bien."), ("=Marc", "Tombe.")]):
        ecran.taper({ecran.nom("essais", rang, "qui"): qui, ecran.nom("essais", rang, "avis"): avis})
    ecran.taper({ecran.croisement("tenues", ("pieces", 1), ("essais", 0), "tient"): "oui"})
    ecran.taper({ecran.croisement("tenues", ("pieces", 0), ("essais", 1), "quand"): "06/2027"})
    ecran.enregistrer()
    assert ecran.enregistre, ecran.html
    return relue(fiche)


def test_une_migration_qui_ne_fait_que_des_tables(declare):
    (migration,) = declare[1]["outils"]
    assert {*declare[1]} == {"outils"}
    crees = [o.name for o in migration.operations if isinstance(o, CreateModel)]
    assert {"Jouet", "Piece", "Essai", "Tenue"} <= {*crees}
    # Besides the tables, their constraints.
    assert {type(o).__name__ for o in migration.operations} <= {"CreateModel", "AddConstraint", "AddField", "AddIndex"}
    assert not checks.run_checks(app_configs=[apps.get_app_config("outils")])


def test_le_catalogue_et_son_adresse(connecte, troupe, jouet):
    client = connecte(troupe.agent)
    catalogue = client.get(reverse("outils:catalogue")).content.decode()
    assert 'href="/outils/jouet/"' in catalogue
    assert "Essayer le moteur." in catalogue
    assert Page(client.get("/outils/jouet/").content.decode()).fautes() == []
    assert "/outils/nouvelle/" not in catalogue


def test_un_formulaire_prerempli(connecte, troupe, jouet):
    client = connecte(troupe.agent)
    reponse = client.post(f"/outils/jouet/nouvelle/?projet={troupe.projet.pk}", {"titre": "Toupie"})
    ecran = Ecran(troupe.agent, jouet.objects.get())
    assert reponse["Location"] == ecran.adresse
    assert Page(ecran.html).fautes() == []
    assert ecran.lu("nom_du_jouet") == "Filière noisette"
    assert "Repris du projet." in ecran.aide("nom_du_jouet")
    assert ecran.lu(ecran.nom("pieces", 0, "piece")) == "Vis"


def test_chaque_genre_de_champ_garde_sa_valeur(fiche):
    assert f"{fiche.fabrique_le} {fiche.revu_le} {fiche.mois}" == "2027-03-01 2027-04-15 2027-05-01"
    assert f"{fiche.prix} {fiche.poids} {fiche.duree} {fiche.heure} {fiche.joueurs}" == "1234.50 0.35 90 16:30:00 4"
    assert (fiche.solide, fiche.couleurs, fiche.site) == ("oui", ["bleu", "vert"], "https://example.org/toupie")
    assert [(p.piece, p.nombre, f"{p.livree}") for p in fiche.contenu.lignes("pieces")] == [
        ("Vis", 12, "None"),
        ("Corps", 1, "2027-01-31"),
    ]
    assert [(t.ligne.piece, t.colonne.qui, t.tient, f"{t.quand}") for t in fiche.tenues.order_by("pk")] == [
        ("Vis", "=Marc", "", "2027-06-01"),
        ("Corps", "Élise", "oui", "None"),
    ]


def test_un_brouillon_faux_se_garde_et_se_corrige(troupe, fiche):
    fausses = {
        "fabrique_le": "hier",
        "mois": "13/2027",
        "prix": "cher",
        "poids": "1e400",
        "duree": "longue",
        "heure": "25:00",
        "joueurs": "-1",
        "courriel": "toupie",
        "site": "http://",
        "solide": "peut-être",
    }
    ecran = Ecran(troupe.agent, fiche).taper(fausses).enregistrer()
    ecran = Ecran(troupe.agent, fiche)
    assert {nom: ecran.lu(nom) for nom in fausses} == fausses
    assert [nom for nom in fausses if not ecran.reproches(nom)] == []
    assert fiche.a_corriger() == 0
    assert relue(fiche).a_corriger() == len(fausses)
    ecran.taper(fabrique_le="2027-05-01").enregistrer()
    assert "La fin ne peut pas précéder le début." in ecran.reproches("revu_le")


def test_la_page_le_pdf_et_les_etats(connecte, troupe, fiche):
    client = connecte(troupe.agent)
    attendus = ["Le jouet", "Pièces", "Tenue", "Durée d’une partie", "Toupie", *textes(fiche)]
    page = Page(client.get(fiche.get_absolute_url()).content.decode())
    assert page.fautes() == []
    assert [a for a in attendus if serre(a) not in serre("".join(page.textes))] == []
    pdf = pypdf.PdfReader(io.BytesIO(client.get(f"/outils/jouet/{fiche.pk}.pdf").content))
    assert [a for a in attendus if serre(a) not in serre(texte_pdf(pdf))] == []
    assert (pdf.metadata.title, pdf.trailer["/Root"]["/Lang"]) == ("Toupie", "fr")
    assert fiche.manques() == []
    for geste in ("partager", "finaliser", "rouvrir", "reprendre"):
        assert client.post(reverse("outils:etat", args=["jouet", fiche.pk, geste])).status_code == 302
    assert relue(fiche).etat == "brouillon"
    assert "fiche de jouet" in client.get(f"/outils/jouet/{fiche.pk}/historique/").content.decode().lower()


def test_le_classeur_et_son_retour(connecte, troupe, jouet, fiche):
    client = connecte(troupe.agent)
    octets = octets_xlsx(client, fiche)
    assert ouvert(octets).sheetnames == ["Fiche", "Pièces", "Essais", "Tenue", "Listes"]
    assert "Rien à changer" in importer(client, jouet, octets, sur=fiche).content.decode()
    assert importer(client, jouet, octets, troupe.projet).status_code == 302
    copie = jouet.objects.exclude(pk=fiche.pk).get()
    attendues = reponses(fiche)
    attendues["Le jouet"]["histoire"] = attendues["Le jouet"]["histoire"].replace("\r\n", "\n")
    assert reponses(copie) == attendues


def test_les_copies_vierges(connecte, troupe, jouet):
    client = connecte(troupe.agent)
    pdf = pypdf.PdfReader(io.BytesIO(client.get("/outils/jouet/vierge.pdf").content))
    assert {"nom_du_jouet", "histoire", "pieces-0-piece", "essais-0-avis", "tenues-0-0-tient"} <= {*pdf.get_fields()}
    classeur = ouvert(vierge_xlsx(client, jouet))
    questions(classeur, jouet)["Le jouet", "Nom du jouet"].value = "Toupie"
    assert importer(client, jouet, octets_de(classeur), troupe.structure).status_code == 302
    assert jouet.objects.get().nom_du_jouet == "Toupie"


def test_une_copie_sans_ses_decisions(connecte, troupe, jouet, fiche):
    adresse = reverse("outils:dupliquer", args=["jouet", fiche.pk])
    connecte(troupe.agent).post(adresse, {"titre": "Copie", "projet": troupe.projet.pk})
    copie = jouet.objects.exclude(pk=fiche.pk).get()
    assert (copie.solide, copie.nom_du_jouet, copie.tenues.count()) == ("", "Toupie d’Aubrives", 2)


def test_un_plan_qui_se_trompe_ne_demarre_pas(jouet, monkeypatch):
    monkeypatch.setattr(jouet, "plan", [bloc for bloc in jouet.plan if bloc.titre != "La partie"])
    assert [erreur.id for erreur in jouet.check()] == ["plan.E003"]
    monkeypatch.setattr(jouet, "plan", [*jouet.plan, type(jouet.plan[0])("Le jouet", "inconnu")])
    assert {erreur.id for erreur in jouet.check()} == {"plan.E001", "plan.E002", "plan.E003"}
