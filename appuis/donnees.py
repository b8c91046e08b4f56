"""A bénéficiaire's part in the appuis: what was asked, promised and handed over. Never the notes confidentielles."""

from django.core.exceptions import ValidationError

from appuis.models import Appui, DemandeDAppui, Document, Engagement
from coopappui.donnees import effaceur, fichiers, partie, rangees


@partie("Mes appuis")
def appuis(compte):
    siens = Appui.objects.partages_avec(compte).select_related("mission", "projet", "charge")
    champs = ("mission", "intitule", "projet", "charge", "ouvert_le", "etat", "besoin_exprime", "besoin_reformule")
    yield from rangees(siens, *champs)


@partie("Mes engagements")
def engagements(compte):
    siens = Engagement.objects.du_beneficiaire(compte).select_related("appui")
    yield from rangees(siens, "appui", "quoi", "moyens", "echeance", "fait_le")


@partie("Mes demandes d’appui")
def demandes(compte):
    champs = ("recue_le", "mission", "structure_nom", "sujet", "besoin", "partenaires", "disponibilites", "etat")
    yield from rangees(_demandes(compte).select_related("mission"), *champs)


def _demandes(compte):
    """Those sent without an account, from the address that the account has; both are stored in one form."""
    return DemandeDAppui.objects.filter(courriel=compte.email)


@fichiers
def documents(compte):
    recus = Document.objects.partages_avec(compte) | Document.objects.filter(depose_par=compte)
    for document in recus.distinct():
        yield document.nom_d_origine, document.fichier


@effaceur
def quitter_les_appuis(compte):
    portes = Appui.objects.filter(charge=compte).en_cours().count()
    if portes:
        raise ValidationError(
            f"Cette personne porte {portes} appui{'s' if portes > 1 else ''} en cours : transmettez-les d’abord."
        )
    return ""


@effaceur
def oublier_les_demandes(compte):
    """Those that opened an appui keep their number, as the appui keeps its journal."""
    siennes = _demandes(compte)
    siennes.filter(appui__isnull=False).update(
        prenom="", nom="Personne effacée", fonction="", telephone="", courriel="", sujet="Demande effacée"
    )
    effacees, _ = siennes.filter(appui__isnull=True).delete()
    return f"Demandes d’appui effacées : {effacees}." if effacees else ""
