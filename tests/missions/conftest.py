"""Ten answers of which every figure was counted by hand (dix_reponses.py)."""

import pytest

from missions.analyse.lecture import Depouillement
from tests.missions.dix_reponses import dix_reponses


@pytest.fixture
def dix(troupe):
    return dix_reponses(troupe.mission, troupe.agent)


@pytest.fixture
def lu(dix):
    return Depouillement(dix.enquete)
