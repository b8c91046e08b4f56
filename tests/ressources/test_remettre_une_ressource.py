"""Beside an appui: the right resources for its stage and its blocages, handed over in one click."""

import pytest
from django.core.exceptions import ValidationError

from appuis.conseiller import Conseils
from appuis.models import Remise, Ressource
from comptes.models import Notification
from tests.factories import BlocageFactory, MembreFactory, RessourceFactory


@pytest.fixture
def conseils(troupe):
    """An appui at « partenariats » with an open blocage about partners; five resources."""
    Ressource.objects.filter(mission=None).delete()
    troupe.appui.stade = "partenariats"
    troupe.appui.save()
    troupe.blocage = BlocageFactory(appui=troupe.appui, intitule="Zibeline muette", porte_sur="partenaires")
    faire = RessourceFactory
    faire(mission=troupe.mission, titre="Ni l’un ni l’autre", stades=["fin"], blocages=["bilan"])
    faire(mission=troupe.mission, titre="Le stade", stades=["partenariats"])
    faire(mission=troupe.mission, titre="Le blocage", blocages=["partenaires"])
    faire(mission=troupe.mission, titre="Les deux", stades=["partenariats"], blocages=["partenaires"])
    faire(mission=None, titre="Les deux, à nous", stades=["partenariats"], blocages=["partenaires"])
    faire(mission=troupe.mission, titre="Réservée", blocages=["partenaires"], audience="membres")
    faire(titre="D’ailleurs", blocages=["partenaires"])
    return troupe


def proposees(troupe):
    return [r.titre for r in Conseils(troupe.appui, troupe.agent).proposees()]


def test_it_works(conseils, connecte):
    Ressource.objects.filter(titre="Les deux, à nous").update(production_propre=True)
    assert proposees(conseils) == ["Les deux, à nous", "Les deux", "Le blocage", "Le stade"]
    panneau = connecte(conseils.agent).get(f"/ressources/appuis/{conseils.appui.pk}/", headers={"HX-Request": "true"})
    page = panneau.content.decode()
    assert "Trouver des partenaires" in page
    assert "?blocage=partenaires" in page
    assert "Zibeline" not in page  # the nature, never the words


def test_un_blocage_leve_ne_compte_plus(conseils):
    conseils.blocage.apports.create(nature="methode")
    conseils.blocage.lever(conseils.agent)
    assert proposees(conseils) == ["Le stade", "Les deux", "Les deux, à nous"]


def test_le_stade_du_projet_compte_aussi(conseils):
    conseils.projet.stade = "cloture"
    conseils.projet.save()
    conseils.appui.refresh_from_db()
    conseils.blocage.delete()
    assert "Ni l’un ni l’autre" in proposees(conseils)


def test_remettre_en_un_clic(conseils, connecte):
    ressource = Ressource.objects.get(titre="Les deux")
    client, adresse = connecte(conseils.agent), f"/ressources/appuis/{conseils.appui.pk}/remettre/{ressource.pk}/"
    for _ in range(2):
        reponse = client.post(adresse, {"blocage": conseils.blocage.pk})
        assert reponse["Location"] == f"{conseils.appui.get_absolute_url()}#ressources"
    assert Remise.objects.get().ressource == ressource
    apport = conseils.blocage.apports.get()
    assert (apport.nature, apport.precision) == ("ressource", "Les deux")
    assert Notification.objects.filter(destinataire=conseils.beneficiaire).count() == 1
    assert proposees(conseils) == ["Le blocage", "Le stade", "Les deux, à nous"] or "Les deux" not in proposees(
        conseils
    )
    espace = connecte(conseils.beneficiaire).get(f"/espace/appuis/{conseils.appui.pk}/").content.decode()
    assert ressource.get_absolute_url() in espace


def test_un_apport_deja_note_reste(conseils):
    conseils.blocage.apports.create(nature="ressource", precision="Le livre prêté")
    Remise.objects.remettre(conseils.appui, Ressource.objects.get(titre="Les deux"), conseils.agent, conseils.blocage)
    assert conseils.blocage.apports.get().precision == "Le livre prêté"


def test_ce_qui_est_remis_reste_lisible(conseils, connecte):
    """Archived: still theirs. Kept for the members since: theirs no more."""
    ressource = Ressource.objects.get(titre="Les deux")
    remise = Remise.objects.remettre(conseils.appui, ressource, conseils.agent)
    client = connecte(conseils.beneficiaire)
    ressource.archiver()
    assert client.get(ressource.get_absolute_url()).status_code == 200
    Ressource.objects.filter(pk=ressource.pk).update(audience="membres")
    assert client.get(ressource.get_absolute_url()).status_code == 404
    assert "Les deux" not in client.get(f"/espace/appuis/{conseils.appui.pk}/").content.decode()
    Ressource.objects.filter(pk=ressource.pk).update(audience="beneficiaires")
    connecte(conseils.agent).post(f"/ressources/remises/{remise.pk}/reprendre/")
    assert connecte(conseils.beneficiaire).get(ressource.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("champs", [{"audience": "membres"}, {"etat": "proposee"}, {"etat": "archivee"}])
def test_tout_ne_se_remet_pas(conseils, connecte, champs):
    ressource = RessourceFactory(mission=conseils.mission, **champs)
    with pytest.raises(ValidationError):
        Remise.objects.remettre(conseils.appui, ressource, conseils.agent)
    adresse = f"/ressources/appuis/{conseils.appui.pk}/remettre/{ressource.pk}/"
    page = connecte(conseils.agent).post(adresse, follow=True).content.decode()
    assert "ne se remet pas" in page or "Publiez cette ressource" in page
    assert not Remise.objects.exists()


def test_ni_celle_d_une_autre_mission_ni_le_blocage_d_un_autre_appui(conseils, connecte):
    client = connecte(conseils.agent)
    ailleurs = Ressource.objects.get(titre="D’ailleurs")
    assert client.post(f"/ressources/appuis/{conseils.appui.pk}/remettre/{ailleurs.pk}/").status_code == 404
    ressource, autre = Ressource.objects.get(titre="Les deux"), BlocageFactory()
    adresse = f"/ressources/appuis/{conseils.appui.pk}/remettre/{ressource.pk}/"
    assert client.post(adresse, {"blocage": autre.pk}).status_code == 404
    assert connecte(conseils.collegue).post(adresse).status_code == 404


def test_qui_est_de_deux_missions_ne_les_melange_pas(conseils, connecte):
    """Read by the officer, but not by the bénéficiaires of this mission."""
    ailleurs = Ressource.objects.get(titre="D’ailleurs")
    MembreFactory(mission=ailleurs.mission, utilisateur=conseils.agent)
    client = connecte(conseils.agent)
    assert client.get(ailleurs.get_absolute_url()).status_code == 200
    assert "D’ailleurs" not in proposees(conseils)
    assert client.post(f"/ressources/appuis/{conseils.appui.pk}/remettre/{ailleurs.pk}/").status_code == 404
    assert not Remise.objects.exists()


def test_un_seul_blocage(conseils, connecte):
    BlocageFactory(appui=conseils.appui, porte_sur="bilan")
    page = connecte(conseils.agent).get(f"/ressources/appuis/{conseils.appui.pk}/", {"blocage": conseils.blocage.pk})
    assert "Ni l’un ni l’autre" not in page.content.decode()
    autre = BlocageFactory()
    reponse = connecte(conseils.agent).get(f"/ressources/appuis/{conseils.appui.pk}/", {"blocage": autre.pk})
    assert reponse.status_code == 404


def test_qui_lit_sans_porter_ne_remet_pas(conseils, connecte):
    page = connecte(conseils.responsable).get(f"/ressources/appuis/{conseils.appui.pk}/").content.decode()
    assert "Les deux" in page
    assert "Remettre" not in page
