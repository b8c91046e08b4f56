"""What awaits somebody in the conversations and the croisements, on the pages of others."""

from django import template

from appuis import conversations

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
