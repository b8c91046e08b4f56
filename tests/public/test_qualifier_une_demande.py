"""An officer reads a request, says who is known already, opens the appui; or sets it aside, or entrusts it."""

import pytest
from django.apps import apps
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from appuis.models import Appui, DemandeDAppui, Evenement, NoteConfidentielle
from appuis.travaux import effacer_les_demandes_ecartees
from comptes.models import Notification
from comptes.rappels import rappeler
from missions.models import Personne, Structure
from outils.demo import MISSION
from tests.factories import DemandeFactory, MembreFactory, MissionFactory, PersonneFactory, StructureFactory
from tests.saisie import saisie

SECRET = "Notre président hésite, zibeline."


@pytest.fixture
def demande(mission):
    return DemandeFactory(
        mission=mission,
        prenom="Béa",
        nom="Fontaine",
        fonction="Animatrice",
        courriel="bea.f@example.org",
        structure_nom="GAL Terre d’Aubrive",
        commune="Aubrives",
        besoin=SECRET,
        partenaires="Un GAL roumain.",
        disponibilites="Mardi",
        stade="partenariats",
    )


@pytest.fixture
def agent(connecte, troupe):
    return connecte(troupe.agent)


def remplir(client, demande, **changements):
    page = client.get(demande.get_absolute_url())
    return saisie(page.context["form"], **changements)


def choix(page, champ):
    return [valeur for valeur, _ in page.context["form"].fields[champ].choices]


def test_it_works(agent, troupe, demande):
    donnees = remplir(agent, demande, structure=troupe.structure.pk, personne=troupe.personne.pk)
    assert donnees["besoin_exprime"] == f"{SECRET}\n\nDéjà en contact avec : Un GAL roumain."
    reponse = agent.post(demande.get_absolute_url(), donnees | {"besoin_exprime": "Trouver un GAL roumain."})
    appui = Appui.objects.exclude(pk=troupe.appui.pk).get()
    assert reponse.url == appui.get_absolute_url()
    assert (appui.charge, appui.mission, appui.origine) == (troupe.agent, demande.mission, "sollicitation")
    assert (appui.intitule, appui.stade, appui.calendrier) == (demande.sujet, "partenariats", "Mardi")
    assert appui.besoin_exprime == "Trouver un GAL roumain."
    assert appui.ouvert_le == timezone.localdate(demande.recue_le)
    assert (list(appui.structures.all()), list(appui.beneficiaires.all())) == ([troupe.structure], [troupe.personne])
    assert appui.evenements.get().verbe == Evenement.Verbe.OUVERTURE
    assert {ligne.history_user for ligne in appui.history.all()} <= {troupe.agent}
    demande.refresh_from_db()
    assert (demande.etat, demande.appui, demande.traitee_par) == ("qualifiee", appui, troupe.agent)
    assert demande.numero in agent.get(appui.get_absolute_url()).content.decode()
    # The need lives in the appui, as the officer has written it; nowhere else.
    assert (demande.besoin, demande.partenaires) == ("", "")
    assert not NoteConfidentielle.objects.exists()


def test_ce_qui_ressemble_est_propose_rien_n_est_choisi_d_avance(agent, troupe, demande):
    homonyme = PersonneFactory(mission=troupe.mission, prenom="Autre", nom="Nom", courriel="BEA.F@example.org")
    StructureFactory(mission=MissionFactory(), nom="GAL Terres d’Aubrives")
    page = agent.get(demande.get_absolute_url())
    assert choix(page, "structure") == [str(troupe.structure.pk), "creer"]
    assert set(choix(page, "personne")) == {str(troupe.personne.pk), str(homonyme.pk), "creer"}
    refus = agent.post(demande.get_absolute_url(), remplir(agent, demande))
    assert {"structure", "personne"} <= set(refus.context["form"].errors)
    assert Appui.objects.count() == 1


def test_creer_malgre_la_ressemblance(agent, troupe, demande):
    agent.post(demande.get_absolute_url(), remplir(agent, demande, structure="creer", personne="creer"))
    structure = Structure.objects.get(nom=demande.structure_nom)
    personne = Personne.objects.exclude(pk=troupe.personne.pk).get()
    assert (structure.mission, structure.commune) == (demande.mission, "Aubrives")
    assert (personne.structure, personne.courriel, personne.fonction) == (structure, demande.courriel, "Animatrice")
    assert personne.history.get().history_user == troupe.agent


def test_une_fiche_connue_n_est_que_completee(agent, troupe, demande):
    troupe.personne.fonction, troupe.personne.telephone = "Directrice", ""
    troupe.personne.save()
    DemandeDAppui.objects.filter(pk=demande.pk).update(telephone="01 99 00 00 01")
    agent.post(
        demande.get_absolute_url(),
        remplir(agent, demande, structure=troupe.structure.pk, personne=troupe.personne.pk),
    )
    troupe.personne.refresh_from_db()
    assert (troupe.personne.fonction, troupe.personne.telephone) == ("Directrice", "01 99 00 00 01")


def test_une_fiche_forgee_est_refusee(agent, demande):
    ailleurs = StructureFactory(mission=MissionFactory(), nom="GAL Terres d’Aubrives")
    page = agent.post(demande.get_absolute_url(), remplir(agent, demande, structure=ailleurs.pk, personne="creer"))
    assert "structure" in page.context["form"].errors


def test_garder_le_texte_en_note_confidentielle(agent, troupe, demande):
    donnees = remplir(agent, demande, structure="creer", personne="creer", besoin_exprime="Chercher.", garder="on")
    agent.post(demande.get_absolute_url(), donnees)
    note = NoteConfidentielle.objects.get()
    assert (note.auteur, SECRET in note.texte) == (troupe.agent, True)
    assert not NoteConfidentielle.objects.visibles_par(troupe.collegue).exists()
    assert not Appui.history.filter(besoin_exprime__contains="zibeline").exists()


def test_deux_charges_un_seul_gagne(troupe, demande):
    """The second one opened the page before the first had finished."""
    deux = [Client(), Client()]
    for client, compte in zip(deux, (troupe.agent, troupe.collegue), strict=True):
        client.force_login(compte)
    saisies = [remplir(client, demande, structure="creer", personne="creer") for client in deux]
    for client, donnees in zip(deux, saisies, strict=True):
        reponse = client.post(demande.get_absolute_url(), donnees, follow=True)
    assert "déjà traitée par Agathe Roux" in reponse.content.decode()
    assert Appui.objects.count() == 2
    assert Structure.objects.filter(nom=demande.structure_nom).count() == 1


def test_au_meme_instant_rien_ne_reste_du_perdant(troupe, demande):
    """Both had read that it was to be qualified."""
    vues = [DemandeDAppui.objects.get(pk=demande.pk) for _ in range(2)]
    vues[0].ouvrir_l_appui(troupe.agent, troupe.structure, troupe.personne, intitule="Un")
    with pytest.raises(ValidationError, match="Agathe Roux vient de traiter cette demande"):
        vues[1].ouvrir_l_appui(troupe.collegue, troupe.structure, troupe.personne, intitule="Deux")
    with pytest.raises(ValidationError, match="elle est qualifiée"):
        vues[1].ecarter(troupe.collegue, "Trop tard")
    assert Appui.objects.count() == 2


def test_ecarter_avec_une_reponse(agent, troupe, demande, mailoutbox):
    adresse = reverse("demandes:ecarter", args=[demande.pk])
    assert "motif" in agent.post(adresse, {"reponse": "Non."}).context["form"].errors
    agent.post(adresse, {"motif": "Hors du champ", "reponse": "Voyez plutôt le PNR.\nBien à vous."})
    demande.refresh_from_db()
    assert (demande.etat, demande.motif, demande.traitee_par) == ("ecartee", "Hors du champ", troupe.agent)
    (courriel,) = mailoutbox
    assert courriel.to == [demande.courriel]
    assert "Voyez plutôt le PNR." in courriel.body
    assert "Hors du champ" not in courriel.body
    assert "zibeline" not in courriel.body


def test_ecarter_en_silence_puis_reprendre(agent, demande, mailoutbox):
    agent.post(reverse("demandes:ecarter", args=[demande.pk]), {"motif": "Publicité"})
    assert mailoutbox == []
    agent.post(reverse("demandes:reprendre", args=[demande.pk]))
    demande.refresh_from_db()
    assert (demande.etat, demande.motif, demande.traitee_par) == ("a-qualifier", "", None)


def test_confier_a_une_collegue(agent, troupe, demande, connecte):
    adresse = reverse("demandes:confier", args=[demande.pk])
    agent.post(adresse, {"a": troupe.collegue.pk})
    demande.refresh_from_db()
    assert demande.confiee_a == troupe.collegue
    assert Notification.objects.get().destinataire == troupe.collegue
    # No longer among those that await the first officer.
    assert list(DemandeDAppui.objects.a_qualifier_par(troupe.agent)) == []
    assert list(DemandeDAppui.objects.a_qualifier_par(troupe.collegue)) == [demande]
    for intrus in (troupe.responsable, troupe.etranger):
        agent.post(adresse, {"a": intrus.pk})
        demande.refresh_from_db()
        assert demande.confiee_a == troupe.collegue
    agent.post(adresse, {"a": ""})
    demande.refresh_from_db()
    assert demande.confiee_a is None


def test_elle_attend_a_l_accueil_et_dans_a_faire(agent, troupe, demande, connecte):
    for page in ("/", "/a-faire/", "/demandes/"):
        assert demande.sujet in agent.get(page).content.decode()
    assert demande.sujet not in connecte(troupe.responsable).get("/").content.decode()


def test_la_liste_se_filtre_par_etat(agent, troupe, demande):
    ecartee = DemandeFactory(mission=troupe.mission, sujet="Publicité")
    ecartee.ecarter(troupe.agent, "Publicité")

    def lus(requete):
        return {d.sujet for d in agent.get(f"/demandes/{requete}").context["page"]}

    assert lus("") == {demande.sujet}
    assert lus("?etat=ecartee") == {"Publicité"}
    assert lus("?etat=toutes") == {demande.sujet, "Publicité"}
    assert lus("?etat=nimporte&page=zz&mission=-1")


def test_le_nombre_de_requetes_ne_depend_pas_du_nombre_de_demandes(agent, troupe, demande):
    comptes = {}
    for nombre in (2, 20):
        while DemandeDAppui.objects.count() < nombre:
            DemandeFactory(mission=troupe.mission, confiee_a=troupe.agent)
            PersonneFactory(mission=troupe.mission, prenom="Béa", nom="Fontaine")
        for nom, adresse in (("liste", "/demandes/"), ("page", demande.get_absolute_url())):
            with CaptureQueriesContext(connection) as requetes:
                assert agent.get(adresse).status_code == 200
            comptes.setdefault(nom, []).append(len(requetes))
    assert comptes["liste"][0] == comptes["liste"][1] <= 12, comptes
    assert comptes["page"][0] == comptes["page"][1] <= 15, comptes


# --- jobs -----------------------------------------------------------------------------------------


def _rappels(horloge, jours):
    """Those of that many days later."""
    horloge.shift(jours * 86400)
    rappeler(timezone.localdate())
    return Notification.objects.filter(sujet="rappel")


def test_rappelee_une_fois_apres_cinq_jours(troupe, mission, horloge):
    demande = DemandeFactory(mission=mission)
    assert not _rappels(horloge, 4)
    rappels = _rappels(horloge, 2)
    assert {r.destinataire for r in rappels} == {troupe.agent, troupe.collegue}
    assert {r.titre for r in rappels} == {f"La demande d’appui {demande.numero} attend depuis plus de cinq jours."}
    assert len(_rappels(horloge, 1)) == 2


def test_confiee_elle_n_est_rappelee_qu_a_celui_qui_l_a(troupe, mission, horloge):
    DemandeFactory(mission=mission).confier(troupe.collegue)
    assert _rappels(horloge, 6).get().destinataire == troupe.collegue


def test_confiee_a_qui_a_quitte_la_mission_elle_est_rappelee_aux_autres(troupe, mission, horloge):
    DemandeFactory(mission=mission).confier(troupe.collegue)
    mission.membres.filter(utilisateur=troupe.collegue).update(actif=False)
    assert _rappels(horloge, 6).get().destinataire == troupe.agent


def test_plusieurs_demandes_un_seul_courriel_de_rappel(troupe, mission, horloge, mailoutbox):
    for _ in range(3):
        DemandeFactory(mission=mission, confiee_a=troupe.agent)
    assert _rappels(horloge, 6).get().titre == "3 choses vous attendent"
    assert [m.to for m in mailoutbox] == [[troupe.agent.email]]


def test_une_demande_ecartee_s_efface_au_bout_d_un_an(troupe, demande, horloge):
    demande.ecarter(troupe.agent, "Publicité")
    autre = DemandeFactory(mission=troupe.mission)
    horloge.shift(364 * 86400)
    assert effacer_les_demandes_ecartees() is None
    horloge.shift(2 * 86400)
    assert effacer_les_demandes_ecartees() == "1 demande écartée effacée."
    assert list(DemandeDAppui.objects.all()) == [autre]


# --- confidence -----------------------------------------------------------------------------------


def test_ni_historique_ni_recherche_ni_administration():
    assert DemandeDAppui not in admin.site._registry
    assert not hasattr(DemandeDAppui, "history")
    assert not hasattr(DemandeDAppui, "recherche")
    assert DemandeDAppui._meta.default_permissions == ()


def test_un_ancien_charge_n_y_entre_plus(agent, troupe, demande):
    troupe.mission.membres.filter(utilisateur=troupe.agent).update(actif=False)
    assert agent.get(demande.get_absolute_url()).status_code == 404
    MembreFactory(mission=troupe.mission, utilisateur=troupe.etranger)
    assert DemandeDAppui.objects.visibles_par(troupe.etranger).exists()


def test_la_demonstration_en_montre_une_de_chaque(db, settings):
    settings.DEBUG = True
    call_command("charger_demo", verbosity=0)
    demandes = DemandeDAppui.objects.filter(mission__nom=MISSION)
    assert set(demandes.values_list("etat", flat=True)) == set(DemandeDAppui.Etat)
    a_qualifier = demandes.get(etat="a-qualifier")
    assert a_qualifier.mission.structures.semblables(a_qualifier.structure_nom).exists()
    assert apps.get_model("outils", "PriseDeContact").objects.filter(offre__isnull=False).count() == 1
