"""Publishing an offer: when anybody may read it, and where its first words come from."""

import pytest

from coopappui.plan.blocs import Section
from outils.models import BilanOffresDemandes, DecrypterPiste, OffreCooperation, PreProjet
from tests.factories import MissionFactory, ProjetFactory, il_y_a

HIER = il_y_a(1)


@pytest.fixture
def offrir(troupe):
    def _offrir(publication=HIER, expiration=None, etat="finalisee", projet=troupe.projet, **champs):
        return OffreCooperation.objects.create(
            mission=projet.mission,
            projet=projet,
            titre="Offre",
            etat=etat,
            date_publication=publication,
            date_expiration=expiration,
            **champs,
        )

    return _offrir


def test_it_works(offrir):
    offre = offrir(titre_du_projet="Filière noisette")
    assert list(OffreCooperation.objects.publiees()) == [offre]
    assert offre.publiee()


@pytest.mark.parametrize(
    ("publication", "expiration", "etat", "publiee"),
    [
        (0, None, "finalisee", True),
        (0, 0, "finalisee", True),
        (30, -30, "finalisee", True),
        (-1, None, "finalisee", False),
        (30, 1, "finalisee", False),
        (None, None, "finalisee", False),
        (30, -30, "partagee", False),
        (30, -30, "brouillon", False),
    ],
)
def test_publiee_du_jour_de_sa_publication_a_celui_de_son_expiration(offrir, publication, expiration, etat, publiee):
    jours = [jour if jour is None else il_y_a(jour) for jour in (publication, expiration)]
    offre = offrir(*jours, etat=etat)
    assert offre.publiee() is publiee
    assert OffreCooperation.objects.publiees().exists() is publiee


def test_publiee_un_autre_jour(offrir):
    offre = offrir(il_y_a(30), il_y_a(10))
    assert list(OffreCooperation.objects.publiees(il_y_a(20))) == [offre]
    assert offre.publiee(il_y_a(20))
    assert not offre.publiee(il_y_a(40))


def test_chaque_libelle_a_son_anglais():
    blocs = [bloc for bloc in OffreCooperation.plan if isinstance(bloc, Section)]
    attendus = {nom for bloc in blocs for nom in (bloc.titre, *bloc.noms)}
    assert attendus <= set(OffreCooperation.en)


def test_l_offre_part_du_pre_projet_et_de_la_structure_sans_nommer_personne(troupe):
    sur_projet = {"mission": troupe.mission, "projet": troupe.projet, "titre": "x"}
    pre_projet = PreProjet.objects.create(titre_du_projet="Deux vallées", attentes="Torréfier", **sur_projet)
    pre_projet.actions_communes.create(action="Visite croisée")
    piste = DecrypterPiste.objects.create(enjeu="Garder la valeur", **sur_projet)
    piste.actions_envisagees.create(action="Gamme", porteurs_connus="Les nuciculteurs", apports="Des machines")
    troupe.structure.courriel = "leader@aubrives.example.org"
    troupe.structure.save()
    connu = {nom: (valeur, origine) for nom, valeur, origine in OffreCooperation(**sur_projet).connu()}
    assert connu["titre_du_projet"] == ("Deux vallées", "du pré-projet")
    assert connu["objectifs"] == ("• Visite croisée", "du pré-projet")
    assert connu["competences"] == ("Torréfier", "du pré-projet")
    assert connu["contexte"] == ("Garder la valeur", "de la piste décryptée")
    assert connu["porteurs_potentiels"] == ("Les nuciculteurs", "de la piste décryptée")
    assert connu["groupe"] == ("GAL Terres d’Aubrives", "de la structure")
    assert "referent" not in connu
    assert "Béa" not in str(connu)


def test_le_bilan_part_des_offres_publiees_celles_de_la_mission_d_abord(troupe, offrir):
    ailleurs = ProjetFactory(mission=MissionFactory(nom="Mission des Brandes"))
    offrir(titre_du_projet="Forges", projet=ailleurs)
    offrir(il_y_a(9), titre_du_projet="Noisette", groupe="GAL", objectifs="Torréfier", contact="leader@example.org")
    offrir(il_y_a(9), il_y_a(2), titre_du_projet="Expirée")
    offrir(etat="partagee", titre_du_projet="Pas finie")
    lignes = list(BilanOffresDemandes(mission=troupe.mission, projet=troupe.projet).connu())
    assert [(valeurs["projet_repere"], origine) for _, valeurs, origine in lignes] == [
        ("Noisette · GAL", "d’une offre publiée"),
        ("Forges", "d’une offre de Mission des Brandes"),
    ]
    assert lignes[0][1]["contact"] == "leader@example.org"
    assert lignes[0][1]["souhaits"] == "Torréfier"
