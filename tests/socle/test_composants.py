"""What templates write: icons, amounts, durations, deadlines, addresses."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from re import findall

import pytest
from django.conf import settings
from django.core.paginator import Paginator
from django.template import RequestContext, Template, TemplateDoesNotExist, engines
from django.template.loader import render_to_string
from django.utils.translation import override

from coopappui.templatetags import composants

AUJOURD_HUI = date(2026, 11, 23)


@pytest.fixture
def le_23_novembre(time_machine):
    time_machine.move_to(datetime(2026, 11, 23, 12, tzinfo=UTC), tick=False)


def rendre(source, rf, adresse="/", **contexte):
    moteur = engines["django"].engine
    return Template(source, engine=moteur).render(RequestContext(rf.get(adresse), contexte))


@pytest.mark.parametrize(
    ("valeur", "attendu"),
    [
        (Decimal("1234.56"), "1 234,56 €"),
        (Decimal("12000.00"), "12 000 €"),
        (Decimal("1234567.5"), "1 234 567,50 €"),
        (0, "0 €"),
        (-3, "-3 €"),
        (None, ""),
        ("", ""),
        ("inconnu", "inconnu"),
    ],
)
def test_un_montant_se_lit_en_francais(valeur, attendu):
    assert str(composants.montant(valeur)).replace("\u00a0", " ").replace("\u202f", " ") == attendu


@pytest.mark.parametrize(
    ("minutes", "attendu"),
    [(0, "0 min"), (45, "45 min"), (60, "1 h"), (65, "1 h 05"), (90, "1 h 30"), (1500, "25 h"), (None, ""), ("", "")],
)
def test_une_duree_se_lit_en_heures(minutes, attendu):
    assert composants.duree(minutes).replace("\u00a0", " ") == attendu


@pytest.mark.usefixtures("le_23_novembre")
@pytest.mark.parametrize(
    ("jours", "texte", "ton"),
    [
        (-400, "400 j de retard", "retard"),
        (-1, "1 j de retard", "retard"),
        (0, "aujourd’hui", "bientot"),
        (1, "demain", "bientot"),
        (7, "30 nov.", "bientot"),
        (8, "1er déc.", "neutre"),
        (11, "4 déc.", "neutre"),
        (50, "12 jan. 2027", "neutre"),
    ],
)
def test_une_echeance_se_dit_depuis_aujourd_hui(jours, texte, ton):
    jour = AUJOURD_HUI + timedelta(jours)
    assert composants.echeance(jour).replace("janv.", "jan.") == texte
    assert composants.ton_echeance(jour) == ton


@pytest.mark.parametrize(
    ("valeur", "forme", "attendu"),
    [
        (date(2020, 1, 1), "", "1er janvier 2020"),
        (date(2020, 1, 11), "", "11 janvier 2020"),
        (datetime(2026, 6, 30, 22, 30, tzinfo=UTC), ':"j F Y à H:i"', "1er juillet 2026 à 00:30"),
        (None, "", ""),
    ],
)
def test_un_jour_s_ecrit_en_toutes_lettres(rf, valeur, forme, attendu):
    assert rendre("{{ jour|jour_long" + forme + " }}", rf, jour=valeur) == attendu


def test_en_anglais_un_premier_reste_un_nombre():
    with override("en"):
        assert composants.jour_long(date(2020, 1, 1)) == "1 January 2020"


def test_aucun_gabarit_n_ecrit_un_premier_du_mois_sans_er():
    gabarits = (Path(settings.BASE_DIR) / "templates").rglob("*.*")
    assert [g.name for g in gabarits if findall(r'\|date:"[^"]*j', g.read_text())] == []


def test_sans_echeance():
    assert (composants.echeance(None), composants.ton_echeance(None)) == ("sans date", "neutre")


@pytest.mark.usefixtures("le_23_novembre")
@pytest.mark.parametrize(
    ("jours", "attendu"),
    [
        (0, "aujourd’hui"),
        (1, "hier"),
        (6, "il y a 6 jours"),
        (59, "il y a 59 jours"),
        (60, "il y a 2 mois"),
        (729, "il y a 24 mois"),
        (800, "il y a 2 ans"),
        (-11, "4 déc."),
    ],
)
def test_le_temps_passe(jours, attendu):
    assert composants.depuis(AUJOURD_HUI - timedelta(jours)) == attendu


def test_une_heure_tardive_compte_dans_le_jour_de_paris(time_machine):
    time_machine.move_to(datetime(2026, 11, 23, 23, 30, tzinfo=UTC), tick=False)  # already the 24th in Paris
    assert composants.depuis(datetime(2026, 11, 23, 21, 0, tzinfo=UTC)) == "hier"
    assert composants.depuis(None) == ""


def test_l_adresse_garde_ce_qu_on_ne_change_pas(rf):
    source = "{% autoescape off %}{% ajouter_a_l_adresse page=3 tri=None %}{% endautoescape %}"
    assert rendre(source, rf, "/?q=a%26b&tri=nom&page=2&etat=a&etat=b") == "?q=a%26b&page=3&etat=a&etat=b"


def test_l_adresse_se_connait_dans_un_include_only(rf):
    page = Paginator(range(50), 10).page(2)
    html = rendre('{% include "composants/pagination.html" with page=page only %}', rf, "/?q=bois", page=page)
    assert "?q=bois&amp;page=3" in html
    assert "Page 2 sur 5 · 50 résultats" in html
    assert 'aria-current="page"' in html


@pytest.mark.parametrize(
    ("nombre", "attendu"),
    [(0, "0 lue, la paire"), (1, "1 lue, la paire"), (2, "2 lues, les paires"), ([], "[] lue, la paire")],
)
def test_zero_et_un_sont_au_singulier(rf, nombre, attendu):
    source = '{{ n }} lue{{ n|pluralize }}, {{ n|pluralize:"la,les" }} paire{{ n|pluralize }}'
    assert rendre(source, rf, n=nombre) == attendu


def test_une_seule_page_n_a_pas_de_liens(rf):
    page = Paginator(range(1), 10).page(1)
    html = rendre('{% include "composants/pagination.html" with page=page only %}', rf, page=page)
    assert "1 résultat<" in html
    assert "page-link" not in html


def test_une_icone_est_muette_et_dessinee_une_fois():
    svg = composants.icone("house", taille=20)
    assert svg.startswith('<svg aria-hidden="true"')
    assert 'height="20"' in svg
    assert composants.icone("house", taille=20) is svg


def test_une_icone_inconnue_se_voit_en_developpant(settings):
    settings.DEBUG = True
    for nom in ("nexiste-pas", "../base"):
        with pytest.raises(TemplateDoesNotExist):
            composants.icone(nom)
    settings.DEBUG = False
    assert composants.icone("nexiste-pas") == ""


def test_chaque_icone_des_gabarits_existe():
    noms = set()
    for fichier in (Path(settings.BASE_DIR) / "templates").rglob("*.html"):
        noms |= set(findall(r'{% icone "([^"]+)"', fichier.read_text()))
    assert len(noms) > 10
    for nom in noms:
        assert composants._dessin(nom, 16), nom


def test_les_etapes_disent_ou_l_on_est():
    etapes = [
        {"label": "Prendre contact", "etat": "faite", "url": "/x/"},
        {"label": "Démarrer", "etat": "courante", "detail": "depuis hier"},
        {"label": "Clore", "etat": "a-venir"},
    ]
    html = render_to_string("composants/etapes.html", {"etapes": etapes, "nom": "Étapes"})
    assert html.count('aria-current="step"') == 1
    assert all(mot in html for mot in ("(faite)", "(en cours)", "(à venir)"))
    assert '<a href="/x/">Prendre contact</a>' in html


def test_rien_ne_manque_rien_ne_se_voit():
    assert "<" not in render_to_string("composants/manques.html", {"titre": "Avant de clore", "phrases": []})


def test_le_tri_s_inverse(rf):
    source = '{% include "composants/tri.html" with libelle="Nom" nom="nom" tri=tri only %}'
    assert 'href="?q=a&amp;tri=-nom"' in rendre(source, rf, "/?q=a&tri=nom&page=4", tri="nom")
    croissant, decroissant = rendre(source, rf, tri="nom"), rendre(source, rf, tri="-nom")
    assert 'aria-sort="ascending"' in croissant
    assert 'aria-sort="descending"' in decroissant
    assert "aria-sort" not in rendre(source, rf, tri="autre")
    assert "aria-sort" not in rendre(source, rf, tri="")
