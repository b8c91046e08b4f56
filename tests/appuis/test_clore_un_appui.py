"""Closing, suspending, stopping, resuming, chasing: each dated, signed, with its reason."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from appuis.models import Appui, Bilan, Evenement
from tests.factories import SequenceFactory, il_y_a


def test_it_works(troupe, connecte):
    Bilan.objects.create(appui=troupe.appui, difficultes="a", solutions="b", arguments="c", actions_a_venir="d")
    connecte(troupe.agent).post(f"/appuis/{troupe.appui.pk}/clore/")
    troupe.appui.refresh_from_db()
    assert troupe.appui.etat == Appui.Etat.CLOS
    assert troupe.appui.evenements.get().verbe == Evenement.Verbe.CLOTURE


def test_sans_bilan_on_est_conduit_au_bilan(troupe, connecte):
    reponse = connecte(troupe.agent).post(f"/appuis/{troupe.appui.pk}/clore/", follow=True)
    assert reponse.request["PATH_INFO"] == f"/appuis/{troupe.appui.pk}/etapes/bilan/"
    assert "Relevez les solutions apportées." in reponse.content.decode()
    troupe.appui.refresh_from_db()
    assert troupe.appui.etat == Appui.Etat.EN_COURS


def test_un_coup_de_main_ponctuel_se_clot_aussitot(troupe):
    troupe.appui.rythme = Appui.Rythme.PONCTUEL
    troupe.appui.clore(troupe.agent)
    assert troupe.appui.etat == Appui.Etat.CLOS


def test_arreter_avec_une_raison_du_guide_puis_reprendre(troupe, connecte):
    client = connecte(troupe.agent)
    client.post(f"/appuis/{troupe.appui.pk}/arreter/", {"raison": "non-moteur", "motif": "Trois rendez-vous manqués"})
    troupe.appui.refresh_from_db()
    assert (troupe.appui.etat, troupe.appui.motif_arret) == ("arrete", "non-moteur")
    assert troupe.appui.evenements.get().detail == "Bénéficiaire non moteur · Trois rendez-vous manqués"
    client.post(f"/appuis/{troupe.appui.pk}/reprendre/")
    troupe.appui.refresh_from_db()
    assert (troupe.appui.etat, troupe.appui.motif_arret) == ("en-cours", "")


def test_arreter_sans_raison_est_refuse(troupe, connecte):
    page = connecte(troupe.agent).post(f"/appuis/{troupe.appui.pk}/arreter/", {"motif": "parce que"})
    assert page.context["form"].errors["raison"]
    with pytest.raises(IntegrityError), transaction.atomic():
        Appui.objects.update(etat=Appui.Etat.ARRETE)


@pytest.mark.parametrize("geste", ["franchir", "suspendre", "clore", "relancer"])
def test_un_appui_clos_n_avance_plus(troupe, geste):
    Appui.objects.update(etat=Appui.Etat.CLOS)
    appui = Appui.objects.get()
    args = ["contact", troupe.agent] if geste == "franchir" else [troupe.agent]
    with pytest.raises(ValidationError, match="clos"):
        getattr(appui, geste)(*args)


def test_a_relancer_puis_relance_puis_reporte(troupe, connecte):
    Appui.objects.update(ouvert_le=il_y_a(90))
    SequenceFactory(appui=troupe.appui, date=il_y_a(46))
    assert [a.pk for a in Appui.objects.a_relancer()] == [troupe.appui.pk]
    client = connecte(troupe.agent)
    client.post(f"/appuis/{troupe.appui.pk}/relancer/")
    assert not Appui.objects.a_relancer().exists()
    Appui.objects.update(relance_le=il_y_a(50))
    assert Appui.objects.a_relancer().exists()
    client.post(f"/appuis/{troupe.appui.pk}/reporter/", {"au": il_y_a(-14).isoformat()})
    assert not Appui.objects.a_relancer().exists()
    assert Appui.objects.a_relancer(il_y_a(-14)).exists()


def test_reporter_dans_le_passe_est_refuse(troupe, connecte):
    page = connecte(troupe.agent).post(f"/appuis/{troupe.appui.pk}/reporter/", {"au": il_y_a(1).isoformat()})
    assert "Choisissez une date à venir." in page.content.decode()


def test_un_appui_recent_n_est_pas_a_relancer(troupe):
    Appui.objects.update(ouvert_le=il_y_a(44))
    assert not Appui.objects.a_relancer().exists()
    Appui.objects.update(ouvert_le=il_y_a(45))
    assert Appui.objects.a_relancer().exists()
