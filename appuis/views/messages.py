"""The conversation of an appui, one page for its officers and its bénéficiaires. What is typed here reaches no error
report, hence the sensitive parameters."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from appuis.conversations import Conversation
from appuis.forms.messages import MessageForm
from appuis.models import Appui, Lecture, Message, PieceJointe
from appuis.models.messages import REPENTIR, adresse_de_la_conversation, appuis_ou_converser
from coopappui.depots import telechargement
from coopappui.texte import numero


def _appui(request, pk):
    return get_object_or_404(appuis_ou_converser(request.user).select_related("mission"), pk=pk)


@sensitive_post_parameters()
@sensitive_variables()
@require_http_methods(["GET", "HEAD", "POST"])
def conversation(request, pk):
    appui, annonce = _appui(request, pk), ""
    envoi = (request.POST, request.FILES) if request.method == "POST" else ()
    form = MessageForm(*envoi, appui=appui, auteur=request.user)
    if request.method == "POST":
        # One message at a time: their numbers are those of the order in which they are read.
        Appui.objects.select_for_update().get(pk=pk)
        if form.is_valid():
            message = form.save()
            if not form.deja_enregistre:
                message.annoncer()
            Lecture.noter(appui, request.user, numero(request.POST.get("jusqu_a")) or 0)
            annonce = "Votre message est envoyé."
            if not request.htmx:
                messages.success(request, annonce)
                return redirect(adresse_de_la_conversation(pk))
            form = MessageForm(appui=appui, auteur=request.user)
            form.fields["texte"].widget.attrs["data-focus"] = ""  # where the next one is typed
    avant = numero(request.GET.get("avant")) if request.method != "POST" else None
    contexte = {"conversation": Conversation(appui, request.user, avant), "form": form, "annonce": annonce}
    return render(request, _gabarit(request), contexte)


def _gabarit(request):
    return "conversation/_conversation.html" if request.htmx else "conversation/conversation.html"


@require_POST
def lus(request, pk):
    """Reads up to the message that the page showed: what came since stays unread."""
    appui = _appui(request, pk)
    Lecture.noter(appui, request.user, numero(request.POST.get("jusqu_a")) or 0)
    if request.htmx:
        return render(request, "conversation/_lus.html")
    return redirect(adresse_de_la_conversation(pk))


@require_POST
def supprimer(request, pk):
    siens = Message.objects.visibles_par(request.user).filter(auteur=request.user)
    message = get_object_or_404(siens, pk=pk)
    if message.recent:
        message.delete()
        messages.success(request, "Le message est supprimé, avec ses fichiers.")
    else:
        minutes = int(REPENTIR.total_seconds() // 60)
        messages.error(request, f"Ce message a plus de {minutes} minutes : il ne peut plus être supprimé.")
    return redirect(adresse_de_la_conversation(message.appui_id))


@require_safe
def piece(request, pk):
    return telechargement(get_object_or_404(PieceJointe.objects.visibles_par(request.user), pk=pk))
