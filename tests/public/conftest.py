"""A mission that has opened its public pages, and a clock: the forms judge how long they were open."""

import pytest
import time_machine


@pytest.fixture
def horloge():
    """`horloge.shift(seconds)`."""
    with time_machine.travel("2026-11-23T10:00:00+01:00", tick=False) as horloge:
        yield horloge


@pytest.fixture
def mission(troupe):
    mission = troupe.mission
    mission.publique, mission.contact_courriel = True, "appui@haut-vernay.example.org"
    mission.presentation, mission.propositions = "Un centre de ressources.", "Des appuis individuels."
    mission.save()
    return mission
