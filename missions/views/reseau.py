"""The réseau: lists, cards and their history. Every member of the mission reads, its officers write."""

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils.http import urlencode
from django.views.decorators.http import require_safe
from django_htmx.http import push_url

from coopappui.historique import entrees
from missions import anonymat
from missions.appartenances import appartenances, est_charge
from missions.models import Membre
from missions.views.reseau_genres import GENRES, PERSONNES, STRUCTURES, TERRITOIRES

PAR_PAGE = 50
# How many related objects a card shows before it says how many are left.
MONTRES = 20


def contexte_de_liste(user, onglet):
    """What the pages with tabs share. Whoever belongs to no mission has no réseau: 404."""
    siennes = appartenances(user)
    if not siennes:
        raise Http404
    return {
        "onglet": onglet,
        "genres": GENRES.values(),
        "charge": any(a.role == Membre.Role.CHARGE for a in siennes),
        "plusieurs_missions": len({a.mission_id for a in siennes}) > 1,
    }


def exiger_charge(user):
    """404 for whoever writes in no réseau."""
    if not any(a.role == Membre.Role.CHARGE for a in appartenances(user)):
        raise Http404


def exiger_membre(user):
    """404 for whoever reads no réseau."""
    if not appartenances(user):
        raise Http404


@require_safe
def liste(request, genre):
    contexte = contexte_de_liste(request.user, genre.nom)
    filtres = genre.filtres(request.GET, genre.modele.objects.visibles_par(request.user), request.user)
    tri = request.GET.get("tri", "")
    objets = genre.ordonner(genre.lire(filtres.qs), tri)
    contexte |= {
        "genre": genre,
        "filtres": filtres,
        "tri": tri or next(iter(genre.tris)),
        "page": Paginator(objets, PAR_PAGE).get_page(request.GET.get("page")),
        "lignes": f"reseau/_lignes_{genre.nom}.html",
    }
    if not request.htmx:
        return render(request, "reseau/liste.html", contexte)
    reponse = render(request, "reseau/_liste.html", contexte)
    return push_url(reponse, f"{genre.liste}?{_sans_vides(request.GET)}")


def _sans_vides(params):
    """The query string without the filters left empty: an address one can share."""
    return urlencode([(nom, valeur) for nom, valeurs in params.lists() for valeur in valeurs if valeur])


@require_safe
def fiche(request, genre, pk):
    fiches = genre.modele.objects.visibles_par(request.user).select_related("mission")
    objet = get_object_or_404(fiches.select_related(*_LIENS[genre.nom]), pk=pk)
    contexte = {"genre": genre, "fiche": objet, "charge": est_charge(request.user, objet.mission)}
    return render(request, f"reseau/{genre.un}.html", contexte | _CONTENU[genre.nom](objet, request.user))


@require_safe
def historique(request, genre, pk):
    objet = get_object_or_404(genre.modele.objects.visibles_par(request.user), pk=pk)
    return render(request, "reseau/historique.html", {"genre": genre, "fiche": objet, "entrees": entrees(objet)})


# --- what each card shows; appuis and projects come through reverse relations -------------------


class Extrait(list):
    """The first objects of a queryset; `reste`: how many are left out."""

    def __init__(self, queryset):
        super().__init__(queryset[: MONTRES + 1])
        self.reste = queryset.count() - MONTRES if len(self) > MONTRES else 0
        del self[MONTRES:]


def _appuis(fiche, user):
    appuis = fiche.appuis.visibles_par(user).avec_dernier_echange().select_related("charge", "projet")
    return Extrait(appuis.order_by("-dernier_echange", "-pk"))


def _structure(structure, user):
    partenariats = structure.partenariats.filter(projet__mission=structure.mission_id)
    return {
        "appuis": _appuis(structure, user),
        "personnes": Extrait(structure.personnes.order_by("-contact_cooperation", "recherche")),
        "projets_menes": Extrait(structure.projets_menes.visibles_par(user)),
        "partenariats": Extrait(partenariats.select_related("projet").order_by("projet__nom")),
        "langues": structure.langues.all(),
    }


def _personne(personne, user):
    engagements = personne.engagements.visibles_par(user).ouverts().par_echeance()
    return {
        "appuis": _appuis(personne, user),
        "nombre_de_sequences": personne.sequences.visibles_par(user).count(),
        "engagements": Extrait(engagements.select_related("appui", "projet")),
        "invitations": Extrait(personne.invitations.visibles_par(user).avec_tout()),
        "temoignage_depuis": personne.temoignage_depuis(),
        "effacable": not personne.compte_id and not anonymat.fiche_effacee(personne),
        "ce_qui_s_efface": anonymat.ce_qui_s_efface(),
    }


def _territoire(territoire, user):
    structures = territoire.structures.visibles_par(user).select_related("type").avec_nombre_d_appuis()
    return {"structures": Extrait(structures.order_by("recherche"))}


_LIENS = {
    STRUCTURES.nom: ["type", "territoire"],
    PERSONNES.nom: ["structure", "compte"],
    TERRITOIRES.nom: ["mission"],
}
_CONTENU = {STRUCTURES.nom: _structure, PERSONNES.nom: _personne, TERRITOIRES.nom: _territoire}
