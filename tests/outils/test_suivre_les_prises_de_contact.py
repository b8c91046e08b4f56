"""The officer keeps the registre of prises de contact: who was met, what was said, whom to call back."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from appuis.models import Engagement
from missions.models import Personne, Structure
from outils.demo.prises_de_contact import charger, effacer
from outils.forms.prises_de_contact import PriseDeContactForm
from outils.models import PriseDeContact
from tests.factories import MembreFactory, MissionFactory, PersonneFactory, ProjetFactory, StructureFactory, il_y_a
from tests.html import Page
from tests.saisie import saisie
from tests.suivi.lecture import (
    alertes,
    arbre,
    balises,
    classeur,
    contenu,
    noms,
    pdf,
    puces,
    rangees,
    tableau,
    texte_pdf,
)

LISTE, NOUVEAU = "/outils/prise-de-contact/", "/outils/prise-de-contact/nouveau/"
GUIDE = [
    "Nom",
    "Prénom",
    "Organisme",
    "Adresse",
    "Tél.",
    "Courriel",
    "Contact établi par l’intermédiaire de",
    "Prise de contact par téléphone/visio/courriel/courrier/rencontre (préciser)",
    "Date",
    "Qui a pris contact",
    "Informations recueillies",
    "Intérêt",
    "Suites à donner",
    "Remarques",
]
SOUS = [
    "Ce contact est-il intéressant ? Pourrait-il être un potentiel partenaire ? Pourquoi",
    "À rappeler / envoyer un courriel",
    "Date",
]


@pytest.fixture
def client(troupe, connecte):
    return connecte(troupe.agent)


@pytest.fixture
def formulaire(troupe):
    """What the page of a new contact, or of this one, would post."""

    def _formulaire(instance=None, **changements):
        contact = instance or PriseDeContact(mission=troupe.mission)
        contact = PriseDeContact.objects.get(pk=contact.pk) if contact.pk else contact
        return saisie(PriseDeContactForm(user=troupe.agent, instance=contact), **changements)

    return _formulaire


@pytest.fixture
def ferri(troupe):
    """Called a week ago; to be called back in five days."""
    return noter(
        troupe,
        nom="Ferri",
        prenom="Paolo",
        organisme="Gruppo Valle Serina",
        courriel="paolo@example.org",
        le=il_y_a(7),
        suite="rappeler",
        suite_le=il_y_a(-5),
    )


def noter(troupe, **champs):
    contact = PriseDeContact(**{"mission": troupe.mission, "projet": troupe.projet, "pris_par": troupe.agent} | champs)
    contact.save()
    contact.suivre_la_suite()
    return contact


def relu(contact):
    return PriseDeContact.objects.avec_suite().get(pk=contact.pk)


def rappels():
    return list(Engagement.objects.order_by("pk").values_list("quoi", "echeance"))


def sous_lignes(reponse):
    """{name: what is said under it}"""
    rangees = next(arbre(reponse).iter("table")).find("tbody").iter("th")
    return {th.find("a").text: " ".join("".join(th.find("span").itertext()).split()) for th in rangees}


# --- noting a contact ------------------------------------------------------------------------------


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


# --- the suite and its reminder --------------------------------------------------------------------


def test_une_suite_datee_est_a_faire(client, troupe, ferri):
    engagement = Engagement.objects.get()
    assert (engagement.projet, engagement.charge) == (troupe.projet, troupe.agent)
    assert rappels() == [("Rappeler Paolo Ferri (Gruppo Valle Serina)", il_y_a(-5))]
    page = client.get("/a-faire/").content.decode()
    assert "Rappeler Paolo Ferri (Gruppo Valle Serina)" in page
    assert ferri.get_absolute_url() in page
    assert "Rappeler Paolo Ferri" in client.get(f"/projets/{troupe.projet.pk}/echeancier.ics").content.decode()
    client.force_login(troupe.collegue)
    assert "Rappeler Paolo" not in client.get("/a-faire/").content.decode()


@pytest.mark.parametrize(
    ("suite", "precision", "quoi"),
    [
        ("rappeler", "les dates", "Rappeler Paolo Ferri (Gruppo Valle Serina) : les dates"),
        ("courriel", "", "Envoyer un courriel à Paolo Ferri (Gruppo Valle Serina)"),
        ("autre", "Inviter au comité", "Inviter au comité : Paolo Ferri (Gruppo Valle Serina)"),
    ],
)
def test_le_rappel_dit_quoi_faire(ferri, suite, precision, quoi):
    ferri.suite, ferri.suite_precision = suite, precision
    assert ferri.quoi_rappeler() == quoi


def test_le_rappel_suit_la_date_puis_s_en_va_avec_la_suite(client, formulaire, ferri):
    adresse, pk = f"{ferri.get_absolute_url()}modifier/", Engagement.objects.get().pk
    client.post(adresse, formulaire(ferri, suite_le=il_y_a(-9).isoformat(), organisme="Gruppo"))
    assert rappels() == [("Rappeler Paolo Ferri (Gruppo)", il_y_a(-9))]
    assert Engagement.objects.get().pk == pk
    client.post(adresse, formulaire(ferri, suite_le=None))
    assert rappels() == []
    assert relu(ferri).en_attente
    client.post(adresse, formulaire(ferri, suite_le=il_y_a(-3).isoformat()))
    assert rappels() == [("Rappeler Paolo Ferri (Gruppo)", il_y_a(-3))]
    client.post(adresse, formulaire(ferri, suite=None, suite_le=None))
    assert rappels() == []


def test_le_rappel_change_de_mains_avec_le_contact(client, troupe, formulaire, ferri):
    adresse, engagement = f"{ferri.get_absolute_url()}modifier/", Engagement.objects.get()
    client.post(adresse, formulaire(ferri, pris_par=troupe.collegue.pk))
    engagement.refresh_from_db()
    assert engagement.charge == troupe.collegue
    # Passed on from the project, it stays with whom it was given to.
    client.post(f"/projets/engagements/{engagement.pk}/modifier/", _engagement(client, engagement, troupe.agent))
    client.post(adresse, formulaire(ferri, remarques="Le matin."))
    engagement.refresh_from_db()
    assert engagement.charge == troupe.agent


def _engagement(client, engagement, charge):
    form = client.get(f"/projets/engagements/{engagement.pk}/modifier/").context["form"]
    return saisie(form, qui=f"charge:{charge.pk}", quoi="Autre chose", echeance=il_y_a(-30).isoformat())


def test_la_date_ne_se_change_que_la_ou_elle_est_dite(client, troupe, ferri):
    engagement = Engagement.objects.get()
    adresse = f"/projets/engagements/{engagement.pk}/modifier/"
    assert "Supprimer cet engagement" not in client.get(adresse).content.decode()
    assert client.post(adresse, _engagement(client, engagement, troupe.collegue)).status_code == 302
    assert rappels() == [("Rappeler Paolo Ferri (Gruppo Valle Serina)", il_y_a(-5))]


def test_faite_depuis_la_liste_a_faire_le_registre_le_dit(client, ferri):
    assert not relu(ferri).suite_faite_le
    client.post(f"/appuis/engagements/{Engagement.objects.get().pk}/fait/")
    assert relu(ferri).suite_faite_le == il_y_a(0)
    page = client.get(LISTE)
    assert tableau(page)[1][0][12] == ["À rappeler", f"Faite le {il_y_a(0):%d/%m/%Y}"]
    assert sous_lignes(page) == {"Ferri": "Filière noisette suite faite"}
    assert "suite faite" in client.get(ferri.get_absolute_url()).content.decode()
    client.post(f"/appuis/engagements/{Engagement.objects.get().pk}/rouvrir/")
    assert relu(ferri).en_attente


def test_apres_une_suite_faite_la_suivante_est_a_faire(client, formulaire, ferri):
    Engagement.objects.get().faire()
    adresse = f"{ferri.get_absolute_url()}modifier/"
    client.post(adresse, formulaire(ferri, remarques="Le matin."))
    assert relu(ferri).suite_faite_le
    client.post(adresse, formulaire(ferri, suite="courriel", suite_le=il_y_a(-20).isoformat()))
    assert rappels() == [
        ("Rappeler Paolo Ferri (Gruppo Valle Serina)", il_y_a(-5)),
        ("Envoyer un courriel à Paolo Ferri (Gruppo Valle Serina)", il_y_a(-20)),
    ]
    assert relu(ferri).en_attente
    assert [e.fait_le for e in Engagement.objects.order_by("pk")] == [il_y_a(0), None]


def test_en_retard_elle_est_a_relancer(client, troupe, ferri):
    noter(troupe, nom="Kovač", le=il_y_a(30), suite="rappeler", suite_le=il_y_a(4))
    assert sous_lignes(client.get(LISTE))["Kovač"] == "Filière noisette à relancer, 4 j de retard"
    assert 'class="pastille retard"' in client.get(LISTE).content.decode()
    assert sous_lignes(client.get(LISTE))["Ferri"].startswith("Filière noisette à suivre, ")


def test_supprimer_emporte_le_rappel_mais_pas_ce_qui_est_fait(client, troupe, ferri):
    autre = noter(troupe, nom="Kovač", suite="rappeler", suite_le=il_y_a(4))
    autre.rappel().faire()
    adresse = f"{ferri.get_absolute_url()}supprimer/"
    assert not Page(client.get(adresse).content.decode()).fautes()
    assert PriseDeContact.objects.count() == 2
    assert client.post(adresse).url == LISTE
    client.post(f"{autre.get_absolute_url()}supprimer/")
    assert rappels() == [("Rappeler Kovač", il_y_a(4))]


def test_l_historique_dit_qui_a_change_quoi(client, formulaire, ferri):
    client.post(f"{ferri.get_absolute_url()}modifier/", formulaire(ferri, interet="peut-etre"))
    page = client.get(f"{ferri.get_absolute_url()}historique/").content.decode()
    assert not Page(page).fautes()
    assert "Ce contact est-il intéressant ?" in page
    assert "Peut-être" in page
    assert "Agathe Roux" in page


# --- the registre ----------------------------------------------------------------------------------


@pytest.fixture
def registre(troupe):
    """Six contacts of the demonstration, and one of Colin's while prospecting."""
    charger(troupe.mission, troupe.projet, troupe.agent)
    noter(troupe, nom="Zola", projet=None, pris_par=troupe.collegue, le=il_y_a(1), canal="courrier")


CONTACTS = ["Zola", "Delmas", "Álvarez", "Ferraris", "Mazel", "Kovač", "Nom à trouver"]


@pytest.mark.usefixtures("registre")
@pytest.mark.parametrize(
    ("requete", "attendus", "filtres"),
    [
        ("", CONTACTS, []),
        ("q=avellano", ["Álvarez"], ["Rechercher : « avellano »"]),
        ("q=noisette+ferraris", ["Álvarez", "Ferraris"], ["Rechercher : « noisette ferraris »"]),
        ("suite=en-attente", ["Álvarez", "Ferraris", "Kovač"], ["Suite à donner : En attente"]),
        ("suite=a-relancer", ["Kovač"], ["Suite à donner : À relancer, en retard"]),
        ("suite=faite", ["Mazel"], ["Suite à donner : Faite"]),
        ("interet=oui&interet=non", ["Ferraris", "Mazel", "Nom à trouver"], None),
        ("mes=on&canal=courrier", ["Nom à trouver"], ["Mes contacts", "Prise de contact par : Courrier"]),
        ("tri=nom", ["Álvarez", "Delmas", "Nom à trouver", "Ferraris", "Kovač", "Mazel", "Zola"], []),
        ("tri=-suite_le", ["Álvarez", "Ferraris", "Kovač", "Mazel"], []),
    ],
)
def test_filtrer_et_trier(client, requete, attendus, filtres):
    reponse = client.get(f"{LISTE}?{requete}")
    assert noms(reponse)[: len(attendus)] == attendus
    assert len(noms(reponse)) == (7 if "tri" in requete else len(attendus))
    assert filtres is None or list(puces(reponse)) == filtres
    assert not Page(reponse.content.decode()).fautes()


@pytest.mark.usefixtures("registre")
def test_les_contacts_d_un_projet(client, troupe):
    autre = ProjetFactory(mission=troupe.mission, nom="Refuges")
    assert len(noms(client.get(f"{LISTE}?projet={troupe.projet.pk}"))) == 6
    reponse = client.get(f"{LISTE}?projet={autre.pk}")
    assert (noms(reponse), alertes(reponse)) == ([], [])
    assert f"{NOUVEAU}?projet={autre.pk}" in reponse.content.decode()
    reponse = client.get(f"{LISTE}?projet=999999&suite=x&tri=x")
    assert len(alertes(reponse)) == 1
    assert len(noms(reponse)) == 7


def test_une_autre_mission_ne_voit_rien(client, troupe, ferri):
    client.force_login(troupe.etranger)
    assert noms(client.get(LISTE)) == []
    assert client.get(f"{LISTE}?projet={troupe.projet.pk}").content.decode().count("Filière noisette") == 0
    client.force_login(troupe.responsable)
    page = client.get(ferri.get_absolute_url()).content.decode()
    assert "modifier/" not in page
    assert "reseau/" not in page.split("<main")[1]


def test_le_catalogue_y_mene(client, troupe):
    assert LISTE in client.get("/outils/").content.decode()
    client.force_login(troupe.beneficiaire)
    assert LISTE not in client.get("/outils/").content.decode()


# --- exports ---------------------------------------------------------------------------------------


@pytest.mark.usefixtures("registre")
@pytest.mark.parametrize("requete", ["", "?suite=en-attente&tri=nom", "?colonnes=nom&colonnes=projet"])
def test_le_classeur_est_la_page(client, requete):
    reponse = client.get(f"/outils/prise-de-contact.xlsx{requete}")
    assert f"prise-de-contact-{timezone.localdate():%Y-%m-%d}.xlsx" in reponse["Content-Disposition"]
    feuille = classeur(reponse).active
    assert feuille.title == "Prises de contact"
    entetes, lignes = tableau(client.get(f"{LISTE}{requete}"))
    assert rangees(feuille, len(entetes)) == lignes
    if not requete:
        assert [c.value for c in feuille[1]][:12] == GUIDE[:12]
        assert feuille["I3"].is_date


@pytest.mark.usefixtures("registre")
def test_le_pdf_est_la_page(client):
    lecteur = pdf(client.get("/outils/prise-de-contact.pdf?suite=en-attente"))
    texte = texte_pdf(lecteur)
    assert "Suivi de prise de contact avec des partenaires Mission Haut-Vernay" in texte
    assert "3 contacts" in texte
    assert "Filtres : Suite à donner : En attente" in texte
    for attendu in ("Ferraris", "fixer les dates", "Réseau rural", f"{il_y_a(4):%d/%m/%Y}"):
        assert attendu in texte
    racine = lecteur.trailer["/Root"]
    assert (racine["/Lang"], racine["/MarkInfo"]["/Marked"]) == ("fr", True)
    assert [e.get("/S") for e in balises(racine["/StructTreeRoot"]["/K"])].count("/Table") == len(lecteur.pages)


def test_un_filtre_incompris_ramene_a_la_page(client, troupe):
    reponse = client.get("/outils/prise-de-contact.xlsx?suite=x")
    assert reponse.url == f"{LISTE}?suite=x"


@pytest.mark.parametrize(
    ("adresse", "requete", "maximum"),
    [
        ("contacts", "?par_page=100&suite=en-attente", 12),
        ("contacts_xlsx", "", 8),
        ("contacts_pdf", "?colonnes=nom&colonnes=suite", 8),
    ],
)
def test_autant_de_requetes_a_10_qu_a_200(client, troupe, adresse, requete, maximum):
    def compter():
        with CaptureQueriesContext(connection) as requetes:
            contenu(client.get(f"{reverse(f'outils:{adresse}')}{requete}"))
        return len(requetes)

    def peupler(nombre):
        for rang in range(nombre):
            noter(troupe, nom=f"Contact {rang}", suite="rappeler", suite_le=il_y_a(rang))

    peupler(10)
    a_dix = compter()
    peupler(190)
    assert compter() == a_dix <= maximum


def test_la_fiche_et_le_formulaire_coutent_peu(client, ferri, django_assert_max_num_queries):
    for page in ("", "modifier/", "reseau/", "historique/"):
        with django_assert_max_num_queries(14):
            client.get(f"{ferri.get_absolute_url()}{page}")


# --- the demonstration -----------------------------------------------------------------------------


def test_la_demonstration_montre_tous_les_etats(troupe):
    charger(troupe.mission, troupe.projet, troupe.agent)
    contacts = PriseDeContact.objects.avec_suite()
    assert len(contacts) == 6
    assert [c.nom for c in contacts.a_relancer()] == ["Kovač"]
    assert contacts.en_attente().count() == 3
    assert contacts.filter(suite_faite_le__isnull=False).count() == 1
    for contact in contacts:
        contact.full_clean()
    effacer(troupe.mission)
    assert not PriseDeContact.objects.exists()
    assert not PriseDeContact.history.exists()
    assert not Engagement.objects.exists()
