"""From the home of each account, every link leads somewhere, and to a sound page.

The demonstration holds an appui, a project, a person in nearly every state: what the small troupe does not show.
"""

from collections import Counter, deque
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from django.test import Client
from django.urls import resolve

from appuis.demo import charger
from comptes.models import Utilisateur
from tests.html import Page

# Pages seen of each kind: enough to meet the states, few enough to stay short. A PDF takes a second to make.
PAR_GENRE = {"suivi_appuis_pdf": 1, "suivi_actions_pdf": 1, "mission:document_pdf": 1, "charte_pdf": 1}
LIMITE = 5
DEPARTS = ("agent", "responsable", "beneficiaire", "admin")


@pytest.fixture
def demonstration(db, settings):
    settings.DEBUG = True
    charger()
    settings.DEBUG = False


def parcourir(client):
    """Yields a sentence for each fault met while following the links, breadth first."""
    file, vues, genres = deque([("/", "")]), {"/"}, Counter()
    while file:
        adresse, depuis = file.popleft()
        reponse = client.get(adresse, follow=True)
        corps = reponse.getvalue()
        if reponse.status_code != 200:
            yield f"{reponse.status_code} sur {adresse}, lien de {depuis}"
            continue
        # A mail shown as it is received, under a policy of its own, is no page.
        courriel = "default-src 'none'" in reponse.get("Content-Security-Policy", "")
        if courriel or not reponse["Content-Type"].startswith("text/html"):
            continue
        page = Page(corps.decode())
        yield from (f"{adresse} : {faute}" for faute in page.fautes())
        for lien in page.liens:
            cible = urldefrag(urljoin(adresse, lien)).url
            if cible in vues or not cible.startswith("/") or cible.startswith(("/admin/", "//")):
                continue
            vues.add(cible)
            genre = resolve(urlsplit(cible).path).view_name
            genres[genre] += 1
            if genres[genre] <= PAR_GENRE.get(genre, LIMITE):
                file.append((cible, adresse))


@pytest.mark.usefixtures("demonstration")
def test_tous_les_liens_menent_a_une_page_saine():
    fautes = []
    for cle in DEPARTS:
        client = Client()
        client.force_login(Utilisateur.objects.get(email=f"{cle}@example.org"))
        fautes += [f"{cle} : {faute}" for faute in parcourir(client)]
    assert not fautes, "\n".join(fautes)
