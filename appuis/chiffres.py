"""The figures of the home pages, each counted by the database."""

from django.db.models import Count, Q, Sum, Value
from django.db.models.functions import Concat, Trim
from django.utils import timezone

from appuis.models import Appui, Etape, Projet, Sequence, Stade
from missions.models import Structure


def _par_etape(appuis):
    """[(etape, number of running appuis)], every step present, even at zero."""
    nombres = dict(appuis.en_cours().order_by().values_list("etape").annotate(n=Count("pk")))
    return [(etape, nombres.get(etape.value, 0)) for etape in Etape]


def _heures(sequences):
    """{"nombre": séquences, "heures": worked hours, rounded}."""
    total = sequences.aggregate(nombre=Count("pk"), minutes=Sum("duree"))
    return {"nombre": total["nombre"], "heures": round((total["minutes"] or 0) / 60)}


def chiffres_de_l_agent(user):
    """Figures of the appuis the user carries; one query for the appuis, one for the séquences."""
    miens = Appui.objects.visibles_par(user).portes_par(user)
    annee = timezone.localdate().year
    comptes = miens.en_cours().order_by().values_list("etape", "forme").annotate(n=Count("pk"))
    par_etape, collectifs = dict.fromkeys(Etape, 0), 0
    for etape, forme, n in comptes:
        par_etape[Etape(etape)] += n
        collectifs += n if forme == Appui.Forme.COLLECTIF else 0
    return {
        "en_cours": sum(par_etape.values()),
        "collectifs": collectifs,
        "par_etape": list(par_etape.items()),
        "annee": annee,
        "sequences": _heures(Sequence.objects.filter(appui__in=miens, date__year=annee)),
    }


def chiffres_de_la_mission(missions):
    """Figures over the missions one answers for: never an appui's content."""
    annee = timezone.localdate().year
    appuis = Appui.objects.filter(mission__in=missions)
    stades = dict(Projet.objects.filter(mission__in=missions).order_by().values_list("stade").annotate(n=Count("pk")))
    etats = appuis.aggregate(
        en_cours=Count("pk", filter=Q(etat=Appui.Etat.EN_COURS)),
        suspendus=Count("pk", filter=Q(etat=Appui.Etat.SUSPENDU)),
        arretes=Count("pk", filter=Q(etat=Appui.Etat.ARRETE)),
        clos=Count("pk", filter=Q(etat=Appui.Etat.CLOS)),
        collectifs=Count("pk", filter=Q(etat=Appui.Etat.EN_COURS, forme=Appui.Forme.COLLECTIF)),
    )
    par_charge = (
        appuis.en_cours()
        .order_by()
        .values("charge", "charge__last_name", "charge__email")
        .annotate(n=Count("pk"), nom=Trim(Concat("charge__first_name", Value(" "), "charge__last_name")))
        .order_by("-n", "charge__last_name")[:12]
    )
    return {
        **etats,
        "annee": annee,
        "par_etape": _par_etape(appuis),
        "par_stade": [(stade, stades.get(stade.value, 0)) for stade in Stade],
        "par_charge": list(par_charge),
        "sequences": _heures(Sequence.objects.filter(appui__mission__in=missions, date__year=annee)),
        "projets": sum(stades.values()),
        "structures": Structure.objects.filter(appuis__mission__in=missions).distinct().count(),
    }
