"""A mission, its settings and its members; the access a person of the réseau has to their own appuis."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from comptes.invitations import inviter
from missions.appartenances import est_charge, est_responsable
from missions.forms.mission import Depart, NouveauMembre, PagesPubliques, Reglages, Role
from missions.models import Membre, Mission, Personne

lire_ou_poster = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def mission(request, pk):
    mission = get_object_or_404(Mission.objects.visibles_par(request.user), pk=pk)
    membres = list(mission.membres.select_related("utilisateur"))
    contexte = {
        "mission": mission,
        "presents": [m for m in membres if m.present],
        "partis": [m for m in membres if not m.present],
        "dirige": est_responsable(request.user, mission),
        "appuie": est_charge(request.user, mission),
    }
    return render(request, "mission/mission.html", contexte)


@lire_ou_poster
def modifier(request, pk):
    mission = get_object_or_404(Mission.objects.avec_responsable(request.user), pk=pk)
    form = Reglages(request.POST or None, instance=mission)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, "Réglages enregistrés.")
        return redirect("mission:mission", pk)
    contexte = {"titre": "Présentation et réglages", "form": form, "retour": reverse("mission:mission", args=[pk])}
    return render(request, "formulaire.html", contexte | {"fil": _fil(mission)})


@lire_ou_poster
def pages_publiques(request, pk):
    mission = get_object_or_404(Mission.objects.avec_responsable(request.user), pk=pk)
    form = PagesPubliques(request.POST or None, instance=mission)
    if request.method == "POST" and form.is_valid():
        mission = form.save()
        etat = "sont ouvertes à tous" if mission.publique else "restent fermées aux visiteurs"
        messages.success(request, f"C’est enregistré : les pages publiques {etat}.")
        return redirect("mission:mission", pk)
    contexte = {"titre": "Pages publiques", "form": form, "retour": reverse("mission:mission", args=[pk])}
    return render(request, "mission/pages_publiques.html", contexte | {"fil": _fil(mission), "mission": mission})


@lire_ou_poster
def membre_nouveau(request, pk):
    mission = get_object_or_404(Mission.objects.avec_responsable(request.user), pk=pk)
    form = NouveauMembre(request.POST or None)
    if request.method == "POST" and form.is_valid():
        membre = form.ajouter_a(mission)
        role = membre.get_role_display().lower()
        _inviter(request, membre.utilisateur, f"vous ajoute à la mission « {mission} », comme {role}")
        messages.success(request, f"Invitation envoyée à {form.cleaned_data['courriel']}.")
        return redirect("mission:mission", pk)
    contexte = {
        "titre": "Ajouter un membre",
        "form": form,
        "bouton": "Ajouter et inviter",
        "retour": reverse("mission:mission", args=[pk]),
        "fil": _fil(mission),
        "intro": "Un e-mail lui explique comment entrer. Si cette adresse a déjà un compte, c’est lui qui est ajouté.",
    }
    return render(request, "formulaire.html", contexte)


@lire_ou_poster
def membre(request, pk):
    """Role and departure of a member."""
    membre = get_object_or_404(_membres(request), pk=pk)
    form = Role(request.POST or None, initial={"role": membre.role})
    if request.method == "POST" and form.is_valid():
        try:
            membre.changer_de_role(form.cleaned_data["role"])
        except ValidationError as refus:
            form.add_error("role", refus)
        else:
            messages.success(request, f"{membre.utilisateur} : {membre.get_role_display().lower()}.")
            return redirect("mission:mission", membre.mission_id)
    return _page_du_membre(request, membre, form=form)


@require_POST
def desactiver(request, pk):
    membre = get_object_or_404(_membres(request), pk=pk)
    depart = Depart(request.POST, membre=membre)
    if depart.is_valid():
        try:
            membre.desactiver()
        except ValidationError as refus:
            depart.add_error(None, refus)
        else:
            messages.success(request, f"{membre.utilisateur} n’entre plus dans la mission.")
            return redirect("mission:mission", membre.mission_id)
    return _page_du_membre(request, membre, depart=depart)


@require_POST
def reactiver(request, pk):
    membre = get_object_or_404(_membres(request), pk=pk)
    membre.reactiver()
    messages.success(request, f"{membre.utilisateur} entre de nouveau dans la mission.")
    return redirect("mission:mission", membre.mission_id)


@require_POST
def retirer_acces(request, pk):
    personne = get_object_or_404(Personne.objects.modifiables_par(request.user), pk=pk)
    personne.compte = None
    personne.save(update_fields=["compte"])
    # A link still waiting in a mailbox would open again what is being closed.
    personne.invitations.revoquer(request.user)
    messages.success(request, f"{personne} n’a plus accès à ses appuis.")
    return redirect(personne)


def _fil(mission):
    return [(mission.nom, reverse("mission:mission", args=[mission.pk]))]


def _membres(request):
    return Membre.objects.modifiables_par(request.user).select_related("mission", "utilisateur")


def _page_du_membre(request, membre, form=None, depart=None):
    contexte = {
        "membre": membre,
        "form": form or Role(initial={"role": membre.role}),
        "depart": depart or Depart(membre=membre),
        "appuis": membre.appuis_en_cours().count(),
    }
    return render(request, "mission/membre.html", contexte)


def _inviter(request, compte, geste):
    # On one line: a name is somebody's typing, and this goes into a mail.
    inviter(request, compte, " ".join(f"{request.user} {geste}.".split()))
