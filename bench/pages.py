"""Times the pages an officer opens all day."""

import gzip
import statistics
import time

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from appuis.models import Appui, Sequence

ECHAUFFEMENT, MESURES = 3, 40


def adresses(agent):
    """(name, URL) of each page, taken in the middle of the data."""
    visibles = Appui.objects.visibles_par(agent)
    appui = visibles.filter(sequences__in=Sequence.objects.all()).order_by("pk")[visibles.count() // 2]
    suivi, projets = reverse("suivi_appuis"), reverse("suivi_actions")
    structure = appui.structures.first()
    return [
        ("home", reverse("accueil")),
        ("list of appuis", suivi),
        ("list of appuis, last page", f"{suivi}?tri=nom&page={visibles.count() // 50}"),
        ("list filtered", f"{suivi}?etat=en-cours&pays=IT&etape=blocages&tri=-enveloppe"),
        ("list filtered by structure", f"{suivi}?structure={structure.pk}"),
        ("list searched", f"{suivi}?q=noisette+larchant"),
        ("list, htmx refresh", f"{suivi}?etat=en-cours&htmx"),
        ("list of projects", projets),
        ("an appui", appui.get_absolute_url()),
        ("search", f"{reverse('recherche')}?q=noisette"),
    ]


def mesurer(agent):
    """[(name, p50 and p95 in ms, queries, compressed KB)]"""
    client = Client(HTTP_ACCEPT_ENCODING="gzip")
    client.force_login(agent)
    return [(nom, *_mesurer(client, url)) for nom, url in adresses(agent)]


def _mesurer(client, url):
    entetes = {"HTTP_HX_REQUEST": "true"} if url.endswith("&htmx") else {}
    durees = []
    for essai in range(ECHAUFFEMENT + MESURES):
        debut = time.perf_counter()
        reponse = client.get(url.removesuffix("&htmx"), **entetes)
        if essai >= ECHAUFFEMENT:
            durees.append((time.perf_counter() - debut) * 1000)
        if reponse.status_code != 200:
            raise RuntimeError(f"{url} answered {reponse.status_code}")
    with CaptureQueriesContext(connection) as requetes:
        client.get(url.removesuffix("&htmx"), **entetes)
    lues = [r for r in requetes if "SAVEPOINT" not in r["sql"] and not r["sql"].startswith(("BEGIN", "COMMIT"))]
    poids = len(reponse.content) if reponse.get("Content-Encoding") else len(gzip.compress(reponse.content))
    return statistics.median(durees), statistics.quantiles(durees, n=20)[-1], len(lues), poids / 1024
