"""As many queries for 10 rows as for 200, for 10 fiches as for 60, and few; a GET never writes."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from outils.models import CahierDesCharges, GrillePriorisation, MatriceResponsabilites, PlanEvaluation, PreProjet
from tests.outils.fiches import Ecran, importer, neuve, octets_xlsx


@pytest.fixture
def client_agent(connecte, troupe):
    return connecte(troupe.agent)


def compter(client, adresse, donnees=None):
    with CaptureQueriesContext(connection) as requetes:
        reponse = client.get(adresse) if donnees is None else client.post(adresse, donnees)
        assert reponse.status_code == (200 if donnees is None else 302)
        reponse.getvalue()
    if donnees is None:
        assert [r["sql"] for r in requetes if not r["sql"].lstrip("( ").upper().startswith("SELECT")] == []
    return len(requetes)


def allonger(fiche, relation, nombre, **champs):
    """That many rows in all."""
    modele, deja = type(fiche)._meta.get_field(relation).related_model, getattr(fiche, relation).count()
    modele.objects.bulk_create(modele(outil=fiche, cle=f"c{i}", rang=i, **champs) for i in range(deja, nombre))


@pytest.fixture
def plan(troupe):
    return neuve(troupe, PlanEvaluation)


def pages(fiche):
    return {nom: reverse(f"outils:{nom}", args=[fiche.code, fiche.pk]) for nom in ("fiche", "modifier", "xlsx", "pdf")}


def test_une_fiche_se_lit_en_autant_de_requetes_quelle_que_soit_sa_longueur(client_agent, plan):
    comptes = {}
    for nombre in (10, 200):
        allonger(plan, "questions", nombre, question="Utile ?", nature="qualitatif")
        for nom, adresse in pages(plan).items():
            # A PDF of 200 rows takes its time and reads what the page reads.
            if nombre == 10 or nom != "pdf":
                comptes.setdefault(nom, []).append(compter(client_agent, adresse))
    assert max(max(c) for c in comptes.values()) <= 15, comptes
    assert [nom for nom, c in comptes.items() if len(set(c)) > 1] == []
    assert comptes["pdf"][0] <= comptes["fiche"][0]


def test_enregistrer_une_reponse_ne_coute_pas_plus_dans_une_longue_fiche(troupe, client_agent):
    comptes = []
    for nombre in (10, 200):
        cahier = neuve(troupe, CahierDesCharges)
        allonger(cahier, "criteres", nombre, critere="Proche")
        ecran = Ecran(troupe.agent, cahier)
        # The second save of a sitting also takes the first one out of the history.
        for texte in ("Premier", "Second"):
            ecran.taper({ecran.nom("criteres", 3, "critere"): texte, "contexte": texte})
            comptes.append(compter(client_agent, ecran.adresse, ecran.donnees))
            if texte == "Premier":
                ecran.ouvrir()
    assert comptes[:2] == comptes[2:]
    assert max(comptes) <= 20


@pytest.mark.parametrize("modele", [GrillePriorisation, MatriceResponsabilites])
def test_des_croisements(troupe, client_agent, modele):
    fiche, comptes = neuve(troupe, modele), []
    for nombre in (3, 18):
        for bloc in modele.tableaux():
            allonger(fiche, bloc.relation, nombre)
        for bloc in modele.croises():
            cellule = bloc.modele(modele)
            lignes, colonnes = getattr(fiche, bloc.lignes).all(), getattr(fiche, bloc.colonnes).all()
            getattr(fiche, bloc.relation).all().delete()
            cellule.objects.bulk_create(cellule(outil=fiche, ligne=li, colonne=co) for li in lignes for co in colonnes)
        comptes.append([compter(client_agent, pages(fiche)[nom]) for nom in ("fiche", "modifier", "xlsx")])
    assert comptes[0] == comptes[1]
    assert max(comptes[0]) <= 18


def test_reprendre_un_classeur(troupe, client_agent, plan):
    comptes = []
    for nombre in (10, 200):
        allonger(plan, "questions", nombre, question="Utile ?")
        octets = octets_xlsx(client_agent, plan)
        with CaptureQueriesContext(connection) as requetes:
            assert "Rien à changer" in importer(client_agent, PlanEvaluation, octets, sur=plan).content.decode()
        comptes.append(len(requetes))
    assert comptes[0] == comptes[1] <= 15


def test_le_catalogue_et_la_page_d_un_outil(troupe, client_agent):
    adresses = {
        "catalogue": reverse("outils:catalogue"),
        "outil": reverse("outils:outil", args=[PreProjet.code]),
        "projet": troupe.projet.get_absolute_url(),
        "appui": reverse("outils:de_l_appui", args=[troupe.appui.pk]),
    }
    comptes = {nom: [] for nom in adresses}
    for nombre in (10, 60):
        while PreProjet.objects.count() < nombre:
            neuve(troupe, PreProjet)
        for nom, adresse in adresses.items():
            comptes[nom].append(compter(client_agent, adresse))
    assert [nom for nom, c in comptes.items() if len(set(c)) > 1] == [], comptes
    assert max(comptes["catalogue"] + comptes["outil"] + comptes["appui"]) <= 15, comptes


def test_l_espace_d_un_beneficiaire(connecte, troupe):
    client, comptes = connecte(troupe.beneficiaire), []
    for nombre in (5, 30):
        while PreProjet.objects.count() < nombre:
            neuve(troupe, PreProjet).partager()
        comptes.append(compter(client, reverse("outils:outil", args=[PreProjet.code])))
    assert comptes[0] == comptes[1] <= 15
