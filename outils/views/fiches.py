"""A fiche from its birth to its end: begun, read, copied, removed."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from appuis.models import Appui
from coopappui.historique import entrees
from coopappui.texte import numero
from missions.appartenances import est_charge
from missions.models import Mission
from outils.commencer import PORTEURS, fiche_sur
from outils.forms.fiches import CopieForm, NouvelleFicheForm, ObjetForm


def objet_demande(request, modele):
    """(name, object) that the address asks for, among those this user may write on; ("", None) when none is asked.

    Raises Http404 when it is not theirs, or when the tool does not hang on such a thing.
    """
    for nom in modele.porteurs:
        if nom in request.GET:
            objets = PORTEURS[nom].objects.modifiables_par(request.user).select_related("mission")
            return nom, get_object_or_404(objets, pk=numero(request.GET[nom]))
    return "", None


def exiger_charge(request):
    if not Mission.objects.avec_charge(request.user).exists():
        raise Http404


def fil(modele, fiche=None):
    fil = [("Carnet d’outils", reverse("outils:catalogue")), (modele.nom(), reverse("outils:outil", args=[modele]))]
    return [*fil, (str(fiche), fiche.get_absolute_url())] if fiche else fil


@require_safe
def de_l_appui(request, pk):
    """The fiches of an appui and of its project; asked for by the page of the appui once it is read."""
    appui = get_object_or_404(Appui.objects.visibles_par(request.user).select_related("projet"), pk=pk)
    contexte = {
        "appui": appui,
        "porte": est_charge(request.user, appui.mission),
        "gabarit": "fragment.html" if request.htmx else "base.html",
    }
    return render(request, "outils/de_l_appui.html", contexte)


@require_http_methods(["GET", "HEAD", "POST"])
def nouvelle(request, modele):
    exiger_charge(request)
    nom, objet = objet_demande(request, modele)
    if objet is None:
        return choisir_l_objet(request, modele, "outils:nouvelle", "Nouvelle fiche")
    form = NouvelleFicheForm(request.POST or None, instance=fiche_sur(modele, objet, request.user))
    if form.is_valid():
        return redirect("outils:modifier", modele, form.save().pk)
    contexte = {
        "titre": modele.nom(),
        "outil": modele,
        "objet": objet,
        "form": form,
        "deja": modele.objects.visibles_par(request.user).filter(**{nom: objet}),
        "bouton": "Commencer la fiche",
        "retour": objet.get_absolute_url(),
        "fil": fil(modele),
    }
    return render(request, "outils/nouvelle.html", contexte)


def choisir_l_objet(request, modele, suite, titre):
    """Which project, appui or structure is it about? The answer comes back in the address."""
    form = ObjetForm(request.POST or None, modele=modele, user=request.user)
    if form.is_valid():
        nom, objet = form.choix()
        return redirect(f"{reverse(suite, args=[modele])}?{nom}={objet.pk}")
    contexte = {"titre": f"{titre} : {str(modele._meta.verbose_name).lower()}", "form": form, "bouton": "Continuer"}
    return render(
        request, "formulaire.html", contexte | {"fil": fil(modele), "retour": reverse("outils:outil", args=[modele])}
    )


@require_safe
def fiche(request, modele, pk):
    fiche = get_object_or_404(modele.objects.visibles_par(request.user).avec_objet(), pk=pk)
    charge = est_charge(request.user, fiche.mission)
    remplissable = modele.objects.remplissables_par(request.user).filter(pk=pk).exists()
    contexte = {
        "fiche": fiche,
        "fil": fil(modele),
        "charge": charge,
        "remplissable": remplissable,
        "beneficiaire": fiche.a_remplir and remplissable and not charge,
        "manques": [] if fiche.finie else fiche.manques(),
        "a_corriger": fiche.a_corriger(),
        "demande": fiche.demande if fiche.partagee_le else None,
        "transmissions": fiche.transmissions.select_related("par") if fiche.transmise_le else [],
        "remarques": fiche.remarques.select_related("par", "levee_par") if fiche.transmise_le else [],
        "lien_objet": charge or Mission.objects.visibles_par(request.user).filter(pk=fiche.mission_id).exists(),
    }
    return render(request, "outils/fiche.html", contexte)


@require_http_methods(["GET", "HEAD", "POST"])
def dupliquer_fiche(request, modele, pk):
    fiche = get_object_or_404(modele.objects.modifiables_par(request.user).avec_objet(), pk=pk)
    form = CopieForm(request.POST or None, fiche=fiche, user=request.user)
    if form.is_valid():
        copie = form.save()
        messages.success(request, "La copie est prête : relisez-la et adaptez-la.")
        return redirect("outils:modifier", modele, copie.pk)
    contexte = {
        "titre": "Dupliquer la fiche",
        "form": form,
        "bouton": "Dupliquer",
        "intro": "Les réponses sont recopiées dans un nouveau brouillon, pas les décisions ni l’état.",
        "retour": fiche.get_absolute_url(),
        "fil": fil(modele, fiche),
    }
    return render(request, "formulaire.html", contexte)


@require_safe
def historique(request, modele, pk):
    """For the mission alone: it shows what was erased before the fiche was shared."""
    fiche = get_object_or_404(modele.objects.de_ses_missions(request.user).avec_objet(), pk=pk)
    liees = {bloc.relation: bloc.nom.lower() for bloc in fiche.tableaux()}
    liees |= {bloc.relation: bloc.intitule.lower() for bloc in fiche.croises()}
    contexte = {"fiche": fiche, "entrees": entrees(fiche, liees=liees), "fil": fil(modele, fiche)}
    return render(request, "outils/historique.html", contexte)


@require_http_methods(["GET", "HEAD", "POST"])
def supprimer(request, modele, pk):
    """A finished fiche is reopened first: nobody removes by mistake what was agreed upon. Once transmitted, it stays
    with its receipts."""
    fiche = get_object_or_404(modele.objects.modifiables_par(request.user).avec_objet(), pk=pk)
    if request.method == "POST" and fiche.supprimable:
        objet = fiche.objet
        fiche.avant_suppression()
        fiche.delete()
        messages.success(request, f"La fiche « {fiche} » est supprimée.")
        return redirect(objet)
    return render(request, "outils/supprimer.html", {"fiche": fiche, "fil": fil(modele, fiche)})
