"""A bénéficiaire reads their fiche again, hands it over once, and keeps a numbered receipt that never changes."""

import datetime
import html
import io
import json

import pypdf
import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from openpyxl import load_workbook

from appuis.attentes import attentes
from comptes.models import Notification
from coopappui.donnees import archive, effacer, rassembler
from outils.models import (
    FicheIdentite,
    GrillePriorisation,
    MatriceResponsabilites,
    Outil,
    PreProjet,
    SelectionPartenaire,
    Transmission,
)
from outils.views.saisie import TRANSMISE
from tests.au_meme_instant import poster_ensemble
from tests.factories import AppuiFactory, PersonneFactory, ProjetFactory, UtilisateurFactory, il_y_a
from tests.html import Page
from tests.outils.fiches import Ecran, entetes, importer, neuve, octets_xlsx, pleine, relue, serre, textes
from tests.personnages import troupe as monter_troupe


@pytest.fixture
def fiche(troupe):
    fiche = neuve(troupe, PreProjet, objectifs="Former douze producteurs.", problematique="Garder la valeur.")
    fiche.actions_communes.create(action="Visite croisée", echeance=il_y_a(-30))
    fiche.demander(troupe.agent, [troupe.beneficiaire])
    return relue(fiche)


def adresse(fiche, nom="relire", *suite):
    return reverse(f"outils:{nom}", args=[fiche.genre, fiche.pk, *suite])


def lue(client, fiche):
    return client.get(adresse(fiche)).context["lue"]


def transmettre(client, fiche, **plus):
    """As one does: the page, then its button."""
    return client.post(adresse(fiche), {"lue": lue(client, fiche)} | plus, follow=True)


def texte_du_pdf(client, vers):
    pages = pypdf.PdfReader(io.BytesIO(client.get(vers).content)).pages
    return " ".join(" ".join(p.extract_text() for p in pages).split())


def test_it_works(troupe, fiche, connecte, mailoutbox):
    client = connecte(troupe.beneficiaire)
    page = client.get(adresse(fiche)).content.decode()
    for attendu in ("Former douze producteurs.", "Visite croisée", "Sans réponse", "Donnez un titre au projet."):
        assert attendu in page
    assert "Vous pouvez transmettre ainsi" in page
    assert f"{adresse(fiche, 'modifier')}#partie-2" in page
    assert Page(page).fautes() == []

    reponse = transmettre(client, fiche)
    transmission = Transmission.objects.get()
    assert reponse.redirect_chain == [(transmission.get_absolute_url(), 302)]
    page = reponse.content.decode()
    annee = timezone.localdate().year
    le = date_format(timezone.localtime(transmission.le), "j F Y à H:i")
    for attendu in (f"{annee}-0001", le, "Béa Fontaine", "Mission Haut-Vernay", "Former douze producteurs."):
        assert attendu in page
    assert f'href="{adresse(fiche, "recu_pdf", transmission.pk)}"' in page
    assert "C’est transmis" in page
    assert Page(page).fautes() == []
    fiche = relue(fiche)
    assert (fiche.etat, fiche.modifie_par) == (Outil.Etat.TRANSMISE, troupe.beneficiaire)
    assert attentes(troupe.beneficiaire) == []

    accuse, avis = sorted(mailoutbox, key=lambda c: c.to == [troupe.agent.email])
    assert accuse.to == [troupe.beneficiaire.email]
    assert f"{annee}-0001" in accuse.subject
    for attendu in (transmission.get_absolute_url(), le, "se télécharge en PDF"):
        assert attendu in accuse.body
    assert avis.to == [troupe.agent.email]
    for courriel in mailoutbox:
        assert "Former" not in courriel.body + courriel.alternatives[0][0]
    assert [n.destinataire for n in Notification.objects.filter(titre__contains="transmise")] == [troupe.agent]


def test_le_recu_ne_change_plus(troupe, fiche, connecte):
    client = connecte(troupe.beneficiaire)
    transmettre(client, fiche)
    transmission = Transmission.objects.get()
    avant = client.get(transmission.get_absolute_url()).content.decode()
    relue(fiche).rouvrir()
    Ecran(troupe.agent, fiche).taper(objectifs="Tout autre chose", titre="Autre titre").retirer(
        "actions_communes", 0
    ).enregistrer()
    troupe.projet.nom = "Un autre nom"
    troupe.projet.save()
    transmission = Transmission.objects.get()
    page = client.get(transmission.get_absolute_url()).content.decode()
    pdf = texte_du_pdf(client, adresse(fiche, "recu_pdf", transmission.pk))
    for texte in (page, pdf):
        assert "Former douze producteurs." in texte
        assert "Visite croisée" in texte
        assert "Tout autre chose" not in texte
        assert transmission.numero in texte
    assert "Filière noisette" in pdf
    assert avant.count("Former douze") == page.count("Former douze")


@pytest.mark.parametrize(
    "modele", [PreProjet, MatriceResponsabilites, GrillePriorisation, SelectionPartenaire], ids=lambda m: m.code
)
def test_toutes_les_reponses_sont_dans_l_accuse_et_dans_la_relecture(troupe, connecte, modele):
    fiche = pleine(troupe, modele)
    fiche.demander(troupe.agent, [troupe.beneficiaire])
    client = connecte(troupe.beneficiaire)
    relecture = client.get(adresse(fiche)).content.decode()
    page = transmettre(client, fiche).content.decode()
    pdf = client.get(adresse(fiche, "recu_pdf", Transmission.objects.get().pk))
    # PDF/UA: tagged, titled, in French.
    lu = pypdf.PdfReader(io.BytesIO(pdf.content))
    assert lu.metadata.title.startswith("Accusé de réception n°")
    assert lu.trailer["/Root"]["/Lang"] == "fr"
    assert lu.trailer["/Root"]["/MarkInfo"]["/Marked"]
    imprime = serre("".join(p.extract_text() for p in lu.pages))
    for texte in textes(relue(fiche)):
        assert serre(texte) in imprime
        for lu_a_l_ecran in (relecture, page):
            assert serre(texte) in serre(html.unescape(lu_a_l_ecran).replace("<br>", ""))
    assert entetes(modele)


def test_une_reponse_incomprise_empeche_un_manque_non(troupe, fiche, connecte):
    client = connecte(troupe.beneficiaire)
    Ecran(troupe.beneficiaire, fiche).taper(debut="bientôt").automatique()
    page = client.get(adresse(fiche)).content.decode()
    assert "1 réponse que la fiche ne comprend pas" in page
    assert f"{adresse(fiche, 'modifier')}#id_debut" in page
    assert ">Transmettre</button>" not in page
    assert "Corrigez d’abord 1 réponse" in transmettre(client, fiche).content.decode()
    assert not Transmission.objects.exists()
    Ecran(troupe.beneficiaire, fiche).taper(debut="2027-03-01").automatique()
    assert relue(fiche).manques()
    transmettre(client, fiche)
    assert relue(fiche).transmise


def test_deux_clics_une_transmission_un_accuse_un_courriel(troupe, fiche, connecte, mailoutbox):
    client = connecte(troupe.beneficiaire)
    donnees = {"lue": lue(client, fiche)}
    reponses = [client.post(adresse(fiche), donnees) for _ in range(3)]
    assert {r["Location"] for r in reponses} == {Transmission.objects.get().get_absolute_url()}
    assert len(mailoutbox) == 2
    assert "a déjà transmis" not in client.get(fiche.get_absolute_url()).content.decode()


def test_un_collegue_l_a_deja_transmise(troupe, fiche, connecte, mailoutbox):
    paul = UtilisateurFactory(first_name="Paul")
    troupe.appui.beneficiaires.add(PersonneFactory(mission=troupe.mission, compte=paul))
    autre = Client()
    autre.force_login(paul)
    donnees = {"lue": lue(autre, fiche)}
    transmettre(connecte(troupe.beneficiaire), fiche)
    reponse = autre.post(adresse(fiche), donnees, follow=True)
    assert "Béa Fontaine a déjà transmis cette fiche." in reponse.content.decode()
    assert Transmission.objects.count() == 1
    assert len(mailoutbox) == 2


def test_on_transmet_ce_qu_on_a_relu(troupe, fiche, connecte, mailoutbox):
    client = connecte(troupe.beneficiaire)
    donnees = {"lue": lue(client, fiche)}
    Ecran(troupe.agent, fiche).taper(objectifs="Changé entre-temps").enregistrer()
    page = client.post(adresse(fiche), donnees).content.decode()
    assert "La fiche a changé depuis que vous l’avez ouverte" in page
    assert "Changé entre-temps" in page
    assert not Transmission.objects.exists()
    assert mailoutbox == []
    for forgee in ({}, {"lue": "x"}):
        assert client.post(adresse(fiche), forgee).status_code == 200
    assert not Transmission.objects.exists()


def test_une_page_d_avant_la_correction_ne_transmet_pas_de_nouveau(troupe, fiche, connecte):
    client = connecte(troupe.beneficiaire)
    donnees = {"lue": lue(client, fiche)}
    client.post(adresse(fiche), donnees)
    relue(fiche).demander_une_correction(troupe.agent, "Encore un effort.")
    assert "La fiche a changé" in client.post(adresse(fiche), donnees).content.decode()
    assert Transmission.objects.count() == 1


@pytest.mark.parametrize("role", ["agent", "collegue", "responsable", "admin", "etranger"])
def test_seul_un_beneficiaire_transmet(troupe, fiche, connecte, role):
    client = connecte(getattr(troupe, role))
    assert client.get(adresse(fiche)).status_code == 404
    assert client.post(adresse(fiche)).status_code == 404
    assert not Transmission.objects.exists()


def test_un_brouillon_et_une_fiche_finie_ne_se_transmettent_pas(troupe, connecte):
    client = connecte(troupe.beneficiaire)
    brouillon = neuve(troupe, PreProjet)
    assert client.get(adresse(brouillon)).status_code == 404
    finie = neuve(troupe, PreProjet)
    finie.partager()
    Outil.objects.filter(pk=finie.pk).update(etat="finalisee")
    for reponse in (client.get(adresse(finie)), client.post(adresse(finie))):
        assert reponse["Location"] == finie.get_absolute_url()
    for fiche in (brouillon, relue(finie)):
        with pytest.raises(ValidationError):
            fiche.transmettre(troupe.beneficiaire)


def test_transmise_personne_n_y_ecrit(troupe, fiche, connecte):
    ecrans = {role: Ecran(getattr(troupe, role), fiche) for role in ("agent", "beneficiaire")}
    transmettre(connecte(troupe.beneficiaire), fiche)
    for role, ecran in ecrans.items():
        client = ecran.client
        ecran.taper(objectifs=f"De {role}").enregistrer()
        assert ecran.reponse.status_code == 200
        assert TRANSMISE.split(" :")[0] in ecran.html
        assert ecran.lu("objectifs") == f"De {role}"
        assert ecran.automatique()["erreurs"] == [TRANSMISE]
        assert client.get(adresse(fiche, "modifier"))["Location"] == fiche.get_absolute_url()
        assert client.get(adresse(fiche, "importer_sur")).status_code == 404
    octets = octets_xlsx(connecte(troupe.agent), fiche)
    assert importer(connecte(troupe.beneficiaire), PreProjet, octets, sur=fiche).status_code == 404
    assert relue(fiche).objectifs == "Former douze producteurs."
    page = connecte(troupe.beneficiaire).get(fiche.get_absolute_url()).content.decode()
    assert "Votre chargé d’appui la relit" in page
    assert adresse(fiche, "modifier") not in page


def test_ni_l_image_d_une_fiche_d_identite(troupe, connecte):
    fiche = neuve(troupe, FicheIdentite)
    fiche.partager()
    client = connecte(troupe.beneficiaire)
    image = reverse("outils:image", args=[fiche.pk])
    assert client.get(image).status_code == 200
    transmettre(client, fiche)
    for compte in (troupe.beneficiaire, troupe.agent):
        assert connecte(compte).get(image).status_code == 404
        assert image not in connecte(compte).get(fiche.get_absolute_url()).content.decode()


def test_l_etat_est_dit_sur_la_liste_la_page_le_pdf_et_le_classeur(troupe, fiche, connecte):
    client = connecte(troupe.beneficiaire)
    transmettre(client, fiche)
    liste = client.get(reverse("outils:outil", args=[fiche.genre])).content.decode()
    for page in (client.get(fiche.get_absolute_url()).content.decode(), liste):
        assert '<span class="pastille etat-transmise">Transmise</span>' in page
    assert "Transmise" in texte_du_pdf(client, adresse(fiche, "pdf"))
    classeur = load_workbook(io.BytesIO(octets_xlsx(client, fiche)))
    assert "transmise" in classeur["Fiche"]["C2"].value
    etats = {"a-corriger": "À corriger", "finalisee": "Validée"}
    for etat, mot in etats.items():
        Outil.objects.update(etat=etat, finalisee_le=timezone.now())
        assert mot in client.get(fiche.get_absolute_url()).content.decode()
        assert mot in texte_du_pdf(client, adresse(fiche, "pdf"))


def test_une_fiche_transmise_ne_se_supprime_plus(troupe, fiche, connecte):
    transmettre(connecte(troupe.beneficiaire), fiche)
    relue(fiche).rouvrir()
    client = connecte(troupe.agent)
    assert "Cette fiche a été transmise" in client.post(adresse(fiche, "supprimer")).content.decode()
    assert Transmission.objects.exists()


def test_le_recu_d_une_autre_fiche_ou_d_une_autre_mission(troupe, fiche, connecte):
    transmettre(connecte(troupe.beneficiaire), fiche)
    numero = Transmission.objects.get().pk
    autre = neuve(troupe, PreProjet)
    autre.partager()
    for nom in ("recu", "recu_pdf"):
        assert connecte(troupe.beneficiaire).get(adresse(autre, nom, numero)).status_code == 404
        assert connecte(troupe.etranger).get(adresse(fiche, nom, numero)).status_code == 404
        assert connecte(troupe.agent).get(adresse(fiche, nom, numero)).status_code == 200
    troupe.appui.beneficiaires.clear()
    assert connecte(troupe.beneficiaire).get(adresse(fiche, "recu", numero)).status_code == 404


# --- numbers -----------------------------------------------------------------------------------------------


def test_un_numero_par_mission_et_par_an(troupe, fiche):
    def une(quand=None, mission=None):
        projet = ProjetFactory(mission=mission) if mission else troupe.projet
        neuve_ = PreProjet.objects.create(mission=projet.mission, projet=projet, titre="x")
        with time_machine.travel(quand or timezone.now(), tick=False):
            return Transmission.objects.garder(neuve_, troupe.beneficiaire).numero

    # The new year is that of the people, not of Greenwich.
    veille = datetime.datetime(2026, 12, 31, 22, 59, tzinfo=datetime.UTC)
    assert [une(veille), une(veille)] == ["2026-0001", "2026-0002"]
    assert une(veille + datetime.timedelta(minutes=2)) == "2027-0001"
    assert une(veille, mission=troupe.etranger.missions.get()) == "2026-0001"
    premiere = Transmission.objects.first()
    premiere.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        premiere.save(force_insert=True)


def test_qui_est_prevenu(troupe, connecte):
    """The officers of the appui, of the project's appuis; of the structure, whoever began the fiche; no others."""
    troupe.appui.co_charges.add(troupe.collegue)
    fiche = neuve(troupe, PreProjet)
    assert set(fiche.charges()) == {troupe.agent, troupe.collegue}
    seul = AppuiFactory(mission=troupe.mission, charge=troupe.collegue)
    assert set(PreProjet(mission=troupe.mission, appui=seul, pk=0).charges()) == {troupe.collegue}
    identite = neuve(troupe, FicheIdentite)
    assert set(identite.charges()) == {troupe.agent}
    troupe.agent.is_active = False
    troupe.agent.save()
    assert set(identite.charges()) == {troupe.collegue}
    assert troupe.responsable not in fiche.charges()


def test_lire_l_accuse_coute_peu(troupe, fiche, connecte):
    client, comptes = connecte(troupe.beneficiaire), []
    for nombre in (3, 60):
        fiche.actions_communes.all().delete()
        fiche.actions_communes.model.objects.bulk_create(
            fiche.actions_communes.model(outil=fiche, cle=f"c{i}", action="Visite") for i in range(nombre)
        )
        with CaptureQueriesContext(connection) as relecture:
            client.get(adresse(fiche))
        relecture = len(relecture)
        transmettre(client, fiche)
        with CaptureQueriesContext(connection) as recu:
            client.get(Transmission.objects.first().get_absolute_url())
        comptes.append((relecture, len(recu)))
        relue(fiche).rouvrir()
    assert comptes[0] == comptes[1]
    assert max(comptes[0]) <= 15
    assert json.dumps(Transmission.objects.first().contenu)


# --- at the same instant -----------------------------------------------------------------------------------


@pytest.mark.au_meme_instant
def test_dix_clics_au_meme_instant(mailoutbox):
    troupe = monter_troupe()
    fiches = [neuve(troupe, PreProjet) for _ in range(4)]
    clients = []
    for fiche in fiches:
        fiche.partager()
        for _ in range(3):
            client = Client()
            client.force_login(troupe.beneficiaire)
            clients.append((client, adresse(fiche), {"lue": lue(client, fiche)}))
    assert {reponse.status_code for reponse in poster_ensemble(clients)} == {302}
    assert sorted(Transmission.objects.values_list("rang", flat=True)) == [1, 2, 3, 4]
    assert len([c for c in mailoutbox if c.to == [troupe.beneficiaire.email]]) == 4


# --- one's own data ----------------------------------------------------------------------------------------


def test_ses_fiches_sont_dans_ses_donnees(troupe, fiche):
    transmission = fiche.transmettre(troupe.beneficiaire)
    fiche.remarques.create(ou="objectifs", libelle="Objectifs", texte="Combien ?", par=troupe.agent)
    siennes = rassembler(troupe.beneficiaire)
    (transmise,) = siennes["Mes fiches transmises"]
    assert transmise["numéro"] == transmission.numero
    assert transmise["réponses"]["Le sujet, Objectifs opérationnels"] == "Former douze producteurs."
    assert len(siennes["Les fiches qui m’ont été demandées"]) == 1
    assert siennes["Mes remarques sur des fiches"] == []
    assert rassembler(troupe.agent)["Mes remarques sur des fiches"][0]["remarque"] == "Combien ?"
    with archive(troupe.beneficiaire) as dossier:
        assert dossier.read()
    effacer(troupe.beneficiaire)
    assert not troupe.beneficiaire.demandes_de_fiche.exists()
    assert Transmission.objects.exists()
