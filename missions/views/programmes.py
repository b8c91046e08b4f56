"""The programme d'action of each year: written, printed, exported."""

import io

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from coopappui.historique import entrees
from coopappui.lignes import Ensemble
from coopappui.plan import classeur, pdf
from coopappui.telechargements import reponse_pdf, reponse_xlsx
from missions.appartenances import mission_de
from missions.forms.offre import ActionsDuProgramme, ProgrammeForm
from missions.models import ProgrammeAnnuel
from missions.views.offre import fil
from missions.views.phases import lire_ou_poster


def _programme(request, pk, annee):
    programmes = ProgrammeAnnuel.objects.modifiables_par(request.user).select_related("mission")
    return get_object_or_404(programmes, mission=pk, annee=annee)


def _fil(mission):
    return fil(mission, ("Programme d’action", reverse("offre_appui:programmes", args=[mission.pk])))


@require_safe
def programmes(request, pk):
    mission = mission_de(request, pk)
    version = mission.versions.offres().first()
    siens = mission.programmes.prefetch_related("lignes")
    programmes = [(programme, programme.place_dans_l_offre(version)) for programme in siens]
    contexte = {"mission": mission, "programmes": programmes, "fil": fil(mission)}
    return render(request, "mission/offre/programmes.html", contexte)


@require_safe
def programme(request, pk, annee):
    programme = _programme(request, pk, annee)
    contexte = {
        "programme": programme,
        "place": programme.place_dans_l_offre(programme.mission.versions.offres().first()),
        "fil": _fil(programme.mission),
        "entrees": entrees(programme),
    }
    return render(request, "mission/offre/programme.html", contexte)


@lire_ou_poster
def nouveau(request, pk):
    mission = mission_de(request, pk)
    derniere = mission.programmes.values_list("annee", flat=True).first()
    annee = derniere + 1 if derniere else timezone.localdate().year
    return _saisir(request, ProgrammeAnnuel(mission=mission), "Nouveau programme d’action", {"annee": annee})


@lire_ou_poster
def modifier(request, pk, annee):
    programme = _programme(request, pk, annee)
    return _saisir(request, programme, f"Modifier le programme d’action {annee}")


def _saisir(request, programme, titre, initial=None):
    donnees = request.POST or None
    form = ProgrammeForm(donnees, instance=programme, initial=initial)
    page = Ensemble(form, ActionsDuProgramme(programme, donnees))
    if request.method == "POST" and page.is_valid():
        programme = page.save()
        messages.success(request, f"Le programme d’action {programme.annee} est enregistré.")
        return redirect(programme)
    mission = programme.mission
    retour = programme.get_absolute_url() if programme.pk else reverse("offre_appui:programmes", args=[mission.pk])
    contexte = {"titre": titre, "page": page, "form": form, "retour": retour, "fil": _fil(mission)}
    return render(request, "mission/offre/modifier.html", contexte)


@require_safe
def programme_pdf(request, pk, annee):
    programme = _programme(request, pk, annee)
    html = render_to_string("mission/offre/programme_pdf.html", {"programme": programme, "jour": timezone.localdate()})
    return reponse_pdf(pdf.ecrire(html), f"{programme} {programme.mission}")


@require_safe
def programme_xlsx(request, pk, annee):
    programme, fichier = _programme(request, pk, annee), io.BytesIO()
    classeur.ecrire(programme, fichier, f"{programme.mission} · {programme.titre}")
    return reponse_xlsx(fichier, f"{programme} {programme.mission}")


@require_POST
def supprimer(request, pk, annee):
    programme = _programme(request, pk, annee)
    programme.delete()
    messages.success(request, f"Le programme d’action {annee} est supprimé.")
    return redirect("offre_appui:programmes", pk)
