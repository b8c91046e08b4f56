"""What the missions ask to be done while nobody looks: see coopappui.travaux."""

from datetime import timedelta

from django.utils.formats import date_format

from comptes.rappels import AVANT, Rappel, moment, source
from missions.models import ActionDePhase, Membre


@source
def actions_de_mission(aujourd_hui):
    """The actions that a member took on, seven days before they are due, then two."""
    limite = aujourd_hui + timedelta(days=max(AVANT))
    ouvertes = ActionDePhase.objects.ouvertes().filter(echeance__range=(aujourd_hui, limite)).exclude(qui=None)
    presents = set(Membre.objects.actifs().values_list("mission", "utilisateur"))
    for action in ouvertes.select_related("qui", "mission"):
        if (action.mission_id, action.qui_id) in presents:
            yield Rappel(
                action.qui,
                f"action-{action.pk}-{moment(action.echeance, aujourd_hui)}",
                f"« {action.titre} » est prévu pour le {date_format(action.echeance, 'j F')}.",
                action.get_absolute_url(),
            )
