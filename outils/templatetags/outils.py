"""The carnet d'outils on the page of what fiches hang on: a project, an appui, a structure."""

from datetime import date

from django import template
from django.db.models import Prefetch, Q

from appuis.models import Appui, Stade, StadeAppui
from outils.commencer import PORTEURS
from outils.models import Demande, Outil
from outils.models.vie import Etat

register = template.Library()

# Nobody waits for more at once.
SUIVIES = 100


@register.inclusion_tag("outils/_section.html")
def carnet(user, objet, modifiable):
    """The fiches of a project, an appui or a structure; `modifiable`: this user may begin one."""
    porteur, objet = _porteur(objet)
    filtre = Q(**{porteur: objet})
    if porteur == "projet":
        filtre |= Q(appui__projet=objet)
    return {
        "fiches": list(Outil.objects.visibles_par(user).filter(filtre).select_related("modifie_par")),
        "objet": objet,
        "porteur": porteur,
        "parties": _parties(objet, porteur) if modifiable else [],
    }


def _porteur(objet):
    """("projet", project) also for an appui that has one: what is said of a project stays with it."""
    if isinstance(objet, Appui) and objet.projet_id:
        return "projet", objet.projet
    return next((nom, objet) for nom, classe in PORTEURS.items() if isinstance(objet, classe))


def _parties(objet, porteur):
    """(part of the guide, its tools, is it the current one), the one of the project's stage first."""
    courante = Stade(objet.stade).partie if porteur == "projet" else None
    parties = []
    for partie in StadeAppui:
        outils = [m for m in Outil.catalogue() if m.stade == partie and porteur in m.porteurs]
        if outils:
            parties.append((partie, outils, partie == courante))
    return sorted(parties, key=lambda p: not p[2])


@register.inclusion_tag("outils/_partagees.html")
def fiches_partagees(user, appui=None, projet=None):
    """What a bénéficiaire reads or fills, of one appui, of one project or of all of theirs, the latest first."""
    ouvertes = Demande.objects.ouvertes().select_related("par", "fiche")
    fiches = Outil.objects.partages_avec(user).avec_objet().prefetch_related(Prefetch("demandes", ouvertes))
    if projet is not None:
        fiches = fiches.filter(projet=projet)
    if appui is not None:
        fiches = fiches.filter(
            Q(appui=appui) | Q(projet__isnull=False, projet=appui.projet_id) | Q(structure__isnull=False)
        )
    return {"fiches": fiches}


@register.simple_tag
def fiches_suivies(user):
    """What an officer waits for or has to read, for outils/_suivies.html: fiches transmitted, then those that they
    asked for. Empty when there is nothing."""
    demandes = Demande.objects.ouvertes().select_related("fiche").prefetch_related("destinataires")
    fiches = Outil.objects.suivies_par(user).filter(
        Q(etat=Etat.TRANSMISE) | Q(demandes__in=Demande.objects.ouvertes())
    )
    fiches = list(fiches.avec_objet().prefetch_related(Prefetch("demandes", demandes)).distinct()[:SUIVIES])
    return fiches and {
        "a_relire": [fiche for fiche in fiches if fiche.transmise],
        "attendues": sorted(
            (f for f in fiches if f.demande), key=lambda f: (f.demande.echeance or date.max, f.demande.le)
        ),
    }
