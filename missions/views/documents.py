"""The documents of a mission, read by its members; its charte, read by anybody. Written in the admin."""

import io

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from coopappui.plan.xlsx import Classeur, Entete
from coopappui.telechargements import reponse_xlsx
from missions.documents import Comparaison, repondre_a_tous_en_pdf, repondre_en_pdf
from missions.models import Genre, Mission, PriseDeConnaissance, VersionDeDocument


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
    contexte = {
        "version": version,
        "recente": recente,
        "a_lire": version.genre in Genre.a_lire(),
        "prise": version.prises_de_connaissance.filter(compte=request.user).first(),
    }
    return render(request, "mission/documents/document.html", contexte)


@require_POST
def document_lu(request, pk):
    """A member says that they have read the version in force; once said, it stays said."""
    version = _version(request, pk)
    if version.genre not in Genre.a_lire():
        raise Http404
    if not version.mission.versions.a_lire().filter(pk=pk).exists():
        messages.warning(request, "Une nouvelle version est parue depuis : lisez-la avant de confirmer.")
        return redirect(version.mission.versions.filter(genre=version.genre).first())
    PriseDeConnaissance.objects.noter(version, request.user)
    messages.success(request, f"C’est noté : vous avez lu la {version.nom} ({version.titre}).")
    return redirect("mission:lectures", version.mission_id)


@require_safe
def lectures(request, pk):
    """Who has read which version of the charte and of the fiche de poste; the past versions too."""
    mission = get_object_or_404(Mission.objects.visibles_par(request.user), pk=pk)
    comptes, lues = _lectures(mission)
    parts = [(genre, [lue for lue in lues if lue[0].genre == genre]) for genre in Genre.a_lire()]
    return render(request, "mission/documents/lectures.html", {"mission": mission, "parts": parts, "comptes": comptes})


def _lectures(mission):
    """(its members, [(version, [(member, when they read it, or None)])])."""
    versions = mission.versions.filter(genre__in=Genre.a_lire()).defer("contenu")
    prises = PriseDeConnaissance.objects.filter(version__in=versions.values("pk"))
    quand = {(p.version_id, p.compte_id): p.le for p in prises}
    comptes = list(mission.comptes().order_by("last_name", "first_name"))
    return comptes, [(version, [(c, quand.get((version.pk, c.pk))) for c in comptes]) for version in versions]


# Of (version, member, when).
COLONNES = {
    "Document": lambda version, compte, le: version.titre,
    "Version": lambda version, compte, le: version.numero,
    "Publiée le": lambda version, compte, le: version.publiee_le,
    "Membre": lambda version, compte, le: str(compte),
    "Lue le": lambda version, compte, le: le and timezone.localtime(le).date(),
}


@require_safe
def lectures_xlsx(request, pk):
    """One row a version and a member."""
    mission = get_object_or_404(Mission.objects.visibles_par(request.user), pk=pk)
    _, lues = _lectures(mission)
    fichier = io.BytesIO()
    with Classeur(f"Lectures · {mission}", auteur=str(mission)) as classeur:
        entetes = [list(map(Entete, COLONNES))]
        feuille = classeur.feuille("Lectures", entetes, [42, 10, 13, 28, 13], en_tete_imprime=str(mission))
        for version, lecteurs in lues:
            for compte, le in lecteurs:
                feuille.ligne([lire(version, compte, le) for lire in COLONNES.values()])
        classeur.enregistrer(fichier)
    return reponse_xlsx(fichier, f"Lectures {mission} {timezone.localdate():%Y-%m-%d}")


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
    return repondre_a_tous_en_pdf(request, _charte(pk))
