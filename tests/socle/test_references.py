"""A new instance has its reference lists; administrators' changes to them stay."""

import json

import pytest
from django.apps import apps

from appuis.models import TypeCooperation, TypeFinancement
from coopappui.references import FICHIER, charger
from missions.models import Langue, TypeStructure

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("modele", [TypeStructure, Langue, TypeCooperation, TypeFinancement])
def test_une_instance_neuve_a_ses_listes(modele):
    attendus = json.loads(FICHIER.read_text())[modele._meta.label]
    assert list(modele.objects.proposees().values_list("libelle", flat=True)) == attendus
    assert attendus[-1] == "Autre"


def test_recharger_n_ecrase_rien():
    Langue.objects.filter(libelle="Italien").update(actif=False, ordre=3)
    combien = Langue.objects.count()
    charger(apps, "missions", "appuis")
    italien = Langue.objects.get(libelle="Italien")
    assert (italien.actif, italien.ordre, Langue.objects.count()) == (False, 3, combien)


def test_recharger_complete_ce_qui_manque():
    TypeFinancement.objects.filter(libelle="Région").delete()
    charger(apps, "appuis")
    assert TypeFinancement.objects.filter(libelle="Région").exists()
