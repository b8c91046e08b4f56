"""An appui goes through the five steps, each dated and signed."""

import pytest
from django.core.exceptions import ValidationError

from appuis.models import Appui, Etape, Evenement


def test_franchir_la_premiere(troupe):
    troupe.appui.franchir(Etape.CONTACT, par=troupe.agent)
    troupe.appui.refresh_from_db()
    assert troupe.appui.etape == Etape.DEMARRAGE
    franchie = troupe.appui.etapes_franchies.get()
    assert (franchie.etape, franchie.par) == (Etape.CONTACT, troupe.agent)
    assert Evenement.objects.get(appui=troupe.appui).verbe == Evenement.Verbe.ETAPE


def test_pas_deux_etapes_d_un_coup(troupe):
    with pytest.raises(ValidationError, match="Prendre contact"):
        troupe.appui.franchir(Etape.BLOCAGES, par=troupe.agent)


def test_il_manque_quelque_chose(troupe):
    Appui.objects.update(etape=Etape.DEMARRAGE)
    troupe.appui.refresh_from_db()
    assert "Listez les points à travailler ensemble." in troupe.appui.manques()
    with pytest.raises(ValidationError):
        troupe.appui.franchir(Etape.DEMARRAGE, par=troupe.agent)
