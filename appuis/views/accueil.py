"""The home page: what awaits an officer, the mission's figures for a responsable, the way in for the others."""

from datetime import timedelta

from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from appuis.chiffres import chiffres_de_l_agent, chiffres_de_la_mission
from appuis.models import Appui, DemandeDAppui, Engagement, Evenement, Projet
from missions.a_faire import a_lire_par, taches
from missions.appartenances import appartenances
from missions.models import Membre
from missions.phases import avancements

# How many engagements and appuis the home page reads before counting them: nobody has more on their plate.
LUS = 200


@require_safe
def accueil(request):
    roles = {a.role for a in appartenances(request.user)}
    if not roles:
        return _sans_mission(request)
    contexte = {"charge": Membre.Role.CHARGE in roles, "responsable": Membre.Role.RESPONSABLE in roles}
    contexte |= _du_membre(request.user)
    if contexte["charge"]:
        agent = _de_l_agent(request.user)
        contexte |= agent | {"presses": contexte["presses"] + agent["presses"]}
    if contexte["responsable"]:
        missions = [a.mission for a in appartenances(request.user) if a.role == Membre.Role.RESPONSABLE]
        contexte["chiffres_mission"] = chiffres_de_la_mission(missions)
        contexte["avancements"] = avancements(missions)
    contexte["activite"] = (
        Evenement.objects.visibles_par(request.user).select_related("appui", "par").order_by("-le")[:8]
    )
    return render(request, "accueil/accueil.html", contexte)


def _sans_mission(request):
    """A bénéficiaire goes to their own space, an administrator to the admin; a lone account is told whom to ask."""
    if any(modele.objects.partages_avec(request.user).exists() for modele in (Appui, Projet)):
        return redirect("espace:espace")
    return render(request, "accueil/sans_mission.html")


def _du_membre(user):
    a_lire, pressees = a_lire_par(user), [tache for tache in taches(user) if tache.presse]
    return {"a_lire": a_lire, "taches": pressees, "presses": len(a_lire) + len(pressees)}


def _de_l_agent(user):
    visibles = Appui.objects.visibles_par(user)
    engagements = list(
        Engagement.objects.visibles_par(user)
        .a_faire_par(user)
        .filter(echeance__isnull=False)
        .select_related("appui", "projet", "charge", "personne")
        .par_echeance()[:LUS]
    )
    a_relancer = list(
        visibles.portes_par(user)
        .a_relancer(missions={a.mission for a in appartenances(user)})
        .prefetch_related("structures")[:LUS]
    )
    miens = visibles.portes_par(user).en_cours().avec_dernier_echange().select_related("projet")
    demandes = list(DemandeDAppui.objects.a_qualifier_par(user)[:LUS])
    urgents = [e for e in engagements if e.urgence in ("En retard", "Dans les sept jours")]
    return {
        "engagements": engagements[:7],
        "retards": sum(e.retard > 0 for e in urgents),
        "a_relancer": a_relancer[:6],
        "nombre_a_relancer": len(a_relancer),
        "mes_appuis": miens.prefetch_related("structures").order_by("-dernier_echange", "-pk")[:8],
        "chiffres": chiffres_de_l_agent(user),
        "demandes": demandes,
        "presses": len(urgents) + len(a_relancer) + len(demandes),
        "dans_deux_semaines": timezone.localdate() + timedelta(days=14),
    }
