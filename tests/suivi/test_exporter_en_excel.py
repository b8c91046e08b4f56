"""The responsable downloads the tableau de suivi as a workbook: exactly what the page shows, typed."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from appuis.models import Appui
from tests.factories import AppuiFactory, PersonneFactory, SequenceFactory, StructureFactory, il_y_a
from tests.suivi.lecture import classeur, rangees, tableau


@pytest.fixture
def exporter(connecte, suivi):
    client = connecte(suivi.troupe.responsable)
    return lambda requete="", adresse="suivi_appuis": client.get(f"{reverse(adresse + '_xlsx')}{requete}")


@pytest.fixture
def lire(connecte, suivi):
    client = connecte(suivi.troupe.responsable)
    return lambda requete="", adresse="suivi_appuis": client.get(f"{reverse(adresse)}{requete}")


def test_it_works(exporter, suivi):
    reponse = exporter()
    assert reponse.status_code == 200
    assert reponse["Content-Type"] == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    jour = timezone.localdate()
    assert reponse["Content-Disposition"] == f'attachment; filename="suivi-appuis-{jour:%Y-%m-%d}.xlsx"'
    livre = classeur(reponse)
    assert livre.sheetnames == ["Suivi des appuis", "Actions d’appui"]
    feuille = livre.worksheets[0]
    assert [c.value for c in feuille[1]] == [
        "Nom du territoire/groupe/acteur",
        "Priorité du territoire/groupe/acteur",
        "Enveloppe localement dédiée à la coopération",
        "Contacts coopération au sein du territoire/groupe/structure",
        "Actions d’appui menées",
        None,
        "Personnes ayant bénéficié de l’appui",
        None,
        None,
        "Documents étudiés, remis, récupérés",
    ]
    assert [c.value for c in feuille[2]][4:9] == ["date", "nature", "nom", "fonction", "coordonnées"]
    assert {str(z) for z in feuille.merged_cells.ranges} == {
        *(f"{c}1:{c}2" for c in "ABCDJ"),
        "E1:F1",
        "G1:I1",
    }


def test_les_valeurs_sont_typees(exporter):
    premiere = classeur(exporter()).worksheets[0][3]
    assert (premiere[2].value, premiere[2].number_format) == (12500.5, '#,##0.00\\ "€"')
    assert premiere[4].value == datetime.datetime.combine(il_y_a(6), datetime.time())
    assert premiere[4].is_date
    assert premiere[6].value == "Béa Fontaine\nPaul Girard"
    assert premiere[7].value == "Élue\n–"
    assert premiere[8].quotePrefix  # a phone number begins with +
    assert premiere[8].value.startswith("+33")


def test_la_feuille_est_prete_a_lire_et_a_imprimer(exporter, suivi):
    livre = classeur(exporter())
    feuille = livre.worksheets[0]
    assert feuille.freeze_panes == "B3"
    assert feuille.auto_filter.ref == "A2:J5"
    assert feuille.print_title_rows == "$1:$2"
    assert (feuille.page_setup.orientation, feuille.page_setup.paperSize) == ("landscape", 9)
    assert feuille.sheet_properties.pageSetUpPr.fitToPage
    assert (feuille.page_setup.fitToWidth, feuille.page_setup.fitToHeight) == (1, 0)
    assert feuille.oddFooter.right.text == "&P/&N"
    assert feuille.oddHeader.left.text == "Tableau de suivi des appuis · Mission Haut-Vernay"
    assert all(feuille.column_dimensions[lettre].width >= 10 for lettre in "ABCDEFGHIJ")
    assert all(c.alignment.wrap_text for c in feuille[3])
    assert livre.properties.title == "Tableau de suivi des appuis"
    assert livre.properties.creator == "Mission Haut-Vernay"
    assert livre.properties.language == "fr-FR"


@pytest.mark.parametrize(
    "requete",
    [
        "",
        "?tri=nom",
        "?tri=-nom&etat=en-cours",
        "?q=refuges",
        "?etat=suspendu",
        "?forme=individuel&tri=appui&colonnes=nom&colonnes=appui&colonnes=echange&colonnes=enveloppe",
        "?q=introuvable",
    ],
)
def test_le_classeur_est_ce_que_montre_la_page(exporter, lire, requete):
    page = lire(requete)
    feuille = classeur(exporter(requete)).worksheets[0]
    if requete == "?q=introuvable":
        assert rangees(feuille) == []
        return
    entetes, attendues = tableau(page)
    obtenues = rangees(feuille, entetes=len(entetes))
    # The page shows several structures on one line, the workbook on as many.
    assert [[", ".join(r[0]), *r[1:]] for r in obtenues] == [[r[0][0], *r[1:]] for r in attendues]


def test_le_classeur_des_projets_est_ce_que_montre_la_page(exporter, lire):
    reponse = exporter(adresse="suivi_actions")
    assert f"suivi-actions-{timezone.localdate():%Y-%m-%d}.xlsx" in reponse["Content-Disposition"]
    livre = classeur(reponse)
    assert livre.sheetnames == ["Suivi des actions"]
    assert rangees(livre.worksheets[0]) == tableau(lire(adresse="suivi_actions"))[1]


def test_toutes_les_pages_sont_exportees_dans_l_ordre(exporter, lire, suivi):
    mission = suivi.troupe.mission
    for i in range(60):
        AppuiFactory(mission=mission, charge=suivi.troupe.agent, structures=[suivi.elier], intitule=f"N° {i:02}")
    requete = "?par_page=25&page=2&tri=-appui&structure=" + str(suivi.elier.pk)
    livre = classeur(exporter(requete + "&colonnes=appui"))
    intitules = [r[0][0] for r in rangees(livre.worksheets[0], entetes=1)]
    assert intitules == ["Refuges à plusieurs", *(f"N° {i:02}" for i in reversed(range(60)))]


def test_une_ligne_par_sequence_pour_ceux_qui_comptent(exporter, suivi):
    feuille = classeur(exporter()).worksheets[1]
    assert [c.value for c in feuille[1]] == [
        "Date",
        "Structure",
        "Appui",
        "Nature",
        "Durée (heures)",
        "Canal",
        "Lieu",
        "Chargé d’appui",
    ]
    lignes = [[c.value for c in rangee] for rangee in feuille.iter_rows(min_row=2)]
    assert len(lignes) == 4
    assert lignes[0] == [
        datetime.datetime.combine(il_y_a(6), datetime.time()),
        "GAL Terres d’Aubrives",
        "Filière noisette",
        "Relecture de l’offre",
        1.5,
        "Visioconférence",
        None,
        "Agathe Roux",
    ]
    assert lignes[3][1] == "Commune de Saint-Élier\nGruppo Valle Serina"
    assert sum(ligne[4] for ligne in lignes) == 6.5
    assert (feuille.freeze_panes, feuille.auto_filter.ref) == ("B2", "A1:H5")


def test_la_seconde_feuille_suit_les_filtres(exporter):
    feuille = classeur(exporter("?q=refuges")).worksheets[1]
    assert [c.value for c in feuille["D"]][1:] == ["Visite croisée"]


def test_aucune_saisie_ne_devient_une_formule(exporter, suivi):
    """Each text a person may type, in each exported column."""
    mission, piege = suivi.troupe.mission, '=HYPERLINK("https://example.org")'
    appui = AppuiFactory(
        mission=mission,
        intitule=piege,
        charge=suivi.troupe.agent,
        structures=[StructureFactory(mission=mission, nom=piege)],
        beneficiaires=[PersonneFactory(mission=mission, prenom="", nom=piege, fonction=piege, telephone="=1+1")],
    )
    SequenceFactory(appui=appui, nature=piege, lieu="@A1")
    codes = [c.code for c in _colonnes()]
    for feuille in classeur(exporter("?" + "&".join(f"colonnes={c}" for c in codes))).worksheets:
        for rangee in feuille.iter_rows():
            for cellule in rangee:
                assert cellule.data_type != "f"
                dangereux = isinstance(cellule.value, str) and cellule.value[:1] in tuple("=+-@")
                assert bool(cellule.quotePrefix) == dangereux, cellule.coordinate


def _colonnes():
    from appuis.tableaux import SUIVI_APPUIS

    return SUIVI_APPUIS.colonnes


def test_un_appui_au_tres_long_recit_est_coupe_et_le_dit(exporter, suivi):
    SequenceFactory.create_batch(200, appui=suivi.collectif, nature="n" * 200)
    textes = [c.value for c in classeur(exporter()).worksheets[0]["F"] if c.value]
    assert max(map(len, textes)) == 32_767
    assert sum(t.endswith("… [tronqué]") for t in textes) == 1


@pytest.mark.parametrize("requete", ["?etat=perdu", "?echange_du=2026-02-31", "?structure=abc"])
def test_un_filtre_incompris_n_exporte_pas_tout(exporter, requete):
    """Refused, rather than a file of everything taken for the filtered one: the page says what is wrong."""
    reponse = exporter(requete)
    assert reponse.status_code == 302
    assert reponse["Location"] == f"{reverse('suivi_appuis')}{requete}"


def test_une_autre_mission_n_exporte_rien_de_la_notre(connecte, suivi):
    reponse = connecte(suivi.troupe.etranger).get(reverse("suivi_appuis_xlsx"))
    livre = classeur(reponse)
    assert [feuille.max_row for feuille in livre.worksheets] == [2, 1]
    assert livre.properties.creator == "Mission d’à côté"


@pytest.mark.parametrize("role", ["admin", "beneficiaire"])
def test_sans_mission_il_n_y_a_pas_d_export(connecte, suivi, role):
    client = connecte(getattr(suivi.troupe, role))
    assert client.get(reverse("suivi_appuis_xlsx")).status_code == 404
    assert client.get(reverse("suivi_actions_xlsx")).status_code == 404


def test_les_droits_sont_ceux_du_moment(connecte, suivi):
    """Removed from the mission: the next download is refused."""
    client = connecte(suivi.troupe.responsable)
    suivi.troupe.responsable.appartenances.update(actif=False)
    assert client.get(reverse("suivi_appuis_xlsx")).status_code == 404


def test_un_export_n_ecrit_rien(exporter, suivi):
    avant = list(Appui.objects.order_by("pk").values_list("pk", "modifie_le"))
    exporter("?a_relancer=on")
    assert list(Appui.objects.order_by("pk").values_list("pk", "modifie_le")) == avant
