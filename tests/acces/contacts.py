"""The registre of prises de contact: the members of the mission read, its officers write."""

from outils.models import PriseDeContact
from tests.acces import MEMBRES, Ligne

CHARGES = "agent collegue"


def _contact(troupe):
    contact = PriseDeContact.objects.create(
        mission=troupe.mission, projet=troupe.projet, nom="Ferri", organisme="Gruppo", pris_par=troupe.agent
    )
    return [contact.pk]


# A stranger opens the registre of their own mission, without a row of ours.
LIGNES = [
    Ligne(f"outils:{nom}", get=f"{MEMBRES} etranger") for nom in ("contacts", "contacts_xlsx", "contacts_pdf")
] + [
    Ligne("outils:contact_nouveau", get=f"{CHARGES} etranger", post=f"{CHARGES} etranger"),
    Ligne("outils:contact", _contact, get=MEMBRES),
    Ligne("outils:contact_historique", _contact, get=MEMBRES),
    Ligne("outils:contact_modifier", _contact, get=CHARGES, post=CHARGES),
    Ligne("outils:contact_reseau", _contact, get=CHARGES, post=CHARGES),
    Ligne("outils:contact_supprimer", _contact, get=CHARGES, post=CHARGES),
]
