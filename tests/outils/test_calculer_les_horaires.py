"""The times of a meeting follow from its start and the durations of its sequences."""

import datetime

import pytest

from outils.models import FilConducteur
from outils.models.fil_conducteur import SequenceDeRencontre

HEURE = datetime.time
NEUF_HEURES = HEURE(9)


def fil(*durees, debut=NEUF_HEURES, fin=None):
    """An unsaved fiche, with one sequence a duration."""
    fiche = FilConducteur(debut=debut, fin=fin)
    lignes = [SequenceDeRencontre(sequence=f"Temps {n}", duree=duree) for n, duree in enumerate(durees, 1)]
    fiche.contenu.poser("sequences", lignes)
    return fiche


def horaires(fiche):
    return [(debut, fin) for _, debut, fin in fiche.analyse["rangees"]]


def test_it_works():
    fiche = fil(45, 90, 20, fin=HEURE(12))
    assert horaires(fiche) == [("09:00", "09:45"), ("09:45", "11:15"), ("11:15", "11:35")]
    assert (fiche.analyse["total"], fiche.analyse["reste"]) == (155, 25)
    assert fiche.alertes() == []


def test_sans_heure_de_debut_seul_le_total_se_calcule():
    fiche = fil(45, 30, debut=None, fin=HEURE(12))
    assert horaires(fiche) == [("", ""), ("", "")]
    assert (fiche.analyse["total"], fiche.analyse["reste"]) == (75, None)
    assert fiche.alertes() == ["Donnez l’heure de début : les horaires se calculeront."]


def test_une_sequence_sans_duree_est_signalee():
    fiche = fil(45, None, 30)
    assert horaires(fiche)[1:] == [("09:45", "09:45"), ("09:45", "10:15")]
    assert fiche.alertes() == ["Sans durée : « Temps 2 ». Les horaires qui suivent n’en tiennent pas compte."]


@pytest.mark.parametrize(
    ("debut", "durees", "fin", "phrase"),
    [
        (HEURE(9), (480, 20), HEURE(17), "Le déroulé finit à 17:20, 20 min après l’heure prévue (17:00)."),
        (HEURE(14), (30,), HEURE(9), "L’heure de fin prévue ne vient pas après l’heure de début."),
        (HEURE(20), (300,), None, "La journée déborde : le déroulé dure 5 h et passe minuit."),
    ],
)
def test_ce_qui_deborde(debut, durees, fin, phrase):
    assert [p.replace("\xa0", " ") for p in fil(*durees, debut=debut, fin=fin).alertes()] == [phrase]


def test_finir_a_minuit_n_est_pas_deborder():
    fiche = fil(60, debut=HEURE(23))
    assert fiche.alertes() == []
    assert horaires(fiche) == [("23:00", "00:00 (le lendemain)")]


def test_une_fiche_vide_ne_dit_rien():
    fiche = FilConducteur()
    assert fiche.alertes() == []
    assert (fiche.analyse["rangees"], fiche.analyse["total"]) == ([], 0)
