"""Filters of the tableaux."""

from django import template
from django.utils.html import escape
from django.utils.safestring import mark_safe

register = template.Library()


@register.filter
def coupures(intitule):
    """A heading that may break after each slash: « territoire/groupe/acteur » fits a narrow column."""
    return mark_safe(escape(intitule).replace("/", "/<wbr>"))
