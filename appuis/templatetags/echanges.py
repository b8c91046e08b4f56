"""What awaits somebody in the conversations and the croisements, on the pages of others."""

from django import template
from django.db.models import prefetch_related_objects

from appuis import conversations
from appuis.croiser import Comparaison, a_departager
from appuis.models import PointDeVue
from appuis.models.points_de_vue import lignes_vues

register = template.Library()


@register.inclusion_tag("espace/_conversation.html")
def conversation(user, appui):
    """On the bénéficiaire's page of an appui: the last message, how many are new, and where to write."""
    return {"appui": appui, **conversations.resume(user, appui)}


@register.inclusion_tag("conversation/_non_lus.html")
def messages_non_lus(user):
    """On the home page: the conversations where something is new."""
    return {"conversations": conversations.non_lus(user)}


@register.inclusion_tag("croisement/_du_projet.html")
def croisement_du_projet(projet, modifiable):
    """On the page of a project, which has read its partners, its money and its actions already."""
    points = list(PointDeVue.objects.du_dernier_croisement(projet))
    croisement, comparaison = (points[0].croisement if points else None), None
    if croisement and croisement.ouvert:
        croisement.projet = projet
        prefetch_related_objects(points, *lignes_vues())
        comparaison = Comparaison(croisement, points)
    return {"projet": projet, "modifiable": modifiable, "croisement": croisement, "comparaison": comparaison}


@register.simple_tag
def informations_a_departager(user):
    """In the to-do list: for croisement/_a_departager.html."""
    return a_departager(user)
