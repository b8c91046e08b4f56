"""What people typed without a single space fits the screen of whoever reads it, on a phone and on a computer."""

import pytest
from django.urls import reverse

from outils.models import OffreCooperation
from tests.factories import DestinataireFactory, EnqueteFactory, QuestionFactory, RessourceFactory, il_y_a
from tests.missions import offres
from tests.missions.documents import charte
from tests.navigateur.conftest import ORDINATEUR, TELEPHONE
from tests.navigateur.regard import sain
from tests.public.test_repondre_a_une_enquete import lien

LONG = "Anticonstitutionnellement" * 12


@pytest.fixture
def mission(troupe):
    mission = troupe.mission
    mission.publique, mission.contact_courriel = True, f"{LONG[:60]}@example.org"
    mission.presentation = mission.deroulement = mission.contact_adresse = LONG
    mission.nom = mission.contact_nom = mission.contact_horaires = LONG[:100]
    mission.save()
    charte(mission).publier(troupe.admin)
    ecrits = dict.fromkeys(("presentation", "publics", "moyens", "delais"), LONG)
    offres.offre(mission, troupe.agent, **ecrits).publier(troupe.agent)
    return mission


def _offre(troupe):
    courts = dict.fromkeys(("titre", "titre_du_projet"), LONG[:150])
    longs = dict.fromkeys(("groupe", "localisation", "thematique", "objectifs", "contact", "coordonnees"), LONG[:200])
    return OffreCooperation.objects.create(
        mission=troupe.mission,
        projet=troupe.projet,
        etat="finalisee",
        date_publication=il_y_a(1),
        modifie_par=troupe.agent,
        **courts,
        **longs,
    )


def _enquete(troupe):
    enquete = EnqueteFactory(mission=troupe.mission, ouverte=True, titre=LONG[:150], but=LONG, introduction=LONG)
    choix = [{"cle": "un", "libelle": LONG[:150], "preciser": True}]
    QuestionFactory(enquete=enquete, enonce=LONG, genre="un", choix=choix)
    return lien(DestinataireFactory(enquete=enquete, personne=troupe.personne))


@pytest.mark.parametrize("taille", [TELEPHONE, ORDINATEUR], ids=["telephone", "ordinateur"])
def test_un_mot_sans_fin_ne_deborde_pas(troupe, mission, ouvrir, taille):
    offre, enquete = _offre(troupe), _enquete(troupe)
    texte = f"{LONG}\n\n## {LONG}\n\n- {LONG}\n\n[{LONG}](https://exemple.org/)"
    ressource = RessourceFactory(
        mission=mission, titre=LONG[:200], resume=LONG, texte=texte, audience="public", themes=LONG, source=LONG
    )
    visiteur = ouvrir(taille=taille)
    adresse = mission.adresse_publique
    for page in (
        reverse("public:missions"),
        mission.url_publique,
        reverse("public:offre_d_appui", args=[adresse]),
        reverse("charte", args=[mission.pk]),
        reverse("demander", args=[adresse]),
        reverse("offres_de_la_mission", args=[adresse]),
        offre.adresse_publique,
        reverse("offres:repondre", args=[offre.pk]),
        reverse("ressources_de_la_mission", args=[adresse]),
        reverse("ressource_publique", args=[adresse, ressource.pk]),
        enquete,
        f"{enquete}questions/",
    ):
        reponse = visiteur.goto(page)
        assert (page, reponse.status) == (page, 200)
        sain(visiteur)
