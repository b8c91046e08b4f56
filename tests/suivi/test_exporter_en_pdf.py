"""The responsable downloads the tableau de suivi as a PDF/UA: the guide's table, read aloud as it is seen."""

import pytest
from django.urls import reverse
from django.utils import timezone

from appuis.models import Appui
from coopappui.plan import pdf as noyau
from coopappui.tableau import pdf as tableau_pdf
from tests.factories import AppuiFactory, PersonneFactory, SequenceFactory, StructureFactory
from tests.suivi.lecture import alertes, balises, contenu, pdf, tableau, texte_pdf


@pytest.fixture
def client_responsable(connecte, suivi):
    return connecte(suivi.troupe.responsable)


@pytest.fixture
def exporter(client_responsable):
    return lambda requete="", adresse="suivi_appuis": client_responsable.get(f"{reverse(adresse + '_pdf')}{requete}")


def test_it_works(exporter):
    reponse = exporter("?etat=en-cours")
    assert reponse.status_code == 200
    assert reponse["Content-Type"] == "application/pdf"
    assert f'filename="suivi-appuis-{timezone.localdate():%Y-%m-%d}.pdf"' in reponse["Content-Disposition"]
    lecteur = pdf(reponse)
    texte = texte_pdf(lecteur)
    assert "Tableau de suivi des appuis" in texte
    assert "Mission Haut-Vernay" in texte
    assert "2 appuis" in texte
    assert "Filtres : État : En cours" in texte
    assert f"Page 1/{len(lecteur.pages)}" in texte
    page = lecteur.pages[0].mediabox
    assert (round(page.width), round(page.height)) == (842, 595)


def test_il_est_balise_titre_et_en_francais(exporter):
    lecteur = pdf(exporter())
    racine = lecteur.trailer["/Root"]
    assert racine["/MarkInfo"]["/Marked"]
    assert racine["/Lang"] == "fr"
    assert lecteur.metadata.title == "Tableau de suivi des appuis · Mission Haut-Vernay"
    assert lecteur.metadata.author == "Mission Haut-Vernay"
    assert b"pdfuaid:part" in racine["/Metadata"].get_object().get_data()
    elements = list(balises(racine["/StructTreeRoot"]["/K"]))
    genres = [e.get("/S") for e in elements]
    assert genres.count("/H1") == 1
    assert genres.count("/Table") == len(lecteur.pages)
    entetes = [e for e in elements if e.get("/S") == "/TH"]
    assert [e["/A"]["/Scope"] for e in entetes].count("/Row") == 3
    cellules = [e for e in elements if e.get("/S") == "/TD"]
    assert len(cellules) == 3 * 9
    assert all(c["/A"]["/Headers"] for c in cellules)
    assert all(len(c["/A"]["/Headers"]) == (3 if 3 <= i % 9 <= 7 else 2) for i, c in enumerate(cellules))


@pytest.mark.parametrize("adresse", ["suivi_appuis", "suivi_actions"])
@pytest.mark.parametrize("requete", ["", "?tri=-nom", "?q=refuges"])
def test_le_pdf_dit_tout_ce_que_montre_la_page(client_responsable, exporter, adresse, requete):
    page = client_responsable.get(f"{reverse(adresse)}{requete}")
    serre = "".join(texte_pdf(pdf(exporter(requete, adresse))).split())
    rang = -1
    for rangee in tableau(page)[1]:
        for cellule in rangee:
            for ligne in cellule:
                # A word may be cut at the end of a line: words are looked for one by one.
                assert all(mot in serre or mot[:5] in serre for mot in ligne.replace("/", " ").split()), ligne
        premier = serre.find("".join(rangee[0][0].split(",")[0].split())[:8], rang + 1)
        assert premier > rang
        rang = premier


def test_ce_que_l_on_a_tape_reste_un_texte(exporter, suivi):
    mission = suivi.troupe.mission
    piege = '<img src="file:///etc/passwd"><script>alert(1)</script><style>@import url(http://127.0.0.1:9/)</style>'
    appui = AppuiFactory(
        mission=mission,
        charge=suivi.troupe.agent,
        structures=[StructureFactory(mission=mission, nom=piege)],
        beneficiaires=[
            PersonneFactory(mission=mission, nom="</td></tr></table>", fonction="{{ settings.SECRET_KEY }}")
        ],
    )
    SequenceFactory(appui=appui, nature="&lt;b&gt; <b>gras</b>")
    lecteur = pdf(exporter("?tri=nom"))
    serre = "".join(texte_pdf(lecteur).split())
    assert "file:///etc/passwd" in serre
    assert "</td></tr></table>" in serre
    assert "{{settings.SECRET_KEY}}" in serre
    assert "&lt;b&gt;<b>gras</b>" in serre
    elements = [e.get("/S") for e in balises(lecteur.trailer["/Root"]["/StructTreeRoot"]["/K"])]
    assert "/Figure" not in elements
    assert elements.count("/TD") == 4 * 9


def test_un_mot_interminable_tient_dans_sa_colonne(exporter, suivi):
    Appui.objects.filter(pk=suivi.seul.pk).update(intitule="x" * 150)
    SequenceFactory(appui=suivi.seul, nature="y" * 200)
    lecteur = pdf(exporter("?etat=suspendu&colonnes=nom&colonnes=nature&colonnes=appui"))
    serre = "".join(texte_pdf(lecteur).split())
    assert serre.count("y") >= 200
    assert serre.count("x") >= 150


def test_sans_ligne_le_pdf_le_dit(exporter):
    assert "Aucune ligne ne correspond à ces filtres" in texte_pdf(pdf(exporter("?q=introuvable")))


def test_un_tableau_trop_long_renvoie_a_la_page_qui_l_explique(client_responsable, exporter, monkeypatch):
    monkeypatch.setattr(tableau_pdf, "LIGNES_MAX", 2)
    reponse = exporter("?tri=nom")
    assert reponse.status_code == 302
    assert reponse["Location"] == "/appuis/?tri=nom"
    page = client_responsable.get(reponse["Location"])
    assert "Ce tableau compte 3 appuis et un PDF en contient 2 au plus" in " ".join(alertes(page))
    assert exporter("?etat=suspendu").status_code == 200


def test_trop_de_texte_aussi(client_responsable, exporter, monkeypatch):
    monkeypatch.setattr(noyau, "HTML_MAX", 2000)
    page = client_responsable.get(exporter()["Location"])
    assert "trop de texte pour un PDF" in " ".join(alertes(page))


def test_un_filtre_incompris_n_exporte_pas_tout(exporter):
    reponse = exporter("?etat=perdu")
    assert reponse.status_code == 302
    assert reponse["Location"] == "/appuis/?etat=perdu"


def test_une_autre_mission_n_exporte_rien_de_la_notre(connecte, suivi):
    client = connecte(suivi.troupe.etranger)
    for adresse in ("suivi_appuis_pdf", "suivi_actions_pdf"):
        texte = texte_pdf(pdf(client.get(reverse(adresse))))
        assert "Mission d’à côté" in texte
        assert not any(mot in texte for mot in ("Aubrives", "Serina", "Refuges", "Œuvrard"))


@pytest.mark.parametrize("role", ["admin", "beneficiaire"])
def test_sans_mission_il_n_y_a_pas_d_export(connecte, suivi, role):
    client = connecte(getattr(suivi.troupe, role))
    assert client.get(reverse("suivi_appuis_pdf")).status_code == 404
    assert client.get(reverse("suivi_actions_pdf")).status_code == 404


def test_le_fichier_commence_et_finit_bien(exporter):
    octets = contenu(exporter())
    assert octets.startswith(b"%PDF-1.7")
    assert octets.rstrip().endswith(b"%%EOF")
