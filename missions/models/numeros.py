"""Numbers given in a mission, year after year: « 2026-0042 », without gap nor twin."""

from django.db.models import Max
from django.utils import timezone

from missions.models.mission import Mission


def prochain_rang(rangees, mission_id, le):
    """(annee, rang) of the next of `rangees`, a queryset with `mission`, `annee` and `rang`.

    Call it in the transaction that writes the row: one number at a time in a mission.
    """
    Mission.objects.select_for_update(no_key=True).get(pk=mission_id)
    annee = timezone.localtime(le).year
    dernier = rangees.filter(mission=mission_id, annee=annee).aggregate(Max("rang"))["rang__max"]
    return annee, (dernier or 0) + 1
