"""« Les intitulés des colonnes sont à adapter » : a responsable renames, hides and orders them for the mission."""

import pytest
from django.urls import reverse

from appuis.models import ColonneAdaptee
from appuis.tableaux import SUIVI_APPUIS
from tests.factories import MembreFactory
from tests.html import Page
from tests.suivi.lecture import classeur, pdf, tableau, texte_pdf


def saisie(changements=None):
    """What the page posts, unchanged but for `changements`."""
    donnees = {}
    for rang, colonne in enumerate(SUIVI_APPUIS.colonnes, start=1):
        donnees[f"intitule_{colonne.code}"] = ""
        donnees[f"ordre_{colonne.code}"] = str(rang)
        if not colonne.facultative:
            donnees[f"visible_{colonne.code}"] = "on"
    donnees |= changements or {}
    return {nom: valeur for nom, valeur in donnees.items() if valeur is not None}


@pytest.fixture
def adapter(connecte, suivi):
    client = connecte(suivi.troupe.responsable)
    adresse = reverse("suivi_colonnes", args=[suivi.troupe.mission.pk, "suivi-appuis"])
    return lambda **changements: client.post(adresse, saisie(changements), follow=True)


def intitules(reponse):
    return [e[0] for rangee in tableau(reponse)[0] for e in rangee]


def test_it_works(adapter, connecte, suivi):
    reponse = adapter(
        intitule_nom="Territoire appuyé", visible_enveloppe=None, visible_etape="on", ordre_etape="1", ordre_nom="2"
    )
    assert "Les colonnes du tableau sont enregistrées." in reponse.content.decode()
    attendus = ["Étape", "Territoire appuyé", "Priorité du territoire/groupe/acteur"]
    assert intitules(reponse)[:3] == attendus
    assert "Enveloppe localement dédiée à la coopération" not in intitules(reponse)
    # The same for a colleague, in the workbook and in the PDF.
    client = connecte(suivi.troupe.agent)
    assert intitules(client.get(reverse("suivi_appuis")))[:3] == attendus
    assert [c.value for c in classeur(client.get(reverse("suivi_appuis_xlsx"))).worksheets[0][1]][:3] == attendus
    assert "Territoire appuyé" in texte_pdf(pdf(client.get(reverse("suivi_appuis_pdf"))))


def test_une_colonne_masquee_reste_proposee(adapter, connecte, suivi):
    adapter(visible_enveloppe=None)
    reponse = connecte(suivi.troupe.agent).get(reverse("suivi_appuis"), {"colonnes": ["nom", "enveloppe"]})
    assert intitules(reponse) == ["Nom du territoire/groupe/acteur", "Enveloppe localement dédiée à la coopération"]


def test_sans_changement_rien_n_est_garde(adapter):
    adapter(intitule_nom="Territoire")
    assert ColonneAdaptee.objects.exists()
    adapter(intitule_nom="Nom du territoire/groupe/acteur")
    assert not ColonneAdaptee.objects.exists()


def test_revenir_au_guide(adapter):
    adapter(intitule_nom="Territoire")
    assert intitules(adapter(_guide="1"))[0] == "Nom du territoire/groupe/acteur"
    assert not ColonneAdaptee.objects.exists()


@pytest.mark.parametrize(
    ("changements", "message"),
    [
        ({f"visible_{c.code}": None for c in SUIVI_APPUIS.colonnes}, "Gardez au moins une colonne."),
        ({"intitule_nom": "x" * 121}, "au plus 120 caractères"),
        ({"ordre_nom": "0"}, "Ce nombre est trop petit : 1 au moins."),
        ({"ordre_nom": "abc"}, "Saisissez un nombre entier."),
    ],
)
def test_une_saisie_impossible_est_dite_et_rien_n_est_perdu(adapter, changements, message):
    page = adapter(intitule_fonction="Rôle", **changements).content.decode()
    assert message in page
    assert 'value="Rôle"' in page
    assert not ColonneAdaptee.objects.exists()
    assert Page(page).fautes() == []


def test_l_intitule_est_un_texte(adapter):
    reponse = adapter(intitule_nom="=1+1<script>", intitule_priorite="Rang & <b>")
    assert intitules(reponse)[:2] == ["=1+1<script>", "Rang & <b>"]


def test_la_page_reprend_les_reglages(adapter, connecte, suivi):
    adapter(intitule_nom="Territoire appuyé", ordre_documents="1")
    adresse = reverse("suivi_colonnes", args=[suivi.troupe.mission.pk, "suivi-appuis"])
    page = connecte(suivi.troupe.responsable).get(adresse).content.decode()
    assert 'value="Territoire appuyé"' in page
    assert page.index("intitule_documents") < page.index("intitule_nom")
    assert Page(page).fautes() == []


def test_deux_missions_qui_different_reprennent_le_guide(adapter, connecte, suivi):
    """Somebody of both reads rows of both: neither's headings would be right."""
    adapter(intitule_nom="Territoire appuyé")
    autre = suivi.troupe.etranger.appartenances.get().mission
    MembreFactory(mission=autre, utilisateur=suivi.troupe.agent)
    client = connecte(suivi.troupe.agent)
    assert intitules(client.get(reverse("suivi_appuis")))[0] == "Nom du territoire/groupe/acteur"
    for colonne in suivi.troupe.mission.colonnes_adaptees.all():
        colonne.pk, colonne.mission = None, autre
        colonne.save()
    assert intitules(client.get(reverse("suivi_appuis")))[0] == "Territoire appuyé"


def test_chaque_tableau_a_ses_reglages(adapter, connecte, suivi):
    adapter(intitule_nom="Territoire appuyé")
    reponse = connecte(suivi.troupe.agent).get(reverse("suivi_actions"))
    assert intitules(reponse)[0] == "Nom du projet de coopération"


@pytest.mark.parametrize("role", ["agent", "collegue", "etranger", "admin"])
def test_les_autres_n_y_ont_pas_acces(connecte, suivi, role):
    adresse = reverse("suivi_colonnes", args=[suivi.troupe.mission.pk, "suivi-appuis"])
    client = connecte(getattr(suivi.troupe, role))
    assert client.get(adresse).status_code == 404
    assert client.post(adresse, saisie({"intitule_nom": "Pris"})).status_code == 404
    assert not ColonneAdaptee.objects.exists()


def test_un_tableau_inconnu_n_existe_pas(connecte, suivi):
    client = connecte(suivi.troupe.responsable)
    assert client.get(f"/mission/{suivi.troupe.mission.pk}/colonnes/inconnu/").status_code == 404
