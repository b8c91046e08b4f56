"""The appuis of the actors that an enquête retained, on its page."""

from django import template
from django.db.models import Q

from appuis.models import Appui

register = template.Library()


@register.simple_tag
def avec_appuis(user, acteurs):
    """[(actor, appuis)]: of its structure, else of the person asked; the latest first. Three queries, however many."""
    structures = {a.structure_id for a in acteurs if a.structure_id}
    personnes = {a.personne_id for a in acteurs if a.personne_id and not a.structure_id}
    appuis = []
    if structures or personnes:
        ciblee = Q(structures__in=structures) | Q(beneficiaires__in=personnes)
        siens = Appui.objects.filter(ciblee).values("pk")
        appuis = list(
            Appui.objects.visibles_par(user)
            .filter(pk__in=siens)
            .prefetch_related("structures", "beneficiaires")
            .order_by("-ouvert_le", "-pk")
        )
    return [(acteur, [appui for appui in appuis if _concerne(appui, acteur)]) for acteur in acteurs]


def _concerne(appui, acteur):
    if acteur.structure_id:
        return acteur.structure_id in [s.pk for s in appui.structures.all()]
    return acteur.personne_id in [p.pk for p in appui.beneficiaires.all()]
