"""A bénéficiaire's part in the appuis: what was asked, promised and handed over. Never the notes confidentielles."""

from django.core.exceptions import ValidationError
from django.db.models import Q

from appuis.models import (
    Appui,
    DemandeDAppui,
    Document,
    Engagement,
    Invitation,
    Lecture,
    Message,
    PieceJointe,
    PointDeVue,
    Projet,
    RaisonConfiee,
    Recommandation,
    Ressource,
)
from coopappui.donnees import effaceur, fichiers, partie, rangees
from coopappui.texte import pluriel
from missions.anonymat import adresses, effaceur_de_fiches
from missions.models import Membre


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


@partie("Les projets que je suis")
def projets(compte):
    siens = Projet.objects.partages_avec(compte).select_related("mission")
    yield from rangees(siens, "mission", "nom", "objet", "stade")


@partie("Mes invitations")
def invitations(compte):
    recues = Invitation.objects.filter(personne__compte=compte).avec_tout()
    yield from rangees(recues, "appui", "projet", "courriel", "par", "envoyee_le", "acceptee_le", "revoquee_le")


@partie("Ce que j’ai confié en mettant fin à un appui")
def raisons(compte):
    siennes = RaisonConfiee.objects.filter(auteur=compte).select_related("appui")
    yield from rangees(siennes, "appui", "texte", "cree_le")


@partie("Mes messages")
def messages(compte):
    """Those the person wrote: the others are their authors'."""
    yield from rangees(Message.objects.filter(auteur=compte).select_related("appui"), "appui", "ecrit_le", "texte")


@partie("Mes réponses aux tableaux de suivi")
def points_de_vue(compte):
    siens = PointDeVue.objects.filter(personne__compte=compte).exclude(confirme_le=None).select_related("type")
    champs = ("nom", "type", "objet", "chef_de_file", "partenaires", "cout_total", "stade", "date_debut", "date_fin")
    yield from rangees(siens, *champs, "remarque", "confirme_le")


@partie("Les ressources que j’ai ajoutées ou proposées")
def ressources(compte):
    yield from rangees(Ressource.objects.filter(cree_par=compte), "titre", "adresse", "resume", "texte", "cree_le")


@partie("Les appuis où je suis recommandé")
def recommandations(compte):
    siennes = Recommandation.objects.filter(personne__compte=compte).select_related("par")
    yield from rangees(siennes, "mot", "par", "le")


@fichiers
def pieces_jointes(compte):
    """Those the person sent, in the conversations that are still theirs."""
    for piece in PieceJointe.objects.visibles_par(compte).filter(message__auteur=compte):
        yield piece.nom_d_origine, piece.fichier


@fichiers
def documents(compte):
    """Those received, and those deposited: what an officer left in a mission stays there once they are out of it."""
    deposes = Document.objects.telechargeables_par(compte).filter(depose_par=compte)
    recus = Document.objects.partages_avec(compte)
    for document in Document.objects.filter(Q(pk__in=deposes.values("pk")) | Q(pk__in=recus.values("pk"))):
        yield document.nom_d_origine, document.fichier


@effaceur
def quitter_les_appuis(compte):
    portes = Appui.objects.filter(charge=compte).en_cours().count()
    if portes:
        s = pluriel(portes)
        raise ValidationError(f"Cette personne porte {portes} appui{s} en cours : transmettez-le{s} d’abord.")
    return ""


@effaceur
def oublier_ses_demandes(compte):
    return _oublier_les_demandes(_demandes(compte))


@effaceur_de_fiches("ses demandes d’appui")
def oublier_les_demandes(fiches):
    siennes = DemandeDAppui.objects.filter(courriel__in=adresses(fiches), mission__in=fiches.values("mission"))
    return _oublier_les_demandes(siennes)


def _oublier_les_demandes(siennes):
    """Those that opened an appui keep their number, as the appui keeps its journal."""
    siennes = DemandeDAppui.objects.filter(pk__in=list(siennes.values_list("pk", flat=True)))
    siennes.filter(appui__isnull=False).update(
        prenom="", nom="Personne effacée", fonction="", telephone="", courriel="", sujet="Demande effacée"
    )
    effacees, _ = siennes.filter(appui__isnull=True).delete()
    return f"Demandes d’appui effacées : {effacees}." if effacees else ""


@effaceur_de_fiches("ses invitations, ses remarques sur les projets")
def oublier_ce_qui_lui_fut_demande(fiches):
    """Invitations keep an address; what they said of a project stays, without their remark."""
    PointDeVue.objects.filter(personne__in=fiches).update(remarque="")
    nombre = Invitation.objects.filter(personne__in=fiches).delete()[0]
    return f"Invitations oubliées : {nombre}." if nombre else ""


@effaceur
def reprendre_ce_qui_fut_confie(compte):
    """And the invitations sent to the address of the account, from whatever card."""
    RaisonConfiee.objects.filter(auteur=compte).delete()
    nombre = Invitation.objects.filter(courriel=compte.email).delete()[0]
    return f"Invitations oubliées : {nombre}." if nombre else ""


@effaceur
def ne_plus_signer_les_ressources(compte):
    """What they shared for all stays, without their name."""
    Ressource.objects.filter(cree_par=compte).update(cree_par=None)
    return ""


@effaceur_de_fiches("les recommandations de son témoignage")
def oublier_les_recommandations(fiches):
    """A name that no longer testifies."""
    nombre = Recommandation.objects.filter(personne__in=fiches).delete()[0]
    return f"Recommandations effacées : {nombre}." if nombre else ""


@effaceur
def reprendre_ses_messages(compte):
    """What a bénéficiaire confided goes with them, even when their access or their account was closed before; what a
    member of the mission wrote stays with it."""
    Lecture.objects.filter(lecteur=compte).delete()
    partages = Appui.objects.partages_avec(compte).values("pk")
    siennes = Membre.objects.filter(utilisateur=compte).values("mission")
    confies = Message.objects.filter(Q(appui__in=partages) | ~Q(appui__mission__in=siennes), auteur=compte)
    nombre = confies.count()
    confies.delete()
    return f"Messages effacés, avec leurs fichiers : {nombre}." if nombre else ""
