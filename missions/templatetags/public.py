"""The way to the public pages, from those of sign-in."""

from django import template

from missions.models import Mission

register = template.Library()


@register.simple_tag
def une_mission_est_publique():
    return Mission.objects.publiques().exists()
