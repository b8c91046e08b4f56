"""The espace ressources, as members and bénéficiaires read it; visitors have their own page."""

from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from appuis.filtres.ressources import FiltresDesMembres, FiltresRessources
from appuis.models import Appui, Ressource, Rubrique
from appuis.tableaux.ressources import RESSOURCES, DemandeDeRessources
from appuis.views import tableaux
from coopappui.depots import telechargement
from coopappui.historique import entrees
from coopappui.plan import pdf
from coopappui.telechargements import reponse_pdf
from missions.appartenances import appartenances

PAR_PAGE = 24


@require_safe
def ressources(request):
    """Members see those of their missions; somebody who is only a bénéficiaire, what is open to them."""
    membre = bool(appartenances(request.user))
    if membre:
        liste, filtres = Ressource.objects.visibles_par(request.user), FiltresDesMembres
    elif Appui.objects.partages_avec(request.user).exists():
        liste, filtres = Ressource.objects.partagees_avec(request.user), FiltresRessources
    else:
        raise Http404
    contexte = {"membre": membre, "mission": None, "adresse": reverse("ressources:ressources")}
    return render(request, "ressources/espace.html", contexte | explorer(request, liste, filtres))


def explorer(request, liste, filtres):
    """What a list of resources shows: its page, its filters, how many there are in each rubrique."""
    lus = filtres(request.GET, liste, request.user)
    trouvees = lus.qs.classees(lus.q_demande).avec_noms()
    page = Paginator(trouvees, PAR_PAGE).get_page(request.GET.get("page"))
    sans_rubrique = request.GET.copy()
    for nom in ("rubrique", "page"):
        sans_rubrique.pop(nom, None)
    toutes = filtres(sans_rubrique, liste, request.user).qs
    nombres = dict(toutes.order_by().values_list("rubrique").annotate(n=Count("pk")))
    return {
        "page": page,
        "filtres": lus,
        "q": lus.q_demande,
        "rubriques": [(rubrique, nombres.get(rubrique.value, 0)) for rubrique in Rubrique],
        "total": sum(nombres.values()),
        "courante": request.GET.get("rubrique", ""),
    }


def _lisible(request, pk):
    return get_object_or_404(Ressource.objects.lisibles_par(request.user).avec_noms(), pk=pk)


@require_safe
def ressource(request, pk):
    ressource = _lisible(request, pk)
    membre = bool(appartenances(request.user))
    contexte = {
        "ressource": ressource,
        "membre": membre,
        "modifiable": Ressource.objects.modifiables_par(request.user).filter(pk=pk).exists() if membre else False,
        "a_completer": list(ressource.manques()) if membre and ressource.mission_id else [],
    }
    return render(request, "ressources/ressource.html", contexte)


@require_safe
def fichier(request, pk):
    return servir_le_fichier(_lisible(request, pk))


def servir_le_fichier(ressource):
    if not ressource.fichier:
        raise Http404
    return telechargement(ressource)


@require_safe
def fiche_pdf(request, pk):
    ressource = _lisible(request, pk)
    return reponse_pdf(pdf.ecrire(page_imprimee(ressource)), ressource.titre)


def page_imprimee(ressource):
    """The text of a sheet, to hand over."""
    if not ressource.texte:
        raise Http404
    return render_to_string("ressources/pdf.html", {"ressource": ressource, "date": timezone.localdate()})


@require_safe
def ressources_xlsx(request):
    return tableaux.classeur(request, RESSOURCES, DemandeDeRessources)


@require_safe
def historique(request, pk):
    ressource = get_object_or_404(Ressource.objects.modifiables_par(request.user), pk=pk)
    contexte = {"ressource": ressource, "entrees": entrees(ressource)}
    return render(request, "ressources/historique.html", contexte)
