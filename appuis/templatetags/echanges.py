"""What awaits somebody in the conversations and the croisements, on the pages of others."""

from django import template
from django.db.models import F

from appuis import conversations
from appuis.croiser import Comparaison, a_departager
from appuis.models import PointDeVue

register = template.Library()


@register.inclusion_tag("espace/_conversation.html")
def conversation(user, appui):
    """On the bénéficiaire's page of an appui: the last message, how many are new, and where to write."""
    return {"appui": appui, **conversations.resume(user, appui)}


@register.inclusion_tag("conversation/_de_l_appui.html")
def messages_de_l_appui(user, appui):
    """On the page of an appui, for those who carry it."""
    return {"appui": appui, **conversations.resume(user, appui)}


@register.inclusion_tag("conversation/_non_lus.html")
def messages_non_lus(user):
    """On the home page: the conversations where something is new."""
    return {"conversations": conversations.non_lus(user)}


@register.inclusion_tag("croisement/_du_projet.html")
def croisement_du_projet(projet, modifiable):
    """On the page of a project, which has read its partners, its money and its actions already."""
    croisement = projet.croisements.order_by(F("clos_le").desc(nulls_first=True)).first()
    comparaison = None
    if croisement and croisement.ouvert:
        croisement.projet = projet
        comparaison = Comparaison(croisement, list(PointDeVue.objects.filter(croisement=croisement).a_comparer()))
    return {"projet": projet, "modifiable": modifiable, "croisement": croisement, "comparaison": comparaison}


@register.inclusion_tag("croisement/_a_departager.html")
def informations_a_departager(user):
    """In the to-do list."""
    return {"comparaisons": a_departager(user)}
