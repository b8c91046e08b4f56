"""Suivi de prise de contact avec des partenaires (guide, p. 107): one row a contact, the guide's headings."""

from django.db.models import F
from django.db.models.functions import Lower

from coopappui.tableau import Colonne, Lien, Tableau
from outils.filtres.prises_de_contact import FiltresPrisesDeContact
from outils.models import PriseDeContact

INTERET, SUITES = "Intérêt", "Suites à donner"


def lignes(utilisateur):
    return PriseDeContact.objects.visibles_par(utilisateur).alias(
        tri_organisme=Lower("organisme"), tri_officier=Lower(F("pris_par__last_name"))
    )


def charger(queryset):
    return queryset.avec_suite().select_related("projet", "pris_par").defer("recherche", "projet__recherche")


def _telephone(contact):
    return Lien(contact.telephone, f"tel:{contact.telephone.replace(' ', '')}") if contact.telephone else ""


def _courriel(contact):
    return Lien(contact.courriel, f"mailto:{contact.courriel}") if contact.courriel else ""


def _canal(contact):
    precision = f" ({contact.canal_precision})" if contact.canal_precision else ""
    return f"{contact.get_canal_display()}{precision}"


def _interet(contact):
    return [contact.get_interet_display(), *_paragraphes(contact.interet_pourquoi)]


def _suite(contact):
    """What is to be done, then when it was."""
    if not contact.suite:
        return []
    quoi = " : ".join(filter(None, [contact.get_suite_display(), contact.suite_precision]))
    return [quoi, f"Faite le {contact.suite_faite_le:%d/%m/%Y}"] if contact.suite_faite_le else [quoi]


def _paragraphes(texte):
    return [ligne for ligne in texte.splitlines() if ligne.strip()]


COLONNES = (
    Colonne("nom", "Nom", lambda c: c.nom or "Nom à trouver", largeur=18, tri=("recherche",)),
    Colonne("prenom", "Prénom", lambda c: c.prenom, largeur=14, part=14),
    Colonne("organisme", "Organisme", lambda c: c.organisme, largeur=26, part=21, tri=("tri_organisme",)),
    Colonne("adresse", "Adresse", lambda c: c.adresse, largeur=26, part=20),
    Colonne("telephone", "Tél.", _telephone, largeur=16, part=17),
    Colonne("courriel", "Courriel", _courriel, largeur=26, part=24),
    Colonne(
        "intermediaire",
        "Contact établi par l’intermédiaire de",
        lambda c: c.intermediaire,
        court="Par l’intermédiaire de",
        largeur=22,
        part=21,
    ),
    Colonne(
        "canal",
        "Prise de contact par téléphone/visio/courriel/courrier/rencontre (préciser)",
        _canal,
        court="Prise de contact par",
        largeur=22,
        part=24,
    ),
    Colonne("le", "Date", lambda c: c.le, "date", court="Date du contact", largeur=11, part=20, tri=("le",)),
    Colonne("pris_par", "Qui a pris contact", lambda c: str(c.pris_par), largeur=16, part=16, tri=("tri_officier",)),
    Colonne(
        "informations",
        "Informations recueillies",
        lambda c: _paragraphes(c.informations),
        "lignes",
        largeur=36,
        part=34,
    ),
    Colonne(
        "interet",
        "Ce contact est-il intéressant ? Pourrait-il être un potentiel partenaire ? Pourquoi",
        _interet,
        "lignes",
        INTERET,
        court="Intérêt",
        largeur=28,
        part=27,
        tri=("interet",),
    ),
    Colonne("suite", "À rappeler / envoyer un courriel", _suite, "lignes", SUITES, court="Suite", largeur=24, part=21),
    Colonne(
        "suite_le",
        "Date",
        lambda c: c.suite_le,
        "date",
        SUITES,
        court="Date de la suite",
        largeur=11,
        part=20,
        tri=("suite_le",),
    ),
    Colonne("remarques", "Remarques", lambda c: _paragraphes(c.remarques), "lignes", largeur=28, part=20),
    Colonne(
        "projet",
        "Projet",
        lambda c: str(c.projet or ""),
        largeur=24,
        tri=("projet__recherche",),
        facultative=True,
    ),
)

PRISES_DE_CONTACT = Tableau(
    code="prise-de-contact",
    titre="Suivi de prise de contact avec des partenaires",
    titre_court="Prises de contact",
    noms=("contact", "contacts"),
    adresse="outils:contacts",
    colonnes=COLONNES,
    lignes=lignes,
    charger=charger,
    filtres=FiltresPrisesDeContact,
    tri="-le",
    sous_ligne="outils/contacts/_sous_ligne.html",
)
