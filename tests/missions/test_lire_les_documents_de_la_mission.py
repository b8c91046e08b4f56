"""A new version of the charte or of the fiche de poste: its members are asked to read it, and say so once."""

import io

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from comptes.models import Notification
from missions.models import Membre, PriseDeConnaissance, VersionDeDocument
from tests.factories import MembreFactory
from tests.missions import offres
from tests.missions.documents import charte, fiche, relu


@pytest.fixture
def brouillon(troupe):
    return charte(troupe.mission)


def texte(reponse):
    return reponse.content.decode()


def lu(version):
    return reverse("mission:document_lu", args=[version.pk])


def test_it_works(agathe, troupe, brouillon, mailoutbox):
    version = brouillon.publier(troupe.admin)
    prevenus = set(Notification.objects.values_list("destinataire__email", flat=True))
    assert prevenus == {"agathe@example.org", "colin@example.org", "rose@example.org"}
    assert set(Notification.objects.values_list("sujet", flat=True)) == {"mission"}
    assert sorted(m.to[0] for m in mailoutbox) == sorted(prevenus)
    phrase = f"la {version.nom} est à lire"
    for page in ("/a-faire/", reverse("mission:phases", args=[troupe.mission.pk])):
        assert phrase in texte(agathe.get(page))
    assert phrase in texte(agathe.get(reverse("mission:phase", args=[troupe.mission.pk, 1])))
    assert "J’en ai pris connaissance" in texte(agathe.get(version.get_absolute_url()))
    page = texte(agathe.post(lu(version), follow=True))
    assert "C’est noté" in page
    assert "pas encore" in page
    assert PriseDeConnaissance.objects.get().compte == troupe.agent
    assert phrase not in texte(agathe.get("/a-faire/"))
    assert "Vous avez pris connaissance de cette version" in texte(agathe.get(version.get_absolute_url()))


def test_une_fois_par_version(agathe, troupe, brouillon):
    version = brouillon.publier(troupe.admin)
    for _ in range(3):
        agathe.post(lu(version))
    assert PriseDeConnaissance.objects.count() == 1
    brouillon = relu(brouillon)
    brouillon.nom = "Un autre nom"
    brouillon.save()
    seconde = brouillon.publier(troupe.admin)
    prevenus = Notification.objects.filter(adresse=seconde.get_absolute_url()).values_list("destinataire", flat=True)
    assert set(prevenus) == {troupe.agent.pk, troupe.collegue.pk, troupe.responsable.pk}
    # Who had not read the former one is asked for the latest only.
    for membre in (troupe.agent, troupe.collegue):
        assert list(VersionDeDocument.objects.non_lues_par(membre)) == [seconde]
    # The former one can no longer be confirmed.
    page = texte(agathe.post(lu(version), follow=True))
    assert "Une nouvelle version est parue" in page
    assert seconde.nom in page
    agathe.post(lu(seconde))
    assert PriseDeConnaissance.objects.count() == 2


def test_la_fiche_de_poste_aussi(agathe, troupe):
    version = fiche(troupe.mission).publier(troupe.admin)
    assert "la fiche de poste" in Notification.objects.filter(destinataire=troupe.agent).get().titre
    agathe.post(lu(version))
    page = texte(agathe.get(reverse("mission:lectures", args=[troupe.mission.pk])))
    assert "lue le" in page
    assert page.count("pas encore") == 2


def test_qui_a_lu_quoi_en_excel(agathe, troupe, brouillon):
    version = brouillon.publier(troupe.admin)
    fiche(troupe.mission).publier(troupe.admin)
    agathe.post(lu(version))
    adresse = reverse("mission:lectures", args=[troupe.mission.pk])
    export = reverse("mission:lectures_xlsx", args=[troupe.mission.pk])
    assert f'href="{export}"' in texte(agathe.get(adresse))
    feuille = openpyxl.load_workbook(io.BytesIO(agathe.get(export).getvalue())).active
    entetes, *lignes = feuille.iter_rows(values_only=True)
    assert entetes == ("Document", "Version", "Publiée le", "Membre", "Lue le")
    assert len(lignes) == 6
    [lue] = [ligne for ligne in lignes if ligne[4]]
    assert (lue[0], lue[1], lue[3]) == ("Charte des appuis méthodologiques", 1, "Agathe Roux")
    assert lue[4].date() == timezone.localdate()


@pytest.mark.parametrize("nom", ["lectures", "lectures_xlsx"])
def test_le_nombre_de_requetes_ne_depend_pas_des_donnees(
    nom, agathe, troupe, brouillon, django_assert_max_num_queries, django_assert_num_queries
):
    agathe.post(lu(brouillon.publier(troupe.admin)))
    adresse = reverse(f"mission:{nom}", args=[troupe.mission.pk])
    with django_assert_max_num_queries(9) as requetes:
        b"".join(agathe.get(adresse))
    for _ in range(8):
        MembreFactory(mission=troupe.mission)
    fiche(troupe.mission).publier(troupe.admin)
    with django_assert_num_queries(len(requetes)):
        b"".join(agathe.get(adresse))


def test_l_offre_ne_se_confirme_pas(agathe, troupe):
    version = offres.offre(troupe.mission, troupe.agent).publier(troupe.agent)
    assert not Notification.objects.exists()
    assert not VersionDeDocument.objects.non_lues_par(troupe.agent).exists()
    assert agathe.post(lu(version)).status_code == 404
    assert "J’en ai pris connaissance" not in texte(agathe.get(version.get_absolute_url()))


def test_qui_est_parti_n_est_pas_attendu(agathe, troupe, brouillon):
    Membre.objects.filter(utilisateur=troupe.collegue).update(actif=False)
    brouillon.publier(troupe.admin)
    assert not Notification.objects.filter(destinataire=troupe.collegue).exists()
    assert "Colin" not in texte(agathe.get(reverse("mission:lectures", args=[troupe.mission.pk])))


def test_un_beneficiaire_ne_lit_que_la_charte(troupe, connecte, brouillon):
    version = brouillon.publier(troupe.admin)
    assert connecte(troupe.beneficiaire).post(lu(version)).status_code == 404
    assert not VersionDeDocument.objects.non_lues_par(troupe.beneficiaire).exists()
