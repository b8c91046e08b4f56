"""The account of the person signed in: names, roles, open sessions; the door of the identity provider."""

from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.providers.openid_connect import views as oidc
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.sessions.models import Session
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from requests import RequestException

from comptes.appareils import decrire
from comptes.forms import Profil
from coopappui.texte import numero, pluriel


@require_http_methods(["GET", "HEAD", "POST"])
def profil(request):
    form = Profil(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, "Profil enregistré.")
        return redirect("comptes:profil")
    compte = request.user
    contexte = {
        "form": form,
        "appartenances": compte.appartenances.filter(actif=True).select_related("mission"),
        "suivis": compte.personnes.select_related("mission"),
    }
    return render(request, "comptes/profil.html", contexte)


def _ouvertes(request):
    """Sessions of this account that still let somebody in, the latest first."""
    vivantes = Session.objects.filter(expire_date__gt=timezone.now()).values("session_key")
    return UserSession.objects.filter(user=request.user, session_key__in=vivantes).order_by("-created_at")


@require_safe
def sessions(request):
    ouvertes = list(_ouvertes(request))
    for session in ouvertes:
        session.appareil = decrire(session.user_agent)
        session.courante = session.session_key == request.session.session_key
    return render(request, "comptes/sessions.html", {"sessions": ouvertes})


@require_safe
def presence(request):
    """Is the session still there? Asked by the page before it sends what was typed."""
    return HttpResponse(status=204)


@require_POST
def fermer_les_sessions(request):
    """Closes one session (`session`), or all but the current one."""
    autres = _ouvertes(request).exclude(session_key=request.session.session_key)
    if choisie := request.POST.get("session", ""):
        autres = autres.filter(pk=numero(choisie))
    cles = list(autres.values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=cles).delete()
    UserSession.objects.filter(session_key__in=cles).delete()
    n = len(cles)
    phrase = f"{n} session{pluriel(n)} fermée{pluriel(n)}." if n else "Aucune autre session n’était ouverte."
    messages.success(request, phrase)
    return redirect("comptes:sessions")


@login_not_required
def entrer_par_un_fournisseur(request, provider_id):
    """allauth's view, which does not expect the provider to be down."""
    try:
        return oidc.login(request, provider_id)
    except RequestException as panne:
        return get_adapter().renoncer(request, provider_id, panne)
