"""Answering an enquête from a personal link, without an account: read, filled as one goes, sent, declined.

A GET takes nothing: mail programs open links too. These pages are kept by no cache and no search engine.
"""

from functools import wraps

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_http_methods, require_POST

from coopappui.plan.avancement import total
from missions.forms.questionnaire import Questionnaire
from missions.models import Destinataire

lire_ou_poster = require_http_methods(["GET", "HEAD", "POST"])
FERMEE = (
    "Cette enquête ne prend plus de réponses : rien de neuf n’est enregistré. Copiez ce que vous vouliez garder, puis "
    "rechargez la page."
)


def du_lien(vue):
    """The view receives the recipient; a link that opens nothing has one page, whatever the reason."""

    @login_not_required
    @wraps(vue)
    def _vue(request, jeton):
        destinataire = Destinataire.objects.actifs().avec_tout().du_lien(jeton).first()
        if destinataire is None or destinataire.enquete.en_preparation:
            reponse = render(request, "repondre/ne_sert_plus.html", status=404)
        elif request.method == "POST" and not ratelimit.consume(request, action="repondre_a_une_enquete", key=jeton):
            reponse = ratelimit.respond_429(request)
        else:
            reponse = vue(request, destinataire, jeton)
        add_never_cache_headers(reponse)
        reponse.headers["X-Robots-Tag"] = "noindex, nofollow"
        return reponse

    return _vue


def questionnaire_de(destinataire, donnees=None):
    questions = destinataire.enquete.questions.posees()
    return Questionnaire(donnees, questions=questions, valeurs=destinataire.valeurs(), cle=destinataire.pk)


def enregistrer(destinataire, form, *comment):
    """Keeps what this page changed; the recipient is locked, and the form made since."""
    destinataire.enregistrer(form.lire(), *comment)
    form.relire(destinataire.valeurs())


@require_http_methods(["GET", "HEAD"])
@du_lien
def enquete(request, destinataire, jeton):
    """What it is for, and where one stands: to begin, begun, sent, declined, closed; what was sent stays readable."""
    contexte = {"destinataire": destinataire, "enquete": destinataire.enquete, "jeton": jeton}
    if destinataire.repondu_le:
        contexte["parties"] = relues(questionnaire_de(destinataire))
    elif destinataire.commence_le:
        parties = questionnaire_de(destinataire).parties()
        contexte["avancement"] = total([partie.avancement for partie in parties])
    return render(request, "repondre/enquete.html", contexte)


@lire_ou_poster
@du_lien
def questions(request, destinataire, jeton):
    """Saved as one types: answers that are none, or that were given elsewhere meanwhile, are told; the others kept."""
    if request.method != "POST":
        if not destinataire.peut_repondre:
            return redirect("repondre:enquete", jeton)
        return _page(request, destinataire, jeton, questionnaire_de(destinataire))
    destinataire = destinataire.verrouiller()
    form = questionnaire_de(destinataire, request.POST)
    try:
        enregistrer(destinataire, form)
    except ValidationError:
        if request.headers.get("X-Enregistrement") == "auto":
            return JsonResponse(bilan(form, [FERMEE]))
        messages.error(request, FERMEE)
        return redirect("repondre:enquete", jeton)
    if request.headers.get("X-Enregistrement") == "auto":
        return JsonResponse(bilan(form))
    if form.errors:
        return _page(request, destinataire, jeton, form)
    if request.POST.get("_suite") == "relire":
        return redirect("repondre:relire", jeton)
    messages.success(request, "C’est enregistré. Continuez, ou revenez plus tard par le même lien.")
    return redirect("repondre:questions", jeton)


def _page(request, destinataire, jeton, form):
    parties = form.parties()
    contexte = {
        "destinataire": destinataire,
        "enquete": destinataire.enquete,
        "jeton": jeton,
        "form": form,
        "parties": parties,
        "avancement": total([partie.avancement for partie in parties]),
    }
    return render(request, "repondre/questions.html", contexte)


def bilan(form, erreurs=()):
    """What the page needs to go on after an automatic save (see outils.js). `erreurs`: why nothing was kept."""
    parties = form.parties()
    tout = total([partie.avancement for partie in parties])
    return {
        "heure": timezone.localtime().strftime("%H:%M"),
        "version": form.data.get("version", "") if erreurs else form.version(signale=False),
        "conflits": [{"champ": str(question), "qui": ""} for question in form.conflits],
        "erreurs": list(erreurs),
        "a_corriger": sum(nom in form.fields for nom in form.errors),
        "adoptes": len(form.adoptes),
        "complement": "",
        "avancement": {
            "texte": str(tout),
            "faites": tout.faites,
            "demandees": tout.demandees,
            "parts": [partie.avancement.court for partie in parties],
        },
    }


@lire_ou_poster
@du_lien
def relire(request, destinataire, jeton):
    """All the answers before they are sent, and the button that sends them."""
    if not destinataire.peut_repondre:
        return redirect("repondre:enquete", jeton)
    if request.method == "POST":
        try:
            destinataire.envoyer_ses_reponses()
        except ValidationError as refus:
            messages.error(request, " ".join(refus.messages))
        return redirect("repondre:enquete", jeton)
    form = questionnaire_de(destinataire)
    contexte = {
        "destinataire": destinataire,
        "enquete": destinataire.enquete,
        "jeton": jeton,
        "parties": relues(form),
        "sans_reponse": not form.valeurs,
    }
    return render(request, "repondre/relire.html", contexte)


def relues(form):
    """[(part, [(question, answer in words)])] of what is asked."""
    return [
        (
            partie,
            [(q.question, q.question.en_mots(form.valeurs.get(q.question.pk))) for q in partie.questions if q.posee],
        )
        for partie in form.parties()
        if partie.a_poser
    ]


@require_POST
@du_lien
def refuser(request, destinataire, jeton):
    try:
        destinataire.refuser()
    except ValidationError as refus:
        messages.error(request, " ".join(refus.messages))
    return redirect("repondre:enquete", jeton)


@require_POST
@du_lien
def revenir(request, destinataire, jeton):
    """After a refusal."""
    try:
        destinataire.revenir()
    except ValidationError as refus:
        messages.error(request, " ".join(refus.messages))
    return redirect("repondre:enquete", jeton)
