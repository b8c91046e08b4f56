"""The officer keeps the registre of prises de contact: who was met, what was said, and from where they are known."""

import pytest

from appuis.models import Engagement
from missions.models import Personne, Structure
from outils.models import PriseDeContact
from tests.factories import MembreFactory, MissionFactory, PersonneFactory, ProjetFactory, StructureFactory, il_y_a
from tests.html import Page
from tests.outils.contacts import GUIDE, LISTE, NOUVEAU, SOUS, noter, noter_ferri, relu, remplir
from tests.suivi.lecture import noms, tableau


@pytest.fixture
def client(troupe, connecte):
    return connecte(troupe.agent)


@pytest.fixture
def formulaire(troupe):
    return lambda contact=None, **changements: remplir(troupe, contact, **changements)


@pytest.fixture
def ferri(troupe):
    return noter_ferri(troupe)


def test_it_works(client, troupe, formulaire):
    page = client.get(f"{NOUVEAU}?projet={troupe.projet.pk}").content.decode()
    assert not Page(page).fautes()
    assert "Reprendre du réseau" in page
    donnees = formulaire(
        projet=troupe.projet.pk,
        nom="Ferri",
        prenom="Paolo",
        organisme="Gruppo Valle Serina",
        adresse="Via dei Noccioli 7",
        telephone="+39 0171 000 018",
        courriel="paolo@example.org",
        intermediaire="Réseau rural",
        canal="visio",
        canal_precision="avec une interprète",
        informations="Douze adhérents.\nUne technicienne.",
        interet="oui",
        interet_pourquoi="Petite échelle.",
        suite="rappeler",
        suite_le=il_y_a(-5).isoformat(),
        remarques="Le matin.",
    )
    reponse = client.post(NOUVEAU, donnees, follow=True)
    contact = PriseDeContact.objects.get()
    assert reponse.redirect_chain[-1][0] == contact.get_absolute_url()
    assert "Le contact « Paolo Ferri (Gruppo Valle Serina) » est au registre." in reponse.content.decode()
    assert not Page(reponse.content.decode()).fautes()
    assert (contact.mission, contact.pris_par, contact.le) == (troupe.mission, troupe.agent, il_y_a(0))
    entetes, lignes = tableau(client.get(LISTE))
    assert [e[0] for e in entetes[0]] == GUIDE
    assert [e[0] for e in entetes[1]] == SOUS
    assert entetes[0][12] == ("Suites à donner", "colgroup", 2, 1)
    assert lignes == [
        [
            ["Ferri"],
            ["Paolo"],
            ["Gruppo Valle Serina"],
            ["Via dei Noccioli 7"],
            ["+39 0171 000 018"],
            ["paolo@example.org"],
            ["Réseau rural"],
            ["Visioconférence (avec une interprète)"],
            [f"{il_y_a(0):%d/%m/%Y}"],
            ["Agathe Roux"],
            ["Douze adhérents.", "Une technicienne."],
            ["Oui", "Petite échelle."],
            ["À rappeler"],
            [f"{il_y_a(-5):%d/%m/%Y}"],
            ["Le matin."],
        ]
    ]


def test_un_nom_ou_un_organisme_suffit(client, formulaire):
    assert client.post(NOUVEAU, formulaire(organisme="Fédération des moulins")).status_code == 302
    reponse = client.post(NOUVEAU, formulaire(telephone="04 71 00 00 00"))
    assert reponse.context["form"].errors == {"nom": ["Donnez au moins un nom ou un organisme."]}
    assert noms(client.get(LISTE)) == ["Nom à trouver"]


@pytest.mark.parametrize(
    ("saisi", "champ", "phrase"),
    [
        ({"telephone": "rien"}, "telephone", "Écrivez un numéro de téléphone, par exemple 04 71 00 00 00."),
        ({"courriel": "paolo"}, "courriel", "Saisissez une adresse de courriel valide."),
        ({"le": "31/02/2026"}, "le", "Écrivez une date qui existe, par exemple 31/12/2026."),
        (
            {"le": il_y_a(-2).isoformat()},
            "le",
            "Un contact se note une fois pris. S’il est à venir, notez-le comme suite à donner.",
        ),
        ({"suite": "autre"}, "suite_precision", "Précisez la suite à donner."),
        ({"suite_le": il_y_a(-2).isoformat(), "projet": 0}, "suite", "Dites quelle suite donner à cette date."),
        (
            {"suite": "rappeler", "suite_le": il_y_a(-2).isoformat()},
            "projet",
            "Une suite datée est rappelée au titre d’un projet : choisissez-le, ou laissez la suite sans date.",
        ),
    ],
)
def test_ce_qui_est_refuse_est_dit_a_cote_du_champ(client, troupe, formulaire, saisi, champ, phrase):
    if saisi.get("projet") == 0:
        saisi = saisi | {"projet": troupe.projet.pk}
    reponse = client.post(NOUVEAU, formulaire(nom="Ferri", **saisi))
    assert reponse.status_code == 200
    assert reponse.context["form"].errors == {champ: [phrase]}
    assert not Page(reponse.content.decode()).fautes()
    assert not PriseDeContact.objects.exists()


def test_un_double_clic_n_en_note_qu_un(client, troupe, formulaire):
    donnees = formulaire(nom="Ferri", projet=troupe.projet.pk, suite="rappeler", suite_le=il_y_a(-5).isoformat())
    assert client.post(NOUVEAU, donnees).url == client.post(NOUVEAU, donnees).url
    assert PriseDeContact.objects.count() == Engagement.objects.count() == 1


def test_deux_personnes_ne_s_ecrasent_pas(client, troupe, formulaire, ferri):
    adresse = f"{ferri.get_absolute_url()}modifier/"
    mienne = formulaire(ferri, telephone="04 71 00 00 01", remarques="Le matin.")
    client.force_login(troupe.collegue)
    client.post(adresse, formulaire(ferri, telephone="04 71 00 00 02"))
    client.force_login(troupe.agent)
    reponse = client.post(adresse, mienne)
    (phrase,) = reponse.context["form"].errors["telephone"]
    assert phrase.startswith("Colin Marchal, le ")
    assert "« 04 71 00 00 02 »" in phrase
    assert (relu(ferri).telephone, relu(ferri).remarques) == ("04 71 00 00 02", "")


def test_un_officier_de_deux_missions_dit_pour_laquelle(client, troupe, formulaire):
    autre = MissionFactory(nom="Autre mission")
    MembreFactory(mission=autre, utilisateur=troupe.agent)
    assert "Pour quelle mission" in client.get(NOUVEAU).content.decode()
    assert client.post(NOUVEAU, {"mission": autre.pk}).url == f"{NOUVEAU}?mission={autre.pk}"
    client.post(f"{NOUVEAU}?mission={autre.pk}", formulaire(nom="Ferri"))
    client.post(f"{NOUVEAU}?projet={troupe.projet.pk}", formulaire(nom="Noël"))
    assert {c.nom: c.mission for c in PriseDeContact.objects.all()} == {"Ferri": autre, "Noël": troupe.mission}


def test_ni_projet_ni_personne_ni_officier_d_une_autre_mission(client, troupe, formulaire):
    ailleurs = MissionFactory()
    projet, personne = ProjetFactory(mission=ailleurs), PersonneFactory(mission=ailleurs)
    saisi = {"projet": projet.pk, "personne": personne.pk, "pris_par": troupe.etranger.pk}
    reponse = client.post(NOUVEAU, formulaire(nom="Ferri", **saisi))
    assert set(reponse.context["form"].errors) == set(saisi)
    for requete in (f"projet={projet.pk}", f"personne={personne.pk}", f"mission={ailleurs.pk}"):
        assert client.get(f"{NOUVEAU}?{requete}").status_code == 404


# --- from the réseau, and to it --------------------------------------------------------------------


@pytest.fixture
def valle(troupe):
    return StructureFactory(
        mission=troupe.mission,
        nom="Gruppo Valle Serina",
        adresse="Via dei Noccioli 7",
        commune="Serina Piccola",
        pays="IT",
        telephone="+39 0171 000 000",
    )


@pytest.fixture
def paolo(troupe, valle):
    return PersonneFactory(
        mission=troupe.mission, prenom="Paolo", nom="Ferri", structure=valle, courriel="paolo@example.org"
    )


def test_reprendre_du_reseau_montre_sans_enregistrer(client, paolo, formulaire):
    donnees = formulaire(personne=paolo.pk, prenom="Paolino", _reprendre="1")
    reponse = client.post(NOUVEAU, donnees)
    form = reponse.context["form"]
    montres = {nom: form[nom].value() for nom in ("nom", "prenom", "organisme", "adresse", "telephone", "courriel")}
    assert montres == {
        "nom": "Ferri",
        "prenom": "Paolino",
        "organisme": "Gruppo Valle Serina",
        "adresse": "Via dei Noccioli 7, Serina Piccola, Italie",
        "telephone": "+39 0171 000 000",
        "courriel": "paolo@example.org",
    }
    assert not form.errors
    assert not Page(reponse.content.decode()).fautes()
    assert not PriseDeContact.objects.exists()


def test_choisir_une_personne_suffit_a_la_noter(client, paolo, valle, formulaire):
    client.post(NOUVEAU, formulaire(personne=paolo.pk, organisme="Le Gruppo"))
    contact = PriseDeContact.objects.get()
    assert (contact.personne, contact.structure, contact.a_ajouter) == (paolo, valle, False)
    assert (contact.nom, contact.organisme, contact.courriel) == ("Ferri", "Le Gruppo", "paolo@example.org")


def test_ce_qui_est_vide_expres_le_reste(client, paolo, formulaire):
    client.post(NOUVEAU, formulaire(personne=paolo.pk))
    contact = PriseDeContact.objects.get()
    client.post(f"{contact.get_absolute_url()}modifier/", formulaire(contact, courriel=None))
    assert relu(contact).courriel == ""


def test_depuis_une_fiche_du_reseau(client, paolo):
    form = client.get(f"{NOUVEAU}?personne={paolo.pk}").context["form"]
    assert (form["nom"].value(), form["organisme"].value()) == ("Ferri", "Gruppo Valle Serina")


def test_ajouter_au_reseau(client, troupe, ferri):
    adresse = f"{ferri.get_absolute_url()}reseau/"
    assert adresse in client.get(ferri.get_absolute_url()).content.decode()
    assert not Page(client.get(adresse).content.decode()).fautes()
    client.post(adresse, {"personne": "creer", "structure": "creer"})
    contact = relu(ferri)
    assert str(contact.personne) == "Paolo Ferri"
    assert (contact.personne.structure.nom, contact.personne.courriel) == ("Gruppo Valle Serina", "paolo@example.org")
    assert contact.structure == contact.personne.structure
    assert contact.personne.history.get().history_user == troupe.agent
    client.post(adresse, {"personne": "creer", "structure": "creer"})
    assert Personne.objects.filter(nom="Ferri").count() == 1
    assert adresse not in client.get(ferri.get_absolute_url()).content.decode()


def test_ajouter_au_reseau_montre_d_abord_les_doubles(client, troupe, ferri, valle):
    meme = PersonneFactory(mission=troupe.mission, prenom="P.", nom="F.", courriel="PAOLO@example.org")
    adresse = f"{ferri.get_absolute_url()}reseau/"
    page = client.get(adresse).content.decode()
    assert "C’est « P. F. » (Agent de développement), déjà au réseau" in page
    assert "C’est « Gruppo Valle Serina » (Serina Piccola · Italie), déjà au réseau" in page
    reponse = client.post(adresse, {})
    assert reponse.context["form"].errors == {
        "personne": ["Choisissez une réponse."],
        "structure": ["Choisissez une réponse."],
    }
    reponse = client.post(adresse, {"personne": "non", "structure": "non"})
    assert "Choisissez au moins une fiche" in reponse.content.decode()
    client.post(adresse, {"personne": str(meme.pk), "structure": str(valle.pk)})
    meme.refresh_from_db()
    assert (relu(ferri).personne, relu(ferri).structure, meme.structure) == (meme, valle, valle)
    assert (meme.courriel, valle.telephone) == ("PAOLO@example.org", "+39 0171 000 000")


def test_un_organisme_sans_personne_garde_ses_coordonnees(client, troupe):
    contact = noter(troupe, organisme="Fédération", telephone="04 71 00 00 00", adresse="Corso Torino 18")
    client.post(f"{contact.get_absolute_url()}reseau/", {"structure": "creer"})
    structure = Structure.objects.get(nom="Fédération")
    assert (structure.telephone, structure.adresse) == ("04 71 00 00 00", "Corso Torino 18")
