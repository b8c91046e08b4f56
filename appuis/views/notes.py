"""Confidential notes. Nothing typed here may reach an error report, hence the sensitive parameters."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from appuis.forms.notes import NoteForm
from appuis.models import NoteConfidentielle
from appuis.views.sequences import appui_modifiable, saisir
from coopappui.texte import numero

DROIT_D_ACCES = {
    "titre": "Confidentiel, et accessible",
    "points": [
        "Vous seul lisez cette note, avec les co-chargés que vous nommez ici.",
        "Elle n’entre dans aucun export, aucune recherche, aucun historique, aucun courriel.",
        "La personne concernée peut demander à la lire : écrivez ce que vous pourriez lui montrer.",
    ],
    "source": "Cap Rural, guide, p. 34 et 81 ; RGPD, article 15",
}
QUI_LIT = "Seuls l’auteur de la note et les co-chargés qu’il nomme la lisent."


@sensitive_post_parameters()
@sensitive_variables()
@require_http_methods(["GET", "HEAD", "POST"])
def note_nouvelle(request, pk):
    appui = appui_modifiable(request, pk)
    initial = {nom: numero(request.GET.get(nom)) for nom in ("sequence", "blocage")}
    form = NoteForm(request.POST or None, appui=appui, user=request.user, initial=initial)
    titre, fait = "Note confidentielle", "La note est gardée, pour vous seul et les lecteurs nommés."
    return saisir(request, appui, form, titre=titre, fait=fait, conseil=DROIT_D_ACCES, qui_lit=QUI_LIT)


@sensitive_post_parameters()
@sensitive_variables()
@require_http_methods(["GET", "HEAD", "POST"])
def note_modifier(request, pk):
    note = get_object_or_404(
        NoteConfidentielle.objects.modifiables_par(request.user).select_related("appui__mission"), pk=pk
    )
    form = NoteForm(request.POST or None, appui=note.appui, user=request.user, instance=note)
    titre, fait = "Modifier la note confidentielle", "La note est enregistrée."
    return saisir(request, note.appui, form, titre=titre, fait=fait, conseil=DROIT_D_ACCES, qui_lit=QUI_LIT)


@require_POST
def note_supprimer(request, pk):
    note = get_object_or_404(NoteConfidentielle.objects.modifiables_par(request.user).select_related("appui"), pk=pk)
    note.delete()
    messages.success(request, "La note est supprimée, sans trace.")
    return redirect(note.appui)
