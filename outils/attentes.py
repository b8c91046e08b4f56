"""The fiches that a bénéficiaire is asked to fill or to correct, in the list of all that is expected from them."""

from django.urls import reverse

from appuis.attentes import Attente
from outils.models import Demande

ICONES = {False: "pencil-square", True: "arrow-counterclockwise"}


def fiches_demandees(user):
    demandes = Demande.objects.adressees_a(user).select_related("fiche__appui", "par")
    for demande in demandes:
        fiche = demande.fiche
        yield Attente(
            quoi=str(demande),
            adresse=reverse("outils:modifier", args=[fiche.genre, fiche.pk]),
            bouton=demande.bouton,
            icone=ICONES[demande.correction],
            pour_le=demande.echeance,
            detail=f"Demandé par {demande.par}",
            appui_id=fiche.appui_id,
            projet_id=fiche.projet_id or (fiche.appui.projet_id if fiche.appui else None),
        )
