"""Somebody of the réseau to invite, and their own browser."""

import pytest
from django.test import Client

from tests.factories import PersonneFactory


@pytest.fixture
def lucie(troupe):
    return PersonneFactory(mission=troupe.mission, prenom="Lucie", nom="Berthier", courriel="Lucie@Example.org")


@pytest.fixture
def visiteur():
    """Somebody signed out, in their own browser."""
    return Client()
