"""An enquête on paper, by phone and in a spreadsheet: the blank questionnaire, what an officer types in, the list."""

import tempfile

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.views.decorators.http import require_http_methods, require_safe

from coopappui.plan import pdf as noyau
from coopappui.plan.avancement import total
from coopappui.telechargements import reponse_pdf, reponse_xlsx
from missions import listes_d_enquete
from missions.forms.destinataires import ModeForm
from missions.forms.questionnaire import Questionnaire
from missions.models import Destinataire
from missions.views.enquete_destinataires import fil_des_destinataires, un
from missions.views.enquetes import lue
from missions.views.repondre import bilan, enregistrer, questionnaire_de


@require_safe
def questionnaire_pdf(request, pk):
    """To print and fill by hand, or in a PDF reader."""
    enquete = lue(request, pk)
    form = Questionnaire(questions=enquete.questions.posees().select_related("si"), valeurs={})
    html = render_to_string("enquetes/vierge.html", {"enquete": enquete, "parties": form.parties()})
    return reponse_pdf(noyau.ecrire(html, a_remplir=True), enquete.titre)


@require_safe
def destinataires_xlsx(request, pk):
    enquete = lue(request, pk)
    fichier = tempfile.TemporaryFile()  # noqa: SIM115  (closed by the response)
    listes_d_enquete.ecrire(enquete, fichier)
    return reponse_xlsx(fichier, f"Destinataires, {enquete.titre}")


@require_http_methods(["GET", "HEAD", "POST"])
def saisir(request, pk):
    """An officer types in what somebody wrote on paper or says on the phone: the same form."""
    destinataire = un(request, pk)
    if request.method != "POST":
        if not destinataire.saisissable:
            messages.error(request, destinataire.refus_de_saisie)
            return redirect("enquetes:destinataire", pk)
        mode = ModeForm(initial={"mode": _mode(destinataire)})
        return _page(request, destinataire, questionnaire_de(destinataire), mode)
    destinataire = destinataire.verrouiller()
    form, mode = questionnaire_de(destinataire, request.POST), ModeForm(request.POST)
    recu = mode.cleaned_data["mode"] if mode.is_valid() else _mode(destinataire)
    auto = request.headers.get("X-Enregistrement") == "auto"
    try:
        enregistrer(destinataire, form, recu, request.user)
        if not auto and not form.errors and mode.is_valid():
            destinataire.envoyer_ses_reponses(request.user)
    except ValidationError as refus:
        if auto:
            return JsonResponse(bilan(form, refus.messages))
        messages.error(request, " ".join(refus.messages))
        return redirect("enquetes:destinataire", pk)
    if auto:
        return JsonResponse(bilan(form))
    if form.errors or not mode.is_valid():
        return _page(request, destinataire, form, mode)
    messages.success(request, f"Les réponses de {destinataire.qui} sont enregistrées.")
    return redirect("enquetes:destinataire", pk)


def _mode(destinataire):
    en_ligne = destinataire.mode == Destinataire.Mode.EN_LIGNE
    return Destinataire.Mode.TELEPHONE if en_ligne else destinataire.mode


def _page(request, destinataire, form, mode):
    parties = form.parties()
    contexte = {
        "destinataire": destinataire,
        "enquete": destinataire.enquete,
        "form": form,
        "mode": mode,
        "parties": parties,
        "avancement": total([partie.avancement for partie in parties]),
        "fil": [*fil_des_destinataires(destinataire.enquete)],
    }
    return render(request, "enquetes/saisir.html", contexte)
