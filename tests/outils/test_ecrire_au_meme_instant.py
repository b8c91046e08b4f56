"""The same instant, for real: several saves of one fiche at once, against PostgreSQL."""

import pytest
from django.urls import reverse

from outils.models import PreProjet
from tests.au_meme_instant import ensemble
from tests.outils.fiches import Ecran, neuve, relue
from tests.personnages import troupe as monter_troupe

pytestmark = pytest.mark.au_meme_instant
FOIS = 6


@pytest.fixture
def fiche():
    troupe = monter_troupe()
    fiche = neuve(troupe, PreProjet, titre_du_projet="Filière noisette")
    fiche.troupe = troupe
    return fiche


def test_un_seul_gagne_la_meme_reponse_les_autres_lisent_la_sienne(fiche):
    ecrans = [Ecran(fiche.troupe.agent, fiche).taper(objectifs=f"Texte {i}") for i in range(FOIS)]
    bilans = ensemble([ecran.automatique for ecran in ecrans])
    gagnants = [i for i, bilan in enumerate(bilans) if not bilan["conflits"]]
    assert len(gagnants) == 1
    assert relue(fiche).objectifs == f"Texte {gagnants[0]}"
    for i, ecran in enumerate(ecrans):
        if i not in gagnants:
            assert f"« Texte {gagnants[0]} »" in ecran.enregistrer().reproches("objectifs")


def test_des_reponses_differentes_et_des_lignes_de_chacun_sont_toutes_gardees(fiche):
    noms = ["objectifs", "attentes", "public_cible", "etapes", "resultats", "actions_locales"]
    ecrans = [Ecran(fiche.troupe.agent, fiche) for _ in noms]
    for i, (ecran, nom) in enumerate(zip(ecrans, noms, strict=True)):
        ecran.taper({nom: f"Texte {i}", ecran.nom("postes", 0, "poste"): f"Poste {i}"})
    bilans = ensemble([ecran.automatique for ecran in ecrans])
    assert [bilan["conflits"] for bilan in bilans] == [[]] * FOIS
    assert [getattr(relue(fiche), nom) for nom in noms] == [f"Texte {i}" for i in range(FOIS)]
    assert {p.poste for p in fiche.postes.all()} == {f"Poste {i}" for i in range(FOIS)}
    assert sorted(p.rang for p in fiche.postes.all()) == list(range(FOIS))


def test_finalisee_et_enregistree_au_meme_instant(fiche):
    """Either it was saved before, or nothing was: never a finished fiche that changes."""
    fiche.problematique, fiche.objectifs = "Garder la valeur.", "Former."
    fiche.save()
    fiche.actions_communes.create(action="Visite")
    ecran, autre = Ecran(fiche.troupe.agent, fiche), Ecran(fiche.troupe.agent, fiche)
    adresse = reverse("outils:etat", args=[fiche.genre, fiche.pk, "finaliser"])
    ecran.taper(objectifs="Tapé à la même seconde")
    bilan, _ = ensemble([ecran.automatique, lambda: autre.client.post(adresse)])
    apres = relue(fiche)
    assert apres.finie
    assert (apres.objectifs == "Tapé à la même seconde") == (not bilan["erreurs"])


def test_commencee_plusieurs_fois_d_un_coup_elle_nait_une_fois(fiche):
    ecran = Ecran(fiche.troupe.agent, fiche)
    adresse = f"{reverse('outils:nouvelle', args=[PreProjet.code])}?projet={fiche.projet_id}"
    jeton = ecran.client.get(adresse).context["form"]["jeton"].value()
    donnees = {"titre": "La même", "jeton": jeton}
    clients = [Ecran(fiche.troupe.agent, fiche).client for _ in range(FOIS)]
    reponses = ensemble([lambda client=client: client.post(adresse, donnees) for client in clients])
    assert {reponse["Location"] for reponse in reponses} == {
        reverse("outils:modifier", args=[PreProjet.code, PreProjet.objects.get(titre="La même").pk])
    }
