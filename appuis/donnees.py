"""A bénéficiaire's part in the appuis: what was asked, promised and handed over. Never the notes confidentielles."""

from django.core.exceptions import ValidationError

from appuis.models import Appui, Document, Engagement, Lecture, Message, PieceJointe, PointDeVue
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


@partie("Mes messages")
def messages(compte):
    """Those the person wrote: the others are their authors'."""
    yield from rangees(Message.objects.filter(auteur=compte).select_related("appui"), "appui", "ecrit_le", "texte")


@partie("Mes réponses aux tableaux de suivi")
def points_de_vue(compte):
    siens = PointDeVue.objects.filter(personne__compte=compte).exclude(confirme_le=None).select_related("type")
    champs = ("nom", "type", "objet", "chef_de_file", "partenaires", "cout_total", "stade", "date_debut", "date_fin")
    yield from rangees(siens, *champs, "remarque", "confirme_le")


@fichiers
def pieces_jointes(compte):
    for piece in PieceJointe.objects.filter(message__auteur=compte):
        yield piece.nom_d_origine, piece.fichier


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
def reprendre_ses_messages(compte):
    """What a bénéficiaire confided goes with them; what they said of a project stays, without their remark."""
    PointDeVue.objects.filter(personne__compte=compte).update(remarque="")
    Lecture.objects.filter(lecteur=compte).delete()
    confies = Message.objects.filter(auteur=compte, appui__in=Appui.objects.partages_avec(compte).values("pk"))
    nombre = confies.count()
    confies.delete()
    return f"Messages effacés, avec leurs fichiers : {nombre}." if nombre else ""
