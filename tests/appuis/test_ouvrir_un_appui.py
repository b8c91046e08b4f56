"""An officer opens an appui, with people of the réseau or created on the fly."""

import pytest
from django.urls import reverse

from appuis.models import Appui, Evenement
from missions.models import Membre, Structure
from tests.factories import MembreFactory, MissionFactory, StructureFactory

SAISIE = {
    "intitule": "Chercher un partenaire italien",
    "origine": "sollicitation",
    "canal": "telephone",
    "ouvert_le": "2026-09-03",
    "forme": "individuel",
    "besoin_exprime": "Trouver quelqu’un qui transforme la noisette.",
    "stade": "partenariats",
    "rythme": "fil",
    "tarif": "gratuit",
    "duree_prevue": "7,5",
}
ADRESSE = "/appuis/nouveau/"


def test_it_works(troupe, connecte):
    saisie = SAISIE | {"structures": [troupe.structure.pk], "beneficiaires": [troupe.personne.pk]}
    reponse = connecte(troupe.agent).post(ADRESSE, saisie)
    appui = Appui.objects.exclude(pk=troupe.appui.pk).get()
    assert reponse.url == appui.get_absolute_url()
    assert (appui.mission, appui.charge) == (troupe.mission, troupe.agent)
    assert str(appui.duree_prevue) == "7.5"
    assert list(appui.structures.all()) == [troupe.structure]
    assert appui.evenements.get().verbe == Evenement.Verbe.OUVERTURE


def test_creer_la_structure_et_la_personne_au_passage(troupe, connecte):
    saisie = SAISIE | {
        "structure-nom": "Syndicat du Val Chanteuil",
        "structure-pays": "FR",
        "personne-prenom": "Odile",
        "personne-nom": "Garnier",
        "personne-fonction": "Directrice",
    }
    connecte(troupe.agent).post(ADRESSE, saisie)
    appui = Appui.objects.exclude(pk=troupe.appui.pk).get()
    structure = Structure.objects.get(nom="Syndicat du Val Chanteuil")
    assert structure.mission == troupe.mission
    assert list(appui.structures.all()) == [structure]
    assert appui.beneficiaires.get().structure == structure


def test_une_erreur_garde_tout_ce_qui_est_saisi(troupe, connecte):
    saisie = SAISIE | {"ouvert_le": "31/02/2026", "duree_prevue": "beaucoup", "structure-nom": "La Valserande"}
    page = connecte(troupe.agent).post(ADRESSE, saisie)
    texte = page.content.decode()
    assert page.status_code == 200
    assert "Écrivez une date qui existe" in texte
    assert "Écrivez un nombre, par exemple 1 234,56." in texte
    for valeur in ("31/02/2026", "beaucoup", "Chercher un partenaire italien", "La Valserande"):
        assert valeur in texte
    assert Appui.objects.count() == 1
    assert not Structure.objects.filter(nom="La Valserande").exists()


def test_une_structure_d_une_autre_mission_est_refusee(troupe, connecte):
    ailleurs = StructureFactory()
    page = connecte(troupe.agent).post(ADRESSE, SAISIE | {"structures": [ailleurs.pk]})
    assert "structures" in page.context["form"].errors
    assert Appui.objects.count() == 1


def test_les_champs_forges_sont_ignores(troupe, connecte):
    saisie = SAISIE | {"charge": troupe.collegue.pk, "mission": 999, "etat": "clos", "etape": "bilan"}
    connecte(troupe.agent).post(ADRESSE, saisie)
    appui = Appui.objects.exclude(pk=troupe.appui.pk).get()
    assert (appui.charge, appui.mission, appui.etat, appui.etape) == (
        troupe.agent,
        troupe.mission,
        Appui.Etat.EN_COURS,
        "contact",
    )


@pytest.mark.parametrize("poison", ["\x00", "\x08", "\x7f"])
def test_les_caracteres_interdits_disparaissent(troupe, connecte, poison):
    connecte(troupe.agent).post(ADRESSE, SAISIE | {"intitule": f"Noi{poison}sette"})
    assert Appui.objects.exclude(pk=troupe.appui.pk).get().intitule == "Noisette"


def test_de_plusieurs_missions_on_choisit_la_sienne(troupe, connecte):
    autre = MissionFactory(nom="Mission du Val")
    MembreFactory(mission=autre, utilisateur=troupe.agent)
    MembreFactory(mission=MissionFactory(), utilisateur=troupe.agent, role=Membre.Role.RESPONSABLE)
    client = connecte(troupe.agent)
    page = client.get(ADRESSE)
    assert "Pour quelle mission" in page.content.decode()
    client.post(f"{ADRESSE}?mission={autre.pk}", SAISIE)
    assert Appui.objects.get(intitule=SAISIE["intitule"]).mission == autre


def test_depuis_une_structure_elle_est_deja_choisie(troupe, connecte):
    page = connecte(troupe.agent).get(reverse("appuis:nouveau"), {"structure": troupe.structure.pk})
    assert page.context["form"].initial["structures"] == [troupe.structure.pk]
