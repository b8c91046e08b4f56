"""Inviting somebody to an appui or a project; the page behind the link they receive."""

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from appuis.acces import AccesDe
from appuis.forms.invitations import ChoixDeCible, InvitationForm
from appuis.models import Appui, Invitation, Projet
from comptes.invitations import entrer_par_un_code
from coopappui.retour import revenir
from missions.appartenances import est_charge
from missions.models import Personne

lire_ou_poster = require_http_methods(["GET", "HEAD", "POST"])
TROP = "Beaucoup d’invitations sont parties en peu de temps : patientez une heure, puis recommencez."


# --- the officer ------------------------------------------------------------------------------


@require_safe
def acces_a_un_appui(request, pk):
    """Asked for by the page of the appui once it is read."""
    appuis = Appui.objects.visibles_par(request.user).select_related("mission")
    appui = get_object_or_404(appuis, pk=pk)
    porte = est_charge(request.user, appui.mission) and appui.porte_par(request.user)
    return _acces(request, appui, modifiable=porte, ouvert=appui.ouvert)


@require_safe
def acces_a_un_projet(request, pk):
    projet = get_object_or_404(Projet.objects.visibles_par(request.user).select_related("mission"), pk=pk)
    return _acces(request, projet, modifiable=est_charge(request.user, projet.mission), ouvert=True)


def _acces(request, cible, **contexte):
    contexte |= {"acces": AccesDe(cible), "gabarit": "fragment.html" if request.htmx else "base.html"}
    return render(request, "invitations/acces.html", contexte)


@lire_ou_poster
def a_un_appui(request, pk):
    appui = get_object_or_404(Appui.objects.modifiables_par(request.user).select_related("mission"), pk=pk)
    return _inviter(request, appui, ("Appuis", reverse("suivi_appuis")), _ROLES["appui"])


@lire_ou_poster
def a_un_projet(request, pk):
    projet = get_object_or_404(Projet.objects.modifiables_par(request.user).select_related("mission"), pk=pk)
    return _inviter(request, projet, ("Projets", reverse("suivi_actions")), _ROLES["projet"])


_ROLES = {
    "appui": "La personne devient bénéficiaire de l’appui : elle lira sa feuille de route, les engagements, les "
    "documents remis et les fiches partagées. Jamais vos notes ni les points travaillés.",
    "projet": "La personne suivra le projet : son avancement, ses partenaires, les fiches partagées et les documents "
    "remis. Rien des appuis, ni du financement.",
}


def _inviter(request, cible, liste, intro):
    form = InvitationForm(
        request.POST or None, user=request.user, cible=cible, initial={"personne": request.GET.get("personne")}
    )
    if form.is_valid() and _envoyer(request, form):
        return redirect(cible)
    contexte = {
        "titre": "Inviter une personne",
        "form": form,
        "bouton": "Envoyer l’invitation",
        "retour": cible.get_absolute_url(),
        "fil": [liste, (str(cible), cible.get_absolute_url())],
        "intro": intro,
    }
    return render(request, "formulaire.html", contexte)


@lire_ou_poster
def une_personne(request, pk):
    """From the card of a person: to which appui, to which project?"""
    personnes = Personne.objects.modifiables_par(request.user).select_related("mission", "compte")
    personne = get_object_or_404(personnes, pk=pk)
    form = ChoixDeCible(request.POST or None, user=request.user, personne=personne)
    if form.is_valid() and _envoyer(request, form):
        return redirect(personne)
    contexte = {
        "titre": f"Inviter {personne}",
        "form": form,
        "bouton": "Envoyer l’invitation",
        "retour": personne.get_absolute_url(),
        "fil": [("Personnes", reverse("reseau:personnes")), (str(personne), personne.get_absolute_url())],
        "intro": "Un e-mail lui donne un lien, valable quatorze jours, vers ce que vous choisissez ici.",
    }
    return render(request, "formulaire.html", contexte)


def _envoyer(request, form):
    """False when the form says why the invitation did not leave."""
    if not ratelimit.consume(request, action="inviter"):
        form.add_error(None, TROP)
        return False
    invitation = form.envoyer()
    if invitation and not form.deja_envoyee:
        messages.success(request, f"Invitation envoyée à {invitation.personne}, {invitation.courriel}.")
    return invitation is not None


@require_POST
def renvoyer(request, pk):
    invitation = _invitation(request, pk)
    if not ratelimit.consume(request, action="inviter"):
        messages.error(request, TROP)
        return revenir(request, invitation.cible)
    try:
        invitation = invitation.renvoyer(request.user)
    except ValidationError as refus:
        messages.error(request, " ".join(refus.messages))
    else:
        messages.success(request, f"Nouveau lien envoyé à {invitation.courriel} ; le précédent n’ouvre plus rien.")
    return revenir(request, invitation.cible)


@require_POST
def revoquer(request, pk):
    invitation = _invitation(request, pk).revoquer(request.user)
    fait = "n’a plus accès" if invitation.acceptee_le else "ne peut plus accepter cette invitation"
    messages.success(request, f"{invitation.personne} {fait}.")
    return revenir(request, invitation.cible)


def _invitation(request, pk):
    return get_object_or_404(Invitation.objects.modifiables_par(request.user).avec_tout(), pk=pk)


# --- the invited person -----------------------------------------------------------------------


@login_not_required
@lire_ou_poster
def ouvrir(request, jeton):
    """Reading the page takes nothing: mail programs open links too. Confirming takes the link, once."""
    invitation = Invitation.objects.avec_tout().du_lien(jeton).first()
    if invitation is None or not invitation.utilisable:
        return _ne_sert_plus(request, invitation)
    sienne = request.user.is_authenticated and request.user.email == invitation.courriel
    quelqu_un_d_autre = request.user.is_authenticated and not sienne
    if request.method == "POST" and not quelqu_un_d_autre:
        if not ratelimit.consume(request, action="ouvrir_une_invitation"):
            return ratelimit.respond_429(request)
        try:
            compte = invitation.accepter()
        except ValidationError:
            return _ne_sert_plus(request, invitation)
        if sienne:
            messages.success(request, f"Bienvenue : {invitation.objet} est dans votre espace.")
            return redirect(invitation.adresse_de_l_espace)
        return entrer_par_un_code(request, compte, suite=invitation.adresse_de_l_espace)
    contexte = {"invitation": invitation, "sienne": sienne, "quelqu_un_d_autre": quelqu_un_d_autre}
    return render(request, "invitations/ouvrir.html", contexte)


def _ne_sert_plus(request, invitation):
    """The same page for a link accepted, revoked, expired, replaced or invented: it tells nothing of anybody.

    Only the person themselves, signed in, finds again what they accepted.
    """
    if invitation and invitation.acceptee_le and not invitation.revoquee_le:
        siens = type(invitation.cible).objects.partages_avec(request.user)
        if request.user.is_authenticated and siens.filter(pk=invitation.cible.pk).exists():
            return redirect(invitation.adresse_de_l_espace)
    return render(request, "invitations/ne_sert_plus.html", status=410)
