"""Every tool on the page, on paper and in a spreadsheet, filled and blank: whatever was answered is there."""

import datetime
import io

import pypdf
import pytest
from django.urls import reverse
from django.utils.text import capfirst
from openpyxl import load_workbook

from coopappui.champs import Montant, Nombre
from coopappui.plan.classeur import CLE, FICHE, LISTES
from coopappui.plan.xlsx import titre_de_feuille
from outils.models import Outil
from tests.html import Page
from tests.outils.fiches import entetes, importer, octets_xlsx, pleine, questions, serre, textes, vierge_xlsx
from tests.suivi.lecture import balises, texte_pdf, xml

CATALOGUE = Outil.catalogue()
chaque_outil = pytest.mark.parametrize("modele", CATALOGUE, ids=lambda modele: modele.code)


@pytest.fixture
def client_agent(connecte, troupe):
    return connecte(troupe.agent)


def lire_pdf(reponse):
    assert reponse["Content-Type"] == "application/pdf"
    return pypdf.PdfReader(io.BytesIO(reponse.getvalue()))


def presents(attendus, texte):
    """Those that are not there; a text may be cut anywhere by the end of a line, or hyphenated."""
    dedans = serre(texte).replace("\u00ad", "")
    return [attendu for attendu in attendus if serre(attendu) not in dedans]


# --- filled ---------------------------------------------------------------------------------------------


@chaque_outil
def test_la_page_et_le_pdf_disent_toutes_les_reponses(client_agent, troupe, modele):
    fiche = pleine(troupe, modele)
    attendus = [*entetes_lus(modele), *textes(fiche)]
    page = Page(client_agent.get(fiche.get_absolute_url()).content.decode())
    assert page.fautes() == []
    assert presents(attendus, "".join(page.textes)) == []

    lecteur = lire_pdf(client_agent.get(reverse("outils:pdf", args=[modele.code, fiche.pk])))
    texte = texte_pdf(lecteur)
    assert presents(attendus, texte) == []
    n = len(lecteur.pages)
    assert presents(["Brouillon", str(troupe.mission), fiche.titre, f"{n}/{n}"], texte) == []
    racine = lecteur.trailer["/Root"]
    assert racine["/MarkInfo"]["/Marked"]
    assert racine["/Lang"] == "fr"
    assert lecteur.metadata.title == fiche.titre
    assert b"pdfuaid:part" in racine["/Metadata"].get_object().get_data()
    elements = list(balises(racine["/StructTreeRoot"]["/K"]))
    assert [e.get("/S") for e in elements].count("/H1") == 1
    assert all(e["/A"]["/Scope"] for e in elements if e.get("/S") == "/TH")
    # Every cell is announced under its headers, but the corner of a table that has headers on two sides.
    sans_entete = [e for e in elements if e.get("/S") == "/TD" and not e["/A"]["/Headers"]]
    assert len(sans_entete) <= [e.get("/S") for e in elements].count("/Table")


def entetes_lus(modele):
    """A field that groups rows is read as their headings: its own label is not."""
    groupes = {
        capfirst(lignes._meta.get_field(lignes.champ_groupe).verbose_name)
        for lignes in (bloc.modele(modele) for bloc in modele.tableaux())
        if lignes.champ_groupe
    }
    return [entete for entete in entetes(modele) if entete not in groupes]


@chaque_outil
def test_un_classeur_propre(client_agent, troupe, modele):
    fiche = pleine(troupe, modele)
    octets = octets_xlsx(client_agent, fiche)
    paquet = xml(octets)
    assert "<f>" not in paquet
    assert "<f " not in paquet
    classeur = load_workbook(io.BytesIO(octets))
    assert classeur.properties.title == fiche.titre
    assert classeur.properties.language == "fr-FR"
    feuilles = {bloc.titre: classeur[titre_de_feuille(bloc.titre)] for bloc in modele.plan if bloc.genre != "section"}
    assert classeur.sheetnames == [FICHE, *feuilles, LISTES]
    dits = [str(c.value) for feuille in classeur for rangee in feuille for c in rangee if c.value is not None]
    assert presents(entetes_du_classeur(modele), "".join([*classeur.sheetnames, *dits])) == []
    for feuille in [classeur[FICHE], *feuilles.values()]:
        assert feuille.freeze_panes
        assert feuille.print_title_rows
        assert (feuille.page_setup.orientation, feuille.page_setup.paperSize) == ("landscape", 9)
        assert (feuille.page_setup.fitToWidth, feuille.page_setup.fitToHeight) == (1, 0)
        assert feuille.sheet_properties.pageSetUpPr.fitToPage
        assert str(troupe.mission) in feuille.oddHeader.left.text
        assert feuille.oddFooter.right.text == "&P/&N"
    assert classeur[LISTES].sheet_state == "hidden"
    cellules = questions(classeur, modele)
    for bloc in fiche.blocs():
        if bloc.genre == "section":
            for case in bloc.cases:
                verifier_la_cellule(cellules[bloc.titre, case.libelle], case)
        elif bloc.genre == "tableau":
            rangees = list(feuilles[bloc.titre].iter_rows(min_row=2))
            assert feuilles[bloc.titre].cell(1, len(bloc.champs) + 1).value == CLE
            for rangee, (_, cases) in zip(rangees, bloc.lignes, strict=True):
                for cellule, case in zip(rangee, cases, strict=False):
                    verifier_la_cellule(cellule, case)


def entetes_du_classeur(modele):
    """Sheets are named by the short title of their block."""
    longs = {bloc.intitule for bloc in modele.plan} - {bloc.titre for bloc in modele.plan}
    return [entete for entete in entetes(modele) if entete not in longs]


def verifier_la_cellule(cellule, case):
    """Dates are dates, numbers numbers, texts texts, whatever they begin with."""
    valeur = case.valeur
    if valeur is None:
        assert cellule.value is None
    elif isinstance(valeur, datetime.date):
        assert (cellule.data_type, cellule.value.date()) == ("d", valeur)
        assert cellule.number_format in ("dd/mm/yyyy", "mm/yyyy")
    elif isinstance(valeur, datetime.time):
        assert (cellule.data_type, cellule.value) == ("d", valeur)
    elif isinstance(case.champ, (Montant, Nombre)) or case.est_un_nombre:
        assert (cellule.data_type, cellule.value) == ("n", float(valeur))
    else:
        assert cellule.data_type in ("s", "inlineStr")
        assert cellule.value == valeur.replace("\r\n", "\n")


# --- blank ----------------------------------------------------------------------------------------------


@chaque_outil
def test_un_pdf_vierge_a_remplir(client_agent, modele):
    lecteur = lire_pdf(client_agent.get(reverse("outils:vierge_pdf", args=[modele.code])))
    assert lecteur.metadata.title == f"{modele.nom()} à remplir"
    assert lecteur.trailer["/Root"]["/Lang"] == "fr"
    assert lecteur.trailer["/Root"]["/MarkInfo"]["/Marked"]
    champs = lecteur.get_fields()
    noms = set(champs)
    attendus = {"titre", *(c.name for c in modele.champs_du_plan())}
    for bloc in modele.tableaux():
        attendus |= {f"{bloc.relation}-0-{champ.name}" for champ in bloc.champs(modele)}
    for bloc in modele.croises():
        attendus |= {f"{bloc.relation}-0-0-{champ.name}" for champ in bloc.champs(modele)}
    sans_champ = {nom for nom in attendus if not any(n == nom or n.startswith(f"{nom}-") for n in noms)}
    assert sans_champ == set()
    # What the guide already gives is written in the fields.
    texte = texte_pdf(lecteur) + "".join(f"{champ.get('/V')} {champ.get('/_States_')}" for champ in champs.values())
    assert presents(entetes(modele), texte) == []


@chaque_outil
def test_un_classeur_vierge_se_remplit_et_se_reprend(client_agent, troupe, modele):
    """Filled as somebody would, without knowing of the hidden keys of rows they add."""
    classeur = load_workbook(io.BytesIO(vierge_xlsx(client_agent, modele)))
    exemple = pleine(troupe, modele)
    objet = getattr(troupe, modele.porteurs[0])
    a_choisir = [c for c in modele.champs_du_plan() if c.choices and c.get_internal_type() != "JSONField"]
    assert len(classeur[FICHE].data_validations.dataValidation) == len(a_choisir)
    cellules = questions(classeur, modele)
    cellules[None, "Titre de la fiche"].value = "Rempli dans la vallée"
    for bloc in exemple.blocs():
        if bloc.genre == "section":
            for case in bloc.cases:
                cellules[bloc.titre, case.libelle].value = case.valeur
        elif bloc.genre == "tableau":
            feuille = classeur[titre_de_feuille(bloc.titre)]
            listes = [c for c in bloc.champs if c.choices and c.get_internal_type() != "JSONField"]
            assert len(feuille.data_validations.dataValidation) == len(listes)
            for i, (_, cases) in enumerate(bloc.lignes, 2):
                for j, case in enumerate(cases, 1):
                    feuille.cell(i, j).value = case.valeur
            # Rows given by the guide that the example does not keep.
            for i in range(len(bloc.lignes) + 2, feuille.max_row + 1):
                for j in range(1, len(bloc.champs) + 2):
                    feuille.cell(i, j).value = None
    sortie = io.BytesIO()
    classeur.save(sortie)
    reponse = importer(client_agent, modele, sortie.getvalue(), objet)
    assert reponse.status_code == 302, [str(r) for r in reponse.context["refus"]]
    reprise = modele.objects.exclude(pk=exemple.pk).get()
    assert reprise.titre == "Rempli dans la vallée"
    for avant, apres in zip(exemple.blocs(), reprise.blocs(), strict=True):
        if avant.genre == "section":
            assert [c.valeur for c in apres.cases] == [c.valeur for c in avant.cases]
        elif avant.genre == "tableau":
            assert [[c.valeur for c in x] for _, x in apres.lignes] == [[c.valeur for c in x] for _, x in avant.lignes]
