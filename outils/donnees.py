"""A person's part in the fiches: what they transmitted, what they were asked for, what they remarked; and what the
registre of prises de contact holds of them, their answers to offers among it."""

from django.db.models import Q

from coopappui.donnees import effaceur, partie, rangees
from missions.anonymat import EFFACE, adresses, effaceur_de_fiches
from outils.models import Demande, PriseDeContact, Remarque, Transmission


@partie("Mes fiches transmises")
def transmissions(compte):
    """With their answers, as they were transmitted."""
    for transmission in Transmission.objects.filter(par=compte):
        contenu = transmission.contenu
        yield {
            "numéro": transmission.numero,
            "transmise le": transmission.le,
            "fiche": contenu["titre"],
            "mission": contenu["mission"],
            "réponses": {
                ", ".join(filter(None, [bloc.intitule, ou, case.libelle])): str(case)
                for bloc in transmission.blocs()
                for ou, cases in bloc.parts
                for case in cases
                if case
            },
        }


@partie("Les fiches qui m’ont été demandées")
def demandes(compte):
    siennes = Demande.objects.filter(destinataires=compte).select_related("fiche", "par")
    yield from rangees(siennes, "fiche", "le", "echeance", "mot", "par", "close_le")


@partie("Mes remarques sur des fiches")
def remarques(compte):
    siennes = Remarque.objects.filter(par=compte).select_related("fiche")
    yield from rangees(siennes, "fiche", "libelle", "texte", "le", "levee_le")


@partie("Mes réponses à des offres et mes prises de contact")
def contacts(compte):
    siens = PriseDeContact.objects.de_la_personne(compte).select_related("mission", "projet", "offre")
    coordonnees = ("nom", "prenom", "organisme", "adresse", "telephone", "courriel")
    dit = ("canal", "informations", "interet", "interet_pourquoi", "remarques")
    suite = ("suite", "suite_precision", "suite_le")
    yield from rangees(siens, "mission", "projet", "offre", "le", *coordonnees, *dit, *suite)


@effaceur_de_fiches("ce que le registre des prises de contact dit d’elle")
def oublier_les_contacts_des_fiches(fiches):
    de_son_adresse = Q(courriel__in=adresses(fiches), mission__in=fiches.values("mission"))
    return _oublier(PriseDeContact.objects.filter(Q(personne__in=fiches) | de_son_adresse))


# Listed after, hence done before, with those of all their cards.
@effaceur
def oublier_les_contacts(compte):
    return _oublier(PriseDeContact.objects.de_la_personne(compte))


def _oublier(contacts):
    siens = list(contacts.exclude(nom=EFFACE))
    for contact in siens:
        contact.rendre_anonyme()
    return f"Prises de contact rendues anonymes : {len(siens)}." if siens else ""


@effaceur
def ne_plus_rien_demander(compte):
    """What was transmitted stays with the mission, signed by nobody; nothing is expected any more."""
    compte.demandes_de_fiche.clear()
    return ""
