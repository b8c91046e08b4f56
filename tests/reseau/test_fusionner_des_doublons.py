"""Merging two cards of the réseau: everything moves, nothing is lost, the history says why."""

import pytest
from django.core.exceptions import ValidationError
from django.db import models

from appuis.models import (
    Appui,
    Croisement,
    Engagement,
    Invitation,
    Partenariat,
    PointDeVue,
    Projet,
    Recommandation,
    Sequence,
)
from missions.models import (
    DemandeDeTemoigner,
    Desabonnement,
    Destinataire,
    EnvoiDeLettre,
    GroupeAContacter,
    Inscription,
    Langue,
    ListeDeDiffusion,
    Personne,
    RemarqueSurLOffre,
    Structure,
    Territoire,
    fusionner,
)
from missions.models.fusion import _relations, obstacles, usages
from outils.models import FicheIdentite, Outil, PriseDeContact
from tests.factories import (
    AppuiFactory,
    EngagementFactory,
    PersonneFactory,
    ProjetFactory,
    SequenceFactory,
    StructureFactory,
    TerritoireFactory,
    UtilisateurFactory,
)


@pytest.fixture
def doublon(troupe):
    return StructureFactory(mission=troupe.mission, nom="Gal terres d'Aubrives", type=None)


def test_it_works(troupe, doublon):
    garde = troupe.structure
    personne = PersonneFactory(mission=troupe.mission, structure=doublon)
    appui = AppuiFactory(mission=troupe.mission, structures=[doublon])
    mene = ProjetFactory(mission=troupe.mission, chef_de_file=doublon)
    partenaire = Partenariat.objects.create(projet=ProjetFactory(mission=troupe.mission), structure=doublon)
    fusionner(garde, doublon)
    for objet in (personne, mene, partenaire):
        objet.refresh_from_db()
    assert personne.structure == mene.chef_de_file == partenaire.structure == garde
    assert list(appui.structures.all()) == [garde]
    assert not Structure.objects.filter(pk=doublon.pk).exists()


def test_every_relation_of_the_reseau_is_known():
    """A new relation must be tried here too."""
    relations = {
        modele: {(r.related_model, r.field.name) for r in _relations(modele)}
        for modele in (Structure, Personne, Territoire)
    }
    assert relations == {
        Structure: {
            (Personne, "structure"),
            (Appui, "structures"),
            (Projet, "chef_de_file"),
            (Partenariat, "structure"),
            (Outil, "structure"),
            (PriseDeContact, "structure"),
            (PointDeVue, "structure"),
            (GroupeAContacter, "structure"),
        },
        Personne: {
            (Appui, "beneficiaires"),
            (Projet, "participants"),
            (Invitation, "personne"),
            (Sequence, "participants"),
            (Engagement, "personne"),
            (PriseDeContact, "personne"),
            (PointDeVue, "personne"),
            (Recommandation, "personne"),
            (DemandeDeTemoigner, "personne"),
            (Destinataire, "personne"),
            (RemarqueSurLOffre, "personne"),
            (GroupeAContacter, "personne"),
            (GroupeAContacter, "interlocuteur"),
            (ListeDeDiffusion, "personnes"),
            (Inscription, "personne"),
            (Desabonnement, "personne"),
            (EnvoiDeLettre, "personne"),
        },
        Territoire: {(Structure, "territoire"), (GroupeAContacter, "territoire")},
    }
    for modele in relations:
        for r in _relations(modele):
            assert r.many_to_many or r.on_delete in (models.PROTECT, models.CASCADE, models.SET_NULL)


def test_answers_to_a_croisement_follow(troupe, doublon):
    double = PersonneFactory(mission=troupe.mission, prenom="Béa", nom="FONTAINE", structure=doublon)
    croisement = Croisement.objects.create(projet=troupe.projet, lance_par=troupe.agent)
    point = croisement.points_de_vue.create(personne=double, structure=doublon)
    fusionner(troupe.personne, double)
    fusionner(troupe.structure, doublon)
    point.refresh_from_db()
    assert (point.personne, point.structure) == (troupe.personne, troupe.structure)


def test_what_the_carnet_holds_follows(troupe, doublon):
    fiche = FicheIdentite.objects.create(mission=troupe.mission, structure=doublon, titre="Identité")
    personne = PersonneFactory(mission=troupe.mission, prenom="Béa", nom="FONTAINE")
    contact = PriseDeContact.objects.create(
        mission=troupe.mission, nom="FONTAINE", structure=doublon, personne=personne, pris_par=troupe.agent
    )
    fusionner(troupe.structure, doublon)
    fusionner(troupe.personne, personne)
    contact.refresh_from_db()
    assert (contact.structure, contact.personne, contact.nom) == (troupe.structure, troupe.personne, "FONTAINE")
    fiche = Outil.objects.get(pk=fiche.pk)
    assert (fiche.structure, fiche.genre) == (troupe.structure, "fiche-identite")


def test_people(troupe):
    garde, doublon = troupe.personne, PersonneFactory(mission=troupe.mission, prenom="Béa", nom="FONTAINE")
    appui = AppuiFactory(mission=troupe.mission, beneficiaires=[doublon])
    commun = AppuiFactory(mission=troupe.mission, beneficiaires=[garde, doublon])
    sequence = SequenceFactory(appui=appui)
    sequence.participants.add(doublon)
    engagement = EngagementFactory(appui=appui, charge=None, personne=doublon)
    fusionner(garde, doublon)
    engagement.refresh_from_db()
    assert list(appui.beneficiaires.all()) == list(commun.beneficiaires.all()) == [garde]
    assert list(sequence.participants.all()) == [garde]
    assert engagement.personne == garde


def test_the_invitations_of_both_are_kept(troupe):
    """Only two that wait for the same appui become one; those to projects are no twins of one another."""
    garde, doublon = PersonneFactory.create_batch(2, mission=troupe.mission)
    autre, projet = AppuiFactory(mission=troupe.mission), ProjetFactory(mission=troupe.mission)
    revoquee = Invitation.objects.inviter(garde, autre, troupe.agent).revoquer(troupe.agent)
    siennes = [Invitation.objects.inviter(garde, cible, troupe.agent) for cible in (troupe.appui, troupe.projet)]
    Invitation.objects.inviter(doublon, troupe.appui, troupe.agent)
    venues = [Invitation.objects.inviter(doublon, cible, troupe.agent) for cible in (autre, projet)]
    projet.participants.add(doublon)
    fusionner(garde, doublon)
    assert set(Invitation.objects.all()) == {revoquee, *siennes, *venues}
    assert {invitation.personne for invitation in Invitation.objects.all()} == {garde}
    assert list(projet.participants.all()) == [garde]


def test_territoires(troupe):
    garde, doublon = TerritoireFactory.create_batch(2, mission=troupe.mission)
    structure = StructureFactory(mission=troupe.mission, territoire=doublon)
    fusionner(garde, doublon)
    structure.refresh_from_db()
    assert structure.territoire == garde
    assert Structure.objects.cherchant(garde.nom).filter(pk=structure.pk).exists()


def test_partners_of_the_same_project_become_one(troupe, doublon):
    """A project does not have the same partner twice; what was known of the second is kept."""
    deja = Partenariat.objects.create(projet=troupe.projet, structure=troupe.structure)
    Partenariat.objects.create(projet=troupe.projet, structure=doublon, role="Accueil des visites")
    fusionner(troupe.structure, doublon)
    assert Partenariat.objects.get(projet=troupe.projet) == deja
    deja.refresh_from_db()
    assert deja.role == "Accueil des visites"


def test_empty_fields_are_filled_and_nothing_is_overwritten(troupe, doublon):
    garde = troupe.structure
    garde.commune, garde.enveloppe_cooperation = "Aubrives", 0
    garde.save()
    doublon.commune, doublon.telephone, doublon.enveloppe_cooperation = "Ailleurs", "04 71 00 00 00", 5000
    doublon.save()
    anglais, italien = Langue.objects.get(libelle="Anglais"), Langue.objects.get(libelle="Italien")
    garde.langues.add(anglais)
    doublon.langues.add(italien)
    fusionner(garde, doublon)
    garde.refresh_from_db()
    assert (garde.nom, garde.commune, garde.telephone) == ("GAL Terres d’Aubrives", "Aubrives", "04 71 00 00 00")
    assert garde.enveloppe_cooperation == 0
    assert set(garde.langues.all()) == {anglais, italien}
    assert Structure.objects.cherchant("aubrives").get() == garde


def test_the_history_tells_it(troupe, doublon):
    appui = AppuiFactory(mission=troupe.mission, structures=[doublon])
    numero = doublon.pk
    fusionner(troupe.structure, doublon)
    for objet in (troupe.structure, appui):
        raison = objet.history.first().history_change_reason
        assert raison == f"fusion avec « Gal terres d'Aubrives » (fiche n° {numero})"
    disparue = Structure.history.filter(history_type="-").get()
    assert disparue.history_change_reason.startswith("fusion avec « GAL Terres d’Aubrives »")


def test_a_very_long_name_does_not_break_the_history(troupe):
    longue = StructureFactory(mission=troupe.mission, nom="Communauté " * 18)
    fusionner(longue, troupe.structure)
    assert Structure.objects.get() == longue


def test_never_across_missions(troupe):
    ailleurs = StructureFactory()
    for garde, doublon in [(troupe.structure, ailleurs), (ailleurs, troupe.structure)]:
        with pytest.raises(ValidationError, match="même mission"):
            fusionner(garde, doublon)
    assert Structure.objects.count() == 2


def test_never_with_itself_nor_with_another_kind(troupe):
    with pytest.raises(ValidationError, match="deux fiches différentes"):
        fusionner(troupe.structure, Structure.objects.get())
    with pytest.raises(ValidationError, match="même genre"):
        fusionner(troupe.structure, troupe.personne)


def test_a_card_merged_meanwhile(troupe, doublon):
    """Two officers press the button, each the other way round."""
    garde = Structure.objects.get(pk=troupe.structure.pk)
    fusionner(Structure.objects.get(pk=doublon.pk), troupe.structure)
    with pytest.raises(ValidationError, match="n’existe plus"):
        fusionner(garde, doublon)
    assert Structure.objects.get() == doublon


def test_two_accounts_are_two_people(troupe):
    autre = PersonneFactory(mission=troupe.mission, compte=UtilisateurFactory(email="autre@example.org"))
    assert "autre@example.org" in obstacles(troupe.personne, autre)[0]
    with pytest.raises(ValidationError, match="chacune un compte"):
        fusionner(troupe.personne, autre)
    assert Personne.objects.count() == 2


def test_the_account_of_the_duplicate_is_kept(troupe):
    sans_compte = PersonneFactory(mission=troupe.mission)
    fusionner(sans_compte, troupe.personne)
    sans_compte.refresh_from_db()
    assert sans_compte.compte == troupe.beneficiaire


@pytest.mark.parametrize(("a", "b", "reste"), [("", "oui", "oui"), ("oui", "non", "non"), ("non", "oui", "non")])
def test_a_refusal_to_testify_is_kept(troupe, a, b, reste):
    garde, doublon = (PersonneFactory(mission=troupe.mission, temoignage=t) for t in (a, b))
    fusionner(garde, doublon)
    garde.refresh_from_db()
    assert garde.temoignage == reste


def test_where_an_object_is_used(troupe, doublon):
    assert usages(doublon) == []
    AppuiFactory(mission=troupe.mission, structures=[troupe.structure])
    assert set(usages(troupe.structure)) == {
        "1 personne",
        "2 appuis",
        "1 projet de coopération (chef de file)",
    }
