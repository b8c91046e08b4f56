"""Reminders: every part of the portal says what is due, one mail a day at most says it to each person.

A source, `f(aujourd_hui) -> iterable of Rappel`, is declared with `@source` in the `travaux.py` of its application.
"""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from comptes.models import RappelFait, Sujet, Utilisateur
from comptes.notifications import prevenir

SOURCES = []
# Days before a due date on which one is reminded of it.
AVANT = (7, 2)


def source(fonction):
    SOURCES.append(fonction)
    return fonction


@dataclass(frozen=True)
class Rappel:
    """`cle` names the fact, within 100 characters; `phrase`: « « Pré-projet » est attendu le 30 novembre »."""

    compte: Utilisateur
    cle: str
    phrase: str
    adresse: str


def moment(echeance: date | None, aujourd_hui: date) -> str:
    """« j7 » or « j2 » when a due date is that near, "" when it is too far, past, or unknown.

    A job that runs late still reminds: « j7 » lasts from the seventh day before to the third.
    """
    if echeance is None or not 0 <= (jours := (echeance - aujourd_hui).days) <= max(AVANT):
        return ""
    return f"j{min(avant for avant in AVANT if jours <= avant)}"


def rappeler(aujourd_hui):
    """Tells each person what was not told yet; returns how many were written to. One mail a person and a day."""
    par_compte = {}
    for source in SOURCES:
        for rappel in source(aujourd_hui):
            par_compte.setdefault(rappel.compte.pk, []).append(rappel)
    # The accounts are locked: two workers at once remind once.
    list(Utilisateur.objects.filter(pk__in=par_compte).order_by("pk").select_for_update())
    deja = set(RappelFait.objects.filter(compte__in=par_compte).values_list("compte", "cle"))
    servis = set(RappelFait.objects.filter(compte__in=par_compte, le=aujourd_hui).values_list("compte", flat=True))
    ecrits = 0
    for pk, rappels in par_compte.items():
        nouveaux = {r.cle: r for r in rappels if (pk, r.cle) not in deja}
        if not nouveaux or pk in servis:
            continue
        RappelFait.objects.bulk_create([RappelFait(compte_id=pk, cle=cle, le=aujourd_hui) for cle in nouveaux])
        _ecrire(list(nouveaux.values()), aujourd_hui)
        ecrits += 1
    return ecrits


def _ecrire(rappels, aujourd_hui):
    premier, plusieurs = rappels[0], len(rappels) > 1
    prevenir(
        [premier.compte],
        Sujet.RAPPEL,
        f"{len(rappels)} choses vous attendent" if plusieurs else premier.phrase,
        reverse("accueil") if plusieurs else premier.adresse,
        detail=" · ".join(r.phrase for r in rappels) if plusieurs else "",
        cle=f"rappel-{aujourd_hui}",
    )
