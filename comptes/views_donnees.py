"""My data: downloaded by oneself, erased on request."""

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import FileResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from comptes.forms import Effacement
from comptes.models import DemandeDEffacement, Sujet, Utilisateur
from comptes.notifications import prevenir
from coopappui.donnees import archive


@require_safe
def mes_donnees(request):
    demandes = DemandeDEffacement.objects.filter(compte=request.user)
    return render(request, "comptes/mes_donnees.html", {"demandes": demandes})


@require_safe
def telecharger(request):
    nom = f"mes-donnees-coopappui-{timezone.localdate()}.zip"
    return FileResponse(archive(request.user), as_attachment=True, filename=nom, content_type="application/zip")


@require_http_methods(["GET", "HEAD", "POST"])
def demander_l_effacement(request):
    demande = DemandeDEffacement(compte=request.user)
    form = Effacement(request.POST or None, instance=demande)
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                form.save()
        except IntegrityError:  # pressed twice
            return redirect("comptes:mes_donnees")
        titre = "Une personne demande l’effacement de ses données"
        adresse = reverse("admin:comptes_demandedeffacement_change", args=[demande.pk])
        prevenir(Utilisateur.objects.administrateurs(), Sujet.ACCES, titre, adresse)
        messages.success(request, "Votre demande est transmise. Vous aurez une réponse sous un mois au plus.")
        return redirect("comptes:mes_donnees")
    contexte = {
        "titre": "Demander l’effacement de mes données",
        "form": form,
        "bouton": "Demander l’effacement",
        "retour": reverse("comptes:mes_donnees"),
        "fil": [("Mes données", reverse("comptes:mes_donnees"))],
        "intro": "Votre compte sera fermé ; votre nom et vos coordonnées seront retirés du portail. Ce que vous avez "
        "écrit avec d’autres (fiches, décisions) reste, sans votre signature. Votre nom peut encore se lire dans un "
        "texte, une fiche ou un document écrits avec d’autres, et pendant un an au plus dans les notifications qu’ils "
        "ont reçues. C’est définitif : téléchargez d’abord vos données.",
    }
    return render(request, "comptes/demander_l_effacement.html", contexte)


@require_POST
def retirer_la_demande(request, pk):
    attente = DemandeDEffacement.Etat.ATTENTE
    demandes = DemandeDEffacement.objects.select_for_update().filter(compte=request.user, etat=attente)
    get_object_or_404(demandes, pk=pk).retirer()
    messages.success(request, "Votre demande est retirée : rien n’est effacé.")
    return redirect("comptes:mes_donnees")
