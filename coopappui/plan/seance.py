"""One sitting, one line of history: a draft that saves itself every two seconds must not fill the history.

Between two states written by the same person within SEANCE, only the last is kept; the first state of the sitting,
from which the changes are told, stays.
"""

import datetime
from itertools import pairwise

from django.utils import timezone

SEANCE = datetime.timedelta(minutes=15)


def resserrer(objets):
    """Takes out of the history of these objects, all of one model, the states that the latest replaces."""
    objets = [objet for objet in objets if objet.pk]
    if not objets:
        return
    historique = type(objets[0]).history.model
    cle = type(objets[0])._meta.pk.attname
    recents = historique.objects.filter(
        **{f"{cle}__in": [objet.pk for objet in objets]}, history_date__gte=timezone.now() - SEANCE
    )
    lignes = list(
        recents.order_by(cle, "-history_date", "-history_id").values_list(
            "history_id", cle, "history_user_id", "history_type", "history_change_reason"
        )
    )
    inutiles = [
        avant[0]
        for apres, avant in pairwise(lignes)
        # Same object, same person, and a mere change: neither the creation nor a step that says why.
        if apres[1:4] == avant[1:4] and avant[3] == "~" and not apres[4] and not avant[4]
    ]
    if inutiles:
        historique.objects.filter(history_id__in=inutiles).delete()
