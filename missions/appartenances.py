"""The memberships of the signed-in person, read once a request and shared by the navigation and the views."""

from django.db.models import Exists
from django.shortcuts import get_object_or_404

from missions.models import Membre, Mission, Personne


def appartenances(user):
    """Active memberships with their missions; each says whether the user also is a bénéficiaire (`beneficie`)."""
    if not hasattr(user, "_appartenances"):
        beneficie = Exists(Personne.objects.filter(compte_id=user.pk))
        actives = Membre.objects.actifs_de(user).select_related("mission").annotate(beneficie=beneficie)
        user._appartenances = list(actives.order_by("mission__nom"))
    return user._appartenances


def est_charge(user, mission):
    return mission.pk in ou_charge(user)


def ou_charge(user):
    """The numbers of the missions where they write."""
    return {a.mission_id for a in appartenances(user) if a.role == Membre.Role.CHARGE}


def est_responsable(user, mission):
    return any(a.mission_id == mission.pk and a.role == Membre.Role.RESPONSABLE for a in appartenances(user))


def mission_de(request, pk):
    """The mission whose page this is: a stranger gets 404."""
    return get_object_or_404(Mission.objects.visibles_par(request.user), pk=pk)
