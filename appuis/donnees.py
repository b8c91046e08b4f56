"""A bénéficiaire's part in the appuis: what was asked, promised and handed over. Never the notes confidentielles."""

from django.core.exceptions import ValidationError

from appuis.models import Appui, Document, Engagement
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
