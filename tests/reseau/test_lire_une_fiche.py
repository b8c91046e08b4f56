"""The card of a structure, a person, a territoire, and its history."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from appuis.models import Partenariat
from missions.models import Langue
from tests.factories import (
    AppuiFactory,
    EngagementFactory,
    NoteFactory,
    PersonneFactory,
    ProjetFactory,
    SequenceFactory,
    StructureFactory,
    TerritoireFactory,
    UtilisateurFactory,
)


@pytest.fixture
def lire(troupe, connecte):
    """`lire(fiche)`: the page of the card, as Agathe reads it."""
    return lambda fiche, par=troupe.agent: connecte(par).get(fiche.get_absolute_url()).content.decode()


def test_it_works(troupe, lire):
    structure = troupe.structure
    structure.enveloppe_cooperation, structure.priorite, structure.pays = "1234.56", 1, "IT"
    structure.territoire = TerritoireFactory(mission=troupe.mission, nom="Haut-Vernay")
    structure.site, structure.telephone, structure.courriel = "https://gal.example.org", "04 71 00 00 00", "a@b.org"
    structure.save()
    structure.langues.add(Langue.objects.get(libelle="Roumain"))
    Partenariat.objects.create(
        projet=ProjetFactory(mission=troupe.mission, nom="Une laine, deux vallées"),
        structure=structure,
        role="Accueil",
    )
    page = lire(structure)
    for dit in (
        "GAL Terres d’Aubrives",
        "Haut-Vernay",
        "Italie",
        "priorité haute",
        "1\xa0234,56",
        "Roumain",
        "tel:0471000000",
        "mailto:a@b.org",
        "https://gal.example.org",
        "Béa Fontaine",
        "Filière noisette",
        "chef de file",
        "Une laine, deux vallées",
        "partenaire · Accueil",
        "Agathe Roux",
        "Prendre contact",
    ):
        assert dit in page, dit


def test_what_an_officer_is_offered(troupe, lire):
    page, pk = lire(troupe.structure), troupe.structure.pk
    for adresse in (
        reverse("reseau:structure_modifier", args=[pk]),
        reverse("reseau:structure_supprimer", args=[pk]),
        reverse("reseau:fusionner", args=["structures", pk]),
        f"{reverse('appuis:nouveau')}?mission={troupe.mission.pk}&amp;structure={pk}",
        f"{reverse('reseau:personne_nouvelle')}?structure={pk}",
        reverse("reseau:structure_historique", args=[pk]),
    ):
        assert adresse in page


@pytest.mark.parametrize("genre", ["structure", "personne"])
def test_a_responsable_reads_without_being_offered_to_write(troupe, lire, genre):
    page = lire(getattr(troupe, genre), par=troupe.responsable)
    assert "Filière noisette" in page
    assert "/modifier/" not in page
    assert "/supprimer/" not in page
    assert "/fusionner/" not in page
    assert "/acces/" not in page


def test_a_person(troupe, lire):
    personne = troupe.personne
    SequenceFactory(appui=troupe.appui).participants.add(personne)
    EngagementFactory(appui=troupe.appui, charge=None, personne=personne, quoi="Envoyer la convention")
    EngagementFactory(
        appui=troupe.appui, charge=None, personne=personne, quoi="Déjà fait", fait_le=timezone.localdate()
    )
    page = lire(personne)
    assert "Envoyer la convention" in page
    assert "Déjà fait" not in page
    assert "béa@example.org" in page
    assert reverse("mission:retirer_acces", args=[personne.pk]) in page
    assert "<dd>1</dd>" in page


def test_access_is_offered_to_a_person_with_an_address(troupe, lire):
    avec = PersonneFactory(mission=troupe.mission)
    sans = PersonneFactory(mission=troupe.mission, courriel="")
    assert reverse("invitations:une_personne", args=[avec.pk]) in lire(avec)
    page = lire(sans)
    assert reverse("invitations:une_personne", args=[sans.pk]) not in page
    assert "Ajoutez d’abord son courriel" in page


def test_since_when_a_person_accepts_to_testify(troupe, lire):
    personne = PersonneFactory(mission=troupe.mission)
    assert personne.temoignage_depuis() is None
    assert "Pas encore demandé" in lire(personne)
    personne.history.update(history_date=timezone.now() - timedelta(days=40))
    for jours, avis, fonction in [(30, "non", "Maire"), (20, "oui", "Maire"), (10, "oui", "Adjointe")]:
        personne.temoignage, personne.fonction = avis, fonction
        personne._history_date = timezone.now() - timedelta(days=jours)
        personne.save()
    assert personne.temoignage_depuis() == timezone.localdate() - timedelta(days=20)
    assert "depuis le" in lire(personne)


def test_a_territoire(troupe, lire):
    territoire = TerritoireFactory(mission=troupe.mission, presentation="Entre deux\nrivières")
    page = lire(territoire)
    assert "Entre deux\nrivières" in page
    assert "Aucune structure n’est encore rattachée" in page
    troupe.structure.territoire = territoire
    troupe.structure.save()
    page = lire(territoire)
    assert "GAL Terres d’Aubrives" in page
    assert "1 appui<" in page


def test_long_lists_are_cut_and_say_so(troupe, lire):
    for _ in range(23):
        AppuiFactory(mission=troupe.mission, structures=[troupe.structure], beneficiaires=[troupe.personne])
    page = lire(troupe.structure)
    assert "et 4 autres" in page
    assert f"{reverse('suivi_appuis')}?structure={troupe.structure.pk}" in page
    assert "et 4 autres" in lire(troupe.personne)


def test_confidential_notes_are_not_there(troupe, connecte):
    """Not even for their author, who reads them on the appui."""
    NoteFactory(appui=troupe.appui, auteur=troupe.agent, texte="Le binôme ne s’accorde pas.")
    client = connecte(troupe.agent)
    for un in ("structure", "personne"):
        for nom in (f"reseau:{un}", f"reseau:{un}_historique"):
            page = client.get(reverse(nom, args=[getattr(troupe, un).pk])).content.decode()
            assert "binôme" not in page
            assert "note confidentielle" not in page.lower()


def test_hostile_text_is_text(troupe, lire):
    mechant = "<script>alert(1)</script>"
    structure = StructureFactory(
        mission=troupe.mission, nom=mechant, remarques=mechant, adresse=mechant, sigle=mechant
    )
    personne = PersonneFactory(mission=troupe.mission, nom=mechant, fonction=mechant, structure=structure)
    territoire = TerritoireFactory(mission=troupe.mission, nom=mechant, presentation=mechant)
    for fiche in (structure, personne, territoire):
        page = lire(fiche)
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert" in page


@pytest.mark.parametrize("numero", ["0", "999999", "99999999999999999999999999"])
def test_an_unknown_card(troupe, connecte, numero):
    for genre in ("structures", "personnes", "territoires"):
        assert connecte(troupe.agent).get(f"/reseau/{genre}/{numero}/").status_code == 404


def _garnir(troupe, nombre):
    structure, personne = troupe.structure, troupe.personne
    structure.territoire = structure.territoire or TerritoireFactory(mission=troupe.mission)
    structure.save()
    for _ in range(nombre):
        projet = ProjetFactory(mission=troupe.mission, chef_de_file=structure)
        Partenariat.objects.create(projet=ProjetFactory(mission=troupe.mission), structure=structure)
        appui = AppuiFactory(mission=troupe.mission, projet=projet, structures=[structure], beneficiaires=[personne])
        SequenceFactory(appui=appui).participants.add(personne)
        EngagementFactory(appui=appui, charge=None, personne=personne)
        PersonneFactory(mission=troupe.mission, structure=structure, compte=UtilisateurFactory())
        StructureFactory(mission=troupe.mission, territoire=structure.territoire)


@pytest.mark.parametrize("un", ["structure", "personne", "territoire"])
def test_queries_do_not_grow_with_the_card(troupe, connecte, un):
    client = connecte(troupe.agent)

    def compter():
        fiche = troupe.structure.territoire if un == "territoire" else getattr(troupe, un)
        with CaptureQueriesContext(connection) as requetes:
            assert client.get(fiche.get_absolute_url()).status_code == 200
        return len(requetes)

    _garnir(troupe, 5)
    petit = compter()
    assert petit <= 15
    _garnir(troupe, 7)
    assert compter() == petit
    # Beyond what is shown, each cut list counts what is left.
    _garnir(troupe, 12)
    assert compter() <= 15


def test_its_history(troupe, connecte):
    structure = troupe.structure
    client = connecte(troupe.agent)
    structure._history_user, structure.priorite = troupe.collegue, 1
    structure._history_date = timezone.now() + timedelta(minutes=1)
    structure.save()
    for par in (troupe.agent, troupe.responsable):
        client.force_login(par)
        page = client.get(reverse("reseau:structure_historique", args=[structure.pk])).content.decode()
        assert "Colin Marchal" in page
        assert "Priorité pour la mission" in page
        assert "Haute" in page
