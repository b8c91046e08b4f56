"""A person's part in the missions: their cards in the réseau, their roles."""

from django.db.models import Q

from coopappui.donnees import effaceur, partie, rangees
from missions.anonymat import taire
from missions.models import (
    ActionDePhase,
    Appreciation,
    ContactDEnquete,
    DemandeDeTemoigner,
    Desabonnement,
    Destinataire,
    EnvoiDeLettre,
    GroupeAContacter,
    Inscription,
    Marque,
    Membre,
    Personne,
    PriseDeConnaissance,
    RemarqueSurLOffre,
    Reponse,
)


@partie("Mes fiches dans le réseau des missions")
def fiches(compte):
    siennes = Personne.objects.filter(compte=compte).select_related("mission", "structure")
    yield from rangees(
        siennes, "mission", "prenom", "nom", "fonction", "structure", "courriel", "telephone", "temoignage"
    )


@partie("Mes rôles dans les missions")
def roles(compte):
    yield from rangees(Membre.objects.filter(utilisateur=compte).select_related("mission"), "mission", "role", "actif")


@partie("Les documents de mission que j’ai lus")
def lectures(compte):
    siennes = PriseDeConnaissance.objects.filter(compte=compte).select_related("version__mission")
    yield from rangees(siennes.defer("version__contenu"), "version", "le")


@partie("Mes actions dans les missions")
def actions(compte):
    yield from rangees(
        ActionDePhase.objects.filter(qui=compte).select_related("mission"), "mission", "etat", "echeance", "faite_le"
    )


@partie("Quand une mission me contacte")
def contacts(compte):
    siens = GroupeAContacter.objects.filter(Q(personne__compte=compte) | Q(interlocuteur__compte=compte)).distinct()
    champs = ("mission", "situation", "priorite", "qui", "echeance", "contacte_le", "resultat", "note")
    yield from rangees(siens.select_related("mission", "qui"), *champs)


@partie("Ce que j’ai dit de l’offre d’appui")
def remarques(compte):
    siennes = RemarqueSurLOffre.objects.filter(personne__compte=compte).select_related("mission")
    yield from rangees(siennes, "mission", "le", "nature", "texte", "suite", "precision")


@partie("Mes réponses aux enquêtes")
def reponses(compte):
    siennes = Reponse.objects.filter(destinataire__personne__compte=compte)
    for reponse in siennes.select_related("question__enquete").order_by("destinataire", "question__partie", "pk"):
        question = reponse.question
        yield {"enquête": str(question.enquete), "question": str(question), "réponse": str(reponse)}


@partie("Les enquêtes que j’ai reçues")
def enquetes(compte):
    siennes = Destinataire.objects.filter(personne__compte=compte).select_related("enquete")
    yield from rangees(siennes, "enquete", "envoye_le", "commence_le", "repondu_le", "refuse_le", "mode")


@partie("Ce qui s’est dit avec moi au sujet d’une enquête")
def contacts_d_enquete(compte):
    siens = ContactDEnquete.objects.filter(destinataire__personne__compte=compte)
    yield from rangees(siens, "le", "moyen", "note")


@partie("Ce que la mission retient de mes réponses à une enquête")
def analyses(compte):
    marques = Marque.objects.filter(destinataire__personne__compte=compte).select_related("question")
    yield from rangees(marques, "question", "situation", "note", "le")
    appreciations = Appreciation.objects.filter(destinataire__personne__compte=compte)
    yield from rangees(appreciations, "priorite", "rang", "pourquoi")


@partie("Mes accords pour témoigner")
def temoignages(compte):
    siennes = DemandeDeTemoigner.objects.filter(personne__compte=compte).select_related("personne", "demande_par")
    yield from rangees(siennes, "personne", "demande_par", "demande_le", "sujets", "valable_jusqu_au")


@effaceur
def rendre_anonyme(compte):
    """The card stays, because appuis count it, without anything that names anybody; nor does its history."""
    nombre = 0
    demandes = DemandeDeTemoigner.objects.filter(personne__compte=compte)
    DemandeDeTemoigner.history.filter(id__in=list(demandes.values_list("pk", flat=True))).delete()
    demandes.delete()
    for personne in Personne.objects.filter(compte=compte):
        personne.prenom, personne.nom = "", "Personne effacée"
        personne.fonction = personne.courriel = personne.telephone = personne.temoignage = ""
        personne.contact_cooperation, personne.compte = False, None
        personne.save()
        personne.history.all().delete()
        nombre += 1
    Membre.objects.filter(utilisateur=compte).update(actif=False)
    return f"Fiches du réseau rendues anonymes : {nombre}."


@effaceur
def effacer_les_reponses(compte):
    """What was ticked stays, counted without a name; what was written goes, and what was said on the phone.

    Listed last, hence done first: the card still leads to them.
    """
    siens = Destinataire.objects.filter(personne__compte=compte)
    siens.update(nom="")
    nombre = taire(siens)
    return f"Réponses aux enquêtes rendues anonymes : {nombre}." if nombre else ""


@effaceur
def effacer_ce_qui_s_est_dit(compte):
    """A group to contact stays in the list, without what was said with this person; its history neither."""
    groupes = GroupeAContacter.objects.filter(Q(personne__compte=compte) | Q(interlocuteur__compte=compte))
    siens = GroupeAContacter.objects.filter(pk__in=list(groupes.values_list("pk", flat=True)))
    GroupeAContacter.history.filter(id__in=siens.values("pk")).delete()
    nombre = siens.update(note="")
    return f"Prises de contact rendues anonymes : {nombre}." if nombre else ""


@partie("Les listes de diffusion où je suis")
def listes(compte):
    siennes = Inscription.objects.filter(personne__compte=compte).select_related("liste__mission")
    for inscription in siennes:
        yield {"mission": str(inscription.liste.mission), "liste": inscription.liste.nom, "depuis": inscription.le}


@partie("Les lettres d’information que j’ai reçues, et mes désabonnements")
def lettres(compte):
    envois = EnvoiDeLettre.objects.filter(personne__compte=compte).select_related("lettre")
    yield from rangees(envois, "lettre", "courriel", "etat", "remis_le")
    yield from rangees(
        Desabonnement.objects.filter(personne__compte=compte).select_related("mission"), "mission", "le"
    )


# Registered last, hence called first: while the cards still say whose they are.
@effaceur
def quitter_les_listes(compte):
    """What was sent stays counted, to nobody; a refusal stays too, as a print that names nobody."""
    inscriptions, _ = Inscription.objects.filter(personne__compte=compte).delete()
    envois = EnvoiDeLettre.objects.filter(personne__compte=compte)
    nombre = envois.update(nom="", courriel="", personne=None)
    Desabonnement.objects.filter(personne__compte=compte).update(personne=None)
    if not inscriptions and not nombre:
        return ""
    return f"Listes de diffusion quittées : {inscriptions} ; envois de lettres rendus anonymes : {nombre}."
