"""Adding, proposing, changing, archiving a resource."""

from datetime import timedelta

from allauth.core import ratelimit
from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from appuis.forms.ressources import ProposerForm, RessourceForm
from appuis.models import Appui, Ressource
from comptes.models import Notification, Sujet
from comptes.notifications import prevenir
from missions.models import Mission

TROP = "Vous avez proposé beaucoup de ressources en peu de temps : patientez une heure, puis recommencez."
CONSEIL = {
    "titre": "Une ressource qu’on retrouve",
    "points": [
        "Un titre que vos interlocuteurs emploient, et un résumé qui dit à quoi elle sert.",
        "Cochez les étapes et les blocages : c’est ce qui la propose à côté d’un appui.",
        "Vos propres productions d’abord : elles sont mises en avant.",
        "Donnez un jour pour la revoir : un espace ressources vit, ou se vide.",
    ],
    "source": "Cap Rural, guide, p. 27-28",
}


def _fil():
    return [("Espace ressources", reverse("ressources:ressources"))]


def _envoi(request):
    return (request.POST, request.FILES) if request.method == "POST" else (None,)


@require_http_methods(["GET", "HEAD", "POST"])
def nouvelle(request):
    missions = list(Mission.objects.visibles_par(request.user))
    if not missions:
        raise Http404
    form = RessourceForm(*_envoi(request), par=request.user, missions=missions)
    if form.is_valid():
        ressource = form.save()
        messages.success(request, f"« {ressource} » est dans l’espace ressources.")
        return redirect(ressource)
    contexte = {"titre": "Ajouter une ressource", "form": form, "bouton": "Ajouter la ressource"}
    return _formulaire(request, contexte | {"retour": reverse("ressources:ressources"), "fil": _fil()})


@require_http_methods(["GET", "HEAD", "POST"])
def modifier(request, pk):
    ressource = get_object_or_404(Ressource.objects.modifiables_par(request.user), pk=pk)
    form = RessourceForm(*_envoi(request), par=request.user, missions=[], instance=ressource)
    if form.is_valid():
        form.save()
        messages.success(request, "La ressource est enregistrée.")
        return redirect(ressource)
    fil = [*_fil(), (ressource.titre, ressource.get_absolute_url())]
    contexte = {"titre": "Modifier la ressource", "form": form, "retour": ressource.get_absolute_url(), "fil": fil}
    return _formulaire(request, contexte)


def _formulaire(request, contexte):
    return render(request, "ressources/modifier.html", contexte | {"conseil": CONSEIL})


@require_http_methods(["GET", "HEAD", "POST"])
def proposer(request):
    """Anybody who reads the space may add to it; a member decides."""
    soutiens = Appui.objects.partages_avec(request.user).values("mission")
    missions = list(Mission.objects.visibles_par(request.user) | Mission.objects.filter(pk__in=soutiens).distinct())
    if not missions:
        raise Http404
    form = ProposerForm(*_envoi(request), par=request.user, missions=missions)
    if form.is_valid() and _pas_trop(request, form):
        ressource = form.save()
        if not form.deja_enregistre:
            _annoncer(ressource, request.user)
        messages.success(request, "Merci ! Votre proposition sera lue par l’équipe de la mission.")
        return redirect("ressources:ressources")
    contexte = {
        "titre": "Proposer une ressource",
        "form": form,
        "bouton": "Proposer",
        "retour": reverse("ressources:ressources"),
        "fil": _fil(),
        "intro": "Un document, un site, une vidéo qui vous a servi : d’autres en profiteront.",
        "qui_lit": "Les membres de la mission lisent votre proposition, puis décident de la publier.",
    }
    return render(request, "formulaire.html", contexte)


def _pas_trop(request, form):
    if ratelimit.consume(request, action="proposer_une_ressource"):
        return True
    form.add_error(None, TROP)
    return False


def _annoncer(ressource, par):
    """Who has not read yet, since yesterday, that there are proposals to sort is not told again."""
    annonce = f"proposees:{ressource.mission_id}:"
    en_attente = Notification.objects.filter(
        cle__startswith=annonce, lue_le=None, cree_le__gt=timezone.now() - timedelta(days=1)
    )
    equipe = ressource.mission.comptes().exclude(pk__in=en_attente.values("destinataire"))
    adresse = f"{reverse('ressources:ressources')}?etat={Ressource.Etat.PROPOSEE}"
    prevenir(equipe, Sujet.MISSION, "Une ressource est proposée.", adresse, cle=f"{annonce}{ressource.pk}", sauf=par)


def _repondre(ressource, par, titre):
    """Who proposed it learns what became of it; a page they may read."""
    auteur = [ressource.cree_par] if ressource.cree_par else []
    lisible = any(Ressource.objects.lisibles_par(compte).filter(pk=ressource.pk).exists() for compte in auteur)
    ou = ressource.get_absolute_url() if lisible else reverse("ressources:ressources")
    prevenir(auteur, Sujet.APPUI, titre, ou, cle=f"ressource-{ressource.pk}-{ressource.etat}", sauf=par)


def _changer(request, pk, geste, dit, reponse=""):
    """`reponse`: what is said to who proposed it, when it was waiting for a decision."""
    ressource = get_object_or_404(Ressource.objects.modifiables_par(request.user), pk=pk)
    proposee = ressource.etat == Ressource.Etat.PROPOSEE
    geste(ressource)
    if proposee and reponse:
        _repondre(ressource, request.user, reponse)
    messages.success(request, dit)
    return redirect(ressource)


@require_POST
def publier(request, pk):
    reponse = "La ressource que vous avez proposée est publiée."
    return _changer(request, pk, Ressource.publier, "La ressource est publiée.", reponse)


@require_POST
def archiver(request, pk):
    dit = "La ressource est archivée : elle n’est plus proposée, et reste à ceux à qui elle a été remise."
    return _changer(request, pk, Ressource.archiver, dit, "La ressource que vous avez proposée n’est pas retenue.")


@require_POST
def revoir(request, pk):
    return _changer(request, pk, Ressource.revoir, "C’est noté : la ressource est à jour, à revoir dans un an.")
