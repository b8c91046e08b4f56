"""Every tool of the carnet, from its declaration alone: begun, filled, refused, finished, carried by a workbook."""

from decimal import Decimal

import pytest
from django.db import models
from django.urls import reverse

from appuis.models import ActionPrevue, Financement, Partenariat, Stade
from coopappui.champs import Duree, Jour, Mois, Montant, Nombre, PlusieursChoix
from outils.models import Outil, PreProjet
from tests.factories import StructureFactory, TerritoireFactory, TypeFinancementFactory, il_y_a
from tests.html import Page
from tests.outils.fiches import (
    Ecran,
    entetes,
    importer,
    neuve,
    octets_xlsx,
    pleine,
    relue,
    reponses,
    serre,
)

CATALOGUE = Outil.catalogue()
chaque_outil = pytest.mark.parametrize("modele", CATALOGUE, ids=lambda modele: modele.code)

# The tools that start with something, on the rich project or structure below.
REPRENNENT = {
    "argumentaire",
    "cahier-des-charges",
    "decrypter-piste",
    "entretien-bilan",
    "feuille-route-projet",
    "fiche-identite",
    "grille-priorisation",
    "matrice-responsabilites",
    "offre-cooperation",
    "plan-communication",
    "plan-evaluation",
    "pre-projet",
    "presentation-territoire",
    "qui-fait-quoi",
    "ressources-piste",
    "selection-partenaire",
}


@pytest.fixture
def riche(troupe):
    """The cast, whose project, structure and first fiche have much to say."""
    projet, gal = troupe.projet, troupe.structure
    gal.courriel, gal.telephone, gal.site = (
        "leader@aubrives.example.org",
        "04 70 00 00 01",
        "https://aubrives.example.org",
    )
    gal.territoire = TerritoireFactory(mission=troupe.mission, presentation="Un pays de vergers.")
    gal.adresse, gal.commune = "2 place du Foirail", "Aubrives-le-Bourg"
    gal.save()
    projet.objet, projet.stade = "Garder la valeur sur place.", Stade.EMERGENCE
    projet.date_debut, projet.date_fin = il_y_a(60), il_y_a(-640)
    projet.save()
    valle = StructureFactory(mission=troupe.mission, nom="Gruppo Valle Serina", pays="IT")
    Partenariat.objects.create(projet=projet, structure=valle, role="Atelier")
    ActionPrevue.objects.create(projet=projet, intitule="Visite croisée", lieu="Cuneo", echeance=il_y_a(-30))
    Financement.objects.create(
        projet=projet, type=TypeFinancementFactory(), financeur="Région", montant=Decimal("60000")
    )
    pleine(troupe, PreProjet)
    return troupe


def test_les_vingt_outils_de_la_carte():
    assert len(CATALOGUE) == 20
    assert len({modele.code for modele in CATALOGUE}) == 20


@chaque_outil
def test_s_ouvre_vierge(connecte, troupe, modele):
    client = connecte(troupe.agent)
    objet = getattr(troupe, modele.porteurs[0])
    adresse = f"{reverse('outils:nouvelle', args=[modele.code])}?{modele.porteurs[0]}={objet.pk}"
    page = client.get(adresse)
    assert page.status_code == 200
    reponse = client.post(adresse, {"titre": "Ma fiche"})
    fiche = modele.objects.get()
    assert reponse["Location"] == reverse("outils:modifier", args=[modele.code, fiche.pk])
    html = client.get(reponse["Location"]).content.decode()
    lue = Page(html)
    assert lue.fautes() == []
    texte = serre(
        "".join([*lue.textes, *(v for valeurs in Ecran(troupe.agent, fiche).donnees.values() for v in valeurs)])
    )
    assert [entete for entete in entetes(modele) if serre(entete) not in texte] == []
    assert fiche.etat == Outil.Etat.BROUILLON
    assert "Brouillon" in html


@chaque_outil
def test_reprend_ce_que_le_portail_sait_et_le_dit(connecte, riche, modele):
    client = connecte(riche.agent)
    porteur = modele.porteurs[0]
    adresse = f"{reverse('outils:nouvelle', args=[modele.code])}?{porteur}={getattr(riche, porteur).pk}"
    client.post(adresse, {"titre": "Ma fiche"})
    fiche = modele.objects.order_by("pk").last()
    marquees = [ligne for bloc in modele.tableaux() for ligne in getattr(fiche, bloc.relation).exclude(reprise="")]
    assert bool(fiche.reprises or marquees) == (modele.code in REPRENNENT)
    ecran = Ecran(riche.agent, fiche)
    for nom, source in fiche.reprises.items():
        assert getattr(fiche, nom) not in (None, "", [])
        assert f"Repris {source}." in ecran.aide(nom)
    assert ecran.html.count('<span class="pastille neutre">repris ') == len(marquees)
    # Changed, it is nobody else's any more.
    if fiche.reprises:
        nom = next(iter(fiche.reprises))
        ecran.taper({nom: ""}).enregistrer()
        assert nom not in relue(fiche).reprises


# --- what is not a value ------------------------------------------------------------------------------------


def faux(champ):
    """Something that is not a value of this field; None when anything is."""
    if isinstance(champ, PlusieursChoix):
        return None
    if champ.choices:
        return "peut-être"
    if isinstance(champ, Mois):
        return "13/2027"
    if isinstance(champ, (Montant, Nombre)):
        return "douze mille"
    if isinstance(champ, Duree):
        return "longtemps"
    genres = {
        Jour: "31/02/2026",
        models.TimeField: "25:61",
        models.EmailField: "leader chez example.org",
        models.URLField: "http://",
        models.IntegerField: "douze",
    }
    return next((valeur for classe, valeur in genres.items() if isinstance(champ, classe)), None)


def a_fausser(modele, ecran):
    """{name in the form: wrong text}: the sections, the first row of each table, the first cell of each crossing."""
    fausses = {champ.name: faux(champ) for champ in modele.champs_du_plan()}
    for bloc in modele.tableaux():
        if ecran.cles(bloc.relation):
            fausses |= {ecran.nom(bloc.relation, 0, champ.name): faux(champ) for champ in bloc.champs(modele)}
    for bloc in modele.croises():
        for champ in bloc.champs(modele):
            fausses[ecran.croisement(bloc.relation, (bloc.lignes, 0), (bloc.colonnes, 0), champ.name)] = faux(champ)
    return {nom: texte for nom, texte in fausses.items() if texte is not None}


@chaque_outil
def test_refuse_en_francais_a_cote_du_champ_et_garde_ce_qui_est_tape(troupe, modele):
    fiche = pleine(troupe, modele)
    ecran = Ecran(troupe.agent, fiche)
    fausses = a_fausser(modele, ecran)
    if not fausses:
        pytest.skip("cet outil ne demande que du texte")
    ecran.taper(fausses).enregistrer()
    assert ecran.reponse.status_code == 200
    assert Page(ecran.html).fautes() == []
    for ouvert in (ecran, Ecran(troupe.agent, fiche)):
        assert {nom: ouvert.lu(nom) for nom in fausses} == fausses
        muets = [nom for nom in fausses if not ouvert.reproches(nom)]
        assert muets == []
        anglais = [n for n in fausses if any(mot in ouvert.reproches(n) for mot in ("Enter", "Select", "valid "))]
        assert anglais == []
    # The summary leads to each of them.
    assert all(f'href="#{ecran.formulaire.champs[nom]["id"]}"' in ecran.html for nom in fausses)
    assert relue(fiche).a_corriger() == len(fausses)
    # Sent again as it is, nothing moves; put right, nothing remains.
    avant = reponses(fiche)
    assert ouvert.automatique()["a_corriger"] == len(fausses)
    assert reponses(fiche) == avant
    ouvert.taper(dict.fromkeys(fausses, "")).enregistrer()
    assert ouvert.enregistre
    assert relue(fiche).a_corriger() == 0


@chaque_outil
def test_un_brouillon_incomplet_s_enregistre(troupe, modele):
    fiche = neuve(troupe, modele)
    ecran = Ecran(troupe.agent, fiche).taper(titre="Pas finie").enregistrer()
    assert ecran.enregistre
    assert relue(fiche).titre == "Pas finie"
    assert all(not case for bloc in relue(fiche).blocs() if bloc.genre == "section" for case in bloc.cases)
    page = Page(ecran.client.get(fiche.get_absolute_url()).content.decode())
    assert page.fautes() == []


@chaque_outil
def test_finaliser_dit_ce_qui_manque_et_ce_qui_reste_a_corriger(connecte, troupe, modele):
    client = connecte(troupe.agent)

    def finaliser(fiche):
        adresse = reverse("outils:etat", args=[modele.code, fiche.pk, "finaliser"])
        return [str(message) for message in client.post(adresse, follow=True).context["messages"]]

    vide = neuve(troupe, modele)
    assert modele.requis, "un outil dit ce qu’il faut pour le finaliser"
    assert finaliser(vide) == list(modele.requis.values())
    fiche = pleine(troupe, modele)
    assert fiche.manques() == []
    modele.objects.filter(pk=fiche.pk).update(brut={"titre": "x"})
    assert finaliser(fiche) == ["Corrigez 1 réponse que la fiche ne comprend pas."]
    assert not relue(fiche).finie
    modele.objects.filter(pk=fiche.pk).update(brut={})
    finaliser(fiche)
    assert relue(fiche).finie


@chaque_outil
def test_du_classeur_a_la_meme_fiche(connecte, troupe, modele):
    client = connecte(troupe.agent)
    fiche = pleine(troupe, modele)
    octets = octets_xlsx(client, fiche)
    reponse = importer(client, modele, octets, getattr(troupe, modele.porteurs[0]))
    assert reponse.status_code == 302, [str(r) for r in reponse.context["refus"]]
    copie = modele.objects.exclude(pk=fiche.pk).get()
    assert reponses(copie) == reponses(fiche)
    assert "Rien à changer" in importer(client, modele, octets, sur=fiche).content.decode()
    assert "Rien à changer" in importer(client, modele, octets_xlsx(client, copie), sur=copie).content.decode()
