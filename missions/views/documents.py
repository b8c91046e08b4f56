"""The documents of a mission, read by its members; its charte, read by anybody. Written in the admin."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from missions.documents import Comparaison, repondre_en_pdf
from missions.models import Genre, Mission, VersionDeDocument


@require_safe
def documents(request, pk):
    mission = get_object_or_404(Mission.objects.visibles_par(request.user), pk=pk)
    versions = list(mission.versions.defer("contenu").select_related("publiee_par"))
    parts = [(genre, [version for version in versions if version.genre == genre]) for genre in Genre.a_lire()]
    return render(request, "mission/documents/documents.html", {"mission": mission, "parts": parts})


def _version(request, pk):
    visibles = VersionDeDocument.objects.visibles_par(request.user)
    return get_object_or_404(visibles.select_related("mission", "publiee_par"), pk=pk)


@require_safe
def document(request, pk):
    version = _version(request, pk)
    recente = version.mission.versions.filter(genre=version.genre).defer("contenu").first()
    return render(request, "mission/documents/document.html", {"version": version, "recente": recente})


@require_safe
def document_pdf(request, pk):
    return repondre_en_pdf(_version(request, pk))


@require_safe
def differences(request, pk, genre):
    mission = get_object_or_404(Mission.objects.visibles_par(request.user), pk=pk)
    if genre not in Genre.values:
        raise Http404
    comparaison = Comparaison(mission.versions.filter(genre=genre), request.GET)
    contexte = {"mission": mission, "genre": Genre(genre), "comparaison": comparaison}
    return render(request, "mission/documents/differences.html", contexte)


# --- the public charte ------------------------------------------------------------------------


def _charte(pk):
    return get_object_or_404(VersionDeDocument.objects.publiques().select_related("mission"), mission=pk)


@require_safe
@login_not_required
def charte(request, pk):
    return render(request, "mission/documents/charte.html", {"version": _charte(pk)})


@require_safe
@login_not_required
def charte_pdf(request, pk):
    return repondre_en_pdf(_charte(pk))
