"""Phase 3: the offre d'appui as visitors read it, and as one hands it over."""

import io
from datetime import timedelta
from urllib.parse import unquote

import openpyxl
from django.urls import reverse
from django.utils import timezone

from missions.models import OffreDAppui
from tests.factories import il_y_a
from tests.missions import offres
from tests.missions.test_preparer_l_offre import adresse, ouvrir, texte
from tests.suivi.lecture import contenu, pdf, texte_pdf


def test_rien_n_est_public_avant_l_ouverture(client, agathe, troupe):
    offres.offre(troupe.mission, troupe.agent).publier(troupe.agent)
    for nom in ("offre_d_appui", "offre_d_appui_pdf"):
        url = reverse(f"public:{nom}", args=[troupe.mission.adresse_publique])
        assert agathe.get(url).status_code == 200  # its members read it first
        client.logout()
        assert client.get(url).status_code == 404
        client.force_login(troupe.agent)


def test_le_pdf_a_remettre(client, troupe):
    offres.offre(troupe.mission, troupe.agent).publier(troupe.agent)
    ouvrir(troupe.mission)
    reponse = client.get(reverse("public:offre_d_appui_pdf", args=[troupe.mission.adresse_publique]))
    document = pdf(reponse)
    lu = texte_pdf(document)
    assert "Offre d’appui" in lu
    assert "Visite d’expériences" in lu
    assert "Brouillon" not in lu
    assert "Formation" not in lu


def test_sans_changement_on_remet_la_version_en_vigueur(agathe, troupe):
    """Nothing says « brouillon » while nothing differs from what was published; one word changed, and it does."""
    offre = offres.offre(troupe.mission, troupe.agent)
    offre.publier(troupe.agent)

    def remis():
        imprime, classeur = (agathe.get(adresse(nom, troupe.mission)) for nom in ("pdf", "xlsx"))
        noms = unquote(imprime["Content-Disposition"] + classeur["Content-Disposition"]).lower()
        fiche = openpyxl.load_workbook(io.BytesIO(contenu(classeur)))["Fiche"]
        return noms, texte_pdf(pdf(imprime)) + fiche["C2"].value

    for dit in remis():
        assert "brouillon" not in dit.lower()
        assert "version" in dit.lower()
    OffreDAppui.objects.update(delais="Trois jours")
    for dit in remis():
        assert "brouillon" in dit.lower()


def test_la_version_dit_sa_date(client, troupe):
    """When it was written before the day it is dated is not said; when it changed after is."""
    offre = offres.offre(troupe.mission, troupe.agent)
    ouvrir(troupe.mission)
    url = reverse("public:offre_d_appui", args=[troupe.mission.adresse_publique])
    OffreDAppui.objects.update(modifie_le=timezone.now() - timedelta(days=14))
    offre.publier(troupe.agent)
    lue = texte(client.get(url))
    assert "Version du" in lue
    assert "à jour le" not in lue
    OffreDAppui.objects.update(delais="Trois jours", modifie_le=timezone.now())
    offre.publier(troupe.agent, le=il_y_a(3))
    assert "texte mis à jour le" in texte(client.get(url))


def test_le_classeur_de_l_offre(agathe, troupe):
    offre = offres.offre(troupe.mission, troupe.agent)
    offre.criteres.create(critere="=HYPERLINK(1)")
    offres.remarque(troupe.mission, troupe.agent, texte="Confié de vive voix")
    classeur = openpyxl.load_workbook(io.BytesIO(contenu(agathe.get(adresse("xlsx", troupe.mission)))))
    assert {"Fiche", "Modalités d’appui", "Calendrier de mise en œuvre", "Critères de priorisation"} <= set(
        classeur.sheetnames
    )
    # It is the draft: what was set aside is in it, and says so.
    modalites = {r[1].value: r[0].value for r in classeur["Modalités d’appui"].iter_rows(max_col=2)}
    assert modalites["Modalité"] == "Décision"
    assert (modalites["Appui individuel"], modalites["Formation"]) == ("Retenue", "Retirée")
    assert "brouillon" in classeur["Fiche"]["C2"].value
    tout = str([[c.value for c in r] for f in classeur.worksheets for r in f.iter_rows()])
    assert "Ouvrir les premiers appuis" in tout
    assert "=HYPERLINK(1)" in tout
    # What was said of the offer is no part of what is handed over.
    assert "Confié de vive voix" not in tout
