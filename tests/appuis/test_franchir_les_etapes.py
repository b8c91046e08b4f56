"""An appui goes through the five steps, each dated and signed."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from appuis.models import Appui, Bilan, Etape, EtapeFranchie, Evenement
from tests.factories import BlocageFactory, EngagementFactory, SequenceFactory, il_y_a
from tests.saisie import saisie


def test_it_works(troupe):
    troupe.appui.franchir(Etape.CONTACT, par=troupe.agent)
    troupe.appui.refresh_from_db()
    assert troupe.appui.etape == Etape.DEMARRAGE
    franchie = troupe.appui.etapes_franchies.get()
    assert (franchie.etape, franchie.par) == (Etape.CONTACT, troupe.agent)
    assert Evenement.objects.get(appui=troupe.appui).verbe == Evenement.Verbe.ETAPE


def test_les_cinq_etapes(troupe, connecte):
    client, appui = connecte(troupe.agent), troupe.appui
    demarrage = {
        "besoin_exprime": appui.besoin_exprime,
        "besoin_reformule": "Trouver un atelier qui transforme.",
        "points_a_travailler": "Relire l’offre.",
        "beneficiaires": [troupe.personne.pk],
        "projet": troupe.projet.pk,
        "stade": "partenariats",
    }
    contact = {
        "intitule": appui.intitule,
        "structures": [troupe.structure.pk],
        "beneficiaires": [troupe.personne.pk],
        "forme": "individuel",
        "origine": "proactive",
        "canal": "visio",
        "ouvert_le": il_y_a(60),
        "besoin_exprime": "Trouver un partenaire",
        "rythme": "fil",
        "tarif": "gratuit",
    }

    def franchir(etape, jours, **changements):
        adresse = f"/appuis/{appui.pk}/etapes/{etape}/"
        form = client.get(adresse).context["form"]
        envoi = saisie(form, **changements) if form else {}
        return client.post(adresse, envoi | {"franchir": "1", "le": il_y_a(jours).isoformat()})

    assert franchir("contact", 60, **contact).status_code == 302
    assert franchir("demarrage", 50, **demarrage).status_code == 302
    SequenceFactory(appui=appui, prochaine_etape="Rencontrer l’atelier")
    assert franchir("blocages", 20).status_code == 302
    EngagementFactory(appui=appui)
    assert franchir("cloture", 10).status_code == 302
    bilan = dict.fromkeys(("difficultes", "solutions", "arguments", "actions_a_venir"), "Un fait.")
    assert franchir("bilan", 0, **bilan).status_code == 302
    appui.refresh_from_db()
    assert appui.origine == "proactive"
    assert [f.etape for f in appui.etapes_franchies.all()] == list(Etape)
    assert [f.le for f in appui.etapes_franchies.all()] == [il_y_a(j) for j in (60, 50, 20, 10, 0)]
    assert Bilan.objects.get(appui=appui).solutions == "Un fait."


def test_ce_qui_manque_est_dit_et_la_saisie_est_gardee(troupe, connecte):
    Appui.objects.update(etape=Etape.DEMARRAGE)
    client, adresse = connecte(troupe.agent), f"/appuis/{troupe.appui.pk}/etapes/demarrage/"
    form = client.get(adresse).context["form"]
    page = client.post(adresse, saisie(form, besoin_reformule="Un atelier.", franchir="1", le=il_y_a(0)))
    assert "Listez les points à travailler ensemble." in page.content.decode()
    troupe.appui.refresh_from_db()
    assert troupe.appui.besoin_reformule == "Un atelier."
    assert troupe.appui.etape == Etape.DEMARRAGE


def test_pas_deux_etapes_d_un_coup(troupe):
    with pytest.raises(ValidationError, match="Prendre contact"):
        troupe.appui.franchir(Etape.BLOCAGES, par=troupe.agent)


def test_pas_dans_le_futur(troupe):
    with pytest.raises(ValidationError, match="futur"):
        troupe.appui.franchir(Etape.CONTACT, par=troupe.agent, le=il_y_a(-1))
    assert not EtapeFranchie.objects.exists()


def test_pas_deux_fois(troupe):
    EtapeFranchie.objects.create(appui=troupe.appui, etape=Etape.CONTACT, le=il_y_a(1), par=troupe.agent)
    with pytest.raises(IntegrityError), transaction.atomic():
        EtapeFranchie.objects.create(appui=troupe.appui, etape=Etape.CONTACT, le=il_y_a(0), par=troupe.agent)


def test_un_blocage_sans_piste_retient_l_appui(troupe):
    Appui.objects.update(etape=Etape.BLOCAGES)
    SequenceFactory(appui=troupe.appui)
    blocage = BlocageFactory(appui=troupe.appui)
    appui = Appui.objects.get()
    assert appui.manques() == [f"Le blocage « {blocage.intitule} » n’a pas encore de piste."]
    blocage.apports.create(nature="relation")
    assert Appui.objects.get().manques() == []


def test_revenir_a_une_etape(troupe, connecte):
    troupe.appui.franchir(Etape.CONTACT, par=troupe.agent)
    connecte(troupe.agent).post(f"/appuis/{troupe.appui.pk}/etapes/contact/rouvrir/")
    troupe.appui.refresh_from_db()
    assert troupe.appui.etape == Etape.CONTACT
    assert not troupe.appui.etapes_franchies.exists()


def test_une_etape_inconnue_n_existe_pas(troupe, connecte):
    assert connecte(troupe.agent).get(f"/appuis/{troupe.appui.pk}/etapes/autre/").status_code == 404
