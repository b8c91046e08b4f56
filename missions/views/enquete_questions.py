"""The questions of an enquête: written, ordered, seen as those who answer see them."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coopappui.texte import numero
from missions.forms.questionnaire import Questionnaire
from missions.forms.questions import QuestionForm
from missions.models import Question
from missions.models.questions import QUESTIONS_MAX
from missions.views.enquetes import a_modifier, fil, lue

lire_ou_poster = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def questions(request, pk):
    enquete = lue(request, pk)
    toutes = list(enquete.questions.select_related("si"))
    parties = [(partie, [q for q in toutes if q.partie == partie and not q.retiree]) for partie in Question.Partie]
    contexte = {
        "enquete": enquete,
        "parties": parties,
        "retirees": [q for q in toutes if q.retiree],
        "fil": fil(enquete.mission, enquete),
    }
    return render(request, "enquetes/questions.html", contexte)


@lire_ou_poster
def nouvelle(request, pk):
    enquete = a_modifier(request, pk)
    partie = numero(request.GET.get("partie"))
    question = Question(enquete=enquete, partie=partie if partie in Question.Partie.values else Question.Partie.AUTRES)
    if enquete.questions.count() >= QUESTIONS_MAX:
        messages.error(request, f"{QUESTIONS_MAX} questions au plus : au-delà, personne ne répond.")
        return redirect("enquetes:questions", pk)
    return _saisir(request, question, "Nouvelle question", "Ajouter la question")


@lire_ou_poster
def question(request, pk):
    question = get_object_or_404(_modifiables(request), pk=pk)
    return _saisir(request, question, "Modifier la question", "Enregistrer")


def _saisir(request, question, titre, bouton):
    enquete, gelee = question.enquete, question.gelee
    initiales = {"si": numero(request.GET.get("si"))} if "si" in request.GET else None
    form = QuestionForm(request.POST or None, instance=question, initial=initiales)
    if request.method == "POST" and form.is_valid():
        try:
            form.save()
        except ValidationError as refus:
            form.add_error(None, refus.messages)
        else:
            messages.success(request, "La question est enregistrée.")
            return redirect(f"{reverse('enquetes:questions', args=[enquete.pk])}#question-{question.pk}")
    if gelee:
        intro = f"« {question} » a déjà été envoyée : ses mots et ses réponses ne changent plus. Le reste s’adapte."
    elif enquete.ouverte_le:
        intro = "L’enquête est déjà envoyée : relisez bien, une fois ajoutée cette question ne change plus."
    else:
        intro = ""
    contexte = {
        "titre": titre,
        "form": form,
        "bouton": bouton,
        "intro": intro,
        "retour": reverse("enquetes:questions", args=[enquete.pk]),
        "fil": [*fil(enquete.mission, enquete), ("Questions", reverse("enquetes:questions", args=[enquete.pk]))],
    }
    return render(request, "enquetes/question.html", contexte)


@require_POST
def deplacer(request, pk):
    question = get_object_or_404(_modifiables(request), pk=pk)
    try:
        question.deplacer(-1 if request.POST.get("sens") == "monter" else 1)
    except ValidationError as refus:
        messages.error(request, " ".join(refus.messages))
    return redirect(f"{reverse('enquetes:questions', args=[question.enquete_id])}#question-{question.pk}")


@require_POST
def retirer(request, pk):
    """Removed while nobody has received it; retired afterwards, its answers stay."""
    question = get_object_or_404(_modifiables(request), pk=pk)
    try:
        if question.gelee:
            question.retirer()
            messages.success(request, "La question n’est plus posée ; ses réponses restent.")
        else:
            question.delete()
            messages.success(request, "La question est supprimée.")
    except ValidationError as refus:
        messages.error(request, " ".join(refus.messages))
    return redirect("enquetes:questions", question.enquete_id)


@require_POST
def remettre(request, pk):
    question = get_object_or_404(_modifiables(request), pk=pk)
    question.remettre()
    messages.success(request, "La question est posée de nouveau.")
    return redirect("enquetes:questions", question.enquete_id)


@require_safe
def apercu(request, pk):
    """The questionnaire as it is answered; nothing typed here is kept."""
    enquete = lue(request, pk)
    form = Questionnaire(questions=enquete.questions.posees(), valeurs={})
    contexte = {"enquete": enquete, "parties": form.parties(), "fil": fil(enquete.mission, enquete)}
    return render(request, "enquetes/apercu.html", contexte)


def _modifiables(request):
    return Question.objects.modifiables_par(request.user).select_related("enquete__mission", "si")
