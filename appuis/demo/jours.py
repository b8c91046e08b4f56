"""Days counted from the day of loading, moved off the week-ends, and how an object is given its past."""

from datetime import datetime, time, timedelta

from django.utils import timezone


class Calendrier:
    def __init__(self, aujourd_hui=None):
        self.aujourd_hui = aujourd_hui or timezone.localdate()
        self.maintenant = timezone.now()

    def jour(self, ecart):
        """`ecart` days from today: the Friday before a past week-end, the Monday after one to come."""
        if ecart is None:
            return None
        jour = self.aujourd_hui + timedelta(days=ecart)
        deborde = jour.weekday() - 4  # 1 on Saturdays, 2 on Sundays
        if deborde <= 0:
            return jour
        return jour - timedelta(days=deborde) if ecart <= 0 else jour + timedelta(days=3 - deborde)

    def instant(self, ecart, rang=0):
        """An hour of that working day, later as `rang` grows; never to come."""
        matin = datetime.combine(self.jour(ecart), time(9, 20), tzinfo=timezone.get_current_timezone())
        return min(matin + timedelta(minutes=83 * rang + ecart % 37), self.maintenant)


def signer(objet, par, quand):
    """The next saves of this object are entered in its history under this name and date."""
    objet._history_user, objet._history_date = par, quand
    return objet


def dater(objet, **instants):
    """Rewrites the dates that the model sets by itself, in the object and in its history."""
    type(objet)._base_manager.filter(pk=objet.pk).update(**instants)
    for nom, quand in instants.items():
        setattr(objet, nom, quand)
    historique = getattr(objet, "history", None)
    if historique is None:
        return
    suivis = {champ.name for champ in historique.model._meta.fields}
    if communs := {nom: quand for nom, quand in instants.items() if nom in suivis}:
        historique.update(**communs)
