"""A person's part in the missions: their cards in the réseau, their roles."""

from django.db.models import Q

from comptes.registre_effacements import reapplication
from coopappui.donnees import effaceur, partie, rangees
from missions import anonymat
from missions.anonymat import DESTINATAIRE, FICHE, effaceur_de_fiches
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
def quitter_les_missions(compte):
    Membre.objects.filter(utilisateur=compte).update(actif=False)
    return ""


@effaceur_de_fiches(
    "son nom, sa fonction, ses coordonnées, et ce qu’elle a répondu quand on lui a demandé de témoigner"
)
def rendre_anonyme(fiches):
    """The card stays, because appuis count it, without anything that names anybody; nor does its history."""
    nombre = 0
    demandes = DemandeDeTemoigner.objects.filter(personne__in=fiches)
    siennes = list(demandes.values_list("pk", flat=True))
    demandes.delete()
    # Last: deleting one writes down what it said.
    DemandeDeTemoigner.history.filter(id__in=siennes).delete()
    for personne in fiches:
        personne.prenom, personne.nom = "", anonymat.EFFACE
        personne.fonction = personne.courriel = personne.telephone = personne.temoignage = ""
        personne.contact_cooperation, personne.compte = False, None
        personne.save()
        personne.history.all().delete()
        nombre += 1
    return f"Fiches du réseau rendues anonymes : {nombre}."


@effaceur_de_fiches(
    "aux enquêtes, ce qu’elle a écrit et ce qui a été noté d’elle, le nom de sa "
    "structure gardé avec ses réponses, sa place parmi les premiers appuis"
)
def effacer_les_reponses(fiches):
    """Listed after the cards, hence done before: they still lead to them."""
    nombre = sum(anonymat.effacer(d) for d in Destinataire.objects.filter(personne__in=fiches))
    return f"Réponses aux enquêtes rendues anonymes : {nombre}." if nombre else ""


@effaceur_de_fiches("ce qui s’est dit quand la mission l’a contactée")
def effacer_ce_qui_s_est_dit(fiches):
    """A group to contact stays in the list, without what was said with this person; its history neither."""
    groupes = GroupeAContacter.objects.filter(Q(personne__in=fiches) | Q(interlocuteur__in=fiches))
    siens = GroupeAContacter.objects.filter(pk__in=list(groupes.values_list("pk", flat=True)))
    GroupeAContacter.history.filter(id__in=siens.values("pk")).delete()
    nombre = siens.update(note="")
    return f"Prises de contact rendues anonymes : {nombre}." if nombre else ""


@effaceur_de_fiches("ce qui a été dit de l’offre d’appui")
def effacer_ce_qui_fut_dit_de_l_offre(fiches):
    """A remark stays counted, with what was made of it; neither its words nor who said them."""
    siennes = RemarqueSurLOffre.objects.filter(personne__in=fiches)
    nombre = siennes.update(personne=None, texte="Remarque effacée à la demande de qui l’a faite.", precision="")
    return f"Remarques sur l’offre rendues anonymes : {nombre}." if nombre else ""


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
@effaceur_de_fiches("ses inscriptions aux listes de diffusion, son adresse sur les lettres envoyées")
def quitter_les_listes(fiches):
    """What was sent stays counted, to nobody; a refusal stays too, as a print that names nobody."""
    inscriptions, _ = Inscription.objects.filter(personne__in=fiches).delete()
    envois = EnvoiDeLettre.objects.filter(personne__in=fiches)
    nombre = envois.update(nom="", courriel="", personne=None)
    Desabonnement.objects.filter(personne__in=fiches).update(personne=None)
    if not inscriptions and not nombre:
        return ""
    return f"Listes de diffusion quittées : {inscriptions} ; envois de lettres rendus anonymes : {nombre}."


# --- after a backup was restored -----------------------------------------------------------------


@reapplication(DESTINATAIRE, "Destinataires d’enquêtes effacés de nouveau")
def effacer_de_nouveau_les_destinataires(dates):
    revenus = [
        d
        for d in Destinataire.objects.filter(pk__in=dates).select_related("enquete")
        if not anonymat.est_efface(d) and _connu_depuis(d) < dates[d.pk]
    ]
    for destinataire in revenus:
        anonymat.effacer(destinataire)
    return len(revenus)


def _connu_depuis(destinataire):
    """The number alone does not name a person: see `registre_effacements.effaces`."""
    dates = (destinataire.envoye_le, destinataire.commence_le, destinataire.refuse_le, destinataire.repondu_le)
    return min(filter(None, dates), default=destinataire.enquete.creee_le)


@reapplication(FICHE, "Fiches du réseau effacées de nouveau")
def effacer_de_nouveau_les_fiches(dates):
    revenues = [
        p
        for p in Personne.objects.filter(pk__in=dates, compte=None)
        if not anonymat.fiche_effacee(p) and p.history.earliest().history_date < dates[p.pk]
    ]
    for personne in revenues:
        anonymat.effacer_la_fiche(personne)
    return len(revenues)
