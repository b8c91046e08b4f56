"""What the portal has told somebody, the mails they want, and the one click that stops them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.signing import BadSignature
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from comptes.forms import RythmesDesCourriels
from comptes.models import ChoixDeCourriel, Notification, Rythme, Utilisateur
from comptes.notifications import lire_jeton
from coopappui.texte import pluriel

# What the page shows; the older ones are forgotten after a while (manage.py entretien).
MONTREES = 100


@require_safe
def notifications(request):
    siennes = list(Notification.objects.visibles_par(request.user)[:MONTREES])
    contexte = {"notifications": siennes, "non_lues": sum(n.lue_le is None for n in siennes)}
    return render(request, "comptes/notifications.html", contexte)


@require_POST
def ouvrir(request, pk):
    """Reads one and goes where it leads: a GET would write."""
    notification = get_object_or_404(Notification.objects.visibles_par(request.user), pk=pk)
    Notification.objects.filter(pk=pk).lire()
    return redirect(notification.adresse)


@require_POST
def tout_lire(request):
    nombre = Notification.objects.visibles_par(request.user).lire()
    s = pluriel(nombre)
    messages.success(request, f"{nombre} notification{s} marquée{s} comme lue{s}.")
    return redirect("comptes:notifications")


@require_http_methods(["GET", "HEAD", "POST"])
def rythmes(request):
    form = RythmesDesCourriels(request.POST or None, compte=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, "Vos choix sont enregistrés.")
        return redirect("comptes:rythmes")
    contexte = {
        "titre": "Les e-mails que je reçois",
        "form": form,
        "fil": [],
        "intro": "Tout ce qui vous concerne reste dans vos notifications, sur le portail. Ici, vous choisissez ce qui "
        "vous est aussi écrit.",
    }
    return render(request, "formulaire.html", contexte)


@csrf_exempt
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def desabonnement(request, jeton):
    """Stops the mails of one subject, or the daily one.

    The mail program posts by itself (RFC 8058): neither session nor CSRF token.
    """
    try:
        compte, sujet = lire_jeton(jeton)
    except (BadSignature, Utilisateur.DoesNotExist, ValueError) as faux:
        raise Http404 from faux
    fait = request.method == "POST"
    if fait:
        if sujet:
            ChoixDeCourriel.objects.choisir(compte, sujet, Rythme.JAMAIS)
        else:
            ChoixDeCourriel.objects.arreter_le_recapitulatif(compte)
        if request.POST.get("List-Unsubscribe") == "One-Click":
            return HttpResponse(status=200)
    deja = not fait and not ChoixDeCourriel.objects.recus(compte, sujet)
    return render(request, "comptes/desabonnement.html", {"sujet": sujet, "fait": fait, "deja": deja})
