"""The published offers on the public page of their mission."""

from django import template

from outils.models import OffreCooperation

register = template.Library()
MONTREES = 3


@register.inclusion_tag("public/_dernieres_offres.html")
def dernieres_offres(mission):
    offres = OffreCooperation.objects.publiees().filter(mission=mission).order_by("-date_publication", "-pk")
    return {"mission": mission, "offres": offres[:MONTREES]}
