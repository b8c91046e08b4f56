"""Every page of the access matrix, for everybody it lets in, empty and refused: well built, labelled, safe."""

import copy

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from appuis.models import Bilan, Etape
from tests.acces import lignes
from tests.factories import BlocageFactory, DocumentFactory, EngagementFactory, NoteFactory, SequenceFactory, il_y_a
from tests.html import Page
from tests.personnages import Troupe

VISITEUR = "visiteur"
# Pages whose form needs no information notice, and why.
SANS_NOTICE = {"suivi_colonnes": "it names columns, nobody", "veille:source": "it dates a reading, of one’s own"}
LIGNES = [ligne for ligne in lignes() if ligne.get or ligne.post]


@pytest.fixture
def garnie(troupe):
    """The troupe with something in every block of the pages."""
    appui = troupe.appui
    appui.co_charges.add(troupe.collegue)
    appui.franchir(Etape.CONTACT, par=troupe.agent)
    sequence = SequenceFactory(
        appui=appui, releve=True, decisions="On envoie l’offre.", prochaine_etape="Relire l’offre"
    )
    sequence.participants.add(troupe.personne)
    blocage = BlocageFactory(appui=appui, sequence=sequence)
    blocage.apports.create(nature="methode")
    BlocageFactory(appui=appui, intitule="Offre trop précise", leve_le=il_y_a(2))
    EngagementFactory(appui=appui, sequence=sequence, echeance=il_y_a(3))
    EngagementFactory(appui=appui, charge=None, personne=troupe.personne, echeance=None)
    EngagementFactory(appui=None, projet=troupe.projet, charge=troupe.agent)
    DocumentFactory(appui=appui, sequence=sequence, nature="remis")
    DocumentFactory(appui=None, projet=troupe.projet, depose_par=troupe.agent)
    NoteFactory(appui=appui, sequence=sequence, lecteurs=[troupe.collegue])
    NoteFactory(appui=appui, blocage=blocage)
    Bilan.objects.create(appui=appui, difficultes="Peu de temps.")
    return troupe


def _requetes(ligne, role):
    """The methods by which this role gets a page."""
    for methode in ("GET", "POST"):
        permis = ligne.roles(methode)
        if role in permis or (role == VISITEUR and ligne.public and permis):
            yield methode


def fautes(ligne, role, troupe):
    client = Client()
    if role != VISITEUR:
        client.force_login(getattr(troupe, role))
    for methode in _requetes(ligne, role):
        with transaction.atomic():
            adresse = reverse(ligne.nom, args=ligne.args(troupe))
            donnees = {"query_params": ligne.donnees} if methode == "GET" else {}
            reponse = client.generic(methode, adresse, **donnees)
            html = reponse["Content-Type"].startswith("text/html") if reponse.status_code == 200 else False
            trouvees = [*_fautes_de_la_page(ligne, reponse), *_en_tetes(reponse, ligne)] if html else []
            if reponse.streaming:
                # Reading to the end closes the file; `close()` would also close the database connection.
                reponse.getvalue()
            transaction.set_rollback(True)
        yield from (f"{methode} {adresse} pour {role} : {faute}" for faute in trouvees)


def _fautes_de_la_page(ligne, reponse):
    if ligne.nom in COURRIELS:
        return
    page = Page(reponse.content.decode())
    yield from page.fautes()
    # What one types on the pages of the sign-in library only opens the door.
    if page.sans_notice and not ligne.tierce and ligne.nom not in SANS_NOTICE:
        yield "un formulaire sans notice d’information"


# A mail shown as it is received: it has the styles of mails, and runs and loads nothing.
COURRIELS = {"veille:lettre_apercu"}


def _en_tetes(reponse, ligne):
    politique = reponse.get("Content-Security-Policy", "")
    if ligne.nom in COURRIELS:
        if "default-src 'none'" not in politique or "script-src" in politique:
            yield f"politique de sécurité « {politique} »"
        return
    if "default-src 'self'" not in politique or "unsafe" in politique:
        yield f"politique de sécurité « {politique} »"
    for nom, valeur in (("X-Frame-Options", "DENY"), ("X-Content-Type-Options", "nosniff")):
        if reponse.get(nom) != valeur:
            yield f"{nom} : {reponse.get(nom)}"


@pytest.mark.parametrize("ligne", LIGNES, ids=lambda ligne: ligne.nom)
def test_chaque_page_est_saine(ligne, garnie):
    trouvees = [faute for role in (*Troupe.ROLES, VISITEUR) for faute in fautes(ligne, role, copy.deepcopy(garnie))]
    assert not trouvees, "\n".join(trouvees)


@pytest.mark.parametrize(
    ("nom", "role", "lecteurs"),
    [
        ("appuis:note_nouvelle", "agent", "les co-chargés qu’il nomme la lisent"),
        ("appuis:note_modifier", "agent", "les co-chargés qu’il nomme la lisent"),
        ("espace:mettre_fin", "beneficiaire", "Seuls ceux qui portent l’appui lisent"),
        ("messages:conversation", "beneficiaire", "Seuls ceux qui portent l’appui et ses bénéficiaires lisent"),
        ("comptes:demander_l_effacement", "beneficiaire", "Seuls les administrateurs du site lisent"),
        ("comptes:profil", "beneficiaire", "Les membres de vos missions les lisent"),
    ],
)
def test_la_notice_dit_qui_lit(nom, role, lecteurs, troupe, connecte):
    ligne = next(ligne for ligne in LIGNES if ligne.nom == nom)
    page = connecte(getattr(troupe, role)).get(reverse(nom, args=ligne.args(troupe))).content.decode()
    assert lecteurs in page
    assert "Les membres de la mission les lisent" not in page
