"""Phase 3: the offre d'appui, written, confronted, published; what visitors read of it."""

import io

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from coopappui.jours import jour_long
from coopappui.lignes import Ensemble
from coopappui.plan import classeur
from coopappui.tableau import Colonne
from coopappui.telechargements import reponse_xlsx
from missions.appartenances import mission_de
from missions.classeurs import telecharger
from missions.documents import repondre_a_tous_en_pdf, repondre_en_pdf
from missions.forms.offre import Calendrier, Criteres, Modalites, OffreForm, RemarqueForm
from missions.models import Mission, OffreDAppui, RemarqueSurLOffre, VersionDeDocument
from missions.views.phases import lire_ou_poster

PAR_PAGE = 50
# A workbook of its own: the offer's is handed over, what was said of it is not.
REMARQUES = (
    Colonne("le", "Le", lambda r: r.le, largeur=12),
    Colonne("nature", "Nature", lambda r: r.get_nature_display(), largeur=12),
    Colonne("auteur", "Qui l’a dite", lambda r: r.auteur, largeur=28),
    Colonne("texte", "Ce qui a été dit", lambda r: r.texte, largeur=60),
    Colonne("suite", "Ce qu’on en a fait", lambda r: r.get_suite_display(), largeur=24),
    Colonne("precision", "Précision", lambda r: r.precision, largeur=44),
    Colonne("par", "Notée par", lambda r: str(r.notee_par), largeur=20),
)


def fil(mission, *suite):
    return [
        ("La mission d’appui", reverse("mission:phases", args=[mission.pk])),
        ("3. Préciser l’offre", reverse("mission:phase", args=[mission.pk, 3])),
        *suite,
    ]


def _fil_de_l_offre(mission):
    return fil(mission, ("Offre d’appui", reverse("offre_appui:offre", args=[mission.pk])))


def _offre(request, pk):
    offres = OffreDAppui.objects.modifiables_par(request.user)
    return get_object_or_404(offres.avec_etat(), mission=pk)


@require_safe
def offre(request, pk):
    mission = mission_de(request, pk)
    offre = OffreDAppui.objects.filter(mission=mission).avec_etat().first()
    contexte = {"mission": mission, "offre": offre, "fil": fil(mission)}
    if offre:
        contexte |= {
            "manques": offre.manques(),
            "alertes": offre.alertes(),
            "ecartees": [m for m in offre.contenu.lignes("modalites") if not m.gardee],
            "versions": mission.versions.filter(genre=offre.genre).defer("contenu").select_related("publiee_par"),
            "remarques": mission.remarques_sur_l_offre.count(),
        }
    return render(request, "mission/offre/offre.html", contexte)


@require_POST
def commencer(request, pk):
    mission = mission_de(request, pk)
    OffreDAppui.commencer(mission, request.user)
    return redirect("offre_appui:modifier", pk)


@lire_ou_poster
def modifier(request, pk):
    offre = _offre(request, pk)
    donnees = request.POST or None
    tables = [table(offre, donnees) for table in (Modalites, Calendrier, Criteres)]
    page = Ensemble(OffreForm(donnees, instance=offre), *tables)
    if request.method == "POST" and page.is_valid():
        page.save().toucher(request.user)
        messages.success(request, "L’offre d’appui est enregistrée.")
        return redirect("offre_appui:offre", pk)
    contexte = {
        "titre": "Écrire l’offre d’appui",
        "page": page,
        "form": page.form,
        "retour": reverse("offre_appui:offre", args=[pk]),
        "fil": _fil_de_l_offre(offre.mission),
    }
    return render(request, "mission/offre/modifier.html", contexte)


@require_POST
def publier(request, pk):
    offre = _offre(request, pk)
    try:
        version = offre.publier(request.user)
    except ValidationError as refus:
        messages.error(request, f"L’offre n’est pas publiée. {' '.join(refus.messages)}")
    else:
        ou = "lisible par tous" if offre.mission.publique else "lisible par tous dès que les pages publiques ouvriront"
        messages.success(request, f"L’offre d’appui est publiée : {version.nom}, {ou}.")
    return redirect("offre_appui:offre", pk)


@require_safe
def pdf(request, pk):
    """The version in force, the draft when it has changed since; each published version has its own."""
    offre = _offre(request, pk)
    return repondre_en_pdf(offre.en_vigueur() or offre)


@require_safe
def xlsx(request, pk):
    """The same, with what was decided of each modalité."""
    offre = _offre(request, pk)
    fichier, jour = io.BytesIO(), timezone.localdate()
    if version := offre.en_vigueur():
        nom, court = version.nom, f"version {version.numero}"
    else:
        nom, court = f"brouillon du {jour_long(jour)}", f"brouillon {jour:%Y-%m-%d}"
    classeur.ecrire(offre, fichier, f"{offre.mission} · {offre.titre}, {nom}", offre.blocs_du_brouillon())
    return reponse_xlsx(fichier, f"Offre d’appui {offre.mission} {court}")


# --- what is said of it ------------------------------------------------------------------------


@require_safe
def remarques(request, pk):
    mission = mission_de(request, pk)
    page = Paginator(_remarques(mission), PAR_PAGE).get_page(request.GET.get("page"))
    contexte = {"mission": mission, "page": page, "fil": _fil_de_l_offre(mission)}
    return render(request, "mission/offre/remarques.html", contexte)


def _remarques(mission):
    return mission.remarques_sur_l_offre.select_related("personne", "notee_par")


@require_safe
def remarques_xlsx(request, pk):
    mission = mission_de(request, pk)
    return telecharger("Remarques sur l’offre", REMARQUES, _remarques(mission), mission)


@lire_ou_poster
def remarque_nouvelle(request, pk):
    mission = mission_de(request, pk)
    remarque = RemarqueSurLOffre(mission=mission, notee_par=request.user)
    return _saisir_la_remarque(request, remarque, "Noter une remarque", "La remarque est notée.")


@lire_ou_poster
def remarque(request, pk, numero):
    remarque = _remarque(request, pk, numero)
    return _saisir_la_remarque(request, remarque, "Modifier la remarque", "La remarque est enregistrée.")


def _remarque(request, pk, numero):
    remarques = RemarqueSurLOffre.objects.modifiables_par(request.user).select_related("mission")
    return get_object_or_404(remarques, mission=pk, pk=numero)


def _saisir_la_remarque(request, remarque, titre, fait):
    form = RemarqueForm(request.POST or None, instance=remarque)
    retour = reverse("offre_appui:remarques", args=[remarque.mission_id])
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, fait)
        return redirect(retour)
    ou = ("Remarques", retour)
    contexte = {
        "titre": titre,
        "form": form,
        "retour": retour,
        "fil": [*_fil_de_l_offre(remarque.mission), ou],
        "conseil": {
            "titre": "Écouter avant de publier",
            "points": [
                "Présentez l’offre de vive voix quand c’est possible : les réactions viennent mieux.",
                "Notez les questions autant que les suggestions : elles disent ce qui n’est pas clair.",
                "Dites ensuite ce que vous en avez fait.",
            ],
            "source": "Cap Rural, guide, p. 22",
        },
    }
    return render(request, "formulaire.html", contexte)


@require_POST
def remarque_supprimer(request, pk, numero):
    _remarque(request, pk, numero).delete()
    messages.success(request, "La remarque est supprimée.")
    return redirect("offre_appui:remarques", pk)


# --- what anybody reads ------------------------------------------------------------------------


def _publiee(request, adresse):
    missions = Mission.objects.lisibles_par(request.user)
    offres = VersionDeDocument.objects.offres().filter(mission__in=missions).select_related("mission")
    return get_object_or_404(offres, mission__adresse_publique=adresse)


@login_not_required
@require_safe
def publique(request, adresse):
    version = _publiee(request, adresse)
    return render(request, "public/offre_d_appui.html", {"version": version, "mission": version.mission})


@login_not_required
@require_safe
def publique_pdf(request, adresse):
    return repondre_a_tous_en_pdf(request, _publiee(request, adresse))
