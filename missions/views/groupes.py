"""Phase 1: the list of those to contact, built from the réseau, and what came of it."""

import io

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import push_url

from coopappui.historique import entrees
from coopappui.retour import revenir
from coopappui.tableau import Demande, Ecran, xlsx
from coopappui.telechargements import reponse_xlsx
from missions.appartenances import est_charge, mission_de
from missions.forms.groupe_au_reseau import GroupeAuReseauForm
from missions.forms.groupes import GroupeForm, GroupesForm
from missions.groupes import page_de, tableau_de
from missions.models import GroupeAContacter
from missions.views.phases import lire_ou_poster

CONSEIL = {
    "titre": "Trois situations",
    "points": [f"{s.label} : {s.besoin}." for s in GroupeAContacter.Situation]
    + ["Préférez l’échange direct, et commencez par les priorités."],
    "source": "Cap Rural, guide, p. 18",
}


@require_safe
def groupes(request, pk):
    mission = mission_de(request, pk)
    demande = Demande(page_de(mission), request.GET, request.user)
    contexte = {
        "mission": mission,
        "demande": demande,
        "ecran": Ecran(demande),
        "tableau": demande.tableau,
        "page": demande.page,
        "adresse": request.path,
        "vides": not mission.groupes.exists(),
    }
    if request.htmx:
        reponse = render(request, "mission/groupes/_resultats.html", contexte)
        return push_url(reponse, request.path + demande.requete(sans_page=False))
    return render(request, "mission/groupes/groupes.html", contexte)


@require_safe
def groupes_xlsx(request, pk):
    mission = mission_de(request, pk)
    demande = Demande(tableau_de(mission), request.GET, request.user)
    if not demande.filtres.compris:
        return redirect(f"{reverse('mission:groupes', args=[pk])}?{request.META.get('QUERY_STRING', '')}")
    fichier = io.BytesIO()
    xlsx.ecrire(demande, fichier, str(mission))
    return reponse_xlsx(fichier, f"Groupes à contacter {timezone.localdate():%Y-%m-%d}")


@lire_ou_poster
def groupes_ajouter(request, pk):
    mission = mission_de(request, pk)
    form = GroupesForm(request.POST if request.method == "POST" else None, mission=mission)
    if request.method == "POST" and form.is_valid():
        n = len(form.ajouter())
        s = "s" if n > 1 else ""
        if n:
            messages.success(request, f"{n} groupe{s} ajouté{s} à la liste.")
        else:
            messages.info(request, "Ils étaient déjà tous dans la liste.")
        return redirect("mission:groupes", pk)
    contexte = {
        "titre": "Ajouter des groupes à contacter",
        "form": form,
        "bouton": "Ajouter à la liste",
        "retour": reverse("mission:groupes", args=[pk]),
        "fil": _fil(mission),
        "conseil": CONSEIL,
    }
    return render(request, "formulaire.html", contexte)


def _groupe(request, pk, numero):
    groupes = GroupeAContacter.objects.modifiables_par(request.user).avec_liens()
    return get_object_or_404(groupes, mission=pk, pk=numero)


@lire_ou_poster
def groupe(request, pk, numero):
    groupe = _groupe(request, pk, numero)
    charge = est_charge(request.user, groupe.mission)
    form = GroupeForm(request.POST or None, instance=groupe, user=request.user, charge=charge)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, f"« {groupe} » est enregistré.")
        # What comes next is on its page.
        return redirect(groupe) if charge and groupe.demande_un_appui else redirect("mission:groupes", pk)
    contexte = {
        "titre": str(groupe),
        "groupe": groupe,
        "charge": charge,
        "form": form,
        "retour": reverse("mission:groupes", args=[pk]),
        "fil": _fil(groupe.mission),
        "conseil": CONSEIL,
        "entrees": entrees(groupe),
    }
    return render(request, "mission/groupes/groupe.html", contexte)


@lire_ou_poster
def groupe_au_reseau(request, pk, numero):
    """A name gets a card: the first step of an appui. The réseau is written by chargés."""
    groupe = _groupe(request, pk, numero)
    if not est_charge(request.user, groupe.mission):
        raise Http404
    if groupe.fiche:
        return redirect(groupe)
    recu = request.POST if request.method == "POST" else None
    form = GroupeAuReseauForm(recu, groupe=groupe, user=request.user)
    if form.is_valid():
        try:
            groupe = form.enregistrer()
        except ValidationError as refus:
            messages.error(request, " ".join(refus.messages))
        else:
            messages.success(request, f"« {groupe} » est au réseau.")
        return redirect(groupe)
    contexte = {
        "titre": "Ajouter au réseau",
        "form": form,
        "bouton": "Ajouter au réseau",
        "intro": f"« {groupe} » n’est encore qu’un nom dans la liste. Avec sa fiche, vous pourrez ouvrir un appui.",
        "retour": groupe.get_absolute_url(),
        "fil": [*_fil(groupe.mission), (str(groupe), groupe.get_absolute_url())],
    }
    return render(request, "formulaire.html", contexte)


@require_POST
def groupe_contacte(request, pk, numero):
    """One click from the list."""
    groupe = _groupe(request, pk, numero)
    try:
        groupe.contacter(request.user)
    except ValidationError as refus:
        messages.warning(request, " ".join(refus.messages))
    else:
        # Clicked by mistake: the date is cleared on its page.
        page = f"{groupe.get_absolute_url()}#id_contacte_le"
        dit = '« {} » : contacté aujourd’hui. <a href="{}">Changer cette date, ou l’effacer</a>'
        messages.success(request, format_html(dit, groupe, page))
    return revenir(request, reverse("mission:groupes", args=[pk]))


@require_POST
def groupe_supprimer(request, pk, numero):
    groupe = _groupe(request, pk, numero)
    nom = str(groupe)
    groupe.delete()
    messages.success(request, f"« {nom} » n’est plus dans la liste.")
    return redirect("mission:groupes", pk)


def _fil(mission):
    return [
        ("La mission d’appui", reverse("mission:phases", args=[mission.pk])),
        ("1. Faire connaître", reverse("mission:phase", args=[mission.pk, 1])),
        ("Groupes à contacter", reverse("mission:groupes", args=[mission.pk])),
    ]
