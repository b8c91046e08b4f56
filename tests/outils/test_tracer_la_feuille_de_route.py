"""The activities of a project along the months: durations, Gantt chart, what is pointed out."""

import datetime

import pytest
from django.utils.html import strip_tags

from outils.gantt import PAR_PLANCHE, Gantt
from outils.models import FeuilleRouteProjet
from outils.models.feuille_route_projet import Activite

CE_JOUR = datetime.date(2027, 3, 16)


def mois(texte):
    """« 03/2027 »."""
    return texte and datetime.date(int(texte[3:]), int(texte[:2]), 1)


def feuille(*activites):
    """An unsaved fiche; each activity: (name, first month, last month, responsible)."""
    fiche = FeuilleRouteProjet()
    lignes = [
        Activite(activite=nom, debut=mois(debut), fin=mois(fin), responsable=qui) for nom, debut, fin, qui in activites
    ]
    fiche.contenu.poser("activites", lignes)
    return fiche


def gantt(*activites):
    return Gantt([(a, a.debut, a.fin) for a in feuille(*activites).contenu.lignes("activites")], CE_JOUR)


def test_it_works():
    fiche = feuille(("Visiter", "03/2027", "05/2027", "GAL"), ("Essayer", "05/2027", "12/2027", "Gruppo"))
    assert [a.duree for a in fiche.contenu.lignes("activites")] == [3, 8]
    assert fiche.alertes() == []
    dessin = gantt(("Visiter", "03/2027", "05/2027", "GAL"), ("Essayer", "05/2027", "12/2027", "Gruppo"))
    assert [c["libelle"] for c in dessin.colonnes[:3]] == ["mars", "avr.", "mai"]
    visiter, essayer = dessin.planches[0]["rangs"]
    # Ten columns: the second starts where the first has one month left, and goes to the right edge.
    assert float(visiter["x"]) == 260
    assert float(essayer["x"]) < 260 + float(visiter["large"]) < float(essayer["x"]) + 100
    assert float(essayer["x"]) + float(essayer["large"]) == pytest.approx(float(dessin.droite), abs=0.2)
    # Half of March has gone by.
    assert float(dessin.maintenant) == pytest.approx(260 + 62 * 15 / 31, abs=0.2)


@pytest.mark.parametrize(
    ("fin", "pas", "unite", "premieres"),
    [
        ("01/2030", 1, "mois", ["F", "M", "A"]),
        ("02/2030", 3, "trimestre", ["T1", "T2", "T3"]),
        ("12/2040", 12, "année", ["2027", "2028", "2029"]),
        ("12/2080", 60, "5 ans", ["2025", "2030", "2035"]),
        ("12/2100", 60, "5 ans", ["2025", "2030", "2035"]),
    ],
)
def test_un_long_projet_change_d_echelle(fin, pas, unite, premieres):
    dessin = gantt(("Longue", "02/2027", fin, "GAL"))
    assert (dessin.pas, dessin.unite) == (pas, unite)
    assert [c["libelle"] for c in dessin.colonnes[:3]] == premieres
    assert len(dessin.colonnes) <= 36
    assert float(dessin.droite) <= 1000


def test_toutes_les_dates_possibles_tiennent_dans_le_dessin():
    dessin = gantt(("Un siècle", "01/1900", "12/2100", "GAL"), ("Un mois", "06/2000", "06/2000", "GAL"))
    assert len(dessin.colonnes) <= 24
    assert float(dessin.planches[0]["rangs"][1]["large"]) == 3


def test_beaucoup_d_activites_font_plusieurs_dessins():
    dessin = gantt(*((f"Activité {n}", "01/2027", "02/2027", f"GAL {n}") for n in range(200)))
    assert sum(len(planche["rangs"]) for planche in dessin.planches) == 200
    assert max(planche["hauteur"] for planche in dessin.planches) < 46 + 40 * PAR_PLANCHE + 20


def test_aujourd_hui_n_est_marque_que_pendant_le_projet():
    assert gantt(("Passée", "01/2020", "02/2020", "")).maintenant is None
    assert gantt(("À venir", "01/2030", "02/2030", "")).maintenant is None
    assert gantt(("Ce mois", "03/2027", "03/2027", "")).maintenant


def test_ce_que_la_feuille_de_route_signale():
    fiche = feuille(
        ("Visiter", "03/2027", "06/2027", "GAL Terres d’Aubrives"),
        ("Former", "05/2027", "07/2027", "gal terres d'aubrives"),
        ("Vendre", "11/2027", "12/2027", " "),
        ("Reculer", "06/2027", "05/2027", "Gruppo"),
        ("Rêver", None, "05/2027", "Gruppo"),
    )
    assert fiche.alertes() == [
        "« Reculer » finit avant de commencer.",
        "Sans date de début ou de fin : « Rêver ».",
        "Sans responsable : « Vendre ».",
        "GAL Terres d’Aubrives mène à la fois « Visiter » et « Former », de mai à juin 2027.",
        "Aucune activité d’août à octobre 2027.",
    ]
    assert [a.duree for a in fiche.contenu.lignes("activites")] == [4, 3, 2, None, None]


def test_les_chevauchements_nombreux_sont_comptes():
    phrases = feuille(*((f"Activité {n}", "01/2027", "02/2027", "GAL") for n in range(200))).alertes()
    assert len(phrases) == 7
    assert phrases[-1] == "Chevauchements en plus de ceux-ci : 19894."


def test_une_feuille_vide_ne_dit_rien():
    fiche = FeuilleRouteProjet()
    assert fiche.alertes() == []
    assert not fiche.analyse


def test_la_page_montre_le_calendrier(troupe, connecte):
    fiche = FeuilleRouteProjet.objects.create(mission=troupe.mission, projet=troupe.projet, titre="Route")
    client = connecte(troupe.agent)
    adresse = f"/outils/feuille-route-projet/{fiche.pk}/"
    assert "<svg" not in client.get(adresse).content.decode().partition('id="complement"')[2]
    fiche.activites.create(activite="Goûter & noter", debut=mois("03/2027"), fin=mois("04/2028"))
    page = client.get(adresse).content.decode()
    assert "Diagramme de Gantt : Goûter &amp; noter, de mars 2027 à avril 2028." in page
    texte = strip_tags(page)
    assert "Une colonne par mois." in texte
    assert "14 mois" in texte
