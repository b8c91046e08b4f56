"""Adding, changing and deleting cards: French input, errors in French, nothing entered twice by accident."""

import pytest
from django.urls import reverse

from missions.forms.reseau import PersonneForm, StructureForm, TerritoireForm
from missions.models import Langue, Personne, Structure, Territoire, TypeStructure
from tests.factories import (
    AppuiFactory,
    MembreFactory,
    MissionFactory,
    PersonneFactory,
    StructureFactory,
    TerritoireFactory,
)
from tests.saisie import saisie


def ajouter(client, un, nouveau="nouvelle", suivre=False, **donnees):
    return client.post(reverse(f"reseau:{un}_{nouveau}"), {"pays": "FR", **donnees}, follow=suivre)


def modifier(client, form, fiche, **changements):
    un = type(fiche).__name__.lower()
    page = form(user=client.utilisateur, instance=fiche)
    return client.post(reverse(f"reseau:{un}_modifier", args=[fiche.pk]), saisie(page, **changements))


@pytest.fixture
def client_agathe(agathe, troupe):
    agathe.utilisateur = troupe.agent
    return agathe


def erreurs(reponse):
    assert reponse.status_code == 200
    return reponse.context["form"].errors


def test_it_works(troupe, agathe):
    territoire = TerritoireFactory(mission=troupe.mission)
    langues = Langue.objects.filter(libelle__in=["Italien", "Roumain"])
    reponse = ajouter(
        agathe,
        "structure",
        suivre=True,
        nom="Communauté de communes du Vernay",
        sigle="CCV",
        type=TypeStructure.objects.get(libelle="EPCI").pk,
        territoire=territoire.pk,
        pays="IT",
        langues=[langue.pk for langue in langues],
        telephone="0471000000",
        site="www.vernay.example.org",
        courriel="contact@vernay.example.org",
        priorite=1,
        enveloppe_cooperation="12\u202f345,60 €",
        remarques="Réunion chaque mois.",
    )
    structure = Structure.objects.get(sigle="CCV")
    assert reponse.redirect_chain == [(structure.get_absolute_url(), 302)]
    assert "« Communauté de communes du Vernay » est au réseau." in reponse.content.decode()
    assert structure.mission == troupe.mission
    assert structure.telephone == "04 71 00 00 00"
    assert structure.site == "https://www.vernay.example.org"
    assert str(structure.enveloppe_cooperation) == "12345.60"
    assert set(structure.langues.all()) == set(langues)
    assert structure.territoire == territoire
    assert structure.history.earliest().history_user == troupe.agent


def test_a_person(troupe, agathe):
    ajouter(
        agathe,
        "personne",
        prenom="Ana",
        nom="Popescu",
        structure=troupe.structure.pk,
        telephone="+40 21 123 45 67",
        temoignage="oui",
        contact_cooperation="on",
    )
    ana = Personne.objects.get(nom="Popescu")
    assert (ana.mission, ana.structure, ana.telephone) == (troupe.mission, troupe.structure, "+40 21 123 45 67")
    assert ana.contact_cooperation
    assert ana.temoignage == "oui"


def test_a_person_from_the_card_of_their_structure(troupe, agathe):
    page = agathe.get(reverse("reseau:personne_nouvelle"), {"structure": troupe.structure.pk}).content.decode()
    assert "GAL Terres d’Aubrives" in page
    ailleurs = StructureFactory(nom="Structure d’ailleurs")
    for forge in (ailleurs.pk, "9" * 30, "x", "-1"):
        reponse = agathe.get(reverse("reseau:personne_nouvelle"), {"structure": forge})
        assert reponse.status_code == 200
        assert "Structure d’ailleurs" not in reponse.content.decode()


def test_what_is_missing_is_created_on_the_way(troupe, agathe):
    ajouter(agathe, "structure", nom="Parc du Vernay", **{"territoire-nom": "Haut-Vernay", "territoire-pays": "FR"})
    parc = Structure.objects.get(nom="Parc du Vernay")
    assert (parc.territoire.nom, parc.territoire.mission) == ("Haut-Vernay", troupe.mission)
    assert Structure.objects.cherchant("haut vernay").filter(pk=parc.pk).exists()
    ajouter(agathe, "personne", nom="Popescu", **{"structure-nom": "parc du vernay", "structure-pays": "FR"})
    assert Personne.objects.get(nom="Popescu").structure == parc
    deux = ajouter(agathe, "personne", nom="Ion", structure=parc.pk, **{"structure-nom": "Autre"})
    assert "pas les deux" in erreurs(deux)["structure"][0]
    assert not Structure.objects.filter(nom="Autre").exists()


@pytest.mark.parametrize(
    ("champ", "valeur", "phrase"),
    [
        ("nom", "", "Ce champ est obligatoire."),
        ("nom", "   ", "Ce champ est obligatoire."),
        ("nom", "x" * 201, "200 caractères"),
        ("courriel", "pas une adresse", "adresse"),
        ("telephone", "demain matin", "Écrivez un numéro de téléphone"),
        ("site", "pas un site", "Écrivez l’adresse d’un site"),
        ("site", "javascript:alert(1)", "Écrivez l’adresse d’un site"),
        ("enveloppe_cooperation", "beaucoup", "Écrivez un nombre"),
        ("enveloppe_cooperation", "1e400", "Écrivez un nombre"),
        ("enveloppe_cooperation", "-5", "ne peut pas être négatif"),
        ("enveloppe_cooperation", "9" * 15, "chiffres"),
        ("pays", "XX", "choix valide"),
        ("type", "999999", "choix"),
        ("priorite", "7", "choix valide"),
        ("langues", "999999", "choix"),
        ("territoire", "9" * 30, "choix"),
    ],
)
def test_errors_are_said_in_french_and_nothing_is_lost(troupe, agathe, champ, valeur, phrase):
    reponse = ajouter(agathe, "structure", **{"nom": "Nouvelle venue", "remarques": "À garder", champ: valeur})
    assert phrase in " ".join(erreurs(reponse)[champ])
    page = reponse.content.decode()
    assert "À garder" in page
    assert 'id="erreurs"' in page
    assert Structure.objects.count() == 1


def test_control_characters_are_cleaned(troupe, agathe):
    ajouter(agathe, "structure", nom="Parc\x00 du\x07 Vernay", remarques="a\x00b\x9dc")
    assert Structure.objects.filter(nom="Parc du Vernay", remarques="abc").exists()


@pytest.mark.parametrize("nom", ["GAL Terres d'Aubrives", "gal terre d’aubrives", "G.A.L. des Terres d’Aubrives"])
def test_a_name_already_there_is_not_entered_twice(troupe, agathe, nom):
    reponse = ajouter(agathe, "structure", nom=nom)
    phrase = "Une structure du même nom, ou presque, existe déjà : « GAL Terres d’Aubrives »."
    assert erreurs(reponse) == {"autre": [phrase]}
    page = reponse.content.decode()
    assert troupe.structure.get_absolute_url() in page
    assert "C’est bien une autre structure" in page
    assert Structure.objects.count() == 1

    assert ajouter(agathe, "structure", nom=nom, autre="on").status_code == 302
    assert Structure.objects.count() == 2


def test_the_warning_is_not_shown_without_reason(troupe, agathe):
    page = agathe.get(reverse("reseau:structure_nouvelle")).content.decode()
    assert "C’est bien une autre structure" not in page
    StructureFactory(nom="Parc du Vernay")  # in another mission
    assert ajouter(agathe, "structure", nom="Parc du Vernay").status_code == 302


def test_people_and_territoires_are_checked_too(troupe, agathe):
    TerritoireFactory(mission=troupe.mission, nom="Haut-Vernay")
    assert "Une personne du même nom" in erreurs(ajouter(agathe, "personne", prenom="Bea", nom="FONTAINE"))["autre"][0]
    assert (
        "Un territoire du même nom" in erreurs(ajouter(agathe, "territoire", "nouveau", nom="Haut Vernay"))["autre"][0]
    )


def test_the_very_same_territoire_is_refused(troupe, agathe):
    TerritoireFactory(mission=troupe.mission, nom="Haut-Vernay")
    reponse = ajouter(agathe, "territoire", "nouveau", nom="Haut-Vernay", autre="on")
    assert erreurs(reponse)["__all__"] == ["Ce territoire est déjà dans le réseau."]
    assert ajouter(agathe, "territoire", "nouveau", nom="Haut-Vernay", pays="IT", autre="on").status_code == 302
    assert Territoire.objects.count() == 2


def test_sent_twice_created_once(troupe, agathe):
    jeton = "0d4ff3b6-5c2b-4f39-9a4c-0a4f2f7d9d11"
    premiere = ajouter(agathe, "structure", nom="Parc du Vernay", jeton=jeton)
    seconde = ajouter(agathe, "structure", nom="Parc du Vernay", jeton=jeton)
    assert premiere.url == seconde.url
    assert Structure.objects.filter(nom="Parc du Vernay").count() == 1


def test_changing_a_card(troupe, client_agathe):
    structure = StructureFactory(mission=troupe.mission, commune="Vernay", enveloppe_cooperation="1234.50")
    reponse = modifier(client_agathe, StructureForm, structure, commune="Aubrives", priorite="2")
    assert reponse.url == structure.get_absolute_url()
    structure.refresh_from_db()
    assert (structure.commune, structure.priorite, str(structure.enveloppe_cooperation)) == ("Aubrives", 2, "1234.50")


def test_changing_without_renaming_asks_nothing(troupe, client_agathe):
    StructureFactory(mission=troupe.mission, nom="gal terres d’aubrives")
    assert modifier(client_agathe, StructureForm, troupe.structure, commune="Aubrives").status_code == 302
    autre = StructureFactory(mission=troupe.mission, nom="Parc du Vernay")
    assert "autre" in erreurs(modifier(client_agathe, StructureForm, autre, nom="GAL Terres d'Aubrives"))


def test_two_officers_change_the_same_field(troupe, client_agathe):
    donnees = saisie(PersonneForm(user=troupe.agent, instance=troupe.personne), fonction="Directrice")
    autre = Personne.objects.get(pk=troupe.personne.pk)
    autre.fonction, autre.telephone, autre._history_user = "Présidente", "04 71 00 00 00", troupe.collegue
    autre.save()
    adresse = reverse("reseau:personne_modifier", args=[troupe.personne.pk])
    reponse = client_agathe.post(adresse, donnees)
    assert "Présidente" in erreurs(reponse)["fonction"][0]
    assert "Colin Marchal" in erreurs(reponse)["fonction"][0]
    autre.refresh_from_db()
    assert (autre.fonction, autre.telephone) == ("Présidente", "04 71 00 00 00")


def test_archived_values_stay_on_the_cards_that_use_them(troupe, client_agathe):
    archive = TypeStructure.objects.create(libelle="Ancien type", actif=False)
    langue = Langue.objects.create(libelle="Ancienne langue", actif=False)
    assert "Ancien" not in client_agathe.get(reverse("reseau:structure_nouvelle")).content.decode()
    structure = StructureFactory(mission=troupe.mission, type=archive)
    structure.langues.add(langue)
    assert modifier(client_agathe, StructureForm, structure, commune="Aubrives").status_code == 302
    structure.refresh_from_db()
    assert structure.type == archive
    assert list(structure.langues.all()) == [langue]


def test_forged_fields_are_ignored(troupe, client_agathe):
    ailleurs = MissionFactory()
    modifier(
        client_agathe,
        PersonneForm,
        troupe.personne,
        mission=ailleurs.pk,
        compte=troupe.agent.pk,
        recherche="x",
        fonction="Maire",
    )
    troupe.personne.refresh_from_db()
    assert troupe.personne.fonction == "Maire"
    assert troupe.personne.mission == troupe.mission
    assert troupe.personne.compte == troupe.beneficiaire
    assert "maire" in troupe.personne.recherche


def test_another_mission_s_structure_cannot_be_chosen(troupe, agathe):
    ailleurs = StructureFactory()
    assert "structure" in erreurs(ajouter(agathe, "personne", nom="Ana", structure=ailleurs.pk))


# --- an officer of several missions ---------------------------------------------------------------


@pytest.fixture
def seconde(troupe):
    return MembreFactory(utilisateur=troupe.agent, mission=MissionFactory(nom="Seconde mission")).mission


def test_an_officer_of_one_mission_is_not_asked_which(troupe, agathe):
    assert "Pour quelle mission" not in agathe.get(reverse("reseau:structure_nouvelle")).content.decode()
    assert 'name="mission"' not in agathe.get(reverse("reseau:structure_nouvelle")).content.decode()


def test_an_officer_of_several_chooses(troupe, agathe, seconde):
    assert 'name="mission"' in agathe.get(reverse("reseau:structure_nouvelle")).content.decode()
    assert erreurs(ajouter(agathe, "structure", nom="Parc"))["mission"] == ["Ce champ est obligatoire."]
    assert ajouter(agathe, "structure", nom="Parc", mission=seconde.pk).status_code == 302
    assert Structure.objects.get(nom="Parc").mission == seconde
    etrangere = MissionFactory()
    assert "mission" in erreurs(ajouter(agathe, "structure", nom="Lac", mission=etrangere.pk))


def test_names_are_compared_within_the_mission(troupe, agathe, seconde):
    assert ajouter(agathe, "structure", nom=troupe.structure.nom, mission=seconde.pk).status_code == 302


def test_what_is_chosen_is_of_the_same_mission(troupe, agathe, seconde):
    territoire = TerritoireFactory(mission=troupe.mission, nom="Haut-Vernay")
    refus = ajouter(agathe, "structure", nom="Parc", mission=seconde.pk, territoire=territoire.pk)
    assert erreurs(refus)["territoire"] == ["« Haut-Vernay » appartient à une autre mission."]


# --- deleting ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("un", "fabrique", "liste"),
    [
        ("structure", StructureFactory, "structures"),
        ("personne", PersonneFactory, "personnes"),
        ("territoire", TerritoireFactory, "territoires"),
    ],
)
def test_deleting_what_is_used_nowhere(troupe, agathe, un, fabrique, liste):
    fiche = fabrique(mission=troupe.mission)
    reponse = agathe.post(reverse(f"reseau:{un}_supprimer", args=[fiche.pk]))
    assert reponse.url == reverse(f"reseau:{liste}")
    assert not type(fiche).objects.filter(pk=fiche.pk).exists()
    assert type(fiche).history.filter(history_type="-", history_user=troupe.agent).count() == 1


def test_deleting_what_is_used_is_refused_with_the_uses(troupe, agathe):
    AppuiFactory(mission=troupe.mission, structures=[troupe.structure])
    reponse = agathe.post(reverse("reseau:structure_supprimer", args=[troupe.structure.pk]), follow=True)
    page = reponse.content.decode()
    assert "ne peut pas être supprimée" in page
    for usage in ("1 personne", "2 appuis", "1 projet de coopération (chef de file)"):
        assert usage in page
    assert Structure.objects.filter(pk=troupe.structure.pk).exists()


def test_a_territoire_agrees(troupe, agathe):
    troupe.structure.territoire = TerritoireFactory(mission=troupe.mission)
    troupe.structure.save()
    adresse = reverse("reseau:territoire_supprimer", args=[troupe.structure.territoire.pk])
    assert (
        "ne peut pas être supprimé : 1 structure s’y rattache." in agathe.post(adresse, follow=True).content.decode()
    )


def test_the_form_of_a_territoire(troupe, client_agathe):
    territoire = TerritoireFactory(mission=troupe.mission)
    assert modifier(client_agathe, TerritoireForm, territoire, presentation="Entre deux rivières").status_code == 302
    territoire.refresh_from_db()
    assert territoire.presentation == "Entre deux rivières"
