"""The same instant, for real, against PostgreSQL: answers of one person, a file replaced, proposals."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from comptes.models import Notification
from missions.models import DemandeDeTemoigner
from tests.au_meme_instant import poster_ensemble
from tests.factories import PersonneFactory, RessourceFactory, il_y_a
from tests.personnages import troupe as monter_troupe
from tests.saisie import saisie

pytestmark = pytest.mark.au_meme_instant
FOIS = 6


@pytest.fixture
def scene():
    return monter_troupe()


def client_de(compte):
    client = Client()
    client.force_login(compte)
    return client


def test_une_premiere_reponse_notee_par_plusieurs_l_est_une_fois(scene):
    personne = PersonneFactory(mission=scene.mission)
    adresse, clients = f"/ressources/temoins/{personne.pk}/", [client_de(scene.agent) for _ in range(FOIS)]
    lue = clients[0].get(adresse).context["form"]
    reponses = ["oui", "non"] * (FOIS // 2)
    envois = [
        (client, adresse, saisie(lue, reponse=reponse, demande_le=il_y_a(2).isoformat(), sujets=f"sujet {n}"))
        for n, (client, reponse) in enumerate(zip(clients, reponses, strict=True))
    ]
    recues = poster_ensemble(envois)
    gagnants = [n for n, recue in enumerate(recues) if recue.status_code == 302]
    assert [recue.status_code for n, recue in enumerate(recues) if n not in gagnants] == [200] * (FOIS - 1)
    (gagnant,) = gagnants
    personne.refresh_from_db()
    assert personne.temoignage == reponses[gagnant]
    assert DemandeDeTemoigner.objects.get().sujets == f"sujet {gagnant}"


def test_un_fichier_remplace_au_meme_instant_est_garde(scene):
    """One replaces the file, the others write elsewhere: what is stored names a file that is there."""
    ressource = RessourceFactory(mission=scene.mission, genre="fichier", fichier_joint=True)
    adresse, clients = f"{ressource.get_absolute_url()}modifier/", [client_de(scene.agent) for _ in range(FOIS)]
    lue = clients[0].get(adresse).context["form"]
    changements = [{"fichier": SimpleUploadedFile("b.pdf", b"%PDF-1.4\nstartxref\n9\n%%EOF\n")}]
    changements += [{champ: "Autre"} for champ in ("titre", "resume", "themes", "source", "texte")]
    recues = poster_ensemble(
        [(client, adresse, saisie(lue, **c)) for client, c in zip(clients, changements, strict=True)]
    )
    assert [recue.status_code for recue in recues] == [302] * FOIS
    ressource.refresh_from_db()
    assert (ressource.nom_d_origine, ressource.titre, ressource.source) == ("b.pdf", "Autre", "Autre")
    assert ressource.fichier.storage.exists(ressource.fichier.name)


def test_deux_propositions_au_meme_instant_sont_annoncees(scene):
    adresse, clients = "/ressources/proposer/", [client_de(scene.beneficiaire) for _ in range(4)]
    pages = [client.get(adresse).context["form"] for client in clients]
    recues = poster_ensemble(
        [
            (client, adresse, saisie(page, adresse=f"https://a.fr/{n}", resume="Utile."))
            for n, (client, page) in enumerate(zip(clients, pages, strict=True))
        ]
    )
    assert [recue.status_code for recue in recues] == [302] * 4
    assert Notification.objects.filter(destinataire=scene.agent).exists()
