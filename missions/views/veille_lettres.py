"""The lettres d'information: composed, read as they will leave, tried, sent, kept."""

from csp.decorators import csp_replace
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coopappui.jeton import JetonForm
from coopappui.telechargements import reponse_pdf
from coopappui.texte import pluriel
from missions.appartenances import mission_de
from missions.classeurs import telecharger
from missions.filtres import FiltresInformations
from missions.forms.veille import ArticleForm, CocherForm, LettreForm
from missions.models import ArticleDeLettre, Information, Lettre
from missions.models.lettres import ENVOYEE
from missions.veille import classeurs, envoi, redaction
from missions.views.veille import fil

lire_ou_poster = require_http_methods(["GET", "HEAD", "POST"])
PAR_PAGE = 20
A_CHOISIR = 60

CONSEIL = {
    "titre": "Une lettre qu’on ouvre",
    "points": [
        "Peu d’articles, les plus utiles d’abord : vos lecteurs la parcourent en deux minutes.",
        "Dites en une phrase pourquoi chaque information compte pour un projet de coopération.",
        "Citez la source, et donnez le lien.",
    ],
    "source": "Cap Rural, guide, p. 24",
}


@require_safe
def lettres(request, pk):
    mission = mission_de(request, pk)
    siennes = mission.lettres.avec_comptes().select_related("liste", "envoyee_par")
    parties = siennes.filter(etat=Lettre.Etat.ENVOYEE).order_by("-envoyee_le", "-pk")
    contexte = {
        "mission": mission,
        "onglet": "lettres",
        "en_preparation": list(siennes.en_preparation()[:50]),
        "page": Paginator(parties, PAR_PAGE).get_page(request.GET.get("page")),
        "conseil": CONSEIL,
    }
    return render(request, "veille/lettres.html", contexte)


@lire_ou_poster
def nouvelle(request, pk):
    mission = mission_de(request, pk)
    form = LettreForm(request.POST or None, mission=mission)
    if request.method == "POST" and form.is_valid():
        return redirect("veille:lettre_choisir", form.save().pk)
    contexte = {
        "titre": "Nouvelle lettre d’information",
        "form": form,
        "bouton": "Continuer",
        "retour": reverse("veille:lettres", args=[pk]),
        "fil": fil(mission, ("Lettres", "veille:lettres")),
        "conseil": CONSEIL,
    }
    return render(request, "formulaire.html", contexte)


@require_safe
def lettre(request, pk):
    lettre = _lettre(request, pk)
    _, texte = redaction.rediger(lettre)
    contexte = {
        "lettre": lettre,
        "mission": lettre.mission,
        "articles": list(lettre.articles.all()),
        "manques": [] if lettre.envoyee else lettre.manques(),
        "destinataires": 0 if lettre.envoyee or not lettre.liste else len(lettre.liste.destinataires()),
        "envois": list(lettre.envois.all()[:500]) if lettre.envoyee else [],
        "texte": texte.replace(redaction.MARQUE, envoi.adresse_d_essai()),
        "copie": JetonForm(),
        "fil": fil(lettre.mission, ("Lettres", "veille:lettres")),
    }
    return render(request, "veille/lettre.html", contexte)


@xframe_options_sameorigin
@csp_replace(
    {
        "default-src": ["'none'"],
        # The styles that mail programs read, in a page that runs nothing and loads nothing.
        "style-src": ["'unsafe-inline'"],
        "img-src": ["data:"],
        "form-action": ["'none'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'self'"],
    }
)
@require_safe
def apercu(request, pk):
    """The letter itself, exactly as mail programs receive it."""
    html, _ = redaction.rediger(_lettre(request, pk))
    return HttpResponse(html.replace(redaction.MARQUE, envoi.adresse_d_essai()))


@require_safe
def imprimee(request, pk):
    lettre = _lettre(request, pk)
    return reponse_pdf(redaction.imprimer(lettre), lettre.titre)


@require_safe
def destinataires_xlsx(request, pk):
    lettre = _lettre(request, pk)
    return telecharger("Destinataires", classeurs.ENVOIS, lettre.envois.all(), lettre.mission)


@lire_ou_poster
def modifier(request, pk):
    lettre = _lettre(request, pk)
    if lettre.envoyee:
        return _deja_partie(request, lettre)
    form = LettreForm(request.POST or None, instance=lettre)
    if request.method == "POST" and form.is_valid():
        # `form.instance` was read again, under a lock, by the form.
        if form.instance.envoyee:
            return _deja_partie(request, lettre)
        form.save()
        messages.success(request, "La lettre est enregistrée.")
        return redirect(lettre)
    contexte = {
        "titre": "Titre, introduction et liste",
        "form": form,
        "retour": lettre.get_absolute_url(),
        "fil": _fil(lettre),
        "conseil": CONSEIL,
    }
    return render(request, "formulaire.html", contexte)


@lire_ou_poster
def choisir(request, pk):
    """Kept informations, the latest first, those already there left out."""
    lettre = _lettre(request, pk)
    if lettre.envoyee:
        return _deja_partie(request, lettre)
    gardees = Information.objects.visibles_par(request.user).filter(mission=lettre.mission).gardees()
    restent = gardees.exclude(articles__lettre=lettre).select_related("source")
    form = CocherForm(request.POST if request.method == "POST" else None, parmi=restent)
    if request.method == "POST" and form.is_valid():
        if (nombre := _jouer(request, lettre, lambda: lettre.ajouter(form.cleaned_data["coches"]))) is not None:
            s = pluriel(nombre)
            messages.success(request, f"{nombre} information{s} ajoutée{s}.")
        return redirect(lettre)
    filtres = FiltresInformations(
        _gardees(request.GET), restent.prefetch_related("themes"), request.user, lettre.mission
    )
    trouvees = filtres.qs.order_by("-triee_le", "-pk")
    contexte = {
        "lettre": lettre,
        "form": form,
        "filtres": filtres,
        "informations": list(trouvees[:A_CHOISIR]),
        "nombre": trouvees.count(),
        "fil": _fil(lettre),
    }
    return render(request, "veille/choisir.html", contexte)


def _gardees(params):
    params = params.copy()
    params["etat"] = Information.Etat.GARDEE
    return params


@lire_ou_poster
def article_nouveau(request, pk):
    lettre = _lettre(request, pk)
    if lettre.envoyee:
        return _deja_partie(request, lettre)
    form = ArticleForm(request.POST or None, instance=ArticleDeLettre(lettre=lettre))
    if request.method == "POST" and form.is_valid():
        _jouer(request, lettre, lambda: _ajouter(lettre, form))
        return redirect(lettre)
    return _page_d_article(request, lettre, form, "Écrire un article")


@transaction.atomic
def _ajouter(lettre, form):
    form.instance.rang = lettre.en_preparation().rang_suivant()
    return form.save()


@lire_ou_poster
def article(request, pk):
    article = _article(request, pk)
    if article.lettre.envoyee:
        return _deja_partie(request, article.lettre)
    form = ArticleForm(request.POST or None, instance=article)
    if request.method == "POST" and form.is_valid():
        _jouer(request, article.lettre, lambda: article.lettre.en_preparation() and form.save())
        return redirect(article.lettre)
    return _page_d_article(request, article.lettre, form, "Modifier l’article")


def _page_d_article(request, lettre, form, titre):
    contexte = {"titre": titre, "form": form, "retour": lettre.get_absolute_url(), "fil": _fil(lettre)}
    return render(request, "formulaire.html", contexte | {"conseil": CONSEIL})


@require_POST
def article_deplacer(request, pk):
    article = _article(request, pk)
    pas = -1 if request.POST.get("sens") == "haut" else 1
    _jouer(request, article.lettre, lambda: article.lettre.deplacer(article, pas))
    return redirect(f"{article.lettre.get_absolute_url()}#article-{article.pk}")


@require_POST
def article_retirer(request, pk):
    article = _article(request, pk)
    _jouer(request, article.lettre, lambda: article.lettre.en_preparation() and article.delete())
    return redirect(article.lettre)


@require_POST
def essayer(request, pk):
    lettre = _lettre(request, pk)
    if _jouer(request, lettre, lambda: envoi.essayer(lettre, request.user)):
        messages.success(request, f"La lettre part à {request.user.email}, à titre d’essai.")
    return redirect(lettre)


@require_POST
def envoyer(request, pk):
    lettre = _lettre(request, pk)
    if (nombre := _jouer(request, lettre, lambda: envoi.envoyer(lettre, request.user))) is not None:
        messages.success(request, f"La lettre part à {nombre} personne{pluriel(nombre)}, une par une.")
    return redirect(lettre)


@require_POST
def dupliquer(request, pk):
    form = JetonForm(request.POST)
    copie = _lettre(request, pk).dupliquer(form.cleaned_data["jeton"] if form.is_valid() else None)
    messages.success(request, "Voici la copie : changez-en ce que vous voulez.")
    return redirect(copie)


@require_POST
def supprimer(request, pk):
    lettre = _lettre(request, pk)
    mission = lettre.mission_id
    if _jouer(request, lettre, lambda: lettre.en_preparation().delete()) is None:
        return redirect(lettre)
    messages.success(request, f"« {lettre} » est supprimée.")
    return redirect("veille:lettres", mission)


def _lettre(request, pk):
    siennes = Lettre.objects.modifiables_par(request.user).select_related("mission", "liste", "envoyee_par")
    return get_object_or_404(siennes, pk=pk)


def _article(request, pk):
    siens = ArticleDeLettre.objects.modifiables_par(request.user).select_related("lettre__mission")
    return get_object_or_404(siens, pk=pk)


def _jouer(request, lettre, geste):
    """What the gesture returns; None when it is refused, and the next page says why."""
    try:
        return geste()
    except ValidationError as refus:
        for phrase in refus.messages:
            messages.error(request, phrase)
        return None


def _deja_partie(request, lettre):
    messages.error(request, ENVOYEE)
    return redirect(lettre)


def _fil(lettre):
    return [*fil(lettre.mission, ("Lettres", "veille:lettres")), (lettre.titre, lettre.get_absolute_url())]
