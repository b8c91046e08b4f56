"""Erasing somebody of a mission: what an enquête knows of them, or their whole card of the réseau.

What was ticked stays, counted, and the card stays where appuis count it, without anything that names them. Both are
noted in the register of erasures, so that a backup restored does not bring them back.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import autodiscover_modules

from comptes import registre_effacements
from comptes.models import Notification, normaliser_courriel
from coopappui.courriel import retirer, va_a
from coopappui.donnees import effaceur
from coopappui.texte import en_une_ligne
from missions.models import Appreciation, ContactDEnquete, Destinataire, Marque, Personne

EFFACE = "Personne effacée"
DESTINATAIRE, FICHE = "destinataire", "fiche"
DES_FICHES = []


# --- what an enquête knows -----------------------------------------------------------------------


@transaction.atomic
def effacer(destinataire):
    """At their request, with an account or without; their card of the réseau, if any, is not linked any more.

    Answers that were sent still count, a refusal too; from anybody else nothing is awaited any more. Returns how many
    answers there were.
    """
    verrou = Destinataire.objects.select_for_update(of=("self",)).select_related(
        "enquete", "personne__structure__type"
    )
    destinataire = verrou.get(pk=destinataire.pk)
    _retirer_ce_qui_est_dit(destinataire)
    nombre = destinataire.reponses.count()
    if not destinataire.repondu_le:
        destinataire.reponses.all().delete()
    if not (destinataire.repondu_le or destinataire.refuse_le):
        destinataire.revoque_le = destinataire.revoque_le or timezone.now()
    # The kind of structure is what answers are counted by.
    destinataire.type_structure = destinataire.type_d_acteur
    destinataire.personne, destinataire.nom = None, EFFACE
    destinataire.organisme = destinataire.courriel = destinataire.telephone = ""
    destinataire.graine = destinataire.empreinte = ""
    destinataire.save()
    _taire(destinataire)
    registre_effacements.noter(destinataire.pk, DESTINATAIRE)
    return nombre


def est_efface(destinataire):
    return destinataire.personne_id is None and destinataire.nom == EFFACE


def _taire(destinataire):
    """What was written goes, by them or about them; nobody plans to begin with them."""
    for reponse in destinataire.reponses.select_related("question"):
        if isinstance(reponse.valeur, dict) and "choix" in reponse.valeur:
            reponse.valeur["precisions"] = {}
            reponse.save(update_fields=["valeur", "modifiee_le"])
        elif not reponse.question.reponses_possibles():
            reponse.delete()
    ContactDEnquete.objects.filter(destinataire=destinataire).delete()
    Marque.objects.filter(destinataire=destinataire).update(note="")
    Appreciation.objects.filter(destinataire=destinataire).update(rang=None, pourquoi="", retenu_par=None)


def _retirer_ce_qui_est_dit(destinataire):
    """« Ada a répondu », told to the team; and what has not left yet, to the team or to her."""
    annonces = Notification.objects.filter(cle=destinataire.cle_de_l_annonce)
    objets = set(annonces.values_list("titre", flat=True))
    adresse, enquete = destinataire.adresse, f"{en_une_ligne(destinataire.enquete.titre)} : "
    retirer(
        lambda courriel: (
            courriel["subject"] in objets
            or (adresse and va_a(courriel, adresse) and courriel["subject"].startswith(enquete))
        )
    )
    annonces.delete()


# --- a card of the réseau ------------------------------------------------------------------------


def effaceur_de_fiches(annonce):
    """Registers a function (cards of the réseau) -> sentence, which erases or makes anonymous what they hold or lead
    to: called with those of an account (coopappui.donnees), or with one that has none. `annonce`: what goes, in a few
    words, said before it is confirmed."""

    def enregistrer(fonction):
        DES_FICHES.append((annonce, fonction))
        effaceur(lambda compte: fonction(Personne.objects.filter(compte=compte)))
        return fonction

    return enregistrer


def ce_qui_s_efface():
    """All that goes with a card."""
    autodiscover_modules("donnees")
    return [annonce for annonce, _ in DES_FICHES]


@transaction.atomic
def effacer_la_fiche(personne):
    """Somebody without an account asks for it. Raises ValidationError when they have one: all of it is then erased,
    not the card of one mission only."""
    autodiscover_modules("donnees")
    personne = Personne.objects.select_for_update(of=("self",)).get(pk=personne.pk)
    if personne.compte_id:
        raise ValidationError(
            "Cette personne a un compte : elle demande elle-même l’effacement de ses données, depuis son profil."
        )
    fiches = Personne.objects.filter(pk=personne.pk)
    siennes = adresses(fiches)
    for _, fonction in reversed(DES_FICHES):
        fonction(fiches)
    retirer(lambda courriel: any(va_a(courriel, adresse) for adresse in siennes))
    registre_effacements.noter(personne.pk, FICHE)


def adresses(fiches):
    return {
        normaliser_courriel(courriel) for courriel in fiches.exclude(courriel="").values_list("courriel", flat=True)
    }


def fiche_effacee(personne):
    return personne.nom == EFFACE
