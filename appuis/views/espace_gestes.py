"""What a bénéficiaire does in their space about the appui itself: read the charte, invite a colleague, put an end."""

from allauth.core import ratelimit
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from appuis.forms.espace import FinForm
from appuis.forms.invitations import CollegueForm
from appuis.models import Appui, Invitation, RaisonConfiee
from appuis.views.invitations import TROP
from comptes.models import Sujet
from comptes.notifications import prevenir
from coopappui.texte import guillemets, numero
from missions.models import PriseDeConnaissance, VersionDeDocument

FINI = "L’appui a déjà pris fin : rien de plus n’a été noté."
lire_ou_poster = require_http_methods(["GET", "HEAD", "POST"])


@lire_ou_poster
def charte(request, pk):
    """The charte in force of a mission that supports this person; read, it is said so once, for this version."""
    siennes = Appui.objects.partages_avec(request.user).values("mission")
    versions = VersionDeDocument.objects.publiques().filter(mission__in=siennes)
    version = get_object_or_404(versions.select_related("mission"), mission=pk)
    if request.method == "POST":
        if numero(request.POST.get("version")) == version.pk:
            PriseDeConnaissance.objects.noter(version, request.user)
            messages.success(request, "C’est noté : vous avez pris connaissance de la charte.")
            return redirect("espace:espace")
        messages.warning(request, "Une nouvelle version vient d’être publiée : la voici. Lisez-la avant de confirmer.")
    prise = version.prises_de_connaissance.filter(compte=request.user).first()
    return render(request, "espace/charte.html", {"version": version, "prise": prise})


@lire_ou_poster
def inviter(request, pk):
    """A colleague of the project, when the officer lets the bénéficiaires invite."""
    appuis = Appui.objects.partages_avec(request.user).ouverts().filter(invitations_ouvertes=True)
    appui = get_object_or_404(appuis.exclude(projet=None).select_related("projet", "charge", "mission"), pk=pk)
    form = CollegueForm(request.POST or None, user=request.user, appui=appui)
    if form.is_valid() and (invitation := _inviter(request, form)):
        if not form.deja_envoyee:
            titre = f"{request.user} a invité {invitation.personne} au projet {guillemets(appui.projet)}"
            prevenir(appui.officiers(), Sujet.ACCES, titre, appui.projet.get_absolute_url(), sauf=request.user)
            messages.success(request, f"Invitation envoyée à {form.cleaned_data['courriel']}.")
        return redirect("espace:inviter", pk)
    envoyees = Invitation.objects.de(appui.projet).filter(par=request.user).select_related("personne")
    contexte = {
        "titre": "Inviter un collègue",
        "form": form,
        "bouton": "Envoyer l’invitation",
        "retour": reverse("espace:appui", args=[pk]),
        "fil": [("Mon espace", reverse("espace:espace")), (str(appui.projet), reverse("espace:appui", args=[pk]))],
        "intro": f"Votre collègue suivra le projet {guillemets(appui.projet)} : son avancement, ses partenaires, les "
        f"fiches partagées. {appui.charge} en est prévenu.",
        "envoyees": envoyees,
    }
    return render(request, "espace/inviter.html", contexte)


def _inviter(request, form):
    if ratelimit.consume(request, action="inviter_un_collegue"):
        return form.envoyer()
    form.add_error(None, TROP)
    return None


@lire_ou_poster
def mettre_fin(request, pk):
    """At any time, with or without a reason; the reason is for those who carry the appui, and for nobody else."""
    appui = get_object_or_404(Appui.objects.partages_avec(request.user).select_related("charge"), pk=pk)
    if not appui.ouvert:
        if request.method == "POST":
            messages.info(request, FINI)
        return redirect("espace:appui", pk)
    form = FinForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        if _arreter(appui, request.user, form.cleaned_data["raison"]):
            messages.success(request, "Vous avez mis fin à l’appui. Il peut reprendre quand vous voulez.")
        else:
            messages.info(request, FINI)
        return redirect("espace:appui", pk)
    contexte = {
        "titre": "Mettre fin à l’appui",
        "appui": appui,
        "form": form,
        "bouton": "Mettre fin à l’appui",
        "qui_lit": "Seuls ceux qui portent l’appui lisent ce que vous écrivez ici.",
        "retour": reverse("espace:appui", args=[pk]),
        "fil": [("Mon espace", reverse("espace:espace")), (str(appui), reverse("espace:appui", args=[pk]))],
    }
    return render(request, "espace/mettre_fin.html", contexte)


@transaction.atomic
def _arreter(appui, user, raison):
    """False when it was stopped meanwhile."""
    appui = Appui.objects.select_for_update().get(pk=appui.pk)
    try:
        appui.arreter(user, Appui.MotifArret.BENEFICIAIRE)
    except ValidationError:
        return False
    if raison:
        RaisonConfiee.objects.create(appui=appui, auteur=user, texte=raison)
    titre = f"{user} met fin à l’appui {guillemets(appui)}"
    prevenir(appui.officiers(), Sujet.APPUI, titre, appui.get_absolute_url(), sauf=user)
    return True
