"""Erasing what an enquête knows of somebody: what was ticked stays, counted, without anything that names them."""

from django.db import transaction
from django.utils import timezone

from missions.models import Appreciation, ContactDEnquete, Destinataire, Marque, Reponse

EFFACE = "Personne effacée"


def taire(destinataires):
    """What was written goes, by them or about them; nobody plans to begin with them. Returns how many answers."""
    nombre = 0
    for reponse in Reponse.objects.filter(destinataire__in=destinataires).select_related("question"):
        nombre += 1
        if isinstance(reponse.valeur, dict) and "choix" in reponse.valeur:
            reponse.valeur["precisions"] = {}
            reponse.save(update_fields=["valeur", "modifiee_le"])
        elif not reponse.question.reponses_possibles():
            reponse.delete()
    ContactDEnquete.objects.filter(destinataire__in=destinataires).delete()
    Marque.objects.filter(destinataire__in=destinataires).update(note="")
    Appreciation.objects.filter(destinataire__in=destinataires).update(rang=None, pourquoi="", retenu_par=None)
    destinataires.update(organisme="", courriel="", telephone="", graine="", empreinte="")
    return nombre


@transaction.atomic
def effacer(destinataire):
    """At their request, with an account or without; their card of the réseau, if any, is not linked any more.

    Answers that were sent still count, a refusal too; from anybody else nothing is awaited any more.
    """
    verrou = Destinataire.objects.select_for_update(of=("self",)).select_related("personne__structure__type")
    destinataire = verrou.get(pk=destinataire.pk)
    if not destinataire.repondu_le:
        destinataire.reponses.all().delete()
    if not (destinataire.repondu_le or destinataire.refuse_le):
        destinataire.revoque_le = destinataire.revoque_le or timezone.now()
    # The kind of structure is what answers are counted by.
    destinataire.type_structure = destinataire.type_d_acteur
    destinataire.personne, destinataire.nom = None, EFFACE
    destinataire.save()
    taire(Destinataire.objects.filter(pk=destinataire.pk))
