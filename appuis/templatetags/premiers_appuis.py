"""The appuis of the actors that an enquête retained, on its page."""

from django import template
from django.db.models import Q

from appuis.models import Appui

register = template.Library()


@register.simple_tag
def avec_appuis(user, fiches):
    """[(fiche, appuis)]: of the structure of the person asked, else of that person; the latest first.

    `fiches`: their `destinataire.personne` is a card of the réseau, or None. Three queries, however many.
    """
    personnes = [f.destinataire.personne for f in fiches if f.destinataire.personne]
    ciblee = Q(structures__in={p.structure_id for p in personnes if p.structure_id})
    ciblee |= Q(beneficiaires__in={p.pk for p in personnes if not p.structure_id})
    appuis = []
    if personnes:
        visibles = Appui.objects.visibles_par(user).filter(pk__in=Appui.objects.filter(ciblee).values("pk"))
        appuis = list(visibles.prefetch_related("structures", "beneficiaires").order_by("-ouvert_le", "-pk"))
    return [(fiche, [a for a in appuis if _concerne(a, fiche.destinataire.personne)]) for fiche in fiches]


def _concerne(appui, personne):
    if personne is None:
        return False
    if personne.structure_id:
        return personne.structure_id in [structure.pk for structure in appui.structures.all()]
    return personne.pk in [beneficiaire.pk for beneficiaire in appui.beneficiaires.all()]
