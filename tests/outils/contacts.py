"""The registre of prises de contact, as its tests need it."""

from outils.forms.prises_de_contact import PriseDeContactForm
from outils.models import PriseDeContact
from tests.factories import il_y_a
from tests.saisie import saisie
from tests.suivi.lecture import arbre

LISTE, NOUVEAU = "/outils/prise-de-contact/", "/outils/prise-de-contact/nouveau/"
# The headings of the guide, and those under its last two groups.
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


def noter(troupe, **champs):
    contact = PriseDeContact(**{"mission": troupe.mission, "projet": troupe.projet, "pris_par": troupe.agent} | champs)
    contact.save()
    contact.suivre_la_suite()
    return contact


def noter_ferri(troupe):
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


def remplir(troupe, contact=None, **changements):
    """What the page of a new contact, or of this one as stored, would post."""
    contact = PriseDeContact.objects.get(pk=contact.pk) if contact else PriseDeContact(mission=troupe.mission)
    return saisie(PriseDeContactForm(user=troupe.agent, instance=contact), **changements)


def relu(contact):
    return PriseDeContact.objects.avec_suite().get(pk=contact.pk)


def sous_lignes(reponse):
    """{name: what is said under it}"""
    rangees = next(arbre(reponse).iter("table")).find("tbody").iter("th")
    return {th.find("a").text: " ".join("".join(th.find("span").itertext()).split()) for th in rangees}
