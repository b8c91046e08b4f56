"""Who changed what and when, field by field (coopappui/historique.py)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from appuis.models import NoteConfidentielle
from coopappui.historique import entrees
from missions.models import Langue
from tests.factories import (
    AppuiFactory,
    PersonneFactory,
    ProjetFactory,
    StructureFactory,
    TerritoireFactory,
    TypeFinancementFactory,
    TypeStructureFactory,
)


def vieillir(objet, jours=1):
    """As if what is recorded so far had been done `jours` days ago."""
    for fiche in objet.history.all():
        fiche.history_date -= timedelta(days=jours)
        fiche.save()


def modifier(objet, par=None, raison=None, **champs):
    vieillir(objet)
    for nom, valeur in champs.items():
        setattr(objet, nom, valeur)
    objet._history_user, objet._change_reason = par, raison
    objet.save()


def changements(objet, **options):
    return [tuple(c) for entree in entrees(objet, **options) for c in entree["changements"]]


def test_it_works(troupe):
    modifier(troupe.structure, par=troupe.agent, nom="GAL Terres d’Aubrives et du Vernay", commune="Aubrives")
    derniere, creation = entrees(troupe.structure)
    assert derniere["qui"] == "Agathe Roux"
    assert derniere["quoi"] == "Modification"
    assert timezone.now() - derniere["quand"] < timedelta(minutes=1)
    assert derniere["changements"] == [
        ("Nom", "GAL Terres d’Aubrives", "GAL Terres d’Aubrives et du Vernay"),
        ("Commune", "", "Aubrives"),
    ]
    assert (creation["quoi"], creation["qui"], creation["changements"]) == ("Création", "", [])


def test_values_are_readable(troupe):
    structure = troupe.structure
    modifier(
        structure,
        type=TypeStructureFactory(libelle="Association"),
        territoire=TerritoireFactory(mission=troupe.mission, nom="Haut-Vernay"),
        pays="IT",
        priorite=1,
        enveloppe_cooperation="1234.56",
    )
    structure.refresh_from_db()
    assert changements(structure) == [
        ("Type", "Commune", "Association"),
        ("Territoire", "", "Haut-Vernay"),
        ("Pays", "France", "Italie"),
        ("Priorité pour la mission", "", "Haute"),
        ("Enveloppe localement dédiée à la coopération (€)", "", "1\xa0234,56"),
    ]


def test_many_to_many_fields(troupe):
    structure = troupe.structure
    frioulan, romanche = (Langue.objects.create(libelle=libelle) for libelle in ("Frioulan", "Romanche"))
    vieillir(structure)
    structure.langues.set([frioulan, romanche])
    vieillir(structure)
    structure.langues.remove(frioulan)
    assert changements(structure) == [
        ("Langues parlées", "Frioulan, Romanche", "Romanche"),
        ("Langues parlées", "", "Frioulan, Romanche"),
    ]


def test_a_deleted_value_stays_told(troupe):
    territoire, genre = (
        TerritoireFactory(mission=troupe.mission, nom="Haut-Vernay"),
        TypeStructureFactory(libelle="EPCI"),
    )
    modifier(troupe.structure, territoire=territoire, type=genre)
    modifier(troupe.structure, territoire=None, type=None)
    territoire.delete()
    genre.delete()
    assert changements(troupe.structure) == [
        ("Type", "(supprimé)", ""),
        ("Territoire", "Haut-Vernay (supprimé)", ""),
        ("Type", "Commune", "(supprimé)"),
        ("Territoire", "", "Haut-Vernay (supprimé)"),
    ]


def test_one_gesture_is_one_entry(troupe):
    """A form saves the object, then its many-to-many fields: the reader sees one change."""
    structure = StructureFactory(mission=troupe.mission)
    structure.langues.add(Langue.objects.create(libelle="Romanche"))
    structure.commune = "Aubrives"
    structure.save()
    assert [(e["quoi"], e["changements"]) for e in entrees(structure)] == [("Création", [])]


def test_two_people_at_once_are_two_entries(troupe):
    structure = troupe.structure
    vieillir(structure)
    for par, commune in [(troupe.agent, "Aubrives"), (troupe.collegue, "Vernay")]:
        structure._history_user, structure.commune = par, commune
        structure.save()
    assert [e["qui"] for e in entrees(structure)] == ["Colin Marchal", "Agathe Roux", ""]


def test_saving_without_change_says_nothing(troupe):
    modifier(troupe.structure)
    assert len(entrees(troupe.structure)) == 1


def test_the_reason_is_kept(troupe):
    modifier(troupe.structure, raison="fusion avec « GAL »")
    assert entrees(troupe.structure)[0]["raison"] == "fusion avec « GAL »"


def test_children_are_told_with_their_parent(troupe):
    projet = troupe.projet
    financement = projet.financements.create(type=TypeFinancementFactory(), financeur="Région")
    modifier(financement, montant="2000")
    partenaire = projet.partenariats.create(structure=troupe.structure)
    vieillir(partenaire)
    partenaire.delete()
    lues = entrees(projet, liees=["financements", "partenariats"])
    lus = [(e["quoi"], [tuple(c) for c in e["changements"]]) for e in lues]
    assert ("Ajout : financement « LEADER · Région »", []) in lus
    assert ("Modification : financement « LEADER · Région »", [("Montant (€)", "", "2\xa0000")]) in lus
    assert ("Retrait : partenariat « GAL Terres d’Aubrives »", []) in lus
    assert len(lus) == 5


def test_another_object_s_changes_are_not_told(troupe):
    modifier(StructureFactory(mission=troupe.mission), commune="Ailleurs")
    assert len(entrees(troupe.structure)) == 1


@pytest.mark.parametrize("fois", [10, 60])
def test_queries_do_not_grow_with_the_history(troupe, django_assert_num_queries, fois):
    appui = AppuiFactory(mission=troupe.mission, charge=troupe.agent)
    for i in range(fois):
        modifier_vite(appui, i, troupe.mission)
    with django_assert_num_queries(7):
        # The records, three many-to-many fields, then structures, people and projects named in the changes.
        assert len(entrees(appui)) == fois + 1


def modifier_vite(appui, i, mission):
    appui.intitule = f"Intitulé {i}"
    appui.projet = ProjetFactory(mission=mission)
    appui._history_date = timezone.now() + timedelta(hours=i + 1)
    appui.save()
    appui.structures.add(StructureFactory(mission=mission))
    appui.beneficiaires.add(PersonneFactory(mission=mission))


def test_only_the_latest_when_asked(troupe):
    for i in range(6):
        modifier(troupe.structure, commune=f"Commune {i}")
    assert changements(troupe.structure, limite=2) == [
        ("Commune", "Commune 4", "Commune 5"),
        ("Commune", "Commune 3", "Commune 4"),
    ]


def test_confidential_notes_keep_no_history():
    assert not hasattr(NoteConfidentielle, "history")
